// service.cc - see service.h. SECURITY: the audit says that an incident was written to and which
// answers changed, never the words; words may describe what leaked.
#include "features/incidents/service.h"

#include <cstdio>

#include "base/text.h"
#include "core/audit/audit.h"
#include "core/receipts/receipts.h"
#include "features/incidents/permissions.h"

namespace musubi::incidents {
namespace {

constexpr int kEventsShown = 200;
constexpr std::size_t kTitleMost = 100;
constexpr std::size_t kWordsMost = 3000;
constexpr std::int64_t kPeopleMost = 100'000'000;
constexpr std::string_view kOpened = "incidents.incident.opened";
constexpr std::string_view kRemarked = "incidents.incident.remarked";

Failure absent() {
  return fail(Fault::not_found, "この記録は見つかりません。一覧から選び直してください");
}

Json json_of(const Answers& a) {
  return {{"sensitive", a.sensitive}, {"property", a.property},   {"malicious", a.malicious},
          {"people", a.people},       {"entrusted", a.entrusted}, {"encrypted", a.encrypted}};
}

Result<void> note(db::Tx& tx, const Context& ctx, std::string_view action, const Incident& i,
                  const Json& before = nullptr, const Json& after = nullptr) {
  return audit::note(tx, ctx, action, {"privacy_incident", i.id, ""}, before, after);
}

Result<void> tell(db::Tx& tx, const Context& ctx, const Incident& i, const std::string& what) {
  return store::insert_event(tx, i.id, {ctx.now, ctx.actor.name, what});
}

std::optional<Instant> moment_of(const Context& ctx, Date day, const std::string& clock) {
  if (trim(clock).empty()) {
    const bool today = day == date_in_japan(ctx.now);
    return today ? ctx.now : start_of_day_in_japan(day);
  }
  int hour = -1, minute = -1;
  const std::string plain = replace_all(nfkc(trim(clock)), "時", ":");
  if (std::sscanf(plain.c_str(), "%d:%d", &hour, &minute) < 1) return std::nullopt;
  if (minute < 0) minute = 0;
  if (hour < 0 || hour > 23 || minute > 59) return std::nullopt;
  return Instant{start_of_day_in_japan(day).ms + (hour * 60LL + minute) * 60'000};
}

void check_people(const Answers& answers, std::vector<FieldError>& errors) {
  if (answers.people >= 0 && answers.people <= kPeopleMost) return;
  errors.push_back({"people", "本人の数を0以上の数字で入力してください。分からないときは、考えられる最大の数です"});
}

Result<Incident> load_open(db::Reader& reader, const std::string& id, std::int64_t version) {
  auto incident = store::find_incident(reader, id);
  if (!incident) return absent();
  if (incident->state != "open") {
    return fail(Fault::conflict, "この事故への対応は終わっています。書き加えることはできません");
  }
  if (version != 0) incident->version = version;
  return std::move(*incident);
}

std::vector<DutyNow> duties_now(db::Reader& reader, const Incident& i, Date today) {
  const auto done = store::list_steps(reader, i.id);
  std::vector<DutyNow> out;
  for (Duty& duty : duties_of(i.answers, known_day(i))) {
    DutyNow now;
    now.days_left = days_between(today, duty.due);
    for (const DoneStep& step : done) {
      if (step.step == duty.step) now.done = step;
    }
    now.duty = std::move(duty);
    out.push_back(std::move(now));
  }
  return out;
}

std::vector<std::string> open_points(const Incident& i, const std::vector<DutyNow>& duties) {
  std::vector<std::string> out;
  for (const DutyNow& now : duties) {
    if (now.duty.needed && !now.done) out.push_back("「" + now.duty.label + "」が済んでいません");
  }
  for (const ItemField& field : item_fields()) {
    if (field.name == "other") continue;
    if (!i.items.value(std::string(field.name), "").empty()) continue;
    out.push_back("報告の項目「" + std::string(field.label) + "」が書かれていません");
  }
  return out;
}

IncidentPage page_of(db::Reader& reader, Incident incident, Date today) {
  IncidentPage out;
  out.duties = duties_now(reader, incident, today);
  out.events = store::list_events(reader, incident.id, kEventsShown);
  out.before_closing = open_points(incident, out.duties);
  out.incident = std::move(incident);
  return out;
}

bool was_reported(const IncidentPage& page) { return page.duties.front().done.has_value(); }

}  // namespace

Result<std::string> open_incident(const Context& ctx, const NewIncident& input,
                                  const std::string& sending) {
  std::vector<FieldError> errors;
  const std::string title = trim(input.title);
  if (title.empty()) errors.push_back({"title", "事故の名前を入力してください（例：案内メールの誤送信）"});
  if (count_characters(title) > kTitleMost) {
    errors.push_back({"title", "事故の名前は100文字以内で入力してください"});
  }
  const auto day = parse_iso_date(input.known_on);
  if (!day || ctx.today() < *day) {
    errors.push_back({"known_on", "覚知した日は、きょうまでの実在する日付で入力してください"});
  }
  const auto known = day ? moment_of(ctx, *day, input.known_clock) : std::nullopt;
  if (day && !known) errors.push_back({"known_clock", "時刻は「9:30」の形で入力してください"});
  check_people(input.answers, errors);
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must(ctx.actor, may::work_incidents));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    if (auto made = receipts::find(tx, ctx, kOpened, sending)) return *made;
    Incident i;
    i.id = new_uuid(ctx.now);
    i.fiscal_year = fiscal_year(*day);
    i.is_drill = input.is_drill;
    i.number = store::find_highest_number(tx, i.is_drill, i.fiscal_year) + 1;
    i.title = title;
    i.known_at = *known;
    i.known_on = iso(*day);
    i.answers = input.answers;
    i.opened_by_name = ctx.actor.name;
    i.opened_at = ctx.now;
    TRY(store::insert_incident(tx, i));
    TRY(tell(tx, ctx, i, i.is_drill ? "訓練を始めました" : "事故への対応を始めました"));
    TRY(note(tx, ctx, kOpened, i, nullptr,
             {{"number", incident_number(i)}, {"drill", i.is_drill}, {"known_on", i.known_on}}));
    TRY(receipts::keep(tx, ctx, kOpened, sending, i.id));
    return i.id;
  });
}

Result<IncidentPage> load_incident(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::see_incidents));
  return ctx.db.read([&](db::Reader& reader) -> Result<IncidentPage> {
    auto incident = store::find_incident(reader, id);
    if (!incident) return absent();
    IncidentPage page = page_of(reader, std::move(*incident), ctx.today());
    if (!can(ctx.actor, may::work_incidents) && !was_reported(page)) return absent();
    return page;
  });
}

Result<std::vector<Incident>> list_incidents(const Context& ctx, const std::string& before,
                                             int most) {
  TRY(must(ctx.actor, may::see_incidents));
  const bool reported = !can(ctx.actor, may::work_incidents);
  return ctx.db.read([&](db::Reader& reader) {
    return store::list_incidents(reader, before, reported, most);
  });
}

std::vector<IncidentPage> list_going_on(db::Reader& reader, Date today, int most) {
  std::vector<IncidentPage> out;
  for (Incident& i : store::list_open(reader, most)) {
    IncidentPage page;
    page.duties = duties_now(reader, i, today);
    page.incident = std::move(i);
    out.push_back(std::move(page));
  }
  return out;
}

Result<void> save_answers(const Context& ctx, const std::string& id, const Answers& answers,
                          std::int64_t version) {
  std::vector<FieldError> errors;
  check_people(answers, errors);
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must(ctx.actor, may::work_incidents));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Incident i = TRY(load_open(tx, id, version));
    const Json before = json_of(i.answers), after = json_of(answers);
    if (before == after) return {};
    i.answers = answers;
    TRY(store::update_incident(tx, i));
    TRY(tell(tx, ctx, i, "事態の質問への答えを変えました"));
    return note(tx, ctx, "incidents.incident.judged", i, before, after);
  });
}

Result<void> save_items(const Context& ctx, const std::string& id, const Json& items,
                        std::int64_t version) {
  std::vector<FieldError> errors;
  Json kept = Json::object();
  for (const ItemField& field : item_fields()) {
    const std::string name(field.name);
    const std::string text = trim(items.value(name, ""));
    if (count_characters(text) > kWordsMost) {
      errors.push_back({name, std::string(field.label) + "は3,000文字以内で入力してください"});
    }
    kept[name] = text;
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must(ctx.actor, may::work_incidents));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Incident i = TRY(load_open(tx, id, version));
    if (i.items == kept) return {};
    i.items = kept;
    TRY(store::update_incident(tx, i));
    TRY(tell(tx, ctx, i, "報告の項目を書きました"));
    return note(tx, ctx, "incidents.incident.written", i);
  });
}

Result<void> record_step(const Context& ctx, const std::string& id, const std::string& step,
                         const std::string& typed) {
  const std::string how = trim(typed);
  std::vector<FieldError> errors;
  if (how.empty()) errors.push_back({"how", "だれに、どのように行ったかを入力してください"});
  if (count_characters(how) > kWordsMost) {
    errors.push_back({"how", "3,000文字以内で入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  if (!is_step(step)) return absent();
  TRY(must(ctx.actor, may::work_incidents));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Incident i = TRY(load_open(tx, id, 0));
    const auto written = TRY(store::insert_step(tx, id, {step, ctx.now, ctx.actor.name, how}));
    if (written == 0) return fail(Fault::conflict, "この手順は、すでに記録されています");
    for (const Duty& duty : duties_of(i.answers, known_day(i))) {
      if (duty.step == step) TRY(tell(tx, ctx, i, "「" + duty.label + "」を行いました"));
    }
    return note(tx, ctx, "incidents.incident.step_done", i, nullptr, {{"step", step}});
  });
}

Result<void> add_remark(const Context& ctx, const std::string& id, const std::string& typed,
                        const std::string& sending) {
  const std::string what = trim(typed);
  if (what.empty()) return fail_fields({{"what", "できごとを入力してください"}});
  if (count_characters(what) > kWordsMost) {
    return fail_fields({{"what", "3,000文字以内で入力してください"}});
  }
  TRY(must(ctx.actor, may::work_incidents));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Incident i = TRY(load_open(tx, id, 0));
    if (receipts::find(tx, ctx, kRemarked, sending)) return {};
    TRY(tell(tx, ctx, i, what));
    TRY(note(tx, ctx, kRemarked, i));
    return receipts::keep(tx, ctx, kRemarked, sending, id);
  });
}

Result<void> close_incident(const Context& ctx, const std::string& id, const std::string& typed,
                            std::int64_t version) {
  const std::string words = trim(typed);
  if (words.empty()) return fail_fields({{"closing_words", "対応のまとめを入力してください"}});
  if (count_characters(words) > kWordsMost) {
    return fail_fields({{"closing_words", "3,000文字以内で入力してください"}});
  }
  TRY(must(ctx.actor, may::close_incidents));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Incident i = TRY(load_open(tx, id, version));
    const auto open = open_points(i, duties_now(tx, i, ctx.today()));
    if (!open.empty()) {
      return fail(Fault::conflict, open.front() + "。済ませてから、対応を終えてください");
    }
    i.state = "closed";
    i.closed_at = ctx.now;
    i.closed_by_name = ctx.actor.name;
    i.closing_words = words;
    TRY(store::update_incident(tx, i));
    TRY(tell(tx, ctx, i, i.is_drill ? "訓練を終えました" : "対応を終えました"));
    return note(tx, ctx, "incidents.incident.closed", i, {{"state", "open"}},
                {{"state", "closed"}});
  });
}

}  // namespace musubi::incidents
