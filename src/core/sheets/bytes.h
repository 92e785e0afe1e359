// bytes.h - where a table's bytes come from: a file on disk, read in pieces, or memory.
// Inside core/sheets, and for core/extraction. Never holds a whole file.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace musubi::sheets {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  virtual std::int64_t size() const = 0;
  virtual void rewind() = 0;
  // Up to `most` bytes; 0 at the end.
  virtual Result<std::size_t> read(char* into, std::size_t most) = 0;
  // Exactly one of the two is set: libzip opens what it is given by itself.
  virtual std::string path() const { return {}; }
  virtual std::string_view bytes() const { return {}; }
};

class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
  std::int64_t size() const override { return static_cast<std::int64_t>(bytes_.size()); }
  void rewind() override { at_ = 0; }
  Result<std::size_t> read(char* into, std::size_t most) override;
  std::string_view bytes() const override { return bytes_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

class FileSource : public ByteSource {
 public:
  static Result<std::unique_ptr<ByteSource>> open(const std::string& path);
  std::int64_t size() const override { return size_; }
  void rewind() override { std::rewind(file_.get()); }
  Result<std::size_t> read(char* into, std::size_t most) override;
  std::string path() const override { return path_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::string path_;
  std::unique_ptr<std::FILE, Close> file_;
  std::int64_t size_ = 0;
};

}  // namespace musubi::sheets
