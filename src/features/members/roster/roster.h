// roster.h - reads the prefecture's roster (貸与された会員名簿) whatever its layout: which sheet,
// which rows are titles, headings and totals, what each column means; then normalises each row and
// lists what is wrong with it. Pure: no database, no clock, no web. The import service turns a
// Roster into proposals; `musubi import members --dry-run --json` prints roster_json().
// It must never guess in silence: what it cannot read stays as written and becomes a Defect.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "core/sheets/sheets.h"

namespace musubi::members {

// What a column can mean. The names are the JSON and the form's field names.
enum class RosterField : std::uint8_t {
  ignored,           // a running number, or nothing we keep
  member_no,
  joined_on,
  category,
  corporate_number,
  name,
  name_kana,
  representative,    // title and name in one cell
  representative_title,
  representative_name,
  industry,
  employees,
  capital_yen,
  postal_code,
  address,
  telephone,
  fax,
  department,
  contact_name,
  email,
  website,
  interests,
  platform_use,
  notes,
  count_
};
inline constexpr std::size_t kRosterFieldCount = static_cast<std::size_t>(RosterField::count_);
std::string_view name_of(RosterField field);   // "corporate_number"
std::string_view label_of(RosterField field);  // 法人番号
std::optional<RosterField> roster_field_named(std::string_view name);

struct MappedColumn {
  int column = 0;        // from 0
  std::string heading;   // as in the file, two levels joined with " / "
  RosterField field = RosterField::ignored;
  double confidence = 0; // 0..1; 1 is a person's word
};
// Which column is what. Proposed by the reader, correctable by a person, remembered under the
// fingerprint of the headings.
struct Mapping {
  std::vector<MappedColumn> columns;
  std::string fingerprint() const;  // same headings in the same order, same fingerprint
  int column_of(RosterField field) const;  // -1 when absent
};
Json mapping_json(const Mapping& mapping);
Result<Mapping> read_mapping(const Json& json);

enum class Severity : std::uint8_t { info, warning, error };
std::string_view name_of(Severity severity);
struct Defect {
  std::int64_t row = 0;    // data rows from 1
  std::int64_t line = 0;   // line of the file, or row of the sheet
  std::string field;       // name_of(RosterField)
  std::string kind;        // hojin_missing, postal_invalid ...
  std::string value;       // as in the file
  std::string message;     // Japanese: what and the remedy
  std::string suggestion;  // the corrected value, "" when only a person can know
  Severity severity = Severity::warning;
};

struct Contact {
  std::string name;
  std::string email;  // "" when missing or unreadable
};
// The cells of one row as in the file. All rows of a file are held at once (docs/decisions.md, 24),
// and the nodes of a map weigh several times what its texts do: in here they are one string.
class KeptCells {
 public:
  KeptCells() = default;
  explicit KeptCells(const std::map<RosterField, std::string>& cells);
  std::string text(RosterField field) const;  // "" when the file has no such column
  std::map<RosterField, std::string> unpacked() const;

 private:
  std::string packed_;
};

struct RosterRow {
  std::int64_t row = 0;
  std::int64_t line = 0;
  KeptCells raw;  // of the fields that are mapped

  // Normalised. Empty or nullopt when the file does not say or it cannot be read.
  std::string member_no;
  std::string name;              // corporate form spelled out, kana full width, no stray spaces
  std::string name_key;          // for matching only
  std::string name_kana;         // full-width katakana
  std::string category;          // as written: 企業 団体 大学・教育機関 行政
  std::string category_code;     // company body university government
  std::string corporate_number;  // 13 digits with a right check digit
  bool says_no_corporate_number = false;  // なし, －
  std::string postal_code;       // 860-0001
  std::string address;
  std::string municipality;      // code of six digits, "" outside Kumamoto
  std::string ward;              // code of six digits, Kumamoto city only
  bool outside_prefecture = false;
  std::string industry;          // JSIC letter
  std::optional<std::int64_t> employees;
  bool employees_approximate = false;  // 約, the middle of a range, or the first of several
  std::optional<std::int64_t> capital_yen;
  std::optional<Date> joined_on;
  std::string representative_title;
  std::string representative_name;
  std::string department;
  std::string telephone;         // 096-000-5634
  std::string fax;
  std::vector<Contact> contacts;
  std::string website;
  std::optional<bool> platform_use;
  std::vector<std::string> interests;
  std::string notes;
  bool wants_withdrawal = false;
  bool notes_say_duplicate = false;
};

struct Duplicate {
  std::int64_t row = 0;
  std::int64_t of_row = 0;  // the registered one (it has a member number), else the earliest
  std::string reason;       // Japanese: what agrees
};

struct RosterOptions {
  std::string sheet;                // "" picks the sheet that looks most like a roster
  std::optional<Mapping> mapping;   // "" proposes one
  sheets::Limits limits;
  // Recalls a remembered mapping by fingerprint; may be empty.
  std::function<std::optional<Mapping>(const std::string& fingerprint)> remembered;
  std::function<void(std::int64_t done, std::int64_t total)> progress;
};

struct Roster {
  sheets::FileInfo file;
  std::string sheet;
  Mapping mapping;
  std::int64_t header_line = 0;         // line of the last heading row
  std::vector<std::string> titles;      // lines above the heading
  std::vector<std::string> footers;     // totals and remarks below the table
  std::vector<RosterRow> rows;
  std::vector<Defect> defects;          // by row, then by field
  std::vector<Duplicate> duplicates;    // by row
  std::int64_t organisations = 0;       // rows minus duplicates
};

Result<Roster> read_roster(const std::string& path, const RosterOptions& options = {});
Result<Roster> read_roster_bytes(std::string_view bytes, const RosterOptions& options = {});
// The same row read again after a person corrected it (wizard): raw in, normalised and defects out.
RosterRow normalise_row(std::int64_t row, std::int64_t line,
                        const std::map<RosterField, std::string>& raw,
                        std::vector<Defect>& defects);

// {"rows","organisations","duplicates":[{row,of_row,reason}],"defects":[{row,line,field,kind,
// value,message}]} - the contract of `import members --dry-run --json`.
Json roster_json(const Roster& roster);

}  // namespace musubi::members
