// holdings.cc - see holdings.h.
// Keeps the list and nothing else.
#include "core/holdings/holdings.h"

namespace musubi::holdings {
namespace {

Sources& held() {
  static Sources sources;
  return sources;
}

}  // namespace

void configure(Sources sources) { held() = std::move(sources); }
const Sources& sources() { return held(); }

void add(Record& record, std::string_view label, std::string_view value) {
  if (!value.empty()) record.fields.emplace_back(label, value);
}

}  // namespace musubi::holdings
