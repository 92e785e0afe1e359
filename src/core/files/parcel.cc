// parcel.cc - see parcel.h. The lock is flock's: it belongs to our descriptor, outlives what a
// library does with the path, and goes with the process however that ends.
#include "core/files/parcel.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/ids.h"
#include "base/sha256.h"
#include "core/files/inside.h"

namespace musubi::files {
namespace {

constexpr std::size_t kParcelBlock = 64 * 1024;
constexpr int kParcelTries = 3;  // a sweep may take one away before it is locked

Failure no_parcel(std::string_view doing) {
  return fail(Fault::unavailable,
              "ファイルを作れませんでした。少し待ってから、もう一度お試しください。"
              "続くときは、空き容量をシステムの担当者に確かめてください",
              std::string(doing) + ": " + std::strerror(errno));
}

bool is_ours(int descriptor) {
  struct stat facts {};
  return ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 && ::fstat(descriptor, &facts) == 0 &&
         facts.st_nlink == 1;
}

}  // namespace

std::string parcel_folder() {
  CHECK(!options().folder.empty());  // configure() was forgotten
  return (std::filesystem::path(options().folder).parent_path() / "parcels").string();
}

Result<std::shared_ptr<Parcel>> Parcel::make() {
  const std::string folder = parcel_folder();
  std::error_code error;
  if (std::filesystem::create_directories(folder, error)) {
    // SECURITY: personal data lies here.
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  }
  for (int i = 0; i < kParcelTries; ++i) {
    const std::string path = folder + "/" + random_token(18);
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) break;
    if (is_ours(descriptor)) return std::shared_ptr<Parcel>(new Parcel(path, descriptor));
    ::close(descriptor);
  }
  return no_parcel("make parcel");
}

Parcel::~Parcel() {
  ::unlink(path_.c_str());
  ::close(descriptor_);
}

void Parcel::write(std::string_view bytes) {
  if (!whole_) return;
  waiting_ += bytes;
  if (waiting_.size() >= kParcelBlock) flush();
}

void Parcel::flush() {
  whole_ = whole_ && write_all(descriptor_, waiting_.data(), waiting_.size());
  waiting_.clear();
}

Result<void> Parcel::seal() {
  flush();
  if (!whole_) return no_parcel("write parcel");
  Sha256 hash;
  std::array<char, kParcelBlock> block;
  while (true) {
    const ssize_t got = ::pread(descriptor_, block.data(), block.size(), bytes_);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return no_parcel("read parcel");
    if (got == 0) break;
    hash.update({block.data(), static_cast<std::size_t>(got)});
    bytes_ += got;
  }
  sha256_ = hash.finish_hex();
  return {};
}

std::int64_t clear_parcels() {
  std::int64_t cleared = 0;
  std::error_code error;
  for (std::filesystem::directory_iterator at(parcel_folder(), error), end; !error && at != end;
       at.increment(error)) {
    const std::string path = at->path().string();
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) continue;
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0 && ::unlink(path.c_str()) == 0) ++cleared;
    ::close(descriptor);
  }
  return cleared;
}

}  // namespace musubi::files
