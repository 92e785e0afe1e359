// xlsx_parts.cc - libzip behind limits, and XML cut into pieces, for the readers of book and rows.
// Never unpacks a part whole, the small ones aside.
#include "core/sheets/xlsx_parts.h"

#include <zip.h>

#include <algorithm>

namespace musubi::sheets {

namespace {

constexpr std::size_t kPiece = 1 << 16;
constexpr std::int64_t kSmallPart = 16 << 20;
constexpr std::size_t kXmlPieceMax = 64 << 20;  // one row, one shared string

Failure broken() {
  return fail(Fault::invalid,
              "Excel ファイルが壊れているか、途中で切れています。Excel で開いて保存し直してください。");
}
Failure bomb() {
  return fail(Fault::too_large,
              "展開後の大きさが上限を超える Excel ファイルです。不要なシートや書式を削除して保存し直し"
              "てください。");
}
Failure encrypted() {
  return fail(Fault::invalid,
              "パスワードで保護された Excel ファイルは読み込めません。Excel でパスワードを解除して保存し"
              "直してください。");
}

}  // namespace

std::string_view local_name(std::string_view tag) {
  const auto colon = tag.find(':');
  return colon == std::string_view::npos ? tag : tag.substr(colon + 1);
}

Result<std::unique_ptr<XlsxParts>> XlsxParts::open(ByteSource& source, const Limits& limits) {
  auto parts = std::make_unique<XlsxParts>();
  parts->limits_ = limits;
  int code = 0;
  if (!source.path().empty()) {
    parts->zip_ = zip_open(source.path().c_str(), ZIP_RDONLY, &code);
  } else {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* buffer =
        zip_source_buffer_create(source.bytes().data(), source.bytes().size(), 0, &error);
    parts->zip_ = buffer ? zip_open_from_source(buffer, ZIP_RDONLY, &error) : nullptr;
    if (!parts->zip_ && buffer) zip_source_free(buffer);
    zip_error_fini(&error);
  }
  if (!parts->zip_) return broken();
  const zip_int64_t entries = zip_get_num_entries(parts->zip_, 0);
  if (entries > limits.entries) return bomb();
  for (zip_int64_t i = 0; i < entries; ++i) {
    zip_stat_t about;
    zip_stat_init(&about);
    if (zip_stat_index(parts->zip_, static_cast<zip_uint64_t>(i), 0, &about) != 0) return broken();
    if ((about.valid & ZIP_STAT_ENCRYPTION_METHOD) && about.encryption_method != ZIP_EM_NONE) {
      return encrypted();
    }
  }
  return parts;
}

XlsxParts::~XlsxParts() {
  if (zip_) zip_discard(zip_);
}

bool XlsxParts::has(const std::string& name) const {
  return zip_name_locate(zip_, name.c_str(), ZIP_FL_NOCASE) >= 0;
}

std::int64_t XlsxParts::packed_size(const std::string& name) const {
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_stat(zip_, name.c_str(), ZIP_FL_NOCASE, &about) != 0) return 0;
  return (about.valid & ZIP_STAT_COMP_SIZE) ? static_cast<std::int64_t>(about.comp_size) : 0;
}

Result<std::string> XlsxParts::read_small(const std::string& name) {
  const auto part = TRY(PartReader::open(*this, name));
  std::string text;
  for (;;) {
    const std::size_t old = text.size();
    text.resize(old + kPiece);
    const std::size_t count = TRY(part->read(text.data() + old, kPiece));
    text.resize(old + count);
    if (count == 0) return text;
    if (static_cast<std::int64_t>(text.size()) > kSmallPart) return bomb();
  }
}

Result<std::unique_ptr<PartReader>> PartReader::open(XlsxParts& parts, const std::string& name) {
  auto reader = std::make_unique<PartReader>();
  reader->limits_ = parts.limits_;
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_stat(parts.zip_, name.c_str(), ZIP_FL_NOCASE, &about) != 0) return broken();
  if (about.valid & ZIP_STAT_COMP_SIZE) {
    reader->packed_ = static_cast<std::int64_t>(
        std::min<zip_uint64_t>(about.comp_size, static_cast<zip_uint64_t>(1) << 50));
  }
  if (about.valid & ZIP_STAT_SIZE) {
    if (about.size > static_cast<zip_uint64_t>(parts.limits_.unpacked_bytes)) return bomb();
    reader->declared_ = static_cast<std::int64_t>(about.size);
  }
  reader->file_ = zip_fopen(parts.zip_, name.c_str(), ZIP_FL_NOCASE);
  if (!reader->file_) return broken();
  return reader;
}

PartReader::~PartReader() {
  if (file_) zip_fclose(file_);
}

Result<std::size_t> PartReader::read(char* into, std::size_t most) {
  const zip_int64_t count = zip_fread(file_, into, most);
  if (count < 0) return broken();
  unpacked_ += count;
  if (unpacked_ > limits_.unpacked_bytes) return bomb();
  if (unpacked_ > (1 << 20) && unpacked_ > packed_ * limits_.ratio) return bomb();
  return static_cast<std::size_t>(count);
}

Result<bool> XmlPieces::more() {
  if (ended_) return false;
  if (at_ > 0) {
    buffer_.erase(0, at_);
    at_ = 0;
  }
  if (buffer_.size() > kXmlPieceMax) return bomb();
  const std::size_t old = buffer_.size();
  buffer_.resize(old + kPiece);
  const std::size_t count = TRY(part_.read(buffer_.data() + old, kPiece));
  buffer_.resize(old + count);
  if (count == 0) ended_ = true;
  return count > 0;
}

// Offsets here are relative to at_, because more() moves the buffer.
Result<std::size_t> XmlPieces::tag_end(std::size_t at) {
  char quote = 0;
  for (std::size_t i = at;; ++i) {
    while (at_ + i >= buffer_.size()) {
      if (!TRY(more())) return std::string::npos;
    }
    const char c = buffer_[at_ + i];
    if (quote) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return i + 1;
    }
  }
}

Result<bool> XmlPieces::next(std::string& piece) {
  for (;;) {
    const std::size_t open = buffer_.find('<', at_);
    at_ = open == std::string::npos ? buffer_.size() : open;
    if (open == std::string::npos) {
      if (!TRY(more())) return false;
      continue;
    }
    const std::size_t end = TRY(tag_end(0));
    if (end == std::string::npos) return false;
    const std::string_view tag(buffer_.data() + at_, end);
    const std::size_t name_end = tag.find_first_of(" \t\r\n/>", 1);
    const std::string full(tag.substr(1, name_end == 0 ? 0 : name_end - 1));
    if (local_name(full) != name_) {
      at_ += end;
      continue;
    }
    if (tag.size() >= 2 && tag[tag.size() - 2] == '/') {
      piece.assign(tag);
      at_ += end;
      return true;
    }
    const std::string closing = "</" + full + ">";
    std::size_t from = end;
    for (;;) {
      const std::size_t close = buffer_.find(closing, at_ + from);
      if (close != std::string::npos) {
        piece.assign(buffer_, at_, close + closing.size() - at_);
        at_ = close + closing.size();
        return true;
      }
      const std::size_t seen = buffer_.size() - at_;
      from = std::max(end, seen > closing.size() ? seen - closing.size() : 0);
      if (!TRY(more())) return broken();
    }
  }
}

}  // namespace musubi::sheets
