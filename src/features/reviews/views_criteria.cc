// views_criteria.cc - the prefecture's criteria in their versions.
// Html only; no rule.
#include "features/reviews/views.h"

namespace musubi::reviews::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr const char* kPath = "/office/review-criteria";
constexpr std::size_t kSpareRows = 2;

Tone tone_of(const std::string& state) {
  if (state == "confirmed") return Tone::ok;
  return state == "sent" ? Tone::info : Tone::warning;
}

Html state_mark(const CriteriaSet& set) {
  return badge(tone_of(set.state), std::string(criteria_state_label(set.state)));
}

std::string title_of(const CriteriaSet& set) {
  return "審査基準　第" + std::to_string(set.number) + "版";
}

std::string path_to(const CriteriaSet& set) { return std::string(kPath) + "/" + set.id; }

Html criteria_table(const CriteriaSet& set) {
  std::vector<Html> items;
  for (const auto& one : set.criteria) {
    Html item = strong(one.title);
    if (!one.guide.empty()) item += line_break() + multiline(one.guide);
    items.push_back(item);
  }
  return items.empty() ? empty_state("基準はまだ書かれていません") : numbered(items);
}

// What was typed last, else what is stored, else an empty row.
Html edit_form(const web::Request& request, const CriteriaDetail& data) {
  const CriteriaSet& set = data.page.set;
  const std::size_t rows = std::min(set.criteria.size() + kSpareRows, kCriteriaMost);
  Html fields;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::string at = std::to_string(i + 1);
    const bool stored = i < set.criteria.size();
    const auto value = [&](const std::string& name, const std::string& kept) {
      return data.typed.has(name) ? data.typed.get(name) : kept;
    };
    fields += field_group(
        "基準" + at,
        text_field({.name = "title_" + at, .label = "基準",
                    .value = value("title_" + at, stored ? set.criteria[i].title : ""),
                    .error = error_at(data.error, "title_" + at), .autocomplete = "off"}) +
            textarea_field({.name = "guide_" + at, .label = "見方",
                            .value = value("guide_" + at, stored ? set.criteria[i].guide : ""),
                            .error = error_at(data.error, "guide_" + at)},
                           2));
  }
  return form(request, {.action = path_to(set), .keep_draft = true},
              fields +
                  textarea_field({.name = "note", .label = "県への説明",
                                  .value = data.typed.has("note") ? data.typed.get("note")
                                                                  : set.note,
                                  .hint = "前の版から変えた所と、その理由を書いてください。",
                                  .error = error_at(data.error, "note")},
                                 3) +
                  hidden_field("version", std::to_string(set.version)) +
                  form_actions({button({.label = "下書きを保存する", .look = Look::secondary})}));
}

Html confirm_forms(const web::Request& request, const CriteriaDetail& data) {
  return form(request, {.action = path_to(data.page.set) + "/confirmation"},
              textarea_field({.name = "body", .label = "意見", .value = data.typed.get("body"),
                              .hint = "差し戻すときは、直してほしい所を書いてください。",
                              .error = error_at(data.error, "body")},
                             3) +
                  form_actions({button({.label = "この内容で確認する", .name = "outcome",
                                        .value = "confirmed"}),
                                button({.label = "差し戻す", .look = Look::secondary,
                                        .name = "outcome", .value = "returned"})}));
}

Html comments(const web::Request& request, const CriteriaDetail& data) {
  std::vector<Html> items;
  for (const auto& comment : data.page.comments) {
    items.push_back(strong(comment.account_name) + "　" + small(time_text(comment.created)) +
                    line_break() + multiline(comment.body));
  }
  Html out = items.empty() ? paragraph(muted("意見はまだありません。")) : plain_list(items);
  const bool confirming = data.may_confirm && data.page.set.state == "sent";
  if (data.may_comment && !confirming) {
    out += form(request, {.action = path_to(data.page.set) + "/comments", .keep_draft = true},
                textarea_field({.name = "body", .label = "意見", .value = data.typed.get("body"),
                                .required = true, .error = error_at(data.error, "body")},
                               3) +
                    form_actions({button({.label = "意見を送る", .look = Look::secondary})}));
  }
  return panel({.heading = "意見"}, out);
}

Html way_of(const CriteriaSet& set) {
  Pairs pairs{{"状態", state_mark(set)},
              {"作成", set.made_by_name + "　" + time_text(set.made_at)}};
  if (set.sent_at) pairs.emplace_back("県に送付", set.sent_by_name + "　" + time_text(*set.sent_at));
  if (set.confirmed_at) {
    pairs.emplace_back("県の確認", set.confirmed_by_name + "　" + time_text(*set.confirmed_at));
  }
  return description_list(pairs);
}

Html next_of(const web::Request& request, const CriteriaDetail& data) {
  const CriteriaSet& set = data.page.set;
  if (set.state == "draft" && data.may_edit) {
    return panel({.heading = "下書きを直す"}, edit_form(request, data)) +
           panel({.heading = "県に送る"},
                 paragraph("保存した内容を県に送ります。県が確認すると、この版は変えられません。") +
                     post_button(request, {.button = {.label = "県に確認を頼む", .icon = "send"},
                                           .action = path_to(set) + "/sending"}));
  }
  Html out;
  if (!set.note.empty()) out += panel({.heading = "県への説明"}, multiline(set.note));
  out += panel({.heading = "基準"}, criteria_table(set));
  if (set.state == "sent" && data.may_confirm) {
    out += panel({.heading = "確認する"}, confirm_forms(request, data));
  }
  return out;
}

}  // namespace

web::Area area_of(const web::Request& request) {
  const bool office = request.actor.roles.shares(roles::office);
  return office ? web::Area::office : web::Area::prefecture;
}

Html criteria_list(const web::Request& request, const CriteriaList& data) {
  DataTable table{.caption = "審査基準　新しい順",
                  .columns = {{.label = "版", .nowrap = true},
                              {.label = "状態", .nowrap = true},
                              {.label = "作成", .nowrap = true},
                              {.label = "県の確認", .nowrap = true}},
                  .rows = {}};
  bool in_work = false, current = true;
  for (const auto& set : data.sets) {
    in_work = in_work || set.state != "confirmed";
    Html mark = state_mark(set);
    if (set.state == "confirmed" && current) {
      mark += plain_tag("いま使う版");
      current = false;
    }
    table.rows.push_back(
        {.cells = {link(path_to(set), "第" + std::to_string(set.number) + "版"), mark,
                   date_text(date_in_japan(set.made_at)),
                   set.confirmed_at ? date_text(date_in_japan(*set.confirmed_at)) : muted("－")}});
  }
  table.empty = empty_state("審査基準はまだありません");
  Html actions;
  if (data.may_edit && !in_work) {
    actions = post_button(request, {.button = {.label = "新しい版を作る", .icon = "plus"},
                                    .action = kPath});
  }
  return page(request,
              {.area = area_of(request), .title = "審査基準",
               .lead = "県が確認した、いちばん新しい版で審査します。",
               .breadcrumbs = {own_home(request), {"審査基準", ""}}, .actions = actions,
               .nav_current = kPath},
              data_table(table));
}

Html criteria_detail(const web::Request& request, const CriteriaDetail& data) {
  const CriteriaSet& set = data.page.set;
  return page(request,
              {.area = area_of(request), .title = title_of(set),
               .breadcrumbs = {own_home(request), {"審査基準", kPath}, {title_of(set), ""}},
               .status_message = data.status, .nav_current = kPath,
               .has_error = data.error.has_value(), .width = Width::full},
              error_summary(data.error) +
                  columns(next_of(request, data),
                          panel({.heading = "この版"}, way_of(set)) + comments(request, data)));
}

}  // namespace musubi::reviews::views
