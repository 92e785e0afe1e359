// headings.cc - synonyms of headings as rosters in Japan write them; proposal.cc weighs them
// against the values. Never looks at where a column stands.
#include "features/members/roster/headings.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <unordered_map>

#include "base/text.h"

namespace musubi::members {

namespace {

using F = RosterField;

struct Synonyms {
  RosterField field;
  std::string_view exact;     // separated by spaces; compared after folding
  std::string_view contains;  // words that mean the field inside a longer heading
};

// Folded as fold() folds: NFKC, upper case, no blanks or signs, brackets removed.
constexpr std::array kSynonyms = std::to_array<Synonyms>({
    {F::ignored, "NO № 連番 通番 項番 行 行番号 # 番号 通し番号 通しNO SEQ ROW 順番", ""},
    {F::member_no, "会員番号 会員NO 会員№ 会員ID 会員コード 登録番号 管理番号 整理番号 会員CD ID MEMBERNO MEMBERID",
     "会員番号 会員NO 会員№ 会員ID 会員コード"},
    {F::joined_on,
     "入会年月日 入会日 入会年月 入会日付 加入日 加入年月日 登録日 登録年月日 入会 入会時期 会員登録日 "
     "参加日 参加年月日 入会承認日 承認日 加盟日 JOINED JOINEDON 入会登録日",
     "入会年 入会日 加入日 加入年 加盟 参加年月 登録年月 入会登録 入会承認"},
    {F::category,
     "区分 会員区分 会員種別 種別 団体区分 組織区分 法人区分 会員種類 属性 組織種別 団体種別 会員属性 "
     "会員分類 組織形態 法人格区分 会員の種類 種類 CATEGORY TYPE",
     "会員区分 会員種 組織区分 団体区分 組織種別 法人種別 会員の区分"},
    {F::corporate_number,
     "法人番号 法人NO 法人ナンバー 法人コード 国税庁法人番号 企業法人番号 CORPORATENUMBER 法人№ "
     "法人マイナンバー",
     "法人番号 法人ナンバー"},
    {F::name,
     "企業団体名 企業名 団体名 会社名 法人名 名称 商号 商号又は名称 商号名称 事業者名 組織名 会員名 "
     "機関名 社名 企業等名 企業団体等名 団体企業名 会員名称 法人名称 企業名団体名 会社団体名 事業所名 "
     "事業者名称 企業名称 団体名称 組織名称 法人団体名 会社名団体名 企業機関名 企業 団体 会社 NAME "
     "COMPANY ORGANIZATION 正式名称 所属企業 会員企業名 会員企業団体名 企業組織名 貴社名 御社名 屋号 "
     "名称商号 会員企業 会員 組織団体名 団体等名 法人等名 所属団体 所属機関 所属機関名",
     "企業名 団体名 会社名 法人名 事業者名 組織名 会員名 商号 機関名 企業団体 名称 COMPANY ORGANIZATION"},
    {F::name_kana,
     "フリガナ ふりがな カナ かな ヨミ よみ 読み 読み仮名 読みがな ヨミガナ よみがな カナ名 名称カナ "
     "名称フリガナ カナ名称 KANA 仮名",
     "フリガナ ふりがな カナ ヨミガナ よみがな 読み仮名 読みがな よみ 読み ヨミ KANA かな"},
    {F::representative,
     "代表者職氏名 代表者 代表者名 代表者役職氏名 代表 代表者職名氏名 代表者職名 代表者氏名職名 "
     "代表者職 代表者役職名氏名 代表者肩書氏名 代表者氏名役職 代表者役職名 社長 社長名",
     "代表者職氏名 代表者役職 代表者 REPRESENTATIVE"},
    {F::representative_title,
     "代表者役職 代表者肩書 代表者職名 代表者役職名 代表役職 代表者の役職 代表者の職", ""},
    {F::representative_name, "代表者氏名 代表氏名 代表者の氏名", ""},
    {F::industry,
     "業種 業種分類 産業分類 業種区分 主たる業種 業界 業態 日本標準産業分類 大分類 産業大分類 事業分野 "
     "主業種 業種名 産業区分 INDUSTRY 事業内容 業種業態 業種コード",
     "業種 産業分類 業界"},
    {F::employees,
     "従業員数 従業員 社員数 職員数 従業者数 人数 従業員規模 常用雇用者数 構成員数 常時使用する従業員数 "
     "従業員数人 規模人 規模 EMPLOYEES 常時従業員数 スタッフ数",
     "従業員 従業者 社員数 職員数 雇用者数 EMPLOYEES"},
    {F::capital_yen, "資本金 資本金額 資本金等 出資金 資本金出資金 資本 CAPITAL 資本の額",
     "資本金 出資金 出資額"},
    {F::postal_code, "〒 郵便番号 郵便 郵便NO 郵便コード ZIP ZIPCODE POSTALCODE 〒番号 郵便№ POSTCODE",
     "郵便番号 〒"},
    {F::address,
     "所在地 住所 本社所在地 所在地住所 主たる事務所の所在地 事業所所在地 住所所在地 本店所在地 所在 "
     "会社住所 企業住所 ADDRESS 都道府県 市区町村 市町村 市区町村名 都道府県名 町名番地 番地 建物名 "
     "建物 住所1 住所2 住所3 番地建物 町域 丁目番地 ビル名 所在地1 所在地2 方書 県名 本社住所 "
     "事務所所在地 連絡先住所",
     "所在地 住所 ADDRESS"},
    {F::telephone,
     "TEL 電話 電話番号 連絡先電話番号 代表電話 代表電話番号 連絡先 TEL番号 電話NO 電話連絡先 PHONE "
     "TELEPHONE 連絡先TEL 連絡先電話 TELNO お電話番号 会社電話番号 電話代表 固定電話",
     "電話 TEL PHONE"},
    {F::fax, "FAX ファックス ファクス FAX番号 ファクシミリ ファックス番号 FAXNO ファクシミリ番号 ファクス番号",
     "FAX ファックス ファクス ファクシミリ"},
    {F::department,
     "担当部署 部署 所属 部署名 担当部署名 所属部署 担当課 部課名 部門 所属部署名 所属部課 担当部門 "
     "担当者所属 担当者部署 所属課 担当者所属部署 DEPARTMENT 部署役職 所属役職 担当所属 担当部課 "
     "窓口部署 連絡先部署 担当部局",
     "部署 部課 所属部 担当者所属 部門"},
    {F::contact_name,
     "担当者氏名 担当者 担当者名 氏名 連絡担当者 窓口担当者 担当 ご担当者 ご担当者名 連絡責任者 窓口 "
     "担当氏名 連絡担当者名 連絡担当者氏名 実務担当者 担当者様 お名前 担当窓口 CONTACT 連絡窓口 "
     "担当者の氏名 窓口担当者氏名 窓口担当者名 ご担当者氏名 連絡先担当者 連絡先担当者名 連絡先氏名",
     "担当者 ご担当 担当窓口 窓口"},
    {F::email,
     "メールアドレス メール EMAIL MAIL 電子メール 電子メールアドレス EMAILアドレス Eメール "
     "Eメールアドレス MAILアドレス 連絡先メールアドレス メルアド メアド 担当者メールアドレス 連絡先メール "
     "担当者メール 担当者EMAIL アドレス MAILADDRESS EMAILADDRESS イーメール",
     "メール MAIL メアド"},
    {F::website,
     "HP ホームページ URL WEBサイト ウェブサイト WEB ホームページアドレス サイト HPURL HPアドレス "
     "ホームページURL WEBSITE 公式サイト サイトURL 企業HP 公式HP 自社サイト ウェブ",
     "ホームページ URL ウェブサイト WEBサイト HP"},
    {F::interests,
     "関心分野 興味分野 関心事項 関心のある分野 関心テーマ 取組分野 関心領域 興味関心 希望分野 興味 関心 "
     "興味関心分野 関心のあるテーマ 興味のある分野 関心項目 関心ごと 参加希望分野 取組テーマ DXテーマ "
     "関心があるテーマ 関心DX分野",
     "関心 興味 INTEREST"},
    {F::platform_use,
     "情報PF利用 情報プラットフォーム プラットフォーム利用 PF利用 情報プラットフォーム利用 利用状況 "
     "PF登録 情報PF登録 情報プラットフォーム登録 情報PF 情報プラットフォーム利用状況 PF 情報PF利用状況 "
     "プラットフォーム プラットフォーム登録 PF利用有無 PF利用状況 情報共有PF",
     "プラットフォーム PF 情報基盤"},
    {F::notes,
     "備考 特記事項 メモ 摘要 その他 連絡事項 コメント 注記 備考欄 NOTE NOTES REMARKS 特記 補足 "
     "その他特記事項 備考特記事項 特記備考 申し送り 申送り事項 引継事項",
     "備考 特記 摘要 メモ 申送 申し送り"},
});

// NFKC, upper case, without blanks, signs, and what stands in brackets (units, remarks).
std::string fold(std::string_view heading) {
  std::string text = nfkc(heading);
  std::string out;
  int depth = 0;
  for (std::size_t i = 0; i < text.size();) {
    const unsigned char c = static_cast<unsigned char>(text[i]);
    const std::size_t bytes = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    const std::string one = text.substr(i, bytes);
    i += bytes;
    if (one == "(" || one == "[" || one == "【" || one == "〔" || one == "<" || one == "「") {
      ++depth;
    } else if (one == ")" || one == "]" || one == "】" || one == "〕" || one == ">" ||
               one == "」") {
      depth = std::max(0, depth - 1);
    } else if (depth > 0) {
      continue;
    } else if (bytes == 1 && c >= 'a' && c <= 'z') {
      out += static_cast<char>(c - 'a' + 'A');
    } else if (bytes == 1) {
      if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '#') out += one;
    } else if (one != "　" && one != "・" && one != "、" && one != "。" && one != "※" &&
               one != "−" && one != "―" && one != "‐" && one != "／" && one != "＊" &&
               one != "\u00a0" && one != "★" && one != "●" && one != "■" && one != "○") {
      out += one;
    }
  }
  return out;
}

// The table folded once: headings are looked up for every cell of the first rows of each sheet.
struct Lookup {
  std::unordered_map<std::string, F> exact;
  std::vector<std::pair<std::string, F>> contains;
};
const Lookup& lookup() {
  static const Lookup kLookup = [] {
    Lookup made;
    for (const Synonyms& s : kSynonyms) {
      for (const auto& word : split(s.exact, ' ')) made.exact.emplace(nfkc(word), s.field);
      for (const auto& word : split(s.contains, ' ')) {
        if (!word.empty()) made.contains.emplace_back(nfkc(word), s.field);
      }
    }
    return made;
  }();
  return kLookup;
}

bool has(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

std::string in_brackets(std::string_view heading) {
  const std::string text = nfkc(heading);
  const auto open = text.find('('), close = text.rfind(')');
  if (open == std::string::npos || close == std::string::npos || close < open) return {};
  return text.substr(open + 1, close - open - 1);
}

enum class Group { none, contact, representative };
Group group_of(std::string_view group) {
  if (has(group, {"担当", "窓口"})) return Group::contact;
  if (has(group, {"代表"})) return Group::representative;
  return Group::none;
}

bool is_kana_heading(std::string_view h) {
  return has(h, {"フリガナ", "ふりがな", "カナ", "ヨミ", "よみ", "読み", "KANA"}) || h == "かな";
}

// Words whose meaning depends on whose they are: 氏名, 役職, フリガナ.
Meaning meaning_by_group(Group whose, std::string_view h) {
  const bool person = has(h, {"担当", "窓口"}) || whose == Group::contact;
  const bool head = has(h, {"代表"}) || whose == Group::representative;
  if (is_kana_heading(h)) {
    // The reading of a person's name is not kept; that of the organisation is.
    if (person || head) return {F::ignored, 0.9};
    return {};
  }
  if (head && !person) {
    if (has(h, {"電話", "TEL"})) return {F::telephone, 0.9};
    if (has(h, {"メール", "MAIL"})) return {};
    const bool title = has(h, {"役職", "肩書", "職"});
    const bool name = has(h, {"氏名", "名前"}) || h == "代表者名";
    if (title && !name) return {F::representative_title, 0.95};
    if (title && name) return {F::representative, 1};
    if (h == "氏名" || h == "名前" || h == "代表者氏名") return {F::representative_name, 0.95};
    if (has(h, {"代表者"}) || h == "代表" || h == "職氏名") return {F::representative, 0.95};
  }
  if (person) {
    if (has(h, {"メール", "MAIL", "アドレス"})) return {F::email, 0.95};
    if (has(h, {"電話", "TEL"})) return {F::telephone, 0.7};
    if (has(h, {"部署", "所属", "課", "部門"})) return {F::department, 0.95};
    if (has(h, {"役職", "職名", "肩書"})) return {F::ignored, 0.8};
    if (h == "氏名" || h == "名前") return {F::contact_name, 1};
  }
  return {};
}

}  // namespace

Meaning meaning_of_heading(std::string_view group, std::string_view heading) {
  const std::string h = fold(heading);
  if (h.empty()) {
    // All of it stood in brackets, or signs: 〒 alone is kept by fold.
    const std::string inside = nfkc(heading);
    return has(inside, {"〒"}) ? Meaning{F::postal_code, 1} : Meaning{};
  }
  if (h == "連絡先" || h == "担当者" || h == "代表者" || h == "窓口" || h == "担当") {
    // 担当者（部署）, 連絡先（メール）: the bracket says which of theirs.
    const Meaning inside = meaning_of_heading(h, in_brackets(heading));
    if (inside.confidence > 0) return inside;
  }
  const Group whose = group_of(fold(group));
  if (const Meaning meaning = meaning_by_group(whose, h); meaning.confidence > 0) return meaning;
  if (const auto found = lookup().exact.find(h); found != lookup().exact.end()) {
    return {found->second, 1};
  }
  if (is_kana_heading(h)) return {F::name_kana, 0.9};
  Meaning best;
  for (const auto& [word, field] : lookup().contains) {
    if (h.find(word) == std::string::npos) continue;
    // The more of the heading the word explains, the surer.
    const double share = static_cast<double>(word.size()) / static_cast<double>(h.size());
    const double sure = 0.5 + 0.4 * share;
    if (sure > best.confidence) best = {field, sure};
  }
  return best;
}

bool may_span_columns(RosterField field) {
  return field == F::address || field == F::interests || field == F::notes;
}

std::string unit_in_heading(std::string_view heading) {
  const std::string text = nfkc(heading);
  for (const std::string_view unit : {"百万円", "千円", "万円", "億円"}) {
    if (text.find(unit) != std::string::npos) return std::string(unit);
  }
  return {};
}

}  // namespace musubi::members
