// layout.cc - heading rows are those whose cells have the most different meanings; data rows are
// those with a name or enough of an organisation's particulars.
#include "features/members/roster/layout.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "features/members/roster/headings.h"

namespace musubi::members {

namespace {

using F = RosterField;
constexpr std::size_t kHeadingSearch = 60;  // titles and notices rarely take more rows than this
constexpr std::size_t kHeadingBytesMax = 120;

std::string cell_text(const SheetRow& row, std::size_t column) {
  if (column >= row.cells.size() || row.cells[column].covered) return {};
  return trim(row.cells[column].text);
}

// Text of a cell hidden under a merge whose own cell is in an upper row, "" otherwise.
std::string covered_text(const SheetRow& row, std::size_t column) {
  if (column >= row.cells.size() || !row.cells[column].covered) return {};
  return trim(row.cells[column].text);
}

std::size_t width_of(const std::vector<SheetRow>& rows, std::size_t upto) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < std::min(upto, rows.size()); ++i) {
    width = std::max(width, rows[i].cells.size());
  }
  return width;
}

// Upper level by column: its own text, or that of the nearest to the left when the merge (or the
// habit of leaving the rest blank, in CSV) carries it over.
std::vector<std::string> spread(const SheetRow& row, std::size_t width) {
  std::vector<std::string> texts(width);
  std::string last;
  for (std::size_t i = 0; i < width; ++i) {
    const std::string own = cell_text(row, i);
    if (!own.empty()) last = own;
    texts[i] = last;
  }
  return texts;
}

struct HeadingRows {
  std::size_t top = 0, bottom = 0;  // the same row when there is one level
  std::vector<std::string> groups, headings;
  double score = 0;
};

// Different fields that the headings name, and how much of the row that explains.
double score_of(const std::vector<std::string>& groups, const std::vector<std::string>& headings) {
  std::set<F> fields;
  double sure = 0, filled = 0, known = 0;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    if (headings[i].empty()) continue;
    ++filled;
    if (headings[i].size() > kHeadingBytesMax) continue;
    const Meaning meaning = meaning_of_heading(i < groups.size() ? groups[i] : "", headings[i]);
    if (meaning.confidence == 0) continue;
    ++known;
    if (meaning.field != F::ignored && fields.insert(meaning.field).second) {
      sure += meaning.confidence;
    }
  }
  if (filled == 0 || known / filled < 0.4) return 0;
  return sure + known / filled;
}

HeadingRows one_level(const std::vector<SheetRow>& rows, std::size_t i, std::size_t width) {
  HeadingRows found{i, i, {}, std::vector<std::string>(width), 0};
  for (std::size_t c = 0; c < width; ++c) found.headings[c] = cell_text(rows[i], c);
  found.score = score_of(found.groups, found.headings);
  return found;
}

HeadingRows two_levels(const std::vector<SheetRow>& rows, std::size_t i, std::size_t width) {
  HeadingRows found{i, i + 1, spread(rows[i], width), std::vector<std::string>(width), 0};
  for (std::size_t c = 0; c < width; ++c) {
    const std::string lower = cell_text(rows[i + 1], c);
    const std::string upper = cell_text(rows[i], c);
    found.headings[c] = lower.empty() ? upper : lower;
    if (lower.empty() && upper.empty()) {
      // Merged downwards under a merged group, or simply blank.
      const std::string covered = covered_text(rows[i], c);
      if (!covered.empty() && covered == covered_text(rows[i + 1], c)) found.groups[c].clear();
    }
    if (lower.empty()) found.groups[c].clear();  // a heading of its own, over both rows
  }
  found.score = score_of(found.groups, found.headings);
  return found;
}

// An upper row of a few short texts over a wider lower row: 基本情報, 担当者, 活動.
bool is_group_row(const SheetRow& upper, const SheetRow& lower) {
  std::size_t above = 0, below = 0, longest = 0;
  for (std::size_t c = 0; c < std::max(upper.cells.size(), lower.cells.size()); ++c) {
    const std::string text = cell_text(upper, c);
    above += !text.empty();
    below += !cell_text(lower, c).empty();
    longest = std::max(longest, text.size());
  }
  return above >= 2 && above < below && longest <= 45;
}

HeadingRows best_heading(const std::vector<SheetRow>& rows) {
  const std::size_t upto = std::min(rows.size(), kHeadingSearch);
  const std::size_t width = width_of(rows, upto + 200);
  HeadingRows best;
  for (std::size_t i = 0; i < upto; ++i) {
    HeadingRows one = one_level(rows, i, width);
    if (one.score > best.score + 0.001) best = std::move(one);
    if (i + 1 >= rows.size()) continue;
    HeadingRows two = two_levels(rows, i, width);
    // The second level must earn its row: a data row under the heading must not be taken for it.
    if (two.score > best.score + 0.5) best = std::move(two);
  }
  if (best.score > 0 && best.top == best.bottom && best.top > 0 &&
      is_group_row(rows[best.top - 1], rows[best.bottom])) {
    HeadingRows two = two_levels(rows, best.top - 1, width);
    if (two.score >= best.score - 0.5) best = std::move(two);
  }
  return best;
}

bool begins_with_any(const std::string& text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.starts_with(word); });
}

bool is_total_word(const std::string& written) {
  const std::string text = replace_all(nfkc(written), " ", "");
  if (text == "計" || text == "以上") return true;
  return text.size() <= 45 &&
         begins_with_any(text, {"合計", "総計", "小計", "総数", "計(", "計:", "合  計"});
}

bool is_remark(const std::string& text) {
  return begins_with_any(text, {"※", "＊", "*", "注)", "注）", "(注", "（注", "注：", "【", "■", "◆",
                                "●", "凡例"});
}

bool is_particular(F field) {
  switch (field) {
    case F::corporate_number:
    case F::representative:
    case F::representative_name:
    case F::industry:
    case F::postal_code:
    case F::address:
    case F::telephone:
    case F::contact_name:
    case F::email:
    case F::joined_on:
    case F::member_no:
    case F::category:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string line_of_text(const sheets::Cells& cells) {
  std::string line;
  for (const auto& cell : cells) {
    if (cell.covered || trim(cell.text).empty()) continue;
    if (!line.empty()) line += " ";
    line += trim(cell.text);
  }
  return line;
}

Layout find_layout(const std::vector<SheetRow>& rows) {
  Layout layout;
  const HeadingRows found = best_heading(rows);
  // Two meanings could be chance (区分, 備考); a roster names at least three.
  if (found.score < 3) return layout;
  layout.score = found.score;
  layout.first_data = found.bottom + 1;
  layout.header_line = rows[found.bottom].line;
  layout.groups = found.groups;
  layout.headings = found.headings;
  for (std::size_t i = 0; i < found.top; ++i) {
    if (std::string line = line_of_text(rows[i].cells); !line.empty()) {
      layout.titles.push_back(std::move(line));
    }
  }
  return layout;
}

RowKind kind_of_row(const sheets::Cells& cells, const std::vector<RosterField>& field_of,
                    const std::vector<std::string>& headings) {
  std::size_t filled = 0, particulars = 0, as_heading = 0;
  bool total = false, remark = false;
  std::string name;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const std::string text = trim(cells[c].text);
    if (text.empty()) continue;
    ++filled;
    if (c < headings.size() && !headings[c].empty() && text == headings[c]) ++as_heading;
    const F field = c < field_of.size() ? field_of[c] : F::ignored;
    if (field == F::name) name = text;
    const bool says_total = is_total_word(text);
    total = total || says_total;
    remark = remark || is_remark(text);
    if (is_particular(field) && !says_total) ++particulars;
  }
  if (filled == 0) return RowKind::blank;
  if (as_heading >= 3) return RowKind::repeated_heading;
  if (total && particulars < 4) return RowKind::remark;
  if (remark && particulars < 3) return RowKind::remark;
  if (!name.empty()) return filled >= 2 ? RowKind::member : RowKind::remark;
  return particulars >= 3 ? RowKind::member : RowKind::remark;
}

}  // namespace musubi::members
