// bytes.cc - files and memory as one kind of source, the first step of every reading. Never keeps
// more than the piece that is asked for.
#include "core/sheets/bytes.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstring>

namespace musubi::sheets {

Result<std::size_t> MemorySource::read(char* into, std::size_t most) {
  const std::size_t count = std::min(most, bytes_.size() - at_);
  if (count > 0) std::memcpy(into, bytes_.data() + at_, count);
  at_ += count;
  return count;
}

Result<std::unique_ptr<ByteSource>> FileSource::open(const std::string& path) {
  auto source = std::make_unique<FileSource>();
  source->path_ = path;
  source->file_.reset(std::fopen(path.c_str(), "rb"));
  struct stat about {};
  if (!source->file_ || ::fstat(::fileno(source->file_.get()), &about) != 0) {
    return fail(Fault::not_found, "ファイルを開けません。場所と読み取りの権限を確認してください。");
  }
  if (!S_ISREG(about.st_mode)) {
    return fail(Fault::invalid, "ファイルではありません。CSV か XLSX のファイルを指定してください。");
  }
  source->size_ = about.st_size;
  return std::unique_ptr<ByteSource>(std::move(source));
}

Result<std::size_t> FileSource::read(char* into, std::size_t most) {
  const std::size_t count = std::fread(into, 1, most, file_.get());
  if (count == 0 && std::ferror(file_.get())) {
    return fail(Fault::unavailable, "ファイルを最後まで読めませんでした。もう一度お試しください。");
  }
  return count;
}

}  // namespace musubi::sheets
