// icon.h - our own line icons: 24 grid, stroke 1.75, round ends, currentColor, hidden from readers.
// An icon never speaks: words stand beside it, or spoken text is added by the component.
#pragma once

#include <string_view>
#include <vector>

#include "web/html.h"

namespace musubi::web::kit {

// Names: arrow back bell box building calendar chart check clock copy dash diff doc down download
// edit error external file filter flag gear history home info key left link list lock mail menu
// merge minus ok outside people person phone pin plus print question right search send shield sort
// sort_down sort_up star talk trash undo upload warning x yen. An unknown name is a broken promise.
Html icon(std::string_view name);
std::vector<std::string_view> icon_names();

}  // namespace musubi::web::kit
