// views_stocktakes.h - the pages of the stock-take, and the signs of sharing on an account's page.
// Structs in, Html out; must never read the database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/accounts/stocktakes.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::accounts::views {

web::Html stocktakes(const web::Request& request, const std::vector<Stocktake>& list, bool due,
                     const std::string& next_path);
struct StocktakeView {
  StocktakePage page;
  std::string show;  // "", undecided, marked
  std::string after, next_path, message;
};
web::Html stocktake(const web::Request& request, const StocktakeView& view,
                    const std::optional<Error>& error);
// Empty when there is none.
web::Html sharing_signs(const std::vector<SharingSign>& signs, bool own);

}  // namespace musubi::accounts::views
