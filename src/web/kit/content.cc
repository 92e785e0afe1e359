// content.cc - see content.h. SECURITY: raw markup is only what core/markdown cleaned.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/content.h"

#include "web/kit/element.h"
#include "web/kit/image.h"
#include "web/kit/layout.h"
#include "web/kit/picture.h"
#include "web/kit/text.h"

namespace musubi::web::kit {

namespace {

Html captioned(const Html& thing, const std::string& caption) {
  Html inside = thing;
  if (!caption.empty()) inside += element("figcaption", Attrs(), caption);
  return element("figure", Attrs(), inside);
}

Html picture_of(const markdown::Piece& piece) {
  const markdown::Media& media = piece.media;
  std::variant<Alt, Decorative> speaks = Decorative{};
  if (!piece.words.empty()) speaks = Alt{piece.words};
  if (media.sources.empty()) {
    return captioned(image({media.path, speaks, media.width, media.height}), piece.caption);
  }
  Picture shown{.speaks = speaks, .sources = {}, .width = media.width, .height = media.height};
  for (const auto& source : media.sources) {
    shown.sources.push_back({source.media_type, source.files});
  }
  return captioned(picture(shown), piece.caption);
}

Html video_of(const markdown::Piece& piece) {
  const markdown::Media& media = piece.media;
  Html inside;
  if (!media.captions_path.empty()) {
    inside = void_element("track", Attrs()
                                       .set("kind", "captions")
                                       .set("srclang", "ja")
                                       .set("label", "字幕")
                                       .url("src", media.captions_path)
                                       .flag("default"));
  }
  inside += link(media.path, piece.words.empty() ? Html("動画のファイル") : Html(piece.words));
  Attrs attrs;
  attrs.flag("controls").set("preload", "none").url("src", media.path);
  attrs.when("aria-label", piece.words);
  Html shown = captioned(element("video", attrs, inside), piece.caption);
  // For who neither sees nor hears it, and for who has no time to watch.
  if (!media.transcript.empty()) {
    shown += disclosure("動画の文字起こしを読む", paragraph(multiline(media.transcript)));
  }
  return shown;
}

Html inside_of(const markdown::Content& pieces, bool numbered);

Html drawn_piece(const markdown::Piece& piece, bool numbered) {
  using Kind = markdown::Piece::Kind;
  switch (piece.kind) {
    case Kind::html: return Html::raw(piece.html);
    case Kind::picture: return picture_of(piece);
    case Kind::video: return video_of(piece);
    case Kind::callout: {
      Html inside;
      if (!piece.title.empty()) inside = paragraph(strong(piece.title));
      for (const auto& part : piece.parts) inside += inside_of(part, numbered);
      return element("div", Attrs("callout").set("role", "note"), inside);
    }
    case Kind::columns: {
      Html inside;
      for (const auto& part : piece.parts) {
        inside += element("div", Attrs("side"), inside_of(part, numbered));
      }
      return element("div", Attrs("sides"), inside);
    }
  }
  return {};
}

Html inside_of(const markdown::Content& pieces, bool numbered) {
  Html out;
  for (const markdown::Piece& piece : pieces) {
    Html shown = drawn_piece(piece, numbered);
    // Where its writer looks, what is left out has a place all the same: a finding leads to it.
    if (numbered && shown.empty()) shown = paragraph(small("（HTMLは表示されません）"));
    out += numbered && piece.block > 0
               ? element("div", Attrs("block").set("id", block_id(piece.block)), shown)
               : shown;
  }
  return out;
}

}  // namespace

Html content(const markdown::Content& pieces, bool numbered) {
  return prose(inside_of(pieces, numbered));
}

std::string block_id(int number) { return "b-" + std::to_string(number); }

}  // namespace musubi::web::kit
