// views_item.cc - one item: what it shows, its state, what it lacks, where it is used, the form
// that describes it, and the question before it goes. Html only; no rule.
#include "features/media/views.h"

namespace musubi::media::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::string yes_no(bool yes) { return yes ? "1" : ""; }

const Variant* widest(const DetailPage& data, std::string_view format) {
  const Variant* out = nullptr;
  for (const Variant& one : data.page.variants) {
    const bool wider = out == nullptr || one.width > out->width;
    if (one.shape == "full" && one.format == format && wider) out = &one;
  }
  return out;
}

web::kit::Picture picture_of(const DetailPage& data, const Variant& webp) {
  const Item& item = data.page.item;
  const std::string path = path_of(item.id) + "/files/" + webp.name;
  web::kit::Picture out{.speaks = Alt{item.details.alt.empty() ? item.details.title
                                                               : item.details.alt},
                        .sources = {{"image/webp", {{path, static_cast<int>(webp.width)}}}},
                        .width = static_cast<int>(webp.width),
                        .height = static_cast<int>(webp.height)};
  out.first_on_page = true;
  return out;
}

Html shown_item(const DetailPage& data) {
  const Item& item = data.page.item;
  if (const Variant* webp = widest(data, "webp")) {
    const web::kit::Picture shown = picture_of(data, *webp);
    if (!data.may_keep) return picture(shown);
    return focal_picture({.picture = shown, .x_name = "focal_x", .y_name = "focal_y"});
  }
  if (item.kind == "picture") return paragraph(muted("画像は、まだ作られていません。"));
  return paragraph(file_link({.path = path_of(item.id) + "/original", .name = item.filename,
                              .type = std::string(kind_label(item.kind)),
                              .bytes = static_cast<std::uint64_t>(item.bytes)}));
}

Html trouble(const web::Request& request, const DetailPage& data) {
  const Item& item = data.page.item;
  if (item.state == "waiting") {
    return paragraph("見る人の画面に合う画像を作っています。1分ほどかかります。") +
           paragraph(link(path_of(item.id), "いまの状態を見る"));
  }
  if (item.state != "unreadable") return {};
  Html actions = paragraph(item.trouble);
  if (data.may_keep) {
    actions += post_button(request, {.button = {.label = "もう一度読み取る",
                                                .look = Look::secondary, .icon = "undo"},
                                     .action = path_of(item.id) + "/conversion"});
  }
  return notice({.tone = Tone::error, .title = "画像を読めませんでした", .text = actions});
}

Html state_part(const web::Request& request, const DetailPage& data) {
  const Item& item = data.page.item;
  const bool waits = item.state == "waiting";
  return live_part({.id = "media-item", .live_path = waits ? path_of(item.id) + "/events" : "",
                    .words = std::string(state_label(item.state))},
                   paragraph(state_badge(item)) + trouble(request, data));
}

Html open_words(const DetailPage& data) {
  if (data.page.consent_over) {
    return badge(Tone::error, "同意の期限が過ぎたため、だれにも見せていません");
  }
  if (data.page.is_public) return badge(Tone::ok, "だれでも開けます");
  return badge(Tone::neutral, "事務局と県だけが開けます");
}

Html facts_part(const DetailPage& data) {
  const Item& item = data.page.item;
  Pairs pairs{{"種類", Html(std::string(kind_label(item.kind)))},
              {"公開", open_words(data)},
              {"ファイル", item.filename},
              {"大きさ", file_size(static_cast<std::uint64_t>(item.bytes))}};
  if (item.width > 0) {
    pairs.emplace_back("画素", std::to_string(item.width) + "×" + std::to_string(item.height));
  }
  std::string words = "[" + item.details.title + "]";
  if (item.kind == "picture") words = "![何の画像か]";
  if (item.kind == "video") words = "![何の動画か]";
  pairs.emplace_back("記事に書くとき", code_text(words + "(media:" + item.id.text + ")"));
  pairs.emplace_back("登録", time_text(item.uploaded_at) + Html("　" + item.uploaded_by_name));
  pairs.emplace_back("元のファイル", link(path_of(item.id) + "/original", "保存する"));
  return panel({.heading = "この画像・資料"}, description_list(pairs));
}

Html uses_part(const DetailPage& data) {
  std::vector<Html> lines;
  for (const Use& use : data.page.uses) lines.push_back(link(use.path, use.label));
  Html out = lines.empty() ? paragraph(muted("まだ、どこにも使われていません。")) : bullets(lines);
  if (data.may_keep && lines.empty()) {
    out += paragraph(link(path_of(data.page.item.id) + "/deletion", "消す"));
  }
  if (data.may_keep && !lines.empty()) {
    out += note("使われている間は、消すことができません。");
  }
  return panel({.heading = "使われている所"}, out);
}

Html lacks_part(const DetailPage& data) {
  if (data.page.lacks.empty()) return {};
  std::vector<Html> lines;
  for (const std::string& reason : data.page.lacks) lines.emplace_back(reason);
  return notice({.tone = Tone::warning, .title = "公開する前に、次のことが必要です",
                 .text = bullets(lines)});
}

Html rights_fields(const DetailPage& data) {
  const web::Fields& typed = data.typed;
  const auto error = [&](const char* field) { return error_at(data.error, field); };
  Html out = text_field({.name = "rights_holder", .label = "権利者",
                         .value = typed.get("rights_holder"),
                         .hint = "だれの写真・資料か。例：事務局、株式会社○○ 提供",
                         .error = error("rights_holder"), .autocomplete = "off"}) +
             text_field({.name = "licence", .label = "使ってよい条件",
                         .value = typed.get("licence"),
                         .hint = "例：本サイトのみ、CC BY 4.0", .error = error("licence"),
                         .autocomplete = "off"});
  if (data.page.item.kind == "document") return field_group("権利", out);
  out += radio_group({.name = "people", .label = "写っている人",
                      .options = {{"", "まだ確かめていない"},
                                  {"none", "人は写っていない（だれか分からない後ろ姿を含む）"},
                                  {"consented", "写っている人の同意を得た"}},
                      .value = typed.get("people"), .error = error("people")}) +
         text_field({.name = "consent_note", .label = "同意の記録",
                     .value = typed.get("consent_note"),
                     .hint = "いつ、だれが、どう確かめたか。写っている人の氏名は書かなくて構いません。",
                     .error = error("consent_note"), .autocomplete = "off"}) +
         date_field({.name = "consent_until", .label = "同意の期限", .value = data.consent_until,
                     .hint = "この日を過ぎると、サイトには出なくなります。期限がなければ空けておきます。",
                     .error = error("consent_until")});
  return field_group("権利と同意", out);
}

Html picture_fields(const DetailPage& data) {
  const web::Fields& typed = data.typed;
  const auto error = [&](const char* field) { return error_at(data.error, field); };
  const auto number = [&](const char* name, const char* label) {
    return number_field({.name = name, .label = label, .value = typed.get(name),
                         .error = error(name), .width = FieldWidth::tiny, .unit = "％"});
  };
  return text_field({.name = "alt", .label = "代替テキスト", .value = typed.get("alt"),
                     .hint = "画像を見られない人のために、読み上げられる文です。何が写り、何を伝えるかを書きます。"
                             "例：作業台で部品の図面を見る二人",
                     .error = error("alt"), .autocomplete = "off"}) +
         checkbox({.name = "decorative", .label = "装飾（読み上げなくてよい画像）",
                   .checked = typed.get("decorative") == "1", .error = error("decorative")}) +
         field_group("写真の中心",
                     number("focal_x", "中心（左から）") + number("focal_y", "中心（上から）"),
                     "切り抜くときに残したい所です。上の画像を押しても決められます。");
}

Html edit_form(const web::Request& request, const DetailPage& data) {
  const web::Fields& typed = data.typed;
  const Item& item = data.page.item;
  const auto error = [&](const char* field) { return error_at(data.error, field); };
  return form(
      request, {.action = path_of(item.id), .keep_draft = true},
      hidden_field("version", std::to_string(item.version)) +
          text_field({.name = "title", .label = "題名", .value = typed.get("title"),
                      .hint = "一覧で探すときの名前です。", .required = true,
                      .error = error("title"), .autocomplete = "off"}) +
          (item.kind == "picture" ? picture_fields(data) : Html()) +
          textarea_field({.name = "caption", .label = "説明", .value = typed.get("caption"),
                          .hint = "画像の下に出る文です。", .error = error("caption")},
                         2) +
          rights_fields(data) +
          checkbox({.name = "open_to_all", .label = "ページで使っていなくても、だれでも開けるようにする",
                    .checked = typed.get("open_to_all") == "1",
                    .hint = "メールなどで直接案内するときに選びます。",
                    .error = error("open_to_all")}) +
          form_actions({button({.label = "保存する"}),
                        button_link({.label = "一覧へ戻る", .path = kPath, .look = Look::text})}));
}

Html read_only(const DetailPage& data) {
  Pairs pairs;
  for (const DetailField& field : detail_fields()) {
    if (field.name.starts_with("focal") && data.page.item.kind != "picture") continue;
    const std::string text = detail_text(data.page.item.details, field.name);
    pairs.emplace_back(std::string(field.label), text.empty() ? muted("未記入") : Html(text));
  }
  return description_list(pairs);
}

// Both texts, when somebody else was first.
Html conflict_part(const DetailPage& data) {
  if (!data.mine) return {};
  Diff rows{.caption = "あなたの入力と、いまの内容", .left_title = "あなたの入力",
            .right_title = "いまの内容", .rows = {}};
  for (const DetailField& field : detail_fields()) {
    const std::string mine = detail_text(*data.mine, field.name);
    const std::string now = detail_text(data.page.item.details, field.name);
    if (mine == now) continue;
    rows.rows.push_back({.label = std::string(field.label), .left = mine, .right = now,
                         .differs = true});
  }
  if (rows.rows.empty()) return {};
  return section({.heading = "ちがう所"}, diff(rows));
}

}  // namespace

web::Fields fields_of(const Details& d) {
  web::Fields out;
  out.add("title", d.title);
  out.add("alt", d.alt);
  out.add("decorative", yes_no(d.decorative));
  out.add("caption", d.caption);
  out.add("rights_holder", d.rights_holder);
  out.add("licence", d.licence);
  out.add("people", d.people);
  out.add("consent_note", d.consent_note);
  out.add("focal_x", std::to_string(d.focal_x));
  out.add("focal_y", std::to_string(d.focal_y));
  out.add("open_to_all", yes_no(d.open_to_all));
  return out;
}

Html detail(const web::Request& request, const DetailPage& data) {
  const Item& item = data.page.item;
  const Html body =
      state_part(request, data) + shown_item(data) + lacks_part(data) + conflict_part(data) +
      section({.heading = data.may_keep ? "説明と権利" : "説明"},
              data.may_keep ? edit_form(request, data) : read_only(data)) +
      captions_part(request, data);
  return page(request,
              {.area = area_of(request), .title = item.details.title,
               .breadcrumbs = {own_home(request), {"画像と資料", kPath},
                               {item.details.title, ""}},
               .status_message = data.status, .nav_current = kPath,
               .has_error = data.error.has_value() || data.captions_error.has_value(),
               .width = Width::full},
              error_summary(data.error) + error_summary(data.captions_error) +
                  columns(stack({body}), stack({facts_part(data), uses_part(data)})));
}

Html deletion(const web::Request& request, const ItemPage& data,
              const std::optional<Error>& error) {
  const Item& item = data.item;
  const std::string title = "「" + item.details.title + "」を消す";
  std::vector<Html> uses;
  for (const Use& use : data.uses) uses.push_back(link(use.path, use.label));
  const Html back = button_link({.label = "やめる", .path = path_of(item.id)});
  Html body;
  if (!uses.empty()) {
    body = notice({.tone = Tone::warning, .title = "使われているため、消せません",
                   .text = paragraph("次の所で使うのをやめてから、もう一度消してください。") +
                           bullets(uses),
                   .actions = {back}});
  } else {
    body = confirm(
        {.question = "この画像・資料を消しますか",
         .consequence = "元のファイルと、作った画像をすべて消します。消すと元に戻せません。",
         .yes = post_button(request, {.button = {.label = "消す", .look = Look::danger},
                                      .action = path_of(item.id) + "/deletion",
                                      .hidden = {{"version", std::to_string(item.version)}}}),
         .no = back,
         .facts = description_list({{"題名", item.details.title}, {"ファイル", item.filename}})});
  }
  return page(request,
              {.area = web::Area::office, .title = title,
               .breadcrumbs = {own_home(request), {"画像と資料", kPath},
                               {item.details.title, path_of(item.id)}, {"消す", ""}},
               .nav_current = kPath, .has_error = error.has_value(), .width = Width::reading},
              error_summary(error) + body);
}

}  // namespace musubi::media::views
