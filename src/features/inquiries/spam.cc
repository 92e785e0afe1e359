// spam.cc - see spam.h. One rule alone never sets a sending aside but the trap and a mass of equal
// texts: a short question in English with one link is a question.
#include "features/inquiries/spam.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"

namespace musubi::inquiries {
namespace {

constexpr std::size_t kLookedAt = 8'000;  // bytes of the body
constexpr std::int64_t kManyADay = 5;
constexpr std::int64_t kManyEqual = 3;

// Folded as match by NFKC and lower case; each counts once.
constexpr std::array<std::string_view, 26> kWords{
    "casino",     "カジノ",     "viagra",     "バイアグラ", "seo対策",    "backlink",   "被リンク",
    "副業",       "仮想通貨",   "bitcoin",    "crypto",     "loan offer", "即日融資",   "出会い",
    "アダルト",   "激安",       "ブランドコピー", "営業代行", "アポ獲得",  "リード獲得", "guest post",
    "rank on google", "web traffic", "investment opportunity", "lottery", "アカウントが停止"};

std::size_t occurrences(const std::string& text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + what.size())) {
    ++count;
  }
  return count;
}

// Kana or kanji: three bytes from E3 81 on.
bool has_japanese(std::string_view text) {
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    const auto first = static_cast<unsigned char>(text[at]);
    const auto second = static_cast<unsigned char>(text[at + 1]);
    if (first == 0xE3 && second >= 0x81 && second <= 0x83) return true;
    if (first >= 0xE4 && first <= 0xE9) return true;
  }
  return false;
}

class Judge {
 public:
  void add(bool holds, int points, const char* reason) {
    if (!holds) return;
    out_.score += points;
    out_.reasons.emplace_back(reason);
  }
  SpamVerdict verdict() && { return std::move(out_); }

 private:
  SpamVerdict out_;
};

void judge_way(const Signals& s, Judge& judge) {
  judge.add(s.trap_filled, 10, "人には見えない欄に入力がある");
  if (s.by_form) {
    judge.add(s.filled_in_ms >= 0 && s.filled_in_ms < kHumanMsLeast, 4,
              "画面を開いてから送るまでが短すぎる");
    judge.add(s.filled_in_ms < 0, 2, "画面を開いた時刻が分からない");
  }
  judge.add(s.sent_today >= kManyADay, 4, "同じ差出人から1日に何通も届いている");
  judge.add(s.same_words >= kManyEqual, 6, "同じ文がいくつもの差出人から届いている");
}

void judge_words(const Signals& s, Judge& judge) {
  const std::string text = lower_ascii(nfkc(s.subject + "\n" + s.body.substr(0, kLookedAt)));
  const std::size_t links = occurrences(text, "http://") + occurrences(text, "https://");
  judge.add(links >= 2, 2, "リンクが2つ以上ある");
  judge.add(links >= 5, 3, "リンクが5つ以上ある");
  judge.add(occurrences(text, "[url=") + occurrences(text, "<a href") > 0, 4,
            "掲示板やHTMLのリンクの書き方がある");
  const bool foreign = !has_japanese(s.subject + s.body);
  judge.add(foreign, 2, "日本語がない");
  judge.add(foreign && links > 0, 2, "日本語がなく、リンクがある");
  const auto known = std::count_if(kWords.begin(), kWords.end(), [&](std::string_view word) {
    return text.find(word) != std::string::npos;
  });
  judge.add(known >= 1, 3, "迷惑な宣伝によくある言葉がある");
  judge.add(known >= 2, 3, "迷惑な宣伝によくある言葉がいくつもある");
  judge.add(s.name.find("http") != std::string::npos, 4, "名前にリンクがある");
  const std::string mail = lower_ascii(s.email);
  judge.add(mail.ends_with(".ru") || mail.ends_with(".top") || mail.ends_with(".xyz"), 2,
            "迷惑メールの多いドメイン");
}

}  // namespace

SpamVerdict judge_spam(const Signals& signals) {
  Judge judge;
  judge_way(signals, judge);
  judge_words(signals, judge);
  return std::move(judge).verdict();
}

}  // namespace musubi::inquiries
