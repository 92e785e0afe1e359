// rosters.cc - `musubi import members`: reads the prefecture's roster, tells what is in it, and
// imports what can be imported. The dry run writes nothing and makes no data folder (a mapping that
// a person gave for these headings is used when there is one); what it prints as JSON is the
// contract of roster_json(). The command adopts no suggestion: names stay as written, and what is
// doubtful waits for a person. Rows and defects hold personal data: they go to standard output
// only, never to the log.
#include <filesystem>

#include "cli/commands.h"
#include "cli/console.h"
#include "features/members/service_imports.h"

namespace musubi::cli {
namespace {

void print_summary(const members::Roster& roster) {
  say("シート: " + (roster.sheet.empty() ? "―" : roster.sheet) +
      "  見出し: " + std::to_string(roster.header_line) + " 行目");
  say("データ " + std::to_string(roster.rows.size()) + " 行、団体 " +
      std::to_string(roster.organisations) + "、重複の疑い " +
      std::to_string(roster.duplicates.size()) + " 件、確かめたい所 " +
      std::to_string(roster.defects.size()) + " 件");
  for (const members::Duplicate& d : roster.duplicates) {
    say("  " + std::to_string(d.row) + " 行目は " + std::to_string(d.of_row) +
        " 行目と同じ団体のようです（" + d.reason + "）");
  }
  for (const members::Defect& d : roster.defects) {
    say("  " + std::to_string(d.row) + " 行目（ファイルの " + std::to_string(d.line) + " 行目）" +
        d.field + ": " + d.message);
  }
}

// Only from an installation that is there: a dry run makes none.
std::unique_ptr<Installation> installation_at(const Choices& choices) {
  const std::string folder =
      choices.data.empty() ? config::Config{}.data.directory : choices.data;
  if (!std::filesystem::exists(folder)) return nullptr;
  auto place = Installation::open(choices);
  if (!place || !(*place)->connect()) return nullptr;
  return std::move(*place);
}

int dry_run(const Choices& choices, const ImportOptions& options) {
  members::RosterOptions reading;
  reading.sheet = options.sheet;
  const auto place = installation_at(choices);
  if (place) {
    reading.remembered = [&place](const std::string& fingerprint) {
      return members::remembered_mapping(place->db(), fingerprint);
    };
  }
  auto bar = std::make_unique<ProgressBar>("名簿を読んでいます");
  reading.progress = [&bar](std::int64_t done, std::int64_t total) { bar->at(done, total); };
  auto roster = members::read_roster(options.file, reading);
  bar.reset();  // the line is clean before anything is printed
  if (!roster) return report(roster.error(), choices.json);
  if (choices.json) {
    say_json(members::roster_json(*roster));
  } else {
    print_summary(*roster);
    say("まだ何も取り込んでいません（--dry-run）。");
  }
  return kOk;
}

void print_counts(const members::Counts& c) {
  const auto line = [](const char* label, std::int64_t number) {
    say(std::string("  ") + label + "  " + std::to_string(number) + " 行");
  };
  say("名簿の " + std::to_string(c.rows) + " 行を取り込みました。");
  line("登録した", c.created);
  line("更新した", c.updated);
  line("変更なし", c.unchanged);
  line("統合した", c.merged);
  line("統合を提案した", c.proposed);
  line("取り込まなかった", c.skipped);
  line("取り込めなかった", c.unresolved);
  if (c.unchanged == c.rows) say("前に取り込んだ内容と同じため、名簿は何も変わっていません。");
  if (c.defects_open > 0) {
    say("確認が必要な項目が " + std::to_string(c.defects_open) +
        " 件あります。画面の「取込みの不備」で片づけてください。");
  }
  if (c.proposed > 0) {
    say("同じ団体かもしれない行が " + std::to_string(c.proposed) +
        " 行あります。画面の「名寄せ」で確かめてください。");
  }
}

Result<members::Counts> import_file(const Context& ctx, const ImportOptions& options) {
  members::NewImport input;
  input.path = options.file;
  input.filename = std::filesystem::path(options.file).filename().string();
  input.sheet = options.sheet;
  input.loan = {input.filename, "電子ファイル", "熊本県", "会員名簿の整備", "", "",
                "むすびのファイル保管庫", 0};
  ProgressBar bar("名簿を取り込んでいます");
  const auto begun = TRY(members::begin_import(ctx, input));
  const auto half = [&bar](std::int64_t from) {
    return [&bar, from](std::int64_t done, std::int64_t total) {
      if (total > 0) bar.at(from + done * 500 / total, 1000);
    };
  };
  TRY(members::read_import(ctx, begun, half(0)));
  return members::commit_import(ctx, begun.id, half(500));
}

}  // namespace

int import_members(const Choices& choices, const ImportOptions& options) {
  if (options.dry_run) return dry_run(choices, options);
  auto place = Installation::open(choices);
  if (!place) return report(place.error(), choices.json);
  if (auto ready = (*place)->migrate(); !ready) return report(ready.error(), choices.json);
  auto counts = import_file((*place)->context("コマンド import members"), options);
  if (!counts) return report(counts.error(), choices.json);
  if (choices.json) {
    say_json(members::counts_json(*counts));
  } else {
    print_counts(*counts);
  }
  return kOk;
}

}  // namespace musubi::cli
