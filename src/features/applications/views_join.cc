// views_join.cc - the applicant's pages: the guidance, the steps of the form, the answers once
// more, the receipt. Html only; they tell the same to everybody, member or not.
#include "base/text.h"
#include "features/applications/consents.h"
#include "features/applications/links.h"
#include "features/applications/views.h"
#include "web/app.h"
#include "web/urlencoded.h"

namespace musubi::applications::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr const char* kForm = "/join/application";

std::string path_of_step(std::string_view slug, bool from_check = false) {
  return std::string(kForm) + "/" + std::string(slug) + (from_check ? "?from=check" : "");
}

PageFrame frame_of(const std::string& title, bool has_error = false) {
  PageFrame frame{.area = web::Area::open, .title = title};
  frame.breadcrumbs = {{"ホーム", "/"}, {"入会案内", "/join"}, {title, ""}};
  frame.nav_current = "/join";
  frame.has_error = has_error;
  frame.width = Width::reading;
  return frame;
}

std::size_t number_of(const Step& step) {
  std::size_t at = 0;
  for (const Step& one : steps()) {
    ++at;
    if (one.slug == step.slug) return at;
  }
  return at;
}

std::string step_count_words(std::size_t now) {
  return "入会申込　全" + std::to_string(steps().size() + 1) + "ページ中" + std::to_string(now) +
         "ページ目";
}

std::string previous_path(const Step& step) {
  std::string before;
  for (const Step& one : steps()) {
    if (one.slug == step.slug) break;
    before = one.slug;
  }
  return before.empty() ? "" : path_of_step(before);
}

Html buttons_of(const StepPage& data) {
  std::vector<Html> buttons;
  buttons.push_back(button({.label = data.from_check ? "保存して確認に戻る" : "次へ進む"}));
  const std::string back = data.from_check ? path_of_step("check") : previous_path(*data.step);
  if (!back.empty()) {
    buttons.push_back(button_link({.label = data.from_check ? "確認に戻る" : "前に戻る",
                                   .path = back}));
  }
  buttons.push_back(button({.label = "保存して、あとで続ける", .look = Look::text,
                            .name = "then", .value = "pause"}));
  return form_actions(buttons);
}

// Where an upload stands, in words.
std::string scan_words(files::State state) {
  if (state == files::State::waiting_scan) return "検査を待っています";
  if (state == files::State::infected) return "ウイルスが見つかりました。外して、別のファイルを選んでください";
  if (state == files::State::too_large) {
    return "大きすぎて検査できません。外して、小さくしたものを選んでください";
  }
  return "受け取りました";
}

Html attached_table(const web::Request& request, const StepPage& data) {
  if (data.draft.files.empty()) return paragraph(muted("まだ何も添付していません。"));
  std::vector<Html> items;
  for (const auto& one : data.draft.files) {
    items.push_back(spread(
        one.file.filename + small("（" + file_size(static_cast<std::uint64_t>(one.file.bytes)) +
                                  "、" + scan_words(one.file.state) + "）"),
        post_button(request, {.button = {.label = "外す", .look = Look::text, .small = true,
                                         .about = one.file.filename},
                              .action = path_of_step("files") + "/" + one.id + "/removal"})));
  }
  return plain_list(items);
}

Html files_step(const web::Request& request, const StepPage& data) {
  Html body = attached_table(request, data);
  if (static_cast<int>(data.draft.files.size()) < kFilesMost) {
    body += form(request, {.action = path_of_step("files"), .uploads = true},
                 file_field({.name = "file", .label = "添付するファイル",
                             .accept = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx",
                             .hint = "PDF・画像・Word・Excel。1つ10MBまで、5つまで。",
                             .error = error_at(data.error, "file")}) +
                     (data.from_check ? hidden_field("from", "check") : Html()) +
                     form_actions({button({.label = "添付する", .look = Look::secondary,
                                           .icon = "upload"})}));
  }
  const std::string next = data.from_check ? "check" : next_step("files");
  body += form_actions({button_link({.label = data.from_check ? "確認に戻る" : "次へ進む",
                                     .path = path_of_step(next), .look = Look::primary}),
                        button_link({.label = "前に戻る", .path = previous_path(*data.step)})});
  return body;
}

Html fields_of(const StepPage& data) {
  const Error* error = data.error ? &*data.error : nullptr;
  if (data.step->slug == "consents") return consent_parts(data.typed, error, true);
  Html out;
  for (const FormField& field : data.step->fields) {
    out += field_input(field, data.typed, error);
    if (field.name == "postal_code") out += address_help(data.address);
  }
  return out;
}

std::string next_words(const StepPage& data) {
  if (data.address.offered && data.address.error) return press_again(data.address);
  return data.from_check ? "もう一度「保存して確認に戻る」を押してください"
                         : "もう一度「次へ進む」を押してください";
}

Html answers_of(const Step& step, const Draft& draft) {
  Pairs pairs;
  if (step.slug == "files") {
    pairs.emplace_back("添付", files_list(draft.files));
  } else if (step.slug == "consents") {
    for (const ConsentText& text : consent_texts()) {
      const bool agreed = typed_text(draft.typed, text.field) == text.version;
      pairs.emplace_back(text.title, agreed ? Html("同意します（" + version_words(text.version) + "）")
                                            : muted("まだ同意していません"));
    }
  } else {
    bool empty = step.optional;  // an optional page that was passed over is one line
    for (const FormField& field : step.fields) {
      empty = empty && value_words(field, draft.typed).empty();
    }
    if (empty) return paragraph(muted("入力なし"));
    for (const FormField& field : step.fields) {
      const std::string words = value_words(field, draft.typed);
      pairs.emplace_back(field.label, words.empty() ? muted("未入力")
                                      : field.base == "note" ? multiline(words)
                                                             : Html(words));
    }
  }
  return description_list(pairs);
}

Html missing_notice(const std::vector<FieldError>& missing, bool refused) {
  std::vector<Html> items;
  for (const Step& step : steps()) {
    int count = 0;
    std::string first;
    for (const FieldError& error : missing) {
      for (const FormField& field : step.fields) {
        if (field.name != error.field) continue;
        ++count;
        if (first.empty()) first = error.says;
      }
    }
    if (count == 0) continue;
    items.push_back(link(path_of_step(step.slug, true), "「" + std::string(step.title) + "」に" +
                                                            std::to_string(count) + "か所") +
                    "：" + first);
  }
  return notice({.tone = refused ? Tone::error : Tone::warning,
                 .title = refused ? "まだ送れません。次の所を入力してください"
                                  : "入力していただきたい所が残っています",
                 .text = plain_list(items), .focused = refused});
}

}  // namespace

Html guidance(const web::Request& request, const std::string& referral_code, int days) {
  const std::string start =
      std::string(kForm) + "/new" +
      (referral_code.empty() ? "" : "?ref=" + web::percent_encode(referral_code));
  PageFrame frame{.area = web::Area::open, .title = "入会案内"};
  frame.lead = "県内で活動する企業・団体・大学・行政なら、どの業種・規模でも入会できます。会費はかかりません。";
  frame.breadcrumbs = {{"ホーム", "/"}, {"入会案内", ""}};
  frame.nav_current = "/join";
  frame.width = Width::reading;
  frame.description = "入会の条件、申込みの流れ、必要なもの、結果が届くまでの期間の案内です。";
  const Html begin = cluster({button_link({.label = "入会を申し込む", .path = start,
                                           .look = Look::primary, .icon = "edit"}),
                              button_link({.label = "申込みの状況を見る",
                                           .path = "/join/status"})});
  return page(
      request, frame,
      begin +
          section({.heading = "入会できる方"},
                  bullets({"県内に活動の拠点がある企業・団体・大学・教育機関・行政",
                           "県外でも、県内の取組に関わる企業・団体",
                           "コンソーシアムの目的に賛同し、規約と暴力団の排除の誓約に同意できる方"})) +
          section({.heading = "申込みの流れ"},
                  numbered(
                      {strong("入力する") +
                           "　スマートフォンでも10分ほどです。途中で保存して、メールのリンクから続けられます。",
                       strong("受付番号が届く") +
                           "　送るとすぐに、受付番号と状況を見るリンクをメールで送ります。",
                       strong("事務局が確かめる") + "　足りない所があれば、メールで補正をお願いします。",
                       strong("結果が届く") + "　おおよそ" + std::to_string(days) +
                           "営業日で、結果をお知らせします。",
                       strong("使いはじめる") + "　会員番号と、会員サイトの招待をお送りします。"})) +
          section({.heading = "手元に用意するもの"},
                  bullets({"団体名とフリガナ、所在地、電話番号、代表者の職名と氏名",
                           "法人番号（13桁。番号のない団体は不要です）",
                           "おおよその従業員数、分かれば資本金",
                           "連絡を受け取る担当者の氏名とメールアドレス"})) +
          section({.heading = "同意していただくこと"},
                  paragraph("申込みの中で、次の3つに同意していただきます。先に読むことができます。") +
                      consent_parts(Json::object(), nullptr, false)) +
          section({.heading = "書面や電話で申し込むとき"},
                  paragraph("事務局が代わりに入力します。" +
                            link("/help#contact", "事務局への連絡方法を見る"))) +
          begin);
}

Html start(const web::Request& request, const Start& data) {
  PageFrame frame = frame_of("入会申込をはじめる", data.error.has_value());
  frame.lead = "はじめに、担当者のメールアドレスを入力してください。続きを入力するためのリンクを送ります。";
  frame.status_message = data.message;
  Html body = error_summary(data.error, "もう一度「入力をはじめる」を押してください");
  if (data.has_draft) {
    body += notice({.tone = Tone::info, .title = "この端末に、入力の途中の申込みがあります",
                    .text = "続きから入力できます。",
                    .actions = {button_link({.label = "続きを入力する", .path = kForm,
                                             .look = Look::primary})}});
  }
  body += form(request, {.action = kForm},
               email_field({.name = "email", .label = "メールアドレス", .value = data.email,
                            .hint = "例：tanto@example.jp", .required = true,
                            .error = error_at(data.error, "email"), .autocomplete = "email",
                            .width = FieldWidth::long_}) +
                   hidden_field("referral_code", data.referral_code) + form_key_field(request) +
                   form_actions({button({.label = "入力をはじめる"}),
                                 button_link({.label = "入会案内に戻る", .path = "/join",
                                              .look = Look::text})}));
  body += note("入力した内容は、送るまで下書きとして保存し、30日で消します。メールを待たずに、すぐ入力をはじめられます。");
  return page(request, frame, body);
}

Html step(const web::Request& request, const StepPage& data) {
  const Step& now = *data.step;
  PageFrame frame = frame_of(std::string(now.title), data.error.has_value());
  frame.eyebrow = step_count_words(number_of(now));
  frame.lead = std::string(now.lead);
  if (request.query.has("resumed")) {
    frame.status_message = "続きを開きました。入力した内容は保存されています";
  }
  if (request.query.has("saved")) frame.status_message = "保存しました";
  Html body = error_summary(data.error, next_words(data));
  if (now.slug == "files") return page(request, frame, body + files_step(request, data));
  body += form(request, {.action = path_of_step(now.slug)},
               (data.address.offered ? enter_button() : Html()) + fields_of(data) +
                   (data.from_check ? hidden_field("from", "check") : Html()) + buttons_of(data));
  return page(request, frame, body);
}

Html check(const web::Request& request, const Draft& draft, bool refused) {
  const auto missing = missing_in(draft);
  PageFrame frame = frame_of("内容の確認", refused);
  frame.eyebrow = step_count_words(steps().size() + 1);
  frame.lead = missing.empty() ? "この内容でよろしければ、「申込みを送る」を押してください。"
                               : "入力した内容は保存されています。";
  Html body;
  if (!missing.empty()) body += missing_notice(missing, refused);
  for (const Step& one : steps()) {
    body += section({.heading = one.title,
                     .aside = link_about(path_of_step(one.slug, true), "直す",
                                         std::string(one.title))},
                    answers_of(one, draft));
  }
  if (missing.empty()) {
    body += form(request, {.action = path_of_step("submission")},
                 form_actions({button({.label = "申込みを送る", .icon = "send"}),
                               button_link({.label = "前に戻る",
                                            .path = path_of_step(steps().back().slug)})}));
  }
  body += divider() + cluster({post_button(request, {.button = {.label = "保存して、あとで続ける",
                                                                .look = Look::text},
                                                     .action = path_of_step("pause")}),
                               button_link({.label = "申込みをやめて入力を消す",
                                            .path = path_of_step("discard"),
                                            .look = Look::text})});
  return page(request, frame, body);
}

Html receipt(const web::Request& request, const Draft& draft) {
  const Application& a = draft.application;
  PageFrame frame = frame_of("申込みを受け付けました");
  Pairs facts;
  facts.emplace_back("受付番号", code_text(a.receipt_no));
  facts.emplace_back("団体名", a.organisation.name);
  facts.emplace_back("受付日", day_or_dash(a.received_on));
  facts.emplace_back("結果の目安", day_or_dash(a.due_on) + "ごろ");
  Html body = notice({.tone = Tone::ok, .title = "受付番号は " + a.receipt_no + " です",
                      .text = "控えのメールを " + a.email +
                              " に送りました。届かないときは、迷惑メールのフォルダも確かめてください。",
                      .focused = true}) +
              description_list(facts);
  std::vector<Html> next{"事務局が内容を確かめます。同じ団体のお申込みや登録がないかも、あわせて確かめます。",
                         "足りない所があれば、メールで補正をお願いします。",
                         "結果の目安の日までに、結果をメールでお知らせします。"};
  if (!a.email_verified) {
    next.insert(next.begin(), "メールのリンクを開き、「このアドレスで受け取れます」を押してください。");
  }
  body += section({.heading = "このあとの流れ"}, numbered(next));
  body += cluster({button_link({.label = "ホームに戻る", .path = "/"})});
  return page(request, frame, body);
}

Html paused(const web::Request& request) {
  PageFrame frame = frame_of("保存しました");
  return page(request, frame,
              notice({.tone = Tone::ok, .title = "入力した内容を保存しました",
                      .text = "続きを入力するリンクを、メールで送りました。この端末には、入力した内容を残していません。"
                              "届いていないときは、先に送ったメールのリンクもお使いいただけます。",
                      .focused = true}) +
                  paragraph("リンクは30日のあいだ使えます。") +
                  cluster({button_link({.label = "ホームに戻る", .path = "/"})}));
}

Html resume(const web::Request& request, const Draft& draft, const std::string& token) {
  const Application& a = draft.application;
  if (a.state != State::draft) {
    PageFrame frame = frame_of("この申込みは送信済みです");
    return page(request, frame,
                paragraph("状況は、受付のときに送ったメールのリンクから見られます。") +
                    cluster({button_link({.label = "新しいリンクを受け取る",
                                          .path = "/join/status", .look = Look::primary})}));
  }
  PageFrame frame = frame_of("申込みの続き");
  const std::string name = trim(typed_text(draft.typed, "name"));
  Pairs facts;
  facts.emplace_back("団体名", name.empty() ? muted("まだ入力されていません") : Html(name));
  facts.emplace_back("メールアドレス", members::mask_email(a.email));
  facts.emplace_back("最後に入力した日", time_text(a.updated_at));
  return page(request, frame,
              paragraph("次の申込みの続きを、この端末で開きます。") + description_list(facts) +
                  form(request, {.action = "/join/resume/" + token},
                       form_actions({button({.label = "続きを開く"})})) +
                  note("お心当たりのないときは、この画面を閉じてください。入力の途中のものは30日で消えます。"));
}

Html discard(const web::Request& request) {
  PageFrame frame = frame_of("申込みをやめる");
  return page(request, frame,
              confirm({.question = "入力した内容を消して、申込みをやめますか",
                       .consequence = "添付したファイルも消えます。消すと元に戻せません。",
                       .yes = post_button(request, {.button = {.label = "消してやめる",
                                                               .look = Look::danger},
                                                    .action = path_of_step("discard")}),
                       .no = button_link({.label = "入力に戻る", .path = path_of_step("check")})}));
}

}  // namespace musubi::applications::views
