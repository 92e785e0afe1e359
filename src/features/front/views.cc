// views.cc - see views.h. Every form says what a visitor will see of it. Html only; it decides
// nothing.
#include "features/front/views.h"

#include <algorithm>

#include "features/front/views_shared.h"
#include "web/kit/kit.h"

namespace musubi::front::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr std::size_t kEmptyRows = 3;
constexpr int kCounts[] = {1, 2, 3, 4, 6, 9, 12};

web::Area area_for(const web::Request& request) {
  return request.actor.roles.shares(roles::office) ? web::Area::office : web::Area::prefecture;
}

Html menu_list(const std::vector<MenuEntry>& menu, const std::set<std::string>& closed = {}) {
  std::vector<Html> lines;
  for (const MenuEntry& one : menu) {
    lines.push_back(way_or_mark(one.path, one.label, closed) + Html("　") + code_text(one.path));
  }
  return numbered(lines);
}

std::string place_words(const SectionPlace& one) {
  std::string out = one.heading.empty() ? one.label : one.heading;
  if (!one.shown) return out + "（出さない）";
  if (!one.entries.empty()) return out + "（事務局が書いた文）";
  return one.most > 0 ? out + "（" + std::to_string(one.most) + "件まで）" : out;
}

Html sections_list(const std::vector<SectionPlace>& sections,
                   const std::set<std::string>& closed = {}) {
  std::vector<Html> lines;
  for (const SectionPlace& one : sections) {
    Html line = Html(place_words(one));
    for (const web::OpenEntry& entry : one.entries) {
      if (!one.shown || !closed.contains(entry.path)) continue;
      line += line_break() + way_or_mark(entry.path, entry.title, closed) + Html("　") +
              code_text(entry.path);
    }
    lines.push_back(std::move(line));
  }
  return numbered(lines);
}

// With the words themselves: who was second must see what the first one wrote.
Html saved_sections(const std::vector<SectionPlace>& sections) {
  std::vector<Html> lines;
  for (const SectionPlace& one : sections) {
    Html line = Html(place_words(one));
    for (const web::OpenEntry& entry : one.entries) {
      line += line_break() + strong(entry.title) + Html("：") + multiline(entry.text);
      if (!entry.note.empty()) line += Html("（" + entry.note + "）");
      if (!entry.path.empty()) line += Html("　行き先：") + code_text(entry.path);
    }
    lines.push_back(line);
  }
  return numbered(lines);
}

Html order_field(const std::string& name, std::size_t place, const std::string& about) {
  return number_field({.name = name, .label = about + "の順番", .value = std::to_string(place),
                       .width = FieldWidth::tiny, .quiet = true});
}

Html menu_row(std::size_t i, const MenuEntry& one, const std::optional<Error>& error) {
  const std::string at = "_" + std::to_string(i);
  const std::string name = std::to_string(i + 1) + "番目";
  return field_group(
      name, text_field({.name = "label" + at, .label = "名前（" + name + "）", .value = one.label,
                        .error = error_at(error, "label" + at), .width = FieldWidth::medium,
                        .characters_max = static_cast<int>(kLabelMost), .quiet = true}) +
                text_field({.name = "path" + at, .label = "行き先のアドレス（" + name + "）",
                            .value = one.path, .error = error_at(error, "path" + at),
                            .width = FieldWidth::medium, .quiet = true}) +
                order_field("order" + at, i + 1, name));
}

std::string shown_name(const SectionPlace& one) { return "shown_" + one.name; }

// One of the things that a section of words says.
Html entry_row(const SectionPlace& section, std::size_t i,
               const std::vector<web::OpenEntry>& own, const std::optional<Error>& error) {
  const std::string at = "_" + section.name + "_" + std::to_string(i);
  const bool alone = own.size() == 1;
  const std::string name =
      "「" + section.label + "」" + (alone ? "" : "の" + std::to_string(i + 1) + "つ目");
  const web::OpenEntry now = i < section.entries.size() ? section.entries[i] : web::OpenEntry{};
  Html fields =
      text_field({.name = "entry_title" + at, .label = name + "の題", .value = now.title,
                  .error = error_at(error, "entry_title" + at), .width = FieldWidth::long_,
                  .characters_max = static_cast<int>(kHeadingMost), .quiet = true}) +
      textarea_field({.name = "entry_text" + at, .label = name + "の文", .value = now.text,
                      .error = error_at(error, "entry_text" + at), .quiet = true},
                     2);
  const auto any_own = [&](const auto& has) { return std::any_of(own.begin(), own.end(), has); };
  if (any_own([](const web::OpenEntry& one) { return !one.note.empty(); })) {
    fields += text_field({.name = "entry_note" + at, .label = name + "に添える言葉",
                          .value = now.note, .error = error_at(error, "entry_note" + at),
                          .width = FieldWidth::medium, .quiet = true});
  }
  if (any_own([](const web::OpenEntry& one) { return !one.path.empty(); })) {
    fields += text_field({.name = "entry_path" + at, .label = name + "の行き先のアドレス",
                          .value = now.path, .error = error_at(error, "entry_path" + at),
                          .width = FieldWidth::medium, .quiet = true});
  }
  return fields;
}

Html entry_rows(const SectionPlace& section, const OwnWords& own,
                const std::optional<Error>& error) {
  Html out;
  const std::string name = "「" + section.label + "」の文";
  if (own.stays) {
    return field_group(name, entry_row(section, 0, own.entries, error),
                       "題と文を空けると、はじめからの文に戻ります。");
  }
  const std::size_t rows =
      std::max(section.entries.size(), std::min(kEntriesMost, section.entries.size() + 1));
  for (std::size_t i = 0; i < rows; ++i) out += entry_row(section, i, own.entries, error);
  return field_group(name, out,
                     "題と文を空けたものは消えます。すべて空けると、はじめからの文に戻ります。");
}

// Whether a field is one of a section's: heading_news, entry_text_news_2.
bool is_of_section(const std::string& field, const std::string& section) {
  if (field == "heading_" + section || field == "most_" + section) return true;
  for (const char* kind : {"entry_title_", "entry_text_", "entry_note_", "entry_path_"}) {
    const std::string start = kind + section + "_";
    if (!field.starts_with(start)) continue;
    // The name of another section may go on where this one's ends.
    if (field.find_first_not_of("0123456789", start.size()) == std::string::npos) return true;
  }
  return false;
}

bool is_refused(const SectionPlace& section, const std::optional<Error>& error) {
  return error && std::any_of(error->fields.begin(), error->fields.end(),
                              [&](const FieldError& one) {
                                return is_of_section(one.field, section.name);
                              });
}

std::vector<Html> section_fields(std::size_t i, const SectionPlace& one,
                                 const std::optional<Error>& error) {
  const std::string name = "「" + one.label + "」";
  std::vector<Html> out{
      checkbox({.name = shown_name(one), .label = name + "を出す", .checked = one.shown}),
      text_field({.name = "heading_" + one.name, .label = name + "の見出し", .value = one.heading,
                  .hint = "空けておくと" + name + "になります。",
                  .error = error_at(error, "heading_" + one.name), .width = FieldWidth::long_,
                  .quiet = true})};
  if (one.most > 0) {
    std::vector<Option> counts;
    for (int count : kCounts) {
      counts.push_back({std::to_string(count), std::to_string(count) + "件まで"});
    }
    out.push_back(select_field({.name = "most_" + one.name, .label = name + "の件数",
                                .options = counts, .value = std::to_string(one.most),
                                .error = error_at(error, "most_" + one.name), .quiet = true}));
  }
  out.push_back(order_field("order_" + one.name, i + 1, name));
  return out;
}

// Folded under its name: a section that nobody looks at takes one line, and is sent all the same.
Html section_row(std::size_t i, const SectionPlace& one, const SectionsForm& data, bool open) {
  const auto own = data.own.find(one.name);
  const bool has_words = own != data.own.end(), stays = has_words && own->second.stays;
  std::vector<Html> fields;
  if (!stays) fields = section_fields(i, one, data.error);
  if (has_words) fields.push_back(entry_rows(one, own->second, data.error));
  const char* standing = stays ? "：いつも出す" : one.shown ? "：出す" : "：出さない";
  return disclosure(one.label + standing, stack(fields), open);
}

Html section_rows(const SectionsForm& data) {
  const bool any_refused =
      std::any_of(data.list.begin(), data.list.end(),
                  [&](const SectionPlace& one) { return is_refused(one, data.error); });
  Html out;
  for (std::size_t i = 0; i < data.list.size(); ++i) {
    const bool open = any_refused ? is_refused(data.list[i], data.error) : i == 0;
    out += section_row(i, data.list[i], data, open);
  }
  return out;
}

Html change_link(const Overview& view, const char* part, const char* words) {
  if (!view.may_change) return {};
  return paragraph(button_link({.label = words, .path = std::string(kFront) + "/" + part,
                                .icon = "edit", .small = true}));
}

Html fixed_list(const web::Request& request, const std::vector<FixedRow>& rows) {
  std::vector<Html> lines;
  for (const FixedRow& row : rows) {
    Html line = link(row.text.path, row.text.label) +
                Html(row.of_office ? "：事務局が書いた文　" : "：はじめからの文　");
    const std::string begin = "/office/content/new?type=page&slug=" + row.text.name;
    if (!row.article.empty() && may_open(request, row.article)) {
      line += link_about(row.article, "記事を開く", row.text.label);
    } else if (row.article.empty() && may_open(request, begin)) {
      line += link_about(begin, "記事を書いて替える", row.text.label);
    }
    lines.push_back(std::move(line));
  }
  return paragraph("次のページには、はじめから文が入っています。固定ページの記事を書いて公開すると、その文に"
                   "替わります。公開を終えると、はじめからの文に戻ります。事務局への連絡先とクッキーの一覧は、"
                   "替えたあとも下に残ります。") +
         bullets(lines);
}

}  // namespace

std::vector<Crumb> front_way(const std::string& title) {
  return {{"きょうの仕事", "/office"}, {"サイトの構成", kFront}, {title, ""}};
}

Html way_or_mark(const std::string& path, const std::string& words,
                 const std::set<std::string>& closed) {
  if (!closed.contains(path)) return link(path, words);
  return Html(words) + Html("　") + badge(Tone::warning, "リンクは出ていません") + Html("　") +
         small("行き先のページを公開していません。行き先を直すか、外してください");
}

// What another manager saved while this form was open.
Html saved_now(const Html& list) {
  return notice({.tone = Tone::warning, .title = "いま保存されている内容", .text = list, .level = 2});
}

// A refusal at no field stands above the form; one at a field is in the summary.
Html refusal(const std::optional<Error>& error) {
  if (!error) return {};
  if (!error->fields.empty()) return error_summary(error);
  return notice({.tone = Tone::error, .title = "保存できませんでした", .text = Html(error->says),
                 .level = 2, .focused = true})
      .refuses(*error);
}

std::vector<Html> form_buttons() {
  return {button({.label = "保存して公開する"}),
          button_link({.label = "やめる", .path = kFront, .look = Look::text})};
}

Html overview(const web::Request& request, const Overview& view) {
  Html menu;
  if (view.front.menu.list.empty()) {
    std::vector<MenuEntry> own;
    for (const web::NavItem& item : view.own_menu) own.push_back({item.label, item.path});
    menu = paragraph("まだ決めていないため、はじめからの並びで出ています。") + menu_list(own);
  } else {
    menu = menu_list(view.front.menu.list, view.closed);
  }
  Html sections;
  if (view.front.sections.list.empty()) {
    std::vector<SectionPlace> own;
    for (const web::OpenSection& one : view.sections) {
      own.push_back({one.name, one.label, "", one.most, true});
    }
    sections = paragraph("まだ決めていないため、はじめからの並びで出ています。") + sections_list(own);
  } else {
    sections = sections_list(view.front.sections.list, view.closed);
  }
  return page(request,
              {.area = area_for(request), .title = "サイトの構成",
               .lead = "公開サイトのメニュー、トップページの並び、その上に出すお知らせ枠です。"
                       "変えると、すぐに公開サイトに出ます。",
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"サイトの構成", ""}},
               .actions = button_link({.label = "公開サイトを見る", .path = "/"}),
               .status_message = view.status},
              panel({.heading = "メニュー"}, menu + change_link(view, "menu", "メニューを直す")) +
                  panel({.heading = "トップページの並び"},
                        sections + change_link(view, "sections", "並びを直す")) +
                  panel({.heading = "お知らせ枠"},
                        banners_list(view.front.banners.list, view.front.pictures, view.closed) +
                            change_link(view, "banners", "お知らせ枠を直す")) +
                  (view.fixed.empty() ? Html()
                                      : panel({.heading = "決まったページの文"},
                                              fixed_list(request, view.fixed))));
}

Html menu_form(const web::Request& request, const MenuForm& data) {
  Html rows;
  const std::size_t shown = std::min(kMenuMost, data.list.size() + kEmptyRows);
  for (std::size_t i = 0; i < std::max(shown, data.list.size()); ++i) {
    rows += menu_row(i, i < data.list.size() ? data.list[i] : MenuEntry{}, data.error);
  }
  Html now;
  if (data.now) {
    now = saved_now(data.now->empty() ? Html("まだ決めていません。") : menu_list(*data.now));
  }
  return page(request,
              {.area = web::Area::office, .title = "メニューを直す",
               .lead = "名前と行き先を入力し、順番の数字の小さいものから並べます。"
                       "名前と行き先を空けた行は消えます。すべて空けると、はじめからの並びに戻ります。",
               .breadcrumbs = front_way("メニューを直す"), .has_error = data.error.has_value()},
              refusal(data.error) + now +
                  form(request, {.action = "/office/front/menu", .keep_draft = true},
                       rows + hidden_field("seen", std::to_string(data.seen)) +
                           form_actions(form_buttons())) +
                  section({.heading = "行き先に使えるページ"}, menu_list(data.open_pages)));
}

Html sections_form(const web::Request& request, const SectionsForm& data) {
  Html now;
  if (data.now) now = saved_now(saved_sections(*data.now));
  return page(request,
              {.area = web::Area::office, .title = "トップページの並びを直す",
               .lead = "名前を押して開き、出すかどうかと、見出し・件数・文を決めます。"
                       "順番の数字の小さいものから並びます。",
               .breadcrumbs = front_way("トップページの並びを直す"),
               .has_error = data.error.has_value()},
              refusal(data.error) + now +
                  form(request, {.action = "/office/front/sections", .keep_draft = true},
                       section_rows(data) + hidden_field("seen", std::to_string(data.seen)) +
                           form_actions(form_buttons())));
}

}  // namespace musubi::front::views
