// reports.cc - `musubi report members`, `musubi report site`, `musubi export`: files that leave.
// What it prints names files and counts only; the files themselves hold names of organisations.
#include <memory>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "core/settings/settings.h"
#include "features/analytics/analytics.h"
#include "features/members/members.h"

namespace musubi::cli {
namespace {

// Where, which character and in what: on standard error, beside what the command says.
void tell_lost(const Json& lost) {
  for (const auto& one : lost.at("list")) {
    remark("  " + one.at("column").get<std::string>() +
           std::to_string(one.at("row").get<std::int64_t>()) + "　「" +
           one.at("character").get<std::string>() + "」　" + one.at("cell").get<std::string>());
  }
  const auto listed = static_cast<std::int64_t>(lost.at("list").size());
  const auto count = lost.at("count").get<std::int64_t>();
  if (count > listed) remark("  ほかに " + thousands(count - listed) + " か所");
}

// 会員数 507団体（前回 486、入会 24、退会 3、訂正 0）: what is added up is all there.
std::string figures_words(const Json& figures) {
  const auto number = [&figures](const char* name) {
    return figures.at(name).get<std::int64_t>();
  };
  const bool first = figures.at("previous_as_of").get<std::string>().empty();
  std::string out = "会員数 " + thousands(number("members")) + "団体（" +
                    (first ? "年度の初め " : "前回 ") + thousands(number("previous_members")) +
                    "、入会 " + thousands(number("joined")) + "、退会 " +
                    thousands(number("left"));
  if (!first) {
    const std::int64_t corrected = number("corrected_in") - number("corrected_out");
    out += std::string("、訂正 ") + (corrected > 0 ? "+" : "") +
           (corrected < 0 ? "-" + thousands(-corrected) : thousands(corrected));
  }
  return out + "）";
}

int refuse_lost(const Json& lost, bool json) {
  const std::string says = "Shift_JIS（CP932）で書けない文字が " +
                           thousands(lost.at("count").get<std::int64_t>()) +
                           " か所あるため、書き出しませんでした。";
  if (json) {
    say_json({{"error", {{"fault", "invalid"}, {"says", says}, {"fields", Json::array()}}},
              {"unencodable", lost}});
  }
  remark(says);
  tell_lost(lost);
  remark("「〓」に置き換えてよければ --replace を、UTF-8 でよければ --cp932 なしで実行してください。");
  return kRefused;
}

}  // namespace

int report_members(const Choices& choices, const ReportOptions& options) {
  auto day = parse_japanese_date(options.as_of);
  if (!day) {
    return report({Fault::invalid,
                   "--as-of は「2024-09-30」や「令和6年9月30日」のように指定してください", {}, {}},
                  choices.json);
  }
  auto place = Installation::open(choices);
  if (!place) return report(place.error(), choices.json);
  if (auto ready = (*place)->migrate(); !ready) return report(ready.error(), choices.json);
  const Context ctx = (*place)->context("report members");
  auto bar = std::make_unique<ProgressBar>("会員報告書を作っています");
  auto written = members::write_member_report(
      ctx, *day, options.out,
      [&bar](std::int64_t done, std::int64_t total) { bar->at(done, total); });
  bar.reset();  // the line is clean before anything is printed
  if (!written) return report(written.error(), choices.json);
  if (choices.json) {
    say_json({{"title", written->title},
              {"number", written->number},
              {"version", written->version},
              {"frozen_now", written->frozen_now},
              {"differs_now", written->differs},
              {"figures", written->figures},
              {"files", written->paths}});
    return kOk;
  }
  say(written->title + (written->frozen_now ? "を作成しました" : "は作成済みです") + "（第" +
      std::to_string(written->version) + "版）。");
  if (written->differs) {
    remark("この版のあとに会員の記録が直されましたが、県が受領したか、次の報告書のもとになったため、版は変えられません。"
           "直した数は、次の報告書に「訂正」として載ります。");
  }
  say(figures_words(written->figures));
  for (const auto& path : written->paths) say("  " + path);
  return kOk;
}

int report_site(const Choices& choices, const SiteReportOptions& options) {
  auto place = Installation::open(choices);
  if (!place) return report(place.error(), choices.json);
  if (auto ready = (*place)->migrate(); !ready) return report(ready.error(), choices.json);
  Context ctx = (*place)->context("report site");
  // The demo's months are over on the demo's day.
  const std::string day = (*place)->db().read(
      [](db::Reader& reader) { return settings::find(reader, kPretendedToday); });
  ctx.pretended_today = parse_iso_date(day);
  auto bar = std::make_unique<ProgressBar>("月次ログ報告書を作っています");
  const auto written = analytics::write_site_report(
      ctx, options.month, (*place)->config().consortium.contract_end, options.out,
      [&bar](std::int64_t done, std::int64_t total) { bar->at(done, total); });
  bar.reset();  // the line is clean before anything is printed
  if (!written) return report(written.error(), choices.json);
  if (choices.json) {
    say_json({{"title", written->title},
              {"number", written->number},
              {"version", written->version},
              {"frozen_now", written->frozen_now},
              {"recounted", written->recounted},
              {"views", written->views},
              {"visits", written->visits},
              {"files", written->paths}});
    return kOk;
  }
  say(written->title + (written->frozen_now ? "を作成しました。" : "は作成済みです。"));
  say("閲覧数 " + thousands(written->views) + "、訪問数 " + thousands(written->visits) +
      (written->recounted ? "（元の記録の数え直しと一致）" : ""));
  for (const auto& path : written->paths) say("  " + path);
  return kOk;
}

int export_members(const Choices& choices, const ExportOptions& options) {
  const bool xlsx = options.file.ends_with(".xlsx");
  if (!xlsx && !options.file.ends_with(".csv")) {
    return report({Fault::invalid, "ファイル名の終わりを .xlsx か .csv にしてください", {}, {}},
                  choices.json);
  }
  auto place = Installation::open(choices);
  if (!place) return report(place.error(), choices.json);
  if (auto ready = (*place)->migrate(); !ready) return report(ready.error(), choices.json);
  const std::string format = xlsx ? "xlsx" : options.cp932 ? "csv_cp932" : "csv";
  auto bar = std::make_unique<ProgressBar>("会員名簿を書き出しています");
  auto written = members::write_registry((*place)->context("export"), options.file, format,
                                         options.purpose, options.replace,
                                         [&bar](std::int64_t done) { bar->at(done, 0); });
  bar.reset();
  if (!written) return report(written.error(), choices.json);
  if (written->refused) return refuse_lost(written->lost, choices.json);
  const auto replaced = written->lost.at("count").get<std::int64_t>();
  if (choices.json) {
    say_json({{"file", options.file}, {"bytes", written->bytes}, {"replaced", written->lost}});
    return kOk;
  }
  say("会員名簿を「" + options.file + "」に書き出しました。目的は記録に残しました。");
  if (replaced > 0) {
    remark("Shift_JIS（CP932）で書けない次の " + thousands(replaced) + " か所を「〓」にしました。");
    tell_lost(written->lost);
  }
  return kOk;
}

}  // namespace musubi::cli
