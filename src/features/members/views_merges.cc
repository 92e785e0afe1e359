// views_merges.cc - proposals, two members side by side, the confirmation and the way to begin a
// merge by hand. Html only; what is merged is decided by the service.
#include "features/members/views_merges.h"

#include "base/text.h"

namespace musubi::members::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

const std::vector<Crumb> kHome{{"きょうの仕事", "/office"}, {"名寄せ", "/office/duplicates"}};

std::vector<Crumb> crumbs(const std::string& last) {
  std::vector<Crumb> out = kHome;
  out.push_back({last, ""});
  return out;
}

std::string count_words(std::int64_t count) {
  return thousands(count) + (count >= kCountCap ? "件以上" : "件");
}

std::string sure_words(std::int64_t score) {
  if (score >= kScoreHigh) return "高い";
  return score >= kScoreMiddle ? "中くらい" : "低い";
}

std::string named(const Organisation& o) { return o.member_no + "　" + o.name; }

Html tab_row(const Duplicates& data) {
  const bool open = data.filter.state == "open";
  const auto to = [&data](const std::string& state, const std::string& kind) {
    store::ProposalFilter filter;
    filter.state = state;
    filter.kind = kind;
    filter.score_least = data.filter.score_least;
    return duplicates_path(filter);
  };
  const auto& kind = data.filter.kind;
  return tabs("候補の切り替え",
              {{.label = "すべて", .path = to("open", ""), .current = open && kind.empty()},
               {.label = "会員どうし", .path = to("open", "pairs"),
                .current = open && kind == "pairs"},
               {.label = "取り込んだ名簿の行", .path = to("open", "rows"),
                .current = open && kind == "rows"},
               {.label = "別の会員としたもの", .path = to("dismissed", ""), .current = !open}});
}

Html score_row(const Duplicates& data) {
  std::vector<Tab> choices;
  for (const auto& [least, label] : std::vector<std::pair<std::int64_t, std::string>>{
           {0, "どれでも"}, {kScoreMiddle, "中くらい以上"}, {kScoreHigh, "高いものだけ"}}) {
    store::ProposalFilter filter = data.filter;
    filter.score_least = least;
    choices.push_back({.label = label, .path = duplicates_path(filter),
                       .current = data.filter.score_least == least});
  }
  return tabs("確からしさで絞る", choices);
}

Html search_words(const ProposalList& list) {
  if (!list.search) return {};
  const auto& search = *list.search;
  if (search.state == "running") {
    return progress({.label = "候補を探し直しています", .done = search.done, .total = search.total,
                     .words = thousands(search.total) + "会員のうち" + thousands(search.done) +
                              "会員を調べました"});
  }
  return note(time_text(search.updated_at) + "に探し直し、新しい候補が" +
              thousands(search.found) + "件見つかりました（" + search.started_by_name + "）");
}

Html table(const Duplicates& data) {
  const bool open = data.filter.state == "open";
  DataTable out{.caption = "候補　" + count_words(data.list.count),
                .columns = {{.label = "残す候補"},
                            {.label = "統合する候補"},
                            {.label = "似ているところ"},
                            {.label = "確からしさ", .nowrap = true}},
                .rows = {}};
  if (open) out.columns.push_back({.label = "操作", .label_hidden = true});
  for (const auto& row : data.list.rows) {
    const auto& p = row.proposal;
    Html other = link(path_of(p.organisation_b), row.name_b) + line_break() +
                 small(row.member_no_b);
    const bool of_roster = p.organisation_b.empty();
    if (of_roster) {
      other = row.name_b + line_break() + small("取り込んだ名簿の" + std::to_string(p.row) + "行目");
    }
    TableRow cells{.cells = {link(path_of(p.organisation_a), row.name_a) + line_break() +
                                 small(row.member_no_a),
                             other, p.reason, sure_words(p.score)}};
    if (open) {
      const std::string where = of_roster ? "/office/imports/" + p.import_id + "/rows/" +
                                                std::to_string(p.row)
                                          : "/office/duplicates/" + p.id.text;
      cells.cells.push_back(link_about(where, "見比べる", row.name_a));
    }
    out.rows.push_back(std::move(cells));
  }
  out.empty = empty_state(open ? "重なっていそうな会員はいません"
                               : "「別の会員」とした組み合わせはまだありません",
                          link("/office/members", "会員名簿を見る"));
  return data_table(out);
}

Html values_cell(const FieldInfo& field, const std::string& text) {
  const std::string words = field_for_people(field.name, text);
  if (field.kind == FieldInfo::Kind::lines) return multiline(words);
  return words;
}

Html joined_words(const std::string& day) {
  const auto parsed = parse_iso_date(day);
  return parsed ? date_text(*parsed) : muted("不明");
}

// Not fields of the form, but what tells two members apart: since when, and in what state.
std::vector<DiffRow> standing_rows(const Comparison& c) {
  return {{.label = "状態", .left = std::string(state_label(c.kept.state)),
           .right = std::string(state_label(c.gone.state)),
           .differs = c.kept.state != c.gone.state},
          {.label = "入会年月日", .left = joined_words(c.kept.joined_on),
           .right = joined_words(c.gone.joined_on),
           .differs = c.kept.joined_on != c.gone.joined_on,
           .choice_name = c.joined.choosable ? "joined_on" : "", .chosen = c.joined.chosen}};
}

// What does not fit is said before it is left out.
Html cut_words(const Comparison& c) {
  for (const auto& choice : c.fields) {
    if (!choice.was_cut) continue;
    const std::string label(choice.field->label);
    return notice({.tone = Tone::warning, .title = label + "は、終わりの部分が入りきりません",
                   .text = "両方を合わせると" + thousands(choice.field->characters_max) +
                           "文字を超えるため、そこまでを残します。入りきらない部分は、"
                           "統合した会員の画面で見られます。",
                   .level = 0});
  }
  return {};
}

Html fields_diff(const Comparison& c) {
  Diff out{.caption = "会員情報を見比べる", .left_title = "残す：" + named(c.kept),
           .right_title = "統合する：" + named(c.gone), .rows = standing_rows(c)};
  for (const auto& choice : c.fields) {
    if (choice.kept.empty() && choice.gone.empty()) continue;
    out.rows.push_back({.label = std::string(choice.field->label),
                        .left = values_cell(*choice.field, choice.kept),
                        .right = values_cell(*choice.field, choice.gone),
                        .differs = choice.differs,
                        .choice_name = choice.choosable ? std::string(choice.field->name) : "",
                        .chosen = choice.chosen, .offers_both = choice.may_both});
  }
  return diff(out);
}

Html person_words(const Person& person) {
  Html out = person.name;
  for (const auto& line : {trim(person.department + "　" + person.title), person.email,
                           person.telephone}) {
    if (!line.empty()) out += line_break() + small(line);
  }
  return out;
}

Html people_diff(const Comparison& c) {
  std::vector<Html> moved;
  Diff out{.caption = "同じ人と思われる担当者", .left_title = "残す会員の担当者",
           .right_title = "統合する会員の担当者", .rows = {}};
  for (const auto& choice : c.people) {
    if (!choice.kept) {
      moved.push_back(person_words(choice.gone));
      continue;
    }
    out.rows.push_back({.label = choice.gone.name, .left = person_words(*choice.kept),
                        .right = person_words(choice.gone), .differs = true,
                        .choice_name = choice.name, .chosen = choice.chosen,
                        .offers_both = true});
  }
  Html html;
  if (!out.rows.empty()) html += diff(out);
  if (!moved.empty()) {
    html += section({.heading = "残す会員へ移る担当者", .level = 3}, plain_list(moved));
  }
  if (html.empty()) return paragraph("統合する会員に、いまの担当者はいません。");
  return html;
}

Html hidden_sides(const Comparison& c) {
  return hidden_field("proposal", c.proposal ? c.proposal->id.text : "") +
         hidden_field("kept", c.kept.id.text) + hidden_field("gone", c.gone.id.text) +
         hidden_field("kept_version", std::to_string(c.kept.version)) +
         hidden_field("gone_version", std::to_string(c.gone.version));
}

std::string side_path(const Comparison& c, const Organisation& kept, const Organisation& gone) {
  const std::string sides = "kept=" + kept.id.text + "&gone=" + gone.id.text;
  if (c.proposal) return "/office/duplicates/" + c.proposal->id.text + "?" + sides;
  return path_of(kept.id) + "/merge?with=" + gone.id.text;
}

std::string person_result(const PersonChoice& choice) {
  if (!choice.kept) return choice.gone.name + "：残す会員へ移ります";
  if (choice.chosen == "left") return choice.gone.name + "：残す会員の登録を使います";
  if (choice.chosen == "right") {
    return choice.gone.name + "：統合する会員の登録を使い、残す会員の登録は離任にします";
  }
  return choice.gone.name + "：両方の登録を残します";
}

}  // namespace

std::string duplicates_path(const store::ProposalFilter& filter) {
  std::string query;
  const auto add = [&query](const std::string& pair) {
    query += (query.empty() ? "?" : "&") + pair;
  };
  if (filter.state != "open") add("state=" + filter.state);
  if (!filter.kind.empty()) add("kind=" + filter.kind);
  if (filter.score_least >= kScoreHigh) add("sure=high");
  else if (filter.score_least >= kScoreMiddle) add("sure=middle");
  return "/office/duplicates" + query;
}

Html duplicates(const web::Request& request, const Duplicates& data) {
  const bool running = data.list.search && data.list.search->state == "running";
  std::vector<Html> actions{button_link({.label = "統合の記録", .path = "/office/merges",
                                         .icon = "history"})};
  if (!running) {
    actions.push_back(post_button(
        request, {.button = {.label = "候補を探し直す", .look = Look::secondary, .icon = "search"},
                  .action = "/office/duplicate-searches"}));
  }
  return page(request,
              {.area = web::Area::office, .title = "名寄せ",
               .lead = "同じ団体かもしれない会員を、見比べて1つにまとめます。",
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"名寄せ", ""}},
               .actions = cluster(actions), .status_message = data.status,
               .nav_current = "/office/duplicates", .width = Width::full},
              tab_row(data) + score_row(data) + search_words(data.list) + table(data) +
                  key_pager({.previous_path = data.first_path, .next_path = data.next_path,
                             .words = count_words(data.list.count)}));
}

Html side_by_side(const web::Request& request, const SideBySide& data) {
  const Comparison& c = data.comparison;
  Html body;
  if (data.error) {
    body += notice({.tone = Tone::warning, .title = data.error->says, .level = 0});
  }
  if (c.proposal) body += note("似ているところ：" + c.proposal->reason);
  body += form(request, {.action = "/office/merges/new", .get = true},
               hidden_sides(c) + section({.heading = "会員情報"}, fields_diff(c) + cut_words(c)) +
                   section({.heading = "担当者"}, people_diff(c)) +
                   form_actions({button({.label = "統合の内容を確かめる"})}));
  std::vector<Html> others{button_link({.label = "残すほうを入れ替える",
                                        .path = side_path(c, c.gone, c.kept), .icon = "undo"})};
  if (c.proposal) {
    others.push_back(post_button(
        request, {.button = {.label = "別の会員なので統合しない", .look = Look::secondary},
                  .action = "/office/duplicates/" + c.proposal->id.text + "/dismissal"}));
  }
  body += divider() + cluster(others);
  return page(request,
              {.area = web::Area::office, .title = "2つの会員を見比べる",
               .lead = "ちがう項目ごとに、残す内容を選んでください。選ばなかった内容も、統合した会員の画面に残ります。",
               .breadcrumbs = crumbs("見比べる"), .nav_current = "/office/duplicates",
               .width = Width::full},
              body);
}

Html merge_confirmation(const web::Request& request, const Comparison& c) {
  Html choices = hidden_sides(c);
  Pairs changes;
  if (c.joined.choosable) choices += hidden_field("joined_on", c.joined.chosen);
  if (c.joined.result != c.kept.joined_on) {
    changes.emplace_back("入会年月日", joined_words(c.kept.joined_on) + " → " +
                                           joined_words(c.joined.result));
  }
  for (const auto& choice : c.fields) {
    if (!choice.choosable) continue;
    choices += hidden_field(std::string(choice.field->name), choice.chosen);
    if (choice.result == choice.kept) continue;
    const Html before = values_cell(*choice.field, choice.kept);
    changes.emplace_back(std::string(choice.field->label),
                         (before.empty() ? muted("（空欄）") : before) + " → " +
                             values_cell(*choice.field, choice.result));
  }
  std::vector<Html> people;
  for (const auto& choice : c.people) {
    if (choice.kept) choices += hidden_field(choice.name, choice.chosen);
    people.push_back(person_result(choice));
  }
  std::vector<Html> effects{
      "「" + c.gone.name + "」（" + c.gone.member_no + "）は「統合済み」になり、会員数に数えなくなります。",
      "「" + c.gone.name + "」の画面と履歴は残り、元の名前で検索しても「" + c.kept.name +
          "」が見つかります。",
      "「" + c.gone.name + "」のアカウントは「" + c.kept.name +
          "」に移ります。停止中のアカウントは、停止のままです。",
      "あとから取り消せます。ただし、統合のあとに内容を変更すると取り消せなくなります。"};
  if (auto day = parse_iso_date(c.effective_on)) {
    effects.insert(effects.begin() + 1, "会員数では、" + wareki(*day) + "から1会員として数えます。");
  }
  Html body = section({.heading = "「" + c.kept.name + "」で変わる内容"},
                      (changes.empty() ? paragraph("会員情報は変わりません。")
                                       : description_list(changes)) +
                          cut_words(c));
  if (!people.empty()) body += section({.heading = "担当者"}, plain_list(people));
  body += section({.heading = "統合すると"}, bullets(effects));
  body += form(request, {.action = "/office/merges"},
               choices +
                   text_field({.name = "reason", .label = "理由・確かめ方",
                               .hint = "例：電話で同じ団体であることを確認（10月28日）"}) +
                   form_actions({button({.label = "統合する", .icon = "merge"}),
                                 button_link({.label = "見比べる画面に戻る",
                                              .path = side_path(c, c.kept, c.gone),
                                              .look = Look::text})}));
  return page(request,
              {.area = web::Area::office, .title = "統合の内容を確かめる",
               .lead = named(c.gone) + " を " + named(c.kept) + " に統合します。",
               .breadcrumbs = crumbs("確かめる"), .nav_current = "/office/duplicates",
               .width = Width::reading},
              body);
}

Html merge_start(const web::Request& request, const MergeStart& data) {
  const Organisation& o = data.organisation;
  const std::string base = path_of(o.id) + "/merge";
  const auto row = [&](const OrganisationId& id, const std::string& number,
                       const std::string& name, const std::string& words) {
    return TableRow{.cells = {name, number, words,
                              link_about(base + "?with=" + id.text, "見比べる", name)}};
  };
  DataTable alike{.caption = "似ている会員",
                  .columns = {{.label = "団体名"},
                              {.label = "会員番号", .nowrap = true},
                              {.label = "似ているところ"},
                              {.label = "操作", .label_hidden = true}},
                  .rows = {}};
  for (const auto& each : data.alike) {
    alike.rows.push_back(row(each.other.id, each.other.member_no, each.other.name, each.reason));
  }
  alike.empty = empty_state("似ている会員は見つかりませんでした。名前や番号で探してください");
  Html body = data_table(alike) +
              search_box({.label = "統合する会員を探す", .action = base, .value = data.words});
  if (data.searched) {
    DataTable found{.caption = "見つかった会員",
                    .columns = {{.label = "団体名"},
                                {.label = "会員番号", .nowrap = true},
                                {.label = "状態"},
                                {.label = "操作", .label_hidden = true}},
                    .rows = {}};
    for (const auto& each : data.found) {
      const Organisation& f = each.organisation;
      found.rows.push_back(row(f.id, f.member_no, f.name, std::string(state_label(f.state))));
    }
    found.empty = empty_state("見つかりませんでした。ほかの言葉で探してください");
    body += data_table(found);
  }
  return page(request,
              {.area = web::Area::office, .title = o.name + "に統合する会員を選ぶ",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"会員名簿", "/office/members"},
                               {o.name, path_of(o.id)},
                               {"統合する会員を選ぶ", ""}},
               .nav_current = "/office/members"},
              body);
}

}  // namespace musubi::members::views
