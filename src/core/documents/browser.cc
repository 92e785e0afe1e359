// browser.cc - runs the headless browser and pdfinfo: as an unprivileged user when we are root, in
// the browser's own sandbox, without network, in a fresh temporary folder that always goes away.
// SECURITY: the HTML is ours, yet the browser is treated as hostile: a confined child (child.h),
// and a proxy to nowhere besides.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <mutex>
#include <optional>
#include <utility>

#include "core/documents/child.h"
#include "core/documents/inside.h"

namespace musubi::documents {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t kPdfBytesMost = 200'000'000;
constexpr std::int64_t kLogBytesMost = 10'000'000;
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

// The browser keeps a socket about 45 bytes below its temporary folder, and a socket's path ends at
// 107 bytes: a folder too deep for that is passed over for the system's own.
constexpr std::size_t kTempFolderLongest = 40;
std::string short_temp_folder() {
  const std::string& folder = settings().temp_folder;
  return folder.size() <= kTempFolderLongest ? folder : std::string("/tmp");
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
  const auto there = [](const std::string& path) { return ::access(path.c_str(), X_OK) == 0; };
  if (options.browser == Options{}.browser && !there(options.browser) && there(kWindowed)) {
    options.browser = kWindowed;
  }
  settings() = std::move(options);
}

const Options& configured() { return settings(); }

Result<Printed> print_once(const std::string& html) {
  const Options& options = settings();
  for (const std::string& program : {options.browser, std::string(kPdfinfo)}) {
    if (::access(program.c_str(), X_OK) == 0) continue;
    return trouble("PDFを作る部品が見つかりません。chromium-headless-shell と poppler-utils を入れてください",
                   "not executable: " + program);
  }
  const std::optional<ChildUser> user = TRY(child_user(options.run_as));
  const auto until = Clock::now() + std::chrono::milliseconds(options.timeout_ms);
  const Workplace place = TRY(Workplace::make(short_temp_folder(), user));
  std::ofstream(place.file("in.html"), std::ios::binary) << html;
  chmod(place.file("in.html").c_str(), 0644);
  const bool done =
      run_child(browser_arguments(place), place, user, place.file("browser.log"), until);
  Printed printed;
  printed.pdf = read_output(place.file("out.pdf"), kPdfBytesMost);
  if (!done || !printed.pdf.starts_with("%PDF-")) {
    return trouble("PDFを作れませんでした。しばらくしてから、もう一度お試しください",
                   "browser: " + tail(read_output(place.file("browser.log"), kLogBytesMost)));
  }
  const std::string list = place.file("destinations.txt");
  const std::vector<std::string> ask{std::string(kPdfinfo), "-dests", place.file("out.pdf")};
  if (!run_child(ask, place, user, list, until)) {
    return trouble("PDFの目次を作れませんでした。もう一度お試しください",
                   "pdfinfo: " + tail(read_output(list, kLogBytesMost)));
  }
  printed.pages = read_destinations(read_output(list, kLogBytesMost));
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
  const std::optional<ChildUser> user = TRY(child_user(settings().run_as));
  const Workplace place = TRY(Workplace::make(short_temp_folder(), user));
  const std::string log = place.file("fonts.txt");
  const auto until = Clock::now() + std::chrono::milliseconds(settings().timeout_ms);
  run_child({"/usr/bin/fc-match", "BIZ UDPGothic"}, place, user, log, until);
  if (read_output(log, 10'000).find("UDPGothic") == std::string::npos) {
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
