// holdings.cc - which answers to the yearly confirmation are a person's: given by the link that was
// sent to them, signed in, or on the telephone. Rows hold a name and no address, so they are looked
// for in the person's own organisation only. See keeping.h.
#include <algorithm>
#include <set>

#include "features/accounts/accounts.h"
#include "features/confirmations/keeping/keeping.h"
#include "features/confirmations/keeping/store_keeping.h"
#include "features/members/members.h"

namespace musubi::confirmations {
namespace {

struct Known {
  OrganisationId organisation;
  std::string name;
};

// Whom this address belongs to: people of the registry, and who signs in with it.
std::vector<Known> known_by(db::Reader& reader, const std::string& email, int most) {
  std::vector<Known> out;
  std::set<std::string> seen;
  const auto add = [&](const OrganisationId& organisation, const std::string& name) {
    if (organisation.empty() || name.empty()) return;
    if (seen.insert(organisation.text + " " + name).second) out.push_back({organisation, name});
  };
  for (const auto& person : members::list_people_of_address(reader, email, most)) {
    add(person.organisation, person.name);
  }
  if (const auto account = accounts::find_holder(reader, email)) {
    add(account->organisation, account->name);
  }
  return out;
}

holdings::Record record_of(db::Reader& reader, const Target& target, const Known& who) {
  holdings::Record out;
  const auto round = store::find_round(reader, target.round_id);
  out.title = "登録内容の確認" + (round ? "　" + round->name() : std::string());
  const auto asked = store::list_link_names(reader, target.round_id, target.organisation_id);
  if (std::find(asked.begin(), asked.end(), who.name) != asked.end()) {
    holdings::add(out, "お願いの宛名", who.name);
  }
  // On the telephone the office types whom it spoke with; the note is about that talk.
  const bool spoke = target.way == "telephone" &&
                     holdings::is_named(target.answered_by_name, who.name);
  if (spoke || (target.way != "telephone" && target.answered_by_name == who.name)) {
    holdings::add(out, "答えた人", target.answered_by_name);
    holdings::add(out, "回答", target_state_label(target.state));
    holdings::add(out, "方法", way_label(target.way));
    holdings::add(out, "答えた日時", jst_date_time(target.answered_at));
    if (spoke) holdings::add(out, "電話の記録", target.note);
  }
  if (!out.fields.empty()) {
    out.fields.emplace(out.fields.begin(), "団体名", target.name);
  }
  return out;
}

std::vector<holdings::Record> gather(db::Reader& reader, const holdings::Whom& whom, int most) {
  std::vector<holdings::Record> out;
  for (const Known& who : known_by(reader, whom.email, most)) {
    for (const Target& target : store::list_targets_of(reader, who.organisation, most)) {
      auto record = record_of(reader, target, who);
      if (record.fields.empty() || static_cast<int>(out.size()) >= most) continue;
      out.push_back(std::move(record));
    }
  }
  return out;
}

}  // namespace

holdings::Sources holdings_sources() {
  holdings::Source source;
  source.name = "confirmations.answers";
  source.label = "登録内容の確認の回答";
  source.purpose = "会員の登録内容の確認";
  source.gather = gather;
  return {source};
}

}  // namespace musubi::confirmations
