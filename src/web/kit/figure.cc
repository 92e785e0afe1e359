// figure.cc - see figure.h.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/figure.h"

#include "web/kit/element.h"
#include "web/kit/layout.h"
#include "web/kit/text.h"

namespace musubi::web::kit {

Html figure(const Figure& f) {
  CHECK(f.level >= 2 && f.level <= 4);
  Html csv = f.csv_path.empty() ? Html()
                                : paragraph(link_about(f.csv_path, "CSVで受け取る",
                                                       f.title.text()));
  Html head = element("div", Attrs("panel__h"),
                      element("h" + std::to_string(f.level), {}, f.title.text()) +
                          element("p", Attrs("small muted"), f.unit_and_day.text()));
  Html body = element("p", Attrs("finding"), f.finding.text()) +
              element("section",
                      Attrs("chartbox").set("tabindex", "0").set("aria-label",
                                                                 f.title.text() + "のグラフ"),
                      f.chart) +
              disclosure("表で見る", data_table(f.data) + csv);
  return element("section", Attrs("panel figure"),
                 head + element("div", Attrs("panel__b stack"), body));
}

}  // namespace musubi::web::kit
