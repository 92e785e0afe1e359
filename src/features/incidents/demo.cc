// demo.cc - a closed drill of summer: a mail to the wrong address, played through to the end with
// the clock of the story. Called once, after the demo's accounts were made.
#include "features/accounts/accounts.h"
#include "features/incidents/incidents.h"
#include "features/incidents/service.h"

namespace musubi::incidents {
namespace {

Context at(const Context& ctx, const std::string& day, int hour, const Actor& actor) {
  Context out = ctx;
  const Date date = *parse_iso_date(day);
  out.now = Instant{start_of_day_in_japan(date).ms + hour * 3'600'000LL};
  out.pretended_today = date;
  out.actor = actor;
  out.address = "";
  out.request_id = "demo-" + day;
  return out;
}

Json items() {
  return {{"outline", "7月22日9時すぎ、会員120団体への案内メールを、宛先の一覧が見える形で送った（訓練の想定）。受け取った"
                      "会員からの電話で気づいた。"},
          {"data", "メールアドレス、所属"},
          {"count", "120人（最大120人）"},
          {"cause", "一斉送信の画面を使わず、手元のメールソフトから送った。"},
          {"secondary", "悪用は確認していない。"},
          {"response", "当日中にお詫びと削除のお願いを1通ずつ送った。窓口は事務局の代表電話。"},
          {"publication", "訓練のため行わない。実際には、県と相談して決める。"},
          {"prevention", "案内は必ず一斉送信の画面から送る。50件を超えるときは2人目が確かめる。"},
          {"other", "県の担当者にも訓練に加わっていただいた。"}};
}

}  // namespace

Result<void> load_demo(const Context& ctx) {
  const Actor office = TRY(accounts::find_demo_actor(ctx, Role::secretariat));
  const Actor manager = TRY(accounts::find_demo_actor(ctx, Role::secretariat_manager));
  NewIncident input;
  input.title = "案内メールの宛先の見える誤送信";
  input.known_on = "2024-07-22";
  input.known_clock = "9:40";
  input.is_drill = true;
  input.answers.people = 120;
  input.answers.entrusted = true;
  const std::string id = TRY(open_incident(at(ctx, "2024-07-22", 10, office), input, ""));
  TRY(record_step(at(ctx, "2024-07-22", 11, office), id, "prefecture",
                  "県の担当課に電話で第一報を入れ、続けて書面（案）を送りました。"));
  TRY(add_remark(at(ctx, "2024-07-22", 13, office), id,
                 "送信の記録から、宛先が120件であることを確かめました。", ""));
  TRY(save_items(at(ctx, "2024-07-23", 15, office), id, items(), 0));
  TRY(record_step(at(ctx, "2024-07-24", 10, office), id, "prompt", "速報の資料を県の担当課に渡しました。"));
  TRY(record_step(at(ctx, "2024-07-24", 14, office), id, "persons",
                  "120件に、お詫びと削除のお願いを1通ずつ送る手順を確かめました。"));
  TRY(record_step(at(ctx, "2024-08-09", 10, office), id, "final", "確報の資料を県の担当課に渡しました。"));
  return close_incident(at(ctx, "2024-08-13", 16, manager), id,
                        "県への第一報は80分で済みました。宛先の件数を調べる手順書を直し、次回は休日の連絡網も試します。",
                        0);
}

}  // namespace musubi::incidents
