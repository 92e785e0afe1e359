// views_office.cc - the office's queue of requests, one request with what can be decided, a request
// written down, and the figures of a month. Html only; must never show what the service did not
// give.
#include "base/text.h"
#include "features/listings/views.h"

namespace musubi::listings::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::string desk_of(const Listing& q) { return kQueue + "/" + q.id; }

Html due_of_row(const Listing& q, Instant clock) {
  if (!q.is_owed()) return muted("－");
  if (q.is_late(clock)) return badge(Tone::error, "期限切れ") + Html("　") + time_text(q.due_at);
  return time_text(q.due_at);
}

Html state_of_row(const Listing& q, Instant clock) {
  Html out = state_badge(q, clock);
  if (q.pending == "correction") out += Html(" ") + badge(Tone::warning, "訂正あり");
  if (q.pending == "withdrawal") out += Html(" ") + badge(Tone::warning, "取下げあり");
  return out;
}

std::vector<Tab> queue_tabs(const ListPage& data) {
  const auto tab = [&](const char* label, const char* show, std::int64_t count = 0) {
    return Tab{.label = label,
               .path = *show == '\0' ? kQueue : kQueue + "?show=" + show,
               .current = data.organisation.empty() && data.show == show,
               .count = count > 0 ? std::to_string(count) : "", .waiting = count > 0};
  };
  return {tab("掲載待ち", ""),
          tab("訂正・取下げ", "pending", data.pending),
          tab("依頼者に確認中", "asked_back"),
          tab("掲載中", "listed"),
          tab("迷惑の疑い", "quarantined", data.quarantined),
          tab("すべて", "all")};
}

Html version_of(const Listing& q) { return hidden_field("version", std::to_string(q.version)); }

Html press(const web::Request& request, const Listing& q, const char* label, const char* path,
           Look look, const char* icon = "") {
  return post_button(request, {.button = {.label = label, .look = look, .icon = icon},
                               .action = desk_of(q) + path,
                               .hidden = {{"version", std::to_string(q.version)}}});
}

Html take_part(const web::Request& request, const Detail& data) {
  const Listing& q = data.page.shown.listing;
  return panel({.heading = "掲載する"},
               paragraph("イベントの記事の下書きができ、この依頼とつながります。公開までには、ほかの記事と同じ確認が必要です。"
                         "催しの最後の日が過ぎると、記事は自動で終了します。") +
                   press(request, q, "イベントの下書きにする", "/taking", Look::primary, "doc"));
}

Html question_part(const web::Request& request, const Detail& data) {
  const Listing& q = data.page.shown.listing;
  if (q.email.empty()) return {};
  return panel(
      {.heading = "依頼した人に確かめる"},
      form(request, {.action = desk_of(q) + "/question"},
           version_of(q) +
               textarea_field({.name = "question", .label = "確かめたいこと",
                               .value = data.typed.get("question"),
                               .hint = "このままメールで送ります。返事があるまで、期限は止まります。",
                               .required = true, .error = error_at(data.error, "question")},
                              4) +
               form_actions({button({.label = "確認のメールを送る", .look = Look::secondary,
                                     .icon = "send"})})));
}

Html decline_part(const web::Request& request, const Detail& data) {
  const Listing& q = data.page.shown.listing;
  std::vector<Option> reasons;
  for (const auto& [code, label] : decline_reasons()) reasons.push_back({code, label});
  return disclosure(
      "掲載を見送る",
      form(request, {.action = desk_of(q) + "/decline"},
           version_of(q) +
               select_field({.name = "reason", .label = "理由", .options = reasons,
                             .value = data.typed.get("reason"), .required = true,
                             .error = error_at(data.error, "reason"),
                             .empty_label = "選んでください"}) +
               textarea_field({.name = "decline_words", .label = "くわしい説明",
                               .value = data.typed.get("decline_words"),
                               .hint = "理由と一緒に、このままメールで送ります。",
                               .error = error_at(data.error, "decline_words")},
                              4) +
               form_actions({button({.label = "見送りのメールを送る", .look = Look::danger})})),
      data.typed.has("reason"));
}

Html article_part(const web::Request& request, const Detail& data) {
  const Listing& q = data.page.shown.listing;
  Html out;
  if (data.page.item) {
    const auto& item = *data.page.item;
    out = description_list(
        {{"記事", may_open(request, publishing::item_path(q.item_id))
                      ? link(publishing::item_path(q.item_id), item.title)
                      : Html(item.title)},
         {"状態", item.state_label},
         {"公開のページ", item.is_public ? link(item.path, item.path) : muted("まだ公開していません")}});
  } else if (q.state == "drafted") {
    out = paragraph("下書きが見つかりません。作り直せます。") +
          press(request, q, "イベントの下書きをもう一度作る", "/taking", Look::secondary);
  }
  if (q.pending == "correction") {
    out = notice({.tone = Tone::warning, .title = "依頼した人が内容を直しました",
                  .text = paragraph("「これまでの連絡」を見て記事を直し、公開してから、次のボタンを押してください。"),
                  .actions = {press(request, q, "記事を直した", "/settlement", Look::secondary,
                                    "check")}}) +
          out;
  } else if (q.pending == "withdrawal") {
    out = notice({.tone = Tone::warning, .title = "依頼した人が取り下げました",
                  .text = paragraph("記事の公開を終えるか、下書きを消してから、次のボタンを押してください。"),
                  .actions = {press(request, q, "公開を終えた", "/settlement", Look::secondary,
                                    "check")}}) +
          out;
  }
  return out.empty() ? Html() : panel({.heading = "イベントの記事"}, out);
}

Html decisions(const web::Request& request, const Detail& data) {
  const Listing& q = data.page.shown.listing;
  if (!can(request.actor, may::work_listings) || !q.erased_on.empty()) return {};
  if (q.state == "quarantined" || q.state == "discarded") {
    Html buttons = press(request, q, "掲載依頼として受け付ける", "/release", Look::primary);
    if (q.state == "quarantined") {
      buttons += press(request, q, "迷惑と判断する", "/discard", Look::danger);
    }
    std::vector<Html> why;
    for (const std::string& one : split(q.spam_reasons, '\n')) {
      if (!one.empty()) why.emplace_back(one);
    }
    return panel({.heading = "自動で止めました"},
                 paragraph("受付のメールはまだ送っていません。") +
                     (why.empty() ? Html() : bullets(why)) + buttons);
  }
  if (q.state == "open" || q.state == "asked_back") {
    return take_part(request, data) + question_part(request, data) +
           decline_part(request, data) +
           press(request, q, "迷惑と判断する", "/discard", Look::text);
  }
  return article_part(request, data);
}

Html asker_facts(const web::Request& request, const DeskPage& data) {
  const Listing& q = data.shown.listing;
  Pairs pairs{{"受付番号", listing_number(q)},
              {"状態", state_of_row(q, data.clock)},
              {"期限", due_of_row(q, data.clock)},
              {"受付", time_text(q.received_at)},
              {"受付経路", label_in(channels(), q.channel)},
              {"依頼した人", q.name},
              {"会社・団体", q.organisation_name}};
  if (!q.email.empty()) pairs.emplace_back("メールアドレス", q.email);
  if (!q.telephone.empty()) pairs.emplace_back("電話番号", q.telephone);
  if (!data.member_no.empty()) {
    const std::string path = "/office/members/" + q.organisation_id;
    const std::string words = data.member_no + "　" + data.organisation_name;
    pairs.emplace_back("会員", may_open(request, path) ? link(path, words) : Html(words));
  }
  if (!q.inquiry_id.empty()) {
    const std::string path = "/office/inquiries/" + q.inquiry_id;
    if (may_open(request, path)) pairs.emplace_back("もとの問合せ", link(path, "問合せを開く"));
  }
  return description_list(pairs);
}

}  // namespace

Html queue(const web::Request& request, const ListPage& data) {
  DataTable table{.caption = "掲載依頼",
                  .columns = {{.label = "受付番号", .nowrap = true},
                              {.label = "催し"},
                              {.label = "主催"},
                              {.label = "開催日", .nowrap = true},
                              {.label = "状態", .nowrap = true},
                              {.label = "期限", .nowrap = true}},
                  .rows = {}};
  for (const Listing& q : data.rows) {
    const auto day = parse_iso_date(q.event.starts_on);
    table.rows.push_back({.cells = {link(desk_of(q), listing_number(q)), Html(q.event.title),
                                    Html(q.event.organiser),
                                    day ? date_text_short(*day) : muted("－"),
                                    state_of_row(q, data.clock), due_of_row(q, data.clock)},
                          .tone = q.is_late(data.clock) ? Tone::error : Tone::neutral});
  }
  table.empty = empty_state("ここに当てはまる掲載依頼はありません");
  Html about;
  if (!data.organisation_name.empty()) {
    about = notice({.tone = Tone::info, .title = data.organisation_name + "の掲載依頼",
                    .text = paragraph(link(kQueue, "すべての掲載依頼に戻る"))});
  }
  return page(request,
              {.area = web::Area::office, .title = "催しの掲載依頼",
               .lead = "受け付けてから3営業日のうちに、公開するか、お返事します。",
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"催しの掲載依頼", ""}},
               .actions = cluster({button_link({.label = "電話などの依頼を記録する",
                                                .path = kQueue + "/new",
                                                .look = Look::primary, .icon = "phone"}),
                                   button_link({.label = "月別の件数",
                                                .path = kQueue + "/months"})}),
               .nav_current = kQueue},
              tabs("掲載依頼の状態", queue_tabs(data)) + about + data_table(table) +
                  key_pager({.next_path = data.next}));
}

Html entry_form(const web::Request& request, const AskForm& data) {
  Html origin;
  std::string action = kQueue;
  if (!data.inquiry.empty()) {
    // A browser keeps drafts by the action: what was typed for one inquiry stays with it.
    action += "?inquiry=" + data.inquiry;
    origin = hidden_field("inquiry", data.inquiry);
  }
  Html told;
  if (!data.inquiry_label.empty()) {
    told = paragraph(link(data.inquiry_path, data.inquiry_label) +
                     Html("から始めています。記録すると、互いに結びつきます。"));
  }
  return page(
      request,
      {.area = web::Area::office, .title = "電話などの掲載依頼を記録する",
       .breadcrumbs = {{"きょうの仕事", "/office"}, {"催しの掲載依頼", kQueue},
                       {"記録する", ""}},
       .nav_current = kQueue, .has_error = data.error.has_value(), .width = Width::reading},
      error_summary(data.error) + told +
          form(request, {.action = action, .keep_draft = true},
               form_key_field(request) + origin +
                   section({.heading = "催しの内容"}, event_inputs(data.typed, data.error)) +
                   section({.heading = "依頼した人"},
                           asker_inputs(data.typed, data.error, false)) +
                   form_actions({button({.label = "記録する"}),
                                 button_link({.label = "やめる", .path = kQueue,
                                              .look = Look::text})})));
}

Html desk(const web::Request& request, const Detail& data) {
  const Listing& q = data.page.shown.listing;
  Html main = decisions(request, data);
  if (!data.page.shown.words.empty()) {
    main += section({.heading = "これまでの連絡"}, words_view(data.page.shown.words));
  }
  main += section({.heading = "依頼された内容"}, event_facts(q.event));
  return page(request,
              {.area = web::Area::office,
               .title = "掲載依頼 " + listing_number(q) + "　" + q.event.title,
               .heading = Html(q.event.title),
               .eyebrow = Html("掲載依頼 " + listing_number(q)),
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"催しの掲載依頼", kQueue},
                               {listing_number(q), ""}},
               .status_message = data.status, .nav_current = kQueue,
               .has_error = data.error.has_value(), .width = Width::full},
              error_summary(data.error) +
                  columns(main, panel({.heading = "この依頼"},
                                      asker_facts(request, data.page))));
}

Html month(const web::Request& request, const Month& data) {
  const std::string name = iso(data.from).substr(0, 7);
  const auto path = [](Date start) {
    return kQueue + "/months?month=" + iso(start).substr(0, 7);
  };
  DataTable table{.caption = "受付経路ごとの件数",
                  .columns = {{.label = "受付経路"},
                              {.label = "受付", .align = Align::end},
                              {.label = "期限内に掲載", .align = Align::end},
                              {.label = "期限後に掲載", .align = Align::end},
                              {.label = "見送り", .align = Align::end},
                              {.label = "掲載前に取下げ・終了", .align = Align::end},
                              {.label = "掲載待ち", .align = Align::end}},
                  .rows = {}};
  const auto row = [](const Html& channel, const store::MonthRow& one) {
    return TableRow{.cells = {channel, Html(thousands(one.received)),
                              Html(thousands(one.in_time)), Html(thousands(one.late)),
                              Html(thousands(one.declined)), Html(thousands(one.ended_before)),
                              Html(thousands(one.waiting))}};
  };
  for (const store::MonthRow& one : data.rows) {
    table.rows.push_back(row(label_in(channels(), one.channel), one));
  }
  if (!data.rows.empty()) table.totals.push_back(row("合計", data.total));
  table.empty = empty_state("この月の掲載依頼はありません");
  const bool office = can(request.actor, may::see_listings);
  std::vector<Crumb> crumbs{
      {office ? "きょうの仕事" : "ホーム", office ? "/office" : "/prefecture"}};
  if (office) crumbs.push_back({"催しの掲載依頼", kQueue});
  crumbs.push_back({"月別の件数", ""});
  return page(
      request,
      {.area = office ? web::Area::office : web::Area::prefecture,
       .title = "掲載依頼の件数（" + wareki_month(data.from) + "）",
       .lead = "その月に受け付けた依頼が、いままでにどうなったかを数えます。お名前や内容は出ません。",
       .breadcrumbs = std::move(crumbs),
       .actions = button_link({.label = "CSVで保存する",
                               .path = kQueue + "/months.csv?month=" + name,
                               .icon = "download"}),
       .nav_current = kQueue + "/months"},
      data_table(table) +
          key_pager({.previous_path = path(add_months(data.from, -1)),
                     .next_path = path(add_months(data.from, 1)), .words = wareki_month(data.from),
                     .label = "前後の月"}));
}

}  // namespace musubi::listings::views
