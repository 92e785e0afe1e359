// captions_test.cc - a video with captions and a transcript: taken from WebVTT and SubRip, given to
// a browser as our own file, refused with words; without them a video lacks something.
#include <gmock/gmock.h>

#include "features/media/media.h"
#include "features/media/service.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::media {
namespace {

using test::FormFields;
using test::Scenario;
using testing::HasSubstr;
using testing::Not;
namespace cast = test::cast;

constexpr const char* kVtt =
    "WEBVTT\n\nSTYLE\n::cue { color: red }\n\n00:01.000 --> 00:04.000\n図面を探す時間を測りました。\n";

// The head of an MP4 file: enough for what looks at the first bytes.
std::string small_mp4() {
  std::string out("\0\0\0\x18" "ftypmp42\0\0\0\0mp42isom", 24);
  return out + std::string(512, '\0');
}

class Captions : public testing::Test {
 protected:
  test::Visitor& office() { return s_.as(cast::secretariat); }
  std::string sent_video() {
    const std::string path =
        office()
            .upload("/office/media", {{"form_key", "v1"}}, {{"file", "happyou.mp4", small_mp4()}})
            .leads_to("/office/media/")
            .header("Location");
    return path.substr(0, path.find('?'));
  }
  MediaId id_of(const std::string& path) { return {path.substr(path.rfind('/') + 1)}; }
  std::vector<std::string> reasons(const std::string& path) {
    return s_.db().read([&](db::Reader& reader) {
      return reasons_against(reader, id_of(path), s_.context_of(cast::secretariat).today());
    });
  }
  std::string captions_path(const std::string& path) {
    return s_.db().read([&](db::Reader& reader) {
      const auto found = find_document(reader, id_of(path), For::office);
      return found ? found->captions_path : "";
    });
  }
  Scenario s_;
};

TEST_F(Captions, AVideoLacksCaptionsUntilTheyAreThere) {
  const std::string video = sent_video();
  EXPECT_THAT(reasons(video), testing::Contains(HasSubstr("字幕のファイル")));
  EXPECT_THAT(reasons(video), testing::Contains(HasSubstr("文字起こし")));
  office().get(video).status(200).contains("字幕がありません").contains("name=\"captions\"");
  office()
      .upload(video + "/captions", {{"version", "1"}, {"transcript", ""}},
              {{"captions", "happyou.vtt", kVtt}})
      .leads_to(video)
      .audited("media.item.captioned");
  EXPECT_THAT(reasons(video), Not(testing::Contains(HasSubstr("字幕"))));
  office().get(video).contains("字幕があります").contains("図面を探す時間を測りました。");
  const auto file = office().get(captions_path(video));
  EXPECT_EQ(file.status(200).header("Content-Type"), "text/vtt; charset=utf-8");
  EXPECT_THAT(file.body(), HasSubstr("00:00:01.000 --> 00:00:04.000"));
  EXPECT_THAT(file.body(), Not(HasSubstr("STYLE")));
}

TEST_F(Captions, TheTranscriptAloneIsMendedAndNewCaptionsTakeTheirPlace) {
  const std::string video = sent_video();
  office().upload(video + "/captions", {{"version", "1"}, {"transcript", "はじめの文"}},
                  {{"captions", "a.vtt", kVtt}});
  const std::string first = captions_path(video);
  office().post(video + "/captions", {{"version", "2"}, {"transcript", "直した文"}}).leads_to(video);
  EXPECT_EQ(captions_path(video), first);
  office().get(video).contains("直した文");
  office()
      .upload(video + "/captions", {{"version", "3"}, {"transcript", "直した文"}},
              {{"captions", "b.srt", "1\n00:00:01,000 --> 00:00:02,000\n別の字幕\n"}})
      .leads_to(video);
  EXPECT_NE(captions_path(video), first);
  office().get(first).status(404);
}

TEST_F(Captions, RefusalsComeBackWithTheWordsAsTyped) {
  const std::string video = sent_video();
  office()
      .upload(video + "/captions", {{"version", "1"}, {"transcript", "残る言葉"}},
              {{"captions", "a.vtt", "ただの文"}})
      .status(422)
      .contains("1行目：時刻がありません")
      .contains("href=\"#f-captions\"")
      .contains("残る言葉")
      .not_audited();
  office().post(video + "/captions", {{"version", "1"}, {"transcript", "残る言葉"}}).status(422)
      .contains("字幕のファイルを選んでください");
  office()
      .upload(video + "/captions", {{"version", "7"}, {"transcript", "残る言葉"}},
              {{"captions", "a.vtt", kVtt}})
      .status(409)
      .contains("残る言葉")
      .not_audited();
  s_.as(cast::prefecture).post(video + "/captions", {{"version", "1"}}).status(403);
}

TEST_F(Captions, TheEditorChoosesAmongFilesOfOneKind) {
  const std::string video = sent_video();
  const std::string id = id_of(video).text;
  office().get("/office/media/choices?kind=video").status(200).contains(id).contains(
      "\"has_captions\":false");
  office().get("/office/media/choices?kind=picture").status(200).lacks(id);
  office().get("/office/media/choices?kind=video&q=happyou").status(200).contains(id);
  office().get("/office/media/choices?kind=document&q=happyou").status(200).lacks(id);
  office().get("/office/media/choices/" + id).status(200).contains("\"rights_holder\":\"\"")
      .contains("\"version\":1");
  s_.as(cast::member_admin).get("/office/media/choices").status(403);
}

}  // namespace
}  // namespace musubi::media
