// gallery_states.cc - every field in each of its states, and what words that are too long for their
// place do to a component. All names are fictional.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/assets.h"
#include "web/kit/gallery_groups.h"
#include "web/kit/kit.h"

namespace musubi::web::kit {

namespace {
const std::string kStateHint = "入力のしかたの説明です。";
const std::string kStateError = "入力を見直してください。このように、次にすることを書きます";
const std::string kLongWords =
    "公益財団法人くまもと県南地域ものづくり産業デジタル化推進支援機構　人吉球磨地域共同実証実験"
    "運営委員会（令和６年度）";
const std::string kLongMail =
    "kumamoto-kennan-monozukuri-digital-suishin-shien-kikou@jimukyoku.mihon.example.jp";

// A field that is typed into, in each of its states; `show` makes it of its struct.
template <class Show>
Html typed_states(const std::string& name, const std::string& label, const std::string& value,
                  Show show) {
  const auto field = [&](const std::string& state, const std::string& words) {
    return TextField{.name = name + state, .label = label + "（" + words + "）"};
  };
  TextField filled = field("_filled", "入力済み"), hinted = field("_hint", "説明つき"),
            needed = field("_required", "必須"), quiet = field("_quiet", "印なし"),
            refused = field("_refused", "誤りがあるとき"), longest = field("_long", kLongWords);
  filled.value = value;
  hinted.hint = kStateHint;
  needed.required = true;
  quiet.quiet = true;
  refused.value = value;
  refused.hint = kStateHint;
  refused.required = true;
  refused.error = kStateError;
  longest.value = longest.hint = longest.error = kLongWords;
  return section({.heading = label},
                 show(field("", "何もないとき")) + show(filled) + show(hinted) + show(needed) +
                     show(quiet) + show(refused) + show(longest));
}

// The same of a field in which one chooses.
template <class Show>
Html chosen_states(const std::string& name, const std::string& label, Show show) {
  const auto field = [&](const std::string& state, const std::string& words) {
    return ChoiceField{.name = name + state, .label = label + "（" + words + "）",
                       .options = {{"a", "甲"}, {"b", "乙"}, {"c", "丙"}}};
  };
  ChoiceField filled = field("_filled", "選んだとき"), hinted = field("_hint", "説明つき"),
              needed = field("_required", "必須"), quiet = field("_quiet", "印なし"),
              refused = field("_refused", "誤りがあるとき"), longest = field("_long", kLongWords);
  filled.value = "b";
  filled.values = {"a", "c"};
  hinted.hint = kStateHint;
  needed.required = true;
  quiet.quiet = true;
  refused.hint = kStateHint;
  refused.required = true;
  refused.error = kStateError;
  longest.options = {{"a", kLongWords, kLongWords, "1,234件"}, {"b", kLongMail}};
  longest.hint = longest.error = kLongWords;
  return section({.heading = label},
                 show(field("", "何もないとき")) + show(filled) + show(hinted) + show(needed) +
                     show(quiet) + show(refused) + show(longest));
}

Html width_states() {
  return section(
      {.heading = "幅・長さ・単位"},
      text_field({.name = "full", .label = "いっぱい", .width = FieldWidth::full}) +
          text_field({.name = "long", .label = "長い", .width = FieldWidth::long_}) +
          text_field({.name = "medium", .label = "中くらい", .width = FieldWidth::medium}) +
          text_field({.name = "short", .label = "短い", .width = FieldWidth::short_}) +
          text_field({.name = "tiny", .label = "ごく短い", .width = FieldWidth::tiny,
                      .unit = "人"}) +
          text_field({.name = "most", .label = "40文字以内", .characters_max = 40}) +
          select_field({.name = "narrow", .label = "短い選択", .options = {{"a", "甲"}},
                        .empty_label = "選んでください", .width = FieldWidth::short_,
                        .id = "f-narrow-2"}) +
          textarea_field({.name = "tall", .label = "高い入力欄"}, 10) +
          password_field({.name = "new_password", .label = "新しいパスワード"}, "new-password"));
}

Html box_states() {
  return section(
      {.heading = "1つだけの確認"},
      checkbox({.name = "box", .label = "何もないとき"}) +
          checkbox({.name = "box_checked", .label = "印があるとき", .checked = true}) +
          checkbox({.name = "box_hint", .label = "説明つき", .hint = kStateHint}) +
          checkbox({.name = "box_refused", .label = "誤りがあるとき", .hint = kStateHint,
                    .error = kStateError}) +
          checkbox({.name = "box_long", .label = kLongWords, .hint = kLongWords,
                    .error = kLongWords}));
}

Html pictured_choice() {
  const Html drawing = image({.path = asset_path("favicon.svg"), .speaks = Decorative{},
                              .width = 96, .height = 96});
  return radio_group({.name = "pictured", .label = "一つを選ぶ丸（図があるとき）",
                      .options = {{"", "画像を出さない"},
                                  {"a", "作業台", "", "", drawing},
                                  {"b", kLongWords, kStateHint, "", drawing}},
                      .value = "a"});
}

Html day_states() {
  const DateParts day = date_parts(Date{2024, 10, 28});
  return section(
      {.heading = "日付"},
      date_field({.name = "day", .label = "何もないとき"}) +
          date_field({.name = "day_filled", .label = "入力済み", .value = day}) +
          date_field({.name = "day_western", .label = "西暦",
                      .value = {"western", "2024", "10", "28"}}) +
          date_field({.name = "day_hint", .label = "説明つき", .hint = kStateHint}) +
          date_field({.name = "day_required", .label = "必須", .required = true}) +
          date_field({.name = "day_quiet", .label = "印なし", .quiet = true}) +
          date_field({.name = "day_refused", .label = "誤りがあるとき", .value = day,
                      .hint = kStateHint, .required = true, .error = kStateError}) +
          date_field({.name = "day_long", .label = kLongWords, .hint = kLongWords,
                      .error = kLongWords}));
}

Html file_states() {
  return section(
      {.heading = "ファイル"},
      file_field({.name = "file", .label = "何もないとき"}) +
          file_field({.name = "file_hint", .label = "説明つき", .accept = ".pdf",
                      .hint = "PDF、10MBまで"}) +
          file_field({.name = "file_required", .label = "必須", .required = true}) +
          file_field({.name = "file_several", .label = "いくつか選べるとき", .multiple = true}) +
          file_field({.name = "file_refused", .label = "誤りがあるとき", .hint = kStateHint,
                      .required = true, .error = kStateError}) +
          file_field({.name = "file_long", .label = kLongWords, .hint = kLongWords,
                      .error = kLongWords}));
}

// A form that asks, with fields that stand in the other form as well; a button outside its form;
// files that are sent one by one.
Html other_forms(const Request& request) {
  return section({.heading = "ほかのフォーム"},
                 form(request, {.action = "/_kit/fields", .get = true, .id = "gallery-ask"},
                      search_field({.name = "asked", .label = "さがす言葉", .quiet = true}) +
                          text_field({.name = "full", .label = "同じ名前の2つめ", .id = "f-full-2",
                                      .quiet = true}) +
                          checkbox({.name = "box", .label = "終わったものも含める", .value = "all",
                                    .id = "f-box-2"})) +
                     button({.label = "さがす", .look = Look::secondary, .about = "部品の見本",
                             .form = "gallery-ask"}) +
                     form(request,
                          {.action = "/_kit", .uploads = true, .file_by_file = true},
                          file_field({.name = "one_by_one", .label = "1つずつ送るファイル",
                                      .multiple = true}) +
                              form_actions({button({.label = "ファイルを送る"})})));
}

Html long_lists() {
  return tabs("長い見出しの切替え",
              {{.label = kLongWords, .path = "/_kit/long", .current = true, .count = "12,345"},
               {.label = "短い", .path = "/_kit/long"}}) +
         data_table({.caption = "長い言葉の表　" + kLongWords,
                     .columns = {{.label = kLongWords},
                                 {.label = "電子メール"},
                                 {.label = "件数", .align = Align::end}},
                     .rows = {{.cells = {link("/_kit/long", kLongWords), kLongMail,
                                         "1,234,567,890"}},
                              {.cells = {"短い名前", "a@example.jp", "1"}}}}) +
         waiting_list({{12345, kLongWords, "/_kit/long", kLongWords, Tone::error, kLongWords}}) +
         timeline("長い経過", {{Instant{1730074320000}, kLongWords, kLongWords, "edit",
                                paragraph(kLongWords)}}) +
         key_pager({.previous_path = "/_kit/long", .next_path = "/_kit/long", .words = kLongWords,
                    .label = "長い一覧のページ送り"});
}
}  // namespace

Html show_fields(const Request& request) {
  const auto password = [](const TextField& field) { return password_field(field); };
  const auto area = [](const TextField& field) { return textarea_field(field); };
  return form(request, {.action = "/_kit"},
              typed_states("text", "文字", "株式会社みほん", text_field) +
                  typed_states("number", "数", "46", number_field) +
                  typed_states("email", "電子メールの欄", kLongMail, email_field) +
                  typed_states("telephone", "電話番号の欄", "096-000-0123", telephone_field) +
                  typed_states("search", "検索の欄", "見本", search_field) +
                  typed_states("password", "パスワードの欄", "", password) +
                  typed_states("code", "確認コードの欄", "", one_time_code_field) +
                  typed_states("area", "長い文の欄", "一行目\n二行目", area) +
                  chosen_states("select", "一つを選ぶ欄", select_field) +
                  chosen_states("radio", "一つを選ぶ丸", radio_group) + pictured_choice() +
                  chosen_states("checks", "いくつか選ぶ四角", checkbox_group) + box_states() +
                  day_states() + file_states() + width_states() +
                  form_actions({button({.label = "見本を送る"})})) +
         other_forms(request);
}

Html show_long(const Request& request) {
  const std::vector<Step> way = {{kLongWords, StepState::done, "/_kit/long"},
                                 {kLongWords, StepState::now, "", kLongWords},
                                 {kLongWords, StepState::later}};
  return section({.heading = kLongWords, .aside = link("/_kit/long", kLongWords)},
                 paragraph(kLongWords + kLongMail) +
                     cluster({button_link({.label = kLongWords, .path = "/_kit/long",
                                           .icon = "download"}),
                              post_button(request, {.button = {.label = kLongWords},
                                                    .action = "/_kit",
                                                    .hidden = {{"which", "long"}}}),
                              badge(Tone::warning, kLongWords), plain_tag(kLongWords),
                              removable_tag(kLongWords, "/_kit/long")})) +
         notice({.tone = Tone::warning, .title = kLongWords, .text = kLongWords, .level = 0,
                 .focused = true}) +
         steps("長い手順", way) +
         panel({.heading = "枠　" + kLongWords, .level = 3, .id = "long-panel"},
               description_list({{kLongWords, kLongMail}, {"短い", "値"}})) +
         grid({card({.title = kLongWords, .path = "/_kit/long", .text = kLongWords,
                     .meta = kLongMail, .level = 2}),
               tile({.label = kLongWords, .value = "1,234,567,890", .unit = "千円",
                     .plan = kLongWords, .done = 1.4, .planned = 1, .tone = Tone::ok,
                     .state = kLongWords, .evidence_path = "/_kit/long",
                     .evidence_label = "どの会員かを見る", .level = 2})},
              2) +
         long_lists() + disclosure(kLongWords, paragraph(kLongWords), true);
}

}  // namespace musubi::web::kit
