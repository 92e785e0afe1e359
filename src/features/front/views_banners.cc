// views_banners.cc - the banners: the list and the form of the office, with the choice of a picture
// by its thumbnail, and the banners as visitors see them. Html only; it decides nothing.
#include <algorithm>

#include "features/front/views.h"
#include "features/front/views_shared.h"
#include "web/kit/kit.h"

namespace musubi::front::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

// As notice.css draws the picture of a notice.
constexpr const char* kBannerSizes = "(min-width: 48rem) 18rem, 100vw";
constexpr const char* kPictureHint =
    "説明・権利者・写っている人の確認が済んだ画像から選べます。読み上げる言葉は、画像の登録の代替テキストです。";

std::string days_words(const Banner& one) {
  const auto from = parse_iso_date(one.from_on);
  const auto until = parse_iso_date(one.until_on);
  if (!from && !until) return "いつも出す";
  return (from ? wareki_with_weekday(*from) : std::string()) + "から" +
         (until ? wareki_with_weekday(*until) + "まで" : std::string());
}

Html picture_words(const Banner& one, const OfficePictures& pictures) {
  const auto found = pictures.find(one.picture);
  if (found == pictures.end()) return Html("画像：いまは出せません。選び直してください");
  const auto& [shown, stands_against] = found->second;
  Html out = Html("画像：") + link("/office/media/" + one.picture, shown.title);
  if (stands_against.empty()) return out;
  return out + line_break() +
         badge(Tone::warning, "画像は出ていません") + Html("　" + stands_against);
}

DateParts day_in(const BannersForm& data, const std::string& name, const std::string& stored) {
  return data.typed ? typed_date_parts(*data.typed, name) : date_parts(parse_iso_date(stored));
}

// The one that is chosen stands among them, whatever was looked for.
std::vector<Option> picture_options(const BannersForm& data, const std::string& chosen) {
  std::vector<Option> out{{"", "画像を出さない"}};
  const auto add = [&](const std::string& id, const std::string& title, const std::string& path) {
    out.push_back({id, title, "", "", path.empty() ? Html() : media::thumbnail(path)});
  };
  const bool is_there =
      std::any_of(data.pictures.choices.begin(), data.pictures.choices.end(),
                  [&](const PictureChoice& one) { return one.id == chosen; });
  const auto found = data.pictures.chosen.find(chosen);
  if (!is_there && found != data.pictures.chosen.end()) {
    const media::Picture& one = found->second.picture;
    add(chosen, one.title, media::thumb_path(one));
  }
  for (const PictureChoice& one : data.pictures.choices) add(one.id, one.title, one.thumb_path);
  return out;
}

std::string offered_words(const BannersForm& data) {
  const bool tells = data.words.empty() && data.pictures.more && !data.pictures.choices.empty();
  if (!tells) return kPictureHint;
  return std::string(kPictureHint) + "新しいものから" +
         std::to_string(data.pictures.choices.size()) +
         "件を並べています。ほかの画像は、このページの下の「画像を探す」で探せます。";
}

// Folded, because three rows of pictures push the words apart: open where something is to be
// chosen anew. Beside it the picture as visitors see it.
Html picture_field(const BannersForm& data, std::size_t i, const std::string& chosen) {
  const std::string at = "_" + std::to_string(i);
  const std::string name = std::to_string(i + 1) + "つ目";
  const std::string wrong = error_at(data.error, "picture" + at);
  std::string now = "画像なし";
  Html preview;
  const auto found = data.pictures.chosen.find(chosen);
  if (found != data.pictures.chosen.end()) {
    now = found->second.picture.title;
    web::kit::Picture drawn = media::for_page(found->second.picture, "wide");
    drawn.sizes = kBannerSizes;
    if (!drawn.sources.empty()) preview = picture(drawn) + note("いまの画像：" + now);
  }
  Html field = disclosure(
      "画像を選ぶ（" + name + "）　いま：" + now,
      radio_group({.name = "picture" + at, .label = "画像（" + name + "）",
                   .options = picture_options(data, chosen), .value = chosen,
                   .hint = offered_words(data), .error = wrong, .quiet = true}),
      !wrong.empty() || !data.words.empty());
  return preview.empty() ? field : columns(field, preview);
}

Html find_pictures_group(const BannersForm& data) {
  return field_group(
      "一覧にない画像を選ぶとき",
      text_field({.name = "picture_words", .label = "画像の題名や説明の言葉", .value = data.words,
                  .hint = "入力した内容はそのままで、上の「画像を選ぶ」に並ぶ画像が入れ替わります。",
                  .width = FieldWidth::medium, .quiet = true}) +
          button({.label = "画像を探す", .look = Look::secondary, .name = "look", .value = "1"}));
}

// What came of looking for pictures; "" when nobody did.
std::string found_words(const BannersForm& data) {
  if (data.words.empty()) return {};
  const std::size_t count = data.pictures.choices.size();
  if (count == 0) return "「" + data.words + "」に合う、公開できる画像はありません";
  const std::string number = std::to_string(count) + "件";
  if (!data.pictures.more) return "「" + data.words + "」に合う画像を" + number + "、一覧に入れました";
  return "「" + data.words + "」に合う画像のうち" + number +
         "を一覧に入れました。見つからないときは、言葉を足して探してください";
}

Html banner_row(std::size_t i, const BannersForm& data) {
  const std::string at = "_" + std::to_string(i);
  const Banner now = i < data.list.size() ? data.list[i] : Banner{};
  const auto value = [&](const std::string& field, const std::string& stored) {
    return data.typed ? data.typed->get(field) : stored;
  };
  const std::string name = std::to_string(i + 1) + "つ目";
  return field_group(
      name + "のお知らせ枠",
      text_field({.name = "title" + at, .label = "見出し（" + name + "）",
                  .value = value("title" + at, now.title),
                  .hint = i == 0 ? "消すときは、見出しと文とリンクを空け、画像を出さないようにしてください。"
                                 : "",
                  .error = error_at(data.error, "title" + at), .width = FieldWidth::long_,
                  .quiet = true}) +
          textarea_field({.name = "text" + at, .label = "文（" + name + "）",
                          .value = value("text" + at, now.text),
                          .error = error_at(data.error, "text" + at), .quiet = true},
                         2) +
          text_field({.name = "link_words" + at, .label = "リンクの言葉（" + name + "）",
                      .value = value("link_words" + at, now.link_words),
                      .error = error_at(data.error, "link_words" + at), .quiet = true}) +
          text_field({.name = "path" + at, .label = "行き先のアドレス（" + name + "）",
                      .value = value("path" + at, now.path),
                      .error = error_at(data.error, "path" + at), .quiet = true}) +
          picture_field(data, i, value("picture" + at, now.picture)) +
          date_field({.name = "from_on" + at, .label = "はじめの日（" + name + "）",
                      .value = day_in(data, "from_on" + at, now.from_on),
                      .error = error_at(data.error, "from_on" + at), .quiet = true}) +
          date_field({.name = "until_on" + at, .label = "最後の日（" + name + "）",
                      .value = day_in(data, "until_on" + at, now.until_on),
                      .error = error_at(data.error, "until_on" + at), .quiet = true}));
}

}  // namespace

Html banners_list(const std::vector<Banner>& list, const OfficePictures& pictures,
                  const std::set<std::string>& closed) {
  if (list.empty()) return paragraph("いまはありません。");
  std::vector<Html> lines;
  for (const Banner& one : list) {
    Html line = strong(one.title);
    if (!one.text.empty()) line += line_break() + Html(one.text);
    if (!one.path.empty()) line += line_break() + way_or_mark(one.path, one.link_words, closed);
    if (!one.picture.empty()) line += line_break() + picture_words(one, pictures);
    lines.push_back(line + line_break() + small(days_words(one)));
  }
  return bullets(lines);
}

Html banners_form(const web::Request& request, const BannersForm& data) {
  Html rows;
  for (std::size_t i = 0; i < kBannersMost; ++i) rows += banner_row(i, data);
  Html now;
  if (data.now) now = saved_now(banners_list(*data.now, data.now_pictures));
  return page(request,
              {.area = web::Area::office, .title = "お知らせ枠を直す",
               .lead = "トップページのいちばん上に出す短いお知らせです。日を空けると、いつも出します。",
               .breadcrumbs = front_way("お知らせ枠を直す"),
               .status_message = found_words(data), .has_error = data.error.has_value()},
              refusal(data.error) + now +
                  form(request, {.action = "/office/front/banners", .keep_draft = true},
                       enter_button() + rows + find_pictures_group(data) +
                           hidden_field("seen", std::to_string(data.seen)) +
                           form_actions(form_buttons())));
}

Html banners(const std::vector<ShownBanner>& list) {
  Html out;
  bool is_first = true;  // stands at the top of the page: its picture is fetched at once
  for (const auto& [one, shown] : list) {
    std::vector<Html> ways;
    if (!one.path.empty()) ways.push_back(go_link(one.path, one.link_words));
    Html drawn;
    if (shown) {
      web::kit::Picture wide = media::for_page(*shown, "wide");
      wide.sizes = kBannerSizes;
      if (!wide.sources.empty()) {
        wide.first_on_page = is_first;
        is_first = false;
        drawn = picture(wide);
      }
    }
    out += notice({.tone = Tone::info, .title = one.title, .text = multiline(one.text),
                   .actions = ways, .level = 2, .picture = drawn});
  }
  return out;
}

}  // namespace musubi::front::views
