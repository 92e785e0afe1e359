// icon.cc - the icon drawings. Own work, drawn on a 24 grid; add one by adding a row.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/icon.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/result.h"

namespace musubi::web::kit {

namespace {
using Drawing = std::pair<std::string_view, std::string_view>;

// p: path data; several paths are one string, so that an icon is one element.
constexpr std::array kDrawings = {
    Drawing{"arrow", "M4 12h15M13 6l6 6-6 6"},
    Drawing{"back", "M20 12H5M11 6l-6 6 6 6"},
    Drawing{"bell", "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15ZM10 21h4"},
    Drawing{"box", "M4 8l8-4 8 4v8l-8 4-8-4ZM4 8l8 4 8-4M12 12v8"},
    Drawing{"building", "M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3M8 12h3M8 16h3M16.5 13v.1M16.5 17v.1"},
    Drawing{"calendar", "M3.5 7a2 2 0 0 1 2-2h13a2 2 0 0 1 2 2v11.5a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2"
                        "ZM3.5 10h17M8 3v4M16 3v4"},
    Drawing{"chart", "M4 4v16h16M8 16v-4M12.5 16V8M17 16v-6"},
    Drawing{"check", "M5 12.5l4.5 4.5L19 7"},
    Drawing{"clock", "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 7v5.3l3.5 2"},
    Drawing{"copy", "M9 9h11v11H9ZM15 9V4H4v11h5"},
    Drawing{"dash", "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8 12h8"},
    Drawing{"diff", "M4 5h6v14H4ZM14 5h6v14h-6M12 3v18"},
    Drawing{"doc", "M6 3h8l4.5 4.5V21H6ZM14 3v4.5h4.5M9 12h6.5M9 16h6.5"},
    Drawing{"down", "M5 9l7 7 7-7"},
    Drawing{"download", "M12 4v11M7 10.5l5 5 5-5M4 20h16"},
    Drawing{"edit", "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19ZM13.5 7l3.5 3.5"},
    Drawing{"error", "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 7.5V13M12 16.3v.1"},
    Drawing{"external", "M10 5H5v14h14v-5M13 4h7v7M20 4l-9 9"},
    Drawing{"file", "M6 3h8l4.5 4.5V21H6ZM14 3v4.5h4.5"},
    Drawing{"filter", "M4 5h16l-6.2 7.2V19l-3.6-2v-4.8Z"},
    Drawing{"flag", "M5 21V4M5 5h12l-2.5 4L17 13H5"},
    Drawing{"gear", "M9 12a3 3 0 1 0 6 0a3 3 0 1 0-6 0M12 3v3M12 18v3M3 12h3M18 12h3"
                    "M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2"},
    Drawing{"history", "M4 6v4h4M4.5 10a8 8 0 1 1-.5 3M12 8v4.3l3 1.8"},
    Drawing{"home", "M3.5 11.5L12 4l8.5 7.5M6 9.5V20h12V9.5M10 20v-5.5h4V20"},
    Drawing{"info", "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M12 11v5.5M12 7.7v.1"},
    Drawing{"key", "M4 15.5a4 4 0 1 0 8 0a4 4 0 1 0-8 0M11 12.7L20 4M16.5 7.3l2.5 2.5"},
    Drawing{"left", "M15 5l-7 7 7 7"},
    Drawing{"link", "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7l-1.2 1.2M14 10a4 4 0 0 0-6-.5l-3 3"
                    "a4 4 0 0 0 5.7 5.7l1.2-1.2"},
    Drawing{"list", "M9 6h11M9 12h11M9 18h11M4.5 6v.1M4.5 12v.1M4.5 18v.1"},
    Drawing{"lock", "M5 12.5a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2Z"
                    "M8 10.5V8a4 4 0 0 1 8 0v2.5"},
    Drawing{"mail", "M3 7a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2Z"
                    "M3.5 7l8.5 6 8.5-6"},
    Drawing{"menu", "M4 7h16M4 12h16M4 17h16"},
    Drawing{"merge", "M6 4v4c0 4 6 4 6 8v4M18 4v4c0 4-6 4-6 8M9 17l3 3 3-3"},
    Drawing{"minus", "M5 12h14"},
    Drawing{"ok", "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M8 12.3l2.8 2.8L16 9.5"},
    Drawing{"outside", "M14 4h5v16h-5M4 12h10M10 8l4 4-4 4"},
    Drawing{"people", "M5.5 8a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6"
                      "M16 4.8a3.5 3.5 0 0 1 0 6.4M18 14.4c2 .8 3.2 2.6 3.5 5.6"},
    Drawing{"person", "M8.2 8a3.8 3.8 0 1 0 7.6 0a3.8 3.8 0 1 0-7.6 0"
                      "M4.5 20.5c.6-4.2 3.4-6.3 7.5-6.3s6.9 2.1 7.5 6.3"},
    Drawing{"phone", "M6 3.5h3l1.5 4.5-2 1.5c1 2.6 3.4 5 6 6l1.5-2 4.5 1.5v3c0 1.4-1 2.5-2.5 2.5"
                     "C10.5 20 4 13.5 3.5 6C3.5 4.6 4.6 3.5 6 3.5Z"},
    Drawing{"pin", "M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21Z"
                   "M9.5 9.5a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0"},
    Drawing{"plus", "M12 5v14M5 12h14"},
    Drawing{"print", "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7Z"},
    Drawing{"question", "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2"
                        "c-.8.5-1.1 1-1.1 2M12 16.7v.1"},
    Drawing{"right", "M9 5l7 7-7 7"},
    Drawing{"search", "M4 10.5a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0M15.5 15.5l5 5"},
    Drawing{"send", "M4 12L20 4l-5 16-3.5-6.5ZM11.5 13.5L20 4"},
    Drawing{"shield", "M12 3l7.5 3v5.5c0 4.5-3 7.7-7.5 9.5c-4.5-1.8-7.5-5-7.5-9.5V6Z"
                      "M8.5 12l2.5 2.5 4.5-5"},
    Drawing{"sort", "M8 10l4-4 4 4M8 14l4 4 4-4"},
    Drawing{"sort_down", "M12 5v14M6 13l6 6 6-6"},
    Drawing{"sort_up", "M12 19V5M6 11l6-6 6 6"},
    Drawing{"star", "M12 4l2.4 5.2 5.6.7-4.1 3.9 1.1 5.7-5-2.8-5 2.8 1.1-5.7"
                    "L4 9.9l5.6-.7Z"},
    Drawing{"talk", "M4 5h16v11H11l-4.5 4v-4H4Z"},
    Drawing{"trash", "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5.5M14 11v5.5"},
    Drawing{"undo", "M4 9h10.5a5 5 0 0 1 0 10H8M8 5L4 9l4 4"},
    Drawing{"upload", "M12 16V5M7 9.5l5-5 5 5M4 20h16"},
    Drawing{"warning", "M12 4L2.8 20h18.4ZM12 10v5M12 17.5v.1"},
    Drawing{"x", "M6 6l12 12M18 6L6 18"},
    Drawing{"yen", "M6 4l6 8 6-8M12 12v8.5M7 12.5h10M7 16.5h10"},
};
}  // namespace

Html icon(std::string_view name) {
  const auto* found = std::find_if(kDrawings.begin(), kDrawings.end(),
                                   [&](const Drawing& d) { return d.first == name; });
  CHECK(found != kDrawings.end());
  return Html::raw("<svg class=\"i\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"" +
                   std::string(found->second) + "\"/></svg>");
}

std::vector<std::string_view> icon_names() {
  std::vector<std::string_view> names;
  for (const Drawing& drawing : kDrawings) names.push_back(drawing.first);
  return names;
}

}  // namespace musubi::web::kit
