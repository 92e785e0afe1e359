// listing.cc - the table of an event's fields, the words of the nouns, their numbers; see
// listing.h. Pure; no I/O.
#include "features/listings/listing.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "features/members/members.h"

namespace musubi::listings {
namespace {

using Kind = EventField::Kind;

constexpr int kReiwaBefore = 2018;  // 令和元年 is 2019
constexpr std::size_t kLong = 1000;

constexpr std::array kFields{
    EventField{"title", "催しの名前", Kind::line, true, 60, "例：商店街のキャッシュレス講座",
               &Event::title},
    EventField{"organiser_kind", "主催の区分", Kind::choice, true, 20, "", &Event::organiser_kind},
    EventField{"organiser", "主催", Kind::line, true, 100, "共催があるときは「、」で区切ってください。",
               &Event::organiser},
    EventField{"starts_on", "始まる日", Kind::day, true, 10, "", &Event::starts_on},
    EventField{"ends_on", "終わる日", Kind::day, false, 10, "1日だけのときは、空欄のままにしてください。",
               &Event::ends_on},
    EventField{"hours", "時間", Kind::line, false, 100, "例：13時30分から16時まで", &Event::hours},
    EventField{"place", "会場", Kind::line, true, 100, "例：市民会館の第2会議室、オンライン", &Event::place},
    EventField{"municipality_code", "市町村", Kind::choice, false, 6,
               "オンラインだけの催しは、選ばなくてかまいません。", &Event::municipality_code},
    EventField{"capacity", "定員", Kind::number, false, 7, "", &Event::capacity},
    EventField{"fee", "参加費", Kind::line, true, 100, "例：無料", &Event::fee},
    EventField{"application", "申込みの方法", Kind::lines, true, kLong,
               "例：11月5日までに、電話かメールで申し込んでください。", &Event::application},
    EventField{"contact", "参加する人の問合せ先", Kind::line, true, 100,
               "公開されます。例：架空町商店街振興組合（電話096-000-0000）", &Event::contact},
    EventField{"website", "催しのページ", Kind::line, false, 200, "例：https://www.example.jp/event",
               &Event::website},
    EventField{"summary", "催しの内容", Kind::lines, true, kWordsMost,
               "だれのための催しか、ＤＸとのかかわり、当日の流れを書いてください。", &Event::summary},
};

// What would be more than words at the beginning of a line.
std::string line_start(const std::string& line) {
  if (line.empty()) return line;
  if (std::string_view("-+=:").find(line[0]) != std::string_view::npos) return "\\" + line;
  std::size_t digits = 0;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
  const bool numbered =
      digits > 0 && digits < line.size() && (line[digits] == '.' || line[digits] == ')');
  return numbered ? line.substr(0, digits) + "\\" + line.substr(digits) : line;
}

}  // namespace

std::span<const EventField> event_fields() { return kFields; }

const EventField* find_event_field(std::string_view name) {
  const auto* found = std::find_if(kFields.begin(), kFields.end(),
                                   [&](const EventField& one) { return one.name == name; });
  return found == kFields.end() ? nullptr : &*found;
}

const Choices& channels() {
  static const Choices kAll{
      {"form", "ホームページのフォーム"}, {"members", "会員のページ"}, {"office", "電話・メール・来所"}};
  return kAll;
}

const Choices& states() {
  static const Choices kAll{{"open", "判断待ち"},        {"asked_back", "依頼者に確認中"},
                            {"drafted", "掲載準備中"},   {"listed", "掲載中"},
                            {"ended", "掲載終了"},       {"declined", "見送り"},
                            {"withdrawn", "取下げ"},     {"expired", "期日を過ぎて終了"},
                            {"quarantined", "迷惑の疑い"}, {"discarded", "迷惑と判断"}};
  return kAll;
}

const Choices& organiser_kinds() {
  static const Choices kAll{
      {"prefecture", "県・市町村"}, {"member", "会員"}, {"other", "関係機関"}};
  return kAll;
}

const Choices& decline_reasons() {
  static const Choices kAll{{"not_dx", "ＤＸやデータ活用の催しではない"},
                            {"sales", "商品やサービスの販売がおもな目的"},
                            {"too_late", "催しの日までに掲載できない"},
                            {"unproven", "主催者や内容を確かめられない"},
                            {"twice", "同じ催しを、もう掲載している"},
                            {"other", "そのほか"}};
  return kAll;
}

const Choices& word_kinds() {
  static const Choices kAll{{"question", "事務局からの確認"},
                            {"correction", "依頼の訂正"},
                            {"decline", "見送りの理由"},
                            {"withdrawal", "取下げ"}};
  return kAll;
}

std::string label_in(const Choices& choices, std::string_view code) {
  for (const auto& [known, label] : choices) {
    if (known == code) return label;
  }
  return "";
}

Choices choices_of(std::string_view field) {
  if (field == "organiser_kind") return organiser_kinds();
  if (field == "municipality_code") return members::field_choices(field);
  return {};
}

std::string for_people(const EventField& field, const std::string& value) {
  if (value.empty()) return {};
  if (field.kind == Kind::choice) {
    const std::string label = label_in(choices_of(field.name), value);
    return label.empty() ? value : label;
  }
  if (field.kind == Kind::day) {
    if (const auto day = parse_iso_date(value)) return wareki_with_weekday(*day);
  }
  return field.kind == Kind::number ? value + "人" : value;
}

std::string listing_number(std::int64_t fiscal_year, std::int64_t number) {
  std::string digits = std::to_string(number);
  if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
  return "R" + std::to_string(fiscal_year - kReiwaBefore) + "-掲-" + digits;
}

std::string markdown_of(const std::string& words) {
  std::string out;
  for (const std::string& typed : split(words, '\n')) {
    std::string line;
    for (const char c : trim(typed)) {
      if (std::string_view("\\`*_[]<>#|~&").find(c) != std::string_view::npos) line += '\\';
      line += c;
    }
    out += line_start(line) + "\n";
  }
  while (out.ends_with("\n\n")) out.pop_back();
  return out;
}

}  // namespace musubi::listings
