// demo.cc - requests as of 2024-10-28: one answered in summer, one of the prefecture's, one in
// progress whose identity was checked last week, one that came this morning; the register's first
// version. Told through the services, with the clock of the story; letters of it go to nobody.
#include "features/accounts/accounts.h"
#include "features/privacy/privacy.h"
#include "features/privacy/service.h"

namespace musubi::privacy {
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

Result<void> answered_in_summer(const Context& ctx, const Actor& office, const Actor& manager) {
  const std::string id = TRY(enter_paper_request(
      at(ctx, "2024-07-09", 10, office),
      {"correction", "蛍原 さやか", "", "昨年の名簿に載っている所属が、異動の前の部署のままになっています。"},
      "2024-07-08", ""));
  TRY(check_identity(at(ctx, "2024-07-10", 11, office),
                     {id, "来所のとき、社員証で氏名と所属を確かめました。写しは残していません。", 0}));
  return answer(at(ctx, "2024-07-12", 15, manager),
                {id, "ご指摘のとおり、会員名簿の所属を「営業企画課」に直しました。", 0}, "granted");
}

Result<void> of_the_prefecture(const Context& ctx, const Actor& office) {
  const std::string id = TRY(enter_paper_request(
      at(ctx, "2024-09-18", 10, office),
      {"disclosure", "夏目坂 とおる", "", "県の補助金の申請で出した書類の写しを見たい。"}, "2024-09-17", ""));
  return forward(at(ctx, "2024-09-18", 14, office),
                 {id, "県の補助金の申請書類は県が保有しているため、県の担当課に引き継ぎます。", 0});
}

Result<void> in_progress(const Context& ctx, const Actor& office) {
  const std::string id = TRY(enter_paper_request(
      at(ctx, "2024-10-15", 9, office),
      {"disclosure", "水無月 担子", "member@demo.example",
       "会員の担当者として登録されている内容と、送られたメールの記録を見たい。"},
      "2024-10-15", ""));
  const Context checked = at(ctx, "2024-10-21", 11, office);
  TRY(check_identity(checked, {id, "登録の電話番号に折り返し、会員番号と入会の時期を確かめました。", 0}));
  return gather(checked, {id, "", 0});
}

Result<void> this_morning(const Context& ctx, const Actor& office) {
  TRY(enter_paper_request(at(ctx, "2024-10-28", 9, office),
                          {"stop", "露草 みちる", "", "退職したので、案内のメールの宛先から外してほしい。"},
                          "2024-10-28", ""));
  return {};
}

Result<void> fix_first_register(const Context& ctx, const Actor& office) {
  TRY(save_note(at(ctx, "2024-04-12", 10, office), "accounts.pledges",
                "紙の誓約書の原本は、事務局の施錠した書庫（1段目）に置いています。", 0));
  TRY(save_note(at(ctx, "2024-04-12", 10, office), "screenings.files",
                "見るたびに記録が残ります。印刷しないでください。", 0));
  TRY(fix_register(at(ctx, "2024-04-15", 11, office), "年度のはじめに定め、県に提出するため。", ""));
  return {};
}

}  // namespace

Result<void> load_demo(const Context& ctx) {
  const Actor office = TRY(accounts::find_demo_actor(ctx, Role::secretariat));
  const Actor manager = TRY(accounts::find_demo_actor(ctx, Role::secretariat_manager));
  TRY(fix_first_register(ctx, office));
  TRY(answered_in_summer(ctx, office, manager));
  TRY(of_the_prefecture(ctx, office));
  TRY(in_progress(ctx, office));
  return this_morning(ctx, office);
}

}  // namespace musubi::privacy
