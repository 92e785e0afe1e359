// xlsx_write.cc - XLSX for people who will print it: heading styled, frozen, filtered and repeated
// on each page; codes as text. libxlsxwriter in constant-memory mode, so rows are never kept.
#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "base/text.h"
#include "base/time.h"
#include "core/sheets/sheets.h"

namespace musubi::sheets {

namespace {

std::string fit_sheet_name(const std::string& name) {
  std::string fit;
  for (const char c : name) {
    fit += std::string_view("[]:*?/\\").find(c) == std::string_view::npos ? c : '_';
  }
  fit = cut_characters(fit, 31);
  while (!fit.empty() && (fit.front() == '\'' || fit.back() == '\'')) {
    fit.erase(fit.front() == '\'' ? 0 : fit.size() - 1, 1);
  }
  return fit;
}

double fit_width(const Column& column) {
  if (column.width > 0) return column.width;
  const double heading = static_cast<double>(count_characters(column.heading)) * 2 + 4;
  const double body = column.kind == ColumnKind::text ? 20 : 12;
  return std::clamp(std::max(heading, body), 8.0, 40.0);
}

}  // namespace

struct XlsxWriter::Impl {
  lxw_workbook* book = nullptr;
  lxw_worksheet* sheet = nullptr;
  lxw_format *heading = nullptr, *title = nullptr, *text = nullptr, *number = nullptr,
             *date = nullptr;
  XlsxSheet about;
  lxw_row_t row = 0, heading_row = 0;
  std::string trouble;

  void note(lxw_error error) {
    if (error != LXW_NO_ERROR && trouble.empty()) trouble = lxw_strerror(error);
  }
  void string(lxw_col_t column, const std::string& value, lxw_format* format) {
    if (value.empty()) return;
    // Excel refuses a file with a longer cell; nothing in the product is that long.
    note(worksheet_write_string(sheet, row, column, cut_characters(value, 32767).c_str(), format));
  }
  void end_sheet() {
    if (!sheet) return;
    const auto last = static_cast<lxw_col_t>(std::max<std::size_t>(about.columns.size(), 1) - 1);
    if (!about.columns.empty()) {
      note(worksheet_autofilter(sheet, heading_row, 0, std::max(row, heading_row + 1) - 1, last));
    }
    for (const auto& line : about.notes) {
      string(0, line, nullptr);
      ++row;
    }
    sheet = nullptr;
  }
};

XlsxWriter::XlsxWriter(const std::string& path) : impl_(new Impl) {
  // Rows wait in a file beside the result: a system's own temporary folder may be memory.
  std::string folder = std::filesystem::path(path).parent_path().string();
  lxw_workbook_options options = {};
  options.constant_memory = LXW_TRUE;
  if (!folder.empty()) options.tmpdir = folder.data();  // copied
  impl_->book = workbook_new_opt(path.c_str(), &options);
  if (!impl_->book) return;
  const auto format = [&] {
    lxw_format* made = workbook_add_format(impl_->book);
    format_set_font_name(made, "游ゴシック");
    format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
    return made;
  };
  impl_->heading = format();
  format_set_bold(impl_->heading);
  format_set_bg_color(impl_->heading, 0xE8F1FE);
  format_set_border(impl_->heading, LXW_BORDER_THIN);
  format_set_text_wrap(impl_->heading);
  impl_->title = format();
  format_set_bold(impl_->title);
  impl_->text = format();
  format_set_num_format(impl_->text, "@");
  impl_->number = format();
  format_set_num_format(impl_->number, "#,##0");
  impl_->date = format();
  format_set_num_format(impl_->date, "yyyy-mm-dd");
}

XlsxWriter::~XlsxWriter() {
  if (impl_->book) (void)close().has_value();
  delete impl_;
}

void XlsxWriter::begin_sheet(XlsxSheet about) {
  if (!impl_->book) return;
  impl_->end_sheet();
  impl_->about = std::move(about);
  const std::string name = fit_sheet_name(impl_->about.name);
  impl_->sheet = workbook_add_worksheet(impl_->book, name.empty() ? nullptr : name.c_str());
  if (!impl_->sheet) {  // a name used twice: let the library choose one
    impl_->sheet = workbook_add_worksheet(impl_->book, nullptr);
  }
  lxw_worksheet* sheet = impl_->sheet;
  impl_->row = 0;
  for (std::size_t i = 0; i < impl_->about.columns.size(); ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    const Column& c = impl_->about.columns[i];
    lxw_format* kind = c.kind == ColumnKind::text ? impl_->text : nullptr;
    impl_->note(worksheet_set_column(sheet, column, column, fit_width(c), kind));
  }
  for (const auto& title : impl_->about.titles) {
    impl_->string(0, title, impl_->title);
    ++impl_->row;
  }
  impl_->heading_row = impl_->row;
  for (std::size_t i = 0; i < impl_->about.columns.size(); ++i) {
    impl_->string(static_cast<lxw_col_t>(i), impl_->about.columns[i].heading, impl_->heading);
  }
  ++impl_->row;
  worksheet_freeze_panes(sheet, impl_->row, 0);
  worksheet_repeat_rows(sheet, impl_->heading_row, impl_->heading_row);
  worksheet_set_paper(sheet, 9);  // A4
  worksheet_set_landscape(sheet);
  worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_set_footer(sheet, "&C&P / &N");
}

void XlsxWriter::add_row(const std::vector<std::string>& cells) {
  if (!impl_->sheet) return;
  for (std::size_t i = 0; i < cells.size() && i < 16384; ++i) {
    const auto column = static_cast<lxw_col_t>(i);
    const std::string& cell = cells[i];
    const auto kind =
        i < impl_->about.columns.size() ? impl_->about.columns[i].kind : ColumnKind::text;
    double number = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    const auto date = kind == ColumnKind::date ? parse_iso_date(cell) : std::nullopt;
    if (kind == ColumnKind::number && error == std::errc() && end == cell.data() + cell.size()) {
      impl_->note(worksheet_write_number(impl_->sheet, impl_->row, column, number, impl_->number));
    } else if (date && date->year >= 1900) {
      lxw_datetime when = {date->year, date->month, date->day, 0, 0, 0};
      impl_->note(worksheet_write_datetime(impl_->sheet, impl_->row, column, &when, impl_->date));
    } else {
      impl_->string(column, cell, impl_->text);
    }
  }
  ++impl_->row;
}

Result<void> XlsxWriter::close() {
  if (!impl_->book) {
    return fail(Fault::unavailable,
                "Excel ファイルを作れませんでした。空き容量を確認してもう一度お試しください。");
  }
  impl_->end_sheet();
  const lxw_error error = workbook_close(impl_->book);
  impl_->book = nullptr;
  impl_->note(error);
  if (!impl_->trouble.empty()) {
    return fail(Fault::unavailable,
                "Excel ファイルを作れませんでした。空き容量を確認してもう一度お試しください。",
                impl_->trouble);
  }
  return {};
}

}  // namespace musubi::sheets
