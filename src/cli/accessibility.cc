// accessibility.cc - `musubi check accessibility`: has the pages of a 試験 checked by axe in a
// browser (tests/browser/accessibility.mjs, run by node) and takes the results in. What is missing
// (node, the checker, the browser, the site) is told and kept as 「検査できなかった」: never as nothing
// found.
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <sstream>
#include <thread>

#include "base/json.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "core/audit/audit.h"
#include "core/settings/settings.h"
#include "core/sessions/sessions.h"
#include "features/accessibility/accessibility.h"

extern char** environ;  // of this process, for the checker

namespace musubi::cli {
namespace {

namespace fs = std::filesystem;

constexpr int kFoldersUp = 4;  // from the program to the folder of the sources
constexpr const char* kChecker = "tests/browser/accessibility.mjs";
constexpr const char* kAgent = "Musubi accessibility check";
constexpr std::chrono::milliseconds kLookEvery{100};  // at how far the checker is
constexpr int kNotFound = 127;  // what a shell says of a program that is not there

// Beside the sources that this program was built from; "" when they are not here.
std::string checker_path(const std::string& told) {
  if (!told.empty()) return told;
  std::error_code error;
  fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (int i = 0; i < kFoldersUp && !error; ++i, folder = folder.parent_path()) {
    if (fs::exists(folder / kChecker, error)) return (folder / kChecker).string();
  }
  return {};
}

// A folder of our own for the two files of a run; gone with it.
class Bench {
 public:
  Bench() {
    std::string path = (fs::temp_directory_path() / "musubi-check-XXXXXX").string();
    if (mkdtemp(path.data()) != nullptr) path_ = path;
  }
  ~Bench() {
    std::error_code none;
    if (!path_.empty()) fs::remove_all(path_, none);
  }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;
  std::string file(const char* name) const { return path_ + "/" + name; }
  bool made() const { return !path_.empty(); }

 private:
  std::string path_;
};

// The exit code of node; kNotFound when there is none. `meanwhile` is called now and then.
int run_node(const std::vector<std::string>& words, const std::function<void()>& meanwhile) {
  std::vector<std::string> copy = words;
  std::vector<char*> arguments;
  for (std::string& word : copy) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  if (posix_spawnp(&child, arguments[0], nullptr, nullptr, arguments.data(), environ) != 0) {
    return kNotFound;
  }
  int status = 0;
  for (;;) {
    const pid_t ended = waitpid(child, &status, WNOHANG);
    if (ended == child) break;
    if (ended < 0 && errno != EINTR) return kNotFound;
    meanwhile();
    std::this_thread::sleep_for(kLookEvery);
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

// A member's session for the time of the run, so that the checker sees what members see. The audit
// keeps that it was made.
class Guest {
 public:
  static Result<Guest> enter(const Context& ctx, const std::string& login) {
    const accounts::Account account = TRY(accounts::load_account_by_login(ctx, login));
    if (account.state != accounts::State::active) {
      return fail(Fault::conflict, "このアカウントは、いま使えません。使えるアカウントを指定してください");
    }
    if (!account.roles.shares(roles::members)) {
      return fail(Fault::invalid, "--as には、会員のアカウントを指定してください");
    }
    Guest out;
    const auto begin = [&](db::Tx& tx) -> Result<std::string> {
      TRY(audit::note(tx, ctx, "accessibility.guest.entered",
                      {"account", account.id.text, account.organisation.text}));
      return sessions::begin(ctx, tx, account.id, true, kAgent);
    };
    out.token_ = TRY(ctx.db.write(begin));
    return out;
  }
  // The session of this run alone: others of the account go on.
  void leave(const Context& ctx) const {
    const auto mine = sessions::find(ctx.db, token_, ctx.now, {});
    if (mine) (void)sessions::end(ctx, mine->id);
  }
  const std::string& token() const { return token_; }

 private:
  std::string token_;
};

struct Run {
  std::string results;  // the file's bytes; "" = it could not be done
  std::string why;
};

Run run_checker(const accessibility::TrialToCheck& trial, const AccessibilityOptions& options,
                const std::string& token) {
  const std::string checker = checker_path(options.tool);
  if (checker.empty()) {
    return {"", std::string("検査のソフト（") + kChecker + "）が見つかりませんでした"};
  }
  const Bench bench;
  if (!bench.made()) return {"", "作業用のフォルダを作れませんでした"};
  const Json list = {{"origin", options.origin},
                     {"session", token},
                     {"pages", trial.paths},
                     {"criteria", trial.criteria}};
  std::ofstream(bench.file("pages.json")) << list.dump();
  const std::string done_file = bench.file("done");
  const auto total = static_cast<std::int64_t>(trial.paths.size());
  auto bar = std::make_unique<ProgressBar>("ページを検査しています");
  bar->at(0, total);
  const int code =
      run_node({"node", checker, bench.file("pages.json"), bench.file("results.json"), done_file},
               [&] {
                 std::int64_t done = 0;
                 if (std::ifstream(done_file) >> done) bar->at(done, total);
               });
  bar.reset();  // the line is clean before anything is printed
  if (code == kNotFound) return {"", "node が見つかりませんでした"};
  std::ostringstream bytes;
  bytes << std::ifstream(bench.file("results.json"), std::ios::binary).rdbuf();
  if (code != 0 || bytes.str().empty()) {
    return {"", "検査のソフトが最後まで動きませんでした（終了コード" + std::to_string(code) + "）"};
  }
  return {bytes.str(), ""};
}

int tell_checked(const accessibility::TrialToCheck& trial, const accessibility::Checked& checked,
                 const std::string& why, bool json) {
  const bool failed = checked.could_not > 0;
  if (json) {
    say_json({{"trial", trial.id},
              {"pages", checked.pages},
              {"could_not", checked.could_not},
              {"findings", checked.findings},
              {"why", why}});
  } else {
    say(trial.name + "の試験：" + thousands(checked.pages) + "ページを検査し、" +
        thousands(checked.findings) + "件の指摘を記録しました。");
  }
  if (failed) {
    remark("検査できなかったページが " + std::to_string(checked.could_not) +
           " ページあります。検査できるまで「準拠」とは示せません。");
  }
  if (!why.empty()) remark(why + "。");
  if (!why.empty()) return kUnavailable;
  return failed || checked.findings > 0 ? kFailed : kOk;
}

}  // namespace

int check_accessibility(const Choices& choices, const AccessibilityOptions& options) {
  auto place = Installation::open(choices);
  if (!place) return report(place.error(), choices.json);
  if (auto ready = (*place)->migrate(); !ready) return report(ready.error(), choices.json);
  Context ctx = (*place)->context("check accessibility");
  const std::string day = (*place)->db().read(
      [](db::Reader& reader) { return settings::find(reader, kPretendedToday); });
  ctx.pretended_today = parse_iso_date(day);
  const auto trial = accessibility::find_trial_to_check(ctx, options.trial);
  if (!trial) return report(trial.error(), choices.json);
  AccessibilityOptions asked = options;
  if (asked.origin.empty()) asked.origin = (*place)->config().origin();
  std::optional<Guest> guest;
  if (!options.as.empty()) {
    auto entered = Guest::enter(ctx, options.as);
    if (!entered) return report(entered.error(), choices.json);
    guest = std::move(*entered);
  }
  const Run run = run_checker(*trial, asked, guest ? guest->token() : std::string());
  if (guest) guest->leave(ctx);
  const auto checked = run.results.empty()
                           ? accessibility::note_unchecked(ctx, *trial, run.why)
                           : accessibility::take_check_file(ctx, trial->id, run.results);
  if (!checked) return report(checked.error(), choices.json);
  return tell_checked(*trial, *checked, run.why, choices.json);
}

}  // namespace musubi::cli
