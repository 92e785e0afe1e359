// ical_test.cc - calendars that every program reads: lines of 75 octets that unfold to what was
// written, whatever was written, and no article that can begin a line of its own.
#include "features/feeds/ical.h"

#include <gtest/gtest.h>

#include <random>

#include "base/text.h"

namespace musubi::feeds {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find("\r\n", at);
    EXPECT_NE(end, std::string::npos) << "a line without its end";
    if (end == std::string::npos) break;
    out.push_back(text.substr(at, end - at));
    at = end + 2;
  }
  return out;
}

std::string unfold(const std::string& text) { return replace_all(text, "\r\n ", ""); }

std::string random_text(std::mt19937& dice) {
  const std::string_view parts[] = {"a", "催し", "𠮷", "é", " ", "\n", ",", ";", "\\", "\r",
                                    "BEGIN:VEVENT", ":", "\t", "㍿", "\"", "0123456789"};
  std::string out;
  for (unsigned n = dice() % 120; n > 0; --n) out += parts[dice() % std::size(parts)];
  return out;
}

CalendarEntry sample_entry() {
  CalendarEntry entry;
  entry.uid = "0192d3f0-0000-7000-8000-000000000001@example.jp";
  entry.title = "ＤＸ相談会";
  entry.place = "架空会館";
  entry.address = "https://example.jp/events/soudankai";
  entry.starts_on = entry.ends_on = "2024-10-30";
  entry.from = 13 * 60 + 30;
  entry.until = 16 * 60;
  entry.changed = {1'730'075'400'000};  // 2024-10-28 9:30 in Japan
  return entry;
}

// A TEXT of RFC 5545 as a calendar program reads it.
std::string text_of_value(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool escaped = value[i] == '\\' && i + 1 < value.size();
    if (escaped) ++i;
    out += escaped && value[i] == 'n' ? '\n' : value[i];
  }
  return out;
}

TEST(ICal, ATextReadsBackAsItWasWritten) {
  std::mt19937 dice(5546);
  for (int i = 0; i < 2000; ++i) {
    const std::string text = random_text(dice);
    std::string kept = text;
    std::erase_if(kept, [](char c) { return c == '\r' || c == '\t'; });
    const std::string value = escape_text(text);
    ASSERT_EQ(text_of_value(value), kept);
    ASSERT_EQ(value.find('\n'), std::string::npos) << text;
  }
  EXPECT_EQ(escape_text("a,b;c\\d\ne\x01\x7F"), "a\\,b\\;c\\\\d\\ne");
}

TEST(ICal, FoldedLinesAreShortWholeAndUnfoldToWhatWasWritten) {
  std::mt19937 dice(2445);
  for (int i = 0; i < 3000; ++i) {
    const std::string line = escape_text(random_text(dice));
    const std::string folded = fold_line(line);
    for (const std::string& part : lines_of(folded)) {
      ASSERT_LE(part.size(), kLineOctetsMost) << line;
      ASSERT_TRUE(is_valid_utf8(part)) << "a character was cut: " << line;
    }
    ASSERT_EQ(unfold(folded), line + "\r\n");
  }
}

TEST(ICal, TheLimitIsExact) {
  EXPECT_EQ(fold_line(std::string(75, 'a')), std::string(75, 'a') + "\r\n");
  EXPECT_EQ(fold_line(std::string(76, 'a')), std::string(75, 'a') + "\r\n a\r\n");
  // 25 characters of three octets fill a line; a space and 24 of them the next.
  std::string text;
  for (int i = 0; i < 50; ++i) text += "あ";
  const auto parts = lines_of(fold_line(text));
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(parts[0].size(), 75U);
  EXPECT_EQ(parts[1].size(), 73U);
}

TEST(ICal, ATextNeverBeginsALineOfItsOwn) {
  std::mt19937 dice(5545);
  for (int i = 0; i < 1000; ++i) {
    CalendarEntry entry = sample_entry();
    entry.title = random_text(dice);
    entry.words = random_text(dice);
    entry.place = random_text(dice);
    int begun = 0, ended = 0;
    for (const std::string& line : lines_of(unfold(calendar_of("名前", {entry})))) {
      begun += line == "BEGIN:VEVENT" ? 1 : 0;
      ended += line == "END:VEVENT" ? 1 : 0;
      EXPECT_EQ(line.find('\n'), std::string::npos);
      EXPECT_EQ(line.find('\r'), std::string::npos);
    }
    ASSERT_EQ(begun, 1);
    ASSERT_EQ(ended, 1);
  }
}

TEST(ICal, AnEntryHasItsTimesInJapan) {
  const std::string text = calendar_of("催し", {sample_entry()});
  for (const char* line :
       {"BEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo\r\n", "TZOFFSETTO:+0900\r\n",
        "DTSTART;TZID=Asia/Tokyo:20241030T133000\r\n", "DTEND;TZID=Asia/Tokyo:20241030T160000\r\n",
        "DTSTAMP:20241028T003000Z\r\n", "SUMMARY:ＤＸ相談会\r\n", "X-WR-CALNAME:催し\r\n",
        "URL:https://example.jp/events/soudankai\r\n"}) {
    EXPECT_NE(text.find(line), std::string::npos) << line << text;
  }
  EXPECT_TRUE(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  EXPECT_TRUE(text.ends_with("END:VCALENDAR\r\n"));
}

TEST(ICal, WithoutAnHourTheDayIsWholeAndItsEndIsTheDayAfter) {
  CalendarEntry entry = sample_entry();
  entry.from.reset();
  entry.until.reset();
  entry.ends_on = "2024-11-02";
  const std::string text = calendar_of("", {entry});
  EXPECT_NE(text.find("DTSTART;VALUE=DATE:20241030\r\n"), std::string::npos);
  EXPECT_NE(text.find("DTEND;VALUE=DATE:20241103\r\n"), std::string::npos);
  entry = sample_entry();
  entry.until = 24 * 60;
  EXPECT_NE(calendar_of("", {entry}).find("DTEND;TZID=Asia/Tokyo:20241031T000000\r\n"),
            std::string::npos);
  entry.until.reset();
  EXPECT_EQ(calendar_of("", {entry}).find("DTEND"), std::string::npos);
}

TEST(ICal, AnEmptyCalendarIsStillOne) {
  EXPECT_NE(calendar_of("催し", {}).find("END:VTIMEZONE\r\nEND:VCALENDAR\r\n"), std::string::npos);
}

}  // namespace
}  // namespace musubi::feeds
