// passwords.cc - refuses what is guessed first: short, the login or name, repeats, keyboard and
// number runs, what stands in the list of broken passwords, and what is made of common words only,
// also with digits, signs and the usual swaps (p@ssw0rd) around them.
// Offline: nothing about a password ever leaves this process.
#include "features/accounts/passwords.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/embedded.h"
#include "base/result.h"
#include "base/text.h"

namespace musubi::accounts {
namespace {

// Written for this product: what people here think of when told "twelve characters", of which the
// list that is built in knows little. In no order.
constexpr std::array<std::string_view, 315> kCommon{
    "abc", "abcd", "abcdef", "access", "admin", "administrator", "aikotoba", "aishiteru",
    "ajisai", "aki", "amakusa", "amazon", "ame", "andrew", "android", "angel", "ango", "angou",
    "anpanman", "apple", "april", "arao", "arigato", "arigatou", "asdf", "asdfgh", "asdfghjkl",
    "aso", "asosan", "august", "autumn", "baby", "baseball", "basket", "batman", "change",
    "changeme", "charlie", "cherry", "chiba", "company", "computer", "consortium", "corp",
    "daijoubu", "daisuki", "daniel", "december", "default", "demo", "digital", "docomo",
    "doraemon", "dragon", "dream", "egao", "eigyou", "enter", "entry", "example", "facebook",
    "family", "february", "flower", "football", "friday", "friend", "friends", "fukuoka", "fuyu",
    "ganbare", "ganbarou", "george", "ghibli", "goku", "golf", "google", "group", "guest",
    "guitar", "gundam", "hana", "hanako", "happy", "haru", "heisei", "hello", "hidden", "higo",
    "himawari", "himitsu", "hitoyoshi", "honda", "hope", "hoshi", "ichiro", "iloveyou",
    "instagram", "internet", "inu", "iphone", "ito", "january", "japan", "jessica", "jimu",
    "jimukyoku", "jiro", "jordan", "jouhou", "judo", "july", "june", "kagi", "kaiin", "kaisha",
    "kakkoii", "kame", "kamiamakusa", "kanagawa", "kanri", "kanrisha", "kawa", "kawaii", "kazoku",
    "keiri", "kendo", "kenkou", "kiban", "kibou", "kiku", "kikuchi", "king", "kizuna",
    "konnichiwa", "kuma", "kumamon", "kumamoto", "kumamotojo", "kumamotoken", "kumamotoshi",
    "kyoto", "kyougikai", "kyoukai", "kyushu", "letmein", "lion", "locked", "login", "logon",
    "love", "loveyou", "lucky", "luffy", "mama", "manager", "march", "mario", "master", "matsu",
    "meiji", "member", "members", "metal", "michael", "microsoft", "minamata", "mirai", "momo",
    "monday", "monkey", "moon", "music", "musubi", "nagoya", "naisho", "nakamura", "naruto",
    "natsu", "neko", "nihon", "nintendo", "nippon", "nissan", "nobita", "november", "october",
    "office", "ohayou", "okaasan", "omedetou", "onegai", "onepiece", "osaka", "otousan", "owner",
    "panda", "papa", "pass", "passwd", "password", "passwort", "pasuwaado", "pasuwado", "peace",
    "penguin", "piano", "pikachu", "platform", "pokemon", "prince", "princess", "private", "pwd",
    "qazwsx", "qazwsxedc", "queen", "qwerty", "qwertyuiop", "reiwa", "reset", "robert", "rock",
    "root", "saitama", "sakura", "sample", "samsung", "sapporo", "sato", "satou", "saturday",
    "secret", "secrets", "september", "server", "shadow", "shiawase", "shimasu", "showa", "sign",
    "signin", "smile", "soccer", "softbank", "sony", "sora", "soumu", "spring", "staff", "star",
    "starwars", "suizenji", "suki", "summer", "sumo", "sun", "sunday", "sunshine", "super",
    "superman", "suzuki", "system", "taisho", "taiyou", "takahashi", "take", "tamana", "tanaka",
    "taro", "tarou", "temp", "temporary", "tennis", "test", "tester", "testing", "thomas",
    "thursday", "tiger", "tokyo", "tomodachi", "tori", "totoro", "toyota", "trustno", "tsubaki",
    "tsuki", "tuesday", "twitter", "uki", "ume", "umi", "unlock", "usagi", "user", "username",
    "uto", "watanabe", "wednesday", "welcome", "windows", "winter", "yahoo", "yakyuu", "yama",
    "yamada", "yatsushiro", "yoroshiku", "youtube", "yuki", "yume", "zxcv", "zxcvbn", "zxcvbnm"
};

constexpr std::size_t kWordLeast = 4;    // shorter ones stand inside too many others
constexpr std::size_t kOthersLeast = 4;  // letters of one's own that make it better
constexpr int kWordsMost = 2;
constexpr std::string_view kListed = "accounts/listed_passwords.txt";  // tools/embed.py
constexpr std::size_t kSwapsAtEnds = 2;  // $tarfish1986: the first sign is a letter
constexpr std::size_t kTimesMost = 3;    // michellemichelle

bool is_one_piece_repeated(const std::string& text) {
  for (std::size_t piece = 1; piece <= 4 && piece < text.size(); ++piece) {
    bool same = true;
    for (std::size_t i = piece; i < text.size() && same; ++i) same = text[i] == text[i - piece];
    if (same) return true;
  }
  return false;
}

// abcdefghijkl, 123456789012, 987654321098, and rows of the keyboard.
bool is_run(const std::string& text) {
  static const std::array<std::string, 6> kRows{
      "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "12345678901234567890123456789012",
      "qwertyuiopqwertyuiopasdfghjklzxcvbnm",                 "asdfghjklasdfghjklzxcvbnm",
      "zxcvbnmzxcvbnmzxcvbnm",                                "1qaz2wsx3edc4rfv5tgb6yhn7ujm"};
  // Up to three other characters at either end do not make a run any better.
  for (std::size_t front = 0; front <= 3; ++front) {
    for (std::size_t back = 0; front + back <= 3 && front + back < text.size(); ++back) {
      const std::string piece = text.substr(front, text.size() - front - back);
      const std::string backwards(piece.rbegin(), piece.rend());
      for (const std::string& row : kRows) {
        if (row.find(piece) != std::string::npos || row.find(backwards) != std::string::npos) {
          return true;
        }
      }
    }
  }
  return false;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

// What is left when digits and signs are taken away: "Password2024!!" is still "password".
std::string letters_of(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (is_letter(c)) out += c;
  }
  return out;
}

// p@ssw0rd is password: the swaps that everybody knows.
std::string unswapped(std::string text) {
  constexpr std::string_view kSwapped = "@4301!$579";
  constexpr std::string_view kMeant = "aaeoiisstg";
  for (char& c : text) {
    const std::size_t at = kSwapped.find(c);
    if (at != std::string_view::npos) c = kMeant[at];
  }
  return text;
}

// One word a line, sorted by bytes.
std::vector<std::string_view> read_listed() {
  std::vector<std::string_view> out;
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name != kListed) continue;
    std::string_view rest = file.bytes;
    while (!rest.empty()) {
      const std::size_t end = rest.find('\n');
      out.push_back(rest.substr(0, end));
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
  }
  CHECK(!out.empty());
  return out;
}

// Broken passwords, names and the commonest words; also said two or three times.
bool is_listed(std::string_view text) {
  static const std::vector<std::string_view> words = read_listed();
  for (std::size_t times = 1; times <= kTimesMost; ++times) {
    if (text.size() % times != 0) continue;
    const std::string_view once = text.substr(0, text.size() / times);
    bool same = true;
    for (std::size_t at = once.size(); at < text.size() && same; at += once.size()) {
      same = text.substr(at, once.size()) == once;
    }
    if (same && std::binary_search(words.begin(), words.end(), once)) return true;
  }
  return false;
}

// The list's words with digits and signs before and after them: liverpool1234, L1verp00l!!
bool is_a_listed_word(const std::string& text) {
  if (is_listed(text)) return true;
  const auto first = std::find_if(text.begin(), text.end(), is_letter);
  if (first == text.end()) return false;
  const auto last = std::find_if(text.rbegin(), text.rend(), is_letter);
  const auto begin = static_cast<std::size_t>(first - text.begin());
  const auto end = static_cast<std::size_t>(last.base() - text.begin());
  for (std::size_t front = 0; front <= std::min(kSwapsAtEnds, begin); ++front) {
    for (std::size_t back = 0; back <= std::min(kSwapsAtEnds, text.size() - end); ++back) {
      const std::string word = text.substr(begin - front, end + back - (begin - front));
      if (is_listed(word) || is_listed(unswapped(word))) return true;
    }
  }
  return false;
}

// Longest first, so that what a long word covers is not taken apart by a short one.
std::vector<std::string_view> common_words() {
  std::vector<std::string_view> words;
  for (const std::string_view word : kCommon) {
    if (word.size() >= kWordLeast) words.push_back(word);
  }
  std::stable_sort(words.begin(), words.end(),
                   [](std::string_view a, std::string_view b) { return a.size() > b.size(); });
  return words;
}

// One or two common words with little besides: what lists of broken passwords hold. Three different
// ones are what we ask for.
bool is_made_of_common_words(const std::string& text) {
  static const std::vector<std::string_view> words = common_words();
  for (const std::string& letters : {letters_of(text), letters_of(unswapped(text))}) {
    std::string rest = letters;
    int different = 0;
    for (const std::string_view word : words) {
      if (rest.find(word) == std::string::npos) continue;
      rest = replace_all(rest, word, " ");
      ++different;
    }
    const auto left = rest.size() - static_cast<std::size_t>(
                                        std::count(rest.begin(), rest.end(), ' '));
    if (different >= 1 && different <= kWordsMost && left < kOthersLeast) return true;
  }
  return false;
}

}  // namespace

std::string password_defect(std::string_view password, std::string_view login,
                            std::string_view name) {
  const std::size_t size = count_characters(password);
  if (password.empty()) return "パスワードを入力してください";
  if (!is_valid_utf8(password)) return "パスワードを文字で入力してください";
  if (size < kPasswordLeast) {
    return "パスワードは12文字以上にしてください（いま" + std::to_string(size) + "文字です）";
  }
  if (size > kPasswordMost) return "パスワードは256文字以内にしてください";
  const std::string text = lower_ascii(nfkc(password));
  const std::string mail = lower_ascii(login);
  const std::string local = mail.substr(0, mail.find('@'));
  if (text.find(mail) != std::string::npos && !mail.empty()) {
    return "メールアドレスを含まないパスワードにしてください";
  }
  const std::string rest = local.size() >= 4 ? replace_all(text, local, "") : text;
  if (rest.size() + 4 <= text.size() && letters_of(rest).size() < 4) {
    return "メールアドレスから推測できないパスワードにしてください";
  }
  const std::string folded_name = lower_ascii(nfkc(name));
  if (!folded_name.empty() && letters_of(replace_all(text, folded_name, "")).size() < 4 &&
      text.find(folded_name) != std::string::npos) {
    return "名前から推測できないパスワードにしてください";
  }
  if (is_one_piece_repeated(text)) return "同じ文字の繰り返しではないパスワードにしてください";
  if (is_run(text)) return "並びどおりの文字や数字ではないパスワードにしてください";
  if (is_a_listed_word(text) || is_made_of_common_words(text)) {
    return "よく使われる言葉のため推測されやすいです。関係のない言葉を3つほどつなげてください";
  }
  return "";
}

}  // namespace musubi::accounts
