// views_stocktakes.cc - see views_stocktakes.h. A list to be worked through page by page, then
// signed; printable. Must never decide anything.
#include "features/accounts/views_stocktakes.h"

#include "base/text.h"
#include "features/accounts/permissions.h"
#include "features/accounts/views.h"
#include "web/kit/kit.h"

namespace musubi::accounts::views {

using namespace web::kit;  // NOLINT: views read as markup

namespace {

const std::string kBase = "/office/stocktakes";

Html state_of(const Stocktake& s) {
  return s.is_signed ? badge(Tone::ok, "署名済み") : badge(Tone::info, "確認中");
}

Html marks_of(const StocktakeRow& r) {
  std::vector<Html> marks;
  if (r.dormant) marks.push_back(badge(Tone::warning, "180日以上使っていない"));
  if (r.shared) marks.push_back(badge(Tone::warning, "共有の疑い"));
  if (r.state == State::invited) marks.push_back(badge(Tone::info, "招待中"));
  return marks.empty() ? Html("—") : cluster(marks);
}

std::string decision_label(const std::string& decision) {
  if (decision == "keep") return "続ける";
  if (decision == "suspend") return "止める";
  return "まだ決めていません";
}

Html decision_of(const Request& request, const StocktakeRow& r, bool can_decide) {
  if (!can_decide) return Html(decision_label(r.decision));
  std::vector<Option> options{{.value = "keep", .label = "続ける"}};
  if (request.actor.account != r.account) options.push_back({.value = "suspend", .label = "止める"});
  return select_field({.name = "decision." + r.account.text, .label = r.name + "さんの扱い",
                       .options = std::move(options), .value = r.decision,
                       .empty_label = "まだ決めていません", .quiet = true});
}

std::vector<TableRow> rows_of(const Request& request, const StocktakePage& page, bool can_decide) {
  std::vector<TableRow> rows;
  for (const StocktakeRow& r : page.rows) {
    rows.push_back(
        {.cells = {link("/office/accounts/" + r.account.text, r.name), Html(r.login),
                   Html(roles_text(r.roles)),
                   r.last_sign_in ? time_text(*r.last_sign_in) : Html("まだありません"),
                   marks_of(r), decision_of(request, r, can_decide)}});
  }
  return rows;
}

Html list_of(const Request& request, const StocktakeView& view, bool can_decide) {
  const Stocktake& s = view.page.stocktake;
  const std::string path = kBase + "/" + s.id.text;
  Html table = data_table({.caption = "アカウントの棚卸し　" + std::to_string(s.rows) + "人",
                           .columns = {{.label = "お名前"},
                                       {.label = "メールアドレス"},
                                       {.label = "役割"},
                                       {.label = "最後のログイン"},
                                       {.label = "気になる点"},
                                       {.label = "扱い"}},
                           .rows = rows_of(request, view.page, can_decide),
                           .empty = empty_state("この条件にあてはまる人はいません。"
                                                "「すべて」を選んでください")});
  if (can_decide && !view.page.rows.empty()) {
    table = form(request, {.action = path + "/rows"},
                 table + hidden_field("show", view.show) + hidden_field("after", view.after) +
                     form_actions({button({.label = "このページの内容を保存する",
                                           .look = Look::secondary})}));
  }
  const auto tab = [&](const std::string& label, const std::string& show) {
    return Tab{.label = label, .path = path + (show.empty() ? "" : "?show=" + show),
               .current = view.show == show};
  };
  return tabs("表示する人", {tab("すべて", ""), tab("まだ決めていない", "undecided"),
                             tab("気になる点あり", "marked")}) +
         table + key_pager({.next_path = view.next_path});
}

Html signature(const Request& request, const Stocktake& s) {
  const std::string path = kBase + "/" + s.id.text;
  Html out;
  if (s.undecided > 0) {
    out = paragraph(Html("気になる点のない人は、まとめて「続ける」にできます。気になる点のある人は、1人ず"
                         "つ決めてください。")) +
          post_button(request, {.button = {.label = "気になる点のない残りを続けるにする",
                                           .look = Look::secondary},
                                .action = path + "/rest"});
    return section({.heading = "残り" + std::to_string(s.undecided) + "人"}, out);
  }
  return section(
      {.heading = "署名"},
      paragraph(Html("署名すると、この一覧は変えられなくなり、「止める」を選んだ" +
                     std::to_string(s.suspended) + "人のアカウントがすぐに止まります。")) +
          post_button(request, {.button = {.label = "確認して署名する"},
                                .action = path + "/signature"}));
}

}  // namespace

Html stocktakes(const Request& request, const std::vector<Stocktake>& list, bool due,
                const std::string& next_path) {
  std::vector<TableRow> rows;
  bool open = false;
  for (const Stocktake& s : list) {
    open = open || !s.is_signed;
    rows.push_back({.cells = {link_about(kBase + "/" + s.id.text, date_text(s.as_of),
                                         "この日の棚卸しを見る"),
                              state_of(s), Html(std::to_string(s.rows) + "人"),
                              Html(std::to_string(s.suspended) + "人"), Html(s.begun_name),
                              s.signed_at ? Html(s.signed_name) + Html("（") +
                                                time_text(*s.signed_at) + Html("）")
                                          : Html("—")}});
  }
  const bool may_begin = can(request.actor, may::manage_accounts) && !open;
  return page(
      request,
      {.area = web::Area::office, .title = "アカウントの棚卸し",
       .lead = "四半期に1回、使う人と役割が今も正しいかを確かめ、管理者が署名します。",
       .breadcrumbs = {{"アカウント", "/office/accounts"}, {"棚卸し", ""}},
       .actions = may_begin ? post_button(request, {.button = {.label = "棚卸しを始める"},
                                                    .action = kBase})
                            : Html()},
      (due ? notice({.tone = Tone::info, .title = "この四半期の棚卸しがまだです",
                     .text = Html(open ? "始めた棚卸しを終え、署名してください。"
                                       : "「棚卸しを始める」を押すと、今日の一覧を固定します。")})
           : Html()) +
          data_table({.caption = "棚卸しの記録",
                      .columns = {{.label = "基準日"},
                                  {.label = "状態"},
                                  {.label = "対象", .align = Align::end},
                                  {.label = "止めた人", .align = Align::end},
                                  {.label = "始めた人"},
                                  {.label = "署名"}},
                      .rows = std::move(rows),
                      .empty = empty_state("棚卸しの記録はまだありません。四半期ごとに始めてくださ"
                                           "い")}) +
          key_pager({.next_path = next_path}));
}

Html stocktake(const Request& request, const StocktakeView& view, const MaybeError& error) {
  const Stocktake& s = view.page.stocktake;
  const bool can_decide = !s.is_signed && can(request.actor, may::manage_accounts);
  Html refused;
  if (error) {
    refused = notice({.tone = Tone::error, .title = "進められませんでした",
                      .text = Html(error->fields.empty() ? error->says
                                                         : error->fields.front().says),
                      .focused = true});
  }
  return page(
      request,
      {.area = web::Area::office, .title = wareki(s.as_of) + "の棚卸し",
       .breadcrumbs = {{"アカウント", "/office/accounts"}, {"棚卸し", kBase},
                       {wareki(s.as_of), ""}},
       .status_message = view.message, .has_error = error.has_value()},
      refused +
          description_list(
              {{Html("状態"), state_of(s)},
               {Html("対象"), Html(std::to_string(s.rows) + "人（停止中を除く）")},
               {Html("まだ決めていない"), Html(std::to_string(s.undecided) + "人")},
               {Html("止める"), Html(std::to_string(s.suspended) + "人")},
               {Html("始めた人"), Html(s.begun_name)},
               {Html("署名"), s.signed_at ? Html(s.signed_name) + Html("（") +
                                                time_text(*s.signed_at) + Html("）")
                                          : Html("まだ")}}) +
          list_of(request, view, can_decide) +
          (can_decide ? signature(request, s) : Html()));
}

Html sharing_signs(const std::vector<SharingSign>& signs, bool own) {
  if (signs.empty()) return {};
  std::vector<Html> lines;
  for (const SharingSign& s : signs) {
    lines.push_back(date_text(s.noted_on) + Html("：同時に" + std::to_string(s.networks) +
                                                 "か所、" + std::to_string(s.devices) +
                                                 "種類の機器からログイン"));
  }
  return notice(
      {.tone = Tone::warning, .title = "複数の人で使っている疑いがあります",
       .text = Html(own ? "アカウントは1人に1つです。心当たりがないときは、ほかのログインを終え、パスワ"
                          "ードを変えてください。"
                        : "アカウントは1人に1つです。本人に確かめ、必要なら人数分を招待してください。") +
               plain_list(lines)});
}

}  // namespace musubi::accounts::views
