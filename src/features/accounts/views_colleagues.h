// views_colleagues.h - the pages of an organisation's administrator: structs in, Html out.
// Must never read the database or decide who may do what.
#pragma once

#include <optional>
#include <string>

#include "features/accounts/service_colleagues.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::accounts::views {

web::Html colleagues(const web::Request& request, const Colleagues& list,
                     const std::string& message);
web::Html new_colleague(const web::Request& request, const NewColleague& typed,
                        const std::optional<Error>& error);
web::Html colleague(const web::Request& request, const Account& account,
                    const std::optional<Error>& error, const std::string& message);
web::Html handover(const web::Request& request, const Account& account);

}  // namespace musubi::accounts::views
