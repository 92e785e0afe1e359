// demo.cc - a small library for the demo: drawings of our own, one with a consent that ends soon,
// one still to be described, one that broke on its way, and two tables that visitors take with
// them. Called once, after the demo's accounts were made.
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "core/sheets/sheets.h"
#include "features/accounts/accounts.h"
#include "features/media/demo_drawings.h"
#include "features/media/service_conversion.h"

namespace musubi::media {
namespace {

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

// One of those that the public cases show: the articles name it by its title (publishing/demo.cc).
struct CasePicture {
  const char* day;
  const char* filename;
  const char* title;
  const char* alt;
  pictures::Raster (*draw)();
};
constexpr CasePicture kCasePictures[] = {
    {"2024-06-19", "nippou_gamen.jpg", "日報を選ぶ画面",
     "スマートフォンの画面に並ぶ6つの大きなボタン。親指が右下のボタンを押している", drawings::report_buttons},
    {"2024-07-17", "heya_ichiran.jpg", "部屋の一覧の画面",
     "18の部屋を四角で並べた画面。清掃を終えた部屋は緑に丸、残りは橙に横線", drawings::room_board},
    {"2024-08-21", "suiden_sensor.jpg", "水田のセンサー",
     "上から下へ段になった4枚の水田。いちばん上と下に水位センサーが立つ", drawings::rice_terraces},
};

Result<void> load_case_pictures(const Context& ctx, const Actor& office) {
  for (const CasePicture& one : kCasePictures) {
    const Context day = on_day(ctx, one.day, 10, office);
    const std::string bytes = TRY(pictures::encode(one.draw(), pictures::As::jpeg));
    const MediaId id = TRY(sent_in(day, bytes, one.filename, one.title));
    TRY(save_details(day, id.text, described(one.title, one.alt), 0));
  }
  return {};
}

Result<void> load_pictures(const Context& ctx, const Actor& office) {
  using pictures::As;
  const std::string bench = TRY(pictures::encode(drawings::workbench(), As::jpeg));
  const Context june = on_day(ctx, "2024-06-18", 10, office);
  const MediaId first = TRY(sent_in(june, bench, "sagyoudai.jpg", "作業台の図面"));
  Details words = described("作業台の図面", "作業台に置かれた一枚の図面と、そばの部品");
  words.caption = "図面を探す時間を測ることから始めました。";
  words.open_to_all = true;
  TRY(save_details(june, first.text, words, 0));

  const std::string meeting = TRY(pictures::encode(drawings::morning_meeting(), As::png));
  const Context autumn = on_day(ctx, "2024-09-10", 14, office);
  const MediaId second = TRY(sent_in(autumn, meeting, "chourei.png", "朝礼の様子"));
  words = described("朝礼の様子", "予定表の前に並ぶ四人。一人が予定を読み上げている");
  words.people = "consented";
  words.consent_note = "2024年9月9日、取材先の総務の方から書面で4人分を受領";
  words.consent_until = "2024-11-20";
  words.focal_x = 70;
  TRY(save_details(autumn, second.text, words, 0));
  TRY(make_variants(autumn, second, 2));

  const std::string field = TRY(pictures::encode(drawings::field_sensor(), As::png));
  TRY(sent_in(on_day(ctx, "2024-10-25", 16, office), field, "DSC_0412.png", ""));
  const Context lately = on_day(ctx, "2024-10-28", 8, office);
  TRY(sent_in(lately, bench.substr(0, bench.size() / 2), "kaijou_zenkei.jpg", ""));
  return {};
}

// What 46 people at work said in July; every line adds up to them.
Result<std::string> questionnaire() {
  return sheets::write_csv({{"質問", "はい", "いいえ"},
                            {"図面をすぐ見つけられる", "12", "34"},
                            {"探す時間を測ったことがある", "5", "41"},
                            {"最新の版がどれか迷ったことがある", "31", "15"},
                            {"書き込みのある図面が役に立った", "38", "8"}});
}

// A sheet to fill in, with three lines that show how.
Result<std::string> record_sheet() {
  using sheets::ColumnKind;
  return sheets::xlsx_bytes([](sheets::XlsxWriter& writer) {
    writer.begin_sheet({.name = "記録",
                        .titles = {"図面を探す時間の記録表",
                                   "はじめの3行は書き方の見本です。消してお使いください。"},
                        .columns = {{"日付", ColumnKind::date, 14},
                                    {"探したもの", ColumnKind::text, 26},
                                    {"かかった時間（分）", ColumnKind::number, 20},
                                    {"見つかった所", ColumnKind::text, 20},
                                    {"気づいたこと", ColumnKind::text, 34}},
                        .notes = {"1週間続け、合計を日数と人数で割ると、1人1日の平均が出ます。"}});
    writer.add_row({"2024-07-01", "軸受けの図面", "12", "2番の棚", "品名では探せず、取引先で探した"});
    writer.add_row({"2024-07-01", "治具の図面", "4", "現場の机", "だれかが持ち出していた"});
    writer.add_row({"2024-07-02", "蓋の図面の最新の版", "21", "設計の棚", "古い版と見分けにくい"});
  });
}

Result<void> load_document(const Context& day, const std::string& bytes,
                           const std::string& filename, const std::string& title) {
  const MediaId id = TRY(sent_in(day, bytes, filename, title));
  Details words = described(title, "");
  words.rights_holder = "事務局";
  words.licence = "CC BY 4.0";
  words.open_to_all = true;
  return save_details(day, id.text, words, 0);
}

}  // namespace

Result<void> load_demo(const Context& ctx) {
  const Actor office = TRY(accounts::find_demo_actor(ctx, Role::secretariat));
  TRY(load_case_pictures(ctx, office));
  TRY(load_pictures(ctx, office));
  const Context day = on_day(ctx, "2024-08-05", 11, office);
  const std::string answers = TRY(questionnaire());
  TRY(load_document(day, answers, "zumen_anketo.csv", "図面についてのアンケート（集計）"));
  const std::string record = TRY(record_sheet());
  return load_document(day, record, "zumen_kirokuhyou.xlsx", "図面を探す時間の記録表");
}

}  // namespace musubi::media
