// views_member.cc - what a contact person sees: the registration, one button when nothing changed,
// and the way to tell of a change. By link without a menu entry, signed in inside the members'
// area. SECURITY: mail addresses are shown shortened: the page opens to whoever holds the mail.
#include "base/text.h"
#include "features/confirmations/views.h"

namespace musubi::confirmations::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

web::Area area_of(const std::string& token) {
  return token.empty() ? web::Area::members : web::Area::open;
}

std::string base_of(const std::string& token) {
  return token.empty() ? "/members/confirmation" : "/confirmations/" + token;
}

Html registered(const members::Organisation& o) {
  Pairs pairs{{Html("会員番号"), Html(o.member_no)}};
  for (const auto& field : changes::own_fields()) {
    const std::string words =
        members::field_for_people(field.name, members::field_text(o, field.name));
    const auto* info = members::find_field(members::organisation_fields(), field.name);
    pairs.emplace_back(std::string(info->label), words.empty() ? muted("－") : Html(words));
  }
  return description_list(pairs);
}

Html people(const Asked& asked) {
  std::vector<Html> items;
  for (const auto& person : asked.registration.people) {
    std::string words = person.name;
    if (!person.department.empty()) words += "　" + person.department;
    if (!person.email.empty()) words += "　" + members::mask_email(person.email);
    if (person.is_primary) words += "（主担当）";
    items.emplace_back(words);
  }
  return panel({.heading = "担当者"}, items.empty() ? paragraph("登録されていません")
                                                    : plain_list(items));
}

Html answered(const Target& target) {
  if (target.state == "silent") return {};
  return notice({.tone = Tone::ok, .title = "ご回答をいただいています",
                 .text = std::string(target_state_label(target.state)) + "　" +
                         jst_date_time(target.answered_at) +
                         "。ありがとうございます。このあと変わったところがあれば、届け出てください。",
                 .level = 0});
}

Html buttons(const web::Request& request, const Asked& asked, const std::string& token) {
  const std::string base = base_of(token);
  std::vector<Html> out;
  if (asked.target.state == "silent") {
    out.push_back(post_button(
        request, {.button = {.label = "変更はありません", .icon = "check"},
                  .action = token.empty() ? base : base + "/confirmation"}));
  }
  const bool may_change = !token.empty() || can(request.actor, may::change_own);
  if (may_change) {
    out.push_back(button_link({.label = "変更があります",
                               .path = token.empty() ? "/members/organisation"
                                                     : base + "/change"}));
  }
  Html words;
  if (token.empty() && asked.target.state == "silent") {
    words = note(may_change ? "変更があるときは、先に直すか届け出てから、この画面に戻って"
                              "「変更はありません」を押してください。"
                            : "変更があるときは、会員管理者にお知らせください。");
  }
  return cluster(out) + words;
}

}  // namespace

Html asked(const web::Request& request, const Asked& data, const std::string& token,
           const std::string& status) {
  const auto due = parse_iso_date(data.round.due_on);
  return page(request,
              {.area = area_of(token), .title = "登録内容をお確かめください",
               .lead = data.registration.organisation.name + "　回答の期限：" +
                       (due ? wareki_with_weekday(*due) : ""),
               .status_message = status, .width = Width::reading},
              answered(data.target) + buttons(request, data, token) +
                  panel({.heading = "登録されている内容"},
                        registered(data.registration.organisation) +
                            note("代表者のほかの役員が代わったときも、お知らせください。")) +
                  people(data) +
                  (data.target.state == "silent" ? buttons(request, data, token) : Html()));
}

Html thanks(const web::Request& request, const std::string& what, const std::string& words) {
  return page(request,
              {.area = web::Area::open, .title = what, .width = Width::reading},
              notice({.tone = Tone::ok, .title = "ありがとうございました", .text = words,
                      .focused = true}));
}

Html change_form(const web::Request& request, const Asked& data, const std::string& token,
                 const web::Fields& typed, const MaybeError& error) {
  const std::string base = base_of(token);
  return page(
      request,
      {.area = web::Area::open, .title = "登録内容の変更を届け出る",
       .lead = data.registration.organisation.name +
               "　変わったところだけを直してください。事務局が確かめてから登録します。",
       .has_error = error.has_value(), .width = Width::reading},
      error_summary(error, "もう一度「変更を届け出る」を押してください") +
          form(request, {.action = base + "/change"},
               form_key_field(request) + changes::link_inputs(typed, error) +
                   form_actions({button({.label = "変更を届け出る", .icon = "send"}),
                                 button_link({.label = "やめる", .path = base,
                                              .look = Look::text})})));
}

Html nothing_asked(const web::Request& request) {
  return page(request,
              {.area = web::Area::members, .title = "登録内容の確認", .width = Width::reading},
              empty_state("いま、登録内容の確認は行っていません",
                          link("/members/organisation", "団体の登録内容を見る")));
}

}  // namespace musubi::confirmations::views
