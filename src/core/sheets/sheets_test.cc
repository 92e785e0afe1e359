// sheets_test.cc - what goes in comes out: encodings, quotes, line ends, number formats, limits,
// and the sentences for files that cannot be read.
#include "core/sheets/sheets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zip.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>

#include "core/sheets/decode.h"
#include "core/sheets/xlsx_format.h"
#include "support/temp_folder.h"

namespace musubi::sheets {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Table = std::vector<std::vector<std::string>>;

struct Read {
  Table rows;
  std::vector<std::int64_t> lines;
  std::vector<Cells> cells;
  Error error;
  bool ok = false;
};
Read read(std::string_view bytes, ReadOptions options = {}) {
  Read out;
  auto done = each_row_of_bytes(bytes, options, [&](std::int64_t line, const Cells& cells) {
    out.lines.push_back(line);
    out.cells.push_back(cells);
    out.rows.emplace_back();
    for (const auto& cell : cells) out.rows.back().push_back(cell.text);
    return Result<bool>(true);
  });
  out.ok = done.has_value();
  if (!out.ok) out.error = done.error();
  return out;
}

std::string utf16(std::string_view ascii_or_bmp, bool little, bool bom) {
  std::u16string units = bom ? u"\uFEFF" : u"";
  for (std::size_t i = 0; i < ascii_or_bmp.size();) {
    const auto c = static_cast<unsigned char>(ascii_or_bmp[i]);
    if (c < 0x80) {
      units += static_cast<char16_t>(c);
      ++i;
    } else {
      const int middle = ascii_or_bmp[i + 1] & 0x3F, last = ascii_or_bmp[i + 2] & 0x3F;
      units += static_cast<char16_t>(((c & 0x0F) << 12) | (middle << 6) | last);
      i += 3;
    }
  }
  std::string bytes;
  for (const char16_t unit : units) {
    const char low = static_cast<char>(unit & 0xFF), high = static_cast<char>(unit >> 8);
    bytes += little ? low : high;
    bytes += little ? high : low;
  }
  return bytes;
}

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& parts) {
  const std::string path = testing::TempDir() + "sheets_" + std::to_string(::getpid()) + ".zip";
  std::filesystem::remove(path);
  zip_t* zip = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, nullptr);
  for (const auto& [name, text] : parts) {
    zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0), 0);
  }
  zip_close(zip);
  std::ifstream in(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), {});
  std::filesystem::remove(path);
  return bytes;
}

constexpr char kRels[] =
    R"(<Relationships>)"
    R"(<Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>)";
constexpr char kBookRels[] =
    R"(<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/s1.xml"/>)"
    R"(<Relationship Id="b" Type="x/worksheet" Target="/xl/worksheets/s2.xml"/>)"
    R"(<Relationship Id="c" Type="x/styles" Target="styles.xml"/>)"
    R"(<Relationship Id="d" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>)";
constexpr char kStyles[] =
    R"(<styleSheet><numFmts>)"
    R"(<numFmt numFmtId="164" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>)"
    R"(<numFmt numFmtId="165" formatCode="000\-0000"/></numFmts>)"
    R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>)"
    R"(<xf numFmtId="165"/></cellXfs></styleSheet>)";

std::string book(const std::string& sheet, const std::string& properties = "",
                 const std::string& strings = "<sst/>") {
  return zip_of({{"_rels/.rels", kRels},
                 {"xl/workbook.xml",
                  "<workbook>" + properties +
                      R"(<sheets><sheet name="一" r:id="a"/>)"
                      R"(<sheet name="二" state="hidden" r:id="b"/></sheets></workbook>)"},
                 {"xl/_rels/workbook.xml.rels", kBookRels},
                 {"xl/styles.xml", kStyles},
                 {"xl/sharedStrings.xml", strings},
                 {"xl/worksheets/s1.xml", sheet},
                 {"xl/worksheets/s2.xml", "<worksheet/>"}});
}

TEST(Csv, KeepsQuotesLineEndsAndThePhysicalLine) {
  const auto got = read("a,\"b\r\nc\",\"d\"\"e\"\r\n\r\nx\ty,,z\rlast,1\n");
  ASSERT_TRUE(got.ok);
  EXPECT_THAT(got.rows, ElementsAre(ElementsAre("a", "b\nc", "d\"e"), ElementsAre(""),
                                    ElementsAre("x\ty", "", "z"), ElementsAre("last", "1")));
  EXPECT_THAT(got.lines, ElementsAre(1, 3, 4, 5));
}

TEST(Csv, ReadsEveryEncodingAlike) {
  const std::string text = "会員,電話\nあそ,1\n";
  EXPECT_EQ(read(text).rows, read("\xEF\xBB\xBF" + text).rows);
  for (const bool little : {true, false}) {
    for (const bool bom : {true, false}) {
      EXPECT_EQ(read(utf16(text, little, bom)).rows, read(text).rows) << little << bom;
    }
  }
  const auto cp932 = write_csv({{"会員", "電話"}, {"あそ", "1"}}, {Encoding::cp932, false});
  ASSERT_TRUE(cp932);
  EXPECT_EQ(read(*cp932).rows, read(text).rows);
  EXPECT_EQ(describe_bytes(*cp932)->encoding, Encoding::cp932);
}

TEST(Csv, ReadsBothCodesOfIbmAndNecExtensions) {
  // 髙 as FBFC (IBM, what Excel writes) and EEE0 (NEC's selection of it), ㈱ as 878A.
  EXPECT_THAT(read("\xFB\xFC,\xEE\xE0,\x87\x8A,\xFA\xB1\r\n").rows,
              ElementsAre(ElementsAre("髙", "髙", "㈱", "﨑")));
}

TEST(Csv, FindsTheDelimiterByTheColumnsItMakes) {
  EXPECT_EQ(describe_bytes("名簿\na\tb,c\td\n1\t2\t3\n")->delimiter, '\t');
  EXPECT_EQ(describe_bytes("a;b;c\n1,5;2;3\n")->delimiter, ';');
  EXPECT_EQ(describe_bytes("a,b\n1,2\n")->delimiter, ',');
}

TEST(Csv, SaysWhichLineHasTheUnclosedQuote) {
  const auto got = read("a,b\n1,\"open\n2,3\n");
  ASSERT_FALSE(got.ok);
  EXPECT_THAT(got.error.says, HasSubstr("2行目：引用符"));
  ReadOptions small;
  small.limits.cell_bytes = 100;
  EXPECT_THAT(read("a,b\n1,\"" + std::string(5000, 'x'), small).error.says, HasSubstr("引用符"));
}

TEST(Csv, RefusesWhatIsNoTable) {
  EXPECT_THAT(read("").error.says, HasSubstr("空です"));
  EXPECT_FALSE(read(std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\2\3\xff\xfe\xfd", 26)).ok);
  EXPECT_FALSE(read(std::string("a,b\0c\n1,2\n", 10)).ok);
  EXPECT_EQ(read("a," + std::string(1 << 20, 'x') + "\n").error.fault, Fault::too_large);
  ReadOptions narrow;
  narrow.limits.columns = 3;
  EXPECT_EQ(read("1,2,3,4\n", narrow).error.fault, Fault::too_large);
}

TEST(Csv, StopsWhenTheCallerHasEnough) {
  int seen = 0;
  ASSERT_TRUE(each_row_of_bytes("a\nb\nc\n", {}, [&](std::int64_t, const Cells&) {
    return Result<bool>(++seen < 2);
  }));
  EXPECT_EQ(seen, 2);
}

TEST(CsvWrite, WritesWhatExcelWrites) {
  const auto cp932 = write_csv({{"髙﨑㈱①〜−‖", "a\"b", "x,y"}}, {Encoding::cp932, false});
  ASSERT_TRUE(cp932);
  EXPECT_EQ(*cp932,
            "\xFB\xFC\xFA\xB1\x87\x8A\x87\x40\x81\x60\x81\x7C\x81\x61,\"a\"\"b\",\"x,y\"\r\n");
  EXPECT_EQ(write_csv({{"a"}}).value(), "\xEF\xBB\xBF"
                                        "a\r\n");
}

TEST(CsvWrite, ListsWhatCp932CannotHold) {
  const Table table = {{"見出し"}, {"ok", "𠮷野"}};
  const auto lost = find_unencodable(table);
  ASSERT_EQ(lost.size(), 1U);
  EXPECT_EQ(lost[0].row, 2);
  EXPECT_EQ(lost[0].column, 2);
  EXPECT_EQ(lost[0].character, "𠮷");
  EXPECT_FALSE(write_csv(table, {Encoding::cp932, false}));
  EXPECT_THAT(write_csv(table, {Encoding::cp932, true}).value(), HasSubstr("\x81\xAC"));
  EXPECT_TRUE(find_unencodable({{"〓"}}).empty());
}

TEST(CsvWrite, DefusesFormulasButNotFigures) {
  const auto csv = write_csv({{"=1+1", "@x", "+81-96", "-cmd", "-1,234", "\tx"}}, {Encoding::utf8});
  EXPECT_EQ(csv.value(), "'=1+1,'@x,'+81-96,'-cmd,\"-1,234\",'\tx\r\n");
}

TEST(Xlsx, ReadsEveryKindOfCell) {
  const auto got = read(book(
      R"(<x:worksheet xmlns:x="u"><x:sheetData><x:row r="3"><x:c r="A3" t="s"><x:v>0</x:v></x:c>)"
      R"(<x:c r="C3" t="inlineStr"><x:is><x:t>い</x:t></x:is></x:c><x:c r="D3" s="1">)"
      R"(<x:v>45383</x:v></x:c>)"
      R"(<x:c r="E3" s="2"><x:v>45383</x:v></x:c><x:c r="F3"><x:v>1.999902000336E12</x:v></x:c>)"
      R"(<x:c r="G3" s="3"><x:v>8600001</x:v></x:c><x:c r="H3" t="b"><x:v>1</x:v></x:c>)"
      R"(<x:c r="I3" t="str"><x:f>A1&amp;B1</x:f><x:v>計算</x:v></x:c><x:c r="J3" t="e">)"
      R"(<x:v>#N/A</x:v></x:c>)"
      R"(<x:c r="K3"><x:v>44752</x:v></x:c></x:row></x:sheetData></x:worksheet>)",
      "",
      R"(<sst><si><r><t>山</t></r><r><t xml:space="preserve"> 田</t></r><rPh sb="0" eb="1">)"
      R"(<t>ヤマ</t></rPh></si></sst>)"));
  ASSERT_TRUE(got.ok) << got.error.says;
  EXPECT_THAT(got.lines, ElementsAre(3));
  EXPECT_THAT(got.rows[0], ElementsAre("山 田", "", "い", "2024-04-01", "2024-04-01",
                                       "1999902000336", "860-0001", "TRUE", "計算", "#N/A",
                                       "44752"));
  EXPECT_EQ(got.cells[0][3].kind, CellKind::date);
  EXPECT_EQ(got.cells[0][5].kind, CellKind::number);
  EXPECT_EQ(got.cells[0][10].kind, CellKind::number);
  EXPECT_EQ(got.cells[0][8].kind, CellKind::text);
}

TEST(Xlsx, KnowsTheOtherEpochAndMergedCellsAndHiddenSheets) {
  const std::string bytes = book(
      R"(<worksheet><sheetData><row r="1"><c r="A1" s="1"><v>43921</v></c>)"
      R"(<c r="B1" t="str"><v>群</v></c></row>)"
      R"(<row r="2"><c r="A2"><v>1</v></c></row></sheetData><mergeCells>)"
      R"(<mergeCell ref="B1:C2"/></mergeCells></worksheet>)",
      R"(<workbookPr date1904="1"/>)");
  const auto got = read(bytes);
  ASSERT_TRUE(got.ok);
  EXPECT_THAT(got.rows, ElementsAre(ElementsAre("2024-04-01", "群", "群"),
                                    ElementsAre("1", "群", "群")));
  EXPECT_FALSE(got.cells[0][1].covered);
  EXPECT_TRUE(got.cells[0][2].covered && got.cells[1][1].covered);
  EXPECT_THAT(describe_bytes(bytes)->sheets, ElementsAre("一"));
}

TEST(Xlsx, RefusesBombsStumpsAndProtectedFiles) {
  const std::string row = "<row><c t=\"str\"><v>" + std::string(200000, 'a') + "</v></c></row>";
  std::string bomb = "<worksheet><sheetData>";
  for (int i = 0; i < 100; ++i) bomb += row;
  EXPECT_EQ(read(book(bomb + "</sheetData></worksheet>")).error.fault, Fault::too_large);
  const std::string good = book("<worksheet><sheetData><row/></sheetData></worksheet>");
  EXPECT_TRUE(read(good).ok);
  const std::size_t size = good.size();
  for (const std::size_t keep : {std::size_t{4}, std::size_t{40}, size / 2, size - 30}) {
    EXPECT_THAT(read(good.substr(0, keep)).error.says, HasSubstr("Excel")) << keep;
  }
  EXPECT_FALSE(read(book("<worksheet><sheetData><row r=\"1\"><c>")).ok);
  std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(1000, '\1');
  EXPECT_THAT(read(ole).error.says, HasSubstr(".xls"));
  for (const char c : std::string_view("EncryptedPackage")) ole += std::string({c, '\0'});
  EXPECT_THAT(read(ole).error.says, HasSubstr("パスワード"));
}

TEST(Xlsx, MendsBrokenBytesInEveryKindOfCell) {
  const auto got = read(book("<worksheet><sheetData><row><c><v>9\xB6</v></c>"
                             "<c t=\"str\"><v>\xB6</v></c><c t=\"e\"><v>\xB6</v></c>"
                             "</row></sheetData></worksheet>"));
  ASSERT_TRUE(got.ok);
  EXPECT_THAT(got.rows[0], ElementsAre("9\uFFFD", "\uFFFD", "\uFFFD"));
}

TEST(Xlsx, ComesBackAsWritten) {
  const std::string path = testing::TempDir() + "sheets_" + std::to_string(::getpid()) + ".xlsx";
  XlsxWriter writer(path);
  writer.begin_sheet({"会員/一覧", {"題"}, {{"番号"}, {"人数", ColumnKind::number},
                                            {"日付", ColumnKind::date}}, {"注"}});
  writer.add_row({"0960001234", "48", "2024-04-01"});
  writer.add_row({"=1+1", "－", "不明"});
  ASSERT_TRUE(writer.close());
  Table rows;
  std::vector<CellKind> kinds;
  ASSERT_TRUE(each_row(path, {}, [&](std::int64_t, const Cells& cells) {
    rows.emplace_back();
    for (const auto& cell : cells) {
      rows.back().push_back(cell.text);
      kinds.push_back(cell.kind);
    }
    return Result<bool>(true);
  }));
  std::filesystem::remove(path);
  EXPECT_THAT(rows, ElementsAre(ElementsAre("題"), ElementsAre("番号", "人数", "日付"),
                                ElementsAre("0960001234", "48", "2024-04-01"),
                                ElementsAre("=1+1", "－", "不明"), ElementsAre("注")));
  EXPECT_EQ(kinds[4], CellKind::text);  // a code stays text
  EXPECT_EQ(kinds[6], CellKind::date);
}

// Where $TMPDIR leads for as long as this lives.
class TempDirIs {
 public:
  explicit TempDirIs(const std::string& folder) {
    if (const char* before = std::getenv("TMPDIR")) before_ = before;
    setenv("TMPDIR", folder.c_str(), 1);
  }
  ~TempDirIs() {
    if (before_) setenv("TMPDIR", before_->c_str(), 1);
    else unsetenv("TMPDIR");
  }
  TempDirIs(const TempDirIs&) = delete;
  TempDirIs& operator=(const TempDirIs&) = delete;

 private:
  std::optional<std::string> before_;
};

TEST(XlsxBytes, AreTheWorkbookAndLeaveNoFile) {
  const test::TempFolder folder;
  const TempDirIs here(folder.path());
  bool passes_there = false;
  const auto bytes = xlsx_bytes([&](XlsxWriter& writer) {
    passes_there = !std::filesystem::is_empty(folder.path());
    writer.begin_sheet({"一", {}, {{"番号"}, {"人数", ColumnKind::number}}, {}});
    writer.add_row({"0960001234", "48"});
    writer.begin_sheet({"二", {}, {{"名"}}, {}});
    writer.add_row({"架空"});
  });
  ASSERT_TRUE(bytes.has_value()) << bytes.error().says;
  EXPECT_TRUE(passes_there);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  EXPECT_THAT(read(*bytes).rows, ElementsAre(ElementsAre("番号", "人数"),
                                             ElementsAre("0960001234", "48")));
  ReadOptions second;
  second.sheet = "二";
  EXPECT_THAT(read(*bytes, second).rows, ElementsAre(ElementsAre("名"), ElementsAre("架空")));
}

TEST(XlsxBytes, LeaveNoFileWhenTheFillingBreaksOffAndSayWhenThereIsNoFolder) {
  const test::TempFolder folder;
  {
    const TempDirIs here(folder.path());
    EXPECT_THROW((void)xlsx_bytes([](XlsxWriter&) { throw std::runtime_error("broken promise"); }),
                 std::runtime_error);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  }
  const TempDirIs nowhere(folder.path() + "/absent");
  bool filled = false;
  const auto bytes = xlsx_bytes([&](XlsxWriter&) { filled = true; });
  ASSERT_FALSE(bytes.has_value());
  EXPECT_EQ(bytes.error().fault, Fault::unavailable);
  EXPECT_FALSE(filled);
}

TEST(NumberFormat, TellsDatesFromNumbers) {
  for (const auto* code : {"yyyy/m/d", "[$-411]ggge\"年\"m\"月\"", "m\"月\"d\"日\"", "[Red]yyyy-mm"}) {
    EXPECT_EQ(custom_format(code).look, NumberLook::date) << code;
  }
  for (const auto* code : {"#,##0", "0.00E+00", "General", "\"day\"0", "[Red]0;[Blue]-0", "@"}) {
    EXPECT_EQ(custom_format(code).look, NumberLook::plain) << code;
  }
  EXPECT_EQ(show_number(86001, custom_format("000\\-0000")), "008-6001");
}

}  // namespace
}  // namespace musubi::sheets
