// views_campaigns.cc - campaigns: what each brought, its link and its QR code, the leaflet to
// print. Html only; figures come without people.
#include "base/money.h"
#include "base/text.h"
#include "features/recruiting/views.h"
#include "features/recruiting/views_campaigns.h"
#include "web/kit/qr.h"

namespace musubi::recruiting::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

std::string path_of(const CampaignId& id) { return std::string(kCampaigns) + "/" + id.text; }

namespace {

std::string period_words(const Campaign& c) {
  const auto from = parse_iso_date(c.starts_on);
  const auto until = parse_iso_date(c.ends_on);
  return (from ? wareki(*from) : c.starts_on) + "から" + (until ? wareki(*until) + "まで" : "");
}

std::string target_words(const CampaignRow& row) {
  if (!row.campaign.target) return thousands(row.figures.approved) + "団体";
  return thousands(row.figures.approved) + "／" + thousands(*row.campaign.target) + "団体";
}

Html figures_of(const CampaignRow& row) {
  const CampaignFigures& f = row.figures;
  const Campaign& c = row.campaign;
  Pairs pairs;
  pairs.emplace_back("リンクが開かれた回数", thousands(f.opened) + "回");
  pairs.emplace_back("申込みの入力を始めた", thousands(f.begun) + "件");
  pairs.emplace_back("申込みが届いた（書面を含む）", thousands(f.sent) + "件");
  pairs.emplace_back("承認", target_words(row));
  pairs.emplace_back("ここから登録した見込み先", thousands(f.prospects) + "団体");
  if (c.cost_yen) {
    std::string cost = yen_text({*c.cost_yen});
    if (f.approved > 0) cost += "（1団体あたり" + yen_text({*c.cost_yen / f.approved}) + "）";
    pairs.emplace_back("費用", cost);
  }
  return description_list(pairs) +
         note("同じ人が何度開いても数えます。だれが開いたかは記録しません。");
}

Html days_table(const CampaignPage& page) {
  DataTable table{.caption = "日ごとの回数　新しい順",
                  .columns = {{.label = "日"},
                              {.label = "開かれた", .align = Align::end},
                              {.label = "入力を始めた", .align = Align::end}},
                  .rows = {}, .compact = true};
  for (const CampaignDay& day : page.days) {
    table.rows.push_back(
        {.cells = {day_or_dash(day.day), thousands(day.opened), thousands(day.begun)}});
  }
  table.empty = empty_state("このリンクは、まだ開かれていません");
  return data_table(table);
}

Html link_panel(const CampaignDetail& d) {
  const Campaign& c = d.page.row.campaign;
  return paragraph("このリンクから始まった申込みは、途中で保存しても、この募集施策のものとして数えます。") +
         copy_text("リンクをコピーする", d.page.link) +
         qr_code(c.name + "の申込みのリンクのQRコード", d.page.link) +
         cluster({button_link({.label = "印刷する紙面を開く", .path = path_of(c.id) + "/leaflet",
                               .icon = "print"}),
                  button_link({.label = "QRコードの画像（PNG）を保存する",
                               .path = path_of(c.id) + "/qr.png", .icon = "download"}),
                  button_link({.label = "QRコードの画像（SVG）を保存する",
                               .path = path_of(c.id) + "/qr", .icon = "download"})}) +
         note("PNGは文書やチラシの原稿に貼るとき、SVGは大きく印刷するときに使います。");
}

}  // namespace

Html campaigns(const web::Request& request, const Campaigns& data) {
  DataTable table{.caption = "募集施策　新しい順",
                  .columns = {{.label = "名前"},
                              {.label = "期間"},
                              {.label = "手段", .nowrap = true},
                              {.label = "開かれた", .align = Align::end},
                              {.label = "入力を始めた", .align = Align::end},
                              {.label = "届いた申込み", .align = Align::end},
                              {.label = "承認／目標", .align = Align::end, .nowrap = true}},
                  .rows = {}};
  for (const CampaignRow& row : data.list.rows) {
    const Campaign& c = row.campaign;
    table.rows.push_back(
        {.cells = {link(path_of(c.id), c.name), period_words(c), label_in(channels(), c.channel),
                   thousands(row.figures.opened), thousands(row.figures.begun),
                   thousands(row.figures.sent), target_words(row)}});
  }
  table.empty = empty_state("募集施策はまだありません");
  Html actions;
  if (data.may_manage) {
    actions = button_link({.label = "募集施策を登録する", .path = std::string(kCampaigns) + "/new",
                           .look = Look::primary, .icon = "plus"});
  }
  return page(request,
              {.area = web::Area::office, .title = "募集施策",
               .lead = "催しやチラシごとに申込みのリンクを作り、どれだけ入会につながったかを見ます。",
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"募集施策", ""}},
               .actions = actions, .nav_current = kCampaigns, .width = Width::full},
              data_table(table) + key_pager({.previous_path = data.first_path,
                                             .next_path = data.next_path}));
}

Html campaign(const web::Request& request, const CampaignDetail& d) {
  const Campaign& c = d.page.row.campaign;
  Pairs facts;
  facts.emplace_back("コード", code_text(c.code));
  facts.emplace_back("期間", period_words(c));
  facts.emplace_back("手段", label_in(channels(), c.channel));
  facts.emplace_back("対象", value_or_dash(c.audience));
  if (!c.note.empty()) facts.emplace_back("備考", multiline(c.note));
  facts.emplace_back("登録した人", c.created_by_name);
  std::vector<Html> actions;
  if (d.may_manage) {
    actions.push_back(
        button_link({.label = "内容を直す", .path = path_of(c.id) + "/edit", .icon = "edit"}));
  }
  if (d.sees_prospects && d.page.row.figures.prospects > 0) {
    actions.push_back(button_link({.label = "ここからの見込み先を見る",
                                   .path = std::string(kList) + "?stage=all&campaign=" +
                                           c.id.text}));
  }
  Html main = panel({.heading = "成果"}, figures_of(d.page.row)) +
              panel_flush({.heading = "日ごとの回数"}, days_table(d.page));
  Html side = panel({.heading = "募集施策の内容"}, description_list(facts)) +
              panel({.heading = "申込みのリンク"}, link_panel(d));
  return page(request,
              {.area = web::Area::office, .title = c.name + "（募集施策）", .heading = c.name,
               .eyebrow = "募集施策",
               .breadcrumbs = {{"きょうの仕事", "/office"}, {"募集施策", kCampaigns}, {c.name, ""}},
               .actions = cluster(actions), .status_message = d.status,
               .nav_current = kCampaigns, .width = Width::full},
              columns(main, side));
}

Html leaflet(const web::Request& request, const CampaignPage& data) {
  const Campaign& c = data.row.campaign;
  return page(request,
              {.area = web::Area::office, .title = c.name + "の申込みのQRコード",
               .heading = "入会のお申込み", .eyebrow = c.name,
               .lead = "スマートフォンのカメラで読み取ると、入会の案内と申込みのページが開きます。",
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"募集施策", kCampaigns},
                               {c.name, path_of(c.id)},
                               {"印刷する紙面", ""}},
               .nav_current = kCampaigns, .width = Width::reading},
              qr_code("申込みのリンクのQRコード", data.link) +
                  paragraph("読み取れないときは、次のアドレスを入力してください。") +
                  paragraph(strong(data.link)) +
                  note("会費はかかりません。スマートフォンでも10分ほどで申し込めます。"));
}

Html campaign_form(const web::Request& request, const CampaignForm& data) {
  const bool is_new = data.id.empty();
  const auto& typed = data.typed;
  const auto& error = data.error;
  Html inputs = text_field({.name = "name", .label = "名前", .value = typed.get("name"),
                            .hint = "例：県内ＤＸ展示会での案内", .required = true,
                            .error = error_at(error, "name"), .autocomplete = "off"});
  if (is_new) {
    inputs = text_field({.name = "code", .label = "コード", .value = typed.get("code"),
                         .hint = "リンクの終わりに付く文字です。空欄なら自動で付けます。"
                                 "紙に刷るため、あとから変えられません。例：KMT-EXPO",
                         .error = error_at(error, "code"), .autocomplete = "off",
                         .width = FieldWidth::medium, .characters_max = 20}) + inputs;
  }
  inputs += date_field({.name = "starts_on", .label = "始まる日",
                        .value = typed_date_parts(typed, "starts_on"), .required = true,
                        .error = error_at(error, "starts_on")}) +
            date_field({.name = "ends_on", .label = "終わる日",
                        .value = typed_date_parts(typed, "ends_on"),
                        .hint = "空欄なら、終わりを決めません。過ぎたあともリンクは使えます。",
                        .error = error_at(error, "ends_on")}) +
            select_field({.name = "channel", .label = "手段", .options = options_of(channels()),
                          .value = typed.get("channel"), .required = true,
                          .error = error_at(error, "channel"), .empty_label = "選んでください"}) +
            text_field({.name = "audience", .label = "対象", .value = typed.get("audience"),
                        .hint = "例：玉名・荒尾の製造業", .error = error_at(error, "audience"),
                        .autocomplete = "off"}) +
            number_field({.name = "target", .label = "目標（入会する団体の数）",
                          .value = typed.get("target"), .error = error_at(error, "target"),
                          .autocomplete = "off", .width = FieldWidth::short_, .unit = "団体"}) +
            text_field({.name = "cost_yen", .label = "費用", .value = typed.get("cost_yen"),
                        .hint = "例：3万円", .error = error_at(error, "cost_yen"),
                        .autocomplete = "off", .width = FieldWidth::medium}) +
            textarea_field({.name = "note", .label = "備考", .value = typed.get("note"),
                            .error = error_at(error, "note")},
                           3);
  inputs += is_new ? form_key_field(request)
                   : hidden_field("version", std::to_string(data.version));
  Html now;
  if (data.is_now) {
    now = notice({.tone = Tone::warning, .title = "ほかの人が保存した内容",
                  .text = data.is_now->name + "　" + period_words(*data.is_now) +
                          line_break() + multiline(data.is_now->note) +
                          small("下の入力のまま保存すると、この入力が残ります。")});
  }
  const std::string title =
      is_new ? "募集施策を登録する" : data.heading_name + "（募集施策）の内容を直す";
  const std::string back = is_new ? kCampaigns : path_of(data.id);
  return page(request,
              {.area = web::Area::office, .title = title,
               .breadcrumbs = {{"きょうの仕事", "/office"},
                               {"募集施策", kCampaigns},
                               {is_new ? "登録" : "直す", ""}},
               .nav_current = kCampaigns, .has_error = error.has_value(),
               .width = Width::reading},
              error_summary(error, "もう一度「保存する」を押してください") + now +
                  form(request, {.action = back, .keep_draft = true},
                       inputs + form_actions({button({.label = "保存する"}),
                                              button_link({.label = "やめる", .path = back,
                                                           .look = Look::text})})));
}

}  // namespace musubi::recruiting::views
