// postal.h - which places a postal code stands for, and what becomes of an address that was typed.
//   command -> import_file -> (reader.h) -> postal_towns;   page -> look_up -> list_towns, fit
//                                                         script -> list_places -> list_towns
// An edition of the list becomes current when it is whole; until then the one before it answers.
// Must never keep, log or send what a person typed.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"

namespace musubi::postal {

struct Town {
  std::string postal_code;               // 8600001
  std::string municipality_code;         // 431010, with its check digit (C-16)
  std::string prefecture, municipality;  // 熊本県, 熊本市中央区; 玉名郡和水町 with its county
  std::string town;                      // "" where the code stands for no one town
  std::string words() const { return prefecture + municipality + town; }
};

struct Edition {
  std::string id, file_name;
  std::int64_t towns = 0;
  Instant imported_at;
};
// The one that answers; nothing before the first import.
std::optional<Edition> find_edition(db::Reader& reader);
// Of seven digits, in the order of the list; empty when it is not in it.
std::vector<Town> list_towns(db::Reader& reader, const std::string& postal_code);

// ---- importing ----

struct Imported {
  std::int64_t towns = 0, postal_codes = 0;
  bool replaced = false;  // there was a table before
};
using Progress = std::function<void(std::int64_t done, std::int64_t total)>;  // total 0: not known
// Fault::invalid with the line of the first row that cannot be read; conflict when another import
// began meanwhile. Whatever fails, the table that was there goes on answering.
// REQUIRES: the caller is the operator (a command) or the demo.
Result<Imported> import_file(const Context& ctx, const std::string& path,
                             const Progress& progress = {});
Result<Imported> import_bytes(const Context& ctx, std::string_view bytes,
                              const std::string& file_name);
// A few invented towns, at the addresses of the demo's organisations.
Result<void> load_demo(const Context& ctx);

// ---- helping with a form ----

struct Fit {
  enum class Way {
    same,    // it names this place already: nothing changes
    put,     // the place was missing, or a part of it; what was typed behind it is kept
    before,  // may go before what was typed: to be asked
    instead  // names another place: to be asked
  };
  std::string address;
  Way way = Way::put;
  std::string kept;  // of what was typed
};
Fit fit(const Town& town, std::string_view typed_address);

struct Choice {
  std::string value, label, hint;
};
inline constexpr std::string_view kKeep = "keep";  // a choice: the address as it was typed

// What a form shows beside its 郵便番号.
struct Help {
  bool offered = false;         // there is a table: the button is shown
  std::string address;          // for 所在地; as typed unless `put`
  bool put = false;
  std::string says;             // what was done, or what to do
  std::vector<Choice> choices;  // several places, or one that would replace what was typed
  std::string chosen;
  std::optional<Error> error;   // at postal_code or at found_address
};
// Nothing asked yet.
Help offer(const Context& ctx);

struct Ask {
  std::string postal_code, address;  // as typed
  bool choosing = false;             // `chosen` was picked from the choices
  std::string chosen;
};
Help look_up(const Context& ctx, const Ask& ask);

// For a script that fills in a 所在地 in which nothing stands. It knows the code alone: what was
// typed into the address never comes here.
struct Place {
  std::string address;
  std::string says;  // once it stands in the field
};
struct Places {
  std::vector<Place> list;  // empty: not in the list, or there is no list
  std::string says;         // of several: what to do
};
// Fault::invalid at postal_code when it is none.
Result<Places> list_places(const Context& ctx, std::string_view postal_code);

}  // namespace musubi::postal
