// views_asker.cc - what an asker sees: the form, the page of the mailed link, the members' pages.
// Html only; no rule. SECURITY: one page for every link that opens nothing; what was set aside
// looks like what was received.
#include "features/listings/views.h"

namespace musubi::listings::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr const char* kOpenForm = "/event-listings";
constexpr const char* kOwn = "/members/event-listings";

PageFrame asker_frame(const std::string& title, bool members, bool has_error,
                      const std::string& under = {}, const std::string& under_path = {}) {
  PageFrame frame{.area = members ? web::Area::members : web::Area::open, .title = title};
  frame.breadcrumbs = {members ? Crumb{"会員ホーム", "/members"} : Crumb{"ホーム", "/"}};
  const std::string list = members ? "催しの掲載を頼む" : "催しの掲載のご依頼";
  if (title != list) frame.breadcrumbs.push_back({list, members ? kOwn : kOpenForm});
  if (!under.empty()) frame.breadcrumbs.push_back({under, under_path});
  frame.breadcrumbs.push_back({title, ""});
  if (members) frame.nav_current = kOwn;
  frame.has_error = has_error;
  frame.width = Width::reading;
  return frame;
}

Html what_is_listed() {
  return section({.heading = "掲載できる催し"},
                 bullets({"ＤＸ、データ活用、デジタル技術の学びや相談にかかわる催し",
                          "県内で開くもの、またはオンラインで県内からも参加できるもの",
                          "商品やサービスの販売が、おもな目的ではないもの"}) +
                     paragraph("受け付けてから3営業日のうちに、掲載するか、お返事します。掲載したら、ページのアドレスを"
                               "メールでお知らせします。催しが終わると、自動で掲載を終えます。"));
}

std::string title_of(const Listing& q) {
  return "掲載のご依頼の状況（" + listing_number(q) + "）";
}

Html next_for_asker(const Listing& q, bool site_opens) {
  if (q.state == "open") {
    return paragraph(Html("受け付けました。") + time_text(q.due_at) +
                     Html("までに、掲載するか、お返事します。"));
  }
  if (q.state == "asked_back") {
    return notice({.tone = Tone::warning, .title = "事務局から確かめたいことがあります",
                   .text = "下の「これまでの連絡」を読み、「内容を直す」からお答えください。"});
  }
  if (q.state == "listed" && !q.public_path.empty() && site_opens) {
    return paragraph(go_link(q.public_path, "掲載しているページを見る"));
  }
  if (q.state == "quarantined" || q.state == "discarded") {
    return paragraph(Html("受け付けました。") + time_text(q.due_at) +
                     Html("までに、掲載するか、お返事します。"));
  }
  return {};
}

}  // namespace

Html ask_form(const web::Request& request, const AskForm& data) {
  PageFrame frame = asker_frame("催しの掲載のご依頼", false, data.error.has_value());
  frame.lead = "県・市町村や関係機関、会員の皆さまが開くＤＸの催しを、このホームページで紹介します。";
  frame.description =
      "ＤＸやデータ活用にかかわる催しの掲載のご依頼を受け付けるページです。3営業日のうちに掲載するか、お返事します。";
  Html member;
  if (may_open(request, kOwn)) {
    member = paragraph(Html("会員の方は、") + link(kOwn, "会員のページからのご依頼") +
                       Html("なら、お名前などの入力は不要です。"));
  }
  return page(
      request, frame,
      error_summary(data.error) + what_is_listed() + member +
          form(request, {.action = kOpenForm, .keep_draft = true},
               form_key_field(request) + hidden_field("shown", data.shown) +
                   section({.heading = "催しの内容"}, event_inputs(data.typed, data.error)) +
                   section({.heading = "ご依頼になる方"},
                           asker_inputs(data.typed, data.error, true)) +
                   trap_field("homepage") +
                   checkbox({.name = "consent", .label = "個人情報の取扱いに同意します",
                             .checked = !data.typed.get("consent").empty(),
                             .hint = "お名前と連絡先は、掲載のご依頼への対応だけに使い、終わってから1年で消します。",
                             .error = error_at(data.error, "consent")}) +
                   paragraph(link("/policies/privacy", "個人情報の取扱いを読む")) +
                   form_actions({button({.label = "掲載を頼む", .icon = "send"})})));
}

Html member_form(const web::Request& request, const AskForm& data) {
  return page(request, asker_frame("掲載を頼む催しの入力", true, data.error.has_value()),
              error_summary(data.error) + what_is_listed() +
                  form(request, {.action = kOwn, .keep_draft = true},
                       form_key_field(request) + event_inputs(data.typed, data.error) +
                           form_actions({button({.label = "掲載を頼む", .icon = "send"}),
                                         button_link({.label = "やめる", .path = kOwn,
                                                      .look = Look::text})})));
}

Html status(const web::Request& request, const StatusPage& data) {
  const Listing& q = data.shown.listing;
  PageFrame frame = asker_frame(title_of(q), data.members, false);
  frame.status_message = data.status;
  Html main = description_list({{"受付番号", listing_number(q)},
                                {"催し", q.event.title},
                                {"受付", time_text(q.received_at)},
                                {"状況", asker_state(q)}}) +
              next_for_asker(q, !q.public_path.empty() && may_open(request, q.public_path));
  if (!q.is_over() || q.state == "discarded") {
    main += cluster({button_link({.label = "内容を直す", .path = data.path + "/correction",
                                  .icon = "edit"}),
                     button_link({.label = "取り下げる", .path = data.path + "/withdrawal",
                                  .look = Look::text})});
  }
  if (!data.shown.words.empty()) {
    main += section({.heading = "これまでの連絡"}, words_view(data.shown.words));
  }
  main += section({.heading = "ご依頼の内容"}, event_facts(q.event));
  return page(request, frame, main);
}

Html correction_form(const web::Request& request, const CorrectionForm& data) {
  const Listing& q = data.shown.listing;
  Html asked;
  if (q.state == "asked_back") {
    asked = section({.heading = "事務局からの確認"}, words_view(data.shown.words));
  }
  Html about;
  if (q.state == "drafted" || q.state == "listed") {
    about = notice({.tone = Tone::info, .title = "記事の訂正は、事務局が確かめてから行います",
                    .text = "送っていただいた内容を見て、ページを直します。", .level = 0});
  }
  return page(
      request,
      asker_frame("掲載のご依頼の内容を直す", data.members, data.error.has_value(),
                  listing_number(q), data.path),
      error_summary(data.error) + about + asked +
          form(request, {.action = data.path + "/correction", .keep_draft = true},
               form_key_field(request) +
                   hidden_field("version", std::to_string(data.version)) +
                   event_inputs(data.typed, data.error) +
                   textarea_field({.name = "reply", .label = "事務局への返事",
                                   .value = data.typed.get("reply"),
                                   .hint = "確かめたいことへのお答えや、直した理由を書いてください。公開しません。",
                                   .error = error_at(data.error, "reply")},
                                  4) +
                   form_actions({button({.label = "この内容で送る", .icon = "send"}),
                                 button_link({.label = "やめる", .path = data.path,
                                              .look = Look::text})})));
}

Html withdrawal_form(const web::Request& request, const StatusPage& data) {
  const Listing& q = data.shown.listing;
  const bool made = q.state == "drafted" || q.state == "listed";
  return page(
      request,
      asker_frame("掲載のご依頼を取り下げる", data.members, false, listing_number(q), data.path),
      paragraph("「" + q.event.title + "」の掲載のご依頼を取り下げます。" +
                (made ? "ページは、事務局が確かめてから終えます。" : "もう一度頼むときは、新しいご依頼として送ってください。")) +
          form(request, {.action = data.path + "/withdrawal"},
               textarea_field({.name = "withdraw_reason", .label = "理由",
                               .hint = "例：催しが中止になった"},
                              3) +
                   form_actions({button({.label = "取り下げる", .look = Look::danger}),
                                 button_link({.label = "やめる", .path = data.path,
                                              .look = Look::text})})));
}

Html ended_link(const web::Request& request) {
  return page(request, asker_frame("このリンクは使えません", false, false),
              paragraph("リンクの期限が過ぎたか、まちがっています。新しく届いたメールのリンクを開くか、"
                        "受付番号を添えて、お問い合わせください。") +
                  paragraph(go_link("/contact", "お問い合わせのページ")));
}

Html own_list(const web::Request& request, const OwnList& data) {
  DataTable table{.caption = "これまでの掲載依頼　新しい順",
                  .columns = {{.label = "受付番号", .nowrap = true},
                              {.label = "催し"},
                              {.label = "開催日", .nowrap = true},
                              {.label = "状況"}},
                  .rows = {}};
  for (const Listing& q : data.rows) {
    const auto day = parse_iso_date(q.event.starts_on);
    table.rows.push_back({.cells = {link(std::string(kOwn) + "/" + q.id, listing_number(q)),
                                    Html(q.event.title), day ? date_text_long(*day) : Html("－"),
                                    Html(asker_state(q))}});
  }
  table.empty = empty_state("掲載のご依頼はまだありません",
                            link(std::string(kOwn) + "/new", "催しの掲載を頼む"));
  return page(request,
              {.area = web::Area::members, .title = "催しの掲載を頼む",
               .lead = "団体が開くＤＸの催しを、コンソーシアムのホームページで紹介します。3営業日のうちに掲載するか、お返事します。",
               .breadcrumbs = {{"会員ホーム", "/members"}, {"催しの掲載を頼む", ""}},
               .actions = button_link({.label = "新しく頼む", .path = std::string(kOwn) + "/new",
                                       .look = Look::primary, .icon = "calendar"}),
               .nav_current = kOwn},
              data_table(table) + key_pager({.next_path = data.next}));
}

}  // namespace musubi::listings::views
