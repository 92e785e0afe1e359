// reports.cc - `musubi report members` and `musubi export`: what leaves the system as files.
// What it prints names files and counts only; the files themselves hold names of organisations.
#include "base/text.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "features/members/members.h"

namespace musubi::cli {

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
  auto written = members::write_member_report(ctx, *day, options.out);
  if (!written) return report(written.error(), choices.json);
  if (choices.json) {
    say_json({{"title", written->title},
              {"number", written->number},
              {"version", written->version},
              {"frozen_now", written->frozen_now},
              {"figures", written->figures},
              {"files", written->paths}});
    return kOk;
  }
  say(written->title + (written->frozen_now ? "を作成しました。" : "は作成済みです。"));
  say("会員数 " + thousands(written->figures.at("members").get<std::int64_t>()) + "団体、入会 " +
      thousands(written->figures.at("joined").get<std::int64_t>()) + "、退会 " +
      thousands(written->figures.at("left").get<std::int64_t>()));
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
  auto written = members::write_registry((*place)->context("export"), options.file, format,
                                         options.purpose);
  if (!written) return report(written.error(), choices.json);
  if (choices.json) {
    say_json({{"file", options.file}, {"bytes", written->bytes}});
  } else {
    say("会員名簿を「" + options.file + "」に書き出しました。目的は記録に残しました。");
  }
  return kOk;
}

}  // namespace musubi::cli
