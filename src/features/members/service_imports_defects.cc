// service_imports_defects.cc - a finding is settled: the suggestion adopted, the cell corrected, or
// the value accepted as it is. In a draft only the import changes; what waits after the commit is
// put into the registry as well, through record.h, with history and audit.
//
//   open | waiting -> adopted | corrected | accepted
//
// What is typed is read again by the same reader: a value that it would object to is not taken.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "features/members/inside_imports.h"
#include "features/members/matching_imports.h"
#include "features/members/service_events.h"
#include "features/members/values_imports.h"

namespace musubi::members {
namespace {

constexpr int kAdoptBatch = 200;

// The findings of a row that one settlement deals with, and what it writes.
struct Settling {
  store::Import import;
  store::ImportRow row;
  std::vector<store::ImportDefect> defects;  // of the row
  store::ImportDefect defect;                // the one a person pressed
  Json typed_before;
  bool committed = false;
};

Result<Settling> load_settling(db::Reader& reader, const std::string& defect_id) {
  auto found = store::find_import_defect(reader, defect_id);
  if (!found) {
    return fail(Fault::not_found, "この項目は見つかりません。一覧から選び直してください");
  }
  Settling s;
  s.defect = std::move(*found);
  s.import = TRY(load_import(reader, s.defect.import_id));
  const bool draft = s.import.state == "draft" && s.defect.state == "open";
  // What an undo left to a person (somebody had changed the member) still waits as well.
  s.committed = (s.import.state == "committed" || s.import.state == "undone") &&
                s.defect.state == "waiting";
  if (!draft && !s.committed) {
    return fail(Fault::conflict, "この項目は、もう片づいています。一覧を開き直してください");
  }
  auto row = store::find_import_row(reader, s.import.id, s.defect.row);
  CHECK(row.has_value());
  s.row = std::move(*row);
  s.typed_before = s.row.typed;
  s.defects = store::list_import_defects(reader, s.import.id, s.defect.row);
  return s;
}

std::string state_after(const std::string& action) {
  if (action == "adopt") return "adopted";
  return action == "correct" ? "corrected" : "accepted";
}

// Puts the new text into the cell and reads the row again. `typed_by_person`: what the reader still
// objects to is refused; a suggestion is the reader's own word.
Result<void> change_cell(Settling& s, const std::string& text, bool typed_by_person, Date today) {
  const auto field = roster_field_named(s.defect.field);
  CHECK(field.has_value());
  s.row.corrected[s.defect.field] = text;
  Reread read = reread(s.row, *field, today);
  std::set<std::string> kinds;
  for (const auto& defect : read.of_field) {
    if (typed_by_person && defect.severity != Severity::info) {
      return fail_fields({{"value", defect.message}});
    }
    if (!typed_by_person) kinds.insert(defect.kind);
  }
  s.row.typed = std::move(read.typed);
  s.row.name = typed_field(s.row.typed, "name");
  // Other findings about the same cell that the new text has answered are settled with it.
  for (auto& other : s.defects) {
    const bool open = other.state == "open" || other.state == "waiting";
    if (!open || other.field != s.defect.field || other.id == s.defect.id) continue;
    if (kinds.contains(other.kind)) continue;
    other.state = typed_by_person ? "corrected" : "adopted";
    other.settled_value = text;
  }
  return {};
}

Result<void> decide(Settling& s, const Settlement& input, Date today) {
  std::string value;
  if (input.action == "adopt") {
    if (s.defect.suggestion.empty()) {
      return fail_fields({{"value", "提案がありません。正しい値を入力してください"}});
    }
    value = s.defect.suggestion;
    // Two people in a cell are two people already: adopting says that this is right.
    if (s.defect.kind != "two_contacts_in_cell") TRY(change_cell(s, value, false, today));
  } else if (input.action == "correct") {
    value = trim(input.value);
    if (value.empty()) return fail_fields({{"value", "正しい値を入力してください"}});
    if (count_characters(value) > 2000) {
      return fail_fields({{"value", "2,000文字以内で入力してください"}});
    }
    TRY(change_cell(s, value, true, today));
  } else if (input.action != "accept") {
    return fail_fields({{"action", "どうするかを選んでください"}});
  } else if (s.committed && trim(input.reason).empty()) {
    return fail_fields({{"reason", "このままでよい理由を入力してください（例：法人格がないため）"}});
  }
  for (auto& defect : s.defects) {
    if (defect.id != s.defect.id) continue;
    defect.state = state_after(input.action);
    defect.settled_value = value;
    defect.reason = cut_characters(trim(input.reason), 500);
  }
  return {};
}

Result<void> write_back(db::Tx& tx, const Context& ctx, Settling& s) {
  s.row.open_defects = 0;
  for (auto& defect : s.defects) {
    if (defect.state == "open" || defect.state == "waiting") {
      ++s.row.open_defects;
      continue;
    }
    if (defect.settled_at || defect.state == "held" || defect.state == "void") continue;
    defect.settled_by = ctx.actor.account.text;
    defect.settled_by_name = ctx.actor.name;
    defect.settled_at = ctx.now;
    TRY(store::update_import_defect(tx, defect));
  }
  return store::update_import_row(tx, s.row);
}

// In the draft a corrected number or name may prove who the row is; a person's choice stays.
void match_again(db::Reader& reader, store::ImportRow& row) {
  if (row.chosen || row.choice != "create" || !row.match_reason.empty() || row.of_row > 0) return;
  match_row(reader, row);
}

Result<void> put_contacts(db::Tx& tx, const Context& ctx, const Settling& s, const Cause& cause) {
  const auto before = people_of(s.typed_before);
  const auto after = people_of(s.row.typed);
  const auto registered = store::list_people(tx, s.row.organisation_id);
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (i < before.size() && before[i].name == after[i].name && before[i].email == after[i].email) {
      continue;
    }
    Person was;
    for (const auto& person : registered) {
      const bool same = i < before.size() && person.name == before[i].name &&
                        person.email == before[i].email;
      if (!person.left && (same || person.name == after[i].name)) was = person;
    }
    Person is = was.id.empty() ? after[i] : was;
    is.organisation_id = s.row.organisation_id;
    is.name = after[i].name;
    if (!after[i].email.empty()) is.email = after[i].email;
    if (was.id.empty()) is.position = static_cast<std::int64_t>(registered.size() + i);
    if (was.id.empty()) is.is_primary = registered.empty() && i == 0;
    TRY(record_person(tx, ctx, was, is, cause));
  }
  return {};
}

// What the corrected cell says goes into the registry; nothing else of the row does.
Result<void> put_into_registry(db::Tx& tx, const Context& ctx, const Settling& s,
                               const Settlement& input) {
  if (s.row.organisation_id.empty()) return {};
  if (const auto found = store::find_organisation(tx, s.row.organisation_id)) {
    TRY(must_not_be_merged(tx, *found));
  }
  Cause cause;
  cause.kind = "import";
  cause.id = s.import.id.text;
  cause.reason = input.action == "accept"
                     ? "確認のうえ、このままとする：" + trim(input.reason)
                     : "取込みの不備の修正（" + kind_label(s.defect.kind) + "）";
  const auto field = roster_field_named(s.defect.field);
  const bool people = s.defect.field == "contact_name" || s.defect.field == "email" ||
                      s.defect.field == "department";
  if (people && input.action != "accept") TRY(put_contacts(tx, ctx, s, cause));
  auto before = store::find_organisation(tx, s.row.organisation_id);
  if (!before) return {};
  Organisation after = *before;
  if (field && input.action != "accept") {
    for (const auto& name : fields_behind(*field)) {
      const std::string value = typed_field(s.row.typed, name);
      const bool changed = value != typed_field(s.typed_before, name);
      if (value.empty() || (!changed && name != s.defect.field)) continue;
      if (name == "member_no" && value != before->member_no &&
          store::find_organisation_by_member_no(tx, value)) {
        return fail_fields({{"value", "この会員番号はすでに使われています"}});
      }
      set_field(after, name, value);
    }
    if (*field == RosterField::joined_on && !joined_on_of(s.row.typed).empty()) {
      after.joined_on = joined_on_of(s.row.typed);
      if (after.joined_on != before->joined_on &&
          !TRY(move_joining(tx, *before, after.joined_on))) {
        return fail_fields({{"value", "この日付では、退会・休会などの記録と順番が合わなくなります。"
                                      "会員の画面で記録を確かめてください"}});
      }
    }
  }
  after.open_defects = store::count_waiting_of_organisation(tx, after.id);
  return record_organisation_change(tx, ctx, *before, after, cause);
}

// Without its name the commit could not make a member of it.
bool now_takeable(const Settling& s) {
  return s.committed && s.row.outcome == "unresolved" &&
         typed_field(s.typed_before, "name").empty() && !s.row.name.empty();
}

}  // namespace

Reread reread(const store::ImportRow& row, RosterField field, Date today) {
  std::vector<Defect> defects;
  const RosterRow read =
      normalise_row(row.row, row.line, cells_from(row.original, row.corrected), defects);
  Reread out;
  out.typed = typed_of(read, today, defects);
  for (auto& defect : defects) {
    if (defect.field == name_of(field)) out.of_field.push_back(std::move(defect));
  }
  return out;
}

Result<void> settle_defect(const Context& ctx, const Settlement& input) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(must(ctx.actor, may::settle_defects));
    Settling s = TRY(load_settling(tx, input.defect_id));
    TRY(decide(s, input, ctx.today()));
    if (!s.committed) match_again(tx, s.row);
    TRY(write_back(tx, ctx, s));
    if (now_takeable(s)) {
      TRY(take_up_row(tx, ctx, s.import, s.row));
    } else if (s.committed) {
      TRY(put_into_registry(tx, ctx, s, input));
    }
    const auto settled = store::find_import_defect(tx, input.defect_id);
    return audit::note(tx, ctx, "members.defect.settled",
                       {"roster_import", s.import.id.text, s.row.organisation_id.text},
                       {{"field", s.defect.field}, {"kind", s.defect.kind},
                        {"value", s.defect.value}, {"row", s.defect.row}},
                       {{"state", settled->state}, {"value", settled->settled_value}},
                       settled->reason);
  });
}

Result<std::int64_t> adopt_suggestions(const Context& ctx, const ImportId& id,
                                       const std::string& kind) {
  TRY(must(ctx.actor, may::import_roster));
  std::int64_t adopted = 0;
  for (;;) {
    auto batch = ctx.db.write([&](db::Tx& tx) -> Result<std::int64_t> {
      const store::Import import = TRY(load_import(tx, id));
      if (import.state != "draft") return not_a_draft(import);
      std::int64_t number = 0;
      for (const auto& one : store::list_adoptable_defects(tx, id, kind, kAdoptBatch)) {
        const auto now = store::find_import_defect(tx, one.id);
        if (now->state != "open") continue;  // settled with another finding of its cell
        Settling s = TRY(load_settling(tx, one.id));
        TRY(decide(s, {one.id, "adopt", "", ""}, ctx.today()));
        match_again(tx, s.row);
        TRY(write_back(tx, ctx, s));
        ++number;
      }
      if (number == 0) return number;
      TRY(audit::note(tx, ctx, "members.defects.adopted", subject_of(import), nullptr,
                      {{"kind", kind}, {"number", number}}));
      return number;
    });
    const std::int64_t number = TRY(std::move(batch));
    if (number == 0) return adopted;
    adopted += number;
  }
}

Result<WaitingList> list_waiting(const Context& ctx, store::WaitingFilter filter) {
  TRY(must(ctx.actor, may::settle_defects));
  return ctx.db.read([&](db::Reader& reader) -> Result<WaitingList> {
    WaitingList out;
    const int shown = filter.most;
    filter.most = shown + 1;
    out.defects = store::list_waiting_defects(reader, filter);
    out.more = static_cast<int>(out.defects.size()) > shown;
    if (out.more) out.defects.pop_back();
    out.count = store::count_waiting_defects(reader, kCountCap);
    return out;
  });
}

Result<WaitingPage> load_visible_defect(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::settle_defects));
  return ctx.db.read([&](db::Reader& reader) -> Result<WaitingPage> {
    Settling s = TRY(load_settling(reader, id));
    WaitingPage page;
    page.waiting.defect = s.defect;
    page.waiting.organisation_id = s.row.organisation_id;
    page.waiting.organisation_name = s.row.name;
    page.import = std::move(s.import);
    auto organisation = store::find_organisation(reader, s.row.organisation_id);
    if (organisation) {
      page.waiting.organisation_name = organisation->name;
      page.waiting.member_no = organisation->member_no;
      for (const auto& field : fields_behind(*roster_field_named(s.defect.field))) {
        const std::string words = field_for_people(field, field_text(*organisation, field));
        if (!words.empty()) page.registered += (page.registered.empty() ? "" : "　") + words;
      }
      if (s.defect.field == "joined_on") page.registered = organisation->joined_on;
    }
    page.row = std::move(s.row);
    return page;
  });
}

}  // namespace musubi::members
