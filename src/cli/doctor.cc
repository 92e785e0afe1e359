// doctor.cc - `musubi doctor`: is everything here that the work needs? Each check says what it saw
// and, when something is wrong, what to do. Changes nothing. Leaves with 1 when a check failed.
// A check that cannot be made is a failed check, never a passed one.
#include <sys/timex.h>

#include <cstdio>
#include <filesystem>
#include <functional>
#include <optional>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/sbom.h"
#include "core/audit/verify.h"
#include "core/documents/confine.h"
#include "core/documents/documents.h"
#include "core/files/files.h"
#include "core/mail/mail.h"
#include "core/postal/postal.h"
#include "core/settings/settings.h"
#include "db/migrate.h"
#include "features/members/members.h"
#include "features/publishing/publishing.h"

namespace musubi::cli {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t kDiskFails = 200ULL << 20;  // a backup and a report no longer fit
constexpr std::uintmax_t kDiskWarns = 2ULL << 30;    // weeks, not months, at the usual growth

enum class Mark { ok, warning, failed };
struct Finding {
  Mark mark = Mark::ok;
  std::string says;
  std::string remedy;
};
struct Check {
  std::string name, label;
  std::function<Finding()> run;
};

std::string_view mark_name(Mark mark) {
  return mark == Mark::ok ? "ok" : mark == Mark::warning ? "warning" : "failed";
}
std::string_view mark_sign(Mark mark) {
  return mark == Mark::ok ? "良好" : mark == Mark::warning ? "注意" : "異常";
}

Finding failed(const Error& error, std::string remedy) {
  std::string says = error.says;
  if (!error.detail.empty()) says += "（" + error.detail + "）";
  return {Mark::failed, std::move(says), std::move(remedy)};
}

Finding check_database(Installation& place, bool quick) {
  if (auto connected = place.connect(); !connected) {
    if (connected.error().fault == Fault::conflict) {  // a database that sorts by a language
      return failed(connected.error(), "作り直してから、pg_dump と pg_restore で中身を移してください。");
    }
    return failed(connected.error(), "musubi migrate を実行し、設定の [database] をお確かめください。");
  }
  if (db::dump_schema(place.db()).empty()) {
    return {Mark::failed, "表がまだありません。", "musubi migrate を実行してください。"};
  }
  if (!quick) {  // reads every page: minutes for a large file
    const SecondsBar bar("データベースのページを調べています");
    if (auto sound = place.db().integrity_check(); !sound) {
      const bool file = place.db().kind() == db::Kind::sqlite;
      return failed(sound.error(), file ? "サーバーを止め、データフォルダの写しを取ってから、"
                                          "控えから戻してください（docs/operating.md の Restore）。"
                                        : "無効な索引は REINDEX で作り直し、"
                                          "制約は ALTER TABLE の VALIDATE でお確かめください。");
    }
  }
  const auto due = db::list_due(place.db(), db::embedded_migrations());
  if (!due) {
    return failed(due.error(), "データベースと同じ版か、新しい版の musubi をお使いください。");
  }
  if (!due->empty()) {
    return {Mark::warning,
            "データベースの移行が " + std::to_string(due->size()) + " 件、まだ行われていません。",
            "控えを取ってから musubi migrate を実行するか、サーバーを起動し直してください。"};
  }
  return {Mark::ok, place.db().kind() == db::Kind::sqlite ? "SQLite につながりました。"
                                                          : "PostgreSQL につながりました。", ""};
}

// A start is not refused for it: behind a tunnel, or for a trial, it is as wanted.
Finding check_origin(const config::Config& config) {
  const std::string says = "メールのリンクは " + config.origin() + " から始まります。";
  if (!config.mail.enabled() || !config.origin_is_local()) return {Mark::ok, says, ""};
  return {Mark::warning, says + "ほかの機器からは開けません。",
          "設定の [server] public_origin に、利用者から見た起点（例 https://example.jp）をご記入ください。"};
}

Finding check_mail() {
  if (!mail::configured()) {
    return {Mark::warning, "送信サーバーが設定されていません。メールは送らずに「未配信」として残ります。",
            "送るには、設定の [mail] smtp_url をご記入ください。"};
  }
  if (auto there = mail::check_connection(); !there) {
    return failed(there.error(), "設定の [mail] と、送信サーバーの状態をお確かめください。");
  }
  return {Mark::ok, "送信サーバーにつながりました。", ""};
}

// The face that PDFs are set in, by its Debian package's file name.
bool has_font(const fs::path& folder) {
  std::error_code none;
  for (fs::recursive_directory_iterator it(folder, none), end; !none && it != end;
       it.increment(none)) {
    const std::string name = lower_ascii(it->path().filename().string());
    if (name.find("bizudgothic") != std::string::npos ||
        name.find("bizudpgothic") != std::string::npos) {
      return true;
    }
  }
  return false;
}

Finding check_fonts() {
  if (has_font("/usr/share/fonts") || has_font("/usr/local/share/fonts")) {
    return {Mark::ok, "BIZ UDゴシックがあります。", ""};
  }
  return {Mark::failed, "BIZ UDゴシックがありません。PDF の字形が変わります。",
          "apt-get install fonts-morisawa-bizud-gothic を実行してください。"};
}

Finding check_browser() {
  if (auto prints = documents::check_browser(); !prints) {
    return failed(prints.error(),
                  "apt-get install chromium-headless-shell chromium-sandbox poppler-utils を実行し、"
                  "設定の [documents] をお確かめください。");
  }
  if (!documents::Confinement::is_available()) {
    return {Mark::warning, "PDF を1枚作れましたが、PDF を作る部品をほかのファイルから隔てられません。",
            "Linux 5.13 以降で Landlock を有効にしてください（SECURITY.md の Child processes）。"};
  }
  return {Mark::ok, "PDF を1枚作れました。", ""};
}

Finding check_disk(const Installation& place) {
  std::error_code error;
  const fs::space_info space = fs::space(place.data_folder(), error);
  if (error) return {Mark::failed, "空き容量を調べられません。", "データフォルダをお確かめください。"};
  const std::string says =
      "空き容量は " + thousands(static_cast<std::int64_t>(space.available >> 20)) + " MB です。";
  const std::string remedy = "不要なファイルを片づけるか、容量を増やしてください。";
  if (space.available < kDiskFails) return {Mark::failed, says, remedy};
  if (space.available < kDiskWarns) return {Mark::warning, says, remedy};
  return {Mark::ok, says, ""};
}

Finding check_clock() {
  const Date today = date_in_japan(now_from_system_clock());
  if (today.year < 2024) {
    return {Mark::failed, "時計が " + iso(today) + " を指しています。", "時刻を合わせてください。"};
  }
  timex state{};
  // Reading needs no privilege. Deadlines, TOTP and the audit rely on the clock.
  if (adjtimex(&state) < 0 || (state.status & STA_UNSYNC) != 0) {
    return {Mark::warning, "時刻の同期を確かめられません（いまは " + iso(today) + "）。",
            "systemd-timesyncd か chrony をお使いください。"};
  }
  return {Mark::ok, "時刻は同期しています。", ""};
}

Finding check_scanner(const Installation& place) {
  if (place.config().files.clamd_socket.empty()) {
    return {Mark::warning, "ウイルス検査は設定されていません。",
            "検査するには、設定の [files] clamd_socket をご記入ください。"};
  }
  if (auto there = files::ping_scanner(); !there) {
    return failed(there.error(), "clamd が動いているか、ソケットの権限をお確かめください。");
  }
  return {Mark::ok, "clamd が応答しました。", ""};
}

Finding check_audit(Installation& place) {
  if (auto connected = place.connect(); !connected) {
    return failed(connected.error(), "データベースの異常を先に直してください。");
  }
  ProgressBar bar("操作の記録を確かめています");
  const audit::Verdict verdict = place.db().read([&bar](db::Reader& reader) {
    return audit::verify_chain(reader, [&bar](std::int64_t done, std::int64_t total) {
      bar.at(done, total);
    });
  });
  if (!verdict.sound) {
    return {Mark::failed, verdict.says,
            "操作の記録が書き換えられたおそれがあります。控えと見比べ、管理者にお知らせください。"};
  }
  return {Mark::ok, thousands(verdict.rows) + " 件の操作の記録は、つながりが保たれています。", ""};
}

Finding check_reports(Installation& place) {
  if (auto connected = place.connect(); !connected) {
    return failed(connected.error(), "データベースの異常を先に直してください。");
  }
  ProgressBar bar("会員報告書を確かめています");
  const auto broken = place.db().read([&bar](db::Reader& reader) {
    return members::broken_reports(
        reader, [&bar](std::int64_t done, std::int64_t total) { bar.at(done, total); });
  });
  if (broken.empty()) return {Mark::ok, "会員報告書とそのファイルは、作成したときのままです。", ""};
  std::string which;
  for (const auto& title : broken) which += (which.empty() ? "" : "、") + title;
  return {Mark::failed, "作成したときと一致しません：" + which,
          "控えと見比べ、書き換えられたものを戻してください。"};
}

Finding check_membership_days(Installation& place) {
  if (auto connected = place.connect(); !connected) {
    return failed(connected.error(), "データベースの異常を先に直してください。");
  }
  const SecondsBar bar("会員数を数え直しています");
  const auto unequal = place.db().read(members::unequal_days);
  if (unequal.empty()) return {Mark::ok, "会員数の日ごとの数は、入退会の記録と一致しています。", ""};
  std::string which;
  for (const auto& day : unequal) {
    which += (which.empty() ? "" : "、") + (day.empty() ? std::string("入会日のない会員") : day);
  }
  return {Mark::failed, "会員数の日ごとの数が、入退会の記録と一致しません：" + which,
          "画面と報告書の会員数が正しくないおそれがあります。控えから戻すか、保守の担当者にお知らせください。"};
}

// Why the tables of this release cannot be asked; nothing = they can.
std::optional<Finding> find_obstacle(Installation& place) {
  if (auto connected = place.connect(); !connected) {
    return failed(connected.error(), "データベースの異常を先に直してください。");
  }
  const auto due = db::list_due(place.db(), db::embedded_migrations());
  if (due && due->empty()) return std::nullopt;
  return Finding{Mark::warning, "データベースの移行のあとに調べられます。",
                 "musubi migrate を実行してください。"};
}

// The clock of the public site cannot tell by mail that it stands still itself.
Finding check_publications(Installation& place) {
  if (auto obstacle = find_obstacle(place)) return *obstacle;
  Context ctx = place.context("doctor");
  const std::int64_t late = place.db().read([&ctx](db::Reader& reader) {
    ctx.pretended_today = parse_iso_date(settings::find(reader, kPretendedToday));
    return publishing::count_late(reader, clock_of(ctx));
  });
  if (late == 0) return {Mark::ok, "公開・終了の時刻を過ぎて残っている記事はありません。", ""};
  return {Mark::failed,
          "公開・終了の時刻を過ぎても、そのままの記事が " + thousands(late) + " 件あります。",
          "サーバーが動いているか、記録に publishing.schedule.failed がないかをお確かめください。"
          "動くと、1分のうちに自動で公開・終了します。"};
}

// Nothing is wrong without a table: the forms then do not offer 「住所を調べる」.
Finding check_postal_codes(Installation& place) {
  if (auto obstacle = find_obstacle(place)) return *obstacle;
  const auto edition = place.db().read(postal::find_edition);
  if (!edition) {
    return {Mark::ok, "表は取り込まれていません。「住所を調べる」は表示されません。",
            "お使いになるときは、日本郵便の CSV を musubi import postal-codes で取り込んでください。"};
  }
  return {Mark::ok, thousands(edition->towns) + " 件の町域があります（" +
                        wareki(date_in_japan(edition->imported_at)) + "に取込み）。", ""};
}

std::vector<Check> checks_of(Installation& place, const DoctorOptions& options) {
  std::vector<Check> checks = {
      {"config", "設定", [&]() -> Finding {
         return {Mark::ok, place.config_path().empty() ? "既定の値で動きます。"
                                                       : place.config_path() + " を読みました。", ""};
       }},
      {"database", "データベース", [&] { return check_database(place, options.quick); }},
      {"audit_chain", "操作の記録", [&] { return check_audit(place); }},
      {"member_reports", "会員報告書", [&] { return check_reports(place); }},
      {"membership_days", "会員数", [&] { return check_membership_days(place); }},
      {"publications", "公開の予約", [&] { return check_publications(place); }},
      {"postal_codes", "郵便番号", [&] { return check_postal_codes(place); }},
      {"mail", "メール", [] { return check_mail(); }},
      {"origin", "リンク", [&] { return check_origin(place.config()); }},
      {"scanner", "ウイルス検査", [&] { return check_scanner(place); }},
      {"fonts", "書体", [] { return check_fonts(); }},
      {"disk", "空き容量", [&] { return check_disk(place); }},
      {"clock", "時計", [] { return check_clock(); }},
  };
  if (!options.quick) checks.push_back({"browser", "PDF の作成", [] { return check_browser(); }});
  return checks;
}

Finding run_one(const Check& check) {
  try {
    return check.run();
  } catch (const std::exception& wrong) {  // a check that dies is a finding, not the end of doctor
    return {Mark::failed, std::string("調べている途中で失敗しました（") + wrong.what() + "）。", ""};
  }
}

}  // namespace

int doctor(const Choices& choices, const DoctorOptions& options) {
  if (options.sbom) {
    say(sbom_json());
    return kOk;
  }
  auto place = Installation::look_at(choices);
  Json list = Json::array();
  int failures = 0, warnings = 0;
  const auto tell = [&](const std::string& name, const std::string& label, const Finding& found) {
    failures += found.mark == Mark::failed;
    warnings += found.mark == Mark::warning;
    if (choices.json) {
      list.push_back({{"name", name}, {"state", mark_name(found.mark)}, {"says", found.says},
                      {"remedy", found.remedy}});
      return;
    }
    say(std::string(mark_sign(found.mark)) + "  " + label + ": " + found.says);
    if (!found.remedy.empty()) say("      → " + found.remedy);
  };
  if (!place) {
    tell("config", "設定", failed(place.error(), "設定ファイルを直して、もう一度お試しください。"));
  } else {
    for (const Check& check : checks_of(**place, options)) {
      tell(check.name, check.label, run_one(check));
    }
  }
  if (choices.json) {
    say_json({{"ok", failures == 0}, {"failed", failures}, {"warnings", warnings},
              {"checks", list}});
  } else {
    say(failures == 0 ? "異常はありません（注意 " + std::to_string(warnings) + " 件）。"
                      : "異常が " + std::to_string(failures) + " 件あります。");
  }
  return failures == 0 ? kOk : kFailed;
}

}  // namespace musubi::cli
