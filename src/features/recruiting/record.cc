// record.cc - see record.h. Every write of a prospect passes here, so that none can forget its
// move, its audit note or its search document.
#include "features/recruiting/record.h"

#include "core/audit/audit.h"

namespace musubi::recruiting {
namespace {

constexpr int kCodeLength = 8;  // P and seven of 31: a guess in 27,000,000,000

// Without 0 1 I L O, which are misread on paper.
std::string new_code() {
  constexpr std::string_view kLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
  std::string out = "P";
  for (char c : random_token(kCodeLength)) {
    if (static_cast<int>(out.size()) == kCodeLength) break;
    out += kLetters[static_cast<unsigned char>(c) % kLetters.size()];
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> texts_of(const Prospect& p) {
  auto out = typed_of(p);
  std::erase_if(out, [](const auto& one) { return one.first == "owner_id"; });
  out.emplace_back("owner_name", p.owner_name);
  out.emplace_back("stage", std::string(stage_name(p.stage)));
  out.emplace_back("lost_reason", p.lost_reason);
  out.emplace_back("lost_note", p.lost_note);
  out.emplace_back("application_id", p.application_id);
  out.emplace_back("organisation_id", p.organisation_id.text);
  return out;
}

audit::Subject subject_of(const Prospect& p) {
  return {"prospect", p.id.text, p.organisation_id.text};
}

Result<void> keep_move(db::Tx& tx, const Context& ctx, const Prospect& p,
                       std::string_view from, const Cause& cause) {
  Move move;
  move.id = new_uuid(ctx.now);
  move.prospect_id = p.id;
  move.from_stage = from;
  move.to_stage = stage_name(p.stage);
  move.happened_on = p.moved_on;
  move.cause = cause.kind;
  move.cause_id = cause.id;
  move.reason = cause.reason;
  move.moved_by_name = ctx.actor.name;
  move.moved_at = ctx.now;
  return store::insert_move(tx, move);
}

void add_line(std::string& body, const std::string& text) {
  if (text.empty()) return;
  if (!body.empty()) body += '\n';
  body += text;
}

}  // namespace

Json changes_of(const Prospect& before, const Prospect& after, bool of_after) {
  Json out = Json::object();
  const auto old = texts_of(before);
  const auto now = texts_of(after);
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (old[i].second != now[i].second) {
      out[now[i].first] = of_after ? now[i].second : old[i].second;
    }
  }
  return out;
}

search::Document document_of(const Prospect& p) {
  const members::Organisation& o = p.organisation;
  search::Document document{.noun = "prospect", .id = p.id.text,
                            .organisation_id = p.organisation_id.text, .title = o.name,
                            .body = {}, .visibility = std::string(kProspectVisibility),
                            .at = p.updated_at};
  for (const std::string& text :
       {o.name_kana, o.corporate_number, o.address, o.telephone, o.website, o.note,
        p.contact.name, p.contact.department, p.contact.email, p.contact.telephone, p.source_note,
        p.next_action, p.code}) {
    add_line(document.body, text);
  }
  return document;
}

Result<Prospect> record_new_prospect(db::Tx& tx, const Context& ctx, Prospect prospect,
                                     const Cause& cause) {
  prospect.id = ProspectId::make(ctx.now);
  prospect.code = new_code();
  prospect.version = 1;
  prospect.created_at = prospect.updated_at = ctx.now;
  prospect.moved_on = cause.happened_on.empty() ? iso(ctx.today()) : cause.happened_on;
  TRY(store::insert_prospect(tx, prospect));
  TRY(keep_move(tx, ctx, prospect, "", cause));
  TRY(search::put(tx, document_of(prospect)));
  TRY(audit::note(tx, ctx, "recruiting.prospect.created", subject_of(prospect), nullptr,
                  changes_of(Prospect{}, prospect, true), cause.reason));
  return prospect;
}

Result<Prospect> record_prospect(db::Tx& tx, const Context& ctx, const Prospect& before,
                                 Prospect after, const Cause& cause, std::string_view action) {
  const Json was = changes_of(before, after, false);
  if (was.empty() && before.owner_id == after.owner_id) return before;
  const bool moves = before.stage != after.stage;
  if (moves) after.moved_on = cause.happened_on.empty() ? iso(ctx.today()) : cause.happened_on;
  after.version = before.version;
  after.updated_at = ctx.now;
  after.people_erased_on.clear();  // what is written now has a term of its own
  TRY(store::update_prospect(tx, after));
  ++after.version;
  if (moves) TRY(keep_move(tx, ctx, after, stage_name(before.stage), cause));
  TRY(search::put(tx, document_of(after)));
  TRY(audit::note(tx, ctx, action, subject_of(after), was, changes_of(before, after, true),
                  cause.reason));
  return after;
}

Result<void> forget_prospect(db::Tx& tx, const Context& ctx, const Prospect& prospect,
                             const Cause& cause) {
  TRY(store::delete_prospect(tx, prospect.id));
  TRY(search::remove(tx, "prospect", prospect.id.text));
  return audit::note(tx, ctx, "recruiting.prospect.removed", subject_of(prospect),
                     changes_of(prospect, Prospect{}, false), nullptr, cause.reason);
}

}  // namespace musubi::recruiting
