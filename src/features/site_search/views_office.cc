// views_office.cc - what the office sees: words that found nothing, synonyms, and files whose words
// could not be read. Html only; it decides nothing.
#include "base/text.h"
#include "features/site_search/views.h"
#include "web/urlencoded.h"

namespace musubi::site_search::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr const char* kOfficeTitle = "サイト内検索を整える";
constexpr const char* kSynonymsTitle = "検索の同義語";

web::Area area_for(const web::Request& request) {
  const bool office = request.actor.roles.shares(roles::office);
  return office ? web::Area::office : web::Area::prefecture;
}

std::vector<Crumb> way_here(const web::Request& request, const std::string& title) {
  std::vector<Crumb> out{own_home(request), {kOfficeTitle, kOfficePath}};
  if (!title.empty()) out.push_back({title, ""});
  return out;
}

std::string files_path(const std::string& state) {
  return std::string(kOfficePath) + "?state=" + state;
}

Html state_mark(const std::string& state) {
  const Tone tone = state == "read" ? Tone::ok : state == "unreadable" ? Tone::error : Tone::info;
  return badge(tone, std::string(file_state_label(state)));
}

Html zero_part(const OverviewPage& data) {
  std::vector<TableRow> rows;
  for (const analytics::AskedLine& line : data.overview.zero_words) {
    Html act;
    if (data.may_keep) {
      act = link_about(std::string(kSynonymsPath) + "/new?word=" + web::percent_encode(line.name),
                       "同義語に加える", line.name);
    }
    rows.push_back({.cells = {Html(line.name), Html(thousands(line.number)), act}});
  }
  return section(
      {.heading = "見つからなかった言葉"},
      paragraph("この30日間に探されて、1件も見つからなかった言葉です。別の言い方で載せているときは同義語に加え、"
                "載せていないときは記事を書く手がかりにしてください。") +
          data_table({.caption = "見つからなかった言葉（多い順）",
                      .columns = {{.label = "言葉"}, {.label = "回数", .align = Align::end},
                                  {.label = "操作", .label_hidden = true}},
                      .rows = rows,
                      .empty = empty_state("この30日間に、見つからなかった言葉はありません")}));
}

Html files_part(const web::Request& request, const OverviewPage& data) {
  const Overview& o = data.overview;
  std::vector<Tab> kinds;
  const std::pair<const char*, std::int64_t> all[] = {
      {"unreadable", o.unreadable}, {"empty", o.empty}, {"waiting", o.waiting}, {"read", o.read}};
  for (const auto& [state, count] : all) {
    const std::string label(file_state_label(state));
    kinds.push_back({.label = label + "（" + thousands(count) + "件）",
                     .path = files_path(state), .current = data.state == state});
  }
  std::vector<TableRow> rows;
  for (const FileLine& line : data.files.rows) {
    Html act;
    if (data.may_keep && line.text.state != "waiting") {
      act = post_button(request, {.button = {.label = "もう一度読み取る", .look = Look::secondary,
                                             .small = true, .about = line.title},
                                  .action = std::string(kOfficePath) + "/files/" + line.text.id +
                                            "/reading"});
    }
    Html why = line.text.trouble;
    if (line.text.is_cut) why += Html("長いため、はじめの約9万文字だけが検索の対象です。");
    rows.push_back({.cells = {link("/office/media/" + line.text.id, line.title),
                              Html(line.filename), state_mark(line.text.state), why, act}});
  }
  return section(
      {.heading = "資料の中の言葉"},
      paragraph("公開している資料（PDF、Word、Excel、PowerPointなど）は、中の言葉でも見つかります。") +
          tabs("読み取りの状態", kinds) +
          data_table({.caption = "資料の一覧（" + std::string(file_state_label(data.state)) + "）",
                      .columns = {{.label = "題名"}, {.label = "ファイル"}, {.label = "状態"},
                                  {.label = "理由"}, {.label = "操作", .label_hidden = true}},
                      .rows = rows,
                      .empty = empty_state("この状態の資料はありません")}) +
          key_pager({.next_path = data.files.next.empty()
                                      ? ""
                                      : files_path(data.state) + "&after=" + data.files.next}));
}

}  // namespace

std::string words_line(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : "、") + word;
  return out;
}

Html overview_page(const web::Request& request, const OverviewPage& data) {
  return page(request,
              {.area = area_for(request), .title = kOfficeTitle,
               .lead = "公開サイトの検索が、言葉をどう見つけているかを確かめ、整えます。",
               .breadcrumbs = {own_home(request), {kOfficeTitle, ""}},
               .actions = button_link({.label = "同義語（" + thousands(data.overview.synonyms) +
                                                "組）",
                                       .path = kSynonymsPath, .icon = "list"}),
               .status_message = data.status, .nav_current = kOfficePath},
              zero_part(data) + files_part(request, data));
}

Html synonym_list(const web::Request& request, const SynonymListPage& data) {
  std::vector<TableRow> rows;
  for (const Synonym& one : data.list.rows) {
    const std::string words = words_line(one.words);
    Html name = data.may_keep ? link(std::string(kSynonymsPath) + "/" + one.id.text, words)
                              : Html(words);
    rows.push_back(
        {.cells = {name, Html(one.note), date_text_short(date_in_japan(one.updated_at))}});
  }
  Html actions;
  if (data.may_keep) {
    actions = button_link({.label = "同義語を加える", .path = std::string(kSynonymsPath) + "/new",
                           .look = Look::primary, .icon = "plus"});
  }
  std::string next;
  if (!data.list.next_id.empty()) {
    next = std::string(kSynonymsPath) + "?after=" + web::percent_encode(data.list.next_words) +
           "&after_id=" + data.list.next_id;
  }
  return page(
      request,
      {.area = area_for(request), .title = kSynonymsTitle,
       .lead = "同じ意味の言葉を1組にしておくと、どれで探しても、ほかの言葉で書かれたページが見つかります。",
       .breadcrumbs = way_here(request, kSynonymsTitle), .actions = actions,
       .status_message = data.status, .nav_current = kOfficePath},
      data_table({.caption = "同義語の一覧",
                  .columns = {{.label = "同じ意味の言葉"}, {.label = "メモ"},
                              {.label = "直した日", .nowrap = true}},
                  .rows = rows,
                  .empty = empty_state("同義語はまだありません。「補助金」と「助成金」のような組を加えてください")}) +
          key_pager({.previous_path = data.first_page ? "" : kSynonymsPath, .next_path = next}));
}

Html synonym_form(const web::Request& request, const SynonymForm& data) {
  const bool fresh = data.id.empty();
  const std::string title = fresh ? "同義語を加える" : "同義語を直す";
  const std::string action = std::string(kSynonymsPath) + (fresh ? "" : "/" + data.id);
  Html fields;
  if (fresh) {
    fields += form_key_field(request);
  } else {
    fields += hidden_field("version", data.typed.get("version"));
  }
  fields += textarea_field({.name = "words", .label = "同じ意味の言葉",
                            .value = data.typed.get("words"),
                            .hint = "1行に1つ、2つから8つまで。全角と半角、ひらがなとカタカナの違いは、加えなくても"
                                    "見つかります。",
                            .required = true, .error = error_at(data.error, "words")},
                           5) +
            text_field({.name = "note", .label = "メモ", .value = data.typed.get("note"),
                        .hint = "どうして加えたかなど、次の人のために。",
                        .error = error_at(data.error, "note"), .characters_max = 200});
  std::vector<Html> buttons{button({.label = fresh ? "この組を加える" : "この内容で保存する"})};
  if (!fresh) {
    buttons.push_back(button_link({.label = "この組を消す", .path = action + "/deletion",
                                   .look = Look::text}));
  }
  buttons.push_back(
      button_link({.label = "やめる", .path = kSynonymsPath, .look = Look::text}));
  std::vector<Crumb> way{own_home(request), {kOfficeTitle, kOfficePath},
                         {kSynonymsTitle, kSynonymsPath}, {title, ""}};
  return page(request,
              {.area = web::Area::office, .title = title, .breadcrumbs = way,
               .nav_current = kOfficePath, .has_error = data.error.has_value(),
               .width = Width::reading},
              error_summary(data.error) +
                  form(request, {.action = action, .keep_draft = true},
                       fields + form_actions(buttons)));
}

Html synonym_deletion(const web::Request& request, const Synonym& synonym) {
  const std::string path = std::string(kSynonymsPath) + "/" + synonym.id.text;
  const std::string title = "同義語の組を消す";
  std::vector<Crumb> way{own_home(request), {kOfficeTitle, kOfficePath},
                         {kSynonymsTitle, kSynonymsPath}, {title, ""}};
  return page(
      request,
      {.area = web::Area::office, .title = title, .breadcrumbs = way, .nav_current = kOfficePath,
       .width = Width::reading},
      confirm({.question = "「" + words_line(synonym.words) + "」の組を消しますか",
               .consequence = "消すと、それぞれの言葉は、その言葉で書かれたページだけを見つけます。",
               .yes = post_button(request,
                                  {.button = {.label = "消す", .look = Look::danger},
                                   .action = path + "/deletion",
                                   .hidden = {{"version", std::to_string(synonym.version)}}}),
               .no = button_link({.label = "やめる", .path = path, .look = Look::text})}));
}

}  // namespace musubi::site_search::views
