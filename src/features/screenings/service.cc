// service.cc - the rules of a screening: who reads, what is needed before a result, who is the
// second reader. Every change goes through change_file(): load, must, change, seal, audit.
// SECURITY: audit notes say that a file was read or changed, never what (R-5.1.2.c).
#include "features/screenings/service.h"

#include <algorithm>

#include "base/text.h"
#include "core/audit/audit.h"
#include "core/receipts/receipts.h"
#include "features/members/members.h"

namespace musubi::screenings {
namespace {

constexpr std::string_view kChanged = "screenings.file.changed";
constexpr int kTermMost = 200;
constexpr int kOfficersMost = 60;
constexpr int kEntriesMost = 300;

Failure absent() {
  return fail(Fault::not_found, "この記録は見つかりません。一覧から選び直してください");
}

Result<void> note_reading(db::Tx& tx, const Context& ctx, std::string_view action,
                          const std::string& id) {
  return audit::note(tx, ctx, action, {"screening", id, ""});
}

void tell(Content& content, const Context& ctx, std::string what) {
  content.diary.push_back({ctx.now, ctx.actor.name, std::move(what)});
}

void remember_finder(Content& content, const AccountId& account) {
  auto& all = content.found_by;
  if (std::find(all.begin(), all.end(), account.text) == all.end()) all.push_back(account.text);
}

// What a second reader sent back, or the prefecture was asked about, is evidence: it stays.
Result<void> replace_finding(Content& content, Finding now) {
  if (content.findings_before.size() >= kEntriesMost) {
    return fail(Fault::conflict, "1件の記録に書ける上限を超えました");
  }
  if (!content.finding.result.empty()) content.findings_before.push_back(content.finding);
  content.finding = std::move(now);
  return {};
}

void move_to(Screening& s, std::string_view stage) {
  s.content.stage = stage;
  s.turn = turn_of(stage);
}

// What is done with the file once it is loaded and may be changed.
using Change = std::function<Result<void>(db::Tx&, Screening&)>;

Result<void> change_in(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                       const ScreeningId& id, const Permission& permission, const Change& change) {
  TRY(must(ctx.actor, permission));
  auto found = store::find_screening(tx, smith, id.text);
  if (!found) return absent();
  if (found->turn == "done") {
    return fail(Fault::conflict, "確認が済んだ記録は変えられません。新しい確認を始めてください");
  }
  TRY(change(tx, *found));
  TRY(store::update_screening(tx, smith, *found));
  return audit::note(tx, ctx, kChanged, {"screening", id.text, ""});
}

Result<void> change_file(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                         const Permission& permission, const Change& change) {
  return ctx.db.write(
      [&](db::Tx& tx) { return change_in(tx, ctx, smith, id, permission, change); });
}

// A form that adds something acts once however often it is sent.
Result<void> add_once(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                      const std::string& sending, const Change& change) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(must(ctx.actor, may::keep_screenings));
    if (receipts::find(tx, ctx, kChanged, sending)) return {};
    TRY(change_in(tx, ctx, smith, id, may::keep_screenings, change));
    return receipts::keep(tx, ctx, kChanged, sending, id.text);
  });
}

void need(std::vector<FieldError>& errors, const std::string& field, const std::string& value,
          int most, const std::string& label) {
  if (trim(value).empty()) errors.push_back({field, label + "を入力してください"});
  if (count_characters(value) > static_cast<std::size_t>(most)) {
    errors.push_back({field, label + "は" + thousands(most) + "文字以内で入力してください"});
  }
}

void allow(std::vector<FieldError>& errors, const std::string& field, const std::string& value,
           int most, const std::string& label) {
  if (count_characters(value) <= static_cast<std::size_t>(most)) return;
  errors.push_back({field, label + "は" + thousands(most) + "文字以内で入力してください"});
}

// A day that has come; "" = today.
std::string past_day(const Context& ctx, std::vector<FieldError>& errors, const std::string& field,
                     const std::string& typed) {
  if (typed.empty()) return iso(ctx.today());
  const auto day = parse_iso_date(typed);
  if (!day || ctx.today() < *day) {
    errors.push_back({field, "きょうまでの、実在する日付を入力してください"});
    return {};
  }
  return iso(*day);
}

Failure stale() {
  return fail(Fault::conflict, "この画面を開いたあとに、記録が増えています。"
                               "開き直して内容を読んでから、もう一度記録してください");
}

std::string why_not_clear(const Content& c) {
  if (c.searches.empty()) {
    return "検索の記録がまだありません。調べた結果を1件以上記録してください";
  }
  if (c.lookups.empty()) return "登記などの確認がまだありません。確認した結果を記録してください";
  const bool answered = std::any_of(c.inquiries.begin(), c.inquiries.end(),
                                    [](const Inquiry& q) { return !q.answer.empty(); });
  if (c.was_doubtful && !answered) {
    return "要確認とした記録です。県に照会し、回答を受けてから「問題なし」にしてください";
  }
  return "";
}

}  // namespace

Result<Screening> read_screening(const Context& ctx, const Locksmith& smith,
                                 const ScreeningId& id) {
  TRY(must(ctx.actor, may::see_screenings));
  return ctx.db.write([&](db::Tx& tx) -> Result<Screening> {
    auto found = store::find_screening(tx, smith, id.text);
    if (!found) return absent();
    TRY(note_reading(tx, ctx, "screenings.file.read", id.text));
    return *found;
  });
}

Result<void> note_told(const Context& ctx, const ScreeningId& id) {
  TRY(must(ctx.actor, may::see_screenings));
  return ctx.db.write(
      [&](db::Tx& tx) { return note_reading(tx, ctx, "screenings.file.read", id.text); });
}

Result<ScreeningList> read_list(const Context& ctx, const Locksmith& smith,
                                store::Filter filter) {
  TRY(must(ctx.actor, may::see_screenings));
  return ctx.db.write([&](db::Tx& tx) -> Result<ScreeningList> {
    const int shown = filter.most;
    store::Filter one_more = filter;
    one_more.most = shown + 1;
    ScreeningList out;
    out.rows = store::list_screenings(tx, smith, one_more);
    out.more = static_cast<int>(out.rows.size()) > shown;
    if (out.more) out.rows.pop_back();
    TRY(note_reading(tx, ctx, "screenings.list.read", ""));
    return out;
  });
}

Result<void> add_officer(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                         const NewOfficer& input) {
  std::vector<FieldError> errors;
  need(errors, "name", input.name, 100, "氏名");
  allow(errors, "post", input.post, 100, "役職");
  allow(errors, "kana", input.kana, 100, "フリガナ");
  Officer officer{new_uuid(ctx.now), trim(input.post), trim(input.name),
                  to_katakana(trim(input.kana)), "", input.sex};
  if (officer.sex.empty()) officer.sex = "unknown";
  if (!input.born_on.empty()) officer.born_on = past_day(ctx, errors, "born_on", input.born_on);
  if (sex_label(officer.sex).empty()) errors.push_back({"sex", "性別を選んでください"});
  if (!errors.empty()) return fail_fields(std::move(errors));
  return add_once(ctx, smith, id, input.sending, [&](db::Tx&, Screening& s) -> Result<void> {
    if (s.content.officers.size() >= kOfficersMost) {
      return fail(Fault::conflict, "役員は60人まで記録できます");
    }
    s.content.officers.push_back(officer);
    tell(s.content, ctx, "役員を加えました");
    return {};
  });
}

Result<void> remove_officer(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                            const std::string& officer_id) {
  return change_file(ctx, smith, id, may::keep_screenings,
                     [&](db::Tx&, Screening& s) -> Result<void> {
                       const auto gone =
                           std::erase_if(s.content.officers,
                                         [&](const Officer& o) { return o.id == officer_id; });
                       if (gone == 0) return absent();
                       tell(s.content, ctx, "役員を1人外しました");
                       return {};
                     });
}

Result<void> record_lookup(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                           const NewLookup& input) {
  std::vector<FieldError> errors;
  need(errors, "source", input.source, kTermMost, "確認したもの");
  need(errors, "lookup_note", input.note, kWordsMost, "確認した内容");
  Lookup lookup{trim(input.source), past_day(ctx, errors, "looked_on", input.looked_on),
                trim(input.note), ctx.actor.name, ctx.now};
  if (!errors.empty()) return fail_fields(std::move(errors));
  return add_once(ctx, smith, id, input.sending, [&](db::Tx&, Screening& s) -> Result<void> {
    if (s.content.lookups.size() >= kEntriesMost) {
      return fail(Fault::conflict, "1件の記録に書ける上限を超えました");
    }
    s.content.lookups.push_back(lookup);
    tell(s.content, ctx, "登記などの確認を記録しました");
    return {};
  });
}

Result<void> record_finding(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                            const NewFinding& input) {
  std::vector<FieldError> errors;
  if (result_label(input.result).empty()) errors.push_back({"result", "結果を選んでください"});
  need(errors, "grounds", input.grounds, kWordsMost, "判断の理由");
  if (!errors.empty()) return fail_fields(std::move(errors));
  return change_file(
      ctx, smith, id, may::keep_screenings, [&](db::Tx&, Screening& s) -> Result<void> {
        if (s.version != input.version) return stale();
        if (s.content.stage == "asked") {
          return fail(Fault::conflict, "県に照会中です。回答を受けてから結果を記録してください");
        }
        if (input.result == "clear") {
          const std::string why = why_not_clear(s.content);
          if (!why.empty()) return fail_fields({{"result", why}});
        }
        TRY(replace_finding(s.content, {input.result, trim(input.grounds), ctx.actor.account.text,
                                        ctx.actor.name, ctx.now}));
        remember_finder(s.content, ctx.actor.account);
        s.content.was_doubtful = s.content.was_doubtful || input.result == "doubtful";
        move_to(s, input.result == "doubtful" ? "doubtful" : "second");
        tell(s.content, ctx, "結果を「" + std::string(result_label(input.result)) + "」としました");
        return {};
      });
}

Result<void> record_second_reading(const Context& ctx, const Locksmith& smith,
                                   const ScreeningId& id, const NewReading& input) {
  const bool agreed = input.agreed == "yes";
  std::vector<FieldError> errors;
  if (!agreed && input.agreed != "no") {
    errors.push_back({"agreed", "同じ判断かどうかを選んでください"});
  }
  if (!agreed) need(errors, "reading_note", input.note, kWordsMost, "理由");
  allow(errors, "reading_note", input.note, kWordsMost, "メモ");
  if (!errors.empty()) return fail_fields(std::move(errors));
  return change_file(
      ctx, smith, id, may::keep_screenings, [&](db::Tx&, Screening& s) -> Result<void> {
        if (s.content.stage != "second") {
          return fail(Fault::conflict, "いまは二人目の確認を待っていません。画面を開き直してください");
        }
        if (s.version != input.version) return stale();
        // Two pairs of eyes: whoever found cannot confirm.
        if (s.content.finding.by_id == ctx.actor.account.text) {
          return fail(Fault::conflict,
                      "結果を記録した本人は、二人目になれません。ほかの担当者に頼んでください");
        }
        s.content.readings.push_back(
            {agreed, trim(input.note), ctx.actor.account.text, ctx.actor.name, ctx.now});
        tell(s.content, ctx, agreed ? "二人目として同じ判断をしました"
                                    : "二人目として差し戻しました");
        move_to(s, agreed ? "closed" : "open");
        if (agreed) s.closed = ctx.now;
        if (agreed && !s.organisation_id.empty() && s.left_on.empty()) {
          s.next_check_on = iso(add_months(ctx.today(), 12));
          s.next_cause = "yearly";
        }
        return {};
      });
}

Result<void> ask_prefecture(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                            const ScreeningId& id, const std::string& question) {
  std::vector<FieldError> errors;
  need(errors, "question", question, kWordsMost, "照会の内容");
  if (!errors.empty()) return fail_fields(std::move(errors));
  return change_in(tx, ctx, smith, id, may::keep_screenings,
                   [&](db::Tx&, Screening& s) -> Result<void> {
                     const std::string& stage = s.content.stage;
                     if (stage != "doubtful" && stage != "answered" && stage != "asked") {
                       return fail(Fault::conflict,
                                   "先に結果を「要確認」と記録してから、県に照会してください");
                     }
                     const bool again = stage == "asked";
                     s.content.inquiries.push_back(
                         {trim(question), ctx.actor.name, ctx.now, "", "", "", {}});
                     move_to(s, "asked");
                     tell(s.content, ctx, again ? "県に照会し直しました" : "県に照会しました");
                     return {};
                   });
}

Result<void> ask_by_mail(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                         const std::string& question) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(must(ctx.actor, may::keep_screenings));
    const auto found = store::find_screening(tx, smith, id.text);
    if (found && found->content.stage == "asked") {
      return fail(Fault::conflict, "すでに県に照会中です。画面を開き直してください");
    }
    TRY(ask_prefecture(tx, ctx, smith, id, question));
    return outbox::later(tx, ctx.now, "screenings.inquiry.asked", {{"id", id.text}});
  });
}

Result<void> keep_answer(db::Tx& tx, const Context& ctx, const Locksmith& smith,
                         const ScreeningId& id, const std::string& answer,
                         const std::string& words) {
  std::vector<FieldError> errors;
  if (answer_label(answer).empty()) errors.push_back({"answer", "回答を選んでください"});
  allow(errors, "words", words, kWordsMost, "補足");
  if (!errors.empty()) return fail_fields(std::move(errors));
  return change_in(tx, ctx, smith, id, may::answer_screenings,
                   [&](db::Tx&, Screening& s) -> Result<void> {
                     if (s.content.stage != "asked" || s.content.inquiries.empty()) {
                       return fail(Fault::conflict,
                                   "この照会には、すでに回答があります。画面を開き直してください");
                     }
                     Inquiry& inquiry = s.content.inquiries.back();
                     inquiry.answer = answer;
                     inquiry.words = trim(words);
                     inquiry.answered_by = ctx.actor.name;
                     inquiry.answered_at = ctx.now;
                     move_to(s, "answered");
                     tell(s.content, ctx, "県が回答しました");
                     return {};
                   });
}

Result<void> answer_inquiry(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                            const std::string& answer, const std::string& words) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(keep_answer(tx, ctx, smith, id, answer, words));
    const auto found = store::find_screening(tx, smith, id.text);
    // Who asked by a mail link waits for nothing any more.
    return outbox::later(tx, ctx.now, "screenings.inquiry.answered",
                         {{"noun", found->subject_noun}, {"subject", found->subject_id}});
  });
}

}  // namespace musubi::screenings
