// qr.h - a QR code as inline SVG, for secrets that a camera should read instead of a person typing.
// Never the only way: the page shows the same text beside it.
#pragma once

#include <string>

#include "web/html.h"
#include "web/kit/needed.h"

namespace musubi::web::kit {

// `label` is read aloud in its place: 認証アプリに読み取らせるQRコード. Empty when the text is too long
// for a QR code.
Html qr_code(const Needed& label, const std::string& text);

}  // namespace musubi::web::kit
