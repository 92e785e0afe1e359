// own.h - whether an address of this site leads somewhere: asked of the program itself, as a
// visitor would ask, without a socket. Must never ask with anybody's rights.
#pragma once

#include <string>

#include "features/links/link.h"

namespace musubi::web {
struct App;
}

namespace musubi::links {

// One redirect is followed; a page behind the sign-in is there. With #x the page must have that id.
// Thread-safe, as web::handle is.
Answer ask_own(web::App& app, const std::string& address);

}  // namespace musubi::links
