// xlsx_parts.h - the container of an XLSX file (a ZIP of XML parts), read in bounded pieces.
// Inside core/sheets; core/extraction reads the other containers of Office with it.
// SECURITY: every size is counted while unpacking (a ZIP's own figures may lie); entities are not
// expanded; nothing is written to disk; external links and macros are never followed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "core/sheets/bytes.h"
#include "core/sheets/sheets.h"

struct zip;
struct zip_file;

namespace musubi::sheets {

class XlsxParts {
 public:
  static Result<std::unique_ptr<XlsxParts>> open(ByteSource& source, const Limits& limits);
  ~XlsxParts();

  bool has(const std::string& name) const;
  std::int64_t packed_size(const std::string& name) const;
  Result<std::string> read_small(const std::string& name);  // at most 16 MiB
  const Limits& limits() const { return limits_; }

 private:
  friend class PartReader;
  zip* zip_ = nullptr;
  Limits limits_;
};

// One part, unpacked a piece at a time, with the guard against bombs.
class PartReader {
 public:
  static Result<std::unique_ptr<PartReader>> open(XlsxParts& parts, const std::string& name);
  ~PartReader();
  Result<std::size_t> read(char* into, std::size_t most);  // 0 at the end
  std::int64_t done() const { return unpacked_; }
  std::int64_t total() const { return declared_; }

 private:
  zip_file* file_ = nullptr;
  std::int64_t packed_ = 0;
  std::int64_t declared_ = 0;
  std::int64_t unpacked_ = 0;
  Limits limits_;
};

// Cuts every <name ...>...</name> (any prefix) out of a part, so that a sheet of a million rows
// is parsed one row at a time.
class XmlPieces {
 public:
  XmlPieces(PartReader& part, std::string_view name) : part_(part), name_(name) {}
  Result<bool> next(std::string& piece);  // false at the end

 private:
  Result<bool> more();
  // Where the tag that opens at `at` ends (past '>'), reading on as needed; npos when cut off.
  Result<std::size_t> tag_end(std::size_t at);

  PartReader& part_;
  std::string name_;
  std::string buffer_;
  std::size_t at_ = 0;
  bool ended_ = false;
};

// A tag's name without its namespace prefix.
std::string_view local_name(std::string_view tag);

}  // namespace musubi::sheets
