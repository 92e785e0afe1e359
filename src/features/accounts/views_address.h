// views_address.h - the pages of a new mail address and of a forgotten password.
// Structs in, Html out; must never read the database.
#pragma once

#include <optional>
#include <string>

#include "features/accounts/service_address.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::accounts::views {

struct OwnAddress {
  Account account;
  std::optional<AddressChange> change;  // asked for and not finished
  std::string typed, message;
};
web::Html own_address(const web::Request& request, const OwnAddress& own,
                      const std::optional<Error>& error);
web::Html address_proof(const web::Request& request, const AddressProof& proof);
web::Html address_proved(const web::Request& request, bool changed);
web::Html reset_request(const web::Request& request, const std::string& typed,
                        const std::optional<Error>& error);
web::Html reset_asked(const web::Request& request);
web::Html password_reset(const web::Request& request, const Account& account,
                         const std::optional<Error>& error);

}  // namespace musubi::accounts::views
