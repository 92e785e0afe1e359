// proposal.cc - from headings and sample values to a mapping. The best pairs of column and field
// are taken first; values can confirm, lower or supply what a heading says.
#include <algorithm>
#include <functional>

#include "base/sha256.h"
#include "base/text.h"
#include "base/time.h"
#include "features/members/roster/headings.h"
#include "features/members/roster/regions.h"

namespace musubi::members {

namespace {

using F = RosterField;

std::string digits_of(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}
bool has(const std::string& text, std::string_view word) {
  return text.find(word) != std::string::npos;
}
bool only(const std::string& text, std::string_view characters) {
  return text.find_first_not_of(characters) == std::string::npos;
}

bool like_telephone(const std::string& v) {
  const auto digits = digits_of(v);
  return only(v, "0123456789-() +") && digits.size() >= 9 && digits.size() <= 11;
}
bool like_postal_code(const std::string& v) {
  const auto digits = digits_of(v);
  const std::string rest = replace_all(replace_all(v, "〒", ""), " ", "");
  return only(rest, "0123456789-") && digits.size() == 7;
}
bool like_corporate_number(const std::string& v) {
  const auto digits = digits_of(v);
  return (only(v, "0123456789- ") && (digits.size() == 13 || digits.size() == 12)) ||
         has(v, "E+12");
}
bool like_date(const std::string& v) {
  if (digits_of(v).size() < 3 || has(v, "円") || like_telephone(v)) return false;
  return parse_japanese_date(v).has_value();
}
bool like_address(const std::string& v) {
  if (has(v, "@") || digits_of(v).empty()) return false;
  return has(v, "県") || has(v, "市") || has(v, "郡") || has(v, "丁目");
}
bool like_name(const std::string& v) {
  for (const std::string_view form :
       {"株式会社", "有限会社", "合同会社", "法人", "(株)", "(有)", "(同)", "組合", "(一社)"}) {
    if (has(v, form)) return true;
  }
  return false;
}
bool like_kana(const std::string& v) {
  const std::string kana = to_katakana(v);
  std::size_t count = 0, all = 0;
  for (std::size_t i = 0; i + 2 < kana.size(); ++i) {
    const auto c = static_cast<unsigned char>(kana[i]);
    if (c < 0xE0) continue;
    ++all;
    if (c == 0xE3 && (static_cast<unsigned char>(kana[i + 1]) == 0x82 ||
                      static_cast<unsigned char>(kana[i + 1]) == 0x83)) {
      ++count;
    }
  }
  return all >= 3 && count * 10 >= all * 9;
}

bool like(F field, const std::string& v) {
  switch (field) {
    case F::email: return has(v, "@");
    case F::website: return v.starts_with("http") || v.starts_with("www.");
    case F::telephone:
    case F::fax: return like_telephone(v);
    case F::postal_code: return like_postal_code(v);
    case F::corporate_number: return like_corporate_number(v);
    case F::joined_on: return like_date(v);
    case F::address: return like_address(v);
    case F::name: return like_name(v);
    case F::name_kana: return like_kana(v);
    case F::platform_use: return v == "○" || v == "〇" || v == "×" || v == "有" || v == "無";
    case F::industry: return v.size() < 60 && industry_letter(v) != '\0' && !like_name(v);
    default: return false;
  }
}

// Fields whose values are so shaped that hardly anything else looks like them.
constexpr F kShaped[] = {F::email,     F::corporate_number, F::postal_code, F::telephone,
                         F::joined_on, F::address,          F::website,     F::name};

struct Candidate {
  std::size_t column = 0;
  F field = F::ignored;
  double score = 0;
};

// K0001, A-12: codes that tell members apart, unlike 1, 2, 3.
bool are_member_codes(const std::vector<std::string>& values) {
  std::size_t coded = 0, filled = 0;
  for (const auto& v : values) {
    ++filled;
    const bool letter = std::any_of(v.begin(), v.end(), [](char c) {
      return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
    if (letter && !digits_of(v).empty() && v.size() <= 20) ++coded;
  }
  return filled >= 3 && coded * 10 >= filled * 8;
}

bool is_shaped(F field) {
  return std::find(std::begin(kShaped), std::end(kShaped), field) != std::end(kShaped);
}

// Half width and without the blank ones: what the values look like, once for all questions.
std::vector<std::string> folded(const std::vector<std::string>& values) {
  std::vector<std::string> filled;
  for (const auto& value : values) {
    if (std::string text = trim(nfkc(value)); !text.empty()) filled.push_back(std::move(text));
  }
  return filled;
}

std::vector<Candidate> candidates_of(std::size_t column, const Meaning& meaning,
                                     const std::vector<std::string>& values) {
  std::vector<Candidate> found;
  const std::size_t filled = values.size();
  if (meaning.confidence > 0 && meaning.field != F::ignored) {
    double score = meaning.confidence;
    if (is_shaped(meaning.field) && filled >= 5) {
      const double alike = likeness(meaning.field, values);
      // A heading that says mail over values that are no mails: probably something else.
      const bool contradicted = alike < 0.1 && meaning.field != F::name &&
                                meaning.field != F::website && meaning.field != F::address;
      score += contradicted ? -0.6 : alike * 0.2;
    }
    if (score > 0) found.push_back({column, meaning.field, score});
  }
  if (meaning.field == F::ignored && are_member_codes(values)) {
    found.push_back({column, F::member_no, 0.6});
  }
  if (meaning.confidence == 0 || (found.size() == 1 && found[0].score < 0.6)) {
    for (const F field : kShaped) {
      const double alike = filled >= 3 ? likeness(field, values) : 0;
      if (alike >= 0.6) found.push_back({column, field, 0.5 * alike});
    }
  }
  return found;
}

}  // namespace

double likeness(RosterField field, const std::vector<std::string>& values) {
  const auto alike = std::count_if(values.begin(), values.end(),
                                   [&](const std::string& v) { return like(field, v); });
  return values.empty() ? 0 : static_cast<double>(alike) / static_cast<double>(values.size());
}

Mapping propose_mapping(const std::vector<std::string>& groups,
                        const std::vector<std::string>& headings,
                        const std::vector<std::vector<std::string>>& samples) {
  static const std::vector<std::string> kNothing;
  Mapping mapping;
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const std::string group = i < groups.size() ? trim(groups[i]) : "";
    const std::string heading = replace_all(trim(headings[i]), "\n", " ");
    mapping.columns.push_back(
        {static_cast<int>(i), group.empty() ? heading : group + " / " + heading, F::ignored, 0});
    const Meaning meaning = meaning_of_heading(group, heading);
    const auto values = folded(i < samples.size() ? samples[i] : kNothing);
    for (const auto& found : candidates_of(i, meaning, values)) {
      candidates.push_back(found);
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  std::vector<bool> column_done(headings.size());
  std::vector<bool> field_done(kRosterFieldCount);
  for (const Candidate& c : candidates) {
    const auto field = static_cast<std::size_t>(c.field);
    if (column_done[c.column] || (field_done[field] && !may_span_columns(c.field))) continue;
    column_done[c.column] = true;
    field_done[field] = true;
    mapping.columns[c.column].field = c.field;
    mapping.columns[c.column].confidence = std::min(1.0, c.score);
  }
  return mapping;
}

std::string Mapping::fingerprint() const {
  std::string all;
  for (const auto& column : columns) all += nfkc(column.heading) + "\x1f";
  return sha256_hex(all);
}

int Mapping::column_of(RosterField field) const {
  for (const auto& column : columns) {
    if (column.field == field) return column.column;
  }
  return -1;
}

Json mapping_json(const Mapping& mapping) {
  Json columns = Json::array();
  for (const auto& column : mapping.columns) {
    columns.push_back({{"column", column.column},
                       {"heading", column.heading},
                       {"field", name_of(column.field)},
                       {"confidence", column.confidence}});
  }
  return {{"columns", columns}};
}

Result<Mapping> read_mapping(const Json& json) {
  const auto broken = [] {
    return fail(Fault::invalid, "列の割り当てを読み取れません。もう一度列を選び直してください。");
  };
  if (!json.is_object() || !json.contains("columns") || !json["columns"].is_array()) {
    return broken();
  }
  Mapping mapping;
  for (const auto& item : json["columns"]) {
    if (!item.is_object() || !item.contains("column") || !item["column"].is_number_integer() ||
        !item.contains("field") || !item["field"].is_string()) {
      return broken();
    }
    const auto field = roster_field_named(item["field"].get<std::string>());
    const auto column = item["column"].get<std::int64_t>();
    if (!field || column < 0 || column > 16384) return broken();
    const auto heading = item.find("heading");
    const auto confidence = item.find("confidence");
    mapping.columns.push_back(
        {static_cast<int>(column),
         heading != item.end() && heading->is_string() ? heading->get<std::string>() : "", *field,
         confidence != item.end() && confidence->is_number() ? confidence->get<double>() : 1});
  }
  return mapping;
}

}  // namespace musubi::members
