// service_imports_undo.cc - an import is taken back: what it made goes, what it changed is put back
// as it was, through record.h with cause undo. An organisation that somebody changed since, or that
// an account, a request or the like hangs on (core/holdings), is left as it is and named with the
// reason: a person decides there.
//
//   committed -> undone; per organisation: ready -> restored | left
#include "base/text.h"
#include "core/holdings/holdings.h"
#include "features/members/inside_imports.h"
#include "features/members/record.h"
#include "features/members/search_index.h"
#include "features/members/service_events.h"
#include "features/members/values_imports.h"

namespace musubi::members {
namespace {

// Why it stays as it is, for a list; "" when it can be taken back.
std::string why_left(db::Reader& reader, const store::Undo& undo) {
  const auto now = store::find_organisation(reader, undo.organisation_id);
  if (!now || now->version != undo.version_after) return "取込みのあとに変更されています";
  if (!undo.before.is_null()) {  // it was here before and stays: nothing loses its hold
    const std::string day = undo.before.at("joined_on").get<std::string>();
    if (day == now->joined_on || can_move_joining(reader, *now, day)) return "";
    return "入会年月日を取込みの前に戻すと、退会・休会などの記録と順番が合わなくなります";
  }
  std::string ties;
  for (const std::string& label : holdings::ties_of(reader, undo.organisation_id)) {
    ties += (ties.empty() ? "" : "・") + label;
  }
  return ties.empty() ? "" : ties + "があります";
}

LeftOrganisation left_organisation(db::Reader& reader, const store::Undo& undo) {
  const auto found = store::find_organisation(reader, undo.organisation_id);
  if (!found) return {undo.organisation_id, "", "（なくなった会員）", ""};
  std::string why = why_left(reader, undo);
  // The database itself refused: as when a merge's record names it.
  if (why.empty()) why = "名寄せなど、ほかの記録から使われています";
  return {undo.organisation_id, found->member_no, found->name, std::move(why)};
}

class UndoImport {
 public:
  UndoImport(db::Tx& tx, const Context& ctx, const store::Import& import, const Steps& steps)
      : tx_(tx), ctx_(ctx), import_(import), steps_(steps) {
    cause_.kind = "undo";
    cause_.id = import.id.text;
    cause_.reason = "名簿の取込み（" + import.filename + "）の取り消し";
  }

  Result<UndoResult> run() {
    std::string after;
    for (;;) {
      auto batch = store::list_undo(tx_, import_.id, "ready", after, kImportBatch);
      if (batch.empty()) break;
      for (auto& undo : batch) {
        TRY(put_back(undo));
        if (steps_) steps_(++done_, import_.row_count);
      }
      after = batch.back().organisation_id.text;
    }
    TRY(store::update_rest_undone(tx_, import_.id));
    return out_;
  }

 private:
  Result<void> put_back(store::Undo& undo) {
    Result<void> restored;
    if (!why_left(tx_, undo).empty()) {
      undo.state = "left";
    } else {
      // The registry's own rows may hold on to an organisation that the import made (a merge).
      restored = tx_.attempt([&] { return undo.before.is_null() ? remove(undo) : restore(undo); });
      undo.state = restored ? "restored" : "left";
    }
    if (!restored && restored.error().fault != Fault::conflict) return restored;
    if (undo.state == "left") {
      out_.left.push_back(left_organisation(tx_, undo));
    } else {
      ++out_.restored;
      TRY(store::update_rows_undone(tx_, import_.id, undo.organisation_id));
    }
    return store::update_undo(tx_, undo);
  }

  Result<void> remove(const store::Undo& undo) {
    const auto organisation = store::find_organisation(tx_, undo.organisation_id);
    const OrganisationId& id = undo.organisation_id;
    TRY(store::delete_membership_events_by_cause(tx_, import_.id.text, id));
    figures_changed(tx_);
    TRY(store::delete_made_organisation(tx_, id));
    TRY(store::delete_organisation(tx_, id));
    TRY(forget_organisation(tx_, id));
    return audit::note(tx_, ctx_, "members.organisation.removed",
                       {"organisation", id.text, id.text},
                       {{"name", organisation->name}, {"member_no", organisation->member_no}},
                       nullptr, cause_.reason);
  }

  Result<void> restore(const store::Undo& undo) {
    TRY(restore_people(undo));
    const auto now = store::find_organisation(tx_, undo.organisation_id);
    Organisation before = *now;
    for (const auto& [field, text] : undo.before.at("fields").items()) {
      set_field(before, field, text.get<std::string>());
    }
    before.joined_on = undo.before.at("joined_on").get<std::string>();
    before.open_defects = undo.before.at("open_defects").get<std::int64_t>();
    if (before.joined_on != now->joined_on &&
        !TRY(move_joining(tx_, *now, before.joined_on))) {
      return fail(Fault::conflict, "退会・休会などの記録と順番が合わなくなります");  // left to a person
    }
    return record_organisation_change(tx_, ctx_, *now, before, cause_);
  }

  Result<void> restore_people(const store::Undo& undo) {
    for (const auto& person : store::list_people(tx_, undo.organisation_id)) {
      const Json* was = nullptr;
      for (const auto& one : undo.before.at("people")) {
        if (one.at("id") == person.id.text) was = &one;
      }
      if (was == nullptr) {
        TRY(store::delete_person(tx_, person.id));
        TRY(audit::note(tx_, ctx_, "members.person.removed",
                        {"person", person.id.text, undo.organisation_id.text},
                        {{"name", person.name}}, nullptr, cause_.reason));
        continue;
      }
      Person before = person;
      for (const auto& field : person_fields()) {
        set_field(before, field.name, was->at(std::string(field.name)).get<std::string>());
      }
      TRY(record_person(tx_, ctx_, person, before, cause_));
    }
    return {};
  }

  db::Tx& tx_;
  const Context& ctx_;
  const store::Import& import_;
  const Steps& steps_;
  Cause cause_;
  UndoResult out_;
  std::int64_t done_ = 0;
};

Json names_json(const std::vector<LeftOrganisation>& names) {
  Json out = Json::array();
  for (const auto& name : names) {
    if (out.size() < 100) out.push_back(name.member_no);  // the audit's row stays a row
  }
  return out;
}

}  // namespace

Result<UndoResult> undo_import(const Context& ctx, const ImportId& id, const Steps& steps) {
  TRY(must(ctx.actor, may::undo_import));
  return ctx.db.write([&](db::Tx& tx) -> Result<UndoResult> {
    const store::Import import = TRY(load_import(tx, id));
    if (!TRY(store::update_import_state(tx, id, "committed", "undone", ctx.now))) {
      return fail(Fault::conflict,
                  "取り消せるのは、取り込みが済んだ名簿だけです。画面を開き直して、いまの状態を確かめてください");
    }
    UndoResult result = TRY(UndoImport(tx, ctx, import, steps).run());
    TRY(audit::note(tx, ctx, "members.import.undone", subject_of(import), {{"state", "committed"}},
                    {{"restored", result.restored}, {"left", result.left.size()},
                     {"left_member_no", names_json(result.left)}}));
    return result;
  });
}

Result<UndoForecast> list_undo_would_leave(const Context& ctx, const ImportId& id, int most,
                                           const std::string& after, int looked_at_most) {
  TRY(must(ctx.actor, may::undo_import));
  return ctx.db.read([&](db::Reader& reader) -> Result<UndoForecast> {
    UndoForecast out;
    const auto ready = store::list_undo(reader, id, "ready", after, looked_at_most + 1);
    for (const auto& undo : ready) {
      if (out.looked_at == looked_at_most || static_cast<int>(out.left.size()) == most) {
        out.next = ready.at(static_cast<std::size_t>(out.looked_at) - 1).organisation_id.text;
        break;
      }
      ++out.looked_at;
      if (!why_left(reader, undo).empty()) out.left.push_back(left_organisation(reader, undo));
    }
    return out;
  });
}

Result<std::vector<LeftOrganisation>> list_left_by_undo(const Context& ctx, const ImportId& id,
                                                        int most) {
  TRY(must(ctx.actor, may::import_roster));
  return ctx.db.read([&](db::Reader& reader) -> Result<std::vector<LeftOrganisation>> {
    std::vector<LeftOrganisation> out;
    for (const auto& undo : store::list_undo(reader, id, "left", "", most)) {
      out.push_back(left_organisation(reader, undo));
    }
    return out;
  });
}

}  // namespace musubi::members
