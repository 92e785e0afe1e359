// views_edit.cc - the form of the editor and the preview with its findings. Two texts side by side:
// views_compare.cc. Html only; it decides nothing.
#include <algorithm>

#include "features/publishing/views.h"

namespace musubi::publishing::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr std::size_t kWordsInHint = 8;

std::vector<Option> choice_options(std::string_view field) {
  std::vector<Option> out;
  for (const auto& [code, label] : choices_of(field)) out.push_back({code, label});
  return out;
}

// Two spellings of one thing would be two values of the visitors' filter. In the hint as well: a
// browser offers what is in use for the first word of a list alone.
std::string list_hint(const std::string& hint, const std::vector<std::string>& in_use) {
  if (in_use.empty()) return hint;
  std::string words;
  for (std::size_t i = 0; i < std::min(in_use.size(), kWordsInHint); ++i) {
    words += (i == 0 ? "" : "、") + in_use[i];
  }
  return hint + "同じことは、ほかの記事と同じ言葉で書いてください。いま使っている言葉：" + words;
}

Html list_input(const FieldInfo& field, const EditForm& data) {
  const std::string name(field.name);
  const auto found = data.in_use.find(name);
  const std::vector<std::string> in_use =
      found == data.in_use.end() ? std::vector<std::string>{} : found->second;
  return text_field({.name = name, .label = std::string(field.label),
                     .value = data.typed.get(name),
                     .hint = list_hint(std::string(field.hint), in_use),
                     .error = error_at(data.error, name), .suggestions = in_use});
}

Html type_input(const FieldInfo& field, const EditForm& data) {
  const web::Fields& typed = data.typed;
  const std::string name(field.name);
  const std::string label(field.label);
  const std::string hint(field.hint);
  const std::string wrong = error_at(data.error, name);
  switch (field.kind) {
    case FieldInfo::Kind::choice:
      return select_field({.name = name, .label = label, .options = choice_options(name),
                           .value = typed.get(name), .hint = hint, .error = wrong,
                           .empty_label = "選んでください"});
    case FieldInfo::Kind::day:
      return date_field({.name = name, .label = label, .value = typed_date_parts(typed, name),
                         .hint = hint, .error = wrong});
    case FieldInfo::Kind::lines:
      return textarea_field({.name = name, .label = label, .value = typed.get(name),
                             .hint = hint, .error = wrong},
                            3);
    case FieldInfo::Kind::number:
      return number_field({.name = name, .label = label, .value = typed.get(name), .hint = hint,
                           .error = wrong, .width = FieldWidth::short_, .unit = "人"});
    case FieldInfo::Kind::list: return list_input(field, data);
    case FieldInfo::Kind::line: break;
  }
  return text_field({.name = name, .label = label, .value = typed.get(name), .hint = hint,
                     .error = wrong, .autocomplete = "off"});
}

Html writing_help() {
  return disclosure(
      "書き方",
      bullets({Html("見出しは行の始めに ") + code_text("# ") + "（小さい見出しは " +
                   code_text("## ") + "）",
               Html("箇条書きは ") + code_text("- ") + "、番号付きは " + code_text("1. "),
               Html("リンクは ") + code_text("[行き先の題名](/news/…)"),
               Html("画像は ") + code_text("![何の画像か](media:番号 \"下に出る説明\")") +
                   "。飾りの画像は、角括弧の中に " + code_text("装飾") + " と書きます。番号は" +
                   link("/office/media", "画像と資料") + "の、その画像のページにあります",
               Html("ファイルは ") + code_text("[募集要項](media:番号)") +
                   "。種類と大きさは自動で付きます",
               Html("表は ") + code_text("| 項目 | 数 |") + " の次の行に " +
                   code_text("|---|---|"),
               Html("囲みは ") + code_text(":::callout 題") + " から " + code_text(":::") +
                   " まで、段組みは " + code_text(":::columns") + "・" + code_text(":::column"),
               Html("ふりがなは ") + code_text("漢字《かんじ》")}));
}

// A copy that this person wrote and did not save is offered, never put in by itself.
Html kept_notice(const web::Request& request, const EditForm& data, const std::string& path) {
  const auto& own = data.writing.own;
  if (!own || data.error) return {};
  const Html drop = post_button(request, {.button = {.label = "書きかけの文を消す",
                                                     .look = Look::secondary},
                                          .action = path + "/writing-ending"});
  if (data.from_copy) {
    return notice({.tone = Tone::info, .title = "書きかけの文から続けています",
                   .text = Html("まだ保存していません。「保存する」を押すと下書きになります。"),
                   .actions = {button_link({.label = "保存してある下書きに戻る",
                                            .path = path + "/edit"}),
                               drop},
                   .level = 0});
  }
  return notice({.tone = Tone::warning, .title = "保存していない文が残っています",
                 .text = Html("前に書きかけた文を預かっています（") + time_text(own->kept_at) +
                         Html("）。続きから書くか、消してください。"),
                 .actions = {button_link({.label = "続きから書く",
                                          .path = path + "/edit?copy=1"}),
                             drop},
                 .level = 0});
}

Html others_notice(const EditForm& data) {
  if (data.writing.others.empty()) return {};
  std::string names;
  for (const OtherWriter& one : data.writing.others) {
    names += (names.empty() ? "" : "、") + one.name + "さん";
  }
  return notice({.tone = Tone::warning, .title = "ほかの人も書いています",
                 .text = Html("いま" + names + "がこの記事を書いています。声をかけてから書くと、"
                              "あとで2つの文を見比べずに済みます。"),
                 .level = 0});
}

Html body_field(const EditForm& data, const std::string& path) {
  return writing_field({.text = {.name = "body", .label = "本文",
                                 .value = data.typed.get("body"),
                                 .error = error_at(data.error, "body")},
                        .rows = 24,
                        .keep_path = path + "/writing",
                        .media_path = "/office/media",
                        .choices_path = "/office/media/choices",
                        .targets_path = std::string(kList) + "/targets"});
}

}  // namespace

Html edit_form(const web::Request& request, const EditForm& data) {
  const Content& c = data.page.content;
  const ContentType& type = type_of(c.type);
  const auto& typed = data.typed;
  const auto& error = data.error;
  const std::string path = path_of(c.id);
  Html own;
  for (const FieldInfo& field : type.fields) own += type_input(field, data);
  Html inputs =
      enter_button() +
      text_field({.name = "title", .label = "題名", .value = typed.get("title"),
                  .hint = "60文字以内が目安です。", .required = true,
                  .error = error_at(error, "title"), .autocomplete = "off"}) +
      textarea_field({.name = "lead", .label = "要約", .value = typed.get("lead"),
                      .hint = "一覧と検索の結果に出る、1文か2文です。",
                      .error = error_at(error, "lead")},
                     2) +
      (own.empty() ? Html() : field_group(std::string(type.label) + "の項目", own)) +
      writing_help() + body_field(data, path) +
      select_field({.name = "language", .label = "本文の言語",
                    .options = {{"ja", "日本語"}, {"en", "英語"}},
                    .value = typed.has("language") ? typed.get("language") : "ja",
                    .error = error_at(error, "language")}) +
      variant_inputs(typed, error) +
      hidden_field("token", data.token) +
      form_actions({button({.label = "保存する"}),
                    button({.label = "保存して見た目を確かめる", .look = Look::secondary,
                            .name = "then", .value = "preview"}),
                    button_link({.label = "やめる", .path = path, .look = Look::text})});
  Html warning;
  if (c.state != State::draft && !error) {
    warning = notice({.tone = Tone::warning,
                      .title = "いまは「" + std::string(state_label(c.state)) + "」です",
                      .text = "文を直して保存すると下書きに戻り、確認からやり直します。"
                              "公開中の版は、新しい版を公開するまでそのまま見えます。",
                      .level = 0});
  }
  return page(request,
              {.area = web::Area::office, .title = "「" + c.title + "」を書く",
               .eyebrow = Html(type.label),
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"公開サイトの記事", kList},
                               {c.title, path}, {"書く", ""}},
               .nav_current = kList, .has_error = error.has_value()},
              error_summary(error, "もう一度「保存する」を押してください") + warning +
                  kept_notice(request, data, path) + others_notice(data) + two_texts(data) +
                  form(request, {.action = path, .keep_draft = true}, inputs));
}

Html office_preview(const web::Request& request, const OfficePreview& data) {
  const Content& c = data.page.content;
  const Article& a = data.page.draft.article;
  const std::string path = path_of(c.id);
  const bool may_edit = can(request.actor, may::edit_content);
  Html side = panel({.heading = "確認の結果"},
                    findings_part(data.page.findings, may_edit ? path + "/edit" : "",
                                  path + "/preview"));
  Html actions = button_link({.label = "この記事の画面へ", .path = path});
  if (may_edit) {
    actions = button_link({.label = "続きを書く", .path = path + "/edit", .look = Look::primary,
                           .icon = "edit"}) +
              actions;
  }
  return page(request,
              {.area = area_for(request), .title = "「" + c.title + "」の見た目",
               .heading = a.title.empty() ? Html(c.title) : Html(a.title),
               .eyebrow = "下書きの見た目", .lead = Html(a.lead),
               .breadcrumbs = {home_crumb(request), {"公開サイトの記事", kList}, {c.title, path},
                               {"見た目", ""}},
               .actions = actions, .nav_current = kList, .width = Width::full},
              columns(fact_rows(type_of(c.type), a) + content(data.body, true) +
                          variant_previews(data.variants),
                      side));
}

}  // namespace musubi::publishing::views
