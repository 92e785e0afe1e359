// knot.h - the awaji knot (水引のあわじ結び) that is the product's sign: lines only, drawn from a
// few points, with the crossings alternating over and under. Hidden from screen readers.
#pragma once

#include "web/html.h"

namespace musubi::web::kit {

Html knot_mark();   // one broad line, for the header; at most one per page
Html knot_large();  // five lines running off both sides, for the home page; at most one per page

}  // namespace musubi::web::kit
