// values.cc - reading of single cells for normalise.cc; see values.h. Never invents: what cannot be
// read comes back empty.
#include "features/members/roster/values.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace musubi::members {

namespace {

// One code point's bytes at `at`.
std::string_view one_at(std::string_view text, std::size_t at) {
  const auto c = static_cast<unsigned char>(text[at]);
  const std::size_t bytes = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
  return text.substr(at, bytes);
}

bool is_one_of(std::string_view one, std::initializer_list<std::string_view> set) {
  return std::find(set.begin(), set.end(), one) != set.end();
}

std::vector<std::string> split_at(std::string_view text,
                                  std::initializer_list<std::string_view> separators) {
  std::vector<std::string> pieces;
  std::string piece;
  int depth = 0;  // AI（画像、音声） is one
  const auto end_piece = [&] {
    if (std::string done = trim(piece); !done.empty()) pieces.push_back(std::move(done));
    piece.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view one = one_at(text, at);
    at += one.size();
    if (is_one_of(one, {"(", "（"})) ++depth;
    if (is_one_of(one, {")", "）"})) depth = std::max(0, depth - 1);
    if (depth == 0 && is_one_of(one, separators)) end_piece();
    else piece += one;
  }
  end_piece();
  return pieces;
}

bool is_half_width_kana(std::string_view one) {
  if (one.size() != 3 || one[0] != '\xEF') return false;
  const auto b = static_cast<unsigned char>(one[1]), c = static_cast<unsigned char>(one[2]);
  // U+FF66..FF9F, and the sound marks; the brackets below it are no kana.
  return (b == 0xBD && c >= 0xA6) || (b == 0xBE && c <= 0x9F);
}

bool is_blank(std::string_view one) {
  return is_one_of(one, {" ", "\t", "\n", "\r", "　", "\u00a0"});
}

// Corporate forms, spelled out and short; a blank beside one is never part of the name.
constexpr std::array<std::string_view, 42> kForms = {
    "株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "一般社団法人", "公益社団法人",
    "一般財団法人", "公益財団法人", "社会福祉法人", "医療法人", "医療法人社団", "医療法人財団",
    "社会医療法人", "学校法人", "宗教法人", "特定非営利活動法人", "NPO法人", "ＮＰＯ法人",
    "農事組合法人", "独立行政法人", "国立大学法人", "税理士法人", "監査法人", "弁護士法人",
    "協同組合", "㈱", "㈲", "(株)", "（株）", "(有)", "（有）", "(同)", "（同）", "(一社)",
    "（一社）", "(医)", "（医）", "(学)", "（学）", "(福)", "（福）"};

bool form_ends_at(std::string_view text, std::size_t at) {
  return std::any_of(kForms.begin(), kForms.end(), [&](std::string_view form) {
    return text.substr(0, at).ends_with(form);
  });
}
bool form_begins_at(std::string_view text, std::size_t at) {
  return std::any_of(kForms.begin(), kForms.end(), [&](std::string_view form) {
    return text.substr(at).starts_with(form);
  });
}

enum class Space { none, at_form, inside };

// Looks at each run of blanks between two characters; `visit` gets where it is and its kind.
template <class Visit>
void each_space(std::string_view name, Visit visit) {
  for (std::size_t at = 0; at < name.size();) {
    if (!is_blank(one_at(name, at))) {
      at += one_at(name, at).size();
      continue;
    }
    const std::size_t begin = at;
    while (at < name.size() && is_blank(one_at(name, at))) at += one_at(name, at).size();
    if (begin == 0 || at == name.size()) continue;  // trimmed anyway
    const bool latin = static_cast<unsigned char>(name[begin - 1]) < 0x80 &&
                       static_cast<unsigned char>(name[at]) < 0x80;
    Space kind = latin ? Space::none : Space::inside;
    if (form_ends_at(name, begin) || form_begins_at(name, at)) kind = Space::at_form;
    visit(begin, at, kind);
  }
}

bool has_space(std::string_view name, Space wanted) {
  bool found = false;
  each_space(name, [&](std::size_t, std::size_t, Space kind) { found |= kind == wanted; });
  return found;
}

constexpr std::array<std::string_view, 62> kTitles = {
    "代表取締役社長執行役員", "代表取締役会長兼社長", "代表取締役社長", "代表取締役会長",
    "代表取締役専務", "代表取締役副社長", "代表取締役", "代表社員", "代表理事長", "代表理事",
    "代表執行役社長", "代表執行役", "代表役員", "代表者", "代表弁護士", "代表税理士", "代表",
    "取締役社長", "取締役会長", "専務取締役", "常務取締役", "取締役", "業務執行社員", "職務執行者",
    "会長理事", "理事長", "専務理事", "常務理事", "理事", "会頭", "会長", "副会長", "社長",
    "学校長", "学園長", "学院長", "校長", "学長", "総長", "園長", "院長", "病院長", "所長", "館長",
    "組合長理事", "代表組合員", "組合長", "連合長", "広域連合長", "管理者", "頭取", "支社長", "支店長", "支配人",
    "事務局長", "知事", "市長", "町長", "村長", "局長", "部長", "センター長"};

}  // namespace

bool contains_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

bool says_none(std::string_view written) {
  const std::string text = trim(nfkc(written));
  return is_one_of(text, {"なし", "無し", "無", "-", "ー", "―", "−", "‐", "--", "該当なし", "未定",
                          "不明", "ナシ", "N/A", "n/a", "なし。", "無し。", "未取得", "—", "–"});
}

Headcount read_headcount(std::string_view written) {
  const std::string text = replace_all(nfkc(written), ",", "");
  std::vector<std::int64_t> numbers;
  std::string between;  // the first two
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] < '0' || text[i] > '9') {
      if (numbers.size() == 1) between += text[i];
      ++i;
      continue;
    }
    std::int64_t number = 0;
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
      number = std::min<std::int64_t>(number * 10 + (text[i] - '0'), 100'000'000);
    }
    numbers.push_back(number);
  }
  Headcount read;
  if (numbers.empty()) return read;
  for (const std::string_view word : {"人", "名", "約", " "}) {
    between = replace_all(std::move(between), word, "");
  }
  // Nothing else may stand there: the ー of パート makes no range of two kinds of employees.
  const bool range = numbers.size() == 2 &&
                     is_one_of(between, {"~", "〜", "-", "ー", "―", "‐", "–", "から"});
  read.several = numbers.size() > 1 && !range;
  read.approximate =
      range || read.several ||
      contains_any(text, {"約", "程度", "以上", "以下", "未満", "ほど", "前後", "くらい"});
  read.count = range ? (numbers[0] + numbers[1]) / 2 : numbers[0];
  return read;
}

std::optional<std::int64_t> read_yen(std::string_view written) {
  const std::string text = replace_all(replace_all(nfkc(written), ",", ""), " ", "");
  struct Unit {
    std::string_view word;
    std::int64_t yen;
  };
  constexpr Unit kUnits[] = {{"億", 100'000'000}, {"千万", 10'000'000}, {"百万", 1'000'000},
                             {"万", 10'000},      {"千", 1'000},        {"", 1}};
  std::optional<std::int64_t> sum;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] < '0' || text[i] > '9') {
      ++i;
      continue;
    }
    double number = 0, place = 0;
    for (; i < text.size() && ((text[i] >= '0' && text[i] <= '9') || text[i] == '.'); ++i) {
      if (text[i] == '.') {
        place = 1;
        continue;
      }
      number = number * 10 + (text[i] - '0');
      if (place > 0) place *= 10;
    }
    if (place > 1) number /= place;
    for (const Unit& unit : kUnits) {
      if (!std::string_view(text).substr(i).starts_with(unit.word)) continue;
      const double yen = number * static_cast<double>(unit.yen);
      if (!(yen < 1e16)) return std::nullopt;
      sum = sum.value_or(0) + static_cast<std::int64_t>(yen + 0.5);
      break;
    }
  }
  return sum;
}

std::vector<std::string> split_list(std::string_view text) {
  auto pieces = split_at(text, {"、", "，", ",", "／", "/", ";", "；", "\n", "|", "｜"});
  if (pieces.size() > 1) return pieces;
  // ・ joins as well as divides: EC・販路 is one field of interest.
  std::vector<std::string> joined;
  for (auto& piece : split_at(text, {"・", "･"})) {
    if (!joined.empty() && joined.back() == "EC" && piece.starts_with("販路")) {
      joined.back() += "・" + piece;
    } else {
      joined.push_back(std::move(piece));
    }
  }
  return joined;
}

std::vector<std::string> split_people(std::string_view text) {
  auto names = split_at(text, {"、", "，", ",", "／", "/", ";", "；", "\n", "・", "･", "&", "＆"});
  const bool all_names = names.size() > 1 && std::all_of(
      names.begin(), names.end(), [](const std::string& name) {
        const std::size_t length = count_characters(name);
        const bool place = name.ends_with("課") || name.ends_with("部") || name.ends_with("室") ||
                           name.ends_with("係") || name.ends_with("局") || name.ends_with("担当");
        return length >= 2 && length <= 12 && !place && name.find('@') == std::string::npos;
      });
  // ジョン・スミス is one person.
  const std::string whole = trim(text);
  const bool foreign = whole.find("・") != std::string::npos && names.size() == 2 &&
                       whole == to_katakana(whole) && split_at(whole, {"、", "，", ","}).size() == 1;
  if (!all_names || foreign) return whole.empty() ? std::vector<std::string>{}
                                                  : std::vector<std::string>{whole};
  return names;
}

std::vector<std::string> split_mails(std::string_view text) {
  return split_at(text, {"、", "，", ",", "／", "/", ";", "；", "\n", "・", " ", "　", "\t"});
}

std::string category_code(std::string_view written) {
  const std::string text = nfkc(written);
  if (contains_any(text, {"大学", "教育", "学校"})) return "university";
  if (contains_any(text, {"行政", "自治体", "公共団体"})) return "government";
  if (contains_any(text, {"団体"})) return "body";
  if (contains_any(text, {"企業", "会社", "事業者", "個人事業"})) return "company";
  return {};
}

std::optional<bool> read_use(std::string_view written) {
  const std::string text = trim(nfkc(written));
  if (text.empty()) return std::nullopt;
  const std::string lower = lower_ascii(text);
  if (is_one_of(lower, {"○", "〇", "◯", "◎", "有", "有り", "あり", "利用中", "利用", "済", "登録済",
                        "登録済み", "はい", "yes", "y", "true", "1", "利用している", "●", "レ"})) {
    return true;
  }
  if (is_one_of(lower, {"×", "✕", "✖", "x", "無", "無し", "なし", "未", "未利用", "未登録", "いいえ",
                        "no", "n", "false", "0", "利用なし", "利用していない", "-"})) {
    return false;
  }
  return std::nullopt;
}

Representative split_representative(std::string_view written) {
  const std::string text = trim(written);
  Representative person;
  std::string_view longest;
  for (const std::string_view title : kTitles) {
    if (text.starts_with(title) && title.size() > longest.size()) longest = title;
  }
  std::string rest = trim(text.substr(longest.size()));
  // 理事長 兼 院長, 代表社員 職務執行者
  for (const std::string_view title : kTitles) {
    if (!longest.empty() && rest.starts_with(title) && rest.size() > title.size() &&
        title.size() > 6) {
      person.title = std::string(longest) + " " + std::string(title);
      person.name = trim(rest.substr(title.size()));
      return person;
    }
  }
  person.title = longest;
  person.name = std::move(rest);
  return person;
}

bool has_half_width_kana(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); at += one_at(text, at).size()) {
    if (is_half_width_kana(one_at(text, at))) return true;
  }
  return false;
}

std::string widen_half_width_kana(std::string_view text) {
  std::string out, run;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view one = one_at(text, at);
    at += one.size();
    if (is_half_width_kana(one)) {
      run += one;
      continue;
    }
    if (!run.empty()) out += nfkc(run);  // as a run: ｶﾞ is two characters that become one
    run.clear();
    out += one;
  }
  return run.empty() ? out : out + nfkc(run);
}

bool has_space_at_form(std::string_view name) { return has_space(name, Space::at_form); }
bool has_space_inside(std::string_view name) { return has_space(name, Space::inside); }

std::string without_stray_spaces(std::string_view written) {
  const std::string name = trim(written);
  std::string out;
  std::size_t from = 0;
  each_space(name, [&](std::size_t begin, std::size_t end, Space kind) {
    out += name.substr(from, begin - from);
    if (kind == Space::none) out += ' ';
    from = end;
  });
  return out + name.substr(from);
}

std::string mended_email(std::string_view written) {
  std::string text = nfkc(written);
  for (const auto& [wrong, right] :
       {std::pair{" ", ""}, {"\t", ""}, {"\n", ""}, {",", "."}, {"@@", "@"}, {"@.", "@"},
        {"..", "."}, {"。", "."}, {"、", "."}}) {
    text = replace_all(std::move(text), wrong, right);
  }
  return read_email(text).value_or("");
}

}  // namespace musubi::members
