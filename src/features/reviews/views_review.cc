// views_review.cc - an application's review: criteria, screening, inquiries, opinion; and one
// criterion's form. Html only. Of a screening it shows whether it is settled, never its result.
#include <algorithm>

#include "features/reviews/notice.h"
#include "features/reviews/views.h"
#include "features/reviews/views_parts.h"

namespace musubi::reviews::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Tone tone_of(const std::string& answer) {
  if (answer == "fit") return Tone::ok;
  return answer == "unfit" ? Tone::error : Tone::warning;
}

std::string criterion_path(const ReviewPage& page, const Criterion& one) {
  return review_path(page.application.id) + "/criteria/" + one.id;
}

bool is_open(const ReviewDetail& data) {
  return data.may_review && data.page.review && data.page.review->state == "open";
}

Html answer_cell(const Answer* answer) {
  if (answer == nullptr) return badge(Tone::neutral, "未回答");
  return badge(tone_of(answer->answer), std::string(answer_label(answer->answer)));
}

Html grounds_cell(const ReviewPage& page, const Criterion& one, const Answer* answer) {
  if (answer == nullptr) return muted("－");
  Html out = multiline(answer->grounds);
  if (!answer->file_id.empty()) {
    out += line_break() + link_about(criterion_path(page, one) + "/evidence", answer->filename,
                                     "根拠資料を取り出す");
  }
  return out + line_break() + small(answer->answered_by_name) + "　" +
         small(time_text(answer->answered_at));
}

Html claim_part(const web::Request& request, const ReviewDetail& data) {
  const ReviewPage& page = data.page;
  const std::string action = review_path(page.application.id) + "/claim";
  const auto state = page.application.state;
  if (!data.may_review) return {};
  if (!page.review) {
    const bool can_begin = state == applications::State::received ||
                           state == applications::State::reviewing;
    if (!can_begin) return {};
    return panel({.heading = "審査を始める"},
                 paragraph("担当になり、審査基準ごとに適・否・保留を記録します。"
                           "反社会的勢力の確認の記録も作ります。") +
                     post_button(request, {.button = {.label = "審査を始める"},
                                           .action = action}));
  }
  if (page.review->state != "open" || page.review->reviewer_id == data.reader.text) return {};
  return panel({.heading = "担当"},
               paragraph(page.review->reviewer_name + "さんが審査しています。") +
                   post_button(request, {.button = {.label = "担当を引き継ぐ",
                                                    .look = Look::secondary},
                                         .action = action}));
}

Html ask_form(const web::Request& request, const ReviewDetail& data) {
  std::vector<Option> officers;
  for (const auto& one : data.officers) officers.push_back({one.id, one.name});
  if (officers.empty()) return note("尋ねられる県の担当者のアカウントがありません。");
  const bool failed = !error_at(data.error, "question").empty() ||
                      !error_at(data.error, "officer_id").empty() ||
                      !error_at(data.error, "about").empty();
  // From the screening's file: what is asked about is known already.
  const std::string about = data.typed.has("about") ? data.typed.get("about")
                                                    : request.query.get("ask");
  return disclosure(
      "県の担当者に尋ねる",
      form(request, {.action = review_path(data.page.application.id) + "/inquiries"},
           form_key_field(request) +
               select_field({.name = "officer_id", .label = "尋ねる相手", .options = officers,
                             .value = data.typed.get("officer_id"), .required = true,
                             .error = error_at(data.error, "officer_id"),
                             .empty_label = "選んでください"}) +
               radio_group({.name = "about", .label = "何について",
                            .options = {{"opinion", std::string(about_label("opinion"))},
                                        {"screening", std::string(about_label("screening")),
                                         "結果を「要確認」としてから尋ねます。内容は暗号化して記録します。"}},
                            .value = about, .required = true,
                            .error = error_at(data.error, "about")}) +
               textarea_field({.name = "question", .label = "尋ねること",
                               .value = data.typed.get("question"),
                               .hint = "メールには書かず、リンクの先で読んでもらいます。",
                               .required = true, .error = error_at(data.error, "question")},
                              3) +
               form_actions({button({.label = "メールで尋ねる", .look = Look::secondary,
                                     .icon = "send"})})),
      failed || !about.empty());
}

Html ready_form(const web::Request& request, const ReviewDetail& data) {
  if (!data.page.before_ready.empty()) {
    std::vector<Html> items;
    for (const auto& words : data.page.before_ready) items.emplace_back(words);
    return paragraph("次のことが済むと、決裁に回せます。") + bullets(items);
  }
  const auto& left = data.page.before_approval;
  const bool unproved = std::find(left.begin(), left.end(), kUnprovedAddress) != left.end();
  const Html warning = unproved ? note(std::string(kUnprovedAddress) + "。") : Html();
  return warning + form(
      request, {.action = review_path(data.page.application.id) + "/readiness", .keep_draft = true},
      radio_group({.name = "opinion", .label = "審査した人の意見",
                   .options = {{"approve", std::string(opinion_label("approve"))},
                               {"decline", std::string(opinion_label("decline"))}},
                   .value = data.typed.get("opinion"), .required = true,
                   .error = error_at(data.error, "opinion")}) +
          textarea_field({.name = "opinion_words", .label = "意見の理由",
                          .value = data.typed.get("opinion_words"),
                          .hint = "反社会的勢力の確認の内容は書かないでください。",
                          .required = true, .error = error_at(data.error, "opinion_words")},
                         3) +
          form_actions({button({.label = "決裁に回す"})}));
}

Html decision_link(const ReviewDetail& data) {
  if (!data.page.review || data.page.review->state != "ready") return {};
  if (!data.may_decide) {
    return notice({.tone = Tone::info, .title = "決裁を待っています",
                   .text = "事務局管理者が承認・不承認を決めます。", .level = 0});
  }
  const std::string path = review_path(data.page.application.id) + "/decision";
  return notice({.tone = Tone::info, .title = "決裁を待っています",
                 .actions = {button_link({.label = "決裁の画面を開く", .path = path,
                                          .look = Look::primary})},
                 .level = 0});
}

// Two persons are needed: whoever could decide is told before they make themselves the other one.
Html two_persons_note(const ReviewDetail& data) {
  const auto state = data.page.application.state;
  const bool begins = !data.page.review && (state == applications::State::received ||
                                            state == applications::State::reviewing);
  if (!data.may_decide || !(begins || is_open(data))) return {};
  if (took_part(data.page, data.reader)) {
    return note("あなたは審査に加わっています。決裁は、ほかの事務局管理者に頼んでください。");
  }
  return note("審査に加わると（担当、基準への回答、決裁に回すこと、反社会的勢力の確認の結果の記録）、"
              "この申込みを決裁できなくなります。");
}

Html returned_note(const ReviewPage& page) {
  if (!page.review || page.review->state != "open" || page.review->decision_note.empty()) {
    return {};
  }
  return notice({.tone = Tone::warning, .title = "決裁から差し戻されました",
                 .text = multiline(page.review->decision_note), .level = 0});
}

}  // namespace

std::string review_path(const ApplicationId& id) { return "/office/reviews/" + id.text; }

Html criteria_answers(const ReviewPage& page, bool may_answer) {
  DataTable table{.caption = "審査基準ごとの判断",
                  .columns = {{.label = "基準"},
                              {.label = "判断", .nowrap = true},
                              {.label = "根拠"}},
                  .rows = {}};
  if (may_answer) table.columns.push_back({.label = "操作", .label_hidden = true});
  for (const auto& one : page.criteria.criteria) {
    const Answer* answer = answer_of(page, one.id);
    TableRow row{.cells = {one.title, answer_cell(answer), grounds_cell(page, one, answer)}};
    if (may_answer) {
      row.cells.push_back(link_about(criterion_path(page, one),
                                     answer == nullptr ? "答える" : "直す", one.title));
    }
    table.rows.push_back(std::move(row));
  }
  table.caption_hidden = true;
  table.empty = empty_state("県が確認した審査基準が、まだありません");
  return data_table(table);
}

Html screening_words(const web::Request& request, const ReviewPage& page) {
  if (!page.screening) return paragraph(muted("審査を始めると、記録を作ります。"));
  const std::string path = "/office/screenings/" + page.screening->id.text;
  Html out = paragraph(page.screening->closed ? badge(Tone::ok, "確認済み")
                                              : badge(Tone::warning, "確認中"));
  if (may_open(request, path)) {
    out += go_link(path, "記録を開く") + note("開いたことは記録されます。");
  }
  return out;
}

Html inquiry_list(const ReviewPage& page) {
  std::vector<Html> items;
  for (const auto& i : page.inquiries) {
    Html item = strong(std::string(about_label(i.about))) + "　" + i.officer_name + "　" +
                small(time_text(i.asked_at));
    if (!i.question.empty()) item += line_break() + multiline(i.question);
    if (i.state == "waiting") {
      item += line_break() + badge(Tone::info, "回答待ち") + "　" +
              small("期限 ") + small(time_text(i.expires_at));
    } else if (i.state == "ended") {
      item += line_break() + badge(Tone::neutral, "回答なしで終了");
    } else {
      const std::string words = i.about == "screening"
                                    ? "回答あり（内容は確認の記録にあります）"
                                    : std::string(inquiry_answer_label(i.answer));
      item += line_break() + badge(Tone::ok, words) + "　" + small(time_text(*i.answered_at));
      if (!i.words.empty()) item += line_break() + multiline(i.words);
    }
    items.push_back(item);
  }
  return items.empty() ? paragraph(muted("県への照会はまだありません。")) : plain_list(items);
}

Html facts(const ReviewPage& page) {
  const auto& a = page.application;
  Pairs pairs{{"受付番号", a.receipt_no},
              {"状態", badge(Tone::info, std::string(applications::state_label(a.state)))}};
  if (const auto day = parse_iso_date(a.received_on)) pairs.emplace_back("受付日", date_text(*day));
  if (const auto day = parse_iso_date(a.due_on)) {
    pairs.emplace_back("処理の期限", date_text_long(*day));
  }
  pairs.emplace_back("連絡先のメール", applications::email_words(a));
  if (page.review) {
    pairs.emplace_back("審査した人", page.review->reviewer_name);
    if (page.review->decided_at) {
      pairs.emplace_back("決裁", page.review->decided_by_name + "　" +
                                     time_text(*page.review->decided_at));
      if (!page.review->decision_note.empty()) {
        pairs.emplace_back("決裁の記録", multiline(page.review->decision_note));
      }
    }
    pairs.emplace_back("審査基準", "第" + std::to_string(page.criteria.number) + "版");
  }
  return description_list(pairs);
}

Html notice_part(const web::Request& request, const ReviewDetail& data) {
  if (!data.page.notice) return {};
  const Notice& n = *data.page.notice;
  const std::string path = review_path(n.application_id) + "/notice";
  Pairs pairs{{"文書", notice_title(n)}, {"番号", notice_number(n)}};
  Html out;
  if (n.state == "ready") {
    out = link(path, notice_title(n) + "を取り出す（PDF）");
  } else if (n.state == "failed") {
    out = paragraph("通知書を作成できませんでした。");
    if (data.may_review) {
      out += post_button(request, {.button = {.label = "もう一度作成する",
                                              .look = Look::secondary},
                                   .action = path});
    }
  } else {
    out = paragraph(muted("通知書を作成しています。1分ほどしてから、開き直してください。"));
  }
  pairs.emplace_back("送付", n.mailed_at ? time_text(*n.mailed_at) + "　メール"
                             : data.page.application.email.empty()
                                 ? Html("メールの宛先がありません。印刷して郵送してください")
                                 : muted("準備しています"));
  for (const auto& invited : data.page.review->invitations) {
    const std::string outcome = invited.value("outcome", "");
    pairs.emplace_back("管理者の招待",
                       outcome == "sent"    ? Html("メールで招待しました")
                       : outcome == "taken" ? Html("同じメールアドレスのアカウントがあります")
                                            : Html("宛先がないため、招待していません"));
  }
  return panel({.heading = "通知と招待"}, description_list(pairs) + out);
}

Html review_detail(const web::Request& request, const ReviewDetail& data) {
  const ReviewPage& page = data.page;
  const std::string title = "審査　" + page.application.organisation.name;
  Html main = returned_note(page) + decision_link(data) + two_persons_note(data) +
              claim_part(request, data) +
              panel({.heading = "審査基準",
                     .aside = small(std::to_string(page.answered) + "／" +
                                    std::to_string(page.criteria.criteria.size()))},
                    criteria_answers(page, is_open(data)));
  if (is_open(data)) {
    main += panel({.heading = "決裁に回す"}, ready_form(request, data));
  } else if (page.review && !page.review->opinion.empty()) {
    main += panel({.heading = "審査した人の意見"},
                  paragraph(strong(std::string(opinion_label(page.review->opinion)))) +
                      multiline(page.review->opinion_words));
  }
  const std::string application = applications::path_of(page.application.id);
  Html side = panel({.heading = "申込み"},
                    facts(page) + (may_open(request, application)
                                       ? go_link(application, "申込みの内容を見る")
                                       : Html())) +
              lookup_part(request, data) +
              panel({.heading = "反社会的勢力の確認"}, screening_words(request, page)) +
              panel({.heading = "県への照会"},
                    inquiry_list(page) + (is_open(data) ? ask_form(request, data) : Html())) +
              notice_part(request, data);
  return web::kit::page(
      request,
      {.area = area_of(request), .title = title,
       .breadcrumbs = {own_home(request), {"入会申込", "/office/applications"}, {title, ""}},
       .status_message = data.status, .nav_current = "/office/applications",
       .has_error = data.error.has_value(), .width = Width::full},
      error_summary(data.error) + columns(main, side));
}

Html criterion_form(const web::Request& request, const CriterionForm& data) {
  const ReviewPage& page = data.page;
  const Answer* stored = answer_of(page, data.criterion.id);
  const auto value = [&](const char* name, const std::string& kept) {
    return data.typed.has(name) ? data.typed.get(name) : kept;
  };
  Html banner;
  if (data.conflict && stored != nullptr) {
    banner = notice({.tone = Tone::warning,
                     .title = stored->answered_by_name + "さんが先に保存しました",
                     .text = description_list(
                         {{"判断", std::string(answer_label(stored->answer))},
                          {"根拠", multiline(stored->grounds)},
                          {"保存", time_text(stored->answered_at)}}) +
                             paragraph("あなたの入力は下に残っています。両方を読み、"
                                       "残す内容にしてから「保存する」を押してください。"),
                     .focused = true});
  }
  Html guide = data.criterion.guide.empty() ? Html() : multiline(data.criterion.guide);
  const std::string path = review_path(page.application.id);
  Html body = form(
      request,
      {.action = path + "/criteria/" + data.criterion.id, .uploads = true, .keep_draft = true},
      radio_group({.name = "answer", .label = "判断",
                   .options = {{"fit", "適"}, {"unfit", "否"}, {"held", "保留"}},
                   .value = value("answer", stored == nullptr ? "" : stored->answer),
                   .required = true, .error = error_at(data.error, "answer"), .inline_ = true}) +
          textarea_field({.name = "grounds", .label = "根拠",
                          .value = value("grounds", stored == nullptr ? "" : stored->grounds),
                          .hint = "何を見て、なぜそう判断したかを書いてください。"
                                  "反社会的勢力の確認の内容は書かないでください。",
                          .required = true, .error = error_at(data.error, "grounds")},
                         5) +
          file_field({.name = "file", .label = "根拠資料", .accept = ".pdf,.png,.jpg,.jpeg,.webp",
                      .hint = stored != nullptr && !stored->file_id.empty()
                                  ? "「" + stored->filename + "」があります。選ぶと置き換えます。"
                                  : "PDF・PNG・JPEG・WebP、10MBまで。",
                      .error = error_at(data.error, "file")}) +
          hidden_field("version", std::to_string(stored == nullptr ? 0 : stored->version)) +
          form_actions({button({.label = "保存する"}),
                        button_link({.label = "やめる", .path = path, .look = Look::text})}));
  return web::kit::page(
      request,
      {.area = area_of(request), .title = data.criterion.title,
       .eyebrow = page.application.organisation.name + "の審査",
       .breadcrumbs = {own_home(request), {"審査", path}, {data.criterion.title, ""}},
       .nav_current = "/office/applications", .has_error = data.error.has_value()},
      (data.conflict ? banner.refuses(*data.error) : error_summary(data.error) + banner) + guide +
          body);
}

Html panel_of(const web::Request& request, const ReviewPage& page) {
  Pairs pairs{{"審査基準", std::to_string(page.answered) + "／" +
                               std::to_string(page.criteria.criteria.size()) + "に回答"}};
  if (page.review) pairs.emplace_back("審査した人", page.review->reviewer_name);
  pairs.emplace_back("反社会的勢力の確認", !page.screening          ? "まだ始めていません"
                                           : page.screening->closed ? "確認済み"
                                                                    : "確認中");
  int waiting = 0;
  for (const auto& i : page.inquiries) waiting += i.state == "waiting" ? 1 : 0;
  if (waiting > 0) {
    pairs.emplace_back("県への照会", badge(Tone::info, "回答待ち" + std::to_string(waiting) + "件"));
  }
  const std::string path = review_path(page.application.id);
  Html out = description_list(pairs);
  if (may_open(request, path)) out += go_link(path, "審査の画面を開く");
  return panel({.heading = "審査"}, out);
}

}  // namespace musubi::reviews::views
