// gallery.cc - routes of the gallery; the groups are in gallery_*.cc. Nothing here is reachable
// unless the application runs in development.
#include "web/kit/gallery.h"

#include "web/app.h"
#include "web/assets.h"
#include "web/kit/gallery_groups.h"
#include "web/kit/kit.h"

namespace musubi::web::kit {

namespace {
struct Group {
  const char* name;
  const char* title;
  Area area;
  Html (*show)(const Request&);
};
const std::vector<Group>& groups() {
  static const std::vector<Group> all = {
      {"text", "文字と配置", Area::open, show_text},
      {"home", "公開トップページ", Area::open, show_home},
      {"sign-in", "ログインの部品", Area::open, show_sign_in},
      {"forms", "入力", Area::open, show_forms},
      {"forms-refused", "入力（誤りがあるとき）", Area::open, show_forms_refused},
      {"fields", "入力欄のすべての状態", Area::open, show_fields},
      {"tables", "表と一覧", Area::office, show_tables},
      {"office", "きょうの仕事", Area::office, show_office},
      {"tasks", "手順・知らせ・確認", Area::office, show_tasks},
      {"compare", "くらべる・経過", Area::office, show_compare},
      {"charts", "図", Area::prefecture, show_charts},
      {"members", "会員の装い", Area::members, show_members},
      {"empty", "何もないとき", Area::office, show_empty},
      {"long", "長い言葉が入るとき", Area::office, show_long},
      {"writing", "記事を書く", Area::office, show_writing},
      {"copy", "サイトの写し", Area::open, show_copy},
  };
  return all;
}

bool is_shown(const Request& request) {
  return request.app != nullptr && request.app->development;
}

Response hidden(const Request& request) {
  return problem(request, Error{Fault::not_found, "ページが見つかりません", {}, {}});
}

Response show_index(Request& request) {
  if (!is_shown(request)) return hidden(request);
  std::vector<Html> links;
  for (const auto& [path, title] : gallery_groups()) links.push_back(link(path, title));
  for (int status : {400, 401, 403, 404, 405, 413, 422, 429, 500, 503}) {
    links.push_back(link("/_kit/error/" + std::to_string(status),
                         "エラー画面 " + std::to_string(status)));
  }
  return html(page(request, {.title = "部品の見本"}, bullets(links)));
}

// As an article that somebody wrote says it; the home page of the gallery is the one open to all.
Html shared_words(const Request& request) {
  return sharing(request,
                 {.title = "公開トップページ",
                  .description = "部品の見本のうち、公開トップページの部品です。",
                  .path = "/_kit/home",
                  .kind = "article",
                  .image = asset_path("share.png"),
                  .image_words = "結び目の印",
                  .published = Instant{1717200000000},
                  .changed = Instant{1730074320000},
                  .crumbs = {{"部品の見本", "/_kit"}, {"公開トップページ", ""}},
                  .alternates = {{"/_kit", "text/html", "部品の見本"}},
                  .structured = {organisation_data(request)}});
}

// What the frame itself can show: each on one of the pages.
void dress(const Request& request, const std::string& name, PageFrame& frame) {
  if (name == "forms-refused") frame.has_error = true;
  if (name == "home") {
    frame.hero = gallery_hero();
    frame.head = shared_words(request);
  }
  if (name == "text") {
    frame.lead = "見出しの下に、このページで分かることを一文で書きます。";
    frame.description = "文字、ボタン、札、一覧など、ページを組む部品の見本です。";
  }
  if (name == "tasks") {
    frame.eyebrow = "全5ステップ中3ステップ目";
    frame.status_message = "団体の情報を保存しました";
  }
  if (name == "tables") {
    frame.actions = button_link({.label = "名簿を取り込む", .path = "/_kit", .icon = "upload"}) +
                    button_link({.label = "目的を添えて書き出す", .path = "/_kit",
                                 .icon = "download"});
  }
  if (name == "compare") frame.width = Width::full;
  if (name == "members") {
    frame.heading = Html("会員の装い（") + words_in_language("en", "Members") + Html("）");
    frame.width = Width::reading;
  }
}

Response show_group(Request& request) {
  if (!is_shown(request)) return hidden(request);
  std::string name = request.param("group");
  for (const Group& group : groups()) {
    if (name != group.name) continue;
    PageFrame frame{.area = group.area,
                    .title = group.title,
                    .breadcrumbs = {{"部品の見本", "/_kit"}, {group.title, ""}}};
    dress(request, name, frame);
    return html(page(request, frame, group.show(request)));
  }
  return hidden(request);
}

Response show_error(Request& request) {
  if (!is_shown(request)) return hidden(request);
  ErrorNotice notice;
  for (int status : {400, 401, 403, 404, 405, 413, 422, 429, 500, 503}) {
    if (request.param("status") == std::to_string(status)) notice.status = status;
  }
  return html(error_page(request, notice), notice.status);
}
}  // namespace

std::vector<std::pair<std::string, std::string>> gallery_groups() {
  std::vector<std::pair<std::string, std::string>> all;
  for (const Group& group : groups()) {
    all.emplace_back(std::string("/_kit/") + group.name, group.title);
  }
  return all;
}

void add_gallery(Router& router) {
  router.get("/_kit", may::anyone, show_index);
  router.get("/_kit/error/:status", may::anyone, show_error);
  router.get("/_kit/:group", may::anyone, show_group);
}

}  // namespace musubi::web::kit
