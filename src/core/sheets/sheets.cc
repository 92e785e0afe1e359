// sheets.cc - which reader a file goes to: the door behind sheets.h. The name's ending is not
// believed; the bytes are.
#include "core/sheets/sheets.h"

#include <memory>

#include "core/sheets/bytes.h"
#include "core/sheets/csv_read.h"
#include "core/sheets/xlsx_read.h"

namespace musubi::sheets {

namespace {

// Old .xls and password-protected .xlsx are both OLE2 containers; the stream's name tells.
Result<bool> is_encrypted(ByteSource& source) {
  const std::string name = [] {
    std::string utf16;
    for (const char c : std::string_view("EncryptedPackage")) utf16 += {c, '\0'};
    return utf16;
  }();
  std::string window(1 << 16, '\0'), kept;
  for (;;) {
    const std::size_t count = TRY(source.read(window.data(), window.size()));
    if (count == 0) break;
    kept.append(window, 0, count);
    if (kept.find(name) != std::string::npos) return true;
    if (kept.size() > name.size()) kept.erase(0, kept.size() - name.size());
  }
  return false;
}

Result<Format> find_format(ByteSource& source, const Limits& limits) {
  if (source.size() == 0) {
    return fail(Fault::invalid, "ファイルが空です。中身のあるファイルを選んでください。");
  }
  if (source.size() > limits.file_bytes) {
    return fail(Fault::too_large, "ファイルが大きすぎます（上限 " +
                                      std::to_string(limits.file_bytes >> 20) +
                                      "MB）。分けて読み込んでください。");
  }
  char magic[8] = {};
  const std::size_t count = TRY(source.read(magic, sizeof magic));
  const std::string_view head(magic, count);
  source.rewind();
  if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) return Format::xlsx;
  if (!head.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return Format::csv;
  if (TRY(is_encrypted(source))) {
    return fail(Fault::invalid,
                "パスワードで保護された Excel ファイルは読み込めません。Excel でパスワードを解除して保存"
                "し直してください。");
  }
  return fail(Fault::invalid,
              "古い形式（.xls）の Excel ファイルです。Excel で XLSX 形式として保存し直してください。");
}

Result<FileInfo> describe_source(ByteSource& source, const ReadOptions& options) {
  if (TRY(find_format(source, options.limits)) == Format::xlsx) {
    return describe_xlsx(source, options);
  }
  return describe_csv(source, options);
}

Result<void> each_row_of_source(ByteSource& source, const ReadOptions& options,
                                const EachRow& each) {
  if (TRY(find_format(source, options.limits)) == Format::xlsx) {
    return each_xlsx_row(source, options, each);
  }
  return each_csv_row(source, options, each);
}

}  // namespace

Result<FileInfo> describe(const std::string& path, const ReadOptions& options) {
  const auto source = TRY(FileSource::open(path));
  return describe_source(*source, options);
}

Result<void> each_row(const std::string& path, const ReadOptions& options, const EachRow& each) {
  const auto source = TRY(FileSource::open(path));
  return each_row_of_source(*source, options, each);
}

Result<FileInfo> describe_bytes(std::string_view bytes, const ReadOptions& options) {
  MemorySource source(bytes);
  return describe_source(source, options);
}

Result<void> each_row_of_bytes(std::string_view bytes, const ReadOptions& options,
                               const EachRow& each) {
  MemorySource source(bytes);
  return each_row_of_source(source, options, each);
}

}  // namespace musubi::sheets
