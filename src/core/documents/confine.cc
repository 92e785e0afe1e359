// confine.cc - see confine.h. The three Landlock calls by number: Debian's C library has no names
// for them, and its header knows fewer rights than the kernel.
// SECURITY: the list of readable places is the point. Neither the data folder, nor /etc/musubi, nor
// anybody's home is in it, so that a browser that was taken over finds no database and no keys.
#include "core/documents/confine.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>

namespace musubi::documents {
namespace {

constexpr int kTruncateSince = 3, kNetworkSince = 4;
constexpr std::uint64_t kRead =
    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kReadAndWriteFiles = kRead | LANDLOCK_ACCESS_FS_WRITE_FILE;
constexpr std::uint64_t kOfFiles = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE |
                                   LANDLOCK_ACCESS_FS_WRITE_FILE;
constexpr std::uint64_t kVersion1 = (1ULL << 13) - 1;  // all rights of the first version
constexpr std::uint64_t kRefer = 1ULL << 13;           // since 2
constexpr std::uint64_t kTruncate = 1ULL << 14;        // since 3
constexpr std::uint64_t kBindAndConnectTcp = 3;        // since 4; nothing is ever allowed of it

struct Ruleset {  // landlock_ruleset_attr as of version 4
  std::uint64_t files = 0;
  std::uint64_t network = 0;
};

constexpr const char* kReadable[] = {
    "/usr",           "/bin",           "/lib",              "/lib64",
    "/sys",           "/etc/fonts",     "/etc/chromium",     "/etc/chromium.d", "/etc/ld.so.cache",
    "/etc/passwd",    "/etc/group",     "/etc/nsswitch.conf", "/etc/localtime", "/etc/alternatives",
    "/etc/ssl/certs", "/etc/mime.types", "/etc/machine-id",    "/var/cache/fontconfig",
    "/etc/papersize", "/etc/os-release", "/etc/debian_version"};
// Its own processes' files (Landlock keeps those of others shut) and the devices of every program.
constexpr const char* kReadableAndWritable[] = {"/proc", "/dev"};

int version() {
  return static_cast<int>(
      syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION));
}

void allow(int ruleset, const char* path, std::uint64_t rights) {
  const int place = open(path, O_PATH | O_CLOEXEC);
  if (place < 0) return;  // what is not there needs no permission
  struct stat facts {};
  const bool folder = fstat(place, &facts) == 0 && S_ISDIR(facts.st_mode);
  landlock_path_beneath_attr rule{};
  rule.allowed_access = folder ? rights : (rights & (kOfFiles | kTruncate));
  rule.parent_fd = place;
  syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  close(place);
}

void write_text(const char* path, const char* text, int length) {
  const int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return;
  [[maybe_unused]] const auto written = write(file, text, static_cast<std::size_t>(length));
  close(file);
}

}  // namespace

bool Confinement::is_available() { return version() >= 1; }

Confinement::Confinement(const std::string& folder, const std::string& program) {
  const int known = version();
  if (known < 1) return;
  Ruleset rules;
  rules.files = kVersion1 | (known >= 2 ? kRefer : 0) | (known >= kTruncateSince ? kTruncate : 0);
  if (known >= kNetworkSince) rules.network = kBindAndConnectTcp;
  const std::size_t size = known >= kNetworkSince ? sizeof(rules) : sizeof(rules.files);
  ruleset_ = static_cast<int>(syscall(SYS_landlock_create_ruleset, &rules, size, 0));
  if (ruleset_ < 0) return;
  for (const char* path : kReadable) allow(ruleset_, path, kRead);
  const std::uint64_t truncate = rules.files & kTruncate;
  for (const char* path : kReadableAndWritable) {
    allow(ruleset_, path, kReadAndWriteFiles | truncate);
  }
  allow(ruleset_, "/dev/shm", rules.files);
  // A browser that did not come with the system has its parts beside it (/opt/vendor/browser).
  allow(ruleset_, program.substr(0, program.rfind('/') + 1).c_str(), kRead);
  allow(ruleset_, folder.c_str(), rules.files);
}

Confinement::~Confinement() {
  if (ruleset_ >= 0) close(ruleset_);
}

void Confinement::enter() const {
  if (ruleset_ < 0) return;
  // SECURITY: nothing that it starts gets more than it has; Landlock demands it as well.
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
      syscall(SYS_landlock_restrict_self, ruleset_, 0) != 0) {
    _exit(125);
  }
}

bool leave_the_network() {
  if (geteuid() == 0) return unshare(CLONE_NEWNET) == 0;
  const unsigned user = geteuid(), group = getegid();
  if (unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0) return false;
  // Itself, mapped to itself: the browser's own sandbox makes further namespaces inside this one.
  char line[64];
  write_text("/proc/self/setgroups", "deny", 4);
  write_text("/proc/self/uid_map", line, std::snprintf(line, sizeof(line), "%u %u 1", user, user));
  write_text("/proc/self/gid_map", line,
             std::snprintf(line, sizeof(line), "%u %u 1", group, group));
  return true;
}

}  // namespace musubi::documents
