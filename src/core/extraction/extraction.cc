// extraction.cc - see extraction.h: which reader a document goes to, pdftotext, sheets and plain
// text. Holds no file open while it works, and leaves nothing behind.
#include "core/extraction/extraction.h"

#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <utility>

#include "base/text.h"
#include "core/documents/child.h"
#include "core/documents/documents.h"
#include "core/extraction/office.h"
#include "core/sheets/sheets.h"

namespace musubi::extraction {
namespace {

using WallClock = std::chrono::steady_clock;

constexpr const char* kPdfToText = "/usr/bin/pdftotext";
constexpr const char* kPagesMost = "400";
constexpr std::int64_t kMemoryMost = 1LL << 30;
constexpr std::int64_t kPdfMost = 100'000'000;
constexpr std::int64_t kWrittenMost = 16'000'000;
constexpr std::int64_t kPlainMost = 8'000'000;
constexpr std::string_view kSheet =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

Failure not_readable(std::string detail = {}) {
  return fail(Fault::invalid,
              "文書が壊れているか、パスワードで保護されています。元のソフトで開いて保存し直し、登録し直してください",
              std::move(detail));
}

Failure too_large() {
  return fail(Fault::invalid, "文書が大きすぎて、中の言葉を読み取れません。分けて登録してください");
}

Failure no_room(std::string detail) {
  return fail(Fault::unavailable, "文書を読み取る用意ができませんでした。ディスクの空きを確認してください",
              std::move(detail));
}

std::int64_t size_of(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error ? -1 : static_cast<std::int64_t>(size);
}

bool is_plain(std::string_view type) {
  return type == "text/plain" || type == "text/csv" || type == "application/csv";
}

// A sheet is one; a row is a line.
Result<void> add_rows(const std::function<Result<void>(const sheets::EachRow&)>& each,
                      Extracted& out) {
  auto read = each([&](std::int64_t, const sheets::Cells& cells) -> Result<bool> {
    std::string line;
    for (const sheets::Cell& cell : cells) {
      if (cell.empty() || cell.covered) continue;
      line += (line.empty() ? "" : " ") + replace_all(cell.text, "\n", " ");
    }
    return add_line(out, cleaned(line));
  });
  if (!read) return not_readable(read.error().detail);
  return {};
}

Result<Extracted> sheet_text(const std::string& path) {
  const auto about = sheets::describe(path);
  if (!about) return not_readable(about.error().detail);
  Extracted out;
  for (const std::string& sheet : about->sheets) {
    if (out.cut) break;
    sheets::ReadOptions options;
    options.sheet = sheet;
    add_line(out, cleaned(sheet));
    TRY(add_rows([&](const sheets::EachRow& row) { return sheets::each_row(path, options, row); },
                 out));
  }
  return out;
}

// Into the folder that the child may read; a copy, because it must not see ours.
Result<void> copy_for_child(const std::string& from, const std::string& to,
                            const std::optional<documents::ChildUser>& user) {
  std::error_code error;
  std::filesystem::copy_file(from, to, error);
  if (error) return no_room("copy: " + error.message());
  if (chmod(to.c_str(), 0600) != 0) return no_room("chmod");
  if (user && chown(to.c_str(), user->uid, user->gid) != 0) return no_room("chown");
  return {};
}

Result<Extracted> pdf_text(const std::string& path) {
  if (::access(kPdfToText, X_OK) != 0) {
    return fail(Fault::unavailable, "PDFを読む部品が見つかりません。poppler-utils を入れてください",
                std::string("not executable: ") + kPdfToText);
  }
  if (size_of(path) > kPdfMost) return too_large();
  const documents::Options& options = documents::configured();
  const auto user = TRY(documents::child_user(options.run_as));
  const documents::Workplace place =
      TRY(documents::Workplace::make(options.temp_folder, user));
  TRY(copy_for_child(path, place.file("in.pdf"), user));
  const auto until = WallClock::now() + std::chrono::seconds(kSecondsMost);
  const bool done = documents::run_child(
      {kPdfToText, "-q", "-enc", "UTF-8", "-l", kPagesMost, place.file("in.pdf"),
       place.file("out.txt")},
      place, user, place.file("log.txt"), until,
      {.memory_bytes = kMemoryMost, .cpu_seconds = kSecondsMost, .file_bytes = kWrittenMost});
  if (!done) {
    if (WallClock::now() >= until) return too_large();
    return not_readable("pdftotext: " + cut_characters(
                                            documents::read_output(place.file("log.txt"), 100'000),
                                            200));
  }
  Extracted out;
  const std::string lines =
      joined_lines(documents::read_output(place.file("out.txt"), kWrittenMost));
  for (const std::string& line : split(lines, '\n')) {
    if (!add_line(out, cleaned(line))) break;
  }
  return out;
}

Result<std::string> bytes_of(const std::string& path) {
  if (size_of(path) > kPlainMost) return too_large();
  const std::string bytes = documents::read_output(path, kPlainMost);
  return bytes;
}

}  // namespace

bool can_read(std::string_view media_type) {
  return media_type == "application/pdf" || media_type == kSheet || is_plain(media_type) ||
         is_paper(media_type);
}

std::string joined_lines(std::string_view text) {
  std::string out;
  bool begins = true;  // a paragraph
  for (const std::string& raw : split(replace_all(std::string(text), "\f", "\n\n"), '\n')) {
    const std::string line = trim(raw);
    if (line.empty()) {
      if (!begins) out += '\n';
      begins = true;
      continue;
    }
    const auto is_wide = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
    if (!begins && !(is_wide(out.back()) && is_wide(line.front()))) out += ' ';
    out += line;
    begins = false;
  }
  return out;
}

Result<Extracted> plain_text(std::string_view bytes) {
  Extracted out;
  if (is_valid_utf8(bytes)) {
    for (const std::string& line : split(bytes, '\n')) {
      if (!add_line(out, cleaned(line))) break;
    }
    return out;
  }
  TRY(add_rows(
      [&](const sheets::EachRow& row) { return sheets::each_row_of_bytes(bytes, {}, row); }, out));
  return out;
}

Result<Extracted> office_text(std::string_view bytes, std::string_view media_type) {
  if (!is_paper(media_type)) return not_readable("type");
  sheets::MemorySource source(bytes);
  return paper_text(source, media_type);
}

Result<Extracted> text_of_file(const std::string& path, std::string_view media_type) {
  if (size_of(path) < 0) return no_room("no file");
  if (media_type == "application/pdf") return pdf_text(path);
  if (media_type == kSheet) return sheet_text(path);
  if (is_paper(media_type)) {
    const auto source = sheets::FileSource::open(path);
    if (!source) return no_room("open");
    return paper_text(**source, media_type);
  }
  if (!is_plain(media_type)) return not_readable("type");
  const std::string bytes = TRY(bytes_of(path));
  return plain_text(bytes);
}

}  // namespace musubi::extraction
