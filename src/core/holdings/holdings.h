// holdings.h - the question "what do we hold about this person", asked of every feature that
// contributed a source (conventions C-6: 開示の請求). Between features/keeping.cc, which collects them,
// and the feature privacy, which asks. SECURITY: only for a person whose identity was checked.
// And "what hangs on this organisation", asked before the record of one goes altogether.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/actor/actor.h"
#include "db/db.h"

namespace musubi::holdings {

struct Whom {
  std::string email;  // normalised, and proved to be theirs
  std::string name;   // as they gave it: for the reader, never for finding
};
struct Record {
  std::string title;                                         // 入会申込 R6-0012
  std::vector<std::pair<std::string, std::string>> fields;  // label, value; without empty ones
};
struct Source {
  std::string name;     // applications.people
  std::string label;    // 入会申込
  std::string purpose;  // what it is used for
  // At most `most`, newest first where there is an order. Indexed by the address.
  std::function<std::vector<Record>(db::Reader&, const Whom&, int most)> gather;
};
using Sources = std::vector<Source>;

void configure(Sources sources);  // once at start, before threads; again in tests
const Sources& sources();

// Rows of a feature that name an organisation and would be left behind without it.
struct Tie {
  std::string label;  // アカウント
  std::function<bool(db::Reader&, const OrganisationId&)> holds;  // indexed
};
using Ties = std::vector<Tie>;
void configure_ties(Ties ties);  // as configure()
// The labels of what hangs on it, in the order of main.cc; empty when nothing does.
std::vector<std::string> ties_of(db::Reader& reader, const OrganisationId& organisation);

// Leaves out what is empty, so that a record says only what is held.
void add(Record& record, std::string_view label, std::string_view value);

// Whether what the office or a member typed names this person and nobody else: 架空花子, 総務部長
// 架空　花子, 架空さん. For rows that hold a name without an address, found by way of a row that
// has one. A short name must be all that stands there: 林 is not in 小林 太郎.
bool is_named(std::string_view typed, std::string_view person);

}  // namespace musubi::holdings
