// demo.cc - a small library for the demo: drawings of our own, one with a consent that ends soon,
// one still to be described, one that broke on its way, and a document. Drawn here, so that
// nobody's rights are touched. Called once, after the demo's accounts were made.
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <string>

#include "features/accounts/accounts.h"
#include "features/media/service_conversion.h"

namespace musubi::media {
namespace {

using Colour = std::array<unsigned char, 3>;
constexpr int kDrawnWidth = 960, kDrawnHeight = 640;
constexpr Colour kSky{214, 230, 240}, kFloor{196, 186, 170}, kTable{120, 84, 56},
    kPaper{250, 248, 240}, kInk{40, 62, 96}, kSign{214, 108, 44}, kGreen{76, 132, 86};

class Drawing {
 public:
  explicit Drawing(Colour ground) : raster_{kDrawnWidth, kDrawnHeight, {}} {
    raster_.rgb.resize(static_cast<std::size_t>(kDrawnWidth) * kDrawnHeight * 3);
    box(0, 0, kDrawnWidth, kDrawnHeight, ground);
  }
  Drawing& box(int left, int top, int width, int height, Colour colour) {
    for (int y = top; y < top + height; ++y) {
      for (int x = left; x < left + width; ++x) dot(x, y, colour);
    }
    return *this;
  }
  Drawing& disc(int cx, int cy, int radius, Colour colour) {
    for (int y = cy - radius; y <= cy + radius; ++y) {
      for (int x = cx - radius; x <= cx + radius; ++x) {
        const int dx = x - cx, dy = y - cy;
        if (dx * dx + dy * dy <= radius * radius) dot(x, y, colour);
      }
    }
    return *this;
  }
  const pictures::Raster& raster() const { return raster_; }

 private:
  void dot(int x, int y, Colour colour) {
    if (x < 0 || y < 0 || x >= kDrawnWidth || y >= kDrawnHeight) return;
    const std::size_t at = 3 * (static_cast<std::size_t>(y) * kDrawnWidth +
                                static_cast<std::size_t>(x));
    for (std::size_t i = 0; i < 3; ++i) raster_.rgb[at + i] = colour[i];
  }
  pictures::Raster raster_;
};

Drawing workbench() {
  Drawing d(kSky);
  d.box(0, 430, 960, 210, kFloor).box(120, 330, 720, 34, kTable).box(160, 364, 30, 190, kTable);
  d.box(770, 364, 30, 190, kTable).box(300, 250, 190, 80, kPaper).box(320, 268, 150, 6, kInk);
  d.box(320, 286, 110, 6, kInk).box(320, 304, 130, 6, kInk).disc(640, 290, 40, kSign);
  d.disc(640, 290, 16, kSky);
  return d;
}

Drawing morning_meeting() {
  Drawing d(kSky);
  d.box(0, 470, 960, 170, kFloor).box(60, 90, 360, 220, kPaper).box(90, 130, 220, 10, kInk);
  d.box(90, 170, 280, 10, kInk).box(90, 210, 180, 10, kSign);
  for (int i = 0; i < 4; ++i) {
    const int x = 500 + i * 110;
    d.disc(x, 300, 36, kTable).box(x - 42, 340, 84, 150, i % 2 == 0 ? kInk : kGreen);
  }
  return d;
}

Drawing field_sensor() {
  Drawing d(kSky);
  d.box(0, 380, 960, 260, kGreen).disc(800, 120, 60, kSign).box(460, 220, 16, 300, kTable);
  d.box(420, 180, 96, 60, kPaper).box(434, 200, 40, 8, kInk).box(434, 216, 60, 8, kInk);
  return d;
}

Context on_day(const Context& ctx, const std::string& day, int hour, const Actor& actor) {
  Context out = ctx;
  const Date date = *parse_iso_date(day);
  out.now = Instant{start_of_day_in_japan(date).ms + hour * 3'600'000LL};
  out.pretended_today = date;
  out.actor = actor;
  out.address = "";
  out.request_id = "demo-" + day;
  return out;
}

// Registered as by the form, and made at once: the demo shows it finished.
Result<MediaId> sent_in(const Context& ctx, const std::string& bytes, const std::string& filename,
                        const std::string& title) {
  char path[] = "/tmp/musubi-demo-XXXXXX";
  const int descriptor = mkstemp(path);
  if (descriptor < 0) return fail(Fault::unavailable, "デモの画像を置く場所がありません");
  close(descriptor);
  std::ofstream(path, std::ios::binary) << bytes;
  const auto added = add_file(ctx, {.temp_path = path, .filename = filename, .title = title,
                                    .alt = "", .caption = "", .sending = ""});
  unlink(path);
  if (!added) return fail(added.error());
  TRY(make_variants(ctx, added->id, 1));
  return added->id;
}

Details described(const std::string& title, const std::string& alt) {
  Details d;
  d.title = title;
  d.alt = alt;
  d.rights_holder = "事務局（自作の図）";
  d.licence = "本サイトのみ";
  d.people = "none";
  return d;
}

Result<void> load_pictures(const Context& ctx, const Actor& office) {
  using pictures::As;
  const std::string bench = TRY(pictures::encode(workbench().raster(), As::jpeg));
  const Context june = on_day(ctx, "2024-06-18", 10, office);
  const MediaId first = TRY(sent_in(june, bench, "sagyoudai.jpg", "作業台の図面"));
  Details words = described("作業台の図面", "作業台に置かれた一枚の図面と、そばの部品");
  words.caption = "図面を探す時間を測ることから始めました。";
  words.open_to_all = true;
  TRY(save_details(june, first.text, words, 0));

  const std::string meeting = TRY(pictures::encode(morning_meeting().raster(), As::png));
  const Context autumn = on_day(ctx, "2024-09-10", 14, office);
  const MediaId second = TRY(sent_in(autumn, meeting, "chourei.png", "朝礼の様子"));
  words = described("朝礼の様子", "予定表の前に並ぶ四人。一人が予定を読み上げている");
  words.people = "consented";
  words.consent_note = "2024年9月9日、取材先の総務の方から書面で4人分を受領";
  words.consent_until = "2024-11-20";
  words.focal_x = 70;
  TRY(save_details(autumn, second.text, words, 0));
  TRY(make_variants(autumn, second, 2));

  const std::string field = TRY(pictures::encode(field_sensor().raster(), As::png));
  TRY(sent_in(on_day(ctx, "2024-10-25", 16, office), field, "DSC_0412.png", ""));
  const Context lately = on_day(ctx, "2024-10-28", 8, office);
  TRY(sent_in(lately, bench.substr(0, bench.size() / 2), "kaijou_zenkei.jpg", ""));
  return {};
}

}  // namespace

Result<void> load_demo(const Context& ctx) {
  const Actor office = TRY(accounts::find_demo_actor(ctx, Role::secretariat));
  TRY(load_pictures(ctx, office));
  const Context day = on_day(ctx, "2024-08-05", 11, office);
  const MediaId list = TRY(sent_in(day, "質問,はい,いいえ\r\n図面をすぐ見つけられる,12,34\r\n",
                                   "zumen_anketo.csv", "図面についてのアンケート（集計）"));
  Details words = described("図面についてのアンケート（集計）", "");
  words.rights_holder = "事務局";
  words.licence = "CC BY 4.0";
  words.open_to_all = true;
  return save_details(day, list.text, words, 0);
}

}  // namespace musubi::media
