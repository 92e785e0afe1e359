// archives.cc - see archives.h. libzip for archives, the standard library for folders.
// SECURITY: what is unpacked is counted as it comes; a name never climbs out of its folder.
#include "core/archives/archives.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <vector>

#include "base/text.h"

namespace musubi::archives {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 64 * 1024;
constexpr std::int64_t kFreeOfRatio = 1 << 20;  // what small files unpack to is no bomb
constexpr std::int64_t kRatioMost = 200;

Failure no_archive() {
  return fail_fields({{"media", "ZIPとして読めません。wp-content/uploads をZIPに固め直して選んでください"}});
}

Failure not_there() {
  return fail(Fault::not_found, "ファイルが見つかりません");
}

Failure too_big() {
  return fail(Fault::too_large, "ファイルが大きすぎるか、異常に大きく広がる圧縮です");
}

Failure not_written() {
  return fail(Fault::unavailable, "ファイルを書けませんでした。空き容量を確かめて、もう一度お試しください");
}

class ZipShelf : public Shelf {
 public:
  explicit ZipShelf(zip_t* archive) : archive_(archive) {}
  ~ZipShelf() override { zip_discard(archive_); }

  Result<void> list(const std::function<bool(const Entry&)>& each) override {
    const zip_int64_t count = zip_get_num_entries(archive_, 0);
    if (count > kEntriesMost) {
      return fail_fields({{"media", "ZIPの中のファイルが多すぎます（20万個まで）。分けて取り込んでください"}});
    }
    for (zip_int64_t i = 0; i < count; ++i) {
      zip_stat_t about;
      zip_stat_init(&about);
      if (zip_stat_index(archive_, static_cast<zip_uint64_t>(i), 0, &about) != 0) continue;
      if ((about.valid & ZIP_STAT_NAME) == 0 || about.name == nullptr) continue;
      Entry entry{about.name, 0};
      if (entry.name.ends_with('/') || !is_valid_utf8(entry.name)) continue;
      if (about.valid & ZIP_STAT_SIZE) {
        entry.bytes = static_cast<std::int64_t>(std::min<zip_uint64_t>(about.size, 1ULL << 50));
      }
      if (!each(entry)) break;
    }
    return {};
  }

  Result<void> copy(const std::string& name, const std::string& to,
                    std::int64_t bytes_most) override {
    zip_stat_t about;
    zip_stat_init(&about);
    if (zip_stat(archive_, name.c_str(), 0, &about) != 0) return not_there();
    const auto packed = (about.valid & ZIP_STAT_COMP_SIZE)
                            ? static_cast<std::int64_t>(std::min<zip_uint64_t>(about.comp_size,
                                                                               1ULL << 50))
                            : bytes_most;
    zip_file_t* file = zip_fopen(archive_, name.c_str(), 0);
    if (file == nullptr) return no_archive();  // encrypted, or a method that nobody knows
    std::ofstream out(to, std::ios::binary | std::ios::trunc);
    std::array<char, kPiece> piece;
    std::int64_t done = 0;
    zip_int64_t got = 0;
    bool small_enough = true;
    while (small_enough && (got = zip_fread(file, piece.data(), piece.size())) > 0) {
      done += got;
      small_enough = done <= bytes_most && (done <= kFreeOfRatio || done <= packed * kRatioMost);
      out.write(piece.data(), got);
    }
    zip_fclose(file);
    out.close();
    if (!small_enough) return too_big();
    if (got < 0) return no_archive();
    if (out.fail()) return not_written();
    return {};
  }

 private:
  zip_t* archive_;
};

class FolderShelf : public Shelf {
 public:
  explicit FolderShelf(fs::path folder) : folder_(std::move(folder)) {}

  Result<void> list(const std::function<bool(const Entry&)>& each) override {
    std::error_code error;
    std::int64_t count = 0;
    const auto kinds = fs::directory_options::skip_permission_denied;
    for (auto at = fs::recursive_directory_iterator(folder_, kinds, error);
         !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
      std::error_code ignored;
      if (fs::is_symlink(at->symlink_status(ignored)) || !at->is_regular_file(ignored)) continue;
      if (++count > kEntriesMost) {
        return fail_fields({{"media", "フォルダの中のファイルが多すぎます（20万個まで）。分けて取り込んでください"}});
      }
      const std::string name = at->path().lexically_relative(folder_).generic_string();
      if (!is_valid_utf8(name)) continue;
      if (!each({name, static_cast<std::int64_t>(at->file_size(ignored))})) break;
    }
    return {};
  }

  Result<void> copy(const std::string& name, const std::string& to,
                    std::int64_t bytes_most) override {
    // SECURITY: only a name that list() told leads to a file, whatever dots it holds.
    const fs::path relative = fs::path(name).lexically_normal();
    if (relative.is_absolute() || relative.empty() || *relative.begin() == "..") {
      return not_there();
    }
    const fs::path from = folder_ / relative;
    std::error_code error;
    if (!is_inside(relative) || !fs::is_regular_file(from, error) || error) return not_there();
    if (static_cast<std::int64_t>(fs::file_size(from, error)) > bytes_most) return too_big();
    fs::copy_file(from, to, fs::copy_options::overwrite_existing, error);
    if (error) return not_written();
    return {};
  }

 private:
  // No part of the way is a symbolic link.
  bool is_inside(const fs::path& relative) const {
    fs::path here = folder_;
    for (const fs::path& part : relative) {
      here /= part;
      std::error_code ignored;
      if (fs::is_symlink(fs::symlink_status(here, ignored))) return false;
    }
    return true;
  }

  fs::path folder_;
};

}  // namespace

Result<std::unique_ptr<Shelf>> Shelf::open(const std::string& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) {
    return std::unique_ptr<Shelf>(std::make_unique<FolderShelf>(fs::path(path)));
  }
  if (!fs::is_regular_file(path, error)) {
    return fail(Fault::not_found, "画像のフォルダかZIPが見つかりません。場所を確かめてください");
  }
  int code = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_RDONLY, &code);
  if (archive == nullptr) return no_archive();
  return std::unique_ptr<Shelf>(std::make_unique<ZipShelf>(archive));
}

Result<void> write_zip(const std::string& folder, const std::string& path) {
  std::vector<std::string> names;
  FolderShelf shelf{fs::path(folder)};
  TRY(shelf.list([&](const Entry& entry) {
    names.push_back(entry.name);
    return true;
  }));
  std::sort(names.begin(), names.end());
  int code = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
  if (archive == nullptr) return not_written();
  for (const std::string& name : names) {
    // The file is read when the archive is closed, piece by piece.
    zip_source_t* source =
        zip_source_file(archive, (fs::path(folder) / name).c_str(), 0, -1);
    if (source == nullptr ||
        zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) < 0) {
      if (source != nullptr) zip_source_free(source);
      zip_discard(archive);
      return not_written();
    }
  }
  if (zip_close(archive) != 0) {
    zip_discard(archive);
    return not_written();
  }
  return {};
}

}  // namespace musubi::archives
