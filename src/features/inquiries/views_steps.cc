// views_steps.cc - beside the answer: who has it, when to look again, what it is about, its end,
// and what becomes of it. One small form each. Html only; no rule.
#include "features/inquiries/views.h"
#include "features/publishing/publishing.h"

namespace musubi::inquiries::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html version_field(const Inquiry& q) {
  return hidden_field("version", std::to_string(q.version));
}

Html assignment(const web::Request& request, const Detail& data) {
  const Inquiry& q = data.page.thread.inquiry;
  std::vector<Option> people;
  for (const Colleague& one : data.page.colleagues) people.push_back({one.id, one.name});
  Html out;
  if (q.assigned_to != request.actor.account.text) {
    out = post_button(request, {.button = {.label = "自分が受け持つ", .look = Look::secondary},
                                .action = path_of(q) + "/assignment",
                                .hidden = {{"assigned_to", request.actor.account.text},
                                           {"version", std::to_string(q.version)}}});
  }
  const bool typed = data.typed.has("assigned_to");
  return panel(
      {.heading = "担当"},
      out + form(request, {.action = path_of(q) + "/assignment"},
                 version_field(q) +
                     select_field({.name = "assigned_to", .label = "担当する人",
                                   .options = people,
                                   .value = typed ? data.typed.get("assigned_to") : q.assigned_to,
                                   .error = error_at(data.error, "assigned_to"),
                                   .empty_label = "担当を決めない", .quiet = true}) +
                     form_actions({button({.label = "担当を決める", .look = Look::secondary})})));
}

Html follow_up(const web::Request& request, const Detail& data) {
  const Inquiry& q = data.page.thread.inquiry;
  return panel({.heading = "もう一度見る日"},
               form(request, {.action = path_of(q) + "/follow-up"},
                    version_field(q) +
                        date_field({.name = "follow_up_on", .label = "日付",
                                    .value = data.follow_up,
                                    .hint = "空にして押すと、取りやめます。",
                                    .error = error_at(data.error, "follow_up_on"),
                                    .quiet = true}) +
                        form_actions({button({.label = "日を決める", .look = Look::secondary})})));
}

Html sorting(const web::Request& request, const Detail& data) {
  const Inquiry& q = data.page.thread.inquiry;
  const bool typed = data.typed.has("subject");
  const auto value = [&](const char* field, const std::string& now) {
    return typed ? data.typed.get(field) : now;
  };
  return disclosure(
      "区分・件名・会員を直す",
      form(request, {.action = path_of(q) + "/sorting"},
           version_field(q) +
               select_field({.name = "category", .label = "区分",
                             .options = options_of(categories()),
                             .value = value("category", q.category), .required = true,
                             .error = error_at(data.error, "category"),
                             .empty_label = "選んでください"}) +
               text_field({.name = "subject", .label = "件名", .value = value("subject", q.subject),
                           .required = true, .error = error_at(data.error, "subject"),
                           .autocomplete = "off"}) +
               text_field({.name = "member_no", .label = "会員番号",
                           .value = value("member_no", data.page.member_no),
                           .error = error_at(data.error, "member_no"), .autocomplete = "off"}) +
               checkbox({.name = "faq_wanted", .label = "よくある質問にしたい回答",
                         .checked = typed ? !data.typed.get("faq_wanted").empty() : q.faq_wanted}) +
               form_actions({button({.label = "直す", .look = Look::secondary})})),
      typed);
}

Html article_way(const web::Request& request, const Inquiry& q, const std::string& kind,
                 const std::string& begun, const char* path, const char* words) {
  if (!begun.empty()) {
    return paragraph(link(publishing::item_path(begun), kind + "の下書きを開く"));
  }
  return post_button(request, {.button = {.label = kind + "の下書きにする",
                                          .look = Look::secondary},
                               .action = path_of(q) + path,
                               .hidden = {{"version", std::to_string(q.version)}}}) +
         paragraph(small(words));
}

// A question becomes a FAQ when it was answered; of a notice the office writes the rest itself.
Html articles_of(const web::Request& request, const Inquiry& q) {
  Html out;
  if (!q.faq_id.empty() || q.first_answered_at) {
    out = article_way(request, q, "FAQ", q.faq_id, "/faq",
                      "件名が質問に、いちばん新しい回答が答えになります。公開するまで、"
                      "だれのことか分かる言葉を消してください。");
  }
  return out + article_way(request, q, "お知らせ", q.news_id, "/news",
                           "件名が題名に、回答があればいちばん新しいものが本文になります。公開するまで、"
                           "だれのことか分かる言葉を消してください。");
}

Html becoming(const web::Request& request, const Detail& data) {
  const Inquiry& q = data.page.thread.inquiry;
  Html out;
  if (!q.linked_kind.empty()) {
    const bool prospect = q.linked_kind == "prospect";
    out = paragraph(link((prospect ? "/office/prospects/" : "/office/applications/") + q.linked_id,
                         (prospect ? "見込み先：" : "入会申込：") + q.linked_label));
  }
  if (q.linked_kind != "prospect") {
    out += post_button(request, {.button = {.label = "会員募集の見込み先にする",
                                            .look = Look::secondary},
                                 .action = path_of(q) + "/prospect",
                                 .hidden = {{"version", std::to_string(q.version)}}});
  }
  out += articles_of(request, q);
  const std::string listing = "/office/event-listings/new";
  if (data.page.listings.empty() && may_open(request, listing)) {
    out += paragraph(button_link({.label = "催しの掲載依頼として記録する",
                                  .path = listing + "?inquiry=" + q.id})) +
           paragraph(small("依頼を記録する画面が開きます。依頼した方の分かるところは、はじめから入っています。"));
  }
  const std::string entry = "/office/applications/new";
  if (q.linked_kind != "application" && may_open(request, entry)) {
    out += paragraph(button_link({.label = "入会申込にする",
                                  .path = entry + "?inquiry=" + q.id})) +
           paragraph(small("申込みを代わりに入力する画面が開きます。団体と担当の方の分かるところは、"
                           "はじめから入っています。もう届いている申込みは、下の受付番号で結びつけます。"));
  }
  out += form(request, {.action = path_of(q) + "/application"},
              version_field(q) +
                  text_field({.name = "receipt_no", .label = "入会申込の受付番号",
                              .value = data.typed.get("receipt_no"),
                              .error = error_at(data.error, "receipt_no"),
                              .autocomplete = "off", .quiet = true}) +
                  form_actions({button({.label = "申込みと結びつける", .look = Look::secondary})}));
  return disclosure("募集・入会申込・記事につなぐ", out, data.typed.has("receipt_no"));
}

Html merging(const web::Request& request, const Detail& data) {
  const Inquiry& q = data.page.thread.inquiry;
  Html out = form(
      request, {.action = path_of(q) + "/merge"},
      version_field(q) +
          text_field({.name = "number", .label = "まとめる先の受付番号",
                      .value = data.typed.get("number"),
                      .hint = "この問合せのやりとりとメモが、そちらに移ります。あとで取り消せます。",
                      .error = error_at(data.error, "number"), .autocomplete = "off",
                      .quiet = true}) +
          form_actions({button({.label = "まとめる", .look = Look::secondary, .icon = "merge"})}));
  for (const Merge& one : data.page.merges) {
    out += paragraph(time_text(one.made_at) + Html("　" + one.made_by_name +
                                                   "さんが、ほかの問合せをここにまとめました。")) +
           post_button(request,
                       {.button = {.label = "このまとめを取り消す", .look = Look::secondary,
                                   .icon = "undo", .small = true,
                                   .about = jst_date_time(one.made_at)},
                        .action = path_of(q) + "/merges/" + one.id + "/undoing"});
  }
  return disclosure("ほかの問合せとまとめる", out,
                    data.typed.has("number") || !data.page.merges.empty());
}

Html ending(const web::Request& request, const Inquiry& q) {
  const bool over = q.state == "closed";
  std::vector<Html> out;
  const auto press = [&](const char* label, const char* path, Look look) {
    out.push_back(post_button(request,
                              {.button = {.label = label, .look = look},
                               .action = path_of(q) + path,
                               .hidden = {{"version", std::to_string(q.version)}}}));
  };
  if (!over) press("回答せずに完了にする", "/closure", Look::secondary);
  if (q.state != "open") press("回答待ちに戻す", "/reopening", Look::secondary);
  if (q.state == "open") press("迷惑と判断する", "/discard", Look::danger);
  return panel({.heading = "完了と取消し"}, stack(out));
}

}  // namespace

Html steps_of(const web::Request& request, const Detail& data) {
  const Inquiry& q = data.page.thread.inquiry;
  if (!q.erased_on.empty() || q.state == "merged" || q.state == "discarded") return {};
  if (q.state == "quarantined") return assignment(request, data);
  return assignment(request, data) + follow_up(request, data) +
         panel({.heading = "整理"}, stack({sorting(request, data), becoming(request, data),
                                         merging(request, data)})) +
         ending(request, q);
}

}  // namespace musubi::inquiries::views
