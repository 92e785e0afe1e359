// gallery_writing.cc - the field of the editor, and what a copy of the site as files has.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/copy.h"
#include "web/kit/gallery_groups.h"
#include "web/kit/kit.h"

namespace musubi::web::kit {

Html show_writing(const Request& request) {
  const std::string markdown =
      "## 取組の前\n\n図面を探すのに、1人1日18分かかっていました。\n\n- 紙の図面\n- 共有フォルダー\n\n"
      "| 時期 | 分 |\n|---|---|\n| 前 | 18 |\n| 後 | 5 |\n";
  return form(request, {.action = "/_kit"},
              writing_field({.text = {.name = "article", .label = "本文", .value = markdown,
                                      .hint = "見出し、一覧、表などは、上のボタンでも書けます。"},
                             .rows = 12}) +
                  textarea_field({.name = "easy", .label = "やさしい日本語の本文",
                                  .value = "会場《かいじょう》は 県庁《けんちょう》です。",
                                  .furigana = true}) +
                  form_actions({button({.label = "保存する"})})) +
         form(request, {.action = "/_kit"},
              text_field({.name = "subject", .label = "件名"}) +
                  textarea_field({.name = "body", .label = "お問い合わせの内容"}) +
                  answers_place("/_kit") + form_actions({button({.label = "送る"})}));
}

Html show_copy(const Request&) {
  const CopyLink about{"/_kit", "この写しについて"};
  return copy_band("令和6年10月28日のサイトの写しです。", about) +
         instead_of_form("写しからは送れません。", about);
}

}  // namespace musubi::web::kit
