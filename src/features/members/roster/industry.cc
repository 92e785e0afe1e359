// industry.cc - what people write under 業種, read into a letter of the Japan Standard Industrial
// Classification. A table of words, most telling first; a word that could be two things is absent,
// so that an unclear text stays unread instead of becoming a wrong figure in the report.
#include <array>

#include "base/text.h"
#include "features/members/roster/regions.h"

namespace musubi::members {

namespace {

struct Word {
  std::string_view text;
  char letter;
};

// Order matters: 電気工事 before 電気, 食品卸 before 食品, 複合サービス before サービス.
constexpr std::array kWords = std::to_array<Word>({
    {"分類不能", 'T'},     {"複合サービス", 'Q'}, {"農業協同組合", 'Q'}, {"農協", 'Q'},
    {"郵便局", 'Q'},       {"情報通信", 'G'},     {"情報サービス", 'G'}, {"情報処理", 'G'},
    {"ソフトウェア", 'G'}, {"ソフトウエア", 'G'}, {"システム", 'G'},     {"ICT", 'G'},
    {"インターネット", 'G'}, {"WEB", 'G'},        {"ウェブ", 'G'},       {"通信", 'G'},
    {"放送", 'G'},         {"映像", 'G'},         {"出版", 'G'},         {"アプリ開発", 'G'},
    {"電気工事", 'D'},     {"建設コンサル", 'L'}, {"建設", 'D'},         {"土木", 'D'},
    {"建築設計", 'L'},     {"建築", 'D'},         {"工務", 'D'},         {"設備工事", 'D'},
    {"工事業", 'D'},       {"電気・ガス", 'F'},   {"電気ガス", 'F'},     {"熱供給", 'F'},
    {"水道", 'F'},         {"電力", 'F'},         {"発電", 'F'},         {"エネルギー", 'F'},
    {"卸", 'I'},           {"小売", 'I'},         {"商社", 'I'},         {"物販", 'I'},
    {"販売", 'I'},         {"スーパー", 'I'},     {"製造", 'E'},         {"メーカー", 'E'},
    {"加工", 'E'},         {"印刷", 'E'},         {"鉄工", 'E'},         {"半導体", 'E'},
    {"運輸", 'H'},         {"運送", 'H'},         {"物流", 'H'},         {"郵便", 'H'},
    {"倉庫", 'H'},         {"交通", 'H'},         {"鉄道", 'H'},         {"物品賃貸", 'K'},
    {"不動産", 'K'},       {"リース", 'K'},       {"レンタル", 'K'},     {"金融", 'J'},
    {"保険", 'J'},         {"銀行", 'J'},         {"証券", 'J'},         {"信用金庫", 'J'},
    {"生活関連", 'N'},     {"娯楽", 'N'},         {"美容", 'N'},         {"理容", 'N'},
    {"クリーニング", 'N'}, {"旅行", 'N'},         {"フィットネス", 'N'}, {"冠婚葬祭", 'N'},
    {"宿泊", 'M'},         {"飲食", 'M'},         {"旅館", 'M'},         {"ホテル", 'M'},
    {"レストラン", 'M'},   {"外食", 'M'},         {"医療", 'P'},         {"福祉", 'P'},
    {"介護", 'P'},         {"病院", 'P'},         {"保育", 'P'},         {"看護", 'P'},
    {"教育", 'O'},         {"学習", 'O'},         {"学校", 'O'},         {"大学", 'O'},
    {"学習塾", 'O'},       {"公務", 'S'},         {"行政", 'S'},         {"自治体", 'S'},
    {"官公庁", 'S'},       {"役所", 'S'},         {"学術", 'L'},         {"研究", 'L'},
    {"専門・技術", 'L'},   {"専門サービス", 'L'}, {"技術サービス", 'L'}, {"専門技術", 'L'},
    {"コンサル", 'L'},     {"士業", 'L'},         {"税理士", 'L'},       {"会計", 'L'},
    {"法律", 'L'},         {"社労士", 'L'},       {"社会保険労務士", 'L'}, {"行政書士", 'L'},
    {"設計", 'L'},         {"広告", 'L'},         {"デザイン", 'L'},     {"測量", 'L'},
    {"漁業", 'B'},         {"水産", 'B'},         {"養殖", 'B'},         {"鉱業", 'C'},
    {"採石", 'C'},         {"砂利", 'C'},         {"農業", 'A'},         {"林業", 'A'},
    {"農林", 'A'},         {"畜産", 'A'},         {"園芸", 'A'},         {"酪農", 'A'},
    {"人材", 'R'},         {"派遣", 'R'},         {"警備", 'R'},         {"ビルメン", 'R'},
    {"廃棄物", 'R'},       {"他に分類されない", 'R'}, {"自動車整備", 'R'}, {"清掃", 'R'},
    {"サービス", 'R'},
});

bool is_letter(char c) { return c >= 'A' && c <= 'T'; }
bool is_ascii_word(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// "G", "G 情報通信業", "大分類G": a letter alone, or in front of Japanese; IT and NPO are words.
char leading_letter(std::string_view text) {
  for (const std::string_view before : {"大分類", "(", "["}) {
    if (text.starts_with(before)) text.remove_prefix(before.size());
  }
  if (text.empty() || !is_letter(text[0])) return '\0';
  return text.size() == 1 || !is_ascii_word(text[1]) ? text[0] : '\0';
}

char by_word(std::string_view text) {
  for (const Word& word : kWords) {
    if (text.find(word.text) != std::string_view::npos) return word.letter;
  }
  // As a word of its own: KIT and SITE are something else.
  const auto it = text.find("IT");
  if (it != std::string_view::npos && (it == 0 || !is_ascii_word(text[it - 1])) &&
      (it + 2 == text.size() || !is_ascii_word(text[it + 2]))) {
    return 'G';
  }
  return '\0';
}

}  // namespace

char industry_letter(std::string_view written) {
  std::string text = nfkc(written);
  for (const std::string_view blank : {" ", "　", "\n", "\t"}) {
    text = replace_all(std::move(text), blank, "");
  }
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  if (const char letter = leading_letter(text)) return letter;
  for (const Industry& industry : industries()) {
    if (text == nfkc(industry.name)) return industry.letter;
  }
  // 製造業（食品）: what stands before the bracket decides, the bracket helps only if it must.
  const auto bracket = text.find('(');
  if (bracket != std::string::npos && bracket > 0) {
    if (const char letter = by_word(std::string_view(text).substr(0, bracket))) return letter;
  }
  return by_word(text);
}

}  // namespace musubi::members
