// views_search.cc - the search over everything: groups by noun, what matched is marked, and a page
// that helps when nothing was found. Shows only what gather and the search were allowed to read.
#include "features/home/views.h"

#include "base/text.h"
#include "web/kit/kit.h"
#include "web/urlencoded.h"

namespace musubi::home::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html highlighted(const std::string& text, const search::Marks& marks) {
  Html out;
  std::size_t at = 0;
  for (const auto& [from, to] : marks) {
    if (from > at) out += Html(text.substr(at, from - at));
    out += marked(text.substr(from, to - from));
    at = to;
  }
  if (at < text.size()) out += Html(text.substr(at));
  return out;
}

std::string count_words(const search::Hits& hits) {
  if (hits.more_than_counted) return thousands(search::kCountedMost) + "件以上";
  return thousands(hits.count) + "件";
}

Html hit_line(const Group& group, const search::Hit& hit) {
  const std::string path = group.noun->path(hit);
  const Html title = highlighted(hit.title, hit.title_marks);
  Html out = path.empty() ? strong(title) : strong(link(path, title));
  if (!hit.snippet.empty()) {
    out += line_break() + small(highlighted(hit.snippet, hit.snippet_marks));
  }
  return out + line_break() + small(muted("更新：" + wareki(date_in_japan(hit.at))));
}

Html group_part(const Group& group) {
  std::vector<Html> lines;
  for (const auto& hit : group.hits.list) lines.push_back(paragraph(hit_line(group, hit)));
  Html body = stack(lines);
  if (!group.more_path.empty()) {
    body += paragraph(go_link(group.more_path, group.noun->label + "の" +
                                                   count_words(group.hits) + "をすべて見る"));
  }
  return panel({.heading = group.noun->label, .aside = note(count_words(group.hits))}, body);
}

Html none_part(const web::Request& request, const Search& found) {
  Html body = paragraph("「" + found.words + "」に合うものは見つかりませんでした。");
  std::vector<Html> fewer;
  for (const auto& [word, count] : found.alone) {
    const std::string words = word + "（" + thousands(count) + "件）";
    fewer.push_back(count == 0 ? Html(words)
                               : link("/office/search?q=" + web::percent_encode(word), words));
  }
  if (!fewer.empty()) {
    body += section({.heading = "言葉ごとに探すと", .level = 3}, bullets(fewer));
  }
  std::vector<Html> hints{
      "言葉を短くしてみてください（例：「熊本製作所」→「製作」）。1文字から探せます。",
      "全角・半角、ひらがな・カタカナ、㈱と株式会社は、どちらでも見つかります。",
      "電話番号や法人番号は、一部の数字だけでも探せます。"};
  if (may_open(request, "/office/members")) {
    hints.push_back(link("/office/members", "会員名簿") + "の絞り込みで、業種や市町村から探せます。");
  }
  body += section({.heading = "見つけるには", .level = 3}, bullets(hints));
  return panel({.heading = "見つかりませんでした"}, body);
}

}  // namespace

Html search(const web::Request& request, const Search& found) {
  Html body = search_box({.label = "探す言葉", .action = "/office/search", .value = found.words});
  const bool asked = !trim(found.words).empty();
  Html lists;
  for (const auto& group : found.groups) lists += group_part(group);
  if (!found.sees_any) {
    body += notice({.tone = Tone::info, .title = "この役割で検索できるものは、まだありません",
                    .level = 0});
  } else if (!asked) {
    body += paragraph("団体名・会員番号・法人番号・電話番号などから探せます。"
                      "言葉を空白で区切ると、すべてを含むものを探します。");
  } else if (found.groups.empty()) {
    body += none_part(request, found);
  } else {
    body += lists;
  }
  if (!found.noun.empty() && asked) {
    body += paragraph(link("/office/search?q=" + web::percent_encode(found.words),
                           "種類を限らずに探す"));
  }
  body += key_pager({.previous_path = found.first_path, .next_path = found.next_path});
  return page(request,
              {.area = request.actor.roles.shares(roles::office) ? web::Area::office
                       : request.actor.roles.has(Role::prefecture) ? web::Area::prefecture
                                                                   : web::Area::office,
               .title = asked ? "「" + found.words + "」の検索" : "検索",
               .width = Width::full},
              stack({body}));
}

}  // namespace musubi::home::views
