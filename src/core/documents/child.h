// child.h - a program that is run on something foreign, or is itself large and foreign: the
// browser, pdfinfo, pdftotext. As an unprivileged user when we are root, without network, with one
// folder to write, little time and memory, no secrets in its environment, no descriptors of ours.
//   Workplace (a fresh folder) -> run_child() -> read_output() -> the folder goes with the object
// The calls block; nothing of them may run inside a transaction.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace musubi::documents {

struct ChildUser {
  uid_t uid = 0;
  gid_t gid = 0;
};
// Nothing unless we are root: then the user of this name, Fault::unavailable when there is none.
Result<std::optional<ChildUser>> child_user(const std::string& name);

// A folder that only the child's user may enter; removed with everything in it.
class Workplace {
 public:
  static Result<Workplace> make(const std::string& temp_folder,
                                const std::optional<ChildUser>& user);
  Workplace(Workplace&& other) noexcept : path_(std::exchange(other.path_, "")) {}
  Workplace& operator=(Workplace&&) = delete;
  ~Workplace();
  std::string file(std::string_view name) const { return path_ + "/" + std::string(name); }
  const std::string& path() const { return path_; }

 private:
  explicit Workplace(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

// 0 = as much as we have ourselves.
struct ChildLimits {
  std::int64_t memory_bytes = 0;
  std::int64_t cpu_seconds = 0;
  std::int64_t file_bytes = 0;  // of each file that it writes
};

// Runs a program to its end or until `until`; false when it failed. Its words go to `output`.
bool run_child(std::vector<std::string> arguments, const Workplace& place,
               const std::optional<ChildUser>& user, const std::string& output,
               std::chrono::steady_clock::time_point until, const ChildLimits& limits = {});

// "" when it is no plain file, or larger. SECURITY: follows no link to our own secrets.
std::string read_output(const std::string& path, std::int64_t most);

}  // namespace musubi::documents
