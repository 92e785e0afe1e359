// views.h - pages of the yearly confirmation: structs in, Html out, with the page kit only.
// Called by pages.cc; decide nothing but how it looks.
#pragma once

#include "features/confirmations/service.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::confirmations::views {

using MaybeError = std::optional<Error>;
inline const std::string kOffice = "/office/confirmations";

// ---- the office ----
web::Html rounds(const web::Request& request, const std::vector<RoundView>& rounds);
web::Html new_round(const web::Request& request, const web::Fields& typed,
                    const MaybeError& error);
web::Html round(const web::Request& request, const RoundPage& page,
                const store::TargetFilter& filter, const std::string& status);
web::Html target(const web::Request& request, const TargetPage& page, const web::Fields& typed,
                 const MaybeError& error, const std::string& status);

// ---- the member: by link (token) or signed in ("") ----
web::Html asked(const web::Request& request, const Asked& asked, const std::string& token,
                const std::string& status);
web::Html thanks(const web::Request& request, const std::string& what, const std::string& words);
web::Html change_form(const web::Request& request, const Asked& asked, const std::string& token,
                      const web::Fields& typed, const MaybeError& error);
web::Html nothing_asked(const web::Request& request);

}  // namespace musubi::confirmations::views
