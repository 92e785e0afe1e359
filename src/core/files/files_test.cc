// files_test.cc - bytes are durable and content-addressed, limits hold, nothing escapes the folder,
// and with a scanner nothing is handed out before a real clamd found it clean.
#include "core/files/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "base/sha256.h"
#include "core/audit/audit.h"
#include "core/files/examine.h"
#include "support/cast.h"
#include "support/clamd.h"
#include "support/temp_db.h"

namespace musubi::files {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr Permission kMayOpen{"test.file.open", "試験のファイルを開く",
                              Permission::Level::some_roles,
                              Roles{Role::secretariat, Role::member_staff}};
constexpr Purpose kText{"test.text", "試験の文書", 1000, "text/plain text/html", kMayOpen, true};
constexpr Purpose kPicture{"test.picture", "試験の画像", 1000, "image/*", kMayOpen, true};
const std::string kPng(
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89", 33);

class FilesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "musubi-files-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    configure({folder_ + "/files", "", 20'000});
  }
  void TearDown() override {
    configure({folder_ + "/files", "", 20'000});
    fs::remove_all(folder_);
  }
  Context context(const Actor& actor) {
    return {actor, temp_.db(), now_from_system_clock(), "request", "127.0.0.1", {}};
  }
  Result<File> take_text(std::string_view bytes, std::string_view name, const Purpose& purpose,
                         const std::string& organisation = test::cast::kOwn.text) {
    const Context ctx = context(test::cast::secretariat.actor());
    auto staged = stage_bytes(bytes, name, purpose);
    if (!staged) return fail(staged.error());
    return temp_.db().write(
        [&](db::Tx& tx) { return take(ctx, tx, *staged, purpose, organisation); });
  }
  std::int64_t stored_files() {
    std::int64_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder_ + "/files")) {
      count += entry.is_regular_file() ? 1 : 0;
    }
    return count;
  }
  test::TempDb temp_;
  std::string folder_;
};

TEST_F(FilesTest, KeepsBytesUnderTheirHashAndNotesWhoBroughtThem) {
  const auto file = take_text("こんにちは", "../../etc/挨拶.txt", kText);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->sha256, sha256_hex("こんにちは"));
  EXPECT_EQ(file->filename, "挨拶.txt");
  EXPECT_EQ(file->media_type, "text/plain");
  EXPECT_EQ(file->state, State::unscanned);
  EXPECT_EQ(file->uploaded_by, test::cast::secretariat.id.text);
  const auto opened = open_for(context(test::cast::secretariat.actor()), file->id, kText);
  ASSERT_TRUE(opened);
  std::ifstream in(opened->path);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "こんにちは");
  EXPECT_TRUE(opened->path.starts_with(folder_ + "/files/"));
  struct stat facts {};
  ASSERT_EQ(stat(opened->path.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 077, 0U);  // nobody else on the machine reads it
  const auto notes = temp_.db().read([&](db::Reader& reader) {
    audit::Filter filter;
    filter.action_prefix = "core.file.taken";
    return audit::list_entries(reader, filter);
  });
  EXPECT_EQ(notes.size(), 1U);
}

TEST_F(FilesTest, TheSameBytesAreKeptOnce) {
  ASSERT_TRUE(take_text("同じ", "a.txt", kText));
  ASSERT_TRUE(take_text("同じ", "b.txt", kText));
  EXPECT_EQ(stored_files(), 1);
}

TEST_F(FilesTest, LimitsAreHeldAndLeaveNothingBehind) {
  const auto large = take_text(std::string(1001, 'a'), "a.txt", kText);
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().fault, Fault::too_large);
  EXPECT_TRUE(take_text(std::string(1000, 'a'), "a.txt", kText));
  Options less = options();
  less.bytes_max = 500;  // the configuration's limit, which no purpose exceeds
  configure(less);
  const auto refused = take_text(std::string(501, 'b'), "b.txt", kText);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::too_large);
  less.bytes_max = 0;
  configure(less);
  const auto empty = take_text("", "a.txt", kText);
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().fields.at(0).field, "file");
  EXPECT_EQ(stored_files(), 1);
}

TEST_F(FilesTest, TheContentDecidesTheTypeNotTheName) {
  const auto disguised = take_text("<html><script>alert(1)</script></html>", "a.png", kPicture);
  ASSERT_FALSE(disguised);
  EXPECT_EQ(disguised.error().fault, Fault::invalid);
  EXPECT_TRUE(take_text(kPng, "名前.txt", kPicture));
}

TEST_F(FilesTest, ATextInShiftJisThatBeginsLikeAProgramOfDosIsNone) {
  const auto kept = take_text("\x8C\x8E,\x89\xCE\r\n1,2\r\n", "月.csv", kText);  // 月,火
  ASSERT_TRUE(kept) << kept.error().says;
  EXPECT_EQ(kept->media_type, "text/plain");
  EXPECT_FALSE(take_text("MZ\x90 x", "月.csv", kPicture));
}

TEST_F(FilesTest, OpensForTheRightPurposeRoleAndOrganisationOnly) {
  const auto file = take_text("内容", "a.txt", kText);
  ASSERT_TRUE(file);
  const auto fault = [&](const Actor& actor, const Purpose& purpose) -> std::optional<Fault> {
    const auto opened = open_for(context(actor), file->id, purpose);
    if (opened) return std::nullopt;
    return opened.error().fault;
  };
  EXPECT_EQ(fault(test::cast::secretariat.actor(), kText), std::nullopt);
  EXPECT_EQ(fault(test::cast::member.actor(), kText), std::nullopt);
  EXPECT_EQ(fault(test::cast::other_member.actor(), kText), Fault::not_found);
  EXPECT_EQ(fault(test::cast::adviser.actor(), kText), Fault::forbidden);
  EXPECT_EQ(fault(Actor::anonymous(), kText), Fault::unauthenticated);
  EXPECT_EQ(fault(test::cast::secretariat.actor(), kPicture), Fault::not_found);
  const auto removed = temp_.db().write([&](db::Tx& tx) {
    return remove(context(test::cast::secretariat.actor()), tx, file->id, "試験");
  });
  ASSERT_TRUE(removed);
  EXPECT_EQ(fault(test::cast::secretariat.actor(), kText), Fault::not_found);
}

TEST_F(FilesTest, HostileNamesAreOnlyEverShown) {
  const std::pair<const char*, const char*> names[] = {
      {"../../../etc/passwd", "passwd"}, {"C:\\temp\\a.txt", "a.txt"}, {"..", "ファイル"},
      {"", "ファイル"}, {"a\r\nX: y.txt", "aX: y.txt"}, {"\xff\xfe", "ファイル"},
      {"写真\u202Egnp.txt", "写真gnp.txt"}};
  for (const auto& [sent, shown] : names) {
    const auto file = take_text("文書の中身", sent, kText);
    ASSERT_TRUE(file) << sent;
    EXPECT_EQ(file->filename, shown);
  }
  for (const char* program : {"動く.EXE", "計画\u202Efdp.exe", "頼み.js"}) {
    EXPECT_EQ(take_text("文書の中身", program, kText).error().fault, Fault::invalid) << program;
  }
  File hostile;
  hostile.sha256 = "../../../../etc/passwd";
  EXPECT_THROW(path_of_file(hostile), BrokenPromise);
}

TEST_F(FilesTest, OnlySafeTypesAreShownInline) {
  File file;
  file.filename = "年次報告\".pdf";
  for (const char* type : {"application/pdf", "image/png", "image/jpeg", "image/webp",
                           "image/gif"}) {
    file.media_type = type;
    EXPECT_TRUE(disposition_of(file).inline_safe) << type;
    EXPECT_EQ(disposition_of(file).content_type, type);
    EXPECT_THAT(disposition_of(file).content_security_policy, HasSubstr("sandbox"));
  }
  for (const char* type : {"text/html", "image/svg+xml", "text/plain", "application/xhtml+xml",
                           "application/zip", ""}) {
    file.media_type = type;
    const Disposition d = disposition_of(file);
    EXPECT_FALSE(d.inline_safe) << type;
    EXPECT_EQ(d.content_type, "application/octet-stream");
    EXPECT_TRUE(d.content_disposition.starts_with("attachment; filename=\"file.pdf\"; "));
    EXPECT_THAT(d.content_disposition, HasSubstr("filename*=UTF-8''%E5%B9%B4"));
    EXPECT_THAT(d.content_disposition, HasSubstr("%22.pdf"));
  }
}

TEST_F(FilesTest, TheSweepTakesOnlyWhatIsOldAndUnwanted) {
  const auto kept = take_text("要る", "a.txt", kText);
  const auto orphan = stage_bytes("いらない", "b.txt", kText);
  const auto fresh = stage_bytes("いま来た", "c.txt", kText);
  ASSERT_TRUE(kept && orphan && fresh);
  File file;
  for (const std::string& sha : {kept->sha256, orphan->sha256}) {
    file.sha256 = sha;
    fs::last_write_time(path_of_file(file), fs::file_time_type::clock::now() -
                                                std::chrono::hours(48));
  }
  const auto swept = sweep(context(Actor::system("掃除")));
  ASSERT_TRUE(swept);
  EXPECT_EQ(swept->files, 1);
  EXPECT_EQ(stored_files(), 2);
  file.sha256 = orphan->sha256;
  EXPECT_FALSE(fs::exists(path_of_file(file)));
}

class ScannedTest : public FilesTest {
 protected:
  void SetUp() override {
    FilesTest::SetUp();
    clamd_.emplace(folder_);
    configure({folder_ + "/files", clamd_->socket(), 20'000});
    ASSERT_EQ(clamd_->start(), "");
    add_handlers(handlers_);
  }
  void TearDown() override {
    clamd_.reset();
    FilesTest::TearDown();
  }
  std::string socket() { return clamd_->socket(); }
  void stop() { clamd_->stop(); }
  // What the outbox would do with the message that take() wrote.
  Result<void> deliver(const FileId& id) {
    return handlers_.at("core.files.taken")(context(Actor::system("検査")),
                                            {"m1", "core.files.taken", {{"id", id.text}}, 1});
  }
  State state_of(const FileId& id) {
    return temp_.db().read([&](db::Reader& reader) { return find_file(reader, id)->state; });
  }
  std::optional<test::Clamd> clamd_;
  outbox::Handlers handlers_;
};

TEST_F(ScannedTest, NothingIsHandedOutBeforeItWasFoundClean) {
  const auto file = take_text("安全な文書", "a.txt", kText);
  ASSERT_TRUE(file);
  const Context office = context(test::cast::secretariat.actor());
  EXPECT_EQ(open_for(office, file->id, kText).error().fault, Fault::unavailable);
  ASSERT_TRUE(deliver(file->id));
  EXPECT_EQ(state_of(file->id), State::clean);
  EXPECT_TRUE(open_for(office, file->id, kText));
  ASSERT_TRUE(deliver(file->id));  // twice does no harm
}

TEST_F(ScannedTest, WhatTheScannerFindsIsNeverHandedOut) {
  const auto file = take_text("x MUSUBI-TEST-SIGNATURE x", "virus.txt", kText);
  ASSERT_TRUE(file);
  ASSERT_TRUE(deliver(file->id));
  EXPECT_EQ(state_of(file->id), State::infected);
  const auto opened = open_for(context(test::cast::secretariat.actor()), file->id, kText);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().fault, Fault::forbidden);
  const auto found = temp_.db().read([&](db::Reader& r) { return find_file(r, file->id); });
  EXPECT_THAT(found->finding, HasSubstr("Musubi.Test"));
}

TEST_F(ScannedTest, FailsClosedWhenTheScannerIsDown) {
  const auto before = take_text("前からの文書", "a.txt", kText);
  ASSERT_TRUE(before);
  stop();
  EXPECT_FALSE(ping_scanner());
  const Result<void> delivered = deliver(before->id);
  ASSERT_FALSE(delivered);
  EXPECT_EQ(delivered.error().fault, Fault::unavailable);
  EXPECT_EQ(state_of(before->id), State::waiting_scan);
  const Context office = context(test::cast::secretariat.actor());
  EXPECT_EQ(open_for(office, before->id, kText).error().fault, Fault::unavailable);
}

TEST_F(ScannedTest, FilesFromBeforeTheScannerWaitForIt) {
  configure({folder_ + "/files", "", 20'000});
  const auto file = take_text("古い文書", "a.txt", kText);
  ASSERT_TRUE(file);
  configure({folder_ + "/files", socket(), 20'000});
  const Context office = context(test::cast::secretariat.actor());
  EXPECT_EQ(open_for(office, file->id, kText).error().fault, Fault::unavailable);
  const auto ordered = rescan_unscanned(office);
  ASSERT_TRUE(ordered);
  EXPECT_EQ(*ordered, 1);
  ASSERT_TRUE(deliver(file->id));
  EXPECT_TRUE(open_for(office, file->id, kText));
}

TEST_F(ScannedTest, AnUploadIsScannedBeforeAnybodyReadsIt) {
  const Context office = context(test::cast::secretariat.actor());
  auto good = stage_bytes("安全な文書", "a.txt", kText);
  ASSERT_TRUE(good);
  ASSERT_TRUE(scan_staged(office, *good, kText));
  const auto file = temp_.db().write([&](db::Tx& tx) { return take(office, tx, *good, kText); });
  ASSERT_TRUE(file);
  EXPECT_TRUE(open_for(office, file->id, kText));
  auto bad = stage_bytes("x MUSUBI-TEST-SIGNATURE x", "b.txt", kText);
  ASSERT_TRUE(bad);
  const auto refused = scan_staged(office, *bad, kText);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::invalid);
  stop();
  auto unknown = stage_bytes("あとで", "c.txt", kText);
  ASSERT_TRUE(unknown);
  EXPECT_EQ(scan_staged(office, *unknown, kText).error().fault, Fault::unavailable);
}

TEST_F(ScannedTest, NoScanIsOrderedWhileTheScannerIsDown) {
  ASSERT_TRUE(take_text("文書", "a.txt", kText));
  stop();
  const Context office = context(test::cast::secretariat.actor());
  const auto before = temp_.db().read(
      [](db::Reader& reader) { return outbox::count_letters(reader, "waiting"); });
  EXPECT_FALSE(rescan_unscanned(office));
  EXPECT_EQ(temp_.db().read(
                [](db::Reader& reader) { return outbox::count_letters(reader, "waiting"); }),
            before);
}

TEST_F(ScannedTest, AWaitingFileHasOneOrderHoweverOftenTheClockAsks) {
  configure({folder_ + "/files", "", 20'000});
  const auto file = take_text("古い文書", "a.txt", kText);
  configure({folder_ + "/files", socket(), 20'000});
  ASSERT_TRUE(file && take_text("新しい文書", "b.txt", kText));
  const Context clock = context(Actor::system("定時処理"));
  EXPECT_EQ(*rescan_unscanned(clock), 1);  // the new one was ordered when it came
  for (int i = 0; i < 5; ++i) EXPECT_EQ(*rescan_unscanned(clock), 0);
  EXPECT_EQ(temp_.db().read([](db::Reader& r) { return outbox::count_letters(r, "waiting"); }), 2);
  audit::Filter filter;
  filter.action_prefix = "core.file.held_back";
  const auto notes =
      temp_.db().read([&](db::Reader& r) { return audit::list_entries(r, filter); });
  ASSERT_EQ(notes.size(), 1U);
  EXPECT_EQ(notes[0].subject_id, file->id.text);
  EXPECT_EQ(notes[0].before["state"], "unscanned");
  EXPECT_EQ(notes[0].after["state"], "waiting_scan");
}

TEST_F(ScannedTest, AFileTooLargeForTheScannerSaysSoAndIsNotTriedForEver) {
  constexpr Purpose kLarge{"test.large", "大きな文書", 5'000'000, "text/plain", kMayOpen, true};
  const std::string bytes(2'000'000, 'x');  // more than clamd takes here
  const auto file = take_text(bytes, "large.txt", kLarge);
  ASSERT_TRUE(file);
  ASSERT_TRUE(deliver(file->id));  // settled: the outbox need not try again
  EXPECT_EQ(state_of(file->id), State::too_large);
  const Context office = context(test::cast::secretariat.actor());
  const auto opened = open_for(office, file->id, kLarge);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().fault, Fault::forbidden);
  EXPECT_THAT(opened.error().says, HasSubstr("大きすぎて"));
  outbox::Dispatcher(temp_.db(), handlers_, now_from_system_clock).run_due();
  EXPECT_EQ(*rescan_unscanned(office), 0);
  EXPECT_EQ(*rescan_unscanned(office, Reach::also_too_large), 1);  // a start may know more
  ASSERT_TRUE(deliver(file->id));
  EXPECT_EQ(state_of(file->id), State::too_large);
  auto staged = stage_bytes(bytes, "large.txt", kLarge);
  ASSERT_TRUE(staged);
  const auto refused = scan_staged(office, *staged, kLarge);
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().fields.size(), 1U);
  EXPECT_THAT(refused.error().fields[0].says, HasSubstr("大きすぎて"));
}

// What will be sealed is judged before it is staged: the same answers, and too large is no virus.
TEST_F(ScannedTest, WhatIsToBeSealedIsToldTheSameReasons) {
  constexpr Purpose kLarge{"test.large", "大きな文書", 5'000'000, "text/plain", kMayOpen, true};
  const Context office = context(test::cast::secretariat.actor());
  const auto judge = [&](const std::string& bytes) {
    const std::string path = folder_ + "/upload";
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    return examine(office, path, "evidence.txt", kLarge);
  };
  EXPECT_TRUE(judge("安全な文書"));
  const auto infected = judge("x MUSUBI-TEST-SIGNATURE x");
  ASSERT_FALSE(infected);
  ASSERT_EQ(infected.error().fields.size(), 1U);
  EXPECT_THAT(infected.error().fields[0].says, HasSubstr("ウイルスが見つかった"));
  const auto large = judge(std::string(2'000'000, 'x'));  // more than clamd takes here
  ASSERT_FALSE(large);
  EXPECT_EQ(large.error().fault, Fault::invalid);
  ASSERT_EQ(large.error().fields.size(), 1U);
  EXPECT_THAT(large.error().fields[0].says, HasSubstr("大きすぎて"));
  audit::Filter filter;
  filter.action_prefix = "core.file.refused";
  const auto notes =
      temp_.db().read([&](db::Reader& r) { return audit::list_entries(r, filter); });
  ASSERT_EQ(notes.size(), 2U);  // newest first
  EXPECT_EQ(notes[0].after["finding"], "StreamMaxLength");
  EXPECT_FALSE(notes[0].after.contains("sha256"));
}

}  // namespace
}  // namespace musubi::files
