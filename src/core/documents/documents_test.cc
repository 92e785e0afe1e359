// documents_test.cc - the PDF is tagged, in Japanese, with embedded fonts, right page numbers in
// its contents and repeated table heads; the browser runs unprivileged, what reads the document in
// its sandbox, and it leaves nothing behind.
#include "core/documents/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <thread>

#include "base/json.h"
#include "core/documents/confine.h"

namespace musubi::documents {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

Chart members_chart() {
  Chart chart;
  chart.kind = ChartKind::stacked_bar;
  chart.id = "members";
  chart.title = "会員数の推移";
  chart.finding = "会員は4か月で38団体増え、増えた分の6割は県南の団体です。";
  chart.unit = "団体";
  chart.as_of = "令和6年10月28日現在";
  chart.categories = {"7月", "8月", "9月", "10月"};
  chart.series = {{"熊本市", {240, 246, 250, 255}}, {"県南", {120, 128, 136, 143}},
                  {"その他", {90, 90, 90, 90}}};
  return chart;
}

Document report() {
  Document d;
  d.title = "会員報告書";
  d.subtitle = "令和６年度 第3号";
  d.number = "結第123号";
  d.date = "令和6年11月1日";
  d.to = "熊本県知事 様";
  d.from = "くまもとＤＸ推進コンソーシアム\n事務局長 試験 太郎";
  d.facts = {{"基準日", "令和6年10月28日（月）"}, {"版", "第3号 第1版"}, {"会員数", "488団体"}};
  d.footer = "会員報告書 第3号（令和6年10月28日現在）";
  Chapter summary{"会員の状況", {}, true};
  summary.blocks.push_back(Heading{2, "概要"});
  summary.blocks.push_back(Paragraph{"基準日の会員は488団体です。前回の報告から14団体が入会し、"
                                     "2団体が退会しました。"});
  summary.blocks.push_back(Bullets{{"入会 14団体", "退会 2団体"}});
  summary.blocks.push_back(Figure{members_chart(), "月", true});
  summary.blocks.push_back(Heading{2, "業種別の内訳"});
  summary.blocks.push_back(Heading{3, "製造業"});
  summary.blocks.push_back(Heading{4, "食料品"});
  summary.blocks.push_back(Paragraph{"食料品の団体が最も多く、<b>加工</b> & 保存が中心です。"});
  Chapter list{"会員の一覧", {}, true};
  Table table;
  table.caption = "会員";
  table.columns = {{"番号", false, 14}, {"団体名", false, 50}, {"所在地", false, 22},
                   {"従業員数", true, 14}};
  for (int i = 1; i <= 120; ++i) {
    table.rows.push_back({"M" + std::to_string(1000 + i), "株式会社試験用の会員その" +
                          std::to_string(i), i % 3 == 0 ? "八代市" : "熊本市中央区",
                          std::to_string(i * 7)});
  }
  table.rows.push_back({"計", "120団体", "", "50,820"});
  table.last_row_is_total = true;
  table.note = "従業員数は会員の申告によります。";
  list.blocks.push_back(table);
  Chapter end{"今後の予定", {Paragraph{"次回の報告は令和7年2月です。"}}, true};
  d.chapters = {summary, list, end};
  return d;
}

std::string output_of(const std::string& command) {
  std::string out;
  FILE* pipe = popen(command.c_str(), "r");
  char block[4096];
  while (std::size_t got = std::fread(block, 1, sizeof(block), pipe)) out.append(block, got);
  pclose(pipe);
  return out;
}
// Without spaces: pdftotext makes its own.
std::string page_text(const std::string& path, int number) {
  const std::string n = std::to_string(number);
  std::string out = output_of("pdftotext -layout -f " + n + " -l " + n + " " + path + " -");
  for (const std::string space : {" ", "　"}) {
    for (std::size_t at = out.find(space); at != std::string::npos; at = out.find(space, at)) {
      out.erase(at, space.size());
    }
  }
  return out;
}
std::size_t count_of(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
    ++count;
  }
  return count;
}

// Every object of the file as qpdf reads it: {"obj:1 0 R": {"value": {"/Type": ...}}}.
Json objects_of(const std::string& path) {
  const Json all = Json::parse(output_of("qpdf --json=2 --json-key=qpdf " + path), nullptr, false);
  return all.is_object() ? all.at("qpdf").at(1) : Json::object();
}
// The words that a screen reader says for each figure of the structure; "" when it has none.
std::vector<std::string> figure_texts(const Json& objects) {
  std::vector<std::string> out;
  for (const auto& [name, object] : objects.items()) {
    const Json value = object.value("value", Json::object());
    if (value.is_object() && value.value("/S", "") == "/Figure") {
      out.push_back(value.value("/Alt", ""));
    }
  }
  return out;
}
std::set<std::string> languages_of(const Json& objects) {
  std::set<std::string> out;
  for (const auto& [name, object] : objects.items()) {
    const Json value = object.value("value", Json::object());
    if (value.is_object() && value.value("/Type", "") == "/Catalog") {
      out.insert(value.value("/Lang", ""));
    }
  }
  return out;
}

// Processes below this one, as /proc tells of them.
struct Process {
  std::string command, status;

  // Seccomp -> "2"; "" when the process has ended meanwhile.
  std::string tells(const std::string& key) const {
    const std::size_t line = status.find("\n" + key + ":\t");
    if (line == std::string::npos) return "";
    const std::size_t from = line + key.size() + 3;
    return status.substr(from, status.find('\n', from) - from);
  }
};
// Of a process that ends meanwhile the rest is missing; an iterator would throw then.
std::string text_of_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}
std::map<int, Process> processes_below_us() {
  std::map<int, Process> all, below;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    const int pid = std::atoi(entry.path().filename().c_str());
    if (pid <= 0) continue;
    all[pid] = {text_of_file(entry.path() / "cmdline"), text_of_file(entry.path() / "status")};
  }
  for (const auto& [pid, process] : all) {
    int above = std::atoi(process.tells("PPid").c_str());
    while (above > 1 && above != getpid()) {
      const auto parent = all.find(above);
      above = parent == all.end() ? 0 : std::atoi(parent->second.tells("PPid").c_str());
    }
    if (above == getpid()) below[pid] = process;
  }
  return below;
}

class Pdf : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = "/tmp/musubi-pdf-XXXXXX";  // short enough for the browser's socket
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    fs::permissions(folder_, fs::perms::all);
    options_.temp_folder = folder_;
    configure(options_);
  }
  void TearDown() override {
    fs::remove_all(folder_);
    configure({});
  }
  std::string save(const std::string& bytes) {
    const char* keep = std::getenv("MUSUBI_KEEP_PDF");  // to look at it
    const std::string path = keep != nullptr ? keep : folder_ + "/report.pdf";
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  Options options_;
  std::string folder_;
};

TEST_F(Pdf, AFolderTooDeepForTheBrowsersSocketIsPassedOver) {
  options_.temp_folder = folder_ + "/" + std::string(80, 'd');
  fs::create_directory(options_.temp_folder);
  fs::permissions(options_.temp_folder, fs::perms::all);
  configure(options_);
  const auto pdf = to_pdf(report());
  ASSERT_TRUE(pdf) << pdf.error().detail;
  EXPECT_TRUE(pdf->starts_with("%PDF-"));
}

TEST_F(Pdf, IsTaggedJapaneseWithEmbeddedFonts) {
  const auto pdf = to_pdf(report());
  ASSERT_TRUE(pdf) << pdf.error().detail;
  const std::string path = save(*pdf);
  const std::string info = output_of("pdfinfo " + path);
  EXPECT_THAT(info, HasSubstr("Tagged:          yes"));
  EXPECT_THAT(info, HasSubstr("Title:           会員報告書"));
  EXPECT_THAT(info, HasSubstr("(A4)"));
  const std::string tree = output_of("pdfinfo -struct-text " + path);
  for (const char* part : {"H1", "H2", "H3", "H4", "H5", "Table", "Caption", "TH", "TD", "Figure",
                           "Link", "\"会員報告書\""}) {
    EXPECT_THAT(tree, HasSubstr(part)) << part;
  }
  EXPECT_EQ(count_of(tree, "Figure"), 1U);
  const Json objects = objects_of(path);
  EXPECT_EQ(languages_of(objects), std::set<std::string>{"u:ja"});
  const std::vector<std::string> spoken = figure_texts(objects);
  ASSERT_EQ(spoken.size(), 1U);
  EXPECT_THAT(spoken[0], HasSubstr(members_chart().title));
  EXPECT_THAT(tree, HasSubstr("第1　会員の状況"));
  EXPECT_THAT(tree, HasSubstr("(1)　製造業"));
  EXPECT_THAT(tree, HasSubstr("ア　食料品"));
  EXPECT_THAT(tree, HasSubstr("<b>加工</b> & 保存"));  // text stays text
  const std::string fonts = output_of("pdffonts " + path);
  EXPECT_THAT(fonts, HasSubstr("BIZUDPGothic"));
  EXPECT_FALSE(std::regex_search(fonts, std::regex("\\bno  *(yes|no) +(yes|no) +[0-9]"))) << fonts;
}

TEST_F(Pdf, ContentsTellTheRightPagesAndTableHeadsRepeat) {
  const auto pdf = to_pdf(report());
  ASSERT_TRUE(pdf) << pdf.error().detail;
  const std::string path = save(*pdf);
  const auto page = [&](int number) { return page_text(path, number); };
  const int pages = std::atoi(output_of("pdfinfo " + path + " | sed -n 's/^Pages: *//p'").c_str());
  ASSERT_GE(pages, 6);
  const std::string contents = page(2);
  int checked = 0;
  for (const char* title : {"第1会員の状況", "第2会員の一覧", "第3今後の予定"}) {
    std::smatch found;
    ASSERT_TRUE(std::regex_search(contents, found,
                                  std::regex(std::string(title) + "([0-9]+)")))
        << contents;
    EXPECT_THAT(page(std::stoi(found[1])), HasSubstr(title));
    ++checked;
  }
  EXPECT_EQ(checked, 3);
  EXPECT_THAT(page(1), Not(HasSubstr("1/")));
  EXPECT_THAT(page(3), HasSubstr("3/" + std::to_string(pages)));
  int heads = 0;
  for (int p = 1; p <= pages; ++p) {
    heads += page(p).find("所在地") != std::string::npos ? 1 : 0;
  }
  EXPECT_GE(heads, 3);  // 120 rows: the head stands on every page of the table
  EXPECT_EQ(count_of(page(pages), "第3今後の予定"), 2U);  // running head and title
}

TEST_F(Pdf, ADraftSaysSoAcrossEveryPageAndOnlyToTheEye) {
  Document draft = report();
  for (bool marked : {false, true}) {
    draft.draft = marked;
    const auto pdf = to_pdf(draft);
    ASSERT_TRUE(pdf) << pdf.error().detail;
    const std::string path = save(*pdf);
    for (int number : {1, 2, 4}) {
      EXPECT_EQ(page_text(path, number).find("案") != std::string::npos, marked) << number;
    }
    EXPECT_THAT(output_of("pdfinfo -struct-text " + path), Not(HasSubstr("\"案\"")));
  }
}

TEST_F(Pdf, ALetterStartsWithItsText) {
  Document letter;
  letter.title = "入会決定通知";
  letter.date = "令和6年11月1日";
  letter.to = "有限会社みなも製作所 様";
  letter.cover = letter.contents = false;
  letter.preface = {Paragraph{"入会を決定しましたので、お知らせします。"}};
  const auto pdf = to_pdf(letter);
  ASSERT_TRUE(pdf) << pdf.error().detail;
  const std::string path = save(*pdf);
  EXPECT_THAT(output_of("pdfinfo " + path), HasSubstr("Pages:           1\n"));
  EXPECT_THAT(page_text(path, 1), HasSubstr("1/1"));
}

TEST_F(Pdf, TheBrowserIsNotRootAndLeavesNothingBehind) {
  // A program in the browser's place tells who runs it, and what it can see.
  const std::string spy = folder_ + "/spy.sh";
  std::ofstream(spy) << "#!/bin/sh\nid -u >&2\nenv >&2\nls -l /proc/self/fd | wc -l >&2\nexit 3\n";
  fs::permissions(spy, fs::perms::all);
  setenv("MUSUBI_SECRET", "sesame", 1);
  options_.browser = spy;
  configure(options_);
  const auto pdf = to_pdf(report());
  unsetenv("MUSUBI_SECRET");
  ASSERT_FALSE(pdf);
  EXPECT_EQ(pdf.error().fault, Fault::unavailable);
  if (geteuid() == 0) {
    EXPECT_THAT(pdf.error().detail, Not(HasSubstr("browser: 0\n")));
  }
  EXPECT_THAT(pdf.error().detail, Not(HasSubstr("sesame")));
  EXPECT_THAT(pdf.error().detail, HasSubstr("LANG=C.UTF-8"));
  int left = 0;
  for (const auto& entry : fs::directory_iterator(folder_)) left += entry.is_directory() ? 1 : 0;
  EXPECT_EQ(left, 0);
}

// A program in the browser's place does what a browser that was taken over would try.
TEST_F(Pdf, TheBrowserReadsNothingOfOursButItsOwnFolder) {
  ASSERT_TRUE(Confinement::is_available()) << "this kernel has no Landlock";
  const std::string secret = "/var/tmp/musubi-secret-" + std::to_string(getpid()) + ".txt";
  std::ofstream(secret) << "the key of the house";
  fs::permissions(secret, fs::perms::all);
  const std::string spy = folder_ + "/spy.sh";
  std::ofstream(spy) << "#!/bin/sh\nhead -c 15 in.html >&2\ncat " << secret
                     << " >&2\necho mine > " << secret << "\nexit 3\n";
  fs::permissions(spy, fs::perms::all);
  options_.browser = spy;
  configure(options_);
  const auto pdf = to_pdf(report());
  std::string kept;
  std::getline(std::ifstream(secret), kept);
  fs::remove(secret);
  ASSERT_FALSE(pdf);
  EXPECT_THAT(pdf.error().detail, HasSubstr("<!DOCTYPE html>"));  // its own folder is open to it
  EXPECT_THAT(pdf.error().detail, Not(HasSubstr("the key of the house")));
  EXPECT_EQ(kept, "the key of the house");
}

// The process that reads the document and its pictures is the one that a fault in them would take
// over: it sees no processes but its own and may make only the few system calls of its filter.
TEST_F(Pdf, WhatReadsTheDocumentIsInTheBrowsersSandbox) {
  std::atomic<bool> printed = false;
  std::thread printing([&] {
    const auto pdf = to_pdf(report());
    EXPECT_TRUE(pdf) << pdf.error().detail;
    printed = true;
  });
  std::map<int, Process> renderers;  // as they were last seen
  while (!printed) {
    for (const auto& [pid, process] : processes_below_us()) {
      EXPECT_THAT(process.command, Not(HasSubstr("--no-sandbox")));
      EXPECT_THAT(process.command, Not(HasSubstr("--disable-seccomp-filter-sandbox")));
      const bool renders = process.command.find("--type=renderer") != std::string::npos;
      if (renders && !process.tells("Seccomp").empty()) renderers[pid] = process;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  printing.join();
  ASSERT_FALSE(renderers.empty()) << "no renderer was seen at work";
  int shut_in = 0;  // one that has only begun when it is last seen has not shut itself in yet
  for (const auto& [pid, renderer] : renderers) {
    const bool filtered = renderer.tells("Seccomp") == "2" && renderer.tells("NoNewPrivs") == "1";
    const bool own_processes = renderer.tells("NSpid").find('\t') != std::string::npos;
    shut_in += filtered && own_processes ? 1 : 0;
  }
  EXPECT_GE(shut_in, 1) << renderers.begin()->second.status;
}

TEST_F(Pdf, AShortLetterIsPrintedBetweenThePassesOfAReport) {
  std::atomic<bool> report_is_done = false;
  std::thread long_one([&] {
    const auto pdf = to_pdf(report());  // two passes at least
    EXPECT_TRUE(pdf) << pdf.error().detail;
    report_is_done = true;
  });
  for (int i = 0; i < 3000 && fs::is_empty(folder_); ++i) {  // until its first pass has begun
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  const auto letter = html_to_pdf("<!doctype html><html lang=\"ja\"><p>通知</p></html>");
  EXPECT_FALSE(report_is_done.load());
  long_one.join();
  ASSERT_TRUE(letter) << letter.error().detail;
}

TEST_F(Pdf, AMissingOrHangingBrowserIsAClearError) {
  options_.browser = "/nonexistent/chromium";
  configure(options_);
  const auto missing = to_pdf(report());
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().says, HasSubstr("chromium"));
  const std::string slow = folder_ + "/slow.sh";
  std::ofstream(slow) << "#!/bin/sh\nsleep 600 & sleep 600\n";
  fs::permissions(slow, fs::perms::all);
  options_.browser = slow;
  options_.timeout_ms = 300;
  configure(options_);
  const auto hanging = to_pdf(report());
  ASSERT_FALSE(hanging);
  EXPECT_EQ(hanging.error().fault, Fault::unavailable);
}

TEST_F(Pdf, DoctorsQuestionIsAnswered) {
  const Result<void> good = check_browser();
  EXPECT_TRUE(good) << good.error().detail;
}

TEST(DocumentHtml, TextCannotBecomeMarkupOrStyle) {
  Document d = report();
  d.title = "<script>alert(1)</script>";
  d.footer = "\"}</style><script>alert(1)</script>";
  d.chapters[0].title = "a\"; } </style>";
  const std::string html = to_html(d);
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_EQ(count_of(html, "</style>"), 1U);
  EXPECT_THAT(html, HasSubstr("default-src 'none'"));
}

}  // namespace
}  // namespace musubi::documents
