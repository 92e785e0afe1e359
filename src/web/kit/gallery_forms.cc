// gallery_forms.cc - words, layout and forms in every state. All names are fictional.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/gallery_groups.h"
#include "web/kit/kit.h"

namespace musubi::web::kit {

namespace {
const std::vector<Option> kIndustries = {{"E", "製造業"}, {"D", "建設業"}, {"G", "情報通信業"}};

Html buttons(const Request& request) {
  return cluster({button_link({.label = "入会を申し込む", .path = "/_kit", .look = Look::primary}),
                  button_link({.label = "事例を読む", .path = "/_kit"}),
                  button_link({.label = "やめる", .path = "/_kit", .look = Look::text}),
                  button_link({.label = "名簿を受け取る", .path = "/_kit", .icon = "download",
                               .small = true}),
                  post_button(request, {.button = {.label = "下書きを消す", .look = Look::danger,
                                                   .icon = "trash"},
                                        .action = "/_kit"}),
                  copy_text("番号をコピーする", "K0207")});
}

Html words() {
  return paragraph(Html("本文には") + strong("強調") + "、" + link("/_kit", "ページへのリンク") + "、" +
                   external_link("https://example.com/", "外部のサイト") + "、" +
                   mail_link("office@example.com") + "、番号の" + code_text("3 9999 0100 0095") +
                   "、" + marked("山〓 恵子") + "、" + deleted("前の値") + inserted("後の値") +
                   "があります。" + line_break() + multiline("改行した文の\n二行目です。")) +
         paragraph(file_link({.path = "/_kit", .name = "会員報告書", .type = "PDF",
                              .bytes = 1'258'291, .pages = 60})) +
         paragraph(go_link("/_kit", "事例を業種や課題から探す")) + note("補助の文です。14ピクセルより小さくしません。");
}

TextField name_field() {
  return {.name = "name", .label = "団体名", .value = "株式会社髙槻精工",
          .hint = "登記のとおりに入力してください。旧字体もそのまま使えます。", .required = true,
          .autocomplete = "organization"};
}

Html choices(const std::string& error) {
  return select_field({.name = "industry", .label = "業種", .options = kIndustries, .value = "E",
                       .required = true, .error = error, .empty_label = "選んでください"}) +
         radio_group({.name = "how", .label = "案内の受け取り方",
                      .options = {{"mail", "電子メール", "届くまで数分かかります。"},
                                  {"post", "郵便"}},
                      .value = error.empty() ? "mail" : "", .required = true, .error = error}) +
         checkbox_group({.name = "interest", .label = "関心のある分野",
                         .options = {{"data", "データ連携", "", "9件"},
                                     {"people", "人材育成", "", "6件"},
                                     {"shop", "店舗のデジタル化", "", "5件"}},
                         .values = {"data"}, .hint = "いくつでも選べます。", .error = error,
                         .inline_ = true}) +
         checkbox({.name = "agree", .label = "規約に同意する", .checked = error.empty(),
                   .error = error});
}
}  // namespace

Html show_text(const Request& request) {
  Html icons;
  for (std::string_view name : icon_names()) icons += icon(name) + Html(" ");
  return section({.heading = "ボタン"}, buttons(request)) + section({.heading = "文"}, words()) +
         section({.heading = "並べ方", .aside = link("/_kit", "一覧へ")},
                 grid({card({.title = "「探す時間」を測ることから始めた図面管理", .path = "/_kit",
                             .figure = before_after({.caption = "図面を探す時間（1人1日）",
                                                     .before = "18", .after = "5", .unit = "分"}),
                             .meta = "製造業　大津町　78人"}),
                       card({.title = "手書き日報をやめたら、朝礼が短くなった", .path = "/_kit",
                             .text = "現場の声から始めた取組です。", .meta = "建設業　八代市"}),
                       card({.title = "数字のない事例", .path = "/_kit", .text = "課題の一文。"})},
                      3)) +
         section({.heading = "状態の札"},
                 cluster({badge(Tone::ok, "有効"), badge(Tone::warning, "要確認"),
                          badge(Tone::error, "期限を過ぎました"), badge(Tone::info, "受付中"),
                          badge(Tone::neutral, "休会"), badge(Tone::info, "あす期限", "clock"),
                          plain_tag("イベント"), removable_tag("状態：休会", "/_kit"), count_mark(9),
                          count_mark(12, "人")})) +
         section({.heading = "一覧と説明"},
                 bullets({"一つめ", "二つめ"}) + numbered({"はじめに", "つぎに"}) +
                     description_list({{"企業名", "株式会社霧嶺精機"}, {"所在地", "大津町"},
                                       {"入会日", date_text({2024, 6, 1})}}) +
                     disclosure("くわしく見る", paragraph("開くと読める説明です。"))) +
         section({.heading = "数"},
                 big_numbers({{"会員団体", "507", "団体"}, {"公開した事例", "28", "本"},
                              {"参加した市町村", "41", "市町村"}})) +
         section({.heading = "読み上げだけの見出し", .heading_hidden = true},
                 note("この節の見出しは、読み上げだけに使います。")) +
         section({.heading = "図記号"}, paragraph(icons));
}

Html show_forms(const Request& request) {
  postal::Help found{.offered = true, .address = "", .says = "この郵便番号の所在地は2か所あります"};
  found.choices = {{"a", "熊本県熊本市中央区架空町1-2-3", ""},
                   {"b", "熊本県熊本市中央区架空本町", "入力済みの所在地と置き換えます。"}};
  return form(request, {.action = "/_kit", .uploads = true, .keep_draft = true},
              enter_button() + text_field(name_field()) +
                  text_field({.name = "postal_code", .label = "郵便番号", .value = "860-0002",
                              .width = FieldWidth::short_}) +
                  address_help(found) +
                  text_field({.name = "corporate_number", .label = "法人番号",
                              .hint = "13桁の数字です。ハイフンや全角でも構いません。",
                              .inputmode = "numeric", .width = FieldWidth::medium}) +
                  text_field({.name = "theme", .label = "困りごと・テーマ",
                              .suggestions = {"業務効率化", "データ活用"}}) +
                  email_field({.name = "email", .label = "電子メール", .required = true}) +
                  telephone_field({.name = "telephone", .label = "電話番号",
                                   .width = FieldWidth::medium}) +
                  number_field({.name = "employees", .label = "従業員数", .value = "46",
                                .hint = "およその人数で構いません。", .required = true,
                                .width = FieldWidth::short_, .unit = "人"}) +
                  date_field({.name = "founded_on", .label = "設立年月日",
                              .value = date_parts(Date{2000, 4, 1})}) +
                  choices("") +
                  textarea_field({.name = "remarks", .label = "備考", .value = "一行目\n二行目"}) +
                  trap_field("homepage") +
                  file_field({.name = "roster", .label = "会員名簿", .accept = ".csv,.xlsx",
                              .hint = "CSVまたはExcel、20MBまで"}) +
                  file_field({.name = "pictures", .label = "写真", .accept = ".jpg,.png",
                              .hint = "いくつか選べます。", .multiple = true}) +
                  field_group("ログイン",
                              password_field({.name = "password", .label = "パスワード",
                                              .required = true, .width = FieldWidth::long_}) +
                                  one_time_code_field({.name = "code", .label = "確認コード",
                                                       .hint = "認証アプリの6桁の数字です。",
                                                       .required = true,
                                                       .width = FieldWidth::short_}),
                              "事務局の方は確認コードも使います。") +
                  form_actions({button({.label = "保存して次へ"}),
                                button({.label = "保存して中断する", .look = Look::secondary,
                                        .name = "pause", .value = "1"}),
                                button_link({.label = "1つ前に戻る", .path = "/_kit",
                                             .look = Look::text})}));
}

Html show_forms_refused(const Request& request) {
  Error error{Fault::invalid, "入力内容に誤りがあります",
              {{"name_kana", "団体名（フリガナ）を入力してください"},
               {"corporate_number", "法人番号は13桁の数字で入力してください（いま12桁です）"},
               {"founded_on", "設立年月日の月は1から12までの数字で入力してください"},
               {"industry", "一つ選んでください"}},
              {}};
  return error_summary(error, "もう一度「保存して次へ」を押してください") +
         form(request, {.action = "/_kit"},
              text_field(name_field()) +
                  text_field({.name = "name_kana", .label = "団体名（フリガナ）",
                              .hint = "ひらがなで入力しても構いません。例：タカツキセイコウ",
                              .required = true, .error = error_at(error, "name_kana")}) +
                  text_field({.name = "corporate_number", .label = "法人番号",
                              .value = "799990100001",
                              .error = error_at(error, "corporate_number"),
                              .inputmode = "numeric", .width = FieldWidth::medium}) +
                  date_field({.name = "founded_on", .label = "設立年月日",
                              .value = {"heisei", "12", "14", "1"},
                              .error = error_at(error, "founded_on")}) +
                  choices(error_at(error, "industry")) +
                  file_field({.name = "roster", .label = "会員名簿", .required = true,
                              .error = "ファイルを選んでください"}) +
                  form_actions({button({.label = "保存して次へ"})}));
}

}  // namespace musubi::web::kit
