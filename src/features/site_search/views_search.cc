// views_search.cc - what a visitor sees: hits with what matched marked, filters with their counts,
// and a page that helps when nothing was found. The words that were typed are text, never markup.
#include "base/text.h"
#include "features/site_search/documents.h"
#include "features/site_search/views.h"
#include "web/urlencoded.h"

namespace musubi::site_search::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr const char* kTitle = "サイト内検索";
constexpr std::size_t kAlsoShown = 5;

Html with_marks(const std::string& text, const search::Marks& marks) {
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

std::string count_of(const Found& found) {
  if (found.more_than_counted) return thousands(search::kCountedMost) + "件以上";
  return thousands(found.count) + "件";
}

Html row_part(const FoundRow& row) {
  std::string about = row.kind;
  if (!row.format.empty()) about += "　" + row.format;
  if (row.bytes > 0) about += "　" + file_size(static_cast<std::uint64_t>(row.bytes));
  Html out = strong(link(row.path, with_marks(row.title, row.title_marks)));
  if (!row.snippet.empty()) out += line_break() + with_marks(row.snippet, row.snippet_marks);
  return paragraph(out + line_break() +
                   small(muted(about + "　" + wareki(date_in_japan(row.at)) + "更新")));
}

Html filters_part(const SearchPage& data) {
  std::vector<Html> fields;
  std::vector<Applied> applied;
  for (const FacetGroup& group : data.found.facets) {
    std::vector<Option> options;
    for (const FacetOption& one : group.options) {
      const std::string count = one.count < 0 ? "" : "（" + thousands(one.count) + "件）";
      options.push_back({one.value, one.label + count});
    }
    fields.push_back(select_field({.name = group.name, .label = group.label, .options = options,
                                   .value = group.chosen, .empty_label = "すべて",
                                   .quiet = true}));
    if (group.chosen.empty()) continue;
    applied.push_back({group.label + "：" + facet_value(group.name, group.chosen),
                       address_of(data.asked, group.name)});
  }
  if (fields.empty()) return {};
  std::vector<std::pair<std::string, std::string>> hidden{{"q", data.asked.words}};
  if (data.asked.newest) hidden.emplace_back("sort", "newest");
  Asked plain = data.asked;
  plain.facets.clear();
  plain.after.clear();
  return filter_bar({.action = kSearchPath, .fields = fields, .applied = applied,
                     .clear_path = address_of(plain), .hidden = hidden});
}

Html order_part(const SearchPage& data) {
  if (data.found.count < 2) return {};
  if (data.found.more_than_counted || data.found.count > search::kRankedMost) {
    return note("たくさん見つかったため、新しい順に並べています。言葉を足すと、近い順に並びます。");
  }
  Asked other = data.asked;
  other.after.clear();
  other.newest = !data.asked.newest;
  return paragraph(Html(data.asked.newest ? "新しい順に並べています。" : "言葉に近い順に並べています。") +
                   link(address_of(other),
                        other.newest ? "新しい順に並べる" : "言葉に近い順に並べる"));
}

Html what_was_searched(const SearchPage& data) {
  const Found& found = data.found;
  Html out;
  if (!found.corrected.empty()) {
    out += notice({.tone = Tone::info,
                   .title = "「" + found.corrected + "」で探した結果です",
                   .text = "「" + data.asked.words + "」に合うページはありませんでした。",
                   .level = 0});
  }
  if (found.also.empty()) return out;
  std::string words;
  for (std::size_t i = 0; i < found.also.size() && i < kAlsoShown; ++i) {
    words += "「" + found.also[i] + "」";
  }
  return out + note("同じ意味の言葉" + words + "も含めて探しました。");
}

Html hits_part(const SearchPage& data) {
  std::vector<Html> rows;
  for (const FoundRow& row : data.found.rows) rows.push_back(row_part(row));
  Asked first = data.asked, next = data.asked;
  first.after.clear();
  next.after = data.found.next;
  return section({.heading = count_of(data.found) + "見つかりました"},
                 order_part(data) + plain_list(rows) +
                     key_pager({.previous_path = data.asked.after.empty() ? "" : address_of(first),
                                .next_path = data.found.next.empty() ? "" : address_of(next)}));
}

std::vector<Html> what_to_try(const web::Request& request, const SearchPage& data) {
  std::vector<Html> out;
  Asked plain = data.asked;
  plain.facets.clear();
  plain.after.clear();
  if (data.found.without_facets > 0) {
    out.push_back(link(address_of(plain), "絞り込みを外すと" +
                                              thousands(data.found.without_facets) + "件あります"));
  }
  for (const auto& [word, count] : data.found.alone) {
    Asked one;
    one.words = word;
    const std::string words = "「" + word + "」だけで探す（" + thousands(count) + "件）";
    out.push_back(count == 0 ? Html(words) : link(address_of(one), words));
  }
  out.emplace_back("言葉を短くしてみてください（例：「設備投資補助金」→「補助金」）。1文字から探せます。");
  out.emplace_back("別の言い方でもお試しください。ひらがなとカタカナ、全角と半角は、どちらでも見つかります。");
  for (const auto& [path, words] : {std::pair("/cases", "ＤＸ事例の一覧から探す"),
                                    std::pair("/events", "イベントの一覧から探す"),
                                    std::pair("/news", "お知らせの一覧から探す")}) {
    if (may_open(request, path)) out.push_back(link(path, words));
  }
  return out;
}

Html nothing_part(const web::Request& request, const SearchPage& data) {
  Html out = section({.heading = "見つかりませんでした"},
                     paragraph("「" + data.asked.words + "」に合うページはありませんでした。") +
                         bullets(what_to_try(request, data)));
  if (!data.found.popular.empty()) {
    std::vector<Html> links;
    for (const PopularPage& one : data.found.popular) links.push_back(link(one.path, one.title));
    out += section({.heading = "よく読まれているページ"}, bullets(links));
  }
  const std::string contact = may_open(request, "/contact") ? "/contact" : "/help#contact";
  if (!may_open(request, contact)) return out;
  return out + section({.heading = "事務局に聞く"},
                       paragraph(Html("お探しのことを、事務局がお答えします。") +
                                 go_link(contact, "事務局に問い合わせる")));
}

}  // namespace

std::string address_of(const Asked& asked, std::string_view but) {
  std::string out = std::string(kSearchPath) + "?q=" + web::percent_encode(asked.words);
  for (const auto& [name, value] : asked.facets) {
    if (name != but) out += "&" + name + "=" + web::percent_encode(value);
  }
  if (asked.newest) out += "&sort=newest";
  if (!asked.after.empty()) out += "&after=" + web::percent_encode(asked.after);
  return out;
}

Html search_page(const web::Request& request, const SearchPage& data) {
  const bool asked = !data.asked.words.empty();
  Html body = search_box({.label = "探す言葉", .action = kSearchPath, .value = data.asked.words,
                          .suggestions = "/search/suggestions"});
  if (!asked) {
    body += paragraph("記事、ＤＸ事例、イベント、よくある質問と、資料の中の言葉を探せます。"
                      "言葉を空白で区切ると、すべてを含むものを探します。");
  } else {
    body += what_was_searched(data) + filters_part(data);
    body += data.found.rows.empty() ? nothing_part(request, data) : hits_part(data);
  }
  const std::string more = data.asked.after.empty() ? "" : "（続き）";
  const std::string title =
      asked ? "「" + data.asked.words + "」の検索結果" + more : std::string(kTitle);
  return page(request,
              {.area = web::Area::open, .title = title,
               .breadcrumbs = {{"ホーム", "/"}, {asked ? title : std::string(kTitle), ""}},
               .width = Width::reading,
               .description = "サイトの中の記事と資料を、言葉で探します。"},
              stack({body}));
}

}  // namespace musubi::site_search::views
