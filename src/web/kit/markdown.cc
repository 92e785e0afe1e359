// markdown.cc - the one adapter from the sanitising renderer to Html.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/markdown.h"

#include "core/markdown/markdown.h"
#include "web/kit/layout.h"

namespace musubi::web::kit {

// SECURITY: raw only because core/markdown renders in safe mode.
Html markdown(std::string_view text) { return prose(Html::raw(musubi::markdown::to_html(text))); }

}  // namespace musubi::web::kit
