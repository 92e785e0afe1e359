// views_policy.cc - the office's page of the 方針: the draft, what differs when two wrote it, and the
// editions that were published. Html only.
#include "features/accessibility/views.h"

namespace musubi::accessibility::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html policy_form(const web::Request& request, const PolicyPage& data) {
  Html fields = hidden_field("version", std::to_string(data.desk.draft.version));
  for (const PolicyField& field : policy_fields()) {
    const std::string name(field.name);
    fields += textarea_field({.name = name, .label = std::string(field.label),
                              .value = data.typed.get(name), .hint = std::string(field.hint),
                              .required = field.required, .error = error_at(data.error, name),
                              .autocomplete = "off"},
                             4);
  }
  return form(request, {.action = kPolicyDesk, .keep_draft = true},
              fields + note("**太字**、「- 」で始まる箇条書き、[言葉](アドレス) のリンクが使えます。") +
                  form_actions({button({.label = "下書きを保存する"})}));
}

Html policy_read(const Policy& policy) {
  Html out;
  for (const PolicyField& field : policy_fields()) {
    const std::string& text = policy.*field.text;
    out += section({.heading = std::string(field.label), .level = 3},
                   text.empty() ? paragraph(muted("未記入")) : web::kit::markdown(text));
  }
  return out;
}

Html conflict_part_of_policy(const PolicyPage& data) {
  if (!data.conflict) return {};
  Diff rows{.caption = "あなたの入力と、いまの下書き", .left_title = "あなたの入力",
            .right_title = "いまの下書き（" + data.desk.draft.saved_by_name + "）", .rows = {}};
  for (const PolicyField& field : policy_fields()) {
    const std::string mine = data.typed.get(field.name);
    const std::string& now = data.desk.draft.policy.*field.text;
    if (mine == now) continue;
    rows.rows.push_back({.label = std::string(field.label), .left = multiline(mine),
                         .right = multiline(now), .differs = true});
  }
  if (rows.rows.empty()) return {};
  return section({.heading = "ちがう所"}, diff(rows));
}

Html editions_part(const PolicyPage& data) {
  std::vector<Html> lines;
  for (const PolicyEdition& one : data.desk.editions) {
    lines.push_back(link(std::string(kOpen) + "/editions/" + std::to_string(one.number),
                         "第" + std::to_string(one.number) + "版") +
                    Html("　") + day_or(one.published_on, "") + Html("　") +
                    Html(one.published_by_name));
  }
  return section({.heading = "公表した方針"},
                 lines.empty() ? paragraph(muted("まだ公表していません。公開サイトには、はじめから"
                                                 "入っている文が出ています。"))
                               : bullets(lines));
}

Html publish_part(const web::Request& request, const PolicyPage& data) {
  if (!data.may_publish || data.desk.draft.version == 0 || !data.desk.differs) return {};
  return section(
      {.heading = "公表する"},
      confirm({.question = "保存してある下書きを公表しますか",
               .consequence = "公開サイトの方針が、この内容に替わります。前の版も読めるまま残ります。",
               .yes = post_button(
                   request,
                   {.button = {.label = "方針を公表する"},
                    .action = std::string(kPolicyDesk) + "/publication",
                    .hidden = {{"version", std::to_string(data.desk.draft.version)}}}),
               .no = button_link({.label = "公開サイトの方針を見る", .path = kOpen})}));
}

}  // namespace

Html policy_desk(const web::Request& request, const PolicyPage& data) {
  const Html body = data.may_keep ? policy_form(request, data)
                                  : policy_read(data.desk.draft.policy);
  return page(request,
              {.area = area_of(request), .title = "ウェブアクセシビリティ方針の下書き",
               .breadcrumbs = {own_home(request), {kAreaTitle, kOffice}, {"方針", ""}},
               .status_message = data.status, .nav_current = kOffice,
               .has_error = data.error.has_value(), .width = Width::reading},
              error_summary(data.error) + conflict_part_of_policy(data) +
                  section({.heading = "下書き"}, body) + publish_part(request, data) +
                  editions_part(data));
}

web::Fields fields_of(const Policy& policy) {
  web::Fields out;
  for (const PolicyField& field : policy_fields()) {
    out.add(std::string(field.name), policy.*field.text);
  }
  return out;
}

}  // namespace musubi::accessibility::views
