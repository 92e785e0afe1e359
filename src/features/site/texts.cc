// texts.cc - what the consortium is, and help. The policies are in texts_policies.cc.
// The same for everyone: must never show anything that depends on who is looking.
#include "features/site/texts.h"

#include <optional>

#include "core/markdown/markdown.h"
#include "features/site/site.h"
#include "web/kit/layout.h"
#include "web/kit/markdown.h"
#include "web/kit/text.h"

namespace musubi::site {

std::vector<FixedPage> list_fixed_pages(const web::App& app) {
  return {{"about", "/about", texts::about(app)},
          {"help", "/help", texts::help(app)},
          {"privacy", "/policies/privacy", texts::privacy()},
          {"security", "/policies/security", texts::security()},
          {"site-policy", "/policies/site", texts::site_policy(app)},
          {"social-media", "/policies/social", texts::social_media()}};
}

std::vector<OpenText> list_texts(const web::App& app, const Context& ctx) {
  std::vector<OpenText> out;
  for (const FixedPage& page : list_fixed_pages(app)) {
    const Text& text = page.text;
    std::optional<web::OfficeText> office;
    if (app.home.office_text) office = app.home.office_text(ctx, page.name);
    OpenText one{page.path, office ? office->title : text.title,
                 office ? office->lead : text.lead, {}};
    for (const Part& part : text.parts) {
      if (office && !part.stays) continue;
      one.text += part.heading + "\n" + markdown::to_text(part.markdown) + "\n";
    }
    out.push_back(std::move(one));
  }
  return out;
}

namespace {

web::Html shown_part(const Part& part) {
  return web::kit::section({.heading = part.heading, .id = part.id},
                           web::kit::markdown(part.markdown) + part.more);
}

}  // namespace

web::Html parts(const Text& text) {
  web::Html all;
  for (const Part& part : text.parts) all += shown_part(part);
  return all;
}

web::Html staying_parts(const Text& text) {
  web::Html all;
  for (const Part& part : text.parts) {
    if (part.stays) all += shown_part(part);
  }
  return all;
}

Text texts::about(const web::App& app) {
  Text text{
      "コンソーシアムとは",
      "県内の企業・団体・大学・行政が、デジタルの力で仕事を良くするために集まる、産学官の集まりです。",
      {{"bring", "困りごとを持ち寄る", R"(
「人が足りない」「同じことを何度も書いている」「どこに何があるか分からない」。はじめから課題がはっきりしている必要はありません。

事務局が話を伺い、業種・地域・規模の近い会員の経験と照らし合わせて、最初に取り組むことを一緒に決めます。
)"},
       {"connect", "近い課題の仲間とつながる", R"(
事務局が、業種・地域・関心のある分野の近い会員を引き合わせます。先に試した会員の話を、直接聞くことができます。

- 支援機関やアドバイザーに相談できます
- うまくいかなかったことも、次の人の役に立つ記録として残します
)"},
       {"try", "小さく試して、数字で確かめる", R"(
取組の前に「いまの数字」を測ります。1週間だけ、紙と鉛筆でも構いません。試したあとに同じ測り方でもう一度測り、変わったことと変わらなかったことを事例にまとめます。
)"},
       {"", "運営のしくみ", R"(
| 役割 | 担うこと |
|---|---|
| 県 | 事業の方針を定め、報告を受け取ります |
| 事務局 | 会員の受付、相談、行事、報告を担います |
| 会員 | 困りごと・データ・経験を持ち寄ります |
| アドバイザー | 専門の立場から助言します |

会員の増減と活動の状況は、事務局が県に報告します。
)"}}};
  if (app.is_demo()) {
    text.parts.push_back({"", "このサイトについて", R"(
このサイトに載っている企業・人物・数値はすべて架空です。画面とはたらきを確かめるための見本としてお使いください。
)", {}, true});
  }
  return text;
}

namespace {

// Only what the configuration says; a line that it leaves empty is not there.
Part contact_part(const web::App& app) {
  const web::Contact& to = app.contact;
  web::kit::Pairs lines;
  if (!to.telephone.empty()) {
    lines.emplace_back("電話", to.telephone + (to.hours.empty() ? "" : "（" + to.hours + "）"));
  }
  if (!to.mail.empty()) lines.emplace_back("電子メール", web::kit::mail_link(to.mail));
  if (!to.address.empty()) lines.emplace_back("郵便", to.address);
  Part part{"contact", "事務局への連絡", "", {}, true};
  // The inquiry desk is another feature's, which may be missing from this product.
  const bool has_form = app.router.match("GET", "/contact").route != nullptr;
  if (has_form) {
    part.more = web::kit::paragraph(web::kit::go_link("/contact", "お問い合わせのフォームを使う"));
  }
  if (lines.empty() && has_form) {
    part.markdown = "フォームから、いつでもお問い合わせいただけます。";
    return part;
  }
  if (lines.empty()) {
    part.markdown = "連絡先は、まだこのサイトに載せていません。事務局からのお知らせやメールに書かれた"
                    "連絡先をお使いください。";
    return part;
  }
  part.markdown = "次の方法で受け付けます。画面に「受付番号」が出ているときは、その番号もお知らせください。";
  part.more += web::kit::description_list(lines);
  if (app.is_demo()) part.more += web::kit::note("連絡先は見本のための架空のものです。");
  return part;
}

std::string idle_words(const web::App& app) {
  return "- " + std::to_string(app.session_limits.idle_minutes) +
         "分間操作がないとログアウトします。5分前にお知らせし、1回押すだけで延長できます。\n";
}

}  // namespace

std::vector<web::OpenEntry> texts::what_we_do() {
  return {{"困りごとを持ち寄る",
           "紙の日報、二重の入力、探しものの時間。まだ言葉になっていない困りごとから、一緒に整理します。",
           "どの業種・規模でも", "/about#bring"},
          {"近い課題の仲間とつながる",
           "同じ業種、同じ地域、同じ規模。先に試した人の話を、うまくいかなかったことも含めて聞けます。",
           "会員どうしで", "/about#connect"},
          {"小さく試して、数字で確かめる",
           "はじめる前の数字を測り、試したあとにもう一度測ります。結果は事例として次の人に渡します。",
           "支援機関と一緒に", "/about#try"}};
}

std::vector<web::OpenEntry> texts::way_in() {
  return {{"相談する", "事務局が、困りごとと関心のある分野を伺います。"},
          {"入会する", "団体の情報と担当者を登録します。会費はかかりません。"},
          {"つながる", "事務局の紹介で、近い課題の会員や支援機関と話せます。"},
          {"試す", "小さな実証から始めます。前と後の数字は事務局が一緒に測ります。"}};
}

web::OpenEntry texts::greeting() {
  return {"現場と現場を、むすぶ。",
          "県内の企業・団体・大学・行政が、仕事の困りごととデータを持ち寄り、一緒に試していく集まりです。"};
}

web::OpenEntry texts::closing() {
  return {"会員・事務局・県の方へ", "登録の確認、名簿、報告は、ログインしてお使いください。"};
}

Text texts::help(const web::App& app) {
  Text text{
      "使い方と相談",
      "このサイトの使い方と、困ったときの連絡先をまとめています。",
      {{"sign-in", "ログインできないとき", R"(
- **パスワードを忘れたとき**：[パスワードの決め直し](/sign-in/reset)に、ログインに使うメールアドレスを入力してください。1回だけ使えるリンクを送ります。
- **何度も間違えたとき**：しばらくの間、その組み合わせでの試行を止めています。時間をおいてからお試しください。
- **確認コードが合わないとき**：端末の時刻が合っているか確かめてください。認証アプリが手元にないときは、確認コードの画面から回復コードを使えます。どちらもないときは事務局にお知らせください。
- **パスキー**：登録してある端末では、パスワードの代わりに指紋や顔、画面ロックでログインできます。
- パスワードの貼付けやパスワード管理ソフトをお使いいただけます。
)"},
       {"screen", "画面の見方", R"(
- 画面の上の帯の色が場所を表します。白は公開、緑は会員専用、墨色は事務局です。
- 「※必須」の欄だけ入力すれば送れます。「任意」の欄は空けておいて構いません。
- 誤りがあったときは、画面の上にまとめて示します。項目を選ぶと、その欄に移ります。入力した内容は残っています。
)" + idle_words(app)},
       {"keyboard", "キーボードと読み上げ", R"(
すべての操作をキーボードだけで行えます。最初にTabキーを押すと「本文へ移動」が現れます。表が画面からはみ出すときは、表に焦点を移して左右の矢印キーで動かせます。

文字の大きさはブラウザーの拡大機能で2倍以上にできます。暗い配色と高いコントラストは、端末の設定に合わせて切り替わります。
)"},
       {"browser", "使えるブラウザー", R"(
Chrome、Edge、Firefox、Safariの新しい版でお使いください。JavaScriptを止めていても、すべての手続きができます。
)"},
       contact_part(app)}};
  return text;
}

}  // namespace musubi::site
