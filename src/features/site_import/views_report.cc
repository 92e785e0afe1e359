// views_report.cc - what could not be kept (item, block, what, remedy), which files are there, and
// what became of each item. Html only; lists page by key.
#include "base/text.h"
#include "features/site_import/views.h"
#include "web/kit/kit.h"

namespace musubi::site_import::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr const char* kHome = "WordPressからの移行";

std::string kind_label(std::string_view code) {
  for (const LossKind& kind : loss_kinds()) {
    if (kind.code == code) return std::string(kind.label);
  }
  return std::string(code);
}

// 3番目のまとまり（wp:table <td>）
std::string place_words(const Loss& loss) {
  std::string out = loss.block == 0 ? "記事全体" : std::to_string(loss.block) + "番目のまとまり";
  return loss.place.empty() ? out : out + "（" + loss.place + "）";
}

Html report_frame(const web::Request& request, const SiteImport& import, const std::string& title,
                  const Html& body) {
  const std::string path = path_of(import.id);
  const std::string site = import.site_title.empty() ? import.filename : import.site_title;
  return page(request,
              {.area = web::Area::office, .title = title,
               .breadcrumbs = {own_home(request), {kHome, kPath}, {site, path}, {title, ""}},
               .nav_current = kPath, .width = Width::full},
              body);
}

Html filters(const std::string& label, const std::string& path, const std::string& name,
             const std::string& chosen, const std::vector<Counted>& counts,
             std::string (*words)(std::string_view)) {
  std::vector<Tab> out{{.label = "すべて", .path = path, .current = chosen.empty()}};
  for (const Counted& one : counts) {
    out.push_back({.label = words(one.code), .path = path + "?" + name + "=" + one.code,
                   .current = chosen == one.code, .count = thousands(one.count)});
  }
  return tabs(label, out);
}

}  // namespace

Html losses(const web::Request& request, const LossList& data) {
  const SiteImport& import = data.page.import;
  std::vector<TableRow> rows;
  for (const ItemLoss& one : data.rows) {
    rows.push_back({.cells = {Html(one.title), badge(one.loss.kind == "unsafe" ? Tone::warning
                                                                                : Tone::neutral,
                                                     kind_label(one.loss.kind)),
                              place_words(one.loss), one.loss.what, one.loss.remedy}});
  }
  return report_frame(
      request, import, "そのまま移せないもの",
      filters("種類", path_of(import.id) + "/losses", "kind", data.kind, data.page.losses,
              kind_label) +
          data_table({.caption = "移せないものと、すること",
                      .columns = {{.label = "記事"}, {.label = "種類"}, {.label = "どこ"},
                                  {.label = "何が"}, {.label = "すること"}},
                      .rows = rows,
                      .empty = empty_state("この種類の、移せないものはありません")}) +
          key_pager({.previous_path = data.first_path, .next_path = data.next_path}));
}

Html media(const web::Request& request, const MediaList& data) {
  const SiteImport& import = data.page.import;
  std::vector<TableRow> rows;
  for (const ImportMedia& one : data.rows) {
    Html name = one.media_id.empty() ? Html(one.name)
                                     : link("/office/media/" + one.media_id, one.name);
    if (one.state == "undone") name = Html(one.name);
    const Tone tone = one.state == "missing" || one.state == "refused" ? Tone::warning
                                                                        : Tone::neutral;
    rows.push_back({.cells = {name, badge(tone, media_state_label(one.state)), one.alt,
                              one.says}});
  }
  return report_frame(
      request, import, "前のサイトの画像・資料",
      paragraph("「ファイルがない」ものは、wp-content/uploads の同じ場所から探し、「画像と資料」に登録して、"
                "記事に入れ直してください。") +
          filters("状態", path_of(import.id) + "/media", "state", data.state, data.page.media,
                  media_state_label) +
          data_table({.caption = "画像・資料の一覧",
                      .columns = {{.label = "uploads の中の場所"}, {.label = "状態"},
                                  {.label = "代替テキスト"}, {.label = "備考"}},
                      .rows = rows,
                      .empty = empty_state("この状態の画像・資料はありません")}) +
          key_pager({.previous_path = data.first_path, .next_path = data.next_path}));
}

Html items(const web::Request& request, const ItemList& data) {
  const SiteImport& import = data.page.import;
  std::vector<TableRow> rows;
  for (const ImportItem& one : data.rows) {
    const bool there = !one.content_id.empty() && one.outcome != "undone";
    std::string becomes = "―";
    for (const publishing::Target& target : publishing::import_targets()) {
      if (target.code == one.target) becomes = target.label;
    }
    rows.push_back(
        {.cells = {there ? link(publishing::item_path(one.content_id), one.title) : Html(one.title),
                   Html(one.old_path), Html(becomes),
                   badge(one.outcome == "failed" ? Tone::error : Tone::neutral,
                         outcome_label(one.outcome)),
                   Html(one.says)}});
  }
  return report_frame(
      request, import, "前のサイトの記事",
      filters("結果", path_of(import.id) + "/items", "outcome", data.outcome, data.page.outcomes,
              outcome_label) +
          data_table({.caption = "記事の一覧",
                      .columns = {{.label = "題名"}, {.label = "前のアドレス"}, {.label = "行き先"},
                                  {.label = "結果"}, {.label = "備考"}},
                      .rows = rows,
                      .empty = empty_state("この結果の記事はありません")}) +
          key_pager({.previous_path = data.first_path, .next_path = data.next_path}));
}

}  // namespace musubi::site_import::views
