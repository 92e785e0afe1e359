// csv_read.cc - bytes to UTF-8 to cells; csv_read.h draws the state machine. Never repairs a file
// in silence: an unclosed quote is refused with its line.
#include "core/sheets/csv_read.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/sheets/decode.h"

namespace musubi::sheets {

namespace {

constexpr std::size_t kPiece = 1 << 16;

Failure too_large(std::int64_t line, const std::string& what) {
  return fail(Fault::too_large, std::to_string(line) + "行目：" + what);
}

}  // namespace

Failure CsvParser::unclosed() const {
  return fail(Fault::invalid,
              std::to_string(quote_line_) +
                  "行目：引用符（\"）が閉じられていません。その行の \" を確認し、Excel で CSV として保存し"
                  "直してください。");
}

Result<void> CsvParser::grow(std::string_view text) {
  field_.append(text);
  if (static_cast<std::int64_t>(field_.size()) > limits_.cell_bytes) {
    if (state_ == State::quoted) return unclosed();  // the usual reason for a huge cell
    return too_large(line_, "1つのセルの文字が多すぎます。セルの内容を短くしてください。");
  }
  return {};
}

Result<void> CsvParser::end_field() {
  if (used_ >= static_cast<std::size_t>(limits_.columns)) {
    return too_large(row_line_, "列が多すぎます（上限 " + std::to_string(limits_.columns) +
                                    "列）。不要な列を削除してください。");
  }
  if (used_ == cells_.size()) cells_.emplace_back();
  Cell& cell = cells_[used_++];
  cell.text.swap(field_);
  field_.clear();
  cell.kind = cell.text.empty() ? CellKind::empty : CellKind::text;
  state_ = State::field_start;
  return {};
}

Result<bool> CsvParser::end_row() {
  TRY(end_field());
  cells_.resize(used_);
  if (++rows_ > limits_.rows) {
    return too_large(row_line_, "行が多すぎます（上限 " + std::to_string(limits_.rows) +
                                    "行）。ファイルを分けてください。");
  }
  const bool more = TRY(each_(row_line_, cells_));
  used_ = 0;
  row_begun_ = false;
  return more;
}

void CsvParser::count_line(char c) {
  if (c == '\r' || (c == '\n' && !after_cr_)) ++line_;
}

Result<bool> CsvParser::step(char c) {
  const bool swallowed = c == '\n' && after_cr_;  // second half of CRLF
  const bool line_end = c == '\r' || c == '\n';
  if (state_ != State::quoted && swallowed) {
    after_cr_ = false;
    return true;
  }
  if (!row_begun_) {
    row_begun_ = true;
    row_line_ = line_;
  }
  count_line(c);
  after_cr_ = c == '\r';
  if (state_ == State::quoted) {
    if (c == '"') state_ = State::after_quote;
    else if (!swallowed) TRY(grow(line_end ? "\n" : std::string_view(&c, 1)));
    return true;
  }
  if (line_end) return end_row();
  if (c == delimiter_) {
    TRY(end_field());
    return true;
  }
  if (c == '"' && state_ == State::field_start) {
    state_ = State::quoted;
    quote_line_ = line_;
    return true;
  }
  if (c == '"' && state_ == State::after_quote) {
    state_ = State::quoted;
    TRY(grow("\""));
    return true;
  }
  state_ = State::plain;
  TRY(grow(std::string_view(&c, 1)));
  return true;
}

Result<bool> CsvParser::feed(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    // Runs of ordinary characters in one go; step() handles what means something.
    std::size_t end = at;
    while (end < text.size() && text[end] != delimiter_ && text[end] != '"' &&
           text[end] != '\r' && text[end] != '\n') {
      ++end;
    }
    if (end > at + 1 && state_ != State::after_quote) {
      if (!TRY(step(text[at]))) return false;
      TRY(grow(text.substr(at + 1, end - at - 1)));
      at = end;
      continue;
    }
    if (!TRY(step(text[at]))) return false;
    ++at;
  }
  return true;
}

Result<bool> CsvParser::finish() {
  if (state_ == State::quoted) return unclosed();
  if (row_begun_) return end_row();
  return true;
}

char find_delimiter(std::string_view utf8) {
  char best = ',';
  double best_score = 0;
  for (const char candidate : {',', '\t', ';'}) {
    std::vector<std::size_t> widths;
    const EachRow note = [&](std::int64_t, const Cells& cells) -> Result<bool> {
      if (cells.size() > 1 || !cells[0].empty()) widths.push_back(cells.size());
      return true;
    };
    CsvParser parser(candidate, Limits{}, note);
    if (const auto fed = parser.feed(utf8); fed && *fed && widths.empty()) {
      (void)parser.finish().has_value();  // one line without an end
    }
    if (widths.empty()) continue;
    std::sort(widths.begin(), widths.end());
    const double typical = static_cast<double>(widths[widths.size() * 3 / 4]);
    const auto cut = std::count_if(widths.begin(), widths.end(), [](auto w) { return w > 1; });
    const double score =
        typical - 1 + static_cast<double>(cut) / static_cast<double>(widths.size());
    if (score > best_score) {
      best_score = score;
      best = candidate;
    }
  }
  return best;
}

Result<FileInfo> describe_csv(ByteSource& source, const ReadOptions& options) {
  FileInfo info;
  info.format = Format::csv;
  info.sheets = {""};
  info.encoding = options.encoding ? *options.encoding : TRY(find_encoding(source));
  if (options.delimiter) {
    info.delimiter = *options.delimiter;
    return info;
  }
  std::string head(kPiece, '\0'), text;
  head.resize(TRY(source.read(head.data(), head.size())));
  source.rewind();
  Decoder(info.encoding).feed(head, false, text);
  info.delimiter = find_delimiter(text);
  return info;
}

Result<void> each_csv_row(ByteSource& source, const ReadOptions& options, const EachRow& each) {
  const FileInfo info = TRY(describe_csv(source, options));
  Decoder decoder(info.encoding);
  CsvParser parser(info.delimiter, options.limits, each);
  std::array<char, kPiece> piece;
  std::string text;
  std::int64_t done = 0;
  for (;;) {
    const std::size_t count = TRY(source.read(piece.data(), piece.size()));
    text.clear();
    decoder.feed({piece.data(), count}, count == 0, text);
    if (text.find('\0') != std::string::npos) {
      return fail(Fault::invalid,
                  "文字ではないデータが含まれています。Excel で CSV として保存し直してください。");
    }
    if (!TRY(parser.feed(text))) return {};
    done += static_cast<std::int64_t>(count);
    if (options.progress) options.progress(done, source.size());
    if (count == 0) break;
  }
  TRY(parser.finish());
  return {};
}

}  // namespace musubi::sheets
