// parcels.h - what the exports of a test leave on the disk, and how much of it is there already
// while one is made: counted through the process's own open files, so that what a library has
// unlinked at birth counts too. Must never be asked while another test makes exports.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <utility>

#include "core/files/parcel.h"

namespace musubi::test {

// What the reader of an export gets.
inline std::string bytes_of(const files::Parcel& parcel) {
  std::ostringstream bytes;
  bytes << std::ifstream(parcel.path(), std::ios::binary).rdbuf();
  return std::move(bytes).str();
}

// Names in the folder of parcels.
inline int parcels_left() {
  std::error_code none;
  int count = 0;
  for (std::filesystem::directory_iterator at(files::parcel_folder(), none), end; at != end;
       at.increment(none)) {
    ++count;
  }
  return count;
}

struct OpenParcels {
  int files = 0;
  std::int64_t bytes = 0;
};
// Open files of this process that lie, or lay, in the folder of parcels.
inline OpenParcels open_parcels() {
  OpenParcels out;
  std::error_code none;
  const std::string folder = std::filesystem::weakly_canonical(files::parcel_folder()).string();
  for (std::filesystem::directory_iterator at("/proc/self/fd", none), end; at != end;
       at.increment(none)) {
    const std::string target = std::filesystem::read_symlink(at->path(), none).string();
    struct stat facts {};
    if (!target.starts_with(folder + "/")) continue;
    if (::stat(at->path().c_str(), &facts) != 0) continue;
    ++out.files;
    out.bytes += facts.st_size;
  }
  return out;
}

}  // namespace musubi::test
