// captions_test.cc - captions of WebVTT and SubRip are read alike; what is none is refused with its
// line; what a browser is given holds words and times alone and reads the same again.
#include "core/captions/captions.h"

#include <gtest/gtest.h>

namespace musubi::captions {
namespace {

std::string refusal(std::string_view bytes) {
  const auto read = read_captions(bytes);
  if (read) return "";
  return read.error().fields.empty() ? read.error().says : read.error().fields.front().says;
}

TEST(Captions, WebVttIsReadAndMadeAnew) {
  const auto read = read_captions(
      "\xEF\xBB\xBFWEBVTT - 発表\r\n\r\nSTYLE\r\n::cue { color: red }\r\n\r\nNOTE だれも読みません\r\n\r\n"
      "はじめ\r\n00:01.000 --> 00:04.000 align:start position:0%\r\n<v 司会>図面を探す時間を測りました。\r\n"
      "<b>3分</b>の1です。\r\n\r\n01:00:05.500 --> 01:00:06.000\r\nＡ &amp; Ｂ\r\n");
  ASSERT_TRUE(read.has_value()) << refusal("x");
  ASSERT_EQ(read->size(), 2U);
  EXPECT_EQ((*read)[0], (Cue{1000, 4000, "図面を探す時間を測りました。\n3分の1です。"}));
  EXPECT_EQ((*read)[1], (Cue{3'605'500, 3'606'000, "Ａ & Ｂ"}));
  const std::string vtt = to_vtt(*read);
  EXPECT_EQ(vtt.find("STYLE"), std::string::npos);
  EXPECT_NE(vtt.find("01:00:05.500 --> 01:00:06.000\nＡ &amp; Ｂ\n"), std::string::npos);
  const auto again = read_captions(vtt);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(*again, *read);
}

TEST(Captions, SubRipIsReadAlike) {
  const auto read = read_captions(
      "2\n00:00:03,000 --> 00:00:04,000\n二つめ\n\n1\n00:00:01,250 --> 00:00:02,000\n一つめ\n");
  ASSERT_TRUE(read.has_value());
  ASSERT_EQ(read->size(), 2U);
  EXPECT_EQ((*read)[0], (Cue{1250, 2000, "一つめ"}));  // by their times
  EXPECT_EQ(words_of(*read), "一つめ\n二つめ");
}

TEST(Captions, WhatIsSaidTwiceInARowStandsOnceInTheTranscript) {
  EXPECT_EQ(words_of({{0, 1, "はい"}, {1, 2, "はい"}, {2, 3, "いいえ"}}), "はい\nいいえ");
}

TEST(Captions, RefusalsNameTheirLine) {
  const std::pair<const char*, const char*> rows[] = {
      {"", "字幕が1つもありません"},
      {"WEBVTT\n\nNOTE x\n", "字幕が1つもありません"},
      {"ただの文です", "1行目：時刻がありません"},
      {"WEBVTT\n\n00:01 --> 00:02\nx", "3行目：時刻が読めません"},
      {"WEBVTT\n\n00:61.000 --> 00:62.000\nx", "3行目：時刻が読めません"},
      {"WEBVTT\n\n00:02.000 --> 00:01.000\nx", "3行目：終わりの時刻"},
      {"WEBVTT\n\n00:01.000 --> 00:02.000\nx\n00:03.000 --> 00:04.000\ny", "5行目：前の字幕"},
      {"WEBVTT\n\n00:01.000 --> 00:02.000\n\x83\x5c", "文字コードをUTF-8"},
  };
  for (const auto& [bytes, says] : rows) {
    EXPECT_NE(refusal(bytes).find(says), std::string::npos) << bytes << ": " << refusal(bytes);
  }
  std::string most = "WEBVTT\n\n00:01.000 --> 00:02.000\n";
  for (int i = 0; i < 501; ++i) most += "あ";
  EXPECT_NE(refusal(most).find("500文字"), std::string::npos);
  EXPECT_NE(refusal(std::string(kBytesMost + 1, 'x')).find("1MB"), std::string::npos);
}

TEST(Captions, NothingThatRunsOrBeginsACueComesOut) {
  const auto read = read_captions(
      "WEBVTT\n\n00:01.000 --> 00:02.000\n<script>alert(1)</script> 5 &lt; 6 --&gt; x\n");
  ASSERT_TRUE(read.has_value());
  const std::string vtt = to_vtt(*read);
  EXPECT_EQ(vtt.find('<'), std::string::npos);
  EXPECT_EQ(vtt.find("-->", vtt.find("-->") + 1), std::string::npos);
}

}  // namespace
}  // namespace musubi::captions
