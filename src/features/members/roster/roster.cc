// roster.cc - the whole reading: choose the sheet, find the heading, map the columns, read rows
// as a stream, find duplicates.
//
//   describe -> probe each sheet's first rows -> layout, mapping -> every row -> duplicates
#include "features/members/roster/roster.h"

#include <algorithm>

#include "base/text.h"
#include "features/members/roster/duplicates.h"
#include "features/members/roster/headings.h"
#include "features/members/roster/layout.h"

namespace musubi::members {

namespace {

using F = RosterField;
constexpr std::size_t kProbeRows = 400;    // enough for titles, headings and samples
constexpr std::size_t kSampleRows = 200;
constexpr std::size_t kFootersMax = 50;

// A file on disk or bytes in memory, by the same two questions.
struct Source {
  std::string path;
  std::string_view bytes;
  Result<sheets::FileInfo> describe(const sheets::ReadOptions& options) const {
    return path.empty() ? sheets::describe_bytes(bytes, options)
                        : sheets::describe(path, options);
  }
  Result<void> each_row(const sheets::ReadOptions& options, const sheets::EachRow& each) const {
    return path.empty() ? sheets::each_row_of_bytes(bytes, options, each)
                        : sheets::each_row(path, options, each);
  }
};

Result<std::vector<SheetRow>> probe(const Source& source, const sheets::ReadOptions& options) {
  std::vector<SheetRow> rows;
  TRY(source.each_row(options, [&](std::int64_t line, const sheets::Cells& cells) -> Result<bool> {
    rows.push_back({line, cells});
    return rows.size() < kProbeRows;
  }));
  return rows;
}

struct Chosen {
  std::string sheet;
  Layout layout;
  std::vector<SheetRow> rows;  // the probed ones
  double score = 0;
};

// How much a sheet is the roster: its headings first, then its name, then how many rows it has.
double score_of_sheet(const std::string& name, const Layout& layout, std::size_t rows) {
  if (layout.score == 0) return 0;
  double score = layout.score;
  if (name.find("名簿") != std::string::npos || name.find("会員") != std::string::npos) score += 1;
  for (const std::string_view old : {"退会", "旧", "控", "コピー", "集計", "記入例", "見本", "作業"}) {
    if (name.find(old) != std::string::npos) score -= 2;
  }
  const std::size_t data = rows > layout.first_data ? rows - layout.first_data : 0;
  return score + static_cast<double>(std::min(data, kProbeRows)) / kProbeRows * 2;
}

Failure no_heading() {
  return fail(Fault::invalid,
              "会員名簿の見出し行が見つかりません。「企業・団体名」「所在地」などの見出しがあるファイルか"
              "確認してください。");
}

Result<Chosen> choose_sheet(const Source& source, const sheets::FileInfo& file,
                            sheets::ReadOptions options, const std::string& wanted) {
  Chosen best;
  for (const std::string& sheet : file.sheets) {
    if (!wanted.empty() && sheet != wanted) continue;
    options.sheet = sheet;
    Chosen one{sheet, {}, TRY(probe(source, options)), 0};
    one.layout = find_layout(one.rows);
    one.score = score_of_sheet(sheet, one.layout, one.rows.size());
    if (one.score > best.score) best = std::move(one);
  }
  if (best.layout.score > 0) return best;
  if (!wanted.empty() &&
      std::find(file.sheets.begin(), file.sheets.end(), wanted) == file.sheets.end()) {
    return fail(Fault::not_found,
                "シート「" + wanted + "」がありません。シート名を確認してください。");
  }
  return no_heading();
}

Mapping propose(const Chosen& chosen) {
  std::vector<std::vector<std::string>> samples(chosen.layout.headings.size());
  const std::size_t end = std::min(chosen.rows.size(), chosen.layout.first_data + kSampleRows);
  for (std::size_t i = chosen.layout.first_data; i < end; ++i) {
    for (std::size_t c = 0; c < samples.size() && c < chosen.rows[i].cells.size(); ++c) {
      samples[c].push_back(chosen.rows[i].cells[c].text);
    }
  }
  return propose_mapping(chosen.layout.groups, chosen.layout.headings, samples);
}

class RowsReader {
 public:
  RowsReader(Roster& roster, std::vector<std::string> headings)
      : roster_(roster), headings_(std::move(headings)) {
    for (const MappedColumn& column : roster_.mapping.columns) {
      const auto at = static_cast<std::size_t>(column.column);
      if (at >= field_of_.size()) field_of_.resize(at + 1, F::ignored);
      field_of_[at] = column.field;
      if (column.field == F::capital_yen) capital_unit_ = unit_in_heading(column.heading);
    }
  }

  void take(std::int64_t line, const sheets::Cells& cells) {
    if (line <= roster_.header_line) return;
    const RowKind kind = kind_of_row(cells, field_of_, headings_);
    if (kind == RowKind::remark && roster_.footers.size() < kFootersMax) {
      roster_.footers.push_back(line_of_text(cells));
    }
    if (kind != RowKind::member) return;
    const auto number = static_cast<std::int64_t>(roster_.rows.size()) + 1;
    roster_.rows.push_back(normalise_row(number, line, raw_of(cells), roster_.defects));
  }

 private:
  // Every mapped field is present, blank when the cell is: a missing value is told from a column
  // that the file does not have.
  std::map<F, std::string> raw_of(const sheets::Cells& cells) const {
    std::map<F, std::string> raw;
    for (std::size_t c = 0; c < field_of_.size(); ++c) {
      const F field = field_of_[c];
      if (field == F::ignored) continue;
      const std::string text = c < cells.size() ? cells[c].text : std::string();
      std::string& value = raw[field];
      if (value.empty()) value = text;
      else if (!trim(text).empty()) value += (field == F::address ? "" : "、") + text;
    }
    if (!capital_unit_.empty()) add_capital_unit(raw[F::capital_yen]);
    return raw;
  }
  void add_capital_unit(std::string& value) const {
    const std::string text = trim(nfkc(value));
    if (!text.empty() && text.find_first_not_of("0123456789,.") == std::string::npos) {
      value = text + capital_unit_;
    }
  }

  Roster& roster_;
  std::vector<std::string> headings_;
  std::vector<F> field_of_;
  std::string capital_unit_;
};

Result<void> use_mapping(Roster& roster, const Chosen& chosen, const RosterOptions& options) {
  roster.mapping = propose(chosen);
  if (options.mapping) {
    roster.mapping = *options.mapping;
  } else if (options.remembered) {
    if (auto known = options.remembered(roster.mapping.fingerprint())) roster.mapping = *known;
  }
  if (roster.mapping.column_of(F::name) < 0) {
    return fail(Fault::invalid,
                "企業・団体名の列が分かりません。列の割り当てで「企業・団体名」を選んでください。");
  }
  return {};
}

Result<Roster> read_source(const Source& source, const RosterOptions& options) {
  sheets::ReadOptions reading;
  reading.limits = options.limits;
  Roster roster;
  roster.file = TRY(source.describe(reading));
  if (roster.file.format == sheets::Format::csv) {
    reading.encoding = roster.file.encoding;  // found once, not once more per pass
    reading.delimiter = roster.file.delimiter;
  }
  const Chosen chosen = TRY(choose_sheet(source, roster.file, reading, options.sheet));
  roster.sheet = chosen.sheet;
  roster.header_line = chosen.layout.header_line;
  roster.titles = chosen.layout.titles;
  TRY(use_mapping(roster, chosen, options));
  reading.sheet = chosen.sheet;
  reading.progress = options.progress;
  RowsReader reader(roster, chosen.layout.headings);
  TRY(source.each_row(reading,
                      [&](std::int64_t line, const sheets::Cells& cells) -> Result<bool> {
                        reader.take(line, cells);
                        return true;
                      }));
  if (roster.rows.empty()) {
    return fail(Fault::invalid,
                "見出しの下に会員の行がありません。会員が載っているファイルか確認してください。");
  }
  find_duplicates(roster);
  return roster;
}

}  // namespace

Result<Roster> read_roster(const std::string& path, const RosterOptions& options) {
  return read_source({path, {}}, options);
}

Result<Roster> read_roster_bytes(std::string_view bytes, const RosterOptions& options) {
  return read_source({{}, bytes}, options);
}

Json roster_json(const Roster& roster) {
  Json duplicates = Json::array(), defects = Json::array();
  for (const Duplicate& d : roster.duplicates) {
    duplicates.push_back({{"row", d.row}, {"of_row", d.of_row}, {"reason", d.reason}});
  }
  for (const Defect& d : roster.defects) {
    defects.push_back({{"row", d.row},
                       {"line", d.line},
                       {"field", d.field},
                       {"kind", d.kind},
                       {"value", d.value},
                       {"message", d.message}});
  }
  return {{"rows", roster.rows.size()},
          {"organisations", roster.organisations},
          {"duplicates", duplicates},
          {"defects", defects}};
}

}  // namespace musubi::members
