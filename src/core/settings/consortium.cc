// consortium.cc - the names of the house, kept for the life of the process; see consortium.h.
// Written at start only: threads read it without a lock.
#include "core/settings/consortium.h"

#include <utility>

namespace musubi::settings {
namespace {

Consortium& kept() {
  static Consortium consortium;
  return consortium;
}

}  // namespace

void configure(Consortium consortium) { kept() = std::move(consortium); }
const Consortium& consortium() { return kept(); }

}  // namespace musubi::settings
