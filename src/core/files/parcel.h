// parcel.h - a file that is made for one reader and gone after him: an export. It lies in
// DATA/parcels, beside the kept files, so that no backup of those takes it along.
//   make() -> write(), or a library that writes to path() -> seal() -> handed over -> removed
// The file goes with the object; who is being sent it reads on from what was opened. A lock says
// that somebody owns it: what a killed process left has none, and is cleared at start and daily.
// Must never hold its contents in memory: one block waits, the rest is on the disk.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace musubi::files {

class Parcel {
 public:
  // Fault::unavailable when the disk gives no room. REQUIRES: configure().
  static Result<std::shared_ptr<Parcel>> make();
  ~Parcel();
  Parcel(const Parcel&) = delete;
  Parcel& operator=(const Parcel&) = delete;

  const std::string& path() const { return path_; }
  void write(std::string_view bytes);  // what went wrong is told by seal()
  // After the last byte, whoever wrote it. REQUIRES: called once.
  Result<void> seal();
  std::int64_t bytes() const { return bytes_; }           // after seal()
  const std::string& sha256() const { return sha256_; }   // after seal(); 64 hex digits

 private:
  Parcel(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  void flush();

  std::string path_;
  int descriptor_;
  std::string waiting_;  // less than a block
  bool whole_ = true;    // everything given to write() was taken by the disk
  std::int64_t bytes_ = 0;
  std::string sha256_;
};

// Removes the parcels that no living process owns. How many.
std::int64_t clear_parcels();
std::string parcel_folder();  // where they lie

}  // namespace musubi::files
