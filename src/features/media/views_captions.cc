// views_captions.cc - captions and transcript of a video: what is there, and the form. Html only;
// it decides nothing.
#include "base/text.h"
#include "features/media/views.h"

namespace musubi::media::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html captions_state(const Item& item) {
  if (item.captions_name.empty()) {
    return paragraph(badge(Tone::warning, "字幕がありません") +
                     Html("　字幕のない動画は公開できません。"));
  }
  return paragraph(badge(Tone::ok, "字幕があります") + Html("　") +
                   link(path_of(item.id) + "/files/" + item.captions_name, "字幕の中身を見る"));
}

Html captions_form(const web::Request& request, const DetailPage& data) {
  const Item& item = data.page.item;
  const bool first = item.captions_name.empty();
  return form(
      request,
      {.action = path_of(item.id) + "/captions", .uploads = true, .id = "media-captions"},
      hidden_field("version", std::to_string(item.version)) +
          file_field({.name = "captions", .label = "字幕のファイル", .accept = ".vtt,.srt",
                      .hint = first ? "WebVTT（.vtt）かSRT（.srt）で、1MBまで、文字コードはUTF-8です。"
                                    : "選ぶと、いまの字幕と入れ替わります。文字起こしだけを直すときは、"
                                      "選ばずに保存してください。",
                      .required = first, .error = error_at(data.captions_error, "captions")}) +
          textarea_field({.name = "transcript", .label = "文字起こし",
                          .value = data.typed_transcript.value_or(item.transcript),
                          .hint = "動画で話していることと、画面で見せていることを、文章にしたものです。"
                                  "空のまま保存すると、字幕の文が入ります。",
                          .error = error_at(data.captions_error, "transcript")},
                         8) +
          form_actions({button({.label = "字幕と文字起こしを保存する"})}));
}

}  // namespace

Html captions_part(const web::Request& request, const DetailPage& data) {
  const Item& item = data.page.item;
  if (item.kind != "video") return {};
  Html inside = captions_state(item);
  if (data.may_keep) inside += captions_form(request, data);
  else if (!item.transcript.empty()) inside += paragraph(multiline(item.transcript));
  return section({.heading = "字幕と文字起こし"}, inside);
}

}  // namespace musubi::media::views
