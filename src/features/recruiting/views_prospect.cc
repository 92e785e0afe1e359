// views_prospect.cc - one prospect: where it stands, what is next, what was done, and what may be
// the same organisation. Html only.
#include <algorithm>

#include "base/text.h"
#include "features/recruiting/service_campaigns.h"
#include "features/recruiting/views.h"
#include "web/app.h"
#include "web/kit/qr.h"

namespace musubi::recruiting::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

std::string path_of(const ProspectId& id) { return std::string(kList) + "/" + id.text; }

Tone tone_of(Stage stage) {
  switch (stage) {
    case Stage::candidate: return Tone::neutral;
    case Stage::approached: return Tone::info;
    case Stage::invited: return Tone::info;
    case Stage::applied: return Tone::warning;
    case Stage::joined: return Tone::ok;
    case Stage::lost: break;
  }
  return Tone::neutral;
}

Html stage_badge(Stage stage) { return badge(tone_of(stage), stage_label(stage)); }

Html day_or_dash(const std::string& day) {
  const auto date = parse_iso_date(day);
  return date ? date_text(*date) : muted("－");
}

Html value_or_dash(const std::string& text) { return text.empty() ? muted("－") : Html(text); }

std::vector<Option> options_of(const Choices& choices) {
  std::vector<Option> out;
  for (const auto& [code, label] : choices) out.push_back({code, label});
  return out;
}

namespace {

Html facts(const Prospect& p) {
  Pairs pairs;
  const members::Organisation& o = p.organisation;
  for (const auto& field : prospect_fields()) {
    if (field == "name" || field == "note") continue;
    const std::string text = members::field_text(o, field);
    if (field == "website" && !text.empty()) {
      pairs.emplace_back(label_of_field(field), external_link(text, text));
    } else if (field == "corporate_number" && !text.empty()) {
      pairs.emplace_back(label_of_field(field), code_text(text));
    } else {
      pairs.emplace_back(label_of_field(field),
                         value_or_dash(members::field_for_people(field, text)));
    }
  }
  pairs.emplace_back("備考", o.note.empty() ? muted("－") : multiline(o.note));
  return description_list(pairs);
}

Html contact_facts(const Prospect& p) {
  const members::Person& c = p.contact;
  Pairs pairs;
  pairs.emplace_back("氏名", value_or_dash(c.name));
  pairs.emplace_back("部署・役職", value_or_dash(trim(c.department + "　" + c.title)));
  pairs.emplace_back("メールアドレス", c.email.empty() ? muted("－") : mail_link(c.email));
  pairs.emplace_back("電話番号", value_or_dash(c.telephone));
  return description_list(pairs);
}

// Its own link: an application that comes by it is this prospect's.
Html own_link(const web::Request& request, const Detail& d) {
  const Prospect& p = d.page.prospect;
  const std::string address = referral_link(p.code);
  Html out = paragraph("この団体あての申込みのリンクです。ここから届いた申込みは、この見込み先に結びつきます。") +
             copy_text("リンクをコピーする", address) +
             disclosure("QRコードを表示する", qr_code("この団体あての申込みのリンクのQRコード", address));
  if (may_open(request, "/office/applications/new")) {
    out += button_link({.label = "代わりに申込みを入力する",
                        .path = "/office/applications/new?ref=" + p.code, .icon = "edit"});
  }
  return out;
}

Html standing(const web::Request& request, const Detail& d) {
  const Prospect& p = d.page.prospect;
  Pairs pairs;
  pairs.emplace_back("段階", stage_badge(p.stage));
  pairs.emplace_back("この段階になった日", day_or_dash(p.moved_on));
  if (p.stage == Stage::lost) {
    pairs.emplace_back("見送りの理由", value_or_dash(label_in(lost_reasons(), p.lost_reason)));
    if (!p.lost_note.empty()) pairs.emplace_back("事情", multiline(p.lost_note));
  }
  pairs.emplace_back("担当", p.owner_name.empty() ? muted("まだいません") : Html(p.owner_name));
  const auto due = parse_iso_date(p.next_action_on);
  Html next = p.next_action.empty() ? muted("決めていません") : Html(p.next_action);
  if (due) next += line_break() + date_text_long(*due);
  if (due && *due < d.today) next += " " + badge(Tone::error, "期日を過ぎています");
  if (is_open(p.stage)) pairs.emplace_back("次にすること", next);
  std::string from = label_in(sources(), p.source);
  if (!p.source_note.empty()) from += "（" + p.source_note + "）";
  pairs.emplace_back("流入元", value_or_dash(from));
  if (!d.campaign_name.empty()) {
    pairs.emplace_back("募集施策", link("/office/campaigns/" + p.campaign_id, d.campaign_name));
  }
  if (!p.application_id.empty()) {
    pairs.emplace_back(
        "入会申込",
        link(applications::path_of({p.application_id}), "入会申込を見る") +
            disclosure("まちがって結びつけたとき",
                       post_button(request, {.button = {.label = "結びつきを外す",
                                                        .look = Look::secondary, .small = true},
                                             .action = path_of(p.id) + "/application-removal"})));
  }
  if (!p.organisation_id.empty()) {
    pairs.emplace_back("会員", link("/office/members/" + p.organisation_id.text, "会員名簿を見る"));
  }
  return description_list(pairs);
}

Html alike_notice(const web::Request& request, const Detail& d) {
  const Prospect& p = d.page.prospect;
  const Alike& alike = d.page.alike;
  if (alike.empty()) return {};
  const bool may_link = p.stage != Stage::applied && p.stage != Stage::joined;
  std::vector<Html> items;
  for (const auto& member : alike.members) {
    std::string shared;
    for (const auto& what : member.shared) shared += (shared.empty() ? "" : "・") + what;
    Html words = "会員 " + link("/office/members/" + member.id.text,
                                member.name + "（" + member.member_no + "）") +
                 small("　" + shared + "が同じ");
    if (!may_link) {
      items.push_back(words);
      continue;
    }
    items.push_back(spread(
        words, post_button(request, {.button = {.label = "この会員として入会にする",
                                                .look = Look::secondary, .small = true,
                                                .about = member.name},
                                     .action = path_of(p.id) + "/member",
                                     .hidden = {{"member", member.id.text},
                                                {"version", std::to_string(p.version)}}})));
  }
  for (const auto& a : alike.applications) {
    const Html words =
        "申込み " + link(applications::path_of(a.id), a.name + "（" + a.receipt_no + "）") +
        small("　" + std::string(applications::state_label(a.state)));
    items.push_back(
        may_link ? spread(words,
                          post_button(request,
                                      {.button = {.label = "この申込みと結びつける",
                                                  .look = Look::secondary, .small = true,
                                                  .about = a.name},
                                       .action = path_of(p.id) + "/application",
                                       .hidden = {{"application", a.id.text}}}))
                 : words);
  }
  for (const Prospect& other : alike.prospects) {
    items.push_back("見込み先 " + link(path_of(other.id), other.organisation.name) +
                    small("　" + std::string(stage_label(other.stage))));
  }
  return notice({.tone = Tone::warning, .title = "同じ団体かもしれないものがあります",
                 .text = plain_list(items)});
}

struct Told {
  std::string day;
  Instant at;
  Html words;
};

Html contact_words(const Prospect& p, const Contact& c) {
  Html out = strong(label_in(contact_kinds(), c.kind)) + "　" + day_or_dash(c.happened_on);
  std::string who = c.ours.empty() ? c.recorded_by_name : c.ours;
  if (!c.theirs.empty()) who += "　→　相手：" + c.theirs;
  out += line_break() + small(who);
  out += paragraph(multiline(c.summary));
  if (!c.next_action.empty()) {
    const auto day = parse_iso_date(c.next_action_on);
    out += small("次にすること：" + c.next_action + (day ? "（" + wareki(*day) + "）" : ""));
  }
  return spread(out, link_about(path_of(p.id) + "/contacts/" + c.id.text, "直す",
                                label_in(contact_kinds(), c.kind)));
}

Html move_words(const Move& m) {
  const auto from = stage_from_name(m.from_stage);
  const auto to = stage_from_name(m.to_stage);
  std::string words = from ? std::string(stage_label(*from)) + "から「" : "「";
  words += to ? std::string(stage_label(*to)) : m.to_stage;
  words += from ? "」になりました" : "」として登録しました";
  Html out = day_or_dash(m.happened_on) + "　" + words + small("　" + m.moved_by_name);
  if (!m.reason.empty()) out += line_break() + small(m.reason);
  return out;
}

// What was done and how it moved, as one story, newest first.
Html story(const Detail& d) {
  std::vector<Told> told;
  for (const Contact& c : d.page.contacts) {
    told.push_back({c.happened_on, c.created_at, contact_words(d.page.prospect, c)});
  }
  for (const Move& m : d.page.moves) told.push_back({m.happened_on, m.moved_at, move_words(m)});
  std::stable_sort(told.begin(), told.end(), [](const Told& a, const Told& b) {
    return a.day != b.day ? a.day > b.day : a.at.ms > b.at.ms;
  });
  std::vector<Html> items;
  for (Told& one : told) {
    if (!items.empty()) items.push_back(divider());
    items.push_back(std::move(one.words));
  }
  return stack(items);
}

Html erased_notice(const Prospect& p) {
  const auto day = parse_iso_date(p.people_erased_on);
  if (!day) return {};
  return notice({.tone = Tone::info, .title = "保存期限を過ぎたため、担当者と記録の内容を消去しました",
                 .text = wareki(*day) + "に消去しました。団体名と、段階・訪問の日付は残っています。"});
}

Html changes(const web::Request& request, const Detail& d) {
  std::vector<Event> events;
  for (const auto& entry : d.page.changes) {
    std::vector<Html> parts;
    // What the record lost is not told from the audit (docs/decisions.md, 45).
    if (entry.after.is_object() && d.page.prospect.people_erased_on.empty()) {
      for (const auto& [field, text] : entry.after.items()) {
        parts.push_back(label_of_field(field) + "：" +
                        request.app->words.value(entry.noun, field,
                                                 text.is_string() ? text.get<std::string>()
                                                                  : text.dump()));
      }
    }
    events.push_back({.at = entry.at, .what = request.app->words.action(entry.action),
                      .who = entry.actor_name,
                      .details = parts.empty() ? Html() : plain_list(parts)});
  }
  return timeline("変更の記録", events, paragraph(muted("記録はありません。")));
}

}  // namespace

Html detail(const web::Request& request, const Detail& d) {
  const Prospect& p = d.page.prospect;
  std::vector<Html> actions{
      button_link({.label = "訪問・電話を記録する", .path = path_of(p.id) + "/contacts/new",
                   .look = Look::primary, .icon = "plus"})};
  if (!stages_from(p.stage).empty()) {
    actions.push_back(button_link({.label = "段階を変える", .path = path_of(p.id) + "/stage"}));
  }
  actions.push_back(button_link({.label = "入会までの道のり", .path = path_of(p.id) + "/chain"}));
  actions.push_back(
      button_link({.label = "内容を直す", .path = path_of(p.id) + "/edit", .icon = "edit"}));
  Html main = erased_notice(p) + alike_notice(request, d) + panel({.heading = "経過"}, story(d)) +
              panel({.heading = "団体"}, facts(p));
  const bool may_apply = is_open(p.stage) && p.application_id.empty();
  Html side = panel({.heading = "いまの段階"}, standing(request, d)) +
              panel({.heading = "先方の担当者"}, contact_facts(p)) +
              (may_apply ? panel({.heading = "申込みのリンク"}, own_link(request, d)) : Html()) +
              panel({.heading = "変更の記録"}, changes(request, d));
  return page(request,
              {.area = web::Area::office, .title = p.organisation.name + "（見込み先）",
               .heading = p.organisation.name, .eyebrow = "会員募集の見込み先",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"会員募集の見込み先", kList},
                               {p.organisation.name, ""}},
               .actions = cluster(actions), .status_message = d.status, .nav_current = kList,
               .width = Width::full},
              columns(main, side));
}

}  // namespace musubi::recruiting::views
