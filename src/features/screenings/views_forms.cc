// views_forms.cc - officers, searches and look-ups with their forms; result, second reading,
// inquiry and answer. Html only. SECURITY: no form here keeps a draft on the device.
#include "features/screenings/views_forms.h"

namespace musubi::screenings::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::string at(const FilePage& data, const char* rest) {
  return path_of(data.screening.id) + rest;
}

bool may_add(const FilePage& data) {
  return data.may_keep && data.screening.turn != "done";
}

bool failed_here(const FilePage& data, std::initializer_list<const char*> fields) {
  for (const char* field : fields) {
    if (!error_at(data.error, field).empty()) return true;
  }
  return false;
}

Html day_of(const std::string& day) {
  const auto parsed = parse_iso_date(day);
  return parsed ? date_text_short(*parsed) : muted("－");
}

Html version_of(const FilePage& data) {
  return hidden_field("version", std::to_string(data.screening.version));
}

Html finding_form(const web::Request& request, const FilePage& data) {
  return form(
      request, {.action = at(data, "/result")},
      radio_group({.name = "result", .label = "結果",
                   .options = {{"clear", "問題なし"},
                               {"doubtful", "要確認", "県に照会します"},
                               {"concerned", "該当"}},
                   .value = data.typed.get("result"),
                   .hint = "問題なし・該当は、二人目が同じ判断をすると確定します。",
                   .required = true, .error = error_at(data.error, "result")}) +
          textarea_field({.name = "grounds", .label = "判断の理由",
                          .value = data.typed.get("grounds"),
                          .hint = "何を調べ、なぜそう判断したかを書いてください。",
                          .required = true, .error = error_at(data.error, "grounds")},
                         4) +
          version_of(data) + form_actions({button({.label = "結果を記録する"})}));
}

Html second_form(const web::Request& request, const FilePage& data) {
  const Content& c = data.screening.content;
  if (c.finding.by_id == data.reader_id) {
    return paragraph("あなたが結果を記録しました。二人目の確認は、ほかの担当者に頼んでください。");
  }
  return paragraph("記録された結果は「" + std::string(result_label(c.finding.result)) +
                   "」です。下の記録を読み、自分の判断を記録してください。") +
         form(request, {.action = at(data, "/second-reading")},
              radio_group({.name = "agreed", .label = "あなたの判断",
                           .options = {{"yes", "同じ判断をする"}, {"no", "差し戻す"}},
                           .value = data.typed.get("agreed"), .required = true,
                           .error = error_at(data.error, "agreed")}) +
                  textarea_field({.name = "reading_note", .label = "メモ",
                                  .value = data.typed.get("reading_note"),
                                  .hint = "差し戻すときは、理由を書いてください。",
                                  .error = error_at(data.error, "reading_note")},
                                 3) +
                  version_of(data) + form_actions({button({.label = "判断を記録する"})}));
}

// About an application one officer is asked, who answers by the link of a mail without signing in:
// that form is the review's. About a member every officer is asked to sign in.
std::string review_path_of(const FilePage& data) {
  if (data.screening.subject_noun != "application") return "";
  return "/office/reviews/" + data.screening.subject_id + "?ask=screening";
}

Html ask_form(const web::Request& request, const FilePage& data) {
  if (const std::string path = review_path_of(data); !path.empty()) {
    return paragraph("審査の画面で、尋ねる県の担当者を選びます。担当者はメールのリンクから、"
                     "ログインせずに答えられます。") +
           button_link({.label = "尋ねる担当者を選ぶ", .path = path, .look = Look::primary});
  }
  return form(request, {.action = at(data, "/inquiries")},
              textarea_field({.name = "question", .label = "照会の内容",
                              .value = data.typed.get("question"),
                              .hint = "県の担当者がこの画面で読みます。メールには内容を書きません。",
                              .required = true, .error = error_at(data.error, "question")},
                             4) +
                  form_actions({button({.label = "県に照会する", .icon = "send"})}));
}

Html answer_form(const web::Request& request, const FilePage& data) {
  return form(request, {.action = at(data, "/answer")},
              radio_group({.name = "answer", .label = "回答",
                           .options = {{"no_concern", std::string(answer_label("no_concern"))},
                                       {"concern", std::string(answer_label("concern"))},
                                       {"unsure", std::string(answer_label("unsure"))}},
                           .value = data.typed.get("answer"), .required = true,
                           .error = error_at(data.error, "answer")}) +
                  textarea_field({.name = "words", .label = "補足",
                                  .value = data.typed.get("words"),
                                  .error = error_at(data.error, "words")},
                                 3) +
                  form_actions({button({.label = "回答を送る", .icon = "send"})}));
}

Html round_form(const web::Request& request, const FilePage& data) {
  return form(request, {.action = at(data, "/rounds")},
              radio_group({.name = "cause", .label = "確認し直す理由",
                           .options = {{"yearly", std::string(cause_label("yearly"))},
                                       {"officers", std::string(cause_label("officers"))}},
                           .value = data.typed.get("cause"), .required = true,
                           .error = error_at(data.error, "cause")}) +
                  form_actions({button({.label = "次の確認を始める",
                                        .look = Look::secondary})}));
}

Html officer_form(const web::Request& request, const FilePage& data) {
  const auto text = [&data](const char* name, const char* label, bool required) {
    return text_field({.name = name, .label = label, .value = data.typed.get(name),
                       .required = required, .error = error_at(data.error, name),
                       .autocomplete = "off", .width = FieldWidth::medium});
  };
  return form(request, {.action = at(data, "/officers")},
              form_key_field(request) + text("post", "役職", false) + text("name", "氏名", true) +
                  text("kana", "フリガナ", false) +
                  date_field({.name = "born_on", .label = "生年月日",
                              .value = typed_date_parts(data.typed, "born_on"),
                              .hint = "照会に使うときだけ入力してください。",
                              .error = error_at(data.error, "born_on")}) +
                  select_field({.name = "sex", .label = "性別",
                                .options = {{"unknown", "不明"}, {"male", "男"}, {"female", "女"}},
                                .value = data.typed.get("sex"),
                                .error = error_at(data.error, "sex"),
                                .width = FieldWidth::short_}) +
                  form_actions({button({.label = "役員を加える", .look = Look::secondary})}));
}

Html search_form(const web::Request& request, const FilePage& data) {
  return form(
      request, {.action = at(data, "/searches"), .uploads = true},
      form_key_field(request) +
          text_field({.name = "term", .label = "検索した言葉", .value = data.typed.get("term"),
                      .hint = "例：団体名　逮捕", .required = true,
                      .error = error_at(data.error, "term"), .autocomplete = "off"}) +
          text_field({.name = "medium", .label = "調べた媒体", .value = data.typed.get("medium"),
                      .hint = "例：新聞記事データベース、検索サイト", .required = true,
                      .error = error_at(data.error, "medium"), .autocomplete = "off"}) +
          date_field({.name = "searched_on", .label = "調べた日",
                      .value = typed_date_parts(data.typed, "searched_on"),
                      .hint = "空欄のときは、きょうとして記録します。",
                      .error = error_at(data.error, "searched_on")}) +
          radio_group({.name = "hit", .label = "検索の結果",
                       .options = {{"none", "気になる情報はない"}, {"some", "気になる情報がある"}},
                       .value = data.typed.get("hit"), .required = true,
                       .error = error_at(data.error, "hit")}) +
          textarea_field({.name = "note", .label = "結果の内容", .value = data.typed.get("note"),
                          .hint = "気になる情報があるときは、内容と出典を書いてください。",
                          .error = error_at(data.error, "note")},
                         3) +
          file_field({.name = "file", .label = "証跡", .accept = ".png,.jpg,.jpeg,.webp,.pdf",
                      .hint = "画面の写し。PNG・JPEG・WebP・PDF、5MBまで。暗号化して保管します。",
                      .error = error_at(data.error, "file")}) +
          form_actions({button({.label = "検索を記録する", .look = Look::secondary})}));
}

Html lookup_form(const web::Request& request, const FilePage& data) {
  return form(request, {.action = at(data, "/lookups")},
              form_key_field(request) +
                  text_field({.name = "source", .label = "確認したもの",
                              .value = data.typed.get("source"),
                              .hint = "例：履歴事項全部証明書、法人番号公表サイト",
                              .required = true, .error = error_at(data.error, "source"),
                              .autocomplete = "off"}) +
                  date_field({.name = "looked_on", .label = "確認した日",
                              .value = typed_date_parts(data.typed, "looked_on"),
                              .hint = "空欄のときは、きょうとして記録します。",
                              .error = error_at(data.error, "looked_on")}) +
                  textarea_field({.name = "lookup_note", .label = "確認した内容",
                                  .value = data.typed.get("lookup_note"), .required = true,
                                  .error = error_at(data.error, "lookup_note")},
                                 3) +
                  form_actions({button({.label = "確認を記録する", .look = Look::secondary})}));
}

struct TypedField {
  const char* field;
  const char* label;
  bool offered;  // its form is on the page, and holds it
};

}  // namespace

Html typed_before(const FilePage& data) {
  const Content& c = data.screening.content;
  const bool second = c.stage == "second", asked = c.stage == "asked";
  const bool finds = may_add(data) && !second && !asked;
  const bool reads = data.may_keep && second && c.finding.by_id != data.reader_id;
  const TypedField fields[] = {
      {"grounds", "判断の理由", finds},
      {"reading_note", "メモ", reads},
      {"question", "照会の内容", finds && c.stage == "doubtful" && review_path_of(data).empty()},
      {"words", "補足", asked && data.may_answer},
      {"term", "検索した言葉", may_add(data)},
      {"note", "検索の結果の内容", may_add(data)},
      {"source", "確認したもの", may_add(data)},
      {"lookup_note", "確認した内容", may_add(data)},
      {"name", "役員の氏名", may_add(data)}};
  Pairs pairs;
  const std::string result(result_label(data.typed.get("result")));
  if (!finds && !result.empty()) pairs.emplace_back("結果", result);
  for (const TypedField& one : fields) {
    const std::string words = data.typed.get(one.field);
    if (!one.offered && !words.empty()) pairs.emplace_back(one.label, multiline(words));
  }
  if (pairs.empty()) return {};
  return panel({.heading = "あなたが入力した内容"},
               note("記録していません。必要なところを書き写してください。") + description_list(pairs));
}

Html next_step(const web::Request& request, const FilePage& data) {
  const std::string& stage = data.screening.content.stage;
  if (stage == "asked") {
    if (data.may_answer) return panel({.heading = "照会に答える"}, answer_form(request, data));
    std::vector<Html> actions;
    const std::string path = review_path_of(data);
    if (data.may_keep && !path.empty()) {
      actions.push_back(button_link({.label = "照会し直す", .path = path}));
    }
    return notice({.tone = Tone::info, .title = "県に照会中です",
                   .text = "回答を受けると、ここで結果を記録できます。", .actions = actions,
                   .level = 0});
  }
  if (!data.may_keep) return {};
  if (stage == "second") {
    return panel({.heading = "二人目の確認をする"}, second_form(request, data));
  }
  if (data.screening.turn == "done" && !data.screening.left_on.empty()) {
    return panel({.heading = "次の確認"},
                 paragraph("会員ではなくなったため、次の確認はありません。"));
  }
  if (data.screening.turn == "done") {
    return panel({.heading = "次の確認"},
                 disclosure("確認し直す", round_form(request, data),
                            failed_here(data, {"cause"})));
  }
  Html out;
  if (stage == "doubtful") {
    out += panel({.heading = "県に照会する"}, ask_form(request, data));
  }
  const bool open = stage != "doubtful" || failed_here(data, {"result", "grounds"}) ||
                    data.typed.has("grounds");
  out += panel({.heading = "結果を記録する"},
               stage == "doubtful"
                   ? disclosure("結果を記録し直す", finding_form(request, data), open)
                   : finding_form(request, data));
  return out;
}

Html officers_part(const web::Request& request, const FilePage& data) {
  DataTable table{.caption = "役員",
                  .columns = {{.label = "役職"},
                              {.label = "氏名", .nowrap = true},
                              {.label = "生年月日", .nowrap = true},
                              {.label = "性別", .nowrap = true}},
                  .rows = {}};
  if (may_add(data)) table.columns.push_back({.label = "操作", .label_hidden = true});
  for (const auto& o : data.screening.content.officers) {
    Html name = o.name;
    if (!o.kana.empty()) name += line_break() + small(o.kana);
    TableRow row{.cells = {o.post.empty() ? muted("－") : Html(o.post), name, day_of(o.born_on),
                           std::string(sex_label(o.sex))}};
    if (may_add(data)) {
      row.cells.push_back(post_button(
          request, {.button = {.label = "外す", .look = Look::text, .small = true,
                               .about = o.name},
                    .action = at(data, "/officers/") + o.id + "/removal"}));
    }
    table.rows.push_back(std::move(row));
  }
  table.row_header = 1;
  table.caption_hidden = true;
  table.empty = empty_state("役員はまだ記録されていません");
  Html out = data_table(table);
  if (may_add(data)) {
    out += disclosure("役員を加える", officer_form(request, data),
                      failed_here(data, {"post", "name", "kana", "born_on", "sex"}));
  }
  return panel({.heading = "役員"}, out);
}

Html searches_part(const web::Request& request, const FilePage& data) {
  DataTable table{.caption = "検索の記録",
                  .columns = {{.label = "検索した言葉"},
                              {.label = "媒体"},
                              {.label = "調べた日", .nowrap = true},
                              {.label = "結果"},
                              {.label = "証跡"}},
                  .rows = {}};
  for (const auto& s : data.screening.content.searches) {
    Html found = badge(s.hit ? Tone::warning : Tone::ok,
                       s.hit ? "気になる情報あり" : "気になる情報なし");
    if (!s.note.empty()) found += line_break() + multiline(s.note);
    Html evidence = muted("－");
    if (!s.file_id.empty()) {
      evidence = link_about(at(data, "/searches/") + s.id + "/evidence", s.filename,
                            "証跡を取り出す") +
                 line_break() + small("照合用の値 ") + code_text(s.sha256.substr(0, 16));
    }
    table.rows.push_back({.cells = {s.term, s.medium,
                                    day_of(s.searched_on) + line_break() + small(s.by_name),
                                    found, evidence}});
  }
  table.caption_hidden = true;
  table.empty = empty_state("検索はまだ記録されていません");
  Html out = data_table(table);
  if (may_add(data)) {
    out += disclosure("検索を記録する", search_form(request, data),
                      failed_here(data, {"term", "medium", "searched_on", "hit", "note", "file"}));
  }
  return panel({.heading = "公知情報の検索"}, out);
}

Html lookups_part(const web::Request& request, const FilePage& data) {
  std::vector<Html> items;
  for (const auto& l : data.screening.content.lookups) {
    items.push_back(strong(l.source) + "　" + day_of(l.looked_on) + "　" + small(l.by_name) +
                    line_break() + multiline(l.note));
  }
  Html out = items.empty() ? empty_state("登記などの確認は、まだ記録されていません")
                           : plain_list(items);
  if (may_add(data)) {
    out += disclosure("登記などの確認を記録する", lookup_form(request, data),
                      failed_here(data, {"source", "looked_on", "lookup_note"}));
  }
  return panel({.heading = "登記などの確認"}, out);
}

}  // namespace musubi::screenings::views
