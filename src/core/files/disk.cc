// disk.cc - bytes on disk: FOLDER/ab/cd/<sha256>, written to FOLDER/incoming first, fsynced, then
// renamed, then the folders fsynced: a row never points at bytes that a power cut could lose.
#include <fcntl.h>
#include <magic.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>

#include "base/ids.h"
#include "base/sha256.h"
#include "base/text.h"
#include "core/files/inside.h"

namespace musubi::files {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlock = 64 * 1024;
constexpr std::size_t kNameCharactersMost = 120;
constexpr std::int64_t kGraceMs = 24LL * 60 * 60 * 1000;

Options& current() {
  static Options options;
  return options;
}

class Descriptor {
 public:
  Descriptor(const std::string& path, int flags, mode_t mode = 0)
      : fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  bool ok() const { return fd_ >= 0; }

 private:
  int fd_;
};

Failure disk_trouble(std::string_view doing) {
  return fail(Fault::unavailable,
              "ファイルを保存できませんでした。しばらくしてから、もう一度お試しください",
              std::string(doing) + ": " + std::strerror(errno));
}

bool sync_folder(const fs::path& folder) {
  Descriptor d(folder.string(), O_RDONLY | O_DIRECTORY);
  return d.ok() && ::fsync(d.get()) == 0;
}

std::string megabytes(std::int64_t bytes) {
  const std::int64_t tenths = bytes * 10 / 1'000'000;
  return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10));
}

// Made when the first file comes, not by configure(): a command that only looks leaves no trace.
std::string incoming_folder() {
  std::error_code error;
  const std::string folder = options().folder + "/incoming/";
  if (fs::create_directories(folder, error)) {
    fs::permissions(options().folder, fs::perms::owner_all, error);  // personal data lies here
  }
  return folder;
}

// Copies into incoming/ while hashing; the size is bounded while reading, not believed before.
struct Incoming {
  std::string path, sha256;
  std::int64_t bytes = 0;
};
Result<Incoming> copy_in(const std::string& temp_path, const Purpose& purpose) {
  Descriptor in(temp_path, O_RDONLY);
  if (!in.ok()) return disk_trouble("open upload");
  Incoming made;
  made.path = incoming_folder() + random_token(18);
  Descriptor out(made.path, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (!out.ok()) return disk_trouble("create incoming");
  const std::int64_t bytes_max = bytes_limit(purpose);
  Sha256 hash;
  std::array<char, kBlock> block;
  while (true) {
    const ssize_t got = ::read(in.get(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return disk_trouble("read upload");
    if (got == 0) break;
    made.bytes += got;
    if (made.bytes > bytes_max) {
      ::unlink(made.path.c_str());
      return fail(Fault::too_large, "ファイルが大きすぎます。" + megabytes(bytes_max) +
                                        " MB までのファイルを選んでください");
    }
    hash.update({block.data(), static_cast<std::size_t>(got)});
    if (!write_all(out.get(), block.data(), static_cast<std::size_t>(got))) {
      const Failure trouble = disk_trouble("write incoming");
      ::unlink(made.path.c_str());
      return trouble;
    }
  }
  if (::fsync(out.get()) != 0) return disk_trouble("fsync incoming");
  made.sha256 = hash.finish_hex();
  return made;
}

Result<void> settle(const Incoming& incoming) {
  const fs::path target = path_of(incoming.sha256);
  std::error_code error;
  if (fs::exists(target, error)) {
    // Same bytes are here already. Touched, so that a sweep under way gives them their day.
    ::utimensat(AT_FDCWD, target.c_str(), nullptr, 0);
    ::unlink(incoming.path.c_str());
    return {};
  }
  fs::create_directories(target.parent_path(), error);
  if (error || ::rename(incoming.path.c_str(), target.c_str()) != 0) {
    return disk_trouble("rename incoming");
  }
  const fs::path inner = target.parent_path();
  const bool durable = sync_folder(inner) && sync_folder(inner.parent_path()) &&
                       sync_folder(inner.parent_path().parent_path());
  if (!durable) return disk_trouble("fsync folder");
  return {};
}

bool is_old(const fs::path& path, Instant now) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0) return false;
  return static_cast<std::int64_t>(facts.st_mtime) * 1000 + kGraceMs < now.ms;
}

bool is_sha256(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

// What libmagic takes for a program of DOS, which has no mark, may be a text in Shift_JIS that
// begins with 月; a program for Windows begins with MZ.
std::string without_mistake(const std::string& path) {
  std::array<char, 4096> first{};
  std::ifstream in(path, std::ios::binary);
  in.read(first.data(), first.size());
  const std::string_view begun(first.data(), static_cast<std::size_t>(in.gcount()));
  if (begun.starts_with("MZ")) return "application/x-dosexec";
  return begun.find('\0') == std::string_view::npos ? "text/plain" : "application/octet-stream";
}

}  // namespace

bool write_all(int fd, const char* bytes, std::size_t count) {
  while (count > 0) {
    const ssize_t wrote = ::write(fd, bytes, count);
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    bytes += wrote;
    count -= static_cast<std::size_t>(wrote);
  }
  return true;
}

// libmagic's cookie is not thread-safe: one per thread, its 8 MB table loaded once each.
std::string sniff(const std::string& path) {
  struct Close {
    void operator()(magic_set* m) const { magic_close(m); }
  };
  thread_local std::unique_ptr<magic_set, Close> cookie = [] {
    std::unique_ptr<magic_set, Close> made(magic_open(MAGIC_MIME_TYPE | MAGIC_ERROR));
    CHECK(made != nullptr && magic_load(made.get(), nullptr) == 0);
    return made;
  }();
  const char* found = magic_file(cookie.get(), path.c_str());
  const std::string type = found == nullptr ? "application/octet-stream" : found;
  if (type == "application/x-dosexec") return without_mistake(path);
  return type;
}

bool accepted(std::string_view media_type, std::string_view accepts) {
  for (const std::string& one : split(accepts, ' ')) {
    if (one == media_type) return true;
    if (one.ends_with("/*") && media_type.starts_with(one.substr(0, one.size() - 1))) return true;
  }
  return false;
}

void configure(Options options) {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  current() = std::move(options);
}
const Options& options() { return current(); }

std::int64_t bytes_limit(const Purpose& purpose) {
  const std::int64_t of_all = options().bytes_max;
  return of_all > 0 ? std::min(of_all, purpose.bytes_max) : purpose.bytes_max;
}

std::string path_of(std::string_view sha256) {
  CHECK(is_sha256(sha256));
  CHECK(!options().folder.empty());
  const std::string name(sha256);
  return options().folder + "/" + name.substr(0, 2) + "/" + name.substr(2, 2) + "/" + name;
}

std::string clean_filename(std::string_view sent) {
  if (!is_valid_utf8(sent)) return "ファイル";
  const std::size_t slash = sent.find_last_of("/\\");
  if (slash != std::string_view::npos) sent.remove_prefix(slash + 1);
  std::string name;
  for (char c : sent) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) name += c;
  }
  // Marks that reverse the reading direction hide an extension: xslx.exe shown as exe.xlsx.
  for (std::string_view mark : {"\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066",
                                "\u2067", "\u2068", "\u2069", "\u200E", "\u200F"}) {
    name = replace_all(std::move(name), mark, "");
  }
  name = cut_characters(trim(name), kNameCharactersMost);
  return name.empty() || name == "." || name == ".." ? "ファイル" : name;
}

namespace {
// SECURITY: whoever takes the file opens it by its name, whatever is in it.
bool is_named_as_program(std::string_view filename) {
  const std::string name = lower_ascii(filename);
  for (std::string_view end : {".exe", ".com", ".scr", ".bat", ".cmd", ".msi", ".vbs", ".js",
                               ".jar", ".ps1", ".lnk", ".hta", ".pif", ".reg"}) {
    if (name.ends_with(end)) return true;
  }
  return false;
}
}  // namespace

Result<Staged> stage(const std::string& temp_path, std::string_view filename,
                     const Purpose& purpose) {
  CHECK(!options().folder.empty());  // configure() was forgotten
  if (is_named_as_program(clean_filename(filename))) {
    return fail_fields({{"file", "プログラムの名前（.exeなど）のファイルは使えません。"
                                 "資料として保存し直したファイルを選んでください"}});
  }
  Incoming incoming = TRY(copy_in(temp_path, purpose));
  Staged staged{incoming.sha256, sniff(incoming.path), clean_filename(filename), incoming.bytes};
  if (incoming.bytes == 0) {
    ::unlink(incoming.path.c_str());
    return fail_fields({{"file", "ファイルが空です。中身のあるファイルを選んでください"}});
  }
  if (!accepted(staged.media_type, purpose.accepts)) {
    ::unlink(incoming.path.c_str());
    return fail_fields({{"file", "この種類のファイルは「" + std::string(purpose.label) +
                                     "」に使えません。別の形式で保存して選び直してください"}});
  }
  TRY(settle(incoming));
  return staged;
}

Result<Staged> stage_bytes(std::string_view bytes, std::string_view filename,
                           const Purpose& purpose) {
  CHECK(!options().folder.empty());
  const std::string path = incoming_folder() + random_token(18);
  {
    Descriptor out(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
    if (!out.ok() || !write_all(out.get(), bytes.data(), bytes.size())) {
      return disk_trouble("write made file");
    }
  }
  Result<Staged> staged = stage(path, filename, purpose);
  ::unlink(path.c_str());
  return staged;
}

Result<Swept> sweep_disk(Instant now, const std::function<bool(const std::string&)>& lives) {
  Swept swept;
  std::error_code error;
  for (fs::recursive_directory_iterator at(options().folder, error), end; !error && at != end;
       at.increment(error)) {
    const fs::path path = at->path();
    std::error_code ignored;
    if (!at->is_regular_file(ignored) || !is_old(path, now)) continue;
    const std::string name = path.filename().string();
    const bool left_over = path.parent_path().filename() == "incoming";
    if (!left_over && (!is_sha256(name) || lives(name))) continue;
    const auto size = static_cast<std::int64_t>(fs::file_size(path, ignored));
    if (::unlink(path.c_str()) != 0) continue;
    ++swept.files;
    swept.bytes += size;
  }
  // No folder: no file has come yet.
  if (error && error != std::errc::no_such_file_or_directory) return disk_trouble("sweep");
  return swept;
}

}  // namespace musubi::files
