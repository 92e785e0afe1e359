// browser.cc - runs the headless browser and pdfinfo: as an unprivileged user when we are root, in
// the browser's own sandbox, without network, in a fresh temporary folder that always goes away.
// SECURITY: the HTML is ours, yet the browser is treated as hostile: it may read only programs and
// fonts and write one folder, has no network (confine.h; a proxy to nowhere besides), little time,
// no secrets in its environment, and no descriptors of ours.
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstring>
#include <deque>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <optional>
#include <thread>

#include "base/log.h"
#include "core/documents/confine.h"
#include "core/documents/inside.h"

namespace musubi::documents {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t kPdfBytesMost = 200'000'000;
constexpr std::string_view kPdfinfo = "/usr/bin/pdfinfo";
constexpr const char* kWindowed = "/usr/bin/chromium";

Options& settings() {
  static Options options;
  return options;
}

// One pass at a time, in the order of asking: between the passes of a long report a short letter
// has its turn.
struct Queue {
  std::mutex mutex;
  std::condition_variable moved;
  std::deque<std::uint64_t> tickets;  // the first has its turn
  std::uint64_t next = 0;
};
Queue& queue() {
  static Queue everybody;
  return everybody;
}

class Turn {
 public:
  // Waits for at most `patience`, and takes from it what the wait took: several passes of one
  // document wait no longer together than one does.
  explicit Turn(Clock::duration& patience) {
    const auto since = Clock::now();
    std::unique_lock lock(queue().mutex);
    ticket_ = queue().next++;
    queue().tickets.push_back(ticket_);
    has_it_ = queue().moved.wait_for(lock, patience,
                                     [this] { return queue().tickets.front() == ticket_; });
    patience = std::max(patience - (Clock::now() - since), Clock::duration::zero());
  }
  ~Turn() {
    {
      const std::lock_guard lock(queue().mutex);
      std::erase(queue().tickets, ticket_);
    }
    queue().moved.notify_all();
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  explicit operator bool() const { return has_it_; }

 private:
  std::uint64_t ticket_ = 0;
  bool has_it_ = false;
};

Clock::duration patience_of_all() { return std::chrono::milliseconds(settings().timeout_ms); }

Failure trouble(std::string says, std::string detail) {
  return fail(Fault::unavailable, std::move(says), std::move(detail));
}

struct User {
  uid_t uid = 0;
  gid_t gid = 0;
};
Result<std::optional<User>> other_user() {
  if (geteuid() != 0) return std::optional<User>();
  std::string buffer(16'384, '\0');
  passwd entry{}, *found = nullptr;
  getpwnam_r(settings().run_as.c_str(), &entry, buffer.data(), buffer.size(), &found);
  if (found == nullptr || found->pw_uid == 0) {
    return trouble("PDFを作る利用者が設定されていません。設定の documents.run_as_user を確認してください",
                   "no such user: " + settings().run_as);
  }
  return std::optional<User>(User{found->pw_uid, found->pw_gid});
}

// The browser keeps a socket about 45 bytes below its temporary folder, and a socket's path ends at
// 107 bytes: a folder too deep for that is passed over for the system's own.
constexpr std::size_t kTempFolderLongest = 40;
std::string short_temp_folder() {
  const std::string& folder = settings().temp_folder;
  return folder.size() <= kTempFolderLongest ? folder : std::string("/tmp");
}

// A folder that only the browser's user may enter; removed with everything in it.
class Workplace {
 public:
  static Result<Workplace> make(const std::optional<User>& user) {
    std::string pattern = short_temp_folder() + "/musubi-print-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) {
      return trouble("一時フォルダを作れませんでした。ディスクの空きを確認してください",
                     "mkdtemp: " + std::string(std::strerror(errno)));
    }
    if (user && chown(pattern.c_str(), user->uid, user->gid) != 0) {
      return trouble("一時フォルダを用意できませんでした。設定を確認してください", "chown");
    }
    return Workplace(pattern);
  }
  Workplace(Workplace&& other) noexcept : path_(std::exchange(other.path_, "")) {}
  Workplace& operator=(Workplace&&) = delete;
  ~Workplace() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  std::string file(std::string_view name) const { return path_ + "/" + std::string(name); }
  const std::string& path() const { return path_; }

 private:
  explicit Workplace(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

// Only calls that are safe between fork and exec in a program with threads.
[[noreturn]] void become(const std::vector<char*>& argv, const std::vector<char*>& env,
                         const std::optional<User>& user, const char* output, const char* folder,
                         const Confinement& confinement) {
  setpgid(0, 0);
  if (!leave_the_network()) { /* no right to: Landlock, the flags and the CSP remain */ }
  if (user) {
    if (setgroups(0, nullptr) != 0 || setgid(user->gid) != 0 || setuid(user->uid) != 0) _exit(125);
  }
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
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

// Runs a program to its end or its time limit; false when it failed. Its words go to `output`.
bool run(std::vector<std::string> arguments, const Workplace& place,
         const std::optional<User>& user, const std::string& output, Clock::time_point until) {
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
  if (child == 0) become(argv, env, user, output.c_str(), place.path().c_str(), confinement);
  setpgid(child, child);
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (Clock::now() >= until) {
      kill(-child, SIGKILL);  // the browser's own children are in its group
      waitpid(child, &status, 0);
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  kill(-child, SIGKILL);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::string read_file(const std::string& path, std::int64_t most) {
  const int fd = open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);  // no link to our secrets
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

std::string tail(const std::string& text) {
  return text.size() > 400 ? text.substr(text.size() - 400) : text;
}

// Lines like:   3 [ XYZ   45  774 null      ] "c1"
PageNumbers read_destinations(const std::string& text) {
  PageNumbers out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    const std::size_t open = line.find('"'), close = line.rfind('"');
    const int page = std::atoi(line.c_str());
    if (page > 0 && open != std::string::npos && close > open) {
      out.emplace_back(line.substr(open + 1, close - open - 1), page);
    }
  }
  return out;
}

std::vector<std::string> browser_arguments(const Workplace& place) {
  return {settings().browser,
          "--headless",
          "--disable-gpu",
          "--no-pdf-header-footer",
          "--generate-pdf-document-outline",
          "--disable-dev-shm-usage",
          "--disable-extensions",
          "--disable-sync",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-default-apps",
          "--disable-crash-reporter",
          "--no-first-run",
          "--no-pings",
          "--host-resolver-rules=MAP * ~NOTFOUND",
          "--proxy-server=127.0.0.1:9",
          "--user-data-dir=" + place.file("profile"),
          "--print-to-pdf=" + place.file("out.pdf"),
          "file://" + place.file("in.html")};
}

}  // namespace

// Where an older installation has only the browser with a window, that one prints as before.
void configure(Options options) {
  const auto there = [](const std::string& path) { return access(path.c_str(), X_OK) == 0; };
  if (options.browser == Options{}.browser && !there(options.browser) && there(kWindowed)) {
    options.browser = kWindowed;
  }
  settings() = std::move(options);
}

Result<Printed> print_once(const std::string& html) {
  const Options& options = settings();
  for (const std::string& program : {options.browser, std::string(kPdfinfo)}) {
    if (access(program.c_str(), X_OK) == 0) continue;
    return trouble("PDFを作る部品が見つかりません。chromium-headless-shell と poppler-utils を入れてください",
                   "not executable: " + program);
  }
  const std::optional<User> user = TRY(other_user());
  const auto until = Clock::now() + std::chrono::milliseconds(options.timeout_ms);
  const Workplace place = TRY(Workplace::make(user));
  std::ofstream(place.file("in.html"), std::ios::binary) << html;
  chmod(place.file("in.html").c_str(), 0644);
  const bool done = run(browser_arguments(place), place, user, place.file("browser.log"), until);
  Printed printed;
  printed.pdf = read_file(place.file("out.pdf"), kPdfBytesMost);
  if (!done || !printed.pdf.starts_with("%PDF-")) {
    return trouble("PDFを作れませんでした。しばらくしてから、もう一度お試しください",
                   "browser: " + tail(read_file(place.file("browser.log"), 10'000'000)));
  }
  const std::string list = place.file("destinations.txt");
  if (!run({std::string(kPdfinfo), "-dests", place.file("out.pdf")}, place, user, list, until)) {
    return trouble("PDFの目次を作れませんでした。もう一度お試しください",
                   "pdfinfo: " + tail(read_file(list, 10'000'000)));
  }
  printed.pages = read_destinations(read_file(list, 10'000'000));
  return printed;
}

static Result<Printed> print_in_turn(const std::string& html, Clock::duration& patience) {
  const Turn turn(patience);
  if (!turn) return trouble("ほかの文書を作っています。少し待ってから、もう一度お試しください", "queue");
  return print_once(html);
}

Result<std::string> html_to_pdf(const std::string& html) {
  Clock::duration patience = patience_of_all();
  Printed printed = TRY(print_in_turn(html, patience));
  return std::move(printed.pdf);
}

Result<std::string> to_pdf(const Document& document) {
  Clock::duration patience = patience_of_all();
  constexpr int kPassesMost = 3;  // the numbers themselves may push a line to another page
  PageNumbers pages;
  for (int pass = 0; pass < kPassesMost; ++pass) {
    Printed printed = TRY(print_in_turn(to_html(document, pages), patience));
    if (!document.contents || (pass > 0 && printed.pages == pages)) return std::move(printed.pdf);
    pages = std::move(printed.pages);
  }
  return trouble("PDFの目次のページ番号が定まりませんでした。章の題を短くしてお試しください",
                 "page numbers did not settle");
}

Result<void> check_browser() {
  Clock::duration patience = patience_of_all();
  const Turn turn(patience);
  if (!turn) return trouble("ほかの文書を作っています。少し待ってください", "queue");
  const std::optional<User> user = TRY(other_user());
  const Workplace place = TRY(Workplace::make(user));
  const std::string log = place.file("fonts.txt");
  const auto until = Clock::now() + std::chrono::milliseconds(settings().timeout_ms);
  run({"/usr/bin/fc-match", "BIZ UDPGothic"}, place, user, log, until);
  if (read_file(log, 10'000).find("UDPGothic") == std::string::npos) {
    return trouble("書体が見つかりません。fonts-morisawa-bizud-gothic を入れてください", "fc-match");
  }
  Document page;
  page.title = "確認";
  page.cover = page.contents = false;
  Printed printed = TRY(print_once(to_html(page)));
  (void)printed;
  return {};
}

}  // namespace musubi::documents
