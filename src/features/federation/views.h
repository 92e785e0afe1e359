// views.h - 「ほかのサービスでのログイン」: the part of the page of signing in, the part of one's own
// account, linking and taking off, and what went wrong. Structs in, Html out; decides nothing.
#pragma once

#include <optional>
#include <string>

#include "features/federation/service.h"
#include "web/html.h"
#include "web/request.h"

namespace musubi::federation::views {

using web::Html;
using web::Request;

Html sign_in_part(const oidc::Shown& service, const std::string& return_to);
Html account_part(const OwnIdentity& own);
Html own_identity(const Request& request, const OwnIdentity& own,
                  const std::optional<Error>& error, const std::string& message);
// The password was right: the way on to the provider.
Html way_on(const Request& request, const oidc::Shown& service, const std::string& address);
Html removal(const Request& request, const OwnIdentity& own);
// The provider's answer, or the way to it, came to nothing. links: somebody was linking.
Html came_to_nothing(const Request& request, const Error& error);

}  // namespace musubi::federation::views
