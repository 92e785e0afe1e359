// xlsx_read.cc - rows and cells of one sheet, handed on one row at a time. Never evaluates a
// formula: the value that Excel stored counts.
#include "core/sheets/xlsx_read.h"

#include <algorithm>
#include <charconv>
#include <memory>

#include "base/text.h"
#include "core/sheets/decode.h"
#include "core/sheets/xlsx_book.h"

namespace musubi::sheets {

namespace {

constexpr double kDays1904 = 1462;
// Merged cells in a roster are titles and headings; thousands are decoration and not worth
// following through every row.
constexpr std::size_t kMergesMax = 5000;

struct Merge {
  std::int64_t top = 0, bottom = 0;
  int left = 0, right = 0;
  Cell cell;  // the value of the top left corner, once read
};

// "AB12" to column 27 (from 0) and row 12; false when it is no reference.
bool read_reference(std::string_view text, int& column, std::int64_t& row) {
  column = 0;
  std::size_t i = 0;
  for (; i < text.size() && i < 4 && text[i] >= 'A' && text[i] <= 'Z'; ++i) {
    column = column * 26 + (text[i] - 'A' + 1);
  }
  if (i == 0 || column > 16384) return false;
  --column;
  const auto [end, error] = std::from_chars(text.data() + i, text.data() + text.size(), row);
  return error == std::errc() && end == text.data() + text.size() && row > 0;
}

class SheetReader {
 public:
  SheetReader(const Book& book, const std::vector<NumberFormat>& formats,
              const SharedStrings& strings, const Limits& limits)
      : book_(book), formats_(formats), strings_(strings), limits_(limits) {}

  Result<void> read_merges(XlsxParts& parts, const std::string& part);
  Result<void> read_rows(XlsxParts& parts, const std::string& part, const ReadOptions& options,
                         const EachRow& each);

 private:
  Result<bool> read_row(std::string& piece, const EachRow& each);
  Result<Cell> read_cell(const pugi::xml_node& node) const;
  Cell number_cell(std::string_view digits, int style) const;
  void cover(std::int64_t line);

  const Book& book_;
  const std::vector<NumberFormat>& formats_;
  const SharedStrings& strings_;
  Limits limits_;
  std::vector<Merge> merges_;     // by top row
  std::size_t merges_begun_ = 0;  // merges_ before this have their top row behind us
  std::vector<std::size_t> open_;
  Cells cells_;
  std::int64_t line_ = 0, rows_ = 0;
};

Result<void> SheetReader::read_merges(XlsxParts& parts, const std::string& part) {
  const auto reader = TRY(PartReader::open(parts, part));
  XmlPieces pieces(*reader, "mergeCell");
  std::string piece;
  while (TRY(pieces.next(piece))) {
    pugi::xml_document document;
    if (!parse_xml(piece, document)) continue;
    const std::string_view range = document.document_element().attribute("ref").value();
    const auto colon = range.find(':');
    Merge merge;
    if (colon == std::string_view::npos ||
        !read_reference(range.substr(0, colon), merge.left, merge.top) ||
        !read_reference(range.substr(colon + 1), merge.right, merge.bottom)) {
      continue;
    }
    merge.right = std::min(merge.right, limits_.columns - 1);
    merges_.push_back(std::move(merge));
    if (merges_.size() > kMergesMax) {
      merges_.clear();
      return {};
    }
  }
  std::sort(merges_.begin(), merges_.end(),
            [](const Merge& a, const Merge& b) { return a.top < b.top; });
  return {};
}

Cell SheetReader::number_cell(std::string_view digits, int style) const {
  Cell cell;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), cell.number);
  if (error != std::errc() || end != digits.data() + digits.size()) {
    cell.text = digits;  // not a number after all: shown as it is
    cell.kind = digits.empty() ? CellKind::empty : CellKind::text;
    return cell;
  }
  NumberFormat format;
  if (style >= 0 && static_cast<std::size_t>(style) < formats_.size()) {
    format = formats_[static_cast<std::size_t>(style)];
  }
  const bool date = format.look == NumberLook::date || format.look == NumberLook::date_time;
  if (date && book_.dates_from_1904) cell.number += kDays1904;
  cell.text = show_number(cell.number, format);
  cell.kind = date ? CellKind::date : CellKind::number;
  return cell;
}

Result<Cell> SheetReader::read_cell(const pugi::xml_node& node) const {
  const std::string_view type = node.attribute("t").value();
  Cell cell;
  cell.kind = CellKind::text;
  if (type == "inlineStr") {
    cell.text = text_of_string_item(child_named(node, "is"));
  } else {
    const std::string_view value = child_named(node, "v").child_value();
    if (type == "s") {
      std::size_t index = 0;
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), index);
      if (error == std::errc() && end == value.data() + value.size()) {
        cell.text = strings_.at(index);
      }
    } else if (type == "b") {
      cell.text = value == "1" ? "TRUE" : "FALSE";
      cell.kind = CellKind::boolean;
    } else if (type == "e") {
      cell.text = value;
      cell.kind = CellKind::error;
    } else if (type == "d") {
      cell.text = value.substr(0, 10);
      cell.kind = CellKind::date;
    } else if (type == "str") {
      cell.text = unescape_excel(std::string(value));
    } else {
      cell = number_cell(value, node.attribute("s").as_int(0));
    }
  }
  if (cell.text.empty()) cell.kind = CellKind::empty;
  if (!is_valid_utf8(cell.text)) cell.text = mended_utf8(cell.text);
  if (static_cast<std::int64_t>(cell.text.size()) > limits_.cell_bytes) {
    return fail(Fault::too_large, std::to_string(line_) +
                                      "行目：1つのセルの文字が多すぎます。セルの内容を短くしてください。");
  }
  return cell;
}

void SheetReader::cover(std::int64_t line) {
  while (merges_begun_ < merges_.size() && merges_[merges_begun_].top <= line) {
    open_.push_back(merges_begun_++);
  }
  std::erase_if(open_, [&](std::size_t i) { return merges_[i].bottom < line; });
  for (const std::size_t i : open_) {
    Merge& merge = merges_[i];
    const auto left = static_cast<std::size_t>(merge.left);
    if (merge.top == line && left < cells_.size()) merge.cell = cells_[left];
    if (merge.cell.empty() || merge.right < merge.left) continue;
    if (cells_.size() <= static_cast<std::size_t>(merge.right)) {
      cells_.resize(static_cast<std::size_t>(merge.right) + 1);
    }
    for (int column = merge.left; column <= merge.right; ++column) {
      if (merge.top == line && column == merge.left) continue;
      Cell& cell = cells_[static_cast<std::size_t>(column)];
      cell = merge.cell;
      cell.covered = true;
    }
  }
}

Result<bool> SheetReader::read_row(std::string& piece, const EachRow& each) {
  pugi::xml_document document;
  if (!parse_xml(piece, document)) {
    return fail(Fault::invalid,
                "Excel ファイルが壊れています。Excel で開いて保存し直してください。");
  }
  const auto row = document.document_element();
  const std::int64_t stated = row.attribute("r").as_llong(0);
  line_ = stated > line_ ? stated : line_ + 1;
  if (++rows_ > limits_.rows || line_ > limits_.rows) {
    return fail(Fault::too_large, "行が多すぎます（上限 " + std::to_string(limits_.rows) +
                                      "行）。ファイルを分けてください。");
  }
  cells_.clear();
  int next = 0;
  for (const auto& node : row.children()) {
    if (local_name(node.name()) != "c") continue;
    int column = next;
    std::int64_t ignored = 0;
    const std::string_view reference = node.attribute("r").value();
    if (!reference.empty() && !read_reference(reference, column, ignored)) column = next;
    next = column + 1;
    Cell cell = TRY(read_cell(node));
    if (cell.empty()) continue;
    if (column >= limits_.columns) {
      return fail(Fault::too_large, "列が多すぎます（上限 " + std::to_string(limits_.columns) +
                                        "列）。不要な列を削除してください。");
    }
    if (cells_.size() <= static_cast<std::size_t>(column)) {
      cells_.resize(static_cast<std::size_t>(column) + 1);
    }
    cells_[static_cast<std::size_t>(column)] = std::move(cell);
  }
  cover(line_);
  if (cells_.empty()) cells_.emplace_back();
  return each(line_, cells_);
}

Result<void> SheetReader::read_rows(XlsxParts& parts, const std::string& part,
                                    const ReadOptions& options, const EachRow& each) {
  const auto reader = TRY(PartReader::open(parts, part));
  XmlPieces pieces(*reader, "row");
  std::string piece;
  while (TRY(pieces.next(piece))) {
    if (!TRY(read_row(piece, each))) return {};
    if (options.progress) options.progress(reader->done(), reader->total());
  }
  return {};
}

}  // namespace

Result<FileInfo> describe_xlsx(ByteSource& source, const ReadOptions& options) {
  const auto parts = TRY(XlsxParts::open(source, options.limits));
  const Book book = TRY(read_book(*parts));
  FileInfo info;
  info.format = Format::xlsx;
  info.has_macros = book.has_macros;
  for (const auto& sheet : book.sheets) info.sheets.push_back(sheet.name);
  return info;
}

Result<void> each_xlsx_row(ByteSource& source, const ReadOptions& options, const EachRow& each) {
  const auto parts = TRY(XlsxParts::open(source, options.limits));
  const Book book = TRY(read_book(*parts));
  const auto sheet = std::find_if(
      book.sheets.begin(), book.sheets.end(),
      [&](const BookSheet& s) { return options.sheet.empty() || s.name == options.sheet; });
  if (sheet == book.sheets.end()) {
    return fail(Fault::not_found,
                "シート「" + options.sheet + "」がありません。シート名を確認してください。");
  }
  const auto formats = TRY(read_styles(*parts, book));
  const auto strings = TRY(SharedStrings::read(*parts, book));
  SheetReader reader(book, formats, strings, options.limits);
  TRY(reader.read_merges(*parts, sheet->part));
  return reader.read_rows(*parts, sheet->part, options, each);
}

}  // namespace musubi::sheets
