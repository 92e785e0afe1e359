// address_help.h - 「住所を調べる」 under a 郵便番号, what it found, and the choice when there are
// several places. Works without JavaScript: each button sends the form it stands in. With it
// (assets/js/postal.ts) an empty 所在地 is filled in as soon as the code is typed.
// The form begins with enter_button(), so that Enter in a field does what it did before.
#pragma once

#include <string>

#include "core/postal/postal.h"
#include "web/html.h"

namespace musubi::web::kit {

inline constexpr const char* kAddressButton = "lookup";         // the buttons' name
inline constexpr const char* kLookUpAddress = "address";        // 住所を調べる
inline constexpr const char* kChooseAddress = "choice";         // 選んだ所在地にする
inline constexpr const char* kAddressChoice = "found_address";  // the radio buttons' name
inline constexpr const char* kPostalCodes = "/postal-codes";    // whom the script asks

// Empty while there is no table to look in.
Html address_help(const postal::Help& help);
// For error_summary: what to press once the error is mended.
std::string press_again(const postal::Help& help);

}  // namespace musubi::web::kit
