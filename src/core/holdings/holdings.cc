// holdings.cc - see holdings.h. Keeps the lists; folds names for comparing only.
// Never asks who may.
#include "core/holdings/holdings.h"

#include "base/text.h"

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

constexpr std::size_t kSureFrom = 3;  // characters of a name that is looked for inside a text

std::string without_spaces(std::string_view text) { return replace_all(nfkc(text), " ", ""); }

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

bool is_named(std::string_view typed, std::string_view person) {
  const std::string name = trim(nfkc(person));
  const std::string whole = without_spaces(name), there = without_spaces(trim(typed));
  if (whole.empty() || there.empty()) return false;
  if (count_characters(whole) >= kSureFrom && there.find(whole) != std::string::npos) return true;
  const std::string family = name.substr(0, name.find(' '));
  for (const std::string& called : {whole, family}) {
    for (const char* honorific : {"", "さん", "様", "氏"}) {
      if (there == called + honorific) return true;
    }
  }
  return false;
}

}  // namespace musubi::holdings
