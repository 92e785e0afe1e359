// child.cc - see child.h: fork, become somebody else, confine, execute, wait, end.
// SECURITY: between fork and exec only calls that are safe in a program with threads.
#include "core/documents/child.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <thread>

#include "core/documents/confine.h"

namespace musubi::documents {
namespace {

using ChildClock = std::chrono::steady_clock;

Failure no_child(std::string says, std::string detail) {
  return fail(Fault::unavailable, std::move(says), std::move(detail));
}

void set_bound(int what, std::int64_t most) {
  if (most <= 0) return;
  const rlimit bound{static_cast<rlim_t>(most), static_cast<rlim_t>(most)};
  setrlimit(what, &bound);
}

// Only calls that are safe between fork and exec in a program with threads.
[[noreturn]] void become(const std::vector<char*>& argv, const std::vector<char*>& env,
                         const std::optional<ChildUser>& user, const char* output,
                         const char* folder, const Confinement& confinement,
                         const ChildLimits& limits) {
  setpgid(0, 0);
  if (!leave_the_network()) { /* no right to: Landlock, the flags and the CSP remain */ }
  if (user) {
    if (setgroups(0, nullptr) != 0 || setgid(user->gid) != 0 || setuid(user->uid) != 0) _exit(125);
  }
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  set_bound(RLIMIT_AS, limits.memory_bytes);
  set_bound(RLIMIT_CPU, limits.cpu_seconds);
  set_bound(RLIMIT_FSIZE, limits.file_bytes);
  if (chdir(folder) != 0) _exit(125);
  const int out = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  const int in = open("/dev/null", O_RDONLY);
  if (out < 0 || in < 0) _exit(125);
  dup2(in, 0);
  dup2(out, 1);
  dup2(out, 2);
  confinement.enter();
  close_range(3, ~0U, 0);
  execve(argv[0], argv.data(), env.data());
  _exit(127);
}

}  // namespace

Result<std::optional<ChildUser>> child_user(const std::string& name) {
  if (geteuid() != 0) return std::optional<ChildUser>();
  std::string buffer(16'384, '\0');
  passwd entry{}, *found = nullptr;
  getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found);
  if (found == nullptr || found->pw_uid == 0) {
    return no_child("PDFを作る利用者が設定されていません。設定の documents.run_as_user を確認してください",
                    "no such user: " + name);
  }
  return std::optional<ChildUser>(ChildUser{found->pw_uid, found->pw_gid});
}

Result<Workplace> Workplace::make(const std::string& temp_folder,
                                  const std::optional<ChildUser>& user) {
  std::string pattern = temp_folder + "/musubi-print-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) {
    return no_child("一時フォルダを作れませんでした。ディスクの空きを確認してください",
                    "mkdtemp: " + std::string(std::strerror(errno)));
  }
  if (user && chown(pattern.c_str(), user->uid, user->gid) != 0) {
    return no_child("一時フォルダを用意できませんでした。設定を確認してください", "chown");
  }
  return Workplace(pattern);
}

Workplace::~Workplace() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

bool run_child(std::vector<std::string> arguments, const Workplace& place,
               const std::optional<ChildUser>& user, const std::string& output,
               ChildClock::time_point until, const ChildLimits& limits) {
  std::vector<std::string> environment = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8",
                                          "HOME=" + place.path(), "TMPDIR=" + place.path(),
                                          "XDG_RUNTIME_DIR=" + place.path()};
  std::vector<char*> argv, env;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  for (std::string& variable : environment) env.push_back(variable.data());
  argv.push_back(nullptr);
  env.push_back(nullptr);
  const Confinement confinement(place.path(), arguments.front());
  const pid_t child = fork();
  if (child < 0) return false;
  if (child == 0) {
    become(argv, env, user, output.c_str(), place.path().c_str(), confinement, limits);
  }
  setpgid(child, child);
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (ChildClock::now() >= until) {
      kill(-child, SIGKILL);  // its own children are in its group
      waitpid(child, &status, 0);
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  kill(-child, SIGKILL);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string read_output(const std::string& path, std::int64_t most) {
  const int fd = open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0) return "";
  struct stat facts {};
  std::string bytes;
  if (fstat(fd, &facts) == 0 && S_ISREG(facts.st_mode) && facts.st_size <= most) {
    bytes.resize(static_cast<std::size_t>(facts.st_size));
    std::size_t at = 0;
    while (at < bytes.size()) {
      const ssize_t got = read(fd, bytes.data() + at, bytes.size() - at);
      if (got <= 0) break;
      at += static_cast<std::size_t>(got);
    }
    bytes.resize(at);
  }
  close(fd);
  return bytes;
}

}  // namespace musubi::documents
