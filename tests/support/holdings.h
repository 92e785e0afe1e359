// holdings.h - what a feature tells a person who asks what is held about them (core/holdings), as
// one text to look for words in. For the tests of what features hold; asks their sources directly.
#pragma once

#include <string>

#include "core/holdings/holdings.h"

namespace musubi::test {

// Everything that these sources tell about this address; "" when nothing is held.
inline std::string told(db::Db& db, const holdings::Sources& sources, const std::string& email) {
  std::string out;
  for (const holdings::Source& source : sources) {
    for (const auto& record : db.read([&](db::Reader& reader) {
           return source.gather(reader, {email, "だれか"}, 50);
         })) {
      out += record.title + "\n";
      for (const auto& [label, value] : record.fields) out += label + " " + value + "\n";
    }
  }
  return out;
}

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace musubi::test
