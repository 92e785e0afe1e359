// query.cc - reads what a person typed into the search box, and writes it for each database.
// SECURITY: only folded letters and digits reach an expression, each in quotes; no operator that
// was typed survives.
#include "core/search/query.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "base/text.h"
#include "core/search/tokenizer.h"

namespace musubi::search {
namespace {

constexpr std::size_t kCharactersMost = 400;  // a longer query is a paste by mistake

bool is_quote(UChar32 c) { return c == '"' || c == 0x201C || c == 0x201D || c == 0xFF02; }
bool is_minus(UChar32 c) { return c == '-' || c == 0xFF0D || c == 0x2212; }

// Walks the text and hands over each word or phrase as it was typed.
class Words {
 public:
  explicit Words(Parsed& into) : into_(into) {}
  void character(UChar32 c, std::string_view bytes) {
    if (is_quote(c)) {
      finish();
      quoted_ = !quoted_;
      return;
    }
    if (!quoted_ && (u_isUWhiteSpace(c) || c < 0)) {
      finish();
      minus_ = false;
      return;
    }
    if (!quoted_ && word_.empty() && is_minus(c)) {
      minus_ = true;
      return;
    }
    word_ += bytes;
  }
  void finish() {
    const std::string folded = folded_text(word_);
    const bool room = into_.wanted.size() + into_.unwanted.size() < kTermsMost;
    if (!folded.empty() && room) (minus_ ? into_.unwanted : into_.wanted).push_back(folded);
    if (!word_.empty()) minus_ = false;
    word_.clear();
  }

 private:
  Parsed& into_;
  std::string word_;
  bool quoted_ = false, minus_ = false;
};

std::vector<std::string> tokens_of(const std::string& term) {
  std::vector<std::string> tokens;
  each_token(fold(term), true, [&](const Token& token) {
    tokens.push_back(token.text);
    return true;
  });
  return tokens;
}

bool ends_with_lone_character(const std::string& term) {
  const std::vector<Unit> units = fold(term);
  return units.size() == 1 || (units.size() > 1 && units[units.size() - 2].character == 0);
}

std::string fts5_phrase(const std::string& term) {
  std::string out;
  for (const std::string& token : tokens_of(term)) {
    if (!out.empty()) out += " + ";
    out += '"' + token + '"';
  }
  if (ends_with_lone_character(term)) out += " *";
  return "(" + out + ")";
}

std::string tsquery_phrase(const std::string& term) {
  std::string out;
  for (const std::string& token : tokens_of(term)) {
    out += (out.empty() ? "'" : " & '") + token + "'";
  }
  return "(" + out + ")";
}

// One of the spellings: (a) or ((a) OR (b)).
template <class Phrase>
std::string one_of(const std::vector<std::string>& spellings, const char* separator,
                   const Phrase& phrase) {
  std::string out;
  for (const std::string& one : spellings) out += (out.empty() ? "" : separator) + phrase(one);
  return spellings.size() == 1 ? out : "(" + out + ")";
}

std::vector<std::string> noun_labels(const Query& query) {
  std::vector<std::string> out;
  for (const std::string& noun : query.nouns) out.push_back(noun_label(noun));
  return out;
}

bool ends_a_quote(char c) {
  return c == '%' || c == '"' || c == '\'' || c == '\\' || static_cast<unsigned char>(c) < 0x20 ||
         c == 0x7F;
}

constexpr std::size_t kLabelBytesMost = 300;
constexpr std::string_view kHex = "0123456789ABCDEF";

int hex_digit(char c) {
  const std::size_t at = kHex.find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

Parsed parse_query(std::string_view text) {
  Parsed parsed;
  Words words(parsed);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<int32_t>(std::min<std::size_t>(text.size(), kCharactersMost * 4));
  int32_t at = 0;
  for (std::size_t count = 0; at < length && count < kCharactersMost; ++count) {
    const int32_t from = at;
    UChar32 c = 0;
    U8_NEXT(bytes, at, length, c);
    words.character(c, text.substr(static_cast<std::size_t>(from),
                                   static_cast<std::size_t>(at - from)));
  }
  words.finish();
  return parsed;
}

std::string label_token(std::string_view label) {
  std::string out = "=";
  for (const char c : label.substr(0, kLabelBytesMost)) {
    if (!ends_a_quote(c)) {
      out += c;
      continue;
    }
    out += '%';
    out += kHex[static_cast<unsigned char>(c) >> 4];
    out += kHex[static_cast<unsigned char>(c) & 15];
  }
  // A character that was cut in two is no text for PostgreSQL.
  while (!is_valid_utf8(out)) out.pop_back();
  return out;
}

std::string noun_label(std::string_view noun) { return "noun=" + std::string(noun); }

std::string label_of_token(std::string_view token) {
  std::string out;
  for (std::size_t i = token.starts_with('=') ? 1 : 0; i < token.size(); ++i) {
    const bool coded = token[i] == '%' && i + 2 < token.size() && hex_digit(token[i + 1]) >= 0 &&
                       hex_digit(token[i + 2]) >= 0;
    if (!coded) {
      out += token[i];
      continue;
    }
    out += static_cast<char>(hex_digit(token[i + 1]) * 16 + hex_digit(token[i + 2]));
    i += 2;
  }
  return out;
}

std::string labels_text(const std::vector<std::string>& labels) {
  std::string out;
  for (const std::string& label : labels) out += kLabelMark + label_token(label);
  return out;
}

std::vector<std::string> labels_of_text(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = text.find(kLabelMark); at != std::string_view::npos;) {
    const std::size_t end = text.find(kLabelMark, at + 1);
    out.push_back(label_of_token(text.substr(at + 1, end == std::string_view::npos
                                                         ? std::string_view::npos
                                                         : end - at - 1)));
    at = end;
  }
  return out;
}

std::vector<std::string> spellings_of(const std::string& term, const Alternatives& alternatives) {
  std::vector<std::string> out{term};
  const auto found = alternatives.find(term);
  if (found == alternatives.end()) return out;
  for (const std::string& other : found->second) {
    // SECURITY: folded here once more, so that only letters and digits reach an expression.
    const std::string folded = folded_text(other);
    if (folded.empty() || out.size() > kAlternativesMost) continue;
    if (std::find(out.begin(), out.end(), folded) == out.end()) out.push_back(folded);
  }
  return out;
}

std::vector<std::string> all_spellings(const Parsed& parsed, const Alternatives& alternatives) {
  std::vector<std::string> out;
  for (const std::string& term : parsed.wanted) {
    for (std::string& one : spellings_of(term, alternatives)) out.push_back(std::move(one));
  }
  return out;
}

std::string fts5_expression(const Parsed& parsed, const Query& query) {
  const auto labelled = [](const std::string& label) {
    return std::string("labels : \"") + kLabelMark + label_token(label) + '"';
  };
  std::string wanted, unwanted;
  for (const std::string& term : parsed.wanted) {
    wanted += (wanted.empty() ? "" : " AND ") +
              one_of(spellings_of(term, query.alternatives), " OR ", fts5_phrase);
  }
  for (const std::string& label : query.labels) wanted += " AND " + labelled(label);
  if (!query.nouns.empty()) wanted += " AND " + one_of(noun_labels(query), " OR ", labelled);
  for (const std::string& term : parsed.unwanted) {
    unwanted += (unwanted.empty() ? "" : " OR ") + fts5_phrase(term);
  }
  return unwanted.empty() ? wanted : "(" + wanted + ") NOT (" + unwanted + ")";
}

std::string tsquery_expression(const Parsed& parsed, const Query& query) {
  std::string out;
  for (const std::string& term : parsed.wanted) {
    out += (out.empty() ? "" : " & ") +
           one_of(spellings_of(term, query.alternatives), " | ", tsquery_phrase);
  }
  const auto labelled = [](const std::string& label) { return "'" + label_token(label) + "'"; };
  for (const std::string& label : query.labels) out += " & " + labelled(label);
  if (!query.nouns.empty()) out += " & " + one_of(noun_labels(query), " | ", labelled);
  return out;
}

std::vector<std::string> groups_to_check(const Parsed& parsed, const Query& query) {
  std::vector<std::string> out;
  for (const std::string& term : parsed.wanted) {
    const std::vector<std::string> spellings = spellings_of(term, query.alternatives);
    const bool long_one = std::any_of(spellings.begin(), spellings.end(), [](const auto& one) {
      return tokens_of(one).size() > 1;
    });
    if (!long_one) continue;
    std::string group;
    for (const std::string& one : spellings) group += (group.empty() ? "" : "\n") + one;
    out.push_back(std::move(group));
  }
  return out;
}

}  // namespace musubi::search
