// text_test.cc - promises of text.h: normalising and widths, the match key of C-13, and the codes
// people type (C-3 numbers, postal codes, telephones, mail addresses). Data is fictitious; the
// corporate numbers of public bodies are the published vectors of C-3.
#include "base/text.h"

#include <gtest/gtest.h>

#include <random>

namespace musubi {
namespace {

using enum CorporateNumberDefect;

TEST(Text, NormalisesOnlyWhereAsked) {
  EXPECT_EQ(nfkc("㈱ﾊﾝｶｸ①Ⅱ㎡"), "(株)ハンカク1IIm2");
  EXPECT_EQ(nfkc("髙﨑"), "髙﨑");
  EXPECT_EQ(nfkc("ＡＢＣ　１２３"), "ABC 123");
  EXPECT_EQ(nfkc("ﾊﾞﾊﾟ"), "バパ");
  EXPECT_EQ(nfkc("\xFF"
                 "a"),
            "\xEF\xBF\xBD"
            "a");
}

TEST(Text, TrimsEverySpaceOutsideAndNoneInside) {
  EXPECT_EQ(trim("　 くまもと　太郎\r\n\t"), "くまもと　太郎");
  EXPECT_EQ(trim(" \u00A0\u3000\uFEFF "), "");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim("a"), "a");
}

TEST(Text, Katakana) {
  EXPECT_EQ(to_katakana("ひらがなゔゝ"), "ヒラガナヴヽ");
  EXPECT_EQ(to_katakana("ﾊﾝｶｸｶﾞｷﾞﾊﾟｰ"), "ハンカクガギパー");
  EXPECT_EQ(to_katakana("㈱漢字ＡＢＣabcー"), "㈱漢字ＡＢＣabcー");
}

TEST(Text, CountsAndCutsCharactersNotBytes) {
  EXPECT_EQ(count_characters("𠮷野家"), 3u);
  EXPECT_EQ(count_characters(""), 0u);
  EXPECT_EQ(cut_characters("𠮷野家", 2), "𠮷野");
  EXPECT_EQ(cut_characters("𠮷野家", 0), "");
  EXPECT_EQ(cut_characters("𠮷野家", 9), "𠮷野家");
}

TEST(Text, KnowsUtf8) {
  EXPECT_TRUE(is_valid_utf8("熊本 kumamoto 𠮷"));
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_FALSE(is_valid_utf8("\x8C\x46\x96\x7B"));  // 熊本 in CP932
  EXPECT_FALSE(is_valid_utf8("\xE7\x86"));          // cut in the middle
  EXPECT_FALSE(is_valid_utf8("\xC0\xAF"));          // overlong
  EXPECT_FALSE(is_valid_utf8("\xED\xA0\x80"));      // surrogate
}

TEST(Text, SmallHelpers) {
  EXPECT_EQ(split("a,,b,", ','), (std::vector<std::string>{"a", "", "b", ""}));
  EXPECT_EQ(split("", ','), (std::vector<std::string>{""}));
  EXPECT_EQ(replace_all("aXbX", "X", "XX"), "aXXbXX");
  EXPECT_EQ(replace_all("abc", "", "x"), "abc");
  EXPECT_EQ(lower_ascii("AbC熊"), "abc熊");
  EXPECT_EQ(thousands(0), "0");
  EXPECT_EQ(thousands(999), "999");
  EXPECT_EQ(thousands(1000), "1,000");
  EXPECT_EQ(thousands(1234567), "1,234,567");
  EXPECT_EQ(thousands(-123), "-123");
  EXPECT_EQ(thousands(-1234), "-1,234");
  EXPECT_EQ(thousands(INT64_MIN), "-9,223,372,036,854,775,808");
}

TEST(MatchKey, OneNameHoweverWritten) {
  const std::string key = match_key("株式会社髙木フーズ");
  EXPECT_EQ(key, "高木フーズ");
  for (const char* name :
       {"㈱髙木フーズ", "(株)高木ﾌｰｽﾞ", "（株）髙木ふーず", "髙木フーズ株式会社", "高木フーズ㈱",
        "㍿髙木フーズ", "株式会社 髙木 フーズ", "株式会社　髙木・フーズ", "ｶ)髙木フーズ",
        "高木フ－ズ", "高木フ―ズ(ｶ", "髙木フーズ　(株) ", "株式 会社髙木フーズ"}) {
    EXPECT_EQ(match_key(name), key) << name;
  }
}

TEST(MatchKey, RemovesEveryCorporateForm) {
  for (const char* name : {"㈲肥後",
                           "有限会社肥後",
                           "合同会社肥後",
                           "（同）肥後",
                           "医療法人肥後",
                           "医療法人社団 肥後",
                           "社会福祉法人肥後",
                           "(福)肥後",
                           "一般社団法人肥後",
                           "(一社)肥後",
                           "学校法人肥後",
                           "㈻肥後",
                           "農事組合法人肥後",
                           "肥後協同組合",
                           "特定非営利活動法人肥後",
                           "ＮＰＯ法人肥後",
                           "npo法人肥後",
                           "公益財団法人肥後",
                           "国立大学法人肥後",
                           "地方独立行政法人肥後"}) {
    EXPECT_EQ(match_key(name), "肥後") << name;
  }
}

TEST(MatchKey, FoldsVariantsKanaAndMarks) {
  EXPECT_EQ(match_key("山﨑"), match_key("山崎"));
  EXPECT_EQ(match_key("渡邉"), match_key("渡辺"));
  EXPECT_EQ(match_key("渡邊"), match_key("渡辺"));
  EXPECT_EQ(match_key("齋藤"), match_key("斎藤"));
  EXPECT_EQ(match_key("齊藤"), match_key("斉藤"));
  EXPECT_EQ(match_key("櫻國廣澤"), match_key("桜国広沢"));
  EXPECT_EQ(match_key("濵濱"), match_key("浜浜"));
  EXPECT_EQ(match_key("𠮷田"), match_key("吉田"));
  EXPECT_EQ(match_key("緑ヶ丘"), match_key("緑が丘"));
  EXPECT_EQ(match_key("緑ヶ丘"), match_key("緑ケ丘"));
  EXPECT_EQ(match_key("つつじが丘"), match_key("つつじヶ丘"));
  EXPECT_EQ(match_key("Ａ－Ｂ"), match_key("a‐b"));
  EXPECT_EQ(match_key("A&B, Inc."), match_key("Ａ＆Ｂ　ＩＮＣ"));
  EXPECT_EQ(match_key("辻\U000E0100"), match_key("辻"));  // variation selector
}

TEST(MatchKey, KeepsApartWhatDiffers) {
  EXPECT_NE(match_key("株式会社肥後"), match_key("株式会社肥前"));
  EXPECT_NE(match_key("ガーデン"), match_key("ケーデン"));
  EXPECT_NE(match_key("ハナ"), match_key("バナ"));
  EXPECT_NE(match_key("第1工業"), match_key("第2工業"));
  EXPECT_NE(match_key("山〓商店"), match_key("山商店"));  // 〓 stands for a lost character
}

TEST(MatchKey, IsNeverEmptyForAName) {
  EXPECT_EQ(match_key("株式会社"), "株式会社");
  EXPECT_FALSE(match_key("(株)").empty());
  EXPECT_EQ(match_key(""), "");
  EXPECT_EQ(match_key("　・"), "");
}

TEST(MatchKey, IsStable) {
  std::mt19937 random(13);
  const std::vector<std::string> pieces{"株式会社", "㈱", "髙", "が", "丘", "ｶﾞ", "ー", "−",
                                        "(",        ")",  "カ", "Ａ", " ",  "・", "邉", "ヶ"};
  for (int round = 0; round < 3000; ++round) {
    std::string name;
    for (int n = 0; n < 8; ++n) name += pieces[random() % pieces.size()];
    const std::string wide = replace_all(name, "㈱", "(株)");
    EXPECT_EQ(match_key(name), match_key(wide)) << name;
    EXPECT_EQ(match_key(" " + name + "　"), match_key(name)) << name;
  }
}

TEST(CorporateForm, IsSpelledOutAndTheRestIsLeft) {
  EXPECT_EQ(spell_out_corporate_form("㈱髙木ﾌｰｽﾞ①"), "株式会社髙木ﾌｰｽﾞ①");
  EXPECT_EQ(spell_out_corporate_form("葦環酒造（株）"), "葦環酒造株式会社");
  EXPECT_EQ(spell_out_corporate_form("(有)榧嶺縫製"), "有限会社榧嶺縫製");
  EXPECT_EQ(spell_out_corporate_form("㈲磯湊"), "有限会社磯湊");
  EXPECT_EQ(spell_out_corporate_form("（同）ヤマノネ"), "合同会社ヤマノネ");
  EXPECT_EQ(spell_out_corporate_form("(一社)霧槻組"), "一般社団法人霧槻組");
  EXPECT_EQ(spell_out_corporate_form("(社)霧槻組"), "社団法人霧槻組");
  EXPECT_EQ(spell_out_corporate_form("ｶ)ｱｿ"), "株式会社ｱｿ");
  EXPECT_EQ(spell_out_corporate_form("ｱｿ(ｶ"), "ｱｿ株式会社");
  EXPECT_EQ(spell_out_corporate_form("ﾌｸ)ｱｿ"), "社会福祉法人ｱｿ");
  EXPECT_EQ(spell_out_corporate_form("株式会社そのまま"), "株式会社そのまま");
  EXPECT_EQ(spell_out_corporate_form("丸(まる)商店"), "丸(まる)商店");
}

TEST(CorporateNumberTest, PublishedVectors) {
  for (const char* number : {"7000020430005", "9000020431001", "7000012050002", "2040001999902"}) {
    EXPECT_EQ(read_corporate_number(number).defect, none) << number;
    EXPECT_EQ(read_corporate_number(number).digits, number);
    EXPECT_EQ(corporate_check_digit(std::string_view(number).substr(1)), number[0]);
  }
}

TEST(CorporateNumberTest, AcceptsHowItIsTyped) {
  for (const char* typed : {"7-0000-2043-0005", "７００００２０４３０００５", "7 0000 2043 0005",
                            " 7000020430005\n", "７－００００－２０４３－０００５",
                            "'7000020430005", "7‐0000―2043−0005", "7000020430005　"}) {
    const CorporateNumber read = read_corporate_number(typed);
    EXPECT_EQ(read.defect, none) << typed;
    EXPECT_EQ(read.digits, "7000020430005") << typed;
  }
}

TEST(CorporateNumberTest, NamesTheDefect) {
  const std::vector<std::pair<const char*, CorporateNumberDefect>> cases{
      {"", missing},
      {"　", missing},
      {"なし", missing},
      {"－", missing},
      {"000020430005", twelve_digits},
      {"0000-2043-0005", twelve_digits},
      {"1.23E+12", scientific},
      {"2.99990E+12", scientific},
      {"１．２３Ｅ＋１２", scientific},
      {"8000020430005", bad_check_digit},
      {"7000020430006", bad_check_digit},
      {"0000020430005", bad_check_digit},
      {"70000204300055", wrong_length},
      {"7", wrong_length},
      {"T7000020430005", not_digits},
      {"申請中", not_digits},
      {"7000020430005.0", not_digits},
      {"\xFF\xFF", not_digits}};
  for (const auto& [typed, defect] : cases) {
    EXPECT_EQ(read_corporate_number(typed).defect, defect) << typed;
  }
  EXPECT_EQ(read_corporate_number("８０００－０２０４－３０００－５").digits, "8000020430005");
  EXPECT_THROW(corporate_check_digit("12345678901"), BrokenPromise);
  EXPECT_THROW(corporate_check_digit("12345678901x"), BrokenPromise);
}

TEST(CorporateNumberTest, CatchesEverySingleSlipThatTheDigitCanSee) {
  std::mt19937 random(99);
  for (int round = 0; round < 2000; ++round) {
    std::string base = "9999";  // a registry that does not exist
    while (base.size() < 12) base += static_cast<char>('0' + random() % 10);
    const std::string number = corporate_check_digit(base) + base;
    ASSERT_EQ(read_corporate_number(number).defect, none) << number;
    std::string slip = number;
    const std::size_t at = 1 + random() % 12;
    slip[at] = static_cast<char>('0' + random() % 10);
    const bool invisible = (number[at] == '0' && slip[at] == '9') ||
                           (number[at] == '9' && slip[at] == '0') || slip == number;
    EXPECT_EQ(read_corporate_number(slip).defect == none, invisible) << number << " " << slip;
  }
}

TEST(PostalCode, AcceptsThenNormalises) {
  for (const char* typed : {"860-0001", "8600001", "〒860-0001", "〒 860-0001", "８６０－０００１",
                            "860 0001", " 860‐0001 ", "８６０ー０００１"}) {
    EXPECT_EQ(read_postal_code(typed), "860-0001") << typed;
  }
  for (const char* typed : {"", "869-360", "86-00001", "8600-001", "86000011", "860-000a", "なし",
                            "600001", "-8600001"}) {
    EXPECT_EQ(read_postal_code(typed), std::nullopt) << typed;
  }
}

TEST(Telephone, AcceptsThenNormalises) {
  const std::vector<std::pair<const char*, const char*>> cases{
      {"096-000-5634", "096-000-5634"},
      {"0960005634", "096-000-5634"},
      {"(096)000-5634", "096-000-5634"},
      {"（０９６）０００－５６３４", "096-000-5634"},
      {"０９６８－００－７０２２", "0968-00-7022"},
      {"0968005959", "0968-00-5959"},
      {"(0968)00-0847", "0968-00-0847"},
      {"096(000)5634", "096-000-5634"},
      {"096 000 5634", "096-000-5634"},
      {"TEL：096-000-5634", "096-000-5634"},
      {"0963331234", "096-333-1234"},
      {"0300002544", "03-0000-2544"},
      {"0600008910", "06-0000-8910"},
      {"0920001898", "092-000-1898"},
      {"0990004133", "099-000-4133"},
      {"0993001234", "0993-00-1234"},
      {"09000001234", "090-0000-1234"},
      {"090-0000-1234", "090-0000-1234"},
      {"05000001234", "050-0000-1234"},
      {"0120000000", "0120-000-000"},
      {"0120-000-000", "0120-000-000"},
      {"08012345678", "080-1234-5678"},
      {"08000001234", "0800-000-1234"},
      {"06012345678", "060-1234-5678"},
      {"+81-96-000-5634", "096-000-5634"},
      {"+81 (0)96-000-5634", "096-000-5634"},
      {"+819000001234", "090-0000-1234"},
      {"096−000ー5634", "096-000-5634"}};
  for (const auto& [typed, expected] : cases) EXPECT_EQ(read_telephone(typed), expected) << typed;
}

TEST(Telephone, RefusesTheImplausible) {
  for (const char* typed :
       {"", "なし", "960005634", "96-000-5634", "096-000-563", "096-000-56341", "0000000000",
        "0012345678", "0900000123", "096-000-5634 内線12", "096-000-5634/096-000-5635", "同左",
        "１", "01234567890", "096-000-563a"}) {
    EXPECT_EQ(read_telephone(typed), std::nullopt) << typed;
  }
}

TEST(Telephone, SeesThatExcelTookTheZero) {
  for (const char* typed : {"960005634", "968007969", "300002544", "600008910", "9000001234"}) {
    EXPECT_TRUE(telephone_lost_its_zero(typed)) << typed;
    EXPECT_NE(read_telephone("0" + std::string(typed)), std::nullopt) << typed;
  }
  for (const char* typed : {"", "0960005634", "96000563", "96000563411", "なし"}) {
    EXPECT_FALSE(telephone_lost_its_zero(typed)) << typed;
  }
}

TEST(Telephone, ReadingAgainChangesNothing) {
  std::mt19937 random(81);
  int read = 0;
  for (int round = 0; round < 5000; ++round) {
    std::string digits = "0";
    const std::size_t length = 10 + random() % 2;
    while (digits.size() < length) digits += static_cast<char>('0' + random() % 10);
    const std::optional<std::string> once = read_telephone(digits);
    if (!once) continue;
    ++read;
    EXPECT_EQ(read_telephone(*once), once) << digits;
    EXPECT_EQ(replace_all(*once, "-", ""), digits);
  }
  EXPECT_GT(read, 1000);
}

TEST(Email, AcceptsOneAddress) {
  EXPECT_EQ(read_email("m0001@example.jp"), "m0001@example.jp");
  EXPECT_EQ(read_email(" M0001@EXAMPLE.JP \n"), "M0001@example.jp");
  EXPECT_EQ(read_email("ｍ０３７１＠ｅｘａｍｐｌｅ．ｔｅｓｔ"), "m0371@example.test");
  EXPECT_EQ(read_email("first.last+tag@sub.example.com"), "first.last+tag@sub.example.com");
  EXPECT_EQ(read_email("o'hara_x=1@example.co.jp"), "o'hara_x=1@example.co.jp");
  EXPECT_EQ(read_email("mailto:m1@example.jp"), "m1@example.jp");
}

TEST(Email, RefusesWhatNoServerTakes) {
  for (const char* typed : {"",
                            "メールなし",
                            "m0243example.jp",
                            "m0254@@example.com",
                            "m0172@.example.jp",
                            "m0485@example,jp",
                            "m0136 @ example.com",
                            "m1@example.jp, m2@example.jp",
                            "m1@example.jp;m2@example.jp",
                            "m1@example.jp\nm2@example.jp",
                            "m1@example.jp、m2@example.jp",
                            "m1@example.jp m2@example.jp",
                            "@example.jp",
                            "m1@",
                            "m1@example",
                            "m1@-a.jp",
                            "m1@a-.jp",
                            ".m1@example.jp",
                            "m1.@example.jp",
                            "m..1@example.jp",
                            "熊本@example.jp",
                            "m1@192.168.0.1",
                            "\"m 1\"@example.jp",
                            "m1@exam_ple.jp",
                            "m1@example.jp.",
                            "m1@example.j",
                            "<m1@example.jp>",
                            "m1@example.jp\r\nBcc: x@example.jp",
                            "m1@ex\xFF"
                            "ample.jp"}) {
    EXPECT_EQ(read_email(typed), std::nullopt) << typed;
  }
}

TEST(Email, KeepsToTheSizesOfRfc5321) {
  const std::string local64(64, 'a'), label63(63, 'b');
  EXPECT_NE(read_email(local64 + "@example.jp"), std::nullopt);
  EXPECT_EQ(read_email(local64 + "a@example.jp"), std::nullopt);
  EXPECT_NE(read_email("a@" + label63 + ".jp"), std::nullopt);
  EXPECT_EQ(read_email("a@" + label63 + "b.jp"), std::nullopt);
  const std::string domain = label63 + "." + label63 + "." + std::string(58, 'c') + ".jp";  // 189
  EXPECT_NE(read_email(local64 + "@" + domain), std::nullopt);                              // 254
  EXPECT_EQ(read_email(local64 + "@c" + domain), std::nullopt);
}

TEST(CodePoints, GoThereAndBackAndSurviveWhatIsNotText) {
  EXPECT_EQ(code_points("日a🍊").size(), 3U);
  EXPECT_EQ(utf8_of(code_points("日a🍊")), "日a🍊");
  EXPECT_EQ(code_points("\xFF")[0], char32_t{0xFFFD});
}

}  // namespace
}  // namespace musubi
