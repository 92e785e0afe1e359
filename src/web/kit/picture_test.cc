// picture_test.cc - the promises of the picture component: best format first and one for everybody,
// its size told, words for who does not see it, and no address that leads elsewhere.
#include "web/kit/picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace musubi::web::kit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Picture workshop(std::variant<Alt, Decorative> speaks) {
  return {.speaks = std::move(speaks),
          .sources = {{"image/avif", {{"/media/1/full-480.avif", 480}}},
                      {"image/jpeg",
                       {{"/media/1/full-480.jpg", 480}, {"/media/1/full-960.jpg", 960}}}},
          .width = 960,
          .height = 640};
}

TEST(Pictures, TheBestFormatStandsFirstAndTheLastIsForEverybody) {
  const std::string markup = picture(workshop(Alt{"工場の作業台"})).markup();
  EXPECT_THAT(markup, HasSubstr("type=\"image/avif\" srcset=\"/media/1/full-480.avif 480w\""));
  EXPECT_THAT(markup, HasSubstr("src=\"/media/1/full-960.jpg\""));
  EXPECT_THAT(markup, HasSubstr("/media/1/full-480.jpg 480w, /media/1/full-960.jpg 960w"));
  EXPECT_THAT(markup, HasSubstr("width=\"960\" height=\"640\""));
  EXPECT_THAT(markup, HasSubstr("alt=\"工場の作業台\""));
  EXPECT_LT(markup.find("<source"), markup.find("<img"));
}

TEST(Pictures, DecorationIsSilentAndWhatIsSeenFirstIsNotDelayed) {
  Picture first = workshop(Decorative{});
  EXPECT_THAT(picture(first).markup(), HasSubstr("alt=\"\""));
  EXPECT_THAT(picture(first).markup(), HasSubstr("loading=\"lazy\""));
  first.first_on_page = true;
  EXPECT_THAT(picture(first).markup(), Not(HasSubstr("loading")));
}

TEST(Pictures, HostileWordsAndAddressesGetNowhere) {
  const std::string x = "\"><script>alert(1)</script>";
  const Html shown = picture_figure({.picture = workshop(Alt{x}), .caption = x, .credit = x});
  EXPECT_THAT(shown.markup(), Not(HasSubstr("<script>")));
  for (const char* path : {"https://elsewhere.example/a.jpg", "//elsewhere.example/a.jpg",
                           "javascript:alert(1)", "/a.jpg 1x, /b.jpg"}) {
    Picture bad = workshop(Decorative{});
    bad.sources.front().files = {{path, 480}};
    EXPECT_THROW(picture(bad), BrokenPromise) << path;
  }
}

TEST(Pictures, AFocalPointNamesTheFieldsThatItFills) {
  const Html shown = focal_picture({.picture = workshop(Decorative{}), .x_name = "focal_x",
                                    .y_name = "focal_y"});
  EXPECT_THAT(shown.markup(), HasSubstr("data-focal-x=\"f-focal_x\""));
  EXPECT_THAT(shown.markup(), HasSubstr("data-focal-y=\"f-focal_y\""));
}

}  // namespace
}  // namespace musubi::web::kit
