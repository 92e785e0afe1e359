// views.cc - the list, the form, and the page of one import in each of its states. Html only; what
// was lost and which files are missing is in views_report.cc.
#include "features/site_import/views.h"

#include "base/text.h"
#include "web/app.h"
#include "web/kit/kit.h"

namespace musubi::site_import::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr const char* kTitle = "WordPressからの移行";

Tone tone_of_state(const std::string& state) {
  if (state == "committed") return Tone::ok;
  if (state == "failed") return Tone::error;
  if (state == "draft") return Tone::warning;
  return Tone::info;
}

bool is_working(const SiteImport& import) {
  return import.state == "reading" || import.state == "committing" || import.state == "undoing";
}

std::int64_t count_of(const std::vector<Counted>& counts, std::string_view code) {
  for (const Counted& one : counts) {
    if (one.code == code) return one.count;
  }
  return 0;
}

std::int64_t sum_of(const std::vector<Counted>& counts) {
  std::int64_t out = 0;
  for (const Counted& one : counts) out += one.count;
  return out;
}

Html steps_of(const SiteImport& import) {
  const auto state = [&](int step) {
    const int now = import.state == "reading"                                    ? 1
                    : import.state == "draft"                                    ? 2
                    : import.state == "committing" || import.state == "failed"   ? 3
                                                                                 : 4;
    return step < now ? StepState::done : step == now ? StepState::now : StepState::later;
  };
  return steps("移行の手順", {{.label = "ファイルを選ぶ", .state = StepState::done},
                              {.label = "読み取る", .state = state(1)},
                              {.label = "確かめて決める", .state = state(2)},
                              {.label = "取り込む", .state = state(3)}});
}

Html facts(const ImportPage& page) {
  const SiteImport& import = page.import;
  Pairs pairs{{"状態", badge(tone_of_state(import.state), state_label(import.state))},
              {"ファイル", import.filename}, {"始めた人", import.begun_by_name},
              {"始めた日時", time_text(import.created_at)}};
  if (!import.site_title.empty()) pairs.emplace_back("前のサイト", import.site_title);
  if (!import.site_address.empty()) pairs.emplace_back("前のアドレス", import.site_address);
  std::string authors;
  for (const auto& [name, count] : import.authors) {
    authors += (authors.empty() ? "" : "、") + name + "（" + thousands(count) + "件）";
  }
  if (!authors.empty()) pairs.emplace_back("書いた人", cut_characters(authors, 400));
  std::string skipped;
  for (const auto& [what, count] : import.skipped) {
    skipped += (skipped.empty() ? "" : "、") + what + "（" + thousands(count) + "件）";
  }
  if (!skipped.empty()) pairs.emplace_back("記事ではないため読まないもの", skipped);
  return description_list(pairs);
}

Html working(const SiteImport& import) {
  const std::string path = path_of(import.id);
  const std::string words =
      import.total > 0 ? std::to_string(import.done * 100 / import.total) + "%まで進みました" : "";
  return live_part(
      {.id = "site-import", .live_path = path + "/events", .words = "進み具合が変わりました"},
      notice({.tone = Tone::info, .title = state_label(import.state),
              .text = progress({.label = state_label(import.state), .done = import.done,
                                .total = import.total, .words = words}) +
                      paragraph("この画面を閉じても続きます。途中で止まっても、続きから始まります。"),
              .actions = {link(path, "いまの進み具合を見る")}}));
}

// How many of each, with the way to them.
Html report_part(const ImportPage& page) {
  const std::string path = path_of(page.import.id);
  std::vector<Html> lines;
  for (const Counted& one : page.outcomes) {
    lines.push_back(link(path + "/items?outcome=" + one.code,
                         "記事：" + outcome_label(one.code)) +
                    Html("　" + thousands(one.count) + "件"));
  }
  for (const Counted& one : page.media) {
    lines.push_back(link(path + "/media?state=" + one.code,
                         "画像・資料：" + media_state_label(one.code)) +
                    Html("　" + thousands(one.count) + "件"));
  }
  const std::int64_t lost = sum_of(page.losses);
  lines.push_back(lost == 0 ? Html("そのまま移せないものはありません")
                            : link(path + "/losses", "そのまま移せないもの") +
                                  Html("　" + thousands(lost) + "か所"));
  const std::int64_t unsafe = count_of(page.losses, "unsafe");
  Html warning;
  if (unsafe > 0) {
    warning = notice({.tone = Tone::warning,
                      .title = "安全でないものを" + thousands(unsafe) + "か所で除きました",
                      .text = "プログラムや、危ないリンクなどです。前のサイトが書き換えられていなかったか、"
                              "管理していた人に確かめてください。",
                      .actions = {link(path + "/losses?kind=unsafe", "除いたところを見る")},
                      .level = 3});
  }
  return section({.heading = "報告"}, warning + plain_list(lines));
}

Html choices_form(const web::Request& request, const Detail& data) {
  const SiteImport& import = data.page.import;
  std::vector<Option> options{{std::string(kSkip), "取り込まない"}};
  for (const publishing::Target& one : data.targets) options.push_back({one.code, one.label});
  Html fields;
  for (std::size_t i = 0; i < import.groups.size(); ++i) {
    const Group& group = import.groups[i];
    const std::string name = "target_" + std::to_string(i);
    const auto chosen = import.choices.find(group.key);
    std::string value = chosen == import.choices.end() ? group.guess : chosen->second;
    if (data.typed.has(name)) value = data.typed.get(name);
    const bool category = group.key.starts_with("category:");
    fields += select_field({.name = name,
                            .label = group.label + "（" + thousands(group.count) + "件）",
                            .options = options, .value = value,
                            .error = error_at(data.error, name),
                            .empty_label = category ? "投稿の行き先と同じ" : "取り込まない"});
  }
  const std::string arrival =
      data.typed.has("arrival") ? data.typed.get("arrival") : import.arrival;
  const Html way = radio_group(
      {.name = "arrival", .label = "前のサイトで公開していた記事",
       .options = {{"draft", "下書きとして取り込む", "1件ずつ読み直してから、確認に回します。"},
                   {"review", "直すところのない記事は、確認に回す",
                    "見出し・代替テキストなどの確認で誤りがないものだけです。ほかは下書きになります。"}},
       .value = arrival, .hint = "どちらでも、公開はしません。ほかの人の確認と承認のあとに公開されます。",
       .error = error_at(data.error, "arrival")});
  return section({.heading = "行き先を決める"},
                 form(request, {.action = path_of(import.id) + "/choices"},
                      hidden_field("version", std::to_string(import.version)) +
                          field_group("種類とカテゴリの行き先", fields,
                                      "カテゴリに行き先があるときは、そちらを先に見ます。") +
                          way + form_actions({button({.label = "行き先を保存する",
                                                      .look = Look::secondary})})));
}

Html commit_part(const web::Request& request, const ImportPage& page) {
  const std::string path = path_of(page.import.id);
  const std::string count = thousands(count_of(page.outcomes, "pending"));
  const std::string files = thousands(count_of(page.media, "found"));
  return section(
      {.heading = "取り込む"},
      paragraph("記事" + count + "件を取り込み、画像・資料" + files +
                "件を登録します。公開はされません。あとで取り消せます。") +
          cluster({post_button(request, {.button = {.label = "この内容で取り込む", .icon = "ok"},
                                         .action = path + "/commit"}),
                   post_button(request, {.button = {.label = "取込みをやめる",
                                                    .look = Look::text},
                                         .action = path + "/removal"})}));
}

}  // namespace

std::string path_of(const SiteImportId& id) { return std::string(kPath) + "/" + id.text; }

Html list(const web::Request& request, const ImportList& data) {
  std::vector<TableRow> rows;
  for (const SiteImport& one : data.rows) {
    rows.push_back({.cells = {link(path_of(one.id), one.site_title.empty() ? one.filename
                                                                           : one.site_title),
                              badge(tone_of_state(one.state), state_label(one.state)),
                              one.begun_by_name, time_text(one.created_at)}});
  }
  return page(request,
              {.area = web::Area::office, .title = kTitle,
               .lead = "前のサイトの記事と画像を、下書きとして取り込みます。公開はされません。",
               .breadcrumbs = {own_home(request), {kTitle, ""}},
               .actions = button_link({.label = "書き出しファイルを選ぶ",
                                       .path = std::string(kPath) + "/new",
                                       .look = Look::primary, .icon = "upload"}),
               .status_message = data.status},
              data_table({.caption = "移行の一覧",
                          .columns = {{.label = "前のサイト"}, {.label = "状態"},
                                      {.label = "始めた人"}, {.label = "始めた日時"}},
                          .rows = rows,
                          .empty = empty_state("まだ移行したサイトはありません",
                                               link(std::string(kPath) + "/new",
                                                    "書き出しファイルを選ぶ"))}) +
                  key_pager({.next_path = data.next_path}));
}

Html new_form(const web::Request& request, const std::optional<Error>& error) {
  const std::string title = "書き出しファイルを選ぶ";
  return page(
      request,
      {.area = web::Area::office, .title = title,
       .breadcrumbs = {own_home(request), {kTitle, kPath}, {title, ""}},
       .nav_current = kPath, .has_error = error.has_value(), .width = Width::reading},
      error_summary(error) +
          form(request, {.action = kPath, .uploads = true},
               form_key_field(request) +
                   file_field({.name = "file", .label = "書き出しファイル（XML）", .accept = ".xml",
                               .hint = "WordPressの「ツール → エクスポート」で「すべてのコンテンツ」を選ぶと"
                                       "ダウンロードできるファイルです。",
                               .required = true, .error = error_at(error, "file")}) +
                   file_field({.name = "media", .label = "画像のZIP", .accept = ".zip",
                               .hint = "サーバーの wp-content/uploads をZIPに固めたものです。なくても"
                                       "始められます。インターネットから取りに行くことはありません。",
                               .error = error_at(error, "media")}) +
                   note("読み取ったあと、何がどうなるかを確かめてから取り込みます。画像が多くてZIPを送れないときは、"
                        "サーバーのコマンド（musubi import site）でフォルダのまま取り込めます。") +
                   form_actions({button({.label = "読み取る", .icon = "upload"}),
                                 button_link({.label = "一覧へ戻る", .path = kPath,
                                              .look = Look::text})})));
}

Html detail(const web::Request& request, const Detail& data) {
  const SiteImport& import = data.page.import;
  const std::string title =
      "移行：" + (import.site_title.empty() ? import.filename : import.site_title);
  Html body = error_summary(data.error) + steps_of(import);
  if (is_working(import)) body += working(import);
  if (import.state == "failed") {
    body += notice({.tone = Tone::error, .title = "このファイルは読めませんでした",
                    .text = import.problem,
                    .actions = {link(std::string(kPath) + "/new", "別のファイルを選ぶ")}});
  }
  if (import.state == "committed") {
    body += notice({.tone = Tone::ok, .title = "取り込みました",
                    .text = "記事は下書きか、確認を待つ記事になりました。報告を見ながら直し、確認に回してください。"
                            "前のアドレスは、記事を公開すると新しいアドレスに移ります。",
                    .actions = {link("/office/content", "記事の一覧を開く"),
                                link(path_of(import.id) + "/undo", "この取込みを取り消す")}});
  }
  const bool known = import.state != "reading" && import.state != "failed" &&
                     import.state != "discarded";
  if (known) body += report_part(data.page);
  if (import.state == "draft") {
    body += choices_form(request, data) + commit_part(request, data.page);
  }
  body += section({.heading = "このファイルについて"}, facts(data.page));
  return page(request,
              {.area = web::Area::office, .title = title,
               .breadcrumbs = {own_home(request), {kTitle, kPath}, {title, ""}},
               .status_message = data.status, .nav_current = kPath,
               .has_error = data.error.has_value()},
              body);
}

Html undo(const web::Request& request, const ImportPage& data) {
  const std::string path = path_of(data.import.id);
  return page(
      request,
      {.area = web::Area::office, .title = "取込みの取消し",
       .breadcrumbs = {own_home(request), {kTitle, kPath}, {"移行", path}, {"取消し", ""}},
       .nav_current = kPath, .width = Width::reading},
      confirm({.question = "この取込みを取り消しますか",
               .consequence = paragraph("取り込んだ記事と画像を消します。取り込んだあとに書き直したもの、"
                                        "公開したもの、ほかで使っている画像は残ります。"),
               .yes = post_button(request, {.button = {.label = "取り消す",
                                                       .look = Look::danger},
                                            .action = path + "/undo"}),
               .no = button_link({.label = "やめる", .path = path, .look = Look::text})}));
}

}  // namespace musubi::site_import::views
