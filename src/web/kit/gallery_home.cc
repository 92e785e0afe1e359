// gallery_home.cc - the parts of the open home page, of signing in, and the small words and
// arrangements that lists are made of. All names are fictional.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include <utility>
#include <variant>

#include "web/assets.h"
#include "web/kit/gallery_groups.h"
#include "web/kit/kit.h"
#include "web/kit/qr.h"

namespace musubi::web::kit {

namespace {
Html pictures() {
  const std::string path = asset_path("favicon.svg");
  return cluster({image({.path = path, .speaks = Alt{"結び目の印"}, .width = 48, .height = 48}),
                  image({.path = path, .speaks = Decorative{}, .width = 24, .height = 24})});
}

// One drawing stands for all formats and widths.
Picture drawing(std::variant<Alt, Decorative> speaks, bool first = false) {
  const std::string path = asset_path("favicon.svg");
  return {.speaks = std::move(speaks),
          .sources = {{"image/avif", {{path, 480}, {path, 960}}}, {"image/jpeg", {{path, 480}}}},
          .width = 480,
          .height = 480,
          .sizes = "12rem",
          .first_on_page = first};
}

Html photographs() {
  return grid({picture(drawing(Decorative{}, true)),
               picture_figure({.picture = drawing(Alt{"結び目の印"}),
                               .caption = "二本の線が、一つの結び目になります。",
                               .credit = "画像：事務局"}),
               card({.title = "写真のある事例", .path = "/_kit",
                     .figure = picture(drawing(Decorative{})), .text = "課題の一文。"})},
              3) +
         notice({.title = "写真のあるお知らせ", .text = "11月20日まで申し込めます。",
                 .picture = picture(drawing(Decorative{}))});
}

Html focal_point() {
  return focal_picture({.picture = drawing(Alt{"結び目の印"}), .x_name = "focal_x",
                        .y_name = "focal_y"}) +
         number_field({.name = "focal_x", .label = "中心（左から）", .value = "50",
                       .width = FieldWidth::tiny, .unit = "％"}) +
         number_field({.name = "focal_y", .label = "中心（上から）", .value = "30",
                       .width = FieldWidth::tiny, .unit = "％"});
}

Html small_words() {
  return paragraph(link_about("/_kit", "直す", "株式会社蓬織ソフト") + Html("、") + small("小さな補足") +
                   Html("、") + muted("まだありません") + hidden_text("（読み上げだけの言葉）")) +
         plain_list({date_text_long({2024, 10, 28}), date_text_in_year({2024, 10, 28}),
                     time_text(Instant{1730074320000})});
}

Html other_languages() {
  return language_switch({{.code = "ja", .label = "もとの文", .path = "/_kit", .current = true},
                          {.code = "en", .label = "English summary", .path = "/_kit"}}) +
         in_language("en", paragraph("A summary in English.")) +
         paragraph(words_in_language("en", "Kumamoto") + Html("は熊本です。"));
}

Html arrangements() {
  return stack({spread("団体名", badge(Tone::ok, "有効")), spread("担当者", badge(Tone::neutral, "休会"))}) +
         divider() + prose(paragraph("長い文は、読みやすい幅で組みます。")) +
         tile({.label = "会員", .value = "507", .unit = "団体"});
}
}  // namespace

Html gallery_hero() {
  return hero({.heading = {"現場と現場を、", "むすぶ。"},
               .lead = "仕事の困りごとを持ち寄り、一緒に試していく集まりです。",
               .actions = {button_link({.label = "入会の案内を見る", .path = "/_kit",
                                        .look = Look::primary})}});
}

Html show_home(const Request&) {
  const Html steps = flow({{"相談する", "事務局が、困りごとを伺います。"},
                           {"試す", "小さな実証から始めます。"}});
  return band(section({.heading = "地の帯"}, lead("導入の文は、本文より少し大きく組みます。") + pictures())) +
         band(section({.heading = "紙の帯"}, steps), true) +
         band(section({.heading = "写真"}, photographs()) +
              section({.heading = "写真の中心"}, focal_point())) +
         band(section({.heading = "小さな言葉"}, small_words()) +
              section({.heading = "並べる"}, arrangements()) +
              section({.heading = "別のことば"}, other_languages())) +
         closing_band("会員の方へ", "登録の確認はログインしてお使いください。",
                      {button_link({.label = "ログインする", .path = "/_kit", .icon = "lock"})});
}

Html show_sign_in(const Request& request) {
  const std::string too_long(4000, 'x');  // no QR code holds it: the words beside it remain
  return section({.heading = "パスキーを登録する"},
                 passkey_form(request,
                              {.action = "/_kit",
                               .offer_path = "/_kit",
                               .registers = true,
                               .fields = text_field({.name = "passkey_name", .label = "パスキーの名前",
                                                     .hint = "例：事務室のパソコン",
                                                     .required = true}),
                               .button = {.label = "この端末のパスキーを登録する"},
                               .without = "パスキーの登録には、JavaScriptを使えるブラウザーが必要です。"})) +
         section({.heading = "パスキーで確かめる"},
                 passkey_form(request, {.action = "/_kit",
                                        .offer_path = "/_kit",
                                        .button = {.label = "パスキーで確認する"},
                                        .without = "確認コードを使ってください。"})) +
         section({.heading = "QRコード"},
                 qr_code("認証アプリに読み取らせるQRコード", "otpauth://totp/musubi:gallery") +
                     qr_code("長すぎて作れないQRコード", too_long) +
                     description_list({{"設定キー", code_text("GALLERY2 GALLERY3")}}));
}

}  // namespace musubi::web::kit
