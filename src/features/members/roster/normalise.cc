// normalise.cc - one row of the roster: each field read, each defect told with its remedy.
// The message says what is wrong and what to do; the suggestion is there only when the file itself
// leaves no doubt (a lost zero, an Excel day number), so that "adopt all" is safe.
#include <algorithm>

#include "base/text.h"
#include "features/members/roster/regions.h"
#include "features/members/roster/roster.h"
#include "features/members/roster/values.h"

namespace musubi::members {

namespace {

using F = RosterField;
// Excel's day numbers for 1982 to 2050: a bare number in this range under a date heading is one.
constexpr std::int64_t kSerialFirst = 30000, kSerialLast = 55000;

class RowReader {
 public:
  RowReader(RosterRow& row, const std::map<F, std::string>& cells, std::vector<Defect>& defects)
      : row_(row), cells_(cells), defects_(defects) {}

  void read() {
    read_name();
    read_category();
    read_corporate_number();
    read_joined_on();
    read_address();
    read_telephones();
    read_people();
    read_figures();
    read_rest();
    find_geta();
  }

 private:
  const std::string& raw(F field) const {
    static const std::string kNone;
    const auto found = cells_.find(field);
    return found == cells_.end() ? kNone : found->second;
  }
  // A column that the file does not have is not a defect of each row.
  bool asked(F field) const { return cells_.contains(field); }
  void defect(F field, std::string kind, Severity severity, std::string message,
              std::string suggestion = {}) {
    defects_.push_back({row_.row, row_.line, std::string(name_of(field)), std::move(kind),
                        raw(field), std::move(message), std::move(suggestion), severity});
  }
  // Something stands in the cell, and nothing could be read from it: never dropped in silence.
  void tell_unless(bool was_read, F field, std::string message) {
    const std::string& written = raw(field);
    if (was_read || trim(written).empty() || says_none(written)) return;
    defect(field, "not_accepted", Severity::warning, std::move(message));
  }

  void read_name();
  void read_category();
  void read_corporate_number();
  void read_joined_on();
  void read_address();
  void read_telephones();
  void read_fax();
  void tell_left_out(F field, const std::string& number, const std::string& left_out);
  void read_people();
  void read_email_cell(const std::vector<std::string>& names);
  void read_figures();
  void read_rest();
  void find_geta();

  RosterRow& row_;
  const std::map<F, std::string>& cells_;
  std::vector<Defect>& defects_;
};

void RowReader::read_name() {
  const std::string written = trim(raw(F::name));
  if (written.empty()) {
    if (asked(F::name)) {
      defect(F::name, "name_missing", Severity::error,
             "企業・団体名がありません。名称を確認して入力してください。");
    }
    return;
  }
  const std::string wide = widen_half_width_kana(written);
  const std::string spelled = spell_out_corporate_form(written);
  row_.name = without_stray_spaces(spell_out_corporate_form(without_stray_spaces(wide)));
  row_.name_key = match_key(row_.name);
  if (replace_all(replace_all(spelled, " ", ""), "　", "") !=
      replace_all(replace_all(written, " ", ""), "　", "")) {
    defect(F::name, "name_abbrev", Severity::info,
           "法人の種類が略されています。「" + row_.name + "」としてよいか確認してください。",
           row_.name);
  }
  if (has_space_at_form(written) || has_space_inside(written)) {
    defect(F::name, "name_space", Severity::info,
           "名称に空白が入っています。「" + row_.name + "」としてよいか確認してください。", row_.name);
  }
  if (has_half_width_kana(written)) {
    defect(F::name, "name_halfwidth_kana", Severity::info,
           "名称に半角カナがあります。全角の「" + row_.name + "」に直してください。", row_.name);
  }
}

void RowReader::read_category() {
  row_.category = trim(raw(F::category));
  row_.category_code = category_code(row_.category);
  tell_unless(!row_.category_code.empty(), F::category,
              "会員区分が読み取れません。「企業」「団体」「大学・教育機関」「行政」のどれかで入力してください"
              "（新しい会員は、それまで「企業」とします）。");
}

// A body that the law gives no number needs none: a voluntary group, a sole proprietor.
bool should_have_corporate_number(const RosterRow& row) {
  if (nfkc(row.category) == "企業") return true;
  return contains_any(row.name, {"会社", "法人", "協同組合", "商工会", "信用金庫", "信用組合"});
}

void RowReader::read_corporate_number() {
  const std::string& written = raw(F::corporate_number);
  if (!asked(F::corporate_number)) return;
  if (says_none(written)) {
    row_.says_no_corporate_number = true;
    return;
  }
  const CorporateNumber number = musubi::read_corporate_number(written);
  switch (number.defect) {
    case CorporateNumberDefect::none:
      row_.corporate_number = number.digits;
      return;
    case CorporateNumberDefect::missing:
      if (should_have_corporate_number(row_)) {
        defect(F::corporate_number, "hojin_missing", Severity::warning,
               "法人番号がありません。国税庁の法人番号公表サイトで調べて入力してください。");
      }
      return;
    case CorporateNumberDefect::twelve_digits:
      return defect(F::corporate_number, "hojin_12digits", Severity::error,
                    "法人番号が12桁です。先頭の1桁が抜けている可能性があります。確認して13桁で入力して"
                    "ください。",
                    corporate_check_digit(number.digits) + number.digits);
    case CorporateNumberDefect::scientific:
      return defect(F::corporate_number, "hojin_scientific", Severity::error,
                    "法人番号が Excel の指数表示（E+12）になり、桁が失われています。元の資料で確認して"
                    "13桁を入力してください。");
    case CorporateNumberDefect::bad_check_digit:
      return defect(F::corporate_number, "hojin_bad_check_digit", Severity::error,
                    "法人番号の検査数字が合いません。数字の写し間違いがないか確認してください。");
    case CorporateNumberDefect::not_digits:
    case CorporateNumberDefect::wrong_length:
      return defect(F::corporate_number, "hojin_invalid", Severity::error,
                    "法人番号として読めません。13桁の数字で入力してください。");
  }
}

void RowReader::read_joined_on() {
  if (!asked(F::joined_on)) return;
  std::string text = trim(nfkc(raw(F::joined_on)));
  if (text.empty() || says_none(text)) {
    return defect(F::joined_on, "date_missing", Severity::warning,
                  "入会年月日がありません。入会申込書などで確認して入力してください。");
  }
  if (text.find_first_not_of("0123456789") == std::string::npos && text.size() == 5) {
    const std::int64_t serial = std::stoll(text);
    const auto date = date_from_excel_serial(serial);
    if (date && serial >= kSerialFirst && serial <= kSerialLast) {
      row_.joined_on = date;
      return defect(F::joined_on, "date_excel_serial", Severity::info,
                    "日付が Excel の通し番号になっています。" + wareki(*date) +
                        "としてよいか確認してください。",
                    iso(*date));
    }
  }
  // 2022/06/01 0:00:00: a time of day says nothing here.
  const auto colon = text.find(':');
  const auto blank = text.find_last_of(" T", colon);
  if (colon != std::string::npos && blank != std::string::npos) text = trim(text.substr(0, blank));
  row_.joined_on = parse_japanese_date(text);
  if (!row_.joined_on) {
    defect(F::joined_on, "date_invalid", Severity::error,
           "実在しない日付か、日付として読めない書き方です。確認して R6.4.1 や 2024-04-01 のように入力して"
           "ください。");
  }
}

void RowReader::read_address() {
  row_.address = trim(raw(F::address));
  const Place place = place_of_address(row_.address);
  row_.municipality = place.municipality;
  row_.ward = place.ward;
  row_.outside_prefecture = place.outside_prefecture;
  tell_unless(place.outside_prefecture || !place.municipality.empty(), F::address,
              "所在地から市町村が読み取れません。県名と市町村名から入力してください"
              "（例：熊本県熊本市中央区…）。");
  if (!asked(F::postal_code)) return;
  const std::string written = trim(raw(F::postal_code));
  if (written.empty() || says_none(written)) {
    return defect(F::postal_code, "postal_missing", Severity::info,
                  "郵便番号がありません。所在地から調べて入力してください。");
  }
  const bool digits_only = written.find_first_not_of("0123456789") == std::string::npos;
  // 0600001 loses its zero when Excel takes it for a number.
  const bool zero_lost = digits_only && written.size() == 6;
  const auto code = read_postal_code(zero_lost ? "0" + written : written);
  if (!code || zero_lost) {
    return defect(F::postal_code, "postal_invalid", Severity::error,
                  "郵便番号の桁が合いません。7桁で入力してください。", zero_lost && code ? *code : "");
  }
  row_.postal_code = *code;
  if (digits_only) {
    defect(F::postal_code, "postal_numeric", Severity::info,
           "郵便番号が数値になっています。「" + *code + "」としてよいか確認してください。", *code);
  }
}

std::string digits_in(std::string_view text) {
  std::string digits;
  for (const char c : nfkc(text)) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

// What stands behind the first number, without the signs that set it off. That this is the main
// number (代表) is no more than the field says: "".
std::string told_behind_number(std::string rest) {
  constexpr std::string_view kNoNews[] = {"代表電話", "代表番号", "代表", "代)", "、", ",", "/", ";",
                                          "\n", "~", "(", ")", " "};
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view word : kNoNews) {
      if (!rest.starts_with(word)) continue;
      rest.erase(0, word.size());
      more = true;
    }
  }
  if (rest.ends_with(")") && rest.find('(') == std::string::npos) rest.pop_back();
  return trim(rest);
}

// 096-000-0000（内線12）, 096-000-0000／090-...: the first number counts, the rest is left out.
struct FirstTelephone {
  std::string number;  // "" when none can be read
  std::string left_out;
};
FirstTelephone read_first_telephone(std::string_view written) {
  if (auto whole = read_telephone(written)) return {*whole, ""};
  const std::string text = nfkc(written);
  std::size_t end = text.size();
  for (const std::string_view mark : {"内線", "(内", "、", ",", "/", ";", "\n", "~", "代表", "(代"}) {
    const auto at = text.find(mark);
    if (at != std::string::npos && at > 0) end = std::min(end, at);
  }
  const auto first = read_telephone(trim(text.substr(0, end)));
  if (!first) return {};
  return {*first, told_behind_number(text.substr(end))};
}

void RowReader::read_telephones() {
  const std::string written = trim(raw(F::telephone));
  const std::string digits = digits_in(written);
  const bool abroad = nfkc(written).starts_with("+");
  if (written.empty() || says_none(written)) {
    if (asked(F::telephone)) {
      defect(F::telephone, "tel_missing", Severity::info,
             "電話番号がありません。連絡先を確認して入力してください。");
    }
  } else if (!abroad && digits[0] != '0' && (digits.size() == 9 || digits.size() == 10)) {
    row_.telephone = read_telephone("0" + digits).value_or("");
    defect(F::telephone, "tel_leading_zero_lost", Severity::warning,
           "電話番号の先頭の0が失われています。" +
               (row_.telephone.empty() ? std::string("確認して入力してください。")
                                       : "「" + row_.telephone + "」としてよいか確認してください。"),
           row_.telephone);
  } else if (const FirstTelephone first = read_first_telephone(written); !first.number.empty()) {
    row_.telephone = first.number;
    tell_left_out(F::telephone, first.number, first.left_out);
  } else {
    defect(F::telephone, "tel_invalid", Severity::warning,
           "電話番号として読めません。市外局番から入力してください。");
  }
  read_fax();
}

// An extension or a second number, which the registry has no place for.
void RowReader::tell_left_out(F field, const std::string& number, const std::string& left_out) {
  if (left_out.empty()) return;
  defect(field, "not_accepted", Severity::warning,
         (field == F::fax ? "FAX番号" : "電話番号") + std::string("には「") + number +
             "」だけを登録します。「" + left_out +
             "」も残すときは、備考に書き写してください。");
}

void RowReader::read_fax() {
  const std::string fax = trim(raw(F::fax));
  // 同左: the telephone stands to its left wherever it was moved since.
  if (contains_any(fax, {"同左", "同上", "TELと同じ", "電話と同じ"})) {
    row_.fax = row_.telephone;
    return;  // the telephone has told already what is wrong with it
  }
  const FirstTelephone first = read_first_telephone(fax);
  row_.fax = first.number;
  tell_left_out(F::fax, first.number, first.left_out);
  if (!fax.empty() && row_.fax.empty() && digits_in(fax).size() == 9) {
    row_.fax = read_telephone("0" + digits_in(fax)).value_or("");
  }
  tell_unless(!row_.fax.empty(), F::fax,
              "FAX番号として読めません。市外局番から入力してください。");
}

void RowReader::read_people() {
  Representative person = split_representative(raw(F::representative));
  if (person.name.empty()) person.name = trim(raw(F::representative_name));
  if (person.title.empty()) {
    person = split_representative(person.name);
    if (!trim(raw(F::representative_title)).empty()) {
      person.title = trim(raw(F::representative_title));
    }
  }
  row_.representative_title = person.title;
  row_.representative_name = person.name;
  row_.department = trim(raw(F::department));
  const std::vector<std::string> names = split_people(raw(F::contact_name));
  for (const auto& name : names) row_.contacts.push_back({name, ""});
  if (names.size() > 1) {
    std::string lines;
    for (const auto& name : names) lines += (lines.empty() ? "" : "\n") + name;
    defect(F::contact_name, "two_contacts_in_cell", Severity::warning,
           "1つの欄に" + std::to_string(names.size()) +
               "人の担当者が書かれています。1人ずつに分けて登録してください。",
           lines);
  }
  read_email_cell(names);
}

// Plain ASCII and well-formed, as a mail program would take it. An address all in capitals was
// typed with the lock on: no server of today tells M0001 from m0001.
std::optional<std::string> read_plain_email(const std::string& text) {
  bool small = false;
  for (const char c : text.substr(0, text.find('@'))) small |= c >= 'a' && c <= 'z';
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80 || c == ' ') return std::nullopt;
  }
  return read_email(small ? text : lower_ascii(text));
}

void RowReader::read_email_cell(const std::vector<std::string>& names) {
  if (!asked(F::email)) return;
  const std::string written = trim(raw(F::email));
  if (written.empty() || says_none(written)) {
    return defect(F::email, "email_missing", Severity::warning,
                  "メールアドレスがありません。連絡先を確認して入力してください。");
  }
  std::vector<std::string> mails;
  bool broken = false;
  if (auto one = read_plain_email(written)) {
    mails.push_back(*one);
  } else {
    const auto pieces = split_mails(written);
    for (const auto& piece : pieces) {
      const auto mail = read_plain_email(piece);
      broken = broken || !mail;
      if (mail) mails.push_back(*mail);
    }
    // m0001@example,jp cut at its comma is one broken address, not two.
    if (mails.empty() || pieces.size() < 2) broken = true;
  }
  if (broken) {
    const std::string mended = mails.empty() ? mended_email(written) : "";
    defect(F::email, "email_invalid", Severity::error,
           mended.empty() ? "メールアドレスとして読めません。確認して半角で入力してください。"
                          : "メールアドレスの書き方に誤りがあります。「" + mended +
                                "」としてよいか確認してください。",
           mended);
  }
  if (mails.size() > 1 && names.size() < 2) {
    defect(F::email, "two_contacts_in_cell", Severity::warning,
           "1つの欄に" + std::to_string(mails.size()) +
               "件のメールアドレスが書かれています。担当者ごとに分けて登録してください。",
           "");
  }
  for (std::size_t i = 0; i < mails.size(); ++i) {
    if (i < row_.contacts.size()) row_.contacts[i].email = mails[i];
    else row_.contacts.push_back({"", mails[i]});
  }
}

void RowReader::read_figures() {
  if (const char letter = industry_letter(raw(F::industry))) row_.industry = letter;
  if (!trim(raw(F::industry)).empty() && row_.industry.empty() && !says_none(raw(F::industry))) {
    defect(F::industry, "industry_unclear", Severity::warning,
           "業種を日本標準産業分類に当てはめられません。大分類（A～T）を選んでください。");
  }
  const Headcount count = read_headcount(raw(F::employees));
  row_.employees = count.count;
  row_.employees_approximate = count.approximate;
  if (count.several) {
    defect(F::employees, "not_accepted", Severity::warning,
           "従業員数の欄に数が2つ以上あります。初めの「" + std::to_string(*count.count) +
               "」を登録します。合計など別の数にするときは、数字だけで入力してください（例：30）。");
  }
  tell_unless(row_.employees.has_value(), F::employees,
              "従業員数として読めません。数字で入力してください（例：48）。");
  row_.capital_yen = read_yen(raw(F::capital_yen));
  tell_unless(row_.capital_yen.has_value(), F::capital_yen,
              "資本金として読めません。「300万円」や「3000000」のように入力してください。");
}

void RowReader::read_rest() {
  row_.member_no = trim(nfkc(raw(F::member_no)));
  row_.name_kana = trim(to_katakana(raw(F::name_kana)));
  row_.website = says_none(raw(F::website)) ? "" : trim(raw(F::website));
  row_.platform_use = read_use(raw(F::platform_use));
  tell_unless(row_.platform_use.has_value(), F::platform_use,
              "情報プラットフォームを利用しているかが読み取れません。「○」か「×」で入力してください。");
  row_.interests = split_list(raw(F::interests));
  row_.notes = trim(raw(F::notes));
  row_.notes_say_duplicate = row_.notes.find("重複") != std::string::npos;
  const bool leaving = contains_any(row_.notes, {"退会", "脱退"});
  if (leaving && !contains_any(row_.notes, {"撤回", "取消", "取り消", "退会なし", "引き留め"})) {
    row_.wants_withdrawal = true;
    defect(F::notes, "withdrawal_requested", Severity::warning,
           "退会の申出が書かれています。退会届を確認し、手続きを進めてください。");
  }
}

// 〓 stands where the sender's computer had no code for a character (髙, 﨑 and the like).
void RowReader::find_geta() {
  for (const auto& [field, text] : cells_) {
    if (text.find("〓") == std::string::npos && text.find("\xEF\xBF\xBD") == std::string::npos) {
      continue;
    }
    defect(field, "gaiji_geta", Severity::warning,
           std::string(label_of(field)) +
               "に、文字を表せなかった印（〓）があります。正しい文字を本人か資料で確認してください。");
  }
}

}  // namespace

RosterRow normalise_row(std::int64_t number, std::int64_t line,
                        const std::map<RosterField, std::string>& raw,
                        std::vector<Defect>& defects) {
  RosterRow row;
  row.row = number;
  row.line = line;
  row.raw = KeptCells(raw);
  RowReader(row, raw, defects).read();
  return row;
}

}  // namespace musubi::members
