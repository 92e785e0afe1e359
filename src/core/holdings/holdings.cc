// holdings.cc - see holdings.h.
// Keeps the lists and nothing else.
#include "core/holdings/holdings.h"

namespace musubi::holdings {
namespace {

Sources& held() {
  static Sources sources;
  return sources;
}

Ties& known_ties() {
  static Ties ties;
  return ties;
}

}  // namespace

void configure(Sources sources) { held() = std::move(sources); }
const Sources& sources() { return held(); }

void configure_ties(Ties ties) { known_ties() = std::move(ties); }

std::vector<std::string> ties_of(db::Reader& reader, const OrganisationId& organisation) {
  std::vector<std::string> out;
  for (const Tie& tie : known_ties()) {
    if (tie.holds(reader, organisation)) out.push_back(tie.label);
  }
  return out;
}

void add(Record& record, std::string_view label, std::string_view value) {
  if (!value.empty()) record.fields.emplace_back(label, value);
}

}  // namespace musubi::holdings
