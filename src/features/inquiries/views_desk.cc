// views_desk.cc - the office's page of one inquiry: the words to and fro with the answer's form,
// and apart from them the notes among colleagues. Html only; no rule. SECURITY: two forms, two
// addresses, two colours: what is typed as a note cannot go out.
#include "base/text.h"
#include "features/inquiries/views.h"

namespace musubi::inquiries::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

bool takes_answers(const Inquiry& q) { return q.is_counted() && q.erased_on.empty(); }

Html answer_form(const web::Request& request, const Detail& data) {
  const Inquiry& q = data.page.thread.inquiry;
  std::vector<Option> texts;
  for (const ReadyText& one : data.page.texts) texts.push_back({one.id, one.title});
  std::vector<Option> ways;
  if (!q.email.empty()) ways.push_back({"mail", "メールで送る（" + q.email + "）"});
  ways.push_back({"phone", "電話で答えた（送らずに記録する）"});
  ways.push_back({"visit", "来所で答えた（送らずに記録する）"});
  const std::string how = data.typed.get("how");
  Html insert;
  if (!texts.empty()) {
    insert = select_field({.name = "text", .label = "定型文", .options = texts,
                           .value = data.typed.get("text"), .empty_label = "選んでください",
                           .quiet = true}) +
             form_actions({button({.label = "定型文を入れる", .look = Look::secondary,
                                   .name = "insert", .value = "1", .small = true})});
  }
  return form(request, {.action = path_of(q) + "/messages", .uploads = true},
              enter_button() + form_key_field(request) +
                  hidden_field("thread", std::to_string(q.thread)) + insert +
                  textarea_field({.name = "answer", .label = "回答（相手が読みます）",
                                  .value = data.typed.get("answer"), .required = true,
                                  .error = error_at(data.error, "answer")},
                                 10) +
                  radio_group({.name = "how", .label = "回答の方法", .options = ways,
                               .value = how.empty() ? ways.front().value : how,
                               .required = true, .error = error_at(data.error, "how")}) +
                  upload_field(data.error) +
                  checkbox({.name = "closes", .label = "この回答で完了にする",
                            .checked = !data.typed.get("closes").empty()}) +
                  form_actions({button({.label = "回答を送る", .icon = "send"})}));
}

Html notes_part(const web::Request& request, const Detail& data) {
  const Inquiry& q = data.page.thread.inquiry;
  Html notes;
  for (const Note& one : data.page.notes) {
    notes += paragraph(time_text(one.created) + muted("　" + one.author_name)) +
             multiline(one.body) + divider();
  }
  if (data.page.notes.empty()) notes = paragraph(muted("メモはまだありません。"));
  if (q.erased_on.empty()) {
    notes += form(request, {.action = path_of(q) + "/notes"},
                  form_key_field(request) +
                      textarea_field({.name = "note", .label = "内部メモ（事務局だけが読みます）",
                                      .value = data.typed.get("note"), .required = true,
                                      .error = error_at(data.error, "note")},
                                     4) +
                      form_actions({button({.label = "メモを残す", .look = Look::secondary,
                                            .icon = "lock"})}));
  }
  return notice({.tone = Tone::warning, .title = "内部メモ　相手には送られません", .text = notes});
}

Html listings_of(const web::Request& request, const DeskPage& page) {
  std::vector<Html> lines;
  for (const Outcome& one : page.listings) {
    lines.push_back(may_open(request, one.path) ? link(one.path, one.label) : Html(one.label));
  }
  return lines.size() == 1 ? lines.front() : bullets(lines);
}

Html facts(const web::Request& request, const Detail& data) {
  const DeskPage& p = data.page;
  const Inquiry& q = p.thread.inquiry;
  Pairs out{{"状態", state_badge(q)},
            {"区分", label_in(categories(), q.category)},
            {"経路", label_in(channels(), q.channel)},
            {"受付", time_text(q.received_at)}};
  if (q.state == "open") {
    out.emplace_back("回答の期限", q.is_late(p.clock)
                                       ? badge(Tone::error, "期限切れ") + Html("　") +
                                             time_text(q.due_at)
                                       : time_text(q.due_at));
  }
  if (q.first_answered_at) {
    out.emplace_back("初回の回答", time_text(*q.first_answered_at) +
                                       Html(*q.first_answered_at <= q.first_due_at
                                                ? "　期限内"
                                                : "　期限後"));
  }
  out.emplace_back("問い合わせた人", q.name.empty() ? muted("名前なし") : Html(q.name));
  if (!q.organisation_name.empty()) out.emplace_back("会社・団体", q.organisation_name);
  if (!q.email.empty()) {
    Html more = q.email;
    if (!p.of_same_asker.empty()) {
      std::vector<Html> others;
      for (const Inquiry& one : p.of_same_asker) {
        others.push_back(link(path_of(one), inquiry_number(one) + " " + one.subject));
      }
      more += disclosure("同じアドレスのほかの問合せ", bullets(others));
    }
    out.emplace_back("メールアドレス", more);
  }
  if (!q.telephone.empty()) out.emplace_back("電話番号", q.telephone);
  if (!p.organisation_name.empty()) {
    out.emplace_back(
        "会員", link("/office/members/" + q.organisation_id, p.organisation_name) + Html("　") +
                    link(kDesk + "?organisation=" + q.organisation_id, "この会員の問合せ") +
                    line_break() +
                    small("アドレスや申出から推定したものを含みます。本人確認はしていません。"));
  }
  out.emplace_back("担当", q.assigned_name.empty() ? muted("未定") : Html(q.assigned_name));
  if (const auto day = parse_iso_date(q.follow_up_on)) {
    out.emplace_back("もう一度見る日", date_text_long(*day));
  }
  if (!p.listings.empty()) out.emplace_back("催しの掲載", listings_of(request, p));
  if (q.faq_wanted) out.emplace_back("FAQ", "よくある質問にしたい回答として印が付いています");
  return description_list(out);
}

Html on_top(const web::Request& request, const Detail& data) {
  const DeskPage& p = data.page;
  const Inquiry& q = p.thread.inquiry;
  const auto version = [&] {
    return std::vector<std::pair<std::string, std::string>>{
        {"version", std::to_string(q.version)}};
  };
  if (p.merged_into) {
    return notice({.tone = Tone::info, .title = "ほかの問合せにまとめました",
                   .text = paragraph(link(path_of(*p.merged_into),
                                          inquiry_number(*p.merged_into) + "を開く"))});
  }
  if (q.state != "quarantined" && q.state != "discarded") return {};
  std::vector<Html> reasons;
  for (const std::string& one : split(q.spam_reasons, '\n')) {
    if (!one.empty()) reasons.push_back(Html(one));
  }
  std::vector<Html> actions{post_button(
      request, {.button = {.label = "問合せとして受け付ける"}, .action = path_of(q) + "/release",
                .hidden = version()})};
  if (q.state == "quarantined") {
    actions.push_back(post_button(
        request, {.button = {.label = "迷惑と判断する", .look = Look::danger},
                  .action = path_of(q) + "/discard", .hidden = version()}));
  }
  return notice({.tone = Tone::warning,
                 .title = q.state == "quarantined" ? "迷惑の疑いがあるため、止めています"
                                                   : "迷惑と判断しました。30日後に消えます",
                 .text = reasons.empty() ? paragraph("担当者が判断しました。") : bullets(reasons),
                 .actions = actions});
}

}  // namespace

Html desk(const web::Request& request, const Detail& data) {
  const Inquiry& q = data.page.thread.inquiry;
  const std::string title = inquiry_number(q) + "　" + q.subject;
  Html main = error_summary(data.error) + on_top(request, data) +
              section({.heading = "やりとり"},
                      thread_view(data.page.thread, path_of(q) + "/files"));
  if (takes_answers(q)) {
    main += panel({.heading = "相手に回答する"}, answer_form(request, data));
  }
  main += notes_part(request, data);
  return page(request,
              {.area = web::Area::office, .title = title,
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"問合せ窓口", kDesk},
                               {inquiry_number(q), ""}},
               .status_message = data.status, .nav_current = kDesk,
               .has_error = data.error.has_value()},
              columns(main, panel({.heading = "この問合せについて"}, facts(request, data)) +
                                steps_of(request, data)));
}

}  // namespace musubi::inquiries::views
