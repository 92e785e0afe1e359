// views_events.cc - see views_events.h. Says what a correction does to the reports, because that is
// what the reader must know before pressing. Html only.
#include "features/members/views_events.h"

#include "base/text.h"

namespace musubi::members::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::string day_words(const std::string& day) {
  const auto parsed = parse_iso_date(day);
  return parsed ? wareki(*parsed) : "日付の記録なし";
}

std::vector<Option> actions_for(const store::MembershipEvent& event) {
  std::vector<Option> out{{"move", "日付を直す", "実際の日と違っていたとき"}};
  if (is_withdrawable(event)) {
    out.push_back({"withdraw", "記録を取り消す", "実際には起きていなかったとき。前の状態に戻ります"});
  }
  return out;
}

}  // namespace

Html event_form(const web::Request& request, const EventForm& data) {
  const Organisation& o = data.page.organisation;
  const auto& event = data.page.event;
  const Error* error = data.error ? &*data.error : nullptr;
  const std::string path = path_of(o.id) + "/events/" + event.id;
  Html inputs =
      radio_group({.name = "action", .label = "どう直しますか", .options = actions_for(event),
                   .value = data.typed.get("action"), .required = true,
                   .error = error_at(error, "action")}) +
      date_field({.name = "happened_on", .label = "正しい日付",
                  .value = typed_date_parts(data.typed, "happened_on"),
                  .hint = "「日付を直す」を選んだときに入力してください。",
                  .error = error_at(error, "happened_on")}) +
      textarea_field({.name = "reason", .label = "何が誤っていたか",
                      .value = data.typed.get("reason"),
                      .hint = "例：別の団体の退会届を取り違えたため。監査の記録に残ります。",
                      .required = true, .error = error_at(error, "reason")},
                     3) +
      hidden_field("version", std::to_string(data.version));
  return page(request,
              {.area = web::Area::office, .title = o.name + "の記録を直す",
               .lead = day_words(event.happened_on) + "　" + event_words(event),
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"会員名簿", "/office/members"},
                               {o.name, path_of(o.id)},
                               {"記録を直す", ""}},
               .nav_current = "/office/members", .has_error = data.error.has_value(),
               .width = Width::reading},
              error_summary(error, "もう一度「直す」を押してください") +
                  merged_notice(data.merged_into) +
                  paragraph("提出した会員報告書の数字は変わりません。"
                            "違いは、次の会員報告書に「訂正」として載ります。") +
                  form(request, {.action = path, .keep_draft = true},
                       inputs + form_actions(form_buttons("直す", path_of(o.id),
                                                          data.merged_into.has_value()))));
}

Html changes(const web::Request& request, const ChangesList& list) {
  const Organisation& o = list.page.organisation;
  KeyPager pager;
  const std::string path = path_of(o.id) + "/changes";
  if (!list.page.next.empty()) pager.next_path = path + "?after=" + list.page.next;
  if (!list.first) pager.previous_path = path;
  return page(request,
              {.area = web::Area::office, .title = o.name + "の項目の履歴",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"会員名簿", "/office/members"},
                               {o.name, path_of(o.id)},
                               {"項目の履歴", ""}},
               .nav_current = "/office/members", .width = Width::full},
              changes_table(list.page.changes) + key_pager(pager));
}

}  // namespace musubi::members::views
