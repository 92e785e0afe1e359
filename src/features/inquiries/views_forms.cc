// views_forms.cc - the office's forms: a call or a visit, ready-made texts, the rules of the desk.
// Html only; no rule.
#include "features/inquiries/views.h"

namespace musubi::inquiries::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

PageFrame desk_frame(const std::string& title, bool has_error, const char* current) {
  PageFrame frame{.area = web::Area::office, .title = title};
  frame.breadcrumbs = {{"きょうの仕事", "/office"}, {"問合せ窓口", kDesk}, {title, ""}};
  frame.has_error = has_error;
  frame.nav_current = current;
  frame.width = Width::reading;
  return frame;
}

const Choices& hand_channels() {
  static const Choices kHand{{"phone", "電話"}, {"visit", "来所"}};
  return kHand;
}

Html caller_fields(const CallForm& data) {
  const web::Fields& t = data.typed;
  return text_field({.name = "name", .label = "相手のお名前", .value = t.get("name"),
                     .error = error_at(data.error, "name"), .autocomplete = "off"}) +
         text_field({.name = "organisation_name", .label = "会社・団体の名前",
                     .value = t.get("organisation_name"),
                     .error = error_at(data.error, "organisation_name"),
                     .autocomplete = "off"}) +
         text_field({.name = "member_no", .label = "会員番号", .value = t.get("member_no"),
                     .hint = "会員のときだけ入力してください。",
                     .error = error_at(data.error, "member_no"), .autocomplete = "off"}) +
         telephone_field({.name = "telephone", .label = "折り返す電話番号",
                          .value = t.get("telephone"), .error = error_at(data.error, "telephone"),
                          .autocomplete = "off"}) +
         email_field({.name = "email", .label = "メールアドレス", .value = t.get("email"),
                      .hint = "入力すると、回答をメールで送れます。",
                      .error = error_at(data.error, "email"), .autocomplete = "off"});
}

}  // namespace

Html call_form(const web::Request& request, const CallForm& data) {
  const web::Fields& t = data.typed;
  const std::string channel = t.get("channel");
  return page(
      request, desk_frame("電話・来所を記録する", data.error.has_value(), "/office/inquiries"),
      error_summary(data.error) +
          form(request, {.action = kDesk},
               form_key_field(request) +
                   radio_group({.name = "channel", .label = "受けた方法",
                                .options = options_of(hand_channels()),
                                .value = channel.empty() ? "phone" : channel, .required = true,
                                .error = error_at(data.error, "channel"), .inline_ = true}) +
                   date_field({.name = "happened_on", .label = "受けた日",
                               .value = data.happened, .hint = "空のときは、いま受けたものとします。",
                               .error = error_at(data.error, "happened_on")}) +
                   select_field({.name = "category", .label = "区分",
                                 .options = options_of(categories()), .value = t.get("category"),
                                 .required = true, .error = error_at(data.error, "category"),
                                 .empty_label = "選んでください"}) +
                   text_field({.name = "subject", .label = "件名", .value = t.get("subject"),
                               .required = true, .error = error_at(data.error, "subject"),
                               .autocomplete = "off"}) +
                   textarea_field({.name = "body", .label = "聞いた内容", .value = t.get("body"),
                                   .required = true, .error = error_at(data.error, "body")},
                                  6) +
                   caller_fields(data) +
                   textarea_field({.name = "answer", .label = "その場で答えた内容",
                                   .value = t.get("answer"),
                                   .hint = "入力すると、完了として記録します。まだのときは空にしてください。",
                                   .error = error_at(data.error, "answer")},
                                  4) +
                   form_actions({button({.label = "記録する"}),
                                 button_link({.label = "やめる", .path = kDesk,
                                              .look = Look::text})})));
}

Html text_list(const web::Request& request, const std::vector<ReadyText>& texts,
               const std::string& status) {
  DataTable table{.caption = "定型文",
                  .columns = {{.label = "見出し"},
                              {.label = "区分"},
                              {.label = "使うか", .nowrap = true},
                              {.label = "変えた人"}},
                  .rows = {}};
  for (const ReadyText& one : texts) {
    const std::string category = label_in(categories(), one.category);
    table.rows.push_back({.cells = {link(kDesk + "/texts/" + one.id, one.title),
                                    category.empty() ? muted("どれでも") : Html(category),
                                    one.is_active ? badge(Tone::ok, "使う")
                                                  : badge(Tone::neutral, "使わない"),
                                    Html(one.changed_by_name)}});
  }
  table.empty = empty_state("定型文はまだありません", link(kDesk + "/texts/new", "定型文を作る"));
  PageFrame frame = desk_frame("定型文", false, "/office/inquiries/texts");
  frame.lead = "よく使う回答を用意しておき、回答の画面で入れられます。";
  frame.actions = button_link({.label = "定型文を作る", .path = kDesk + "/texts/new",
                               .look = Look::primary, .icon = "plus"});
  frame.status_message = status;
  frame.width = Width::standard;
  return page(request, frame, data_table(table));
}

Html text_form(const web::Request& request, const TextForm& data) {
  const ReadyText& t = data.text;
  const bool fresh = t.version == 0;
  Html standing;
  if (data.standing) {
    standing = notice({.tone = Tone::warning, .title = "いま保存されている文",
                       .text = paragraph(strong(data.standing->title)) +
                               multiline(data.standing->body)});
  }
  const std::int64_t version = data.standing ? data.standing->version : t.version;
  return page(
      request,
      desk_frame(fresh ? "定型文を作る" : "定型文を直す", data.error.has_value(),
                 "/office/inquiries/texts"),
      error_summary(data.error) + standing +
          form(request, {.action = fresh ? kDesk + "/texts" : kDesk + "/texts/" + t.id},
               form_key_field(request) + hidden_field("version", std::to_string(version)) +
                   text_field({.name = "title", .label = "見出し", .value = t.title,
                               .required = true, .error = error_at(data.error, "title"),
                               .autocomplete = "off"}) +
                   select_field({.name = "category", .label = "区分",
                                 .options = options_of(categories()), .value = t.category,
                                 .error = error_at(data.error, "category"),
                                 .empty_label = "どれでも"}) +
                   textarea_field(
                       {.name = "body", .label = "文", .value = t.body,
                        .hint = "{{お名前}}と{{受付番号}}は、入れるときに置き換わります。メールの宛名は、書かなくても付きます。",
                        .required = true, .error = error_at(data.error, "body")},
                       10) +
                   checkbox({.name = "is_active", .label = "回答の画面に出す",
                             .checked = t.is_active}) +
                   form_actions({button({.label = "保存する"}),
                                 button_link({.label = "やめる", .path = kDesk + "/texts",
                                              .look = Look::text})})));
}

Html rules_form(const web::Request& request, const RulesForm& data) {
  PageFrame frame =
      desk_frame("問合せの期限と返信先", data.error.has_value(), "/office/inquiries/rules");
  frame.status_message = data.status;
  return page(
      request, frame,
      error_summary(data.error) +
          form(request, {.action = kDesk + "/rules"},
               number_field({.name = "answer_days", .label = "回答の期限",
                             .value = data.rules.answer_days,
                             .hint = "平日9時から17時までを1営業日8時間として数えます。",
                             .required = true, .error = error_at(data.error, "answer_days"),
                             .width = FieldWidth::tiny, .unit = "営業日"}) +
                   email_field({.name = "reply_address", .label = "返信を受け取るアドレス",
                                .value = data.rules.reply_address,
                                .hint = "「名前+記号@…」の形のメールも届く受信箱のときだけ入力してください。"
                                        "空のときは、返信の記録（Message-ID）から、もとの問合せを見分けます。",
                                .error = error_at(data.error, "reply_address"),
                                .autocomplete = "off"}) +
                   form_actions({button({.label = "保存する"})})));
}

}  // namespace musubi::inquiries::views
