// views_detail.cc - one article: where it stands, the one next step with what will happen, what the
// checks found, whom to ask, its plan, its history. Html only; it decides nothing.
#include "base/text.h"
#include "features/publishing/views.h"

namespace musubi::publishing::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::optional<Error> error_of(const Detail& d, const char* form) {
  return d.form == form ? d.error : std::nullopt;
}
const web::Fields& typed_of(const Detail& d, const char* form) {
  static const web::Fields kNone;
  return d.form == form ? d.typed : kNone;
}
std::string version_text(const Detail& d) { return std::to_string(d.page.content.version); }

// A step as a form: words when they are wanted, and the one button.
struct StepForm {
  const char* noun;          // sending
  std::string button;
  const char* label = "";    // of the words; "" = none
  bool needed = false;
  Look look = Look::primary;
  std::vector<std::pair<std::string, std::string>> hidden = {};
  const char* field = "words";  // another name where two forms of the page have words
};
Html step_form(const web::Request& request, const Detail& d, const StepForm& step) {
  Html inputs = hidden_field("version", version_text(d));
  for (const auto& [name, value] : step.hidden) inputs += hidden_field(name, value);
  if (*step.label != '\0') {
    const auto error = error_of(d, step.noun);
    inputs += textarea_field({.name = step.field, .label = step.label,
                              .value = typed_of(d, step.noun).get(step.field),
                              .required = step.needed, .error = error_at(error, step.field)},
                             2);
  }
  return form(request, {.action = path_of(d.page.content.id) + "/" + step.noun},
              inputs + form_actions({button({.label = step.button, .look = step.look})}));
}

Html give_back_form(const web::Request& request, const Detail& d, const char* noun) {
  const bool open = d.form == noun;
  return disclosure("差し戻す",
                    step_form(request, d, {.noun = noun, .button = "差し戻す",
                                           .label = "差し戻す理由", .needed = true,
                                           .look = Look::secondary}),
                    open);
}

Html obstacle_part(const Detail& d) {
  if (d.page.obstacles.empty()) return {};
  std::vector<Html> items;
  for (const std::string& one : d.page.obstacles) items.emplace_back(one);
  return notice({.tone = Tone::warning, .title = "まだ公開できません", .text = bullets(items),
                 .level = 0});
}

Html draft_step(const web::Request& request, const Detail& d) {
  if (!can(request.actor, may::edit_content)) return paragraph("事務局が書いています。");
  if (has_errors(d.page.findings)) {
    return paragraph("「確認の結果」の「直す」が済むと、確認に回せます。") +
           button_link({.label = "続きを書く", .path = path_of(d.page.content.id) + "/edit",
                        .look = Look::primary, .icon = "edit"});
  }
  return paragraph("確認に回すと、いまの文が第" + std::to_string(d.page.content.number + 1) +
                   "版として残り、事務局のほかの人が確認します。") +
         step_form(request, d, {.noun = "sending", .button = "確認に回す",
                                .label = "どこを書いた・直したか（任意）"});
}

Html review_step(const web::Request& request, const Detail& d) {
  if (!can(request.actor, may::confirm_content)) {
    return paragraph("事務局のほかの人が確認しています。");
  }
  if (d.page.content.sent_by == request.actor.account) {
    return paragraph("あなたが確認に回しました。事務局のほかの人の確認を待っています。") +
           give_back_form(request, d, "return");
  }
  const bool prefecture = type_of(d.page.content.type).prefecture;
  return paragraph("「見た目を確かめる」で読んでから、押してください。") +
         step_form(request, d, {.noun = "confirmation",
                                .button = prefecture ? "確認済みにして、県の確認に進める"
                                                     : "確認済みにする"}) +
         give_back_form(request, d, "return");
}

Html prefecture_step(const web::Request& request, const Detail& d) {
  if (can(request.actor, may::approve_content)) {
    return paragraph("内容を読み、公開してよければ押してください。") +
           step_form(request, d, {.noun = "approval", .button = "県として、公開してよいと答える"}) +
           give_back_form(request, d, "approval-return");
  }
  return paragraph("県の確認を待っています。下の「確かめてもらう」から、県の担当者にメールで尋ねられます。");
}

Html publish_step(const web::Request& request, const Detail& d) {
  const Content& c = d.page.content;
  if (!can(request.actor, may::publish_content)) {
    return obstacle_part(d) + paragraph("事務局管理者が公開します。");
  }
  if (!d.page.obstacles.empty()) return obstacle_part(d) + give_back_form(request, d, "return");
  return paragraph("押すと、第" + std::to_string(c.number) + "版が" +
                   (c.publish_at > d.now ? "その時刻に自動で公開されます。" : "すぐに公開されます。") +
                   "日時は下の「公開の予定」で変えられます。") +
         step_form(request, d,
                   {.noun = "publication", .button = publish_words(c, d.now),
                    .hidden = {{"publish_at", std::to_string(c.publish_at.ms)}}}) +
         give_back_form(request, d, "return");
}

Html scheduled_step(const web::Request& request, const Detail& d) {
  Html out = paragraph(time_text(d.page.content.publish_at) + "に、自動で公開されます。");
  if (!can(request.actor, may::publish_content)) return out;
  return out + step_form(request, d, {.noun = "schedule-cancellation", .button = "予約を取り消す",
                                      .look = Look::secondary});
}

Html mentions_list(const ContentPage& data) {
  std::vector<Html> items;
  for (const Mention& one : data.mentions) items.push_back(link(one.path, one.label));
  return plain_list(items);
}

Html end_form(const web::Request& request, const Detail& d) {
  if (!d.page.content.is_public || !can(request.actor, may::publish_content)) return {};
  Html uses;
  if (!d.page.used_in.empty()) {
    uses = paragraph("この記事には、" + std::to_string(d.page.used_in.size()) +
                     "件の記事からリンクがあります。先にリンクを直してください。");
  }
  if (!d.page.mentions.empty()) {
    uses += paragraph("公開サイトの次のところからも、この記事へ行けます。公開を終えると、そこからリンクが消えます。"
                      "先に行き先を直してください。") +
            mentions_list(d.page);
  }
  return disclosure("公開を終える",
                    uses + step_form(request, d, {.noun = "ending", .button = "公開を終える",
                                                  .label = "終える理由", .needed = true,
                                                  .look = Look::danger, .field = "end_words"}),
                    d.form == "ending");
}

Html next_step(const web::Request& request, const Detail& d) {
  switch (d.page.content.state) {
    case State::draft: return draft_step(request, d);
    case State::review: return review_step(request, d);
    case State::prefecture: return prefecture_step(request, d);
    case State::approved: return publish_step(request, d);
    case State::scheduled: return scheduled_step(request, d);
    case State::published: return paragraph("公開しています。直すときは「続きを書く」を押してください。");
    case State::ended: return paragraph("公開を終えました。もう一度公開するときは、書き直して確認に回してください。");
  }
  return {};
}

Html steps_of(const Content& c) {
  const ContentType& type = type_of(c.type);
  std::vector<Step> out;
  for (const State state : {State::draft, State::review, State::prefecture, State::approved,
                            State::published}) {
    if (state == State::prefecture && !type.prefecture) continue;
    const State at = c.state == State::scheduled ? State::approved : c.state;
    const StepState stands = state < at    ? StepState::done
                             : state == at ? StepState::now
                                           : StepState::later;
    out.push_back({.label = state_label(state), .state = stands});
  }
  return steps("公開までの流れ", out);
}

// ---- plan, settings, consents ----

DateParts parts_at(Instant at) {
  if (at.ms == 0) return date_parts(std::nullopt);
  return date_parts(date_in_japan(at));
}

Html plan_form(const web::Request& request, const Detail& d) {
  const Content& c = d.page.content;
  const auto error = error_of(d, "plan");
  const auto& typed = typed_of(d, "plan");
  const bool again = error.has_value();
  const auto when = [&](const char* what, const char* label, Instant at, const char* hint) {
    const std::string name(what);
    return date_field({.name = name + "_on", .label = std::string(label) + "日",
                       .value = again ? typed_date_parts(typed, name + "_on") : parts_at(at),
                       .hint = hint, .error = error_at(error, name + "_on")}) +
           text_field({.name = name + "_time", .label = std::string(label) + "時刻",
                       .value = again ? typed.get(name + "_time")
                                : at.ms == 0 ? std::string() : jst_clock(at),
                       .hint = "例：9:00", .error = error_at(error, name + "_time"),
                       .autocomplete = "off", .width = FieldWidth::tiny});
  };
  return form(request, {.action = path_of(c.id) + "/plan"},
              hidden_field("version", version_text(d)) +
                  when("publish", "公開する", c.publish_at, "すぐ公開するときは空欄にしてください。") +
                  when("expire", "終了する", c.expire_at, "ずっと公開するときは空欄にしてください。") +
                  form_actions({button({.label = "予定を保存する", .look = Look::secondary})}));
}

Html settings_form(const web::Request& request, const Detail& d) {
  const Content& c = d.page.content;
  const auto error = error_of(d, "settings");
  const auto& typed = typed_of(d, "settings");
  const bool again = error.has_value();
  std::vector<Option> owners;
  for (const Owner& one : d.owners) owners.push_back({one.id.text, one.name});
  const ContentType& type = type_of(c.type);
  return form(
      request, {.action = path_of(c.id) + "/settings"},
      hidden_field("version", version_text(d)) +
          text_field({.name = "slug", .label = "アドレスの終わりの部分",
                      .value = again ? typed.get("slug") : slug_of(c),
                      .hint = std::string(type.prefix) + " の後ろです。変えると、前のアドレスは"
                              "新しいアドレスに案内されます。",
                      .required = true, .error = error_at(error, "slug"), .autocomplete = "off",
                      .width = FieldWidth::long_}) +
          select_field({.name = "owner_id", .label = "担当", .options = owners,
                        .value = again ? typed.get("owner_id") : c.owner_id.text,
                        .required = true, .error = error_at(error, "owner_id"),
                        .empty_label = "選んでください"}) +
          date_field({.name = "review_on", .label = "見直す日",
                      .value = again ? typed_date_parts(typed, "review_on")
                                     : date_parts(parse_iso_date(c.review_on)),
                      .hint = "公開すると自動で入ります。", .error = error_at(error, "review_on")}) +
          form_actions({button({.label = "設定を保存する", .look = Look::secondary})}));
}

Html approval_line(const Approval& a) {
  const bool yes = a.answer == "approved";
  Html mark = a.state == "waiting" ? badge(Tone::warning, "返事待ち")
              : a.state == "ended" ? badge(Tone::neutral, "終わり")
              : yes                ? badge(Tone::ok, "同意")
                                   : badge(Tone::error, "直してほしい");
  Html line = mark + " " + Html(approval_kind_label(a.kind)) + "　" + a.name + "　第" +
              std::to_string(a.number) + "版";
  if (a.by_hand) line += Html("（") + a.asked_by_name + "が記録）";
  if (!a.words.empty()) line += line_break() + multiline(a.words);
  return line + line_break() + small(time_text(a.answered_at.value_or(a.asked_at)));
}

Html ask_form(const web::Request& request, const Detail& d, bool prefecture) {
  const char* form_name = prefecture ? "prefecture-request" : "company-request";
  const auto error = error_of(d, form_name);
  const auto& typed = typed_of(d, form_name);
  // Both forms may stand on the page: their fields have names of their own.
  const auto own = [&](const char* name) {
    return prefecture ? std::string(name) : "company_" + std::string(name);
  };
  Html who;
  if (prefecture) {
    std::vector<Option> officers;
    for (const OfficerChoice& one : d.officers) officers.push_back({one.id, one.name});
    who = select_field({.name = "officer_id", .label = "尋ねる相手", .options = officers,
                        .value = typed.get("officer_id"), .required = true,
                        .error = error_at(error, "officer_id"), .empty_label = "選んでください"});
  } else {
    who = text_field({.name = own("name"), .label = "確かめてもらう方の氏名",
                      .value = typed.get(own("name")), .required = true,
                      .error = error_at(error, own("name")), .autocomplete = "off"}) +
          email_field({.name = own("email"), .label = "メールアドレス",
                       .value = typed.get(own("email")), .required = true,
                       .error = error_at(error, own("email")), .autocomplete = "off"});
  }
  return form(request, {.action = path_of(d.page.content.id) + "/" + form_name},
              who +
                  textarea_field({.name = own("message"), .label = "メールに添える言葉",
                                  .value = typed.get(own("message")),
                                  .error = error_at(error, own("message"))},
                                 2) +
                  date_field({.name = own("due_on"), .label = "返事がほしい日",
                              .value = typed_date_parts(typed, own("due_on")),
                              .error = error_at(error, own("due_on"))}) +
                  form_key_field(request) +
                  form_actions({button({.label = "確認のリンクをメールで送る",
                                        .look = Look::secondary, .icon = "send"})}));
}

Html hand_form(const web::Request& request, const Detail& d) {
  const auto error = error_of(d, "consents");
  const auto& typed = typed_of(d, "consents");
  return disclosure(
      "電話や紙で同意を受けた",
      form(request, {.action = path_of(d.page.content.id) + "/consents"},
           text_field({.name = "hand_name", .label = "同意した方の氏名",
                       .value = typed.get("hand_name"), .required = true,
                       .error = error_at(error, "hand_name"), .autocomplete = "off"}) +
               textarea_field({.name = "hand_words", .label = "いつ、どのように確かめたか",
                               .value = typed.get("hand_words"), .required = true,
                               .error = error_at(error, "hand_words")},
                              2) +
               form_actions({button({.label = "同意を記録する", .look = Look::secondary})})),
      error.has_value());
}

Html approvals_part(const web::Request& request, const Detail& d) {
  const Content& c = d.page.content;
  const ContentType& type = type_of(c.type);
  if (!type.prefecture && !type.company) return {};
  std::vector<Html> lines;
  for (const Approval& a : d.page.approvals) lines.push_back(approval_line(a));
  Html out = lines.empty() ? paragraph("まだだれにも尋ねていません。") : plain_list(lines);
  if (can(request.actor, may::edit_content)) {
    if (c.state == State::prefecture) {
      out += section({.heading = "県の担当者に尋ねる", .level = 3}, ask_form(request, d, true));
    }
    if (type.company && c.number > 0 && c.state != State::draft) {
      out += section({.heading = "取材先・掲載先に尋ねる", .level = 3},
                     ask_form(request, d, false) + hand_form(request, d));
    }
  }
  return panel({.heading = "確かめてもらう"}, out);
}

// ---- history ----

Html history_part(const Detail& d) {
  const Content& c = d.page.content;
  std::vector<Event> events;
  for (const Move& move : d.page.moves) {
    const auto to = state_from_name(move.to_state);
    Html what = Html("「") + (to ? state_label(*to) : std::string_view(move.to_state)) +
                (move.from_state == move.to_state ? "」のまま" : "」へ");
    if (move.number > 0) what += "（第" + std::to_string(move.number) + "版）";
    events.push_back({.at = move.moved_at, .what = what, .who = move.moved_by_name,
                      .details = move.reason.empty() ? Html() : multiline(move.reason)});
  }
  std::vector<Html> versions;
  for (const Version& v : d.page.versions) {
    Html line = link(path_of(c.id) + "/versions/" + std::to_string(v.number),
                     "第" + std::to_string(v.number) + "版を下書きと見比べる") +
                "　" + small(time_text(v.saved_at) + "　" + v.saved_by_name);
    if (c.is_public && v.number == c.public_number) line += " " + badge(Tone::ok, "公開中");
    if (!v.note.empty()) line += line_break() + small(v.note);
    versions.push_back(line);
  }
  Html out = versions.empty() ? paragraph("確認に回すと、ここに版が残ります。")
                              : plain_list(versions);
  return panel({.heading = "版"}, out) +
         panel({.heading = "これまでの流れ"},
               timeline("この記事の流れ", events, muted("まだ下書きだけです。")));
}

Html uses_part(const Detail& d) {
  Pairs pairs;
  if (!d.page.redirects.empty()) {
    std::vector<Html> items;
    for (const std::string& one : d.page.redirects) items.push_back(code_text(one));
    pairs.emplace_back("前のアドレス", plain_list(items));
  }
  std::vector<Html> uses;
  for (const Content& one : d.page.used_in) uses.push_back(link(path_of(one.id), one.title));
  pairs.emplace_back("リンクしている記事",
                     uses.empty() ? muted("ありません") : plain_list(uses));
  if (!d.page.mentions.empty()) pairs.emplace_back("サイトの構成", mentions_list(d.page));
  return panel({.heading = "使われているところ"}, description_list(pairs));
}

Html preview_part(const web::Request& request, const Detail& d) {
  const std::string path = path_of(d.page.content.id);
  if (!can(request.actor, may::edit_content)) return {};
  Html out = paragraph("リンクを知っている人は、ログインせずに下書きを読めます。検索サイトには載りません。");
  if (!d.preview_link.empty()) {
    out += copy_text("リンクをコピーする", d.preview_link) +
           note("このリンクは、いまだけ表示しています。14日間使えます。");
  } else if (d.page.preview) {
    out += paragraph(time_text(d.page.preview->expires_at) + "まで使えるリンクがあります（" +
                     d.page.preview->made_by_name + "が作成）。");
  }
  out += post_button(request, {.button = {.label = d.page.preview ? "新しいリンクに替える"
                                                                  : "見てもらうリンクを作る",
                                          .look = Look::secondary, .icon = "link"},
                               .action = path + "/previews"});
  if (d.page.preview) {
    out += post_button(request, {.button = {.label = "リンクを止める", .look = Look::text},
                                 .action = path + "/preview-ending"});
  }
  return panel({.heading = "見てもらうリンク"}, out);
}

Html facts_of(const web::Request& request, const ContentPage& data) {
  const Content& c = data.content;
  Pairs pairs;
  pairs.emplace_back("種類", std::string(type_of(c.type).label));
  pairs.emplace_back("状態", state_mark(c));
  Html address = code_text(c.path);
  if (c.is_public && may_open(request, c.path)) address = link(c.path, c.path);
  pairs.emplace_back("アドレス", address);
  pairs.emplace_back("担当", c.owner_name);
  if (data.begun_for) {
    const bool opens = may_open(request, data.begun_for->path);
    pairs.emplace_back("もとになったもの", opens ? link(data.begun_for->path, data.begun_for->label)
                                                 : Html(data.begun_for->label));
  }
  if (c.published_at.ms != 0) pairs.emplace_back("はじめて公開", time_text(c.published_at));
  if (c.expire_at.ms != 0) pairs.emplace_back("終了の予定", time_text(c.expire_at));
  if (const auto day = parse_iso_date(c.review_on)) {
    pairs.emplace_back("見直す日", date_text_long(*day));
  }
  return description_list(pairs);
}

}  // namespace

Html detail(const web::Request& request, const Detail& d) {
  const Content& c = d.page.content;
  const std::string path = path_of(c.id);
  const bool may_edit = can(request.actor, may::edit_content);
  Html actions = button_link({.label = "見た目を確かめる", .path = path + "/preview"});
  if (may_edit && c.state != State::scheduled) {
    actions += button_link({.label = "続きを書く", .path = path + "/edit", .icon = "edit"});
  }
  Html main = steps_of(c) +
              panel({.heading = "次にすること"}, next_step(request, d) + end_form(request, d)) +
              panel({.heading = "確認の結果"},
                    findings_part(d.page.findings, may_edit ? path + "/edit" : "",
                                  path + "/preview")) +
              approvals_part(request, d);
  Html side = panel({.heading = "この記事"}, facts_of(request, d.page));
  if (may_edit) {
    side += panel({.heading = "公開の予定"}, plan_form(request, d)) +
            panel({.heading = "アドレスと担当"}, settings_form(request, d));
  }
  side += preview_part(request, d) + uses_part(d) + history_part(d);
  if (may_edit && c.published_at.ms == 0) {
    side += link(path + "/deletion", "この下書きを消す");
  }
  return page(request,
              {.area = area_for(request), .title = "記事「" + c.title + "」",
               .heading = Html(c.title), .eyebrow = Html(type_of(c.type).label),
               .breadcrumbs = {home_crumb(request), {"公開サイトの記事", kList}, {c.title, ""}},
               .actions = actions, .status_message = d.status, .nav_current = kList,
               .has_error = d.error.has_value(), .width = Width::full},
              error_summary(d.error) + columns(main, side));
}

Html deletion(const web::Request& request, const ContentPage& data) {
  const Content& c = data.content;
  const std::string path = path_of(c.id);
  Html uses;
  if (!data.used_in.empty()) {
    std::vector<Html> items;
    for (const Content& one : data.used_in) items.push_back(link(path_of(one.id), one.title));
    uses = paragraph("次の記事が、この記事にリンクしています。") + bullets(items);
  }
  if (!data.mentions.empty()) {
    uses += paragraph("公開サイトの次のところが、この記事にリンクしています。") + mentions_list(data);
  }
  return page(request,
              {.area = web::Area::office, .title = "「" + c.title + "」を消す",
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"公開サイトの記事", kList},
                               {c.title, path}, {"消す", ""}},
               .nav_current = kList, .width = Width::reading},
              confirm({.question = "この下書きを消しますか",
                       .consequence = "下書きも版も消え、元に戻せません。",
                       .yes = post_button(request,
                                          {.button = {.label = "消す", .look = Look::danger},
                                           .action = path + "/deletion",
                                           .hidden = {{"version", std::to_string(c.version)}}}),
                       .no = button_link({.label = "やめる", .path = path}), .facts = uses}));
}

}  // namespace musubi::publishing::views
