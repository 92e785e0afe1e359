// demo.cc - applications of 令和６年度 as of 2024-10-28, in every state: sent, supplemented, decided
// and withdrawn through the services that people use, with the clock of the story. Called after
// members::load_demo on a database that is otherwise empty; never on one that holds real data.
#include <algorithm>
#include <cstdio>
#include <map>

#include "base/text.h"
#include "features/applications/consents.h"
#include "features/applications/demo_people.h"
#include "features/applications/form.h"
#include "features/applications/record.h"
#include "features/applications/service.h"

namespace musubi::applications {
namespace {

Context at(const Context& ctx, std::string_view day, int hour, Actor actor) {
  Context out = ctx;
  const Date date = *parse_iso_date(day);
  out.now = Instant{start_of_day_in_japan(date).ms + hour * 3'600'000LL};
  out.pretended_today = date;
  out.actor = std::move(actor);
  out.address = "192.0.2.80";
  out.request_id = "demo-" + std::string(day);
  return out;
}
Context office_at(const Context& ctx, std::string_view day, int hour) {
  return at(ctx, day, hour, {Actor::Kind::person, {}, "結城 ことね", {Role::secretariat}, {}});
}
Context manager_at(const Context& ctx, std::string_view day, int hour) {
  return at(ctx, day, hour,
            {Actor::Kind::person, {}, "結城 まもる", {Role::secretariat_manager}, {}});
}
Context applicant_at(const Context& ctx, std::string_view day, int hour) {
  return at(ctx, day, hour, Actor::anonymous());
}

std::string corporate_number(int number) {
  char base[13];
  std::snprintf(base, sizeof base, "99990900%04d", number);
  return corporate_check_digit(base) + std::string(base);
}

std::string email_of(const DemoApplicant& who) {
  return "contact" + std::to_string(who.number) + "@join" + std::to_string(who.number) +
         ".example.jp";
}

Typed typed_of_demo(const DemoApplicant& who) {
  const auto text = [](std::string_view view) { return std::string(view); };
  Typed out{{"category", text(who.category)},
            {"name", text(who.name)},
            {"name_kana", text(who.name_kana)},
            {"corporate_number", corporate_number(who.number)},
            {"industry", text(who.industry)},
            {"employees", std::to_string(who.employees)},
            {"postal_code", text(who.postal_code)},
            {"address", text(who.address)},
            {"telephone", "096-000-" + std::to_string(7000 + who.number)},
            {"representative_title", text(who.representative_title)},
            {"representative_name", text(who.representative_name)},
            {"contact_name", text(who.contact)},
            {"contact_name_kana", text(who.contact_kana)},
            {"contact_department", text(who.department)},
            {"contact_email", email_of(who)},
            {"contact_telephone", "096-000-" + std::to_string(7000 + who.number)},
            {"interests", text(who.interests)},
            {"note", text(who.note)}};
  if (who.capital_10000_yen > 0) {
    out.emplace_back("capital_yen", std::to_string(who.capital_10000_yen) + "0000");
  }
  for (const ConsentText& consent : consent_texts()) {
    out.emplace_back(consent.field, consent.version);
  }
  return out;
}

Result<DraftToken> fill_in(const Context& applicant, const DemoApplicant& who) {
  const DraftToken draft =
      TRY(start_draft(applicant, {email_of(who), std::string(who.referral_code), ""}));
  for (const Step& step : steps()) {
    if (step.fields.empty()) continue;
    TRY(save_step(applicant, draft.token, std::string(step.slug), typed_of_demo(who)));
  }
  return draft;
}

Result<ApplicationId> apply(const Context& ctx, const DemoApplicant& who, int hour) {
  if (who.route == "web") {
    const Context applicant = applicant_at(ctx, who.day, hour);
    const DraftToken draft = TRY(fill_in(applicant, who));
    const ApplicationId id = TRY(submit_draft(applicant, draft.token)).application.id;
    if (who.key == "kazaguruma") return id;  // sent this morning, its mail not opened yet
    TRY(ctx.db.write([&](db::Tx& tx) -> Result<void> {
      return store::update_email_verified(tx, id, applicant.now);
    }));
    return id;
  }
  NewEntry entry;
  entry.typed = typed_of_demo(who);
  entry.intake_route = who.route;
  entry.referral_code = who.referral_code;
  // By telephone nothing can be signed: the consents came later, on paper.
  if (who.route != "telephone") entry.consents = {"rules", "privacy", "anti_social"};
  return enter_application(office_at(ctx, who.day, hour), entry);
}

using Ids = std::map<std::string, ApplicationId, std::less<>>;

// One step of the story, in a transaction of its own.
template <class F>
Result<void> step(const Context& ctx, F&& f) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(f(tx));
    return {};
  });
}

Result<void> review(const Context& ctx, const ApplicationId& id, std::string_view day) {
  const Context office = office_at(ctx, day, 10);
  return step(office, [&](db::Tx& tx) { return begin_review(tx, office, id); });
}

Result<void> make_ready(const Context& ctx, const ApplicationId& id, std::string_view day) {
  const Context office = office_at(ctx, day, 15);
  return step(office, [&](db::Tx& tx) { return mark_ready_for_decision(tx, office, id); });
}

Result<void> decide(const Context& ctx, const ApplicationId& id, std::string_view day,
                    bool approved) {
  const Context manager = manager_at(ctx, day, 16);
  return step(manager, [&](db::Tx& tx) {
    return record_decision(tx, manager, id, {approved, approved, ""});
  });
}

// Those that the registry's demo knows as members.
Result<void> become_member(const Context& ctx, const ApplicationId& id, std::string_view review_on,
                           std::string_view day) {
  TRY(review(ctx, id, review_on));
  TRY(make_ready(ctx, id, day));
  TRY(decide(ctx, id, day, true));
  const Context office = office_at(ctx, day, 17);
  return step(office, [&](db::Tx& tx) -> Result<void> {
    const Application application = TRY(load_received(tx, id));
    const auto members = members::list_similar_members(tx, application.organisation);
    const auto same = std::find_if(members.begin(), members.end(), [&](const auto& one) {
      return one.name == application.organisation.name;
    });
    if (same == members.end()) return {};
    TRY(mark_registered(tx, office, id, same->id));
    return {};
  });
}

Result<void> tell(const Context& ctx, const Ids& ids) {
  const auto of = [&](std::string_view key) { return ids.find(key)->second; };
  TRY(record_consents(office_at(ctx, "2024-10-08", 11), of("wakimizu"),
                      {"rules", "privacy", "anti_social"}, "paper"));
  TRY(become_member(ctx, of("akane"), "2024-09-24", "2024-10-03"));
  TRY(become_member(ctx, of("hakka"), "2024-09-30", "2024-10-09"));
  TRY(become_member(ctx, of("wakimizu"), "2024-10-08", "2024-10-17"));
  TRY(become_member(ctx, of("watagumo"), "2024-10-15", "2024-10-23"));
  TRY(review(ctx, of("yoimachi"), "2024-10-01"));
  TRY(make_ready(ctx, of("yoimachi"), "2024-10-10"));
  TRY(decide(ctx, of("yoimachi"), "2024-10-15", false));
  TRY(review(ctx, of("kiritsubo"), "2024-10-09"));  // and still there: past the standard period
  TRY(withdraw(office_at(ctx, "2024-10-16", 11), {}, of("asagao"),
               "10月16日に電話で申し出（来年度に改めて申し込むとのこと）", 0));
  TRY(review(ctx, of("shiosai"), "2024-10-16"));
  TRY(make_ready(ctx, of("shiosai"), "2024-10-23"));
  TRY(decide(ctx, of("shiosai"), "2024-10-25", true));
  TRY(review(ctx, of("hoshikuzu"), "2024-10-17"));
  TRY(make_ready(ctx, of("hoshikuzu"), "2024-10-25"));
  TRY(review(ctx, of("nagomi"), "2024-10-21"));
  NewSupplement number{"登記の番号と1桁ちがうようです。法人番号と、登記上の所在地を見直してください。",
                       {"corporate_number", "address"}, false, ""};
  TRY(request_supplement(office_at(ctx, "2024-10-24", 14), of("tsukimi"), number, 0));
  NewSupplement person{"担当者の部署と、日中に連絡のつく電話番号をお知らせください。",
                       {"contact_department", "contact_telephone"}, false, ""};
  TRY(request_supplement(office_at(ctx, "2024-10-23", 10), of("kawasemi"), person, 0));
  Answer answer;
  answer.typed = {{"contact_department", "技術部測量課"}, {"contact_telephone", "090-0000-7038"}};
  answer.answer = "8月に部署の名前が変わりました。";
  return record_answer(office_at(ctx, "2024-10-25", 13), {}, of("kawasemi"), answer);
}

}  // namespace

Result<void> load_demo(const Context& ctx) {
  Ids ids;
  int hour = 9;
  for (const DemoApplicant& who : demo_applicants()) {
    ids[std::string(who.key)] = TRY(apply(ctx, who, hour));
    hour = hour == 16 ? 9 : hour + 1;
  }
  TRY(tell(ctx, ids));
  // Somebody began last night and has not come back yet.
  const Context evening = applicant_at(ctx, "2024-10-27", 21);
  const DraftToken draft = TRY(start_draft(evening, {"tanto@kakikake.example.jp", "", ""}));
  return save_step(evening, draft.token, "organisation",
                   {{"category", "company"}, {"name", "株式会社架空灯台"},
                    {"name_kana", "カブシキガイシャカクウトウダイ"}, {"corporate_number", ""}});
}

}  // namespace musubi::applications
