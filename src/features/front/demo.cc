// demo.cc - the open site of the demo's October: a menu that the office has put in order, a home
// page that begins with news, a banner with a picture for the seminar. Through the service
// that managers use.
#include "features/front/front.h"
#include "features/front/service.h"

namespace musubi::front {

namespace {

constexpr int kLookedThrough = 24;

// "" where the library has none of this title: a demo without its pictures.
Result<std::string> picture_titled(const Context& ctx, const std::string& title) {
  for (const media::Choice& one : TRY(media::list_pictures(ctx, "", kLookedThrough))) {
    if (one.title == title) return one.id.text;
  }
  return std::string();
}

}  // namespace

Result<void> load_demo(const Context& ctx) {
  Context system = ctx;
  system.actor = Actor::system("見本のサイトの構成");
  const IsOpen every_page = [](std::string_view) { return true; };  // the routes come later
  TRY(change_menu(system,
                  {{{"コンソーシアムとは", "/about"}, {"お知らせ", "/news"}, {"イベント", "/events"},
                    {"ＤＸ事例", "/cases"}, {"会員紹介", "/profiles"}, {"よくある質問", "/faq"},
                    {"入会案内", "/join"}, {"お問い合わせ", "/contact"}},
                   0},
                  every_page));
  const std::vector<web::OpenEntry> way_in{
      {"相談する", "電話かフォームで、困りごとを事務局に話します。まとまっていなくて構いません。"},
      {"入会する", "申込みの画面で、団体と担当者を登録します。会費はかかりません。"},
      {"顔を合わせる", "交流会や入門講座で、近い課題の会員や支援機関と話します。"},
      {"試す", "一か月ほどの小さな実証から始め、前と後の数字を比べます。"}};
  TRY(change_sections(system, {{{"news", "お知らせ", "", 3, true},
                                {"events", "これからのイベント", "", 3, true},
                                {"cases", "新しいＤＸ事例", "現場から届いたＤＸ事例", 3, true},
                                {"what_we_do", "持ち寄って、試して、持ち帰る", "", 0, true},
                                {"figures", "いまのコンソーシアム", "", 0, true},
                                {"way_in", "参加から、最初の一歩まで", "", 0, true, way_in}},
                               0},
                      every_page));
  const std::string picture = TRY(picture_titled(system, "作業台の図面"));
  return change_banners(system,
                        {{{"11月14日に入門講座を開きます",
                           "紙の仕事を1つ選び、どこから変えるかを話し合います。オンラインでも参加できます。",
                           "入門講座のお知らせを読む", "/news/seminar-r6-11", "2024-10-15",
                           "2024-11-14", picture}},
                         0},
                        every_page);
}

}  // namespace musubi::front
