// sheets.h - reading and writing tables: CSV (and tab separated text) and XLSX.
// Reading is a stream of rows with a callback, so that memory does not grow with the file. A cell
// keeps what it was (text, number, date): a postal code that is a number has lost something.
// Knows nothing of members or any other feature: what a column means is the caller's business.
// SECURITY: files come from outside. Sizes, ratios and counts are bounded; macros, formulas and
// external links are never evaluated.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace musubi::sheets {

enum class CellKind : std::uint8_t { empty, text, number, date, boolean, error };

struct Cell {
  std::string text;  // as a person sees it: numbers without exponent up to 15 digits, dates ISO
  CellKind kind = CellKind::empty;  // CSV knows only empty and text
  double number = 0;                // number: its value; date: the serial in the 1900 system
  bool covered = false;             // hidden under a merged cell; text is the merged cell's
  bool empty() const { return text.empty(); }
};
using Cells = std::vector<Cell>;

enum class Format : std::uint8_t { csv, xlsx };
enum class Encoding : std::uint8_t { utf8, utf8_bom, utf16le, utf16be, cp932 };
std::string_view name_of(Encoding encoding);  // "CP932", "UTF-16LE" ... for people and JSON

struct Limits {
  std::int64_t file_bytes = 256LL << 20;         // on disk
  std::int64_t unpacked_bytes = 1024LL << 20;    // XLSX: one part, unpacked
  std::int64_t ratio = 400;                      // XLSX: unpacked : packed, above 1 MiB unpacked
  std::int64_t entries = 2000;                   // XLSX: files in the container
  std::int64_t rows = 1'048'576;                 // Excel's own
  int columns = 1024;
  std::int64_t cell_bytes = 256 << 10;           // Excel allows 32,767 characters
};

struct ReadOptions {
  std::string sheet;                  // XLSX: name of the sheet; "" is the first visible one
  std::optional<Encoding> encoding;   // CSV: "" is found from the bytes
  std::optional<char> delimiter;      // CSV: found from the text
  Limits limits;
  std::function<void(std::int64_t done, std::int64_t total)> progress;  // bytes of the file
};

// What a file is, found by looking at its bytes; the name's ending is not believed.
struct FileInfo {
  Format format = Format::csv;
  Encoding encoding = Encoding::utf8;  // CSV
  char delimiter = ',';                // CSV
  std::vector<std::string> sheets;     // XLSX: visible sheets in order; CSV: one empty name
  bool has_macros = false;             // XLSM: never run, only told
};

// Called for every row that the file has, blank ones too. `line` is the physical line where the
// record starts (CSV) or the sheet's row number (XLSX). Return false to stop early.
using EachRow = std::function<Result<bool>(std::int64_t line, const Cells& cells)>;

Result<FileInfo> describe(const std::string& path, const ReadOptions& options = {});
Result<void> each_row(const std::string& path, const ReadOptions& options, const EachRow& each);
// The same over bytes in memory (uploads already read, tests, fuzzers).
Result<FileInfo> describe_bytes(std::string_view bytes, const ReadOptions& options = {});
Result<void> each_row_of_bytes(std::string_view bytes, const ReadOptions& options,
                               const EachRow& each);

// ---- writing ----------------------------------------------------------------------------------

struct Unencodable {
  std::int64_t row = 0;   // from 1, heading included
  int column = 0;         // from 1
  std::string character;  // UTF-8
  std::string cell;       // the whole cell, cut where it is long: people look for it by its words
};
inline constexpr std::size_t kUnencodableListed = 1000;  // the rest is counted only
struct CsvOptions {
  Encoding encoding = Encoding::utf8_bom;  // utf8, utf8_bom or cp932
  bool replace_unencodable = false;        // CP932: write_csv: 〓 instead of refusing
};

// CSV as Excel opens it: CRLF, quoted where needed, formulas defused with a leading apostrophe.
class CsvWriter {
 public:
  using Sink = std::function<void(std::string_view bytes)>;
  CsvWriter(CsvOptions options, Sink sink);
  void add_row(const std::vector<std::string>& cells);
  // Fault::invalid with the place of the first one, when something became 〓 that may not.
  Result<void> result() const;
  // CP932: what became 〓, the first kUnencodableListed of them. Empty means nothing was lost.
  const std::vector<Unencodable>& unencodable() const { return unencodable_; }
  std::int64_t unencodable_count() const { return unencodable_count_; }

 private:
  CsvOptions options_;
  Sink sink_;
  void lose(int column, std::string_view character, const std::string& cell);

  std::int64_t row_ = 0;
  std::vector<Unencodable> unencodable_;
  std::int64_t unencodable_count_ = 0;
};
// All at once. CP932 without replace_unencodable fails with Fault::invalid and says which
// characters; ask first with find_unencodable to show the list.
Result<std::string> write_csv(const std::vector<std::vector<std::string>>& rows,
                              const CsvOptions& options = {});
std::vector<Unencodable> find_unencodable(const std::vector<std::vector<std::string>>& rows);

enum class ColumnKind : std::uint8_t { text, number, date };  // codes are text
struct Column {
  std::string heading;
  ColumnKind kind = ColumnKind::text;
  double width = 0;  // characters; 0 is chosen from heading and kind
};
struct XlsxSheet {
  std::string name;                  // at most 31 characters; unfit ones are replaced
  std::vector<std::string> titles;   // lines above the heading
  std::vector<Column> columns;
  std::vector<std::string> notes;    // lines below the table
};

// XLSX through a temporary file in the folder of `path`, rows streamed: memory does not grow with
// them. User text goes in as strings, never as formulas.
class XlsxWriter {
 public:
  explicit XlsxWriter(const std::string& path);
  ~XlsxWriter();
  XlsxWriter(const XlsxWriter&) = delete;
  XlsxWriter& operator=(const XlsxWriter&) = delete;
  void begin_sheet(XlsxSheet sheet);  // heading styled, frozen, filtered, repeated on each page
  // Numbers as digits, dates as YYYY-MM-DD; what does not parse is written as text.
  void add_row(const std::vector<std::string>& cells);
  Result<void> close();  // writes the file; REQUIRES: called once

 private:
  struct Impl;
  Impl* impl_;
};
// The same as bytes, by way of a file in the temporary folder ($TMPDIR) that is gone afterwards.
// `fill` begins sheets and adds rows. Fault::unavailable when the file could not be made.
Result<std::string> xlsx_bytes(const std::function<void(XlsxWriter& writer)>& fill);

}  // namespace musubi::sheets
