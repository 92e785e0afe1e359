// words.cc - what the records of accounts and of core's own parts (files, mail, outbox, sessions,
// settings) are called in Japanese. Read by the pages over the audit and the outbox.
// SECURITY: a field that is not listed counts as personal and is masked for who must not see it.
#include <utility>
#include <vector>

#include "features/accounts/accounts.h"
#include "features/accounts/pages.h"

namespace musubi::accounts {
namespace {

using Pairs = std::vector<std::pair<const char*, const char*>>;

const Pairs kActions{{"accounts.account.invited", "アカウントに招待しました"},
                     {"accounts.account.created", "アカウントを作りました"},
                     {"accounts.account.activated", "招待を受けてアカウントを使い始めました"},
                     {"accounts.account.reset", "パスワードと二つ目の確認を再設定しました"},
                     {"accounts.account.suspended", "アカウントを止めました"},
                     {"accounts.account.resumed", "アカウントを再開しました"},
                     {"accounts.account.moved", "会員の統合にあわせてアカウントの団体を移しました"},
                     {"accounts.address.asked", "メールアドレスの変更を申し込みました"},
                     {"accounts.address.cancelled", "メールアドレスの変更をやめました"},
                     {"accounts.address.changed", "メールアドレスを変えました"},
                     {"accounts.address.proved", "メールアドレスを確認しました"},
                     {"accounts.authenticator.offered", "認証アプリの登録を始めました"},
                     {"accounts.authenticator.enrolled", "認証アプリを登録しました"},
                     {"accounts.first_administrator.offered", "最初の管理者のリンクを作りました"},
                     {"accounts.name.changed", "お名前を変えました"},
                     {"accounts.passkey.added", "パスキーを登録しました"},
                     {"accounts.passkey.refused", "パスキーを断りました"},
                     {"accounts.passkey.removed", "パスキーを外しました"},
                     {"accounts.password.changed", "パスワードを変えました"},
                     {"accounts.password.reset", "忘れたパスワードを決め直しました"},
                     {"accounts.password.refused", "パスワードの確認に失敗しました"},
                     {"accounts.pledge.filed", "従事者誓約を記録しました"},
                     {"accounts.pledge.withdrawn", "従事者誓約を取り消しました"},
                     {"accounts.account.reminded", "招待をもう一度送りました"},
                     {"accounts.recovery_codes.made", "回復コードを作りました"},
                     {"accounts.recovery_code.used", "回復コードを使いました"},
                     {"accounts.roles.changed", "役割を変えました"},
                     {"accounts.session.began", "ログインしました"},
                     {"accounts.session.ended", "ログアウトしました"},
                     {"accounts.stocktake.begun", "アカウントの棚卸しを始めました"},
                     {"accounts.stocktake.decided", "アカウントの棚卸しで扱いを決めました"},
                     {"accounts.stocktake.signed", "アカウントの棚卸しに署名しました"},
                     {"accounts.sign_in.refused", "ログインに失敗しました"},
                     {"audit.entries.exported", "操作の記録を書き出しました"},
                     {"core.file.taken", "ファイルを受け取りました"},
                     {"core.file.scanned", "ファイルをウイルス検査しました"},
                     {"core.file.held_back", "ファイルをウイルス検査に回しました"},
                     {"core.file.refused", "ファイルの受取りを断りました"},
                     {"core.file.removed", "ファイルを消しました"},
                     {"core.mail.settled", "メールの送信が終わりました"},
                     {"core.mail.withdrawn", "まだ送っていないメールを取りやめました"},
                     {"core.mail.requeued", "メールをもう一度送りました"},
                     {"core.mail.read", "メールの本文を表示しました"},
                     {"outbox.letter.retried", "止まった配信をやり直しました"},
                     {"postal.table.imported", "郵便番号の表を取り込みました"},
                     {"settings.setting.changed", "設定を変えました"}};

const Pairs kNouns{{"account", "アカウント"}, {"stocktake", "棚卸し"}, {"audit", "操作の記録"}, {"file", "ファイル"},
                   {"mail", "メール"},        {"letter", "配信"},    {"setting", "設定"},
                   {"postal_table", "郵便番号の表"}};

const Pairs kFields{{"state", "状態"},
                    {"roles", "役割"},
                    {"organisation", "団体のID"},
                    {"organisation_id", "団体のID"},
                    {"stopped_by", "止めたきっかけ"},
                    {"sessions", "終えたログインの数"},
                    {"device", "機器"},
                    {"second_factor", "二つ目の確認"},
                    {"reason", "理由"},
                    {"passkey", "パスキーの名前"},
                    {"recovery_codes", "使っていない回復コードの数"},
                    {"pledge_text", "誓約の文面の版"},
                    {"pledge_way", "誓約の方法"},
                    {"given_on", "誓約の日付"},
                    {"kept", "続ける人の数"},
                    {"suspended", "止める人の数"},
                    {"rows", "行数"},
                    {"bytes", "大きさ（バイト）"},
                    {"media_type", "ファイルの種類"},
                    {"sha256", "ハッシュ値"},
                    {"purpose", "目的"},
                    {"finding", "検出名"},
                    {"setting.value", "値"},
                    {"postal_table.file_name", "ファイル名"},
                    {"postal_table.towns", "町域の数"},
                    {"postal_table.postal_codes", "郵便番号の数"},
                    {"account.name", "お名前"},
                    {"account.login", "メールアドレス"}};
const char* const kPersonal[] = {"account.name", "account.login"};

const Pairs kValues{{"mail.state=waiting", "送信待ち"},   {"mail.state=sent", "送信済み"},
                    {"mail.state=failed", "失敗"},        {"mail.state=undelivered", "未配信"},
                    {"mail.state=returned", "戻り"},      {"mail.state=uncertain", "確認できず"},
                    {"mail.state=withdrawn", "取りやめ"},
                    {"file.state=waiting_scan", "検査待ち"},
                    {"file.state=unscanned", "検査なし"}, {"file.state=clean", "検査済み"},
                    {"file.state=too_large", "大きすぎて検査できない"},
                    {"file.state=infected", "ウイルスを検出"},
                    {"file.state=removed", "削除済み"},
                    {"account.state=invited", "招待中"},  {"account.state=active", "利用中"},
                    {"account.state=suspended", "停止中"},
                    {"pledge_way=online", "画面で"},     {"pledge_way=paper", "紙で"},
                    {"stopped_by=office", "事務局"},
                    {"stopped_by=administrator", "団体の管理者"},
                    {"stopped_by=organisation", "団体の休会・停止・退会など"},
                    {"stopped_by=merge", "統合の前からの停止"},
                           {"second_factor=totp", "認証アプリ"}};

const Pairs kTopics{{"accounts.link.issued", "一度だけ使えるリンクの手紙を書く"},
                    {"accounts.address.asked", "メールアドレスの確認の手紙を書く"},
                    {"accounts.address.changed", "メールアドレスの変更を知らせる"},
                    {"accounts.way.changed", "ログインの方法の変更をご本人に知らせる"},
                    {"accounts.reset.asked", "パスワードの決め直しの手紙を書く"},
                    {"core.mail.queued", "メールを送る"},
                    {"core.files.taken", "ファイルをウイルス検査する"}};

void add(web::Words::Table& table, const Pairs& pairs) {
  for (const auto& [code, words] : pairs) table.insert_or_assign(code, words);
}

}  // namespace

void add_words(web::Words& words) {
  add(words.actions, kActions);
  add(words.nouns, kNouns);
  add(words.fields, kFields);
  add(words.values, kValues);
  add(words.topics, kTopics);
  for (const char* field : kPersonal) words.personal.insert(field);
  for (int i = 0; i < kRoleCount; ++i) {
    const Role role = static_cast<Role>(i);
    words.values.insert_or_assign("roles=" + std::string(role_name(role)),
                                  std::string(role_label(role)));
  }
}

}  // namespace musubi::accounts
