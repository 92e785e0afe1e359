// csv_read.h - RFC 4180 as people and Excel write it: any of three delimiters, quotes, line ends
// inside quotes, CRLF, LF or a lone CR. Inside core/sheets only.
//
//   field start --"--> quoted --"--> after quote --"--> quoted (one quote kept)
//        |                                |--delimiter, line end--> next field, next row
//        '--other--> plain                '--other--> plain (a sloppy writer; kept as text)
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "core/sheets/bytes.h"
#include "core/sheets/sheets.h"

namespace musubi::sheets {

class CsvParser {
 public:
  CsvParser(char separator, Limits limits, const EachRow& each)
      : delimiter_(separator), limits_(limits), each_(each) {}
  // False when the caller wants no more. Text is UTF-8, cut anywhere.
  Result<bool> feed(std::string_view text);
  Result<bool> finish();

 private:
  enum class State { field_start, plain, quoted, after_quote };
  Result<bool> step(char c);
  Result<void> grow(std::string_view text);
  Result<void> end_field();
  Result<bool> end_row();
  void count_line(char c);
  Failure unclosed() const;

  char delimiter_;
  Limits limits_;
  const EachRow& each_;
  State state_ = State::field_start;
  std::string field_;
  Cells cells_;
  std::size_t used_ = 0;  // cells_ keeps its strings from row to row
  bool row_begun_ = false;
  bool after_cr_ = false;
  std::int64_t line_ = 1;
  std::int64_t row_line_ = 1;
  std::int64_t quote_line_ = 1;
  std::int64_t rows_ = 0;
};

// From the first 64 KiB: the delimiter that cuts most rows into most columns.
char find_delimiter(std::string_view utf8);
Result<FileInfo> describe_csv(ByteSource& source, const ReadOptions& options);
Result<void> each_csv_row(ByteSource& source, const ReadOptions& options, const EachRow& each);

}  // namespace musubi::sheets
