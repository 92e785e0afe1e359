// views_library.cc - the list with its thumbnails and the form that takes new files. Html only.
// A picture of the list is decoration: its title stands beside it and says what it is.
#include "features/media/views.h"

#include "base/text.h"

namespace musubi::media {

web::Html thumbnail(const std::string& path) {
  constexpr int kWidth = 480, kHeight = 270;
  return web::kit::image({.path = path, .speaks = web::kit::Decorative{}, .width = kWidth,
                          .height = kHeight});
}

}  // namespace musubi::media

namespace musubi::media::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr const char* kTitle = "画像と資料";
constexpr const char* kAccept =
    ".jpg,.jpeg,.png,.webp,.gif,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.csv,.txt,.mp4,.webm";

struct ShowTab {
  const char *show, *label;
};
constexpr ShowTab kTabs[] = {{"", "すべて"},          {"picture", "画像"},
                             {"document", "資料"},    {"video", "動画"},
                             {"waiting", "処理中"},   {"unreadable", "読めませんでした"},
                             {"lacking", "書きかけ"}, {"consent", "同意の期限が近い"}};

Html thumb_of(const Item& item) {
  if (item.thumb.empty()) return {};
  return thumbnail(path_of(item.id) + "/files/" + item.thumb);
}

Html card_of(const Item& item) {
  std::string meta = std::string(kind_label(item.kind)) + "　" +
                     file_size(static_cast<std::uint64_t>(item.bytes));
  if (item.width > 0) {
    meta += "　" + std::to_string(item.width) + "×" + std::to_string(item.height);
  }
  Html marks;
  if (item.state != "ready") marks += state_badge(item);
  if (item.state == "ready" && !lacks(item).empty()) marks += badge(Tone::warning, "書きかけ");
  if (!item.details.consent_until.empty()) {
    const auto day = parse_iso_date(item.details.consent_until);
    if (day) marks += Html("　同意の期限 ") + date_text_short(*day);
  }
  return card({.title = item.details.title, .path = path_of(item.id), .figure = thumb_of(item),
               .text = marks, .meta = meta});
}

Html empty_words(const LibraryPage& data) {
  if (!data.words.empty()) {
    return empty_state("「" + data.words + "」が題名や説明にあるものはありません。言葉を短くしてみてください");
  }
  if (data.show.empty()) {
    return empty_state("画像と資料は、まだ登録されていません。写真やPDFを選んで登録してください");
  }
  return empty_state("ここに当てはまるものはありません");
}

Html show_tabs(const LibraryPage& data) {
  std::vector<Tab> out;
  for (const ShowTab& tab : kTabs) {
    const std::string show = tab.show;
    out.push_back({.label = tab.label,
                   .path = std::string(kPath) + (show.empty() ? "" : "?show=" + show),
                   .current = data.words.empty() && data.show == show});
  }
  return tabs("画像と資料の絞り込み", out);
}

Html sent_list(const UploadPage& data) {
  if (data.sent.empty()) return {};
  std::vector<Html> lines;
  for (const Sent& one : data.sent) {
    Html name = one.path.empty() ? Html(one.filename) : link(one.path, one.filename);
    lines.push_back(name + Html("　") +
                    badge(one.refused ? Tone::error : Tone::ok,
                          one.refused ? "登録していません" : "登録済み") +
                    line_break() + Html(one.says));
  }
  return section({.heading = "送ったファイル"}, plain_list(lines));
}

}  // namespace

std::string path_of(const MediaId& id) { return std::string(kPath) + "/" + id.text; }

web::Area area_of(const web::Request& request) {
  const bool office = request.actor.roles.shares(roles::office);
  return office ? web::Area::office : web::Area::prefecture;
}

Html state_badge(const Item& item) {
  const Tone tone = item.state == "ready"     ? Tone::ok
                    : item.state == "waiting" ? Tone::info
                                              : Tone::error;
  return badge(tone, state_label(item.state));
}

Html library(const web::Request& request, const LibraryPage& data) {
  Html cards;
  std::vector<Html> list;
  for (const Item& item : data.list.rows) list.push_back(card_of(item));
  cards = list.empty() ? empty_words(data) : grid(list, 4);
  Html actions;
  if (data.may_keep) {
    actions = button_link({.label = "画像・資料を登録する", .path = std::string(kPath) + "/new",
                           .look = Look::primary, .icon = "upload"});
  }
  const std::string words =
      data.list.found < 0 ? "" : "「" + data.words + "」で" + thousands(data.list.found) + "件";
  const std::string heading = words.empty() ? "一覧" : words;
  const std::string back =
      data.first_page ? "" : std::string(kPath) + (data.show.empty() ? "" : "?show=" + data.show);
  return page(request,
              {.area = area_of(request), .title = kTitle,
               .lead = "サイトの写真、資料、動画です。写真は、場所などの情報を消し、見る人の画面に合う大きさに作り直します。",
               .breadcrumbs = {own_home(request), {kTitle, ""}},
               .actions = actions, .status_message = data.status, .nav_current = kPath,
               .width = Width::full},
              show_tabs(data) +
                  filter_bar({.action = kPath,
                              .fields = {search_field({.name = "q", .label = "題名・説明・ファイル名",
                                                       .value = data.words, .quiet = true})},
                              .clear_path = "",
                              .button = "探す"}) +
                  section({.heading = heading, .heading_hidden = words.empty()}, cards) +
                  key_pager({.previous_path = back, .next_path = data.next_path}));
}

Html upload(const web::Request& request, const UploadPage& data) {
  const std::string title = "画像・資料を登録する";
  return page(
      request,
      {.area = web::Area::office, .title = title,
       .breadcrumbs = {own_home(request), {kTitle, kPath}, {title, ""}},
       .nav_current = kPath, .has_error = data.error.has_value(), .width = Width::reading},
      error_summary(data.error) + sent_list(data) +
          form(request,
               {.action = kPath, .uploads = true, .id = "media-upload", .file_by_file = true},
               form_key_field(request) +
                   file_field({.name = "file", .label = "ファイル", .accept = kAccept,
                               .hint = "いくつか選べます（20個まで）。写真はJPEG・PNG・WebP・GIFで30MBまで、"
                                       "資料はPDF・Word・Excel・PowerPoint・CSV、動画はMP4・WebMです。",
                               .required = true, .error = error_at(data.error, "file"),
                               .multiple = true}) +
                   note("写真の中の撮影場所や機種の情報は、公開する画像からは消えます。"
                        "同じ画像がすでにあるときは、そちらを開きます。") +
                   form_actions({button({.label = "登録する", .icon = "upload"}),
                                 button_link({.label = "一覧へ戻る", .path = kPath,
                                              .look = Look::text})})));
}

}  // namespace musubi::media::views
