// archives.h - files inside a ZIP or a folder, looked up by name and copied out with a bound; and a
// folder written as one ZIP. Called by features that take in or hand out many files at once.
// SECURITY: a name in an archive is only compared, never made a path on the disk; what is unpacked
// is counted while it is unpacked, because a ZIP's own figures may lie. Links out of a folder are
// not followed.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace musubi::archives {

struct Entry {
  std::string name;  // with / between folders, as UTF-8
  std::int64_t bytes = 0;
};

class Shelf {
 public:
  virtual ~Shelf() = default;
  // A folder, or a ZIP. Fault::not_found, Fault::invalid (field "media") with the remedy.
  static Result<std::unique_ptr<Shelf>> open(const std::string& path);
  // Every file in it, in no order; `each` returns false to stop.
  virtual Result<void> list(const std::function<bool(const Entry&)>& each) = 0;
  // Copies one out to `to`. Fault::not_found; Fault::too_large above `bytes_most`.
  virtual Result<void> copy(const std::string& name, const std::string& to,
                            std::int64_t bytes_most) = 0;
};

inline constexpr std::int64_t kEntriesMost = 200'000;

// All files below `folder` as one ZIP at `path`, in order of their names.
Result<void> write_zip(const std::string& folder, const std::string& path);

}  // namespace musubi::archives
