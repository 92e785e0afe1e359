// views_bounces.cc - mails that came back, and organisations that nothing has reached for long.
// Html only; no rule.
#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "features/mailings/permissions.h"
#include "features/mailings/views.h"
#include "features/mailings/views_parts.h"

namespace musubi::mailings::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

constexpr const char* kBounces = "/office/mail-bounces";
constexpr const char* kReach = "/office/mail-reach";

Html kind_badge(const BounceRow& row) {
  const std::string label(bounce_label(row.kind));
  if (row.kind == "hard" || row.kind == "complaint") return badge(Tone::error, label);
  return badge(row.kind == "soft" ? Tone::warning : Tone::neutral, label);
}

Html words_of(const BounceRow& row) {
  if (row.status.empty() && row.says.empty()) return muted("－");
  Html out;
  if (!row.status.empty()) out += code_text(row.status) + "　";
  return out + small(row.says);
}

Html last_of(const Reach& reach) {
  return reach.last.ms == 0 ? muted("記録なし") : date_text_short(date_in_japan(reach.last));
}

Html people_table(const OrganisationMail& data) {
  DataTable table{.caption = "いまの担当者と、最後に届いたメール",
                  .columns = {{.label = "氏名"}, {.label = "メールアドレス"},
                              {.label = "最後に届いた日", .nowrap = true},
                              {.label = "この90日", .nowrap = true}},
                  .rows = {}};
  for (const auto& who : data.people) {
    table.rows.push_back(
        {.cells = {Html(who.name), who.address.empty() ? muted("なし") : Html(who.address),
                   who.last ? date_text_short(date_in_japan(*who.last)) : muted("記録なし"),
                   who.lately ? badge(Tone::ok, "届いています")
                              : badge(Tone::warning, "届いていません")}});
  }
  table.empty = empty_state("担当者は登録されていません");
  return data_table(table) +
         note("一斉配信だけでなく、事務局から送ったすべてのメールで数えます。戻ってきたメールは数えません。");
}

Html outcome_of(const OrganisationMail::Row& row) {
  if (row.outcome) return mail_state_badge(*row.outcome);
  if (row.state == "left_out") return Html(std::string(reason_label(row.reason)));
  return muted("まだ送っていません");
}

Crumb home_crumb() { return {"一斉配信", kMailings}; }

}  // namespace

Html bounce_list(const web::Request& request, const BounceList& data) {
  DataTable table{.caption = "戻ったメール　新しい順",
                  .columns = {{.label = "宛先"}, {.label = "種類", .nowrap = true},
                              {.label = "サーバーの返事"}, {.label = "件名"},
                              {.label = "いつ", .nowrap = true}},
                  .rows = {}};
  for (const BounceRow& row : data.rows) {
    table.rows.push_back({.cells = {row.address_key.empty() ? muted("不明")
                                                            : Html(row.address_key),
                                    kind_badge(row), words_of(row),
                                    row.subject.empty() ? muted("－") : Html(row.subject),
                                    time_text(row.created)}});
  }
  table.empty = empty_state("戻ったメールはありません");
  Html seen;
  if (data.may_keep && data.state == "new" && !data.rows.empty()) {
    seen = post_button(request, {.button = {.label = "ここまで確認した", .look = Look::secondary,
                                            .icon = "check"},
                                 .action = std::string(kBounces) + "/reading",
                                 .hidden = {{"until", data.rows.front().id}}});
  }
  Html unread;
  if (!data.configured) {
    unread = notice({.tone = Tone::info, .title = "戻りメールの受信箱が設定されていません",
                     .text = "設定の [bounces] に受信箱を書くと、戻ったメールを5分ごとに読み、"
                             "送らない宛先に加えます。",
                     .level = 0});
  }
  return page(request,
              {.area = office_area(request), .title = "戻ったメール",
               .lead = "「宛先がない」は1回で、「一時的な理由」は30日のうちに3回で、"
                       "送らない宛先に加わります。",
               .breadcrumbs = {own_home(request), home_crumb(), {"戻ったメール", ""}},
               .status_message = data.status, .nav_current = kMailings},
              unread +
                  tabs("確認", {{.label = "新しいもの", .path = kBounces,
                                 .current = data.state == "new"},
                                {.label = "確認したもの", .path = std::string(kBounces) +
                                                                  "?state=seen",
                                 .current = data.state == "seen"}}) +
                  seen + data_table(table) + key_pager({.next_path = data.next_path}) +
                  note("「どのメールか確かめられない」ものは、だれでも装えるため、宛先は止めません。"));
}

Html unreached_list(const web::Request& request, const UnreachedList& data) {
  DataTable table{.caption = "90日のあいだ、だれにもメールが届いていない団体　古い順",
                  .columns = {{.label = "会員番号", .nowrap = true}, {.label = "団体名"},
                              {.label = "最後に届いた日", .nowrap = true},
                              {.label = "アドレスのある人", .align = Align::end, .nowrap = true},
                              {.label = "記録"}},
                  .rows = {}, .row_header = 1};
  for (const Reach& row : data.page.rows) {
    table.rows.push_back({.cells = {code_text(row.member_no),
                                    link("/office/members/" + row.organisation, row.name),
                                    last_of(row), thousands(row.addresses) + "人",
                                    link_about(std::string(kReach) + "/" + row.organisation,
                                               "届いたメールを見る", row.name)}});
  }
  table.empty = empty_state("どの団体にも、90日のうちに何かが届いています");
  return page(request,
              {.area = office_area(request), .title = "しばらく届いていない団体",
               .lead = "けさ4時の時点です。電話や郵便で連絡先を確かめてください。",
               .breadcrumbs = {own_home(request), home_crumb(), {"しばらく届いていない団体", ""}},
               .nav_current = kMailings},
              data_table(table) + key_pager({.next_path = data.next_path}));
}

Html organisation_mail(const web::Request& request, const OrganisationMail& data) {
  DataTable table{.caption = "一斉配信　新しい順",
                  .columns = {{.label = "件名"}, {.label = "宛先"}, {.label = "結果", .nowrap = true},
                              {.label = "いつ", .nowrap = true}},
                  .rows = {}};
  for (const auto& row : data.rows) {
    const std::string to = row.name + (row.address.empty() ? "" : "（" + row.address + "）");
    table.rows.push_back({.cells = {link(path_to(row.mailing), row.subject), to, outcome_of(row),
                                    time_text(row.at)}});
  }
  table.empty = empty_state("この団体への一斉配信はまだありません");
  const auto reached = std::count_if(data.people.begin(), data.people.end(),
                                     [](const auto& who) { return who.lately; });
  const Pairs pairs{{"会員番号", code_text(data.organisation.member_no)},
                    {"この90日に届いた人", thousands(std::int64_t{reached}) + "人（担当者 " +
                                               thousands(std::ssize(data.people)) + "人のうち）"}};
  const std::string name = data.organisation.name;
  return page(request,
              {.area = office_area(request), .title = "届いたメール　" + name,
               .heading = name + "に届いたメール",
               .breadcrumbs = {own_home(request), home_crumb(),
                               {"しばらく届いていない団体", kReach}, {name, ""}},
               .nav_current = kMailings},
              paragraph(link("/office/members/" + data.organisation.id.text, "会員の画面へ")) +
                  description_list(pairs) + people_table(data) + data_table(table));
}

}  // namespace musubi::mailings::views
