// service_imports_commit.cc - a draft becomes members: one transaction for the whole file, every
// row through record.h with cause import. Either all of it is there, or nothing.
//
//   draft -> committed, and per row: create -> created          (unresolved without a name)
//                                    fill, overwrite -> updated | unchanged
//                                    merge -> proposed, a person decides
//                                    skip -> skipped
//                                    proposed, decided later -> merged | created | skipped
//                                    unresolved, decided later or named in 取込みの不備
//                                      -> proposed | merged | created | skipped
//                                    seen in an earlier import -> unchanged
//
// The registry may have gone on since the reading (the same file in another draft, a member made by
// hand): rows that no person decided are matched once more, before anything is made of them.
// Rows are walked by key, a batch in memory at a time. Findings that are still open wait on the
// organisation (未解決). What an undo needs is written beside each change.
#include "base/text.h"
#include "features/members/checks.h"
#include "features/members/inside_imports.h"
#include "features/members/matching_imports.h"
#include "features/members/service_events.h"
#include "features/members/values_imports.h"

namespace musubi::members {
namespace {

constexpr std::int64_t kScoreNumber = 95;  // the corporate number agrees
constexpr std::int64_t kScoreInFile = 80;  // rows of one file that the reader brought together
constexpr std::int64_t kScoreWeak = 60;    // one fact only

Json snapshot_of(const Organisation& organisation, const std::vector<Person>& people) {
  Json fields = Json::object();
  for (const auto& field : organisation_fields()) {
    fields[std::string(field.name)] = field_text(organisation, field.name);
  }
  Json persons = Json::array();
  for (const auto& person : people) {
    Json one = {{"id", person.id.text}};
    for (const auto& field : person_fields()) {
      one[std::string(field.name)] = field_text(person, field.name);
    }
    persons.push_back(std::move(one));
  }
  return {{"fields", std::move(fields)},
          {"joined_on", organisation.joined_on},
          {"open_defects", organisation.open_defects},
          {"people", std::move(persons)}};
}

class Commit {
 public:
  Commit(db::Tx& tx, const Context& ctx, const store::Import& import, const Steps& steps)
      : tx_(tx), ctx_(ctx), import_(import), steps_(steps) {
    cause_.kind = "import";
    cause_.id = import.id.text;
    highest_member_no_ = store::find_highest_member_no(tx);
  }

  // Rows that stand for themselves first; then those that need a new member number, behind the
  // highest that the registry or the file gives; then those that refer to another row.
  Result<Counts> run() {
    TRY(walk([this](store::ImportRow& row) { return look_again(row); }));
    TRY(walk([this](store::ImportRow& row) { return first_pass(row); }));
    for (const std::int64_t number : needing_number_) {
      auto row = store::find_import_row(tx_, import_.id, number);
      CHECK(row.has_value());
      TRY(create(*row));
      TRY(finish(*row));
    }
    for (const std::int64_t number : referring_) {
      auto row = store::find_import_row(tx_, import_.id, number);
      CHECK(row.has_value());
      TRY(propose(*row));
      TRY(finish(*row));
    }
    return counts_;
  }

  // One row that waited for a person: its choice now says what it is. What it adds to the counts.
  Result<Counts> resolve(store::ImportRow& row) {
    for (const char* from : {"held", "waiting"}) {
      TRY(store::update_defects_of_row(tx_, import_.id, row.row, from, "open"));
    }
    if (row.choice == "create") {
      TRY(create(row));
    } else if (row.choice == "merge") {
      TRY(propose(row));
    } else if (row.choice == "skip") {
      row.outcome = "skipped";
      TRY(store::update_defects_of_row(tx_, import_.id, row.row, "open", "held"));
    } else {
      TRY(put_onto_registered(row));
      if (row.outcome == "updated" || row.outcome == "unchanged") row.outcome = "merged";
    }
    TRY(finish(row));
    return counts_;
  }

  // A row that could not be taken and can be now. Whom it may be is a person's to decide, unless a
  // person has said already that it is a new one.
  Result<Counts> take_up(store::ImportRow& row) {
    if (row.chosen && row.choice == "create") return resolve(row);
    row.choice = "merge";
    if (!is_member(proposed_to(row))) {
      store::ImportRow now = row;
      now.of_row = 0;  // what that row became is gone
      match_row(tx_, now);
      row.target_id = is_member(now.target_id) ? now.target_id : OrganisationId{};
      if (row.target_id.empty()) row.choice = "create";
      if (!row.target_id.empty()) row.match_reason = now.match_reason;
    }
    return resolve(row);
  }

 private:
  template <class Each>
  Result<void> walk(Each each) {
    store::RowFilter filter;
    filter.import_id = import_.id;
    filter.most = kImportBatch;
    for (;;) {
      auto rows = store::list_import_rows(tx_, filter);
      if (rows.empty()) return {};
      for (auto& row : rows) TRY(each(row));
      filter.after_row = rows.back().row;
    }
  }

  // What somebody else has made a member since the reading is no new one. The very row of an
  // earlier import is settled; anything else that agrees by now is a person's to decide.
  Result<void> look_again(store::ImportRow& row) {
    highest_member_no_ =
        std::max(highest_member_no_, member_no_key(typed_field(row.typed, "member_no")));
    if (row.chosen || row.repeats) return {};
    if (row.choice == "fill") return ask_about_who_left(row);
    if (row.choice != "create" && row.choice != "merge") return {};
    store::ImportRow now = row;
    match_row(tx_, now);
    const bool corrected = !row.corrected.empty();  // then it says more than the earlier row
    if (now.repeats && !corrected) {
      row = std::move(now);
      return store::update_import_row(tx_, row);
    }
    if (row.choice != "create" || now.choice == "create" || now.target_id.empty()) return {};
    row.choice = "merge";
    row.target_id = now.target_id;
    row.match_reason = now.match_reason;
    return store::update_import_row(tx_, row);
  }

  // Whom the reading proved has left since.
  Result<void> ask_about_who_left(store::ImportRow& row) {
    const auto target = store::find_organisation(tx_, row.target_id);
    if (!target || target->state != State::withdrawn) return {};
    row.choice = "merge";
    row.match_reason = std::string(kWhoLeft) + row.match_reason;
    return store::update_import_row(tx_, row);
  }

  Result<void> first_pass(store::ImportRow& row) {
    if (row.repeats) {
      row.outcome = "unchanged";
      row.organisation_id = row.target_id;
      TRY(store::update_defects_of_row(tx_, import_.id, row.row, "open", "void"));
      row.open_defects = 0;
    } else if (row.choice == "skip") {
      row.outcome = "skipped";
      TRY(store::update_defects_of_row(tx_, import_.id, row.row, "open", "held"));
    } else if (row.choice == "merge") {
      referring_.push_back(row.row);
      return {};
    } else if (row.choice == "create") {
      const std::string number = typed_field(row.typed, "member_no");
      const bool free = !number.empty() && !store::find_organisation_by_member_no(tx_, number);
      if (!free && !row.name.empty()) {
        needing_number_.push_back(row.row);
        return {};
      }
      TRY(create(row));
    } else {
      TRY(put_onto_registered(row));
    }
    return finish(row);
  }

  Result<void> create(store::ImportRow& row) {
    Organisation organisation = members::organisation_of(row.typed);
    if (organisation.name.empty()) return leave_unresolved(row);
    const bool taken = !organisation.member_no.empty() &&
                       store::find_organisation_by_member_no(tx_, organisation.member_no);
    if (taken) {
      TRY(tell(row, "member_no", "member_no_taken", organisation.member_no,
               "会員番号「" + organisation.member_no +
                   "」は別の会員が使っているため、新しい番号を付けました。正しい番号を確認してください。"));
    }
    if (taken || organisation.member_no.empty()) {
      organisation.member_no = member_no_of(++highest_member_no_);
    }
    organisation.open_defects = row.open_defects;
    const bool first_time = TRY(is_first_time(tx_, organisation));
    const auto made = TRY(record_new_organisation(tx_, ctx_, organisation, people_of(row.typed),
                                                  first_time, cause_));
    row.organisation_id = made.id;
    row.outcome = "created";
    counts_.defects_open += row.open_defects;
    TRY(store::update_defects_of_row(tx_, import_.id, row.row, "open", "waiting"));
    return store::insert_undo(tx_, {import_.id, made.id, nullptr, made.version, "ready", 0});
  }

  // What only the registry could object to waits like a finding of the reader.
  Result<void> tell(store::ImportRow& row, const std::string& field, const std::string& kind,
                    const std::string& value, const std::string& message) {
    store::ImportDefect defect;
    defect.id = new_uuid(ctx_.now);
    defect.import_id = import_.id;
    defect.row = row.row;
    defect.line = row.line;
    defect.field = field;
    defect.kind = kind;
    defect.value = value;
    defect.message = message;
    defect.severity = "warning";
    defect.state = "open";
    ++row.open_defects;
    return store::insert_import_defect(tx_, defect);
  }

  Result<void> leave_unresolved(store::ImportRow& row) {
    row.outcome = "unresolved";
    row.organisation_id = {};
    counts_.defects_open += row.open_defects;
    return store::update_defects_of_row(tx_, import_.id, row.row, "open", "waiting");
  }

  Result<void> put_onto_registered(store::ImportRow& row) {
    auto before = store::find_organisation(tx_, row.target_id);
    if (!before || before->state == State::merged) return leave_unresolved(row);
    row.organisation_id = before->id;
    const Onto onto = row.choice == "overwrite" ? Onto::all : Onto::blanks;
    const auto people = store::list_people(tx_, before->id);
    Organisation after = members::put_onto(*before, row.typed, onto);
    if (after.member_no != before->member_no &&
        store::find_organisation_by_member_no(tx_, after.member_no)) {
      after.member_no = before->member_no;
    }
    if (after.joined_on != before->joined_on &&
        !TRY(move_joining(tx_, *before, after.joined_on))) {
      TRY(tell(row, "joined_on", "not_accepted", after.joined_on,
               "この入会年月日では、登録済みの退会・休会などの記録と順番が合わなくなるため、登録の日付を"
               "そのままにしました。どちらが正しいかを確認してください。"));
      after.joined_on = before->joined_on;
    }
    row.open_defects = TRY(keep_new_findings(row));
    after.open_defects = before->open_defects + row.open_defects;
    counts_.defects_open += row.open_defects;
    bool changed =
        !changed_fields(*before, after).empty() || after.joined_on != before->joined_on;
    TRY(record_organisation_change(tx_, ctx_, *before, after, cause_));
    for (auto& contact : contact_changes(people, row.typed, onto)) {
      contact.after.organisation_id = before->id;
      const std::int64_t seen = contact.before.version;
      TRY(record_person(tx_, ctx_, contact.before, contact.after, cause_));
      const auto now = store::find_person_in_organisation(tx_, before->id, contact.before.id);
      changed = changed || contact.is_new || (now && now->version != seen);
    }
    row.outcome = changed ? "updated" : "unchanged";
    const auto now = store::find_organisation(tx_, before->id);
    if (now->version == before->version) return {};
    return store::insert_undo(
        tx_, {import_.id, before->id, snapshot_of(*before, people), now->version, "ready",
              before->version});
  }

  // What another import has found already, or a person has settled, does not wait a second time.
  Result<std::int64_t> keep_new_findings(const store::ImportRow& row) {
    std::int64_t kept = 0;
    for (auto& defect : store::list_import_defects(tx_, import_.id, row.row)) {
      if (defect.state != "open") continue;
      const bool known = store::find_same_defect(tx_, row.organisation_id, defect);
      defect.state = known ? "void" : "waiting";
      if (!known) ++kept;
      TRY(store::update_import_defect(tx_, defect));
    }
    return kept;
  }

  // Whom a row refers to: a member, or what another row of the file became.
  OrganisationId proposed_to(const store::ImportRow& row) {
    if (!row.target_id.empty() || row.of_row == 0) return row.target_id;
    const auto first = store::find_import_row(tx_, import_.id, row.of_row);
    if (!first) return {};
    return first->organisation_id.empty() ? first->target_id : first->organisation_id;
  }

  bool is_member(const OrganisationId& id) {
    const auto found = store::find_organisation(tx_, id);
    return found && found->state != State::merged;
  }

  Result<void> propose(store::ImportRow& row) {
    const OrganisationId of = proposed_to(row);
    const bool registered = !row.target_id.empty();
    if (!is_member(of)) return leave_unresolved(row);
    const bool number = row.match_reason.find("法人番号") != std::string::npos;
    const std::int64_t score = number ? kScoreNumber : registered ? kScoreWeak : kScoreInFile;
    row.outcome = "proposed";
    TRY(store::update_defects_of_row(tx_, import_.id, row.row, "open", "held"));
    return store::insert_roster_proposal(tx_, row, of, score, ctx_.now);
  }

  Result<void> finish(store::ImportRow& row) {
    ++counts_.rows;
    if (row.outcome == "created") ++counts_.created;
    if (row.outcome == "updated") ++counts_.updated;
    if (row.outcome == "unchanged") ++counts_.unchanged;
    if (row.outcome == "merged") ++counts_.merged;
    if (row.outcome == "proposed") ++counts_.proposed;
    if (row.outcome == "skipped") ++counts_.skipped;
    if (row.outcome == "unresolved") ++counts_.unresolved;
    if (steps_ && counts_.rows % 100 == 0) steps_(counts_.rows, import_.row_count);
    return store::update_import_row(tx_, row);
  }

  db::Tx& tx_;
  const Context& ctx_;
  const store::Import& import_;
  const Steps& steps_;
  Cause cause_;
  Counts counts_;
  std::int64_t highest_member_no_ = 0;
  std::vector<std::int64_t> needing_number_, referring_;
};

// What a row was and what it has become: the counts of the import still add up to its rows.
Result<void> keep_resolved(db::Tx& tx, const Context& ctx, const store::Import& import,
                           const store::ImportRow& was, const store::ImportRow& is,
                           const Counts& added) {
  Counts counts = counts_from(import.counts);
  if (was.outcome == "proposed") --counts.proposed;
  if (was.outcome == "unresolved") {
    --counts.unresolved;
    counts.defects_open -= was.open_defects;  // they waited already: `added` has them again
  }
  counts.created += added.created;
  counts.merged += added.merged;
  counts.proposed += added.proposed;
  counts.skipped += added.skipped;
  counts.unresolved += added.unresolved;
  counts.defects_open += added.defects_open;
  TRY(store::update_import_counts(tx, import.id, counts_json(counts)));
  return audit::note(tx, ctx, "members.import.row_resolved",
                     {"roster_import", import.id.text, is.organisation_id.text},
                     {{"row", is.row}, {"outcome", was.outcome}},
                     {{"row", is.row}, {"outcome", is.outcome}});
}

// Whom a person means by 同じ団体, when it was no proposal that asked.
Result<OrganisationId> member_meant(db::Reader& reader, const store::ImportRow& row,
                                    const RowResolution& input) {
  const OrganisationId id = TRY(target_of(reader, row, input.choice, input.target_member_no));
  const auto found = store::find_organisation(reader, id);
  if (found && found->state != State::merged) return id;
  return fail_fields({{"target_member_no", "相手の会員は、ほかの会員に統合されています。"
                                           "いまの会員番号を入力してください（例：K0123）"}});
}

Result<void> check_resolution(const store::ImportRow& row, const RowResolution& input) {
  if (input.choice == "skip") return {};
  if (!row.typed.contains("fields")) {  // keeping.cc: the roster was given back
    return fail_fields({{"choice", "この行の内容は、貸与資料の返却にともない消去しました。"
                                   "「取り込まない」を選んでください"}});
  }
  if (input.choice == "create" && row.outcome == "unresolved" && row.name.empty()) {
    return fail_fields({{"choice", "名称がないため、会員として登録できません。"
                                   "先に「取込みの不備」で名称を入力してください"}});
  }
  return {};
}

}  // namespace

Result<Counts> commit_import(const Context& ctx, const ImportId& id, const Steps& steps) {
  TRY(must(ctx.actor, may::import_roster));
  return ctx.db.write([&](db::Tx& tx) -> Result<Counts> {
    const store::Import import = TRY(load_import(tx, id));
    if (!TRY(store::update_import_state(tx, id, "draft", "committed", ctx.now))) {
      return not_a_draft(import);
    }
    const Counts counts = TRY(Commit(tx, ctx, import, steps).run());
    CHECK(counts.rows == import.row_count);
    CHECK(counts.rows == counts.created + counts.updated + counts.unchanged + counts.merged +
                             counts.proposed + counts.skipped + counts.unresolved);
    TRY(store::update_import_counts(tx, id, counts_json(counts)));
    auto loan = store::find_loan(tx, import.loan_id);
    CHECK(loan.has_value());
    if (loan->state == "received") {
      loan->state = "in_use";
      TRY(store::update_loan(tx, *loan));
    }
    TRY(audit::note(tx, ctx, "members.import.committed", subject_of(import),
                    {{"state", "draft"}}, counts_json(counts)));
    return counts;
  });
}

Result<void> resolve_row(const Context& ctx, const RowResolution& input) {
  const bool known = input.choice == "fill" || input.choice == "overwrite" ||
                     input.choice == "create" || input.choice == "skip";
  if (!known) return fail_fields({{"choice", "この行をどうするかを選んでください"}});
  TRY(must(ctx.actor, may::merge_members));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const store::Import import = TRY(load_import(tx, input.id));
    auto row = store::find_import_row(tx, input.id, input.row);
    const auto proposal = store::find_roster_proposal(tx, input.id, input.row);
    const bool proposed = row && row->outcome == "proposed" && proposal;
    const bool unresolved = row && row->outcome == "unresolved";
    if (import.state != "committed" || (!proposed && !unresolved)) {
      return fail(Fault::conflict, "この行は、もう片づいています。画面を開き直してください");
    }
    TRY(check_resolution(*row, input));
    const store::ImportRow was = *row;
    row->choice = input.choice;
    row->chosen = true;
    const bool onto = input.choice == "fill" || input.choice == "overwrite";
    if (proposed) row->target_id = proposal->organisation_id;
    if (unresolved && onto) row->target_id = TRY(member_meant(tx, was, input));
    const Counts added = TRY(Commit(tx, ctx, import, {}).resolve(*row));
    if (proposed) {
      const bool same = row->outcome == "merged";
      TRY(store::update_roster_proposal(tx, *proposal, same ? "merged" : "dismissed",
                                        ctx.actor.account.text, ctx.now));
    }
    return keep_resolved(tx, ctx, import, was, *row, added);
  });
}

Result<void> take_up_row(db::Tx& tx, const Context& ctx, const store::Import& import,
                         store::ImportRow& row) {
  const store::ImportRow was = row;
  const Counts added = TRY(Commit(tx, ctx, import, {}).take_up(row));
  return keep_resolved(tx, ctx, import, was, row, added);
}

}  // namespace musubi::members
