// views_organisation.cc - one member's page and its history. Html only; what is masked was masked
// by the service.
#include <map>

#include "base/text.h"
#include "core/access/access.h"
#include "features/members/codes.h"
#include "features/members/views.h"
#include "features/members/views_events.h"
#include "web/app.h"

namespace musubi::members::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html value_or_dash(const std::string& text) { return text.empty() ? muted("－") : Html(text); }

Html day_or_unknown(const std::string& text) {
  auto day = parse_iso_date(text);
  return day ? date_text(*day) : muted("不明");
}

Html facts(const Organisation& o) {
  Pairs pairs;
  for (const auto& field : organisation_fields()) {
    if (field.name == "name" || field.name == "representative_title") continue;
    if (field.name == "corporate_number") {
      pairs.emplace_back("法人番号", o.corporate_number.empty() ? muted("なし")
                                                                : code_text(o.corporate_number));
      continue;
    }
    if (field.name == "representative_name") {
      pairs.emplace_back("代表者",
                         value_or_dash(trim(o.representative_title + "　" + o.representative_name)));
      continue;
    }
    if (field.name == "website" && !o.website.empty()) {
      pairs.emplace_back("ホームページ", external_link(o.website, o.website));
      continue;
    }
    const std::string words = field_for_people(field.name, field_text(o, field.name));
    pairs.emplace_back(std::string(field.label), field.name == "note" && !words.empty()
                                                      ? multiline(words)
                                                      : value_or_dash(words));
  }
  pairs.emplace_back("企業規模", std::string(size_class_label(size_class(o))));
  pairs.emplace_back("入会年月日", day_or_unknown(o.joined_on));
  if (!o.left_on.empty()) pairs.emplace_back("退会年月日", day_or_unknown(o.left_on));
  return description_list(pairs);
}

Html people_table(const web::Request& request, const Detail& detail) {
  const OrganisationId& id = detail.page.organisation.id;
  DataTable table{.caption = "担当者　" + std::to_string(detail.page.people.size()) + "名",
                  .columns = {{.label = "氏名"},
                              {.label = "部署・役職"},
                              {.label = "メールアドレス"},
                              {.label = "電話番号", .nowrap = true},
                              {.label = "役割"}},
                  .rows = {}};
  if (detail.may_edit) table.columns.push_back({.label = "操作", .label_hidden = true});
  for (const auto& person : detail.page.people) {
    std::vector<Html> marks;
    if (person.left) marks.push_back(badge(Tone::neutral, "離任"));
    if (person.is_primary) marks.push_back(badge(Tone::ok, "主担当"));
    if (person.is_administrator) marks.push_back(badge(Tone::info, "会員管理者"));
    TableRow row{.cells = {person.name + (person.name_kana.empty() ? Html()
                                                                   : line_break() +
                                                                         small(person.name_kana)),
                           value_or_dash(trim(person.department + "　" + person.title)),
                           value_or_dash(person.email), value_or_dash(person.telephone),
                           cluster(marks)}};
    if (detail.may_edit) {
      const std::string path = path_of(id) + "/people/" + person.id.text;
      std::vector<Html> tools;
      if (!person.left) {
        tools.push_back(link_about(path, "直す", person.name));
        tools.push_back(post_button(
            request, {.button = {.label = "離任にする", .look = Look::text, .small = true,
                                 .about = person.name},
                      .action = path + "/retirement"}));
      }
      row.cells.push_back(cluster(tools));
    }
    table.rows.push_back(std::move(row));
  }
  table.empty = empty_state("担当者はまだ登録されていません");
  Html out = data_table(table);
  int administrators = 0;
  for (const auto& person : detail.page.people) {
    if (person.is_administrator && !person.left) ++administrators;
  }
  if (administrators == 1) {
    out += note("会員管理者が1名です。交代や不在に備えて、2名の登録をおすすめしています。");
  }
  return out;
}

Html events_list(const Detail& detail) {
  const OrganisationPage& page = detail.page;
  std::vector<Html> items;
  for (const auto& event : page.events) {
    Html item = day_or_unknown(event.happened_on) + "　" + event_words(event);
    if (!event.reason.empty()) item += small("　" + event.reason);
    if (detail.may_edit && is_correctable(event) && page.organisation.state != State::merged) {
      item += "　" + link_about(path_of(page.organisation.id) + "/events/" + event.id, "直す",
                                event_words(event));
    }
    items.push_back(item);
  }
  return plain_list(items);
}

std::string label_of_field(const std::string& field, bool of_person) {
  const auto fields = of_person ? person_fields() : organisation_fields();
  const auto* info = find_field(fields, field);
  if (info != nullptr) return std::string(info->label);
  static const std::map<std::string, std::string> kOthers{
      {"organisation", "所属する会員"}, {"merged_with", "名寄せの相手"},
      {"state", "状態"},                {"joined_on", "入会年月日"},
      {"left_on", "退会年月日"},        {"row", "名簿の行"},
      {"outcome", "取込みの結果"},      {"value", "値"},
      {"found_alike_by", "似ているところ"}, {"login", "メールアドレス"},
      {"roles", "役割"}};
  const auto other = kOthers.find(field);
  return other == kOthers.end() ? "" : other->second;
}

std::string state_words(const std::string& state, bool of_person) {
  if (of_person) return state == "left" ? "離任" : "在任";
  const auto known = state_from_name(state);
  return known ? std::string(state_label(*known)) : state;
}

// Every value as people read it; the codes stay in the row.
std::string value_words(const std::string& field, const std::string& value, bool of_person) {
  if (value.empty()) return "";
  if (field == "state") return state_words(value, of_person);
  if (field == "joined_on" || field == "left_on") {
    const auto day = parse_iso_date(value);
    return day ? wareki(*day) : value;
  }
  return field_for_people(field, value);
}

// A request's state is not a member's: another noun's codes have the words of its own feature.
std::string told_value(const web::Words& words, const std::string& noun, const std::string& field,
                       const std::string& value) {
  if (value.empty()) return "";
  if (noun == "organisation" || noun == "person") {
    return value_words(field, value, noun == "person");
  }
  return words.value(noun, field, value);
}

std::string text_of(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "はい" : "いいえ";
  if (!value.is_array()) return value.dump();
  std::string out;
  for (const auto& one : value) {
    if (!one.is_string()) continue;
    const std::string name = one.get<std::string>();
    const auto role = role_from_name(name);
    out += (out.empty() ? "" : "、") + (role ? std::string(role_label(*role)) : name);
  }
  return out;
}

Html entry_details(const web::Words& words, const audit::Entry& entry) {
  if (!entry.after.is_object() || entry.after.empty()) return {};
  Pairs pairs;
  const bool of_person = entry.noun == "person";
  for (const auto& [field, value] : entry.after.items()) {
    const std::string label = label_of_field(field, of_person);
    if (label.empty()) continue;  // ids and other things for machines: the audit keeps them
    const std::string after = text_of(value);
    std::string before;
    if (entry.before.is_object() && entry.before.contains(field)) {
      before = text_of(entry.before.at(field));
    }
    if (before.empty() && after.empty()) continue;
    pairs.emplace_back(label, deleted(told_value(words, entry.noun, field, before)) + " → " +
                                  inserted(told_value(words, entry.noun, field, after)));
  }
  return description_list(pairs);
}

// Other features' records of this member stand here too, so the words are those of all features.
Html timeline_of(const web::Request& request, const std::vector<audit::Entry>& entries) {
  std::vector<Event> events;
  for (const auto& entry : entries) {
    std::string words = request.app->words.action(entry.action);
    if (words == entry.action) words = "そのほかの操作をしました";
    events.push_back({.at = entry.at, .what = words, .who = entry.actor_name,
                      .details = entry_details(request.app->words, entry)});
  }
  return timeline("この会員の記録", events, paragraph("記録はまだありません"));
}

Html banners(const web::Request& request, const Detail& detail) {
  const Organisation& o = detail.page.organisation;
  Html out;
  if (detail.page.merged_into) {
    out += notice({.tone = Tone::info, .title = "この会員は、ほかの会員に統合されています",
                   .text = link(path_of(detail.page.merged_into->id),
                                detail.page.merged_into->name + "を見る"),
                   .level = 0});
  }
  if (o.open_defects > 0) {
    out += notice({.tone = Tone::warning,
                   .title = "確認が必要な項目が" + std::to_string(o.open_defects) + "件あります",
                   .text = may_open(request, "/office/defects")
                               ? link("/office/defects?organisation=" + o.id.text,
                                      "取込みの不備を見る")
                               : Html("事務局が確かめています。"),
                   .level = 0});
  }
  if (!detail.merges.empty()) {
    std::vector<Html> names;
    for (const auto& merge : detail.merges) {
      if (merge.gone_id.empty()) continue;
      names.push_back(link(path_of(merge.gone_id), merge.gone_name));
    }
    out += notice({.tone = Tone::info, .title = "この会員に統合した会員があります",
                   .text = plain_list(names), .level = 0});
  }
  if (detail.page.masked) {
    out += notice({.tone = Tone::info, .title = "氏名と連絡先は一部を伏せて表示しています",
                   .text = "必要なときは事務局に問い合わせてください。", .level = 0});
  }
  return out;
}

}  // namespace

std::string event_words(const store::MembershipEvent& event) {
  if (event.kind == "joined") return event.first_time ? "入会（はじめて）" : "入会";
  if (event.kind == "paused") return "休会";
  if (event.kind == "resumed") return "休会の終わり";
  if (event.kind == "suspended") return "利用の停止";
  if (event.kind == "reinstated") return "停止の解除";
  if (event.kind == "withdrawn") return "退会";
  if (event.kind == "expelled") return "除名";
  if (event.kind == "merged") return "ほかの会員に統合";
  return "統合の取り消し";
}

Html changes_table(const std::vector<store::FieldChange>& changes) {
  DataTable table{.caption = "項目ごとの履歴",
                  .columns = {{.label = "有効日", .nowrap = true},
                              {.label = "項目"},
                              {.label = "前"},
                              {.label = "後"},
                              {.label = "変えた人"},
                              {.label = "理由・きっかけ"}},
                  .rows = {}};
  for (const auto& change : changes) {
    const bool of_person = !change.person_id.empty();
    std::string cause = change.reason;
    if (change.cause == "import") cause = "名簿の取込み" + (cause.empty() ? "" : "：" + cause);
    if (change.cause == "merge") cause = "名寄せ" + (cause.empty() ? "" : "：" + cause);
    if (change.cause == "request") cause = "会員の届出" + (cause.empty() ? "" : "：" + cause);
    if (change.cause == "undo") cause = "取り消し" + (cause.empty() ? "" : "：" + cause);
    table.rows.push_back(
        {.cells = {day_or_unknown(change.effective_on),
                   (of_person ? "担当者の" : "") + label_of_field(change.field, of_person),
                   value_or_dash(value_words(change.field, change.before, of_person)),
                   value_or_dash(value_words(change.field, change.after, of_person)),
                   value_or_dash(change.changed_by_name), value_or_dash(cause)}});
  }
  table.row_header = 1;
  table.empty = empty_state("登録してから変わった項目はまだありません");
  return data_table(table);
}

Tone tone_of(State state) {
  switch (state) {
    case State::active:
      return Tone::ok;
    case State::suspended:
      return Tone::error;
    default:
      return Tone::neutral;
  }
}

Html state_badge(const Organisation& organisation) {
  return badge(tone_of(organisation.state), state_label(organisation.state));
}

Html state_and_defects(const Organisation& organisation) {
  Html out = state_badge(organisation);
  if (organisation.state == State::active && organisation.open_defects > 0) {
    out += Html("　") +
           badge(Tone::warning, "要確認" + std::to_string(organisation.open_defects) + "件");
  }
  return out;
}

std::string path_of(const OrganisationId& id) { return "/office/members/" + id.text; }

Html detail(const web::Request& request, const Detail& detail) {
  const Organisation& o = detail.page.organisation;
  std::vector<Html> actions;
  if (detail.may_edit && o.state != State::merged) {
    actions.push_back(button_link({.label = "会員情報を直す", .path = path_of(o.id) + "/edit",
                                   .look = Look::primary, .icon = "edit"}));
    if (!state_changes_from(o.state).empty()) {
      actions.push_back(button_link({.label = "休会・退会など", .path = path_of(o.id) + "/state",
                                     .icon = "flag"}));
    }
    if (detail.may_invite && o.state != State::withdrawn) {
      actions.push_back(button_link({.label = "アカウントを招待する",
                                     .path = "/office/accounts/new?organisation=" + o.id.text,
                                     .icon = "mail"}));
    }
    actions.push_back(button_link({.label = "名寄せする", .path = path_of(o.id) + "/merge",
                                   .icon = "merge"}));
  }
  if (const std::string mails = "/office/mail-reach/" + o.id.text; may_open(request, mails)) {
    actions.push_back(button_link({.label = "届いたメール", .path = mails, .icon = "mail"}));
  }
  Html people_aside;
  if (detail.may_edit && o.state != State::merged) {
    people_aside = link(path_of(o.id) + "/people/new", "担当者を加える");
  }
  Html main = panel({.heading = "登録内容"}, facts(o)) +
              panel_flush({.heading = "担当者", .aside = people_aside},
                          people_table(request, detail)) +
              panel_flush({.heading = "項目の履歴",
                           .aside = link(path_of(o.id) + "/changes", "すべて見る")},
                          changes_table(detail.page.changes));
  Html side = panel({.heading = "入会から今まで"}, events_list(detail)) +
              panel({.heading = "最近の記録",
                     .aside = link(path_of(o.id) + "/history", "すべて見る")},
                    timeline_of(request, detail.timeline));
  return page(request,
              {.area = web::Area::office, .title = o.name,
               .eyebrow = o.member_no + "　" + state_and_defects(o),
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"会員名簿", "/office/members"},
                               {o.name, ""}},
               .actions = cluster(actions), .status_message = detail.status,
               .nav_current = "/office/members", .width = Width::full},
              banners(request, detail) + columns(main, side));
}

Html history(const web::Request& request, const OrganisationPage& page_data,
             const std::vector<audit::Entry>& entries) {
  const Organisation& o = page_data.organisation;
  Html body = panel({.heading = "いつ・だれが・何をしたか"}, timeline_of(request, entries));
  if (entries.size() >= 50) {
    body += key_pager({.next_path = path_of(o.id) + "/history?before=" +
                                    std::to_string(entries.back().sequence)});
  }
  return page(request,
              {.area = web::Area::office, .title = o.name + "の記録",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"会員名簿", "/office/members"},
                               {o.name, path_of(o.id)},
                               {"記録", ""}},
               .nav_current = "/office/members"},
              body);
}

}  // namespace musubi::members::views
