// open_posts.h - addresses that other people's programs post to, without a form of ours before it:
// the one-click unsubscribe of mail programs (RFC 8058). Declared while routes are added; the gate
// then asks for no CSRF token. SECURITY: only where a secret in the address is the whole authority
// and a session is never used; such a handler must do nothing that the secret does not allow.
#pragma once

#include <string_view>

namespace musubi::web {

// `route_path` as in the route's row: /unsubscribe/:token. Before requests are served.
void declare_open_post(std::string_view route_path);
bool is_open_post(std::string_view route_path);

}  // namespace musubi::web
