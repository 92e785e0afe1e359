// passwords.cc - refuses what is guessed first: short, the login or name, repeats, keyboard and
// number runs, and the words on our own short list, also with digits put around them.
#include "features/accounts/passwords.h"

#include <array>

#include "base/text.h"

namespace musubi::accounts {
namespace {

// Written for this product: what people here would think of when told "twelve characters".
constexpr std::array<std::string_view, 34> kObvious{
    "password",  "passw0rd",   "pasuwado",  "kumamoto",  "kumamon",     "consortium", "musubi",
    "jimukyoku", "kaiin",      "himitsu",   "nihon",     "japan",       "qwerty",     "asdfgh",
    "zxcvbn",    "letmein",    "welcome",   "admin",     "administrator", "login",    "secret",
    "iloveyou",  "sakura",     "aishiteru", "doraemon",  "pikachu",     "arigatou",   "konnichiwa",
    "reiwa",     "heisei",     "company",   "changeme",  "dragon",      "princess"};

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

// What is left when digits and signs are taken away: "Password2024!!" is still "password".
std::string letters_of(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if ((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) out += c;
  }
  return out;
}

bool is_made_of_obvious_words(const std::string& text) {
  std::string rest = letters_of(text);
  for (const std::string_view word : kObvious) rest = replace_all(rest, word, "");
  const bool shrank = rest.size() < letters_of(text).size();
  return shrank && rest.size() < 4;
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
  if (is_made_of_obvious_words(text)) {
    return "よく使われる言葉のため推測されやすいです。関係のない言葉を3つほどつなげてください";
  }
  return "";
}

}  // namespace musubi::accounts
