// checks_variants.cc - what stands in the way of an item's やさしい日本語 and its English summary: every
// check of a text, asked of them as of the text itself, and what makes plain Japanese plain (short
// sentences, readings over kanji). Findings lead to their field of the form. Pure.
#include <algorithm>

#include "base/text.h"
#include "features/publishing/checks.h"
#include "features/publishing/variants.h"

namespace musubi::publishing {
namespace {

constexpr std::size_t kSentenceMost = 50;  // characters that are read in one breath
constexpr std::size_t kExcerptOfVariant = 40;

constexpr ContentType kBareType{"variant", "別の文", "/", false, false, 12, {}};

bool is_kanji_letter(char32_t c) { return (c >= 0x4E00 && c <= 0x9FFF) || c == U'々'; }

// 漢字《かんじ》 and ｜ＤＸ《ディーエックス》 as core/markdown reads them: without the reading.
struct Plain {
  std::string text;
  std::string bare_kanji;  // the first word of kanji that has no reading
};
Plain plain_of(const std::string& typed) {
  Plain out;
  std::u32string word;
  const std::u32string text = code_points(typed);
  std::u32string kept;
  bool marked = false;  // between ｜ and 《
  const auto word_ends = [&] {
    if (!word.empty() && out.bare_kanji.empty()) out.bare_kanji = utf8_of(word);
    word.clear();
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char32_t c = text[at];
    if (c == U'｜') {
      word_ends();
      marked = true;
      continue;
    }
    if (c == U'《') {
      const std::size_t close = text.find(U'》', at);
      if (close != std::u32string::npos) {
        word.clear();
        marked = false;
        at = close;
        continue;
      }
    }
    kept += c;
    if (marked) continue;
    if (is_kanji_letter(c)) word += c;
    else word_ends();
  }
  word_ends();
  out.text = utf8_of(kept);
  return out;
}

std::string long_sentence_in(const std::string& text) {
  std::string sentence;
  for (const char32_t c : code_points(text)) {
    if (c == U'。' || c == U'\n' || c == U'！' || c == U'？') {
      if (count_characters(trim(sentence)) > kSentenceMost) return trim(sentence);
      sentence.clear();
      continue;
    }
    sentence += utf8_of(std::u32string(1, c));
  }
  return count_characters(trim(sentence)) > kSentenceMost ? trim(sentence) : std::string();
}

// The form shows no numbers beside these texts, so the place is said. `block` 0: the whole text.
std::string place_words(Variant variant, int block) {
  std::string out = variant == Variant::english ? "【英語の要約】" : "【やさしい日本語】";
  if (block > 0) out += std::to_string(block) + "番目のまとまり：";
  return out;
}

void check_plainness(std::vector<Finding>& out, const Article& article) {
  const std::string field(variant_body_field(Variant::easy));
  std::string bare, long_one;
  int bare_in = 0, long_in = 0;
  for (const markdown::Block& block :
       markdown::read_document(variant_body(article, Variant::easy)).blocks) {
    if (block.kind == markdown::Block::Kind::code) continue;
    const Plain plain = plain_of(block.text);
    if (bare.empty()) {
      bare = plain.bare_kanji;
      bare_in = block.number;
    }
    if (long_one.empty()) {
      long_one = long_sentence_in(plain.text);
      long_in = block.number;
    }
  }
  if (!bare.empty()) {
    out.push_back({Severity::warning, "easy_reading", field, 0,
                   place_words(Variant::easy, bare_in) +
                       "やさしい日本語の漢字には、「漢字《かんじ》」のようにふりがなを付けてください",
                   cut_characters(bare, kExcerptOfVariant)});
  }
  if (!long_one.empty()) {
    out.push_back({Severity::warning, "easy_sentence", field, 0,
                   place_words(Variant::easy, long_in) +
                       "やさしい日本語の文は、50文字以内に分けてください。1つの文には、1つのことを書きます",
                   cut_characters(long_one, kExcerptOfVariant)});
  }
}

std::string field_in_form(const Finding& one, Variant variant) {
  if (one.field == "title") return variant == Variant::easy ? "easy_title" : "english_title";
  return std::string(variant_body_field(variant));
}

}  // namespace

std::vector<Finding> check_variants(const Article& article, const markdown::FindMedia& find) {
  std::vector<Finding> out;
  for (const Variant variant : kVariants) {
    const bool english = variant == Variant::english;
    const std::string own = field_of(article, english ? "english_title" : "easy_title");
    if (!has_variant(article, variant)) {
      if (!own.empty()) {
        out.push_back({Severity::error, "variant_body_missing",
                       std::string(variant_body_field(variant)), 0,
                       std::string(english ? "英語の要約" : "やさしい日本語の本文") +
                           "がありません。本文を書くか、題名を消してください",
                       own});
      }
      continue;
    }
    if (english && own.empty()) {
      out.push_back({Severity::error, "variant_title_missing", "english_title", 0,
                     "英語の要約に題名がありません。英語の題名を入力してください", ""});
    }
    Article text;
    text.title = variant_title(article, variant);
    text.body = variant_body(article, variant);
    text.language = variant_language(variant);
    for (Finding& one : check_article(kBareType, text, find)) {
      if (one.field == "lead") continue;                   // the text's own
      if (one.field == "title" && own.empty()) continue;  // told of the item's title
      // Words are set apart on purpose here; a known word that is torn stays an error.
      if (!english && one.rule == "spaced_word" && one.severity == Severity::warning) continue;
      one.field = field_in_form(one, variant);
      one.says = place_words(variant, one.block) + one.says;
      one.block = 0;  // a number leads into the item's own text
      out.push_back(std::move(one));
    }
  }
  if (has_variant(article, Variant::easy)) check_plainness(out, article);
  return out;
}

}  // namespace musubi::publishing
