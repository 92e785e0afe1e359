// views_pledges.h - the pledge on the way in, and the file of pledges of one account.
// Structs in, Html out; must never read the database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/accounts/accounts.h"
#include "features/accounts/pledges.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::accounts::views {

web::Html pledge_step(const web::Request& request, const Account& account,
                      const std::optional<Error>& error);
struct PledgeFile {
  Account account;
  std::vector<Pledge> pledges;
  std::string message;
};
web::Html pledges(const web::Request& request, const PledgeFile& file,
                  const std::optional<Error>& error);
// The name by which an error of the withdrawal of one pledge is told: a page has many such forms.
std::string field_of_withdrawal(const PledgeId& id);
// The line on the account's page: on file, or missing.
web::Html pledge_state(const Account& account, bool on_file);

}  // namespace musubi::accounts::views
