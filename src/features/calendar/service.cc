// service.cc - see service.h. The text is kept in one form, so that the audit compares well. A
// slip in one line saves nothing; must never guess a day.
#include "features/calendar/service.h"

#include <algorithm>
#include <map>

#include "base/sha256.h"
#include "base/text.h"
#include "core/settings/calendar.h"
#include "core/settings/settings.h"
#include "features/calendar/permissions.h"

namespace musubi::calendar {
namespace {

constexpr std::size_t kDaysMost = 3000;  // the Cabinet Office lists about 1,000 since 1955
constexpr std::size_t kNameMost = 40;

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// 2024/4/29 昭和の日 -> the day and its name; the first blank or comma parts them.
std::pair<std::string, std::string> parted(const std::string& line) {
  const auto at = line.find_first_of(", \t");
  if (at == std::string::npos) return {line, ""};
  std::string name = trim(line.substr(at + 1));
  // What stands behind a second comma is a remark of whoever made the table.
  return {line.substr(0, at), trim(name.substr(0, name.find(',')))};
}

auto at_line(std::size_t number, const std::string& what) {
  return fail_fields({{"closed_days", std::to_string(number) + "行目：" + what}});
}

std::string stored(db::Reader& reader) { return settings::find(reader, settings::kClosedDays); }

}  // namespace

Result<std::vector<ClosedDay>> read_closed_days(std::string_view text) {
  std::map<Date, std::string> days;
  std::size_t number = 0;
  for (const std::string& raw : split(replace_all(std::string(text), "　", " "), '\n')) {
    ++number;
    const std::string line = trim(raw);
    if (line.empty() || (days.empty() && !has_digit(nfkc(line)))) continue;
    const auto [written, name] = parted(line);
    const auto day = parse_japanese_date(written);
    if (!day) {
      return at_line(number, "「" + cut_characters(written, 20) +
                                 "」は日付として読めません。2024-04-29 昭和の日 のように入力してください");
    }
    if (count_characters(name) > kNameMost) {
      return at_line(number, "名前は40文字以内で入力してください");
    }
    days[*day] = name;
    if (days.size() > kDaysMost) return at_line(number, "登録できるのは3,000日までです");
  }
  std::vector<ClosedDay> out;
  for (const auto& [day, name] : days) out.push_back({day, name});
  return out;
}

std::string closed_days_text(const std::vector<ClosedDay>& days) {
  std::string out;
  for (const ClosedDay& day : days) {
    out += iso(day.day) + (day.name.empty() ? "" : "," + day.name) + "\n";
  }
  return out;
}

Result<Calendar> load_calendar(const Context& ctx) {
  TRY(must(ctx.actor, may::see_calendar));
  const std::string text = ctx.db.read(stored);
  Calendar out;
  // Days that were set without names stood in one line with commas.
  const bool one_line = text.find('\n') == std::string::npos;
  auto days = read_closed_days(one_line ? replace_all(text, ",", "\n") : text);
  if (days) out.days = std::move(*days);
  out.seen = sha256_hex(text);
  return out;
}

Result<void> change_calendar(const Context& ctx, const NewCalendar& input) {
  const auto days = TRY(read_closed_days(input.text));
  TRY(must(ctx.actor, may::change_calendar));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    if (sha256_hex(stored(tx)) != input.seen) {
      return fail(Fault::conflict, "ほかの人が先に暦を変えました。下の表でいまの内容を確かめ、"
                                   "必要ならもう一度保存してください");
    }
    return settings::change(tx, ctx, settings::kClosedDays, closed_days_text(days));
  });
}

bool has_this_year(const Context& ctx) {
  const int year = fiscal_year(ctx.today());
  const std::string text = ctx.db.read(stored);
  for (const std::string& part : split(replace_all(text, ",", "\n"), '\n')) {
    const auto day = parse_iso_date(trim(part));
    if (day && fiscal_year(*day) == year) return true;
  }
  return false;
}

}  // namespace musubi::calendar
