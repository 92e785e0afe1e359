// views_merges_log.cc - the record of merges: the list, one merge as it was, and its undo.
// Html only; whether it can be undone, and why not, is the service's word.
#include "base/text.h"
#include "features/members/views_merges.h"

namespace musubi::members::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::string merge_path(const store::Merge& merge) { return "/office/merges/" + merge.id.text; }

Html state_mark(const store::Merge& merge) {
  if (merge.state == "done") return badge(Tone::ok, "統合済み");
  if (merge.state == "final") return badge(Tone::ok, "統合済み（取消期限の後）");
  return badge(Tone::neutral, "取り消し済み");
}

std::vector<Crumb> crumbs(const std::string& last) {
  return {{"きょうの仕事", "/office"},
          {"名寄せ", "/office/duplicates"},
          {"統合の記録", "/office/merges"},
          {last, ""}};
}

std::string title_of(const store::Merge& merge) {
  return "「" + merge.gone_name + "」を「" + merge.kept_name + "」に統合";
}

Html records_diff(const MergePage& data) {
  if (data.before.organisations.size() < 2) return {};
  const Organisation& kept = data.before.organisations[0];
  const Organisation& gone = data.before.organisations[1];
  Diff out{.caption = "統合する前の2つの会員", .left_title = "残した：" + kept.name,
           .right_title = "統合した：" + gone.name, .rows = {}};
  for (const auto& field : organisation_fields()) {
    const std::string left = field_text(kept, field.name);
    const std::string right = field_text(gone, field.name);
    if (left.empty() && right.empty()) continue;
    out.rows.push_back({.label = std::string(field.label),
                        .left = field_for_people(field.name, left),
                        .right = field_for_people(field.name, right), .differs = left != right});
  }
  return diff(out);
}

Html before_panel(const MergePage& data) {
  if (data.before.organisations.empty()) {
    return panel({.heading = "統合する前の内容"},
                 paragraph("保存期限を過ぎたため、統合する前の内容は消去しました。"));
  }
  return panel_flush({.heading = "統合する前の内容"}, records_diff(data));
}

Html hinders_notice(const MergePage& data) {
  if (data.merge.state == "undone" || data.hinders.empty()) return {};
  std::vector<Html> reasons(data.hinders.begin(), data.hinders.end());
  return notice({.tone = Tone::info, .title = "この統合は、いまは取り消せません",
                 .text = bullets(reasons), .level = 0});
}

}  // namespace

Html merges(const web::Request& request, const MergeList& list) {
  DataTable table{.caption = "統合の記録　新しい順",
                  .columns = {{.label = "日時", .nowrap = true},
                              {.label = "統合した会員"},
                              {.label = "残した会員"},
                              {.label = "統合した人", .nowrap = true},
                              {.label = "状態"}},
                  .rows = {}};
  for (const auto& merge : list.merges) {
    table.rows.push_back({.cells = {time_text(merge.merged_at),
                                    link(merge_path(merge), merge.gone_name), merge.kept_name,
                                    merge.merged_by_name, state_mark(merge)}});
  }
  table.row_header = 1;
  table.empty = empty_state("統合した会員はまだありません", link("/office/duplicates", "候補を見る"));
  KeyPager pager;
  if (list.more) pager.next_path = "/office/merges?before=" + list.merges.back().id.text;
  return page(request,
              {.area = web::Area::office, .title = "統合の記録",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"名寄せ", "/office/duplicates"},
                               {"統合の記録", ""}},
               .nav_current = "/office/duplicates", .width = Width::full},
              data_table(table) + key_pager(pager));
}

Html merge_detail(const web::Request& request, const MergePage& data, const std::string& status) {
  const auto& merge = data.merge;
  Pairs facts{{"残した会員", link(path_of(merge.kept_id), merge.kept_name)}};
  if (!merge.gone_id.empty()) {
    facts.emplace_back("統合した会員", link(path_of(merge.gone_id), merge.gone_name));
  }
  facts.emplace_back("統合した日時", time_text(merge.merged_at));
  facts.emplace_back("統合した人", merge.merged_by_name);
  facts.emplace_back("理由・確かめ方", merge.reason.empty() ? muted("－") : Html(merge.reason));
  if (merge.undone_at) {
    facts.emplace_back("取り消した日時", time_text(*merge.undone_at));
    facts.emplace_back("取り消した人", merge.undone_by_name);
  }
  Html actions;
  if (merge.state == "done" && data.hinders.empty()) {
    actions = button_link({.label = "この統合を取り消す", .path = merge_path(merge) + "/cancellation",
                           .icon = "undo"});
  }
  return page(request,
              {.area = web::Area::office, .title = title_of(merge), .eyebrow = state_mark(merge),
               .breadcrumbs = crumbs(merge.gone_name), .actions = actions,
               .status_message = status, .nav_current = "/office/duplicates",
               .width = Width::full},
              hinders_notice(data) + panel({.heading = "記録"}, description_list(facts)) +
                  before_panel(data));
}

Html merge_cancellation(const web::Request& request, const MergePage& data) {
  const auto& merge = data.merge;
  const auto back = button_link({.label = "やめる", .path = merge_path(merge), .look = Look::text});
  Html body = hinders_notice(data);
  if (data.hinders.empty()) {
    body = confirm({.question = "この統合を取り消しますか",
                    .consequence = "「" + merge.kept_name + "」と「" + merge.gone_name +
                                   "」の会員情報と担当者が、統合する前の内容に戻ります。会員数も2会員に戻ります。",
                    .yes = post_button(request, {.button = {.label = "統合を取り消す",
                                                            .look = Look::danger, .icon = "undo"},
                                                 .action = merge_path(merge) + "/cancellation"}),
                    .no = back});
  } else {
    body += back;
  }
  return page(request,
              {.area = web::Area::office, .title = "統合の取り消し", .lead = title_of(merge),
               .breadcrumbs = crumbs("取り消し"), .nav_current = "/office/duplicates",
               .width = Width::reading},
              body);
}

}  // namespace musubi::members::views
