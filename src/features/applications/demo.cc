// demo.cc - applications of 令和６年度 as of 2024-10-28, in every state: sent, supplemented, decided
// and withdrawn through the services that people use, with the clock of the story. Called after
// members::load_demo on a database that is otherwise empty; never on one that holds real data.
#include <algorithm>
#include <cstdio>
#include <functional>
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
  // Nobody has called back yet about Friday's paper.
  if (who.key != "suzumushi") entry.email_check = "電話で読み上げて確かめました";
  return enter_application(office_at(ctx, who.day, hour), entry);
}

using Ids = std::map<std::string, ApplicationId, std::less<>>;

// What happens at one moment; the story is told in the order of its days, as the audit would be.
struct Moment {
  std::string at;  // 2024-10-08T10
  std::function<Result<void>()> act;
};

class Story {
 public:
  explicit Story(const Context& ctx) : ctx_(ctx) {}

  void add(std::string_view day, int hour, std::function<Result<void>()> act) {
    const std::string clock = std::to_string(hour);
    moments_.push_back({std::string(day) + (hour < 10 ? "T0" : "T") + clock, std::move(act)});
  }
  void applies(const DemoApplicant& who, int hour) {
    add(who.day, hour, [this, who, hour]() -> Result<void> {
      ids_[std::string(who.key)] = TRY(apply(ctx_, who, hour));
      return {};
    });
  }
  // One step of the state machine, in a transaction of its own.
  template <class F>
  void step(std::string_view key, const Context& who, std::string_view day, int hour, F move) {
    add(day, hour, [this, key, who, move]() -> Result<void> {
      const ApplicationId id = of(key);
      return ctx_.db.write([&](db::Tx& tx) -> Result<void> {
        TRY(move(tx, who, id));
        return {};
      });
    });
  }
  void review(std::string_view key, std::string_view day) {
    step(key, office_at(ctx_, day, 10), day, 10,
         [](db::Tx& tx, const Context& who, const ApplicationId& id) {
           return begin_review(tx, who, id);
         });
  }
  void make_ready(std::string_view key, std::string_view day) {
    step(key, office_at(ctx_, day, 15), day, 15,
         [](db::Tx& tx, const Context& who, const ApplicationId& id) {
           return mark_ready_for_decision(tx, who, id);
         });
  }
  void decide(std::string_view key, std::string_view day, bool approved) {
    step(key, manager_at(ctx_, day, 16), day, 16,
         [approved](db::Tx& tx, const Context& who, const ApplicationId& id) {
           return record_decision(tx, who, id, {approved, approved, ""});
         });
  }
  // Those that the registry's demo knows as members.
  void joins(std::string_view key, std::string_view review_on, std::string_view day) {
    review(key, review_on);
    make_ready(key, day);
    decide(key, day, true);
    step(key, office_at(ctx_, day, 17), day, 17, register_as_member);
  }
  const ApplicationId& of(std::string_view key) const { return ids_.find(key)->second; }

  Result<void> tell() {
    std::stable_sort(moments_.begin(), moments_.end(),
                     [](const Moment& a, const Moment& b) { return a.at < b.at; });
    for (const Moment& moment : moments_) TRY(moment.act());
    return {};
  }

 private:
  static Result<Application> register_as_member(db::Tx& tx, const Context& who,
                                                const ApplicationId& id) {
    const Application application = TRY(load_received(tx, id));
    const auto members = members::list_similar_members(tx, application.organisation);
    const auto same = std::find_if(members.begin(), members.end(), [&](const auto& one) {
      return one.name == application.organisation.name;
    });
    if (same == members.end()) return application;
    return mark_registered(tx, who, id, same->id);
  }

  Context ctx_;
  Ids ids_;
  std::vector<Moment> moments_;
};

void add_decisions(Story& story) {
  story.joins("akane", "2024-09-24", "2024-10-03");
  story.joins("hakka", "2024-09-30", "2024-10-09");
  story.joins("wakimizu", "2024-10-09", "2024-10-17");
  story.joins("watagumo", "2024-10-15", "2024-10-23");
  story.review("yoimachi", "2024-10-01");
  story.make_ready("yoimachi", "2024-10-10");
  story.decide("yoimachi", "2024-10-15", false);
  story.review("kiritsubo", "2024-10-09");  // and still there: past the standard period
  story.review("shiosai", "2024-10-16");
  story.make_ready("shiosai", "2024-10-23");
  story.decide("shiosai", "2024-10-25", true);
  story.review("hoshikuzu", "2024-10-17");
  story.make_ready("hoshikuzu", "2024-10-25");
  story.review("nagomi", "2024-10-21");
}

void add_letters_and_calls(Story& story, const Context& ctx) {
  story.add("2024-10-08", 11, [&story, ctx] {
    return record_consents(office_at(ctx, "2024-10-08", 11), story.of("wakimizu"),
                           {{"rules", "privacy", "anti_social"}, "paper", "2024-10-07"});
  });
  story.add("2024-10-16", 11, [&story, ctx] {
    return withdraw(office_at(ctx, "2024-10-16", 11), {}, story.of("asagao"),
                    "10月16日に電話で申し出（来年度に改めて申し込むとのこと）", 0);
  });
  story.add("2024-10-23", 10, [&story, ctx] {
    NewSupplement person{"担当者の部署と、日中に連絡のつく電話番号をお知らせください。",
                         {"contact_department", "contact_telephone"}, false, ""};
    return request_supplement(office_at(ctx, "2024-10-23", 10), story.of("kawasemi"), person, 0);
  });
  story.add("2024-10-24", 14, [&story, ctx] {
    NewSupplement number{"登記の番号と1桁ちがうようです。法人番号と、登記上の所在地を見直してください。",
                         {"corporate_number", "address"}, false, ""};
    return request_supplement(office_at(ctx, "2024-10-24", 14), story.of("tsukimi"), number, 0);
  });
  story.add("2024-10-25", 13, [&story, ctx] {
    Answer answer;
    answer.typed = {{"contact_department", "技術部測量課"}, {"contact_telephone", "090-0000-7038"}};
    answer.answer = "8月に部署の名前が変わりました。";
    return record_answer(office_at(ctx, "2024-10-25", 13), {}, story.of("kawasemi"), answer);
  });
}

}  // namespace

Result<void> load_demo(const Context& ctx) {
  Story story(ctx);
  int hour = 9;
  for (const DemoApplicant& who : demo_applicants()) {
    // This morning's came before the office opened its queue.
    story.applies(who, who.day == "2024-10-28" ? 8 : hour);
    hour = hour == 12 ? 9 : hour + 1;
  }
  add_decisions(story);
  add_letters_and_calls(story, ctx);
  // Somebody began last night and has not come back yet.
  story.add("2024-10-27", 21, [ctx]() -> Result<void> {
    const Context evening = applicant_at(ctx, "2024-10-27", 21);
    const DraftToken draft = TRY(start_draft(evening, {"tanto@kakikake.example.jp", "", ""}));
    return save_step(evening, draft.token, "organisation",
                     {{"category", "company"}, {"name", "株式会社架空灯台"},
                      {"name_kana", "カブシキガイシャカクウトウダイ"}, {"corporate_number", ""}});
  });
  return story.tell();
}

}  // namespace musubi::applications
