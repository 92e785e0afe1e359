// extraction_test.cc - what is found in documents as people make them, what is left out, and that
// broken, protected and hostile files are refused in words instead of hanging or growing.
#include "core/extraction/extraction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zip.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>
#include <vector>

#include "base/text.h"
#include "core/documents/documents.h"
#include "core/sheets/sheets.h"

namespace musubi::extraction {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kDocx =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
constexpr std::string_view kPptx =
    "application/vnd.openxmlformats-officedocument.presentationml.presentation";
constexpr std::string_view kXlsx =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr std::string_view kOdt = "application/vnd.oasis.opendocument.text";

using Parts = std::vector<std::pair<std::string, std::string>>;

// A file that goes with the test.
class TempPath {
 public:
  explicit TempPath(const std::string& bytes = {}) {
    std::string pattern = "/tmp/musubi-extraction-XXXXXX";
    const int fd = mkstemp(pattern.data());
    EXPECT_GE(fd, 0);
    close(fd);
    path_ = pattern;
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~TempPath() { std::filesystem::remove(path_); }
  TempPath(const TempPath&) = delete;
  TempPath& operator=(const TempPath&) = delete;
  const std::string& path() const { return path_; }
  std::string bytes() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  std::string path_;
};

std::string container(const Parts& parts) {
  const TempPath file;
  std::filesystem::remove(file.path());
  int code = 0;
  zip_t* zip = zip_open(file.path().c_str(), ZIP_CREATE, &code);
  EXPECT_NE(zip, nullptr);
  for (const auto& [name, text] : parts) {
    zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0), 0);
  }
  EXPECT_EQ(zip_close(zip), 0);
  return file.bytes();
}

std::string docx(const std::string& inside) {
  return container({{"word/document.xml", "<?xml version=\"1.0\"?><w:document><w:body>" + inside +
                                              "</w:body></w:document>"}});
}

std::string text_in(std::string_view bytes, std::string_view type) {
  const auto found = office_text(bytes, type);
  EXPECT_TRUE(found.has_value()) << (found ? "" : found.error().says);
  return found ? found->text : std::string();
}

TEST(Extraction, AWordFileGivesItsParagraphs) {
  const std::string bytes =
      docx("<w:p><w:r><w:t>補助</w:t></w:r><w:r><w:t xml:space=\"preserve\">金 の</w:t></w:r>"
           "<w:r><w:tab/><w:t>手引き</w:t></w:r></w:p>"
           "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>申請&amp;期限</w:t></w:r></w:p></w:tc></w:tr></w:tbl>");
  EXPECT_EQ(text_in(bytes, kDocx), "補助金 の 手引き\n申請&期限\n");
}

TEST(Extraction, WhatReadersDoNotSeeIsLeftOut) {
  const std::string bytes = docx(
      "<w:p><w:r><w:ruby><w:rt><w:r><w:t>くまもと</w:t></w:r></w:rt>"
      "<w:rubyBase><w:r><w:t>熊本</w:t></w:r></w:rubyBase></w:ruby></w:r>"
      "<w:del><w:r><w:delText>消した言葉</w:delText></w:r></w:del>"
      "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:t>県</w:t></w:r></w:p>");
  EXPECT_EQ(text_in(bytes, kDocx), "熊本県\n");
  const std::string slides = container(
      {{"ppt/slides/slide1.xml", "<p:sld><a:p><a:r><a:t>一枚目</a:t></a:r></a:p></p:sld>"},
       {"ppt/slides/slide2.xml",
        "<p:sld show=\"0\"><a:p><a:r><a:t>隠した</a:t></a:r></a:p></p:sld>"},
       {"ppt/slides/slide3.xml", "<p:sld><a:p><a:r><a:t>三枚目</a:t></a:r></a:p></p:sld>"},
       {"ppt/notesSlides/notesSlide1.xml",
        "<p:notes><a:p><a:t>話す人のメモ</a:t></a:p></p:notes>"}});
  EXPECT_EQ(text_in(slides, kPptx), "一枚目\n三枚目\n");
}

TEST(Extraction, AnOpenDocumentGivesHeadingsAndParagraphs) {
  const std::string bytes = container(
      {{"content.xml",
        "<office:document-content><office:body><office:text><text:h>題</text:h>"
        "<text:p>本<text:span>文</text:span><office:annotation><text:p>メモ</text:p>"
        "</office:annotation></text:p></office:text></office:body></office:document-content>"}});
  EXPECT_EQ(text_in(bytes, kOdt), "題\n本文\n");
}

TEST(Extraction, AWorkbookGivesItsSheetsAndRows) {
  const TempPath file;
  sheets::XlsxWriter writer(file.path());
  writer.begin_sheet({"単価表", {}, {{"品目"}, {"単価"}}, {}});
  writer.add_row({"溶接", "1200"});
  ASSERT_TRUE(writer.close());
  const auto found = text_of_file(file.path(), kXlsx);
  ASSERT_TRUE(found.has_value()) << found.error().says;
  for (const char* words : {"単価表\n", "品目 単価\n", "溶接 1200\n"}) {
    EXPECT_THAT(found->text, HasSubstr(words));
  }
}

TEST(Extraction, HostileContainersAreRefusedOrBounded) {
  constexpr int kDeep = 140'000;  // less than a megabyte: beyond it the container is a bomb
  std::string deep;
  for (int i = 0; i < kDeep; ++i) deep += "<a>";
  for (int i = 0; i < kDeep; ++i) deep += "</a>";
  const std::pair<const char*, std::string> refused[] = {
      {"no zip", "PK\x03\x04 nonsense"},
      {"empty", ""},
      {"another kind", container({{"mimetype", "text"}})},
      {"cut off", docx("<w:p><w:r><w:t>途中").substr(0, 60)},
      {"bomb", docx("<w:p><w:t>" + std::string(20 << 20, 'a') + "</w:t></w:p>")}};
  for (const auto& [what, bytes] : refused) {
    const auto found = office_text(bytes, kDocx);
    ASSERT_FALSE(found.has_value()) << what;
    EXPECT_EQ(found.error().fault, Fault::invalid) << what;
    EXPECT_THAT(found.error().says, HasSubstr("ください")) << what;
  }
  EXPECT_TRUE(office_text(docx(deep), kDocx).has_value());  // the stack holds
  const auto entities = office_text(
      container({{"word/document.xml",
                  "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>"
                  "<w:document><w:p><w:t>&a;&f;</w:t></w:p></w:document>"}}),
      kDocx);
  if (entities) {
    EXPECT_THAT(entities->text, Not(HasSubstr("root:")));
  }
}

TEST(Extraction, ALongDocumentIsCutAndSaysSo) {
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "<w:p><w:t>とても長い文書の一行です</w:t></w:p>";
  const auto found = office_text(docx(many), kDocx);
  ASSERT_TRUE(found.has_value());
  EXPECT_TRUE(found->cut);
  EXPECT_LE(found->text.size(), kTextBytesMost);
  EXPECT_TRUE(is_valid_utf8(found->text));
}

TEST(Extraction, PlainTextIsReadInTheEncodingsOfOffices) {
  EXPECT_EQ(plain_text("一行目\r\n\x01二行目\n")->text, "一行目\n二行目\n");
  // 熊本 in CP932.
  EXPECT_THAT(plain_text("\x8C\x46\x96\x7B,1\r\n")->text, HasSubstr("熊本"));
}

TEST(Extraction, LinesOfAPageBecomeParagraphs) {
  EXPECT_EQ(joined_lines("くまもとコンソー\nシアムの手引き\n\nDigital\nTransformation\f次の頁\n"),
            "くまもとコンソーシアムの手引き\nDigital Transformation\n次の頁\n");
}

// One page of the simplest kind, made by hand.
std::string small_pdf(const std::string& words) {
  const std::string stream = "BT /F1 24 Tf 72 700 Td (" + words + ") Tj ET";
  const std::vector<std::string> objects = {
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
      " /Resources << /Font << /F1 5 0 R >> >> >>",
      "<< /Length " + std::to_string(stream.size()) + " >>\nstream\n" + stream + "\nendstream",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"};
  std::string out = "%PDF-1.4\n";
  std::string table = "0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const std::string at = std::to_string(out.size());
    table += std::string(10 - at.size(), '0') + at + " 00000 n \n";
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string start = std::to_string(out.size());
  return out + "xref\n0 6\n" + table + "trailer << /Size 6 /Root 1 0 R >>\nstartxref\n" + start +
         "\n%%EOF\n";
}

TEST(Extraction, APdfIsReadByTheConfinedProcess) {
  const TempPath file(small_pdf("Guide to grants"));
  const auto found = text_of_file(file.path(), "application/pdf");
  ASSERT_TRUE(found.has_value()) << found.error().says << " " << found.error().detail;
  EXPECT_EQ(found->text, "Guide to grants\n");
}

TEST(Extraction, JapaneseInAPdfIsFoundAgain) {
  const auto pdf = documents::html_to_pdf(
      "<!DOCTYPE html><html lang=\"ja\"><title>題</title><p>設備投資の補助金の手引き</p></html>");
  ASSERT_TRUE(pdf.has_value()) << pdf.error().says;
  const TempPath file(*pdf);
  const auto found = text_of_file(file.path(), "application/pdf");
  ASSERT_TRUE(found.has_value()) << found.error().says;
  EXPECT_THAT(found->text, HasSubstr("設備投資の補助金の手引き"));
}

TEST(Extraction, ABrokenPdfIsRefusedAndNothingStaysBehind) {
  std::string folder = "/tmp/musubi-ex-XXXXXX";
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  std::filesystem::permissions(folder, std::filesystem::perms{0755});  // the child is somebody else
  const documents::Options before = documents::configured();
  documents::Options here = before;
  here.temp_folder = folder;
  documents::configure(here);
  for (const std::string& bytes : {std::string("%PDF-1.7\nnonsense"), std::string("not a pdf")}) {
    const TempPath file(bytes);
    const auto found = text_of_file(file.path(), "application/pdf");
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().fault, Fault::invalid);
  }
  documents::configure(before);
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  std::filesystem::remove(folder);
}

TEST(Extraction, KindsThatNobodyReadsAreSaidToBeUnreadable) {
  EXPECT_FALSE(can_read("video/mp4"));
  EXPECT_FALSE(can_read("image/png"));
  for (const std::string_view type : {kDocx, kPptx, kXlsx, kOdt}) EXPECT_TRUE(can_read(type));
  EXPECT_TRUE(can_read("application/pdf") && can_read("text/csv"));
  const TempPath file("x");
  EXPECT_EQ(text_of_file(file.path(), "video/mp4").error().fault, Fault::invalid);
  EXPECT_EQ(text_of_file("/tmp/musubi-no-such-file", kDocx).error().fault, Fault::unavailable);
}

}  // namespace
}  // namespace musubi::extraction
