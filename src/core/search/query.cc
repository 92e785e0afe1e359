// query.cc - reads what a person typed into the search box, and writes it for each database.
// SECURITY: only folded letters and digits reach an expression, each in quotes; no operator that
// was typed survives.
#include "core/search/query.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

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

std::string fts5_expression(const Parsed& parsed) {
  std::string wanted, unwanted;
  for (const std::string& term : parsed.wanted) {
    wanted += (wanted.empty() ? "" : " AND ") + fts5_phrase(term);
  }
  for (const std::string& term : parsed.unwanted) {
    unwanted += (unwanted.empty() ? "" : " OR ") + fts5_phrase(term);
  }
  return unwanted.empty() ? wanted : "(" + wanted + ") NOT (" + unwanted + ")";
}

std::string tsquery_expression(const Parsed& parsed) {
  std::string out;
  for (const std::string& term : parsed.wanted) {
    const std::vector<std::string> tokens = tokens_of(term);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (!out.empty()) out += " & ";
      out += "'" + tokens[i] + "'";
      if (i + 1 == tokens.size() && ends_with_lone_character(term)) out += ":*";
    }
  }
  return out;
}

std::vector<std::string> terms_to_check(const Parsed& parsed) {
  std::vector<std::string> out;
  for (const std::string& term : parsed.wanted) {
    if (tokens_of(term).size() > 1) out.push_back(term);
  }
  return out;
}

}  // namespace musubi::search
