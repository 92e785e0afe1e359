// demo.cc - what members asked for in 令和６年度 until 2024-10-28, one request in every state: written
// through the services that people use, with the clock of the story. Called after
// members::load_demo on a database that is otherwise empty; never on one that holds real data.
#include <functional>

#include "features/changes/service.h"

namespace musubi::changes {
namespace {

Context at(const Context& ctx, std::string_view day, int hour, Actor actor) {
  Context out = ctx;
  const Date date = *parse_iso_date(day);
  out.now = Instant{start_of_day_in_japan(date).ms + hour * 3'600'000LL};
  out.pretended_today = date;
  out.actor = std::move(actor);
  out.address = "192.0.2.81";
  out.request_id = "demo-" + std::string(day);
  return out;
}

class Story {
 public:
  explicit Story(const Context& ctx) : ctx_(ctx) {}

  Context office(std::string_view day, int hour) const {
    return at(ctx_, day, hour, {Actor::Kind::person, {}, "結城 ことね", {Role::secretariat}, {}});
  }
  Result<ChangeId> asks(std::string_view member_no, std::string_view day, Kind kind,
                        const Wish& wish) const {
    const Context who = TRY(administrator(member_no, day, 10));
    const ChangeId id = TRY(write_draft(who, kind, wish));
    TRY(send_request(who, id));
    return id;
  }
  Result<void> takes_back(std::string_view member_no, std::string_view day,
                          const ChangeId& id) const {
    return take_back_request(TRY(administrator(member_no, day, 16)), id);
  }
  Result<void> confirms(std::string_view day, const ChangeId& id, Confirmation how) const {
    const Context who = office(day, 14);
    const OfficePage page = TRY(load_request(who, id));
    for (const FieldView& field : page.fields) how.takes.push_back(field.name);
    TRY(confirm_request(who, id, how));
    return {};
  }

 private:
  Result<Context> administrator(std::string_view member_no, std::string_view day,
                                int hour) const {
    const auto found = ctx_.db.read([&](db::Reader& reader) {
      return members::find_registration_by_no(reader, member_no);
    });
    if (!found || found->people.empty()) {
      return fail(Fault::not_found, "デモの名簿に会員がいません：" + std::string(member_no));
    }
    return at(ctx_, day, hour,
              {Actor::Kind::person, {}, found->people.front().name, {Role::member_admin},
               found->organisation.id});
  }

  const Context& ctx_;
};

Wish wish(members::TypedFields values, std::string day, std::string reason) {
  return Wish{std::move(values), std::move(day), std::move(reason), {}, {}, {}, {}};
}

Result<void> settled(const Story& story) {
  const auto capital = TRY(story.asks("K0093", "2024-09-09", Kind::details,
                                      wish({{"capital_yen", "30000000"}}, "2024-09-01", "増資のため")));
  TRY(story.confirms("2024-09-10", capital, {}));
  const auto size = TRY(story.asks("K0177", "2024-09-17", Kind::details,
                                   wish({{"industry", "T"}}, "", "業種の見直しのため")));
  TRY(decline_request(story.office("2024-09-18", 11), size,
                      {0, "主な事業に合う業種を、一覧から選んで、あらためて届け出てください。"}));
  const auto moved = TRY(story.asks("K0199", "2024-10-02", Kind::details,
                                    wish({{"address", "架空町3丁目4番5号"}}, "2025-04-01",
                                         "移転を予定しているため")));
  TRY(story.takes_back("K0199", "2024-10-08", moved));
  const auto rest = TRY(story.asks("K0067", "2024-10-15", Kind::pause,
                                   wish({}, "2024-12-01", "社屋の建て替えのため")));
  return story.confirms("2024-10-16", rest, {0, 0, {}, "", "復会の届出をお待ちしています。"});
}

Result<void> open_ones(const Story& story) {
  const auto place = TRY(story.asks("K0044", "2024-10-21", Kind::details,
                                    wish({{"address", "架空町1丁目2番3号"}}, "2024-10-15",
                                         "本店の移転のため")));
  TRY(ask_member(story.office("2024-10-22", 11), place,
                 {0, "登記のうえの本店も移りましたか。まだのときは、登記の予定日を教えてください。"}));
  TRY(story.asks("K0118", "2024-10-24", Kind::withdrawal,
                 wish({}, "2025-03-31", "事業の縮小のため")));
  TRY(story.asks("K0020", "2024-10-25", Kind::details,
                 wish({{"representative_title", "代表取締役"}, {"representative_name", "架空 さくら"}},
                      "2024-10-01", "代表者の交代のため")));
  TRY(story.asks("K0150", "2024-10-25", Kind::merger,
                 wish({{"into_name", "（合併先の会員）"}, {"into_no", "K0152"}}, "2024-12-01",
                      "グループ会社の再編のため")));
  return {};
}

// What the demo's own member sees: one that is done, one with a question, one that waits.
Result<void> of_own(const Context& ctx, const Story& story, const OrganisationId& own) {
  const auto found =
      ctx.db.read([&](db::Reader& reader) { return members::find_registration(reader, own); });
  if (!found) return {};
  const std::string& no = found->organisation.member_no;
  const auto site = TRY(story.asks(no, "2024-09-24", Kind::details,
                                   wish({{"representative_title", "代表社員"}}, "2024-09-20",
                                        "役職名の変更のため")));
  TRY(story.confirms("2024-09-25", site, {}));
  const auto money = TRY(story.asks(no, "2024-10-23", Kind::details,
                                    wish({{"capital_yen", "15000000"}}, "", "増資のため")));
  TRY(ask_member(story.office("2024-10-24", 10), money,
                 {0, "増資の登記は済みましたか。済んでいるときは、登記の日を教えてください。"}));
  TRY(story.asks(no, "2024-10-25", Kind::details,
                 wish({{"employees", "52"}}, "2024-10-01", "10月の採用のため")));
  return {};
}

}  // namespace

Result<void> load_demo(const Context& ctx, const OrganisationId& own) {
  const Story story(ctx);
  TRY(settled(story));
  TRY(of_own(ctx, story, own));
  return open_ones(story);
}

}  // namespace musubi::changes
