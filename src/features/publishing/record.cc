// record.cc - see record.h. Every step passes here, so that none can forget its move, its audit
// note or the pages that visitors are shown from the cache.
#include "features/publishing/record.h"

#include "features/publishing/watching.h"
#include "web/cache.h"

namespace musubi::publishing {
namespace {

Json settings_of(const Content& c) {
  return {{"path", c.path},
          {"state", std::string(state_name(c.state))},
          {"title", c.title},
          {"owner_name", c.owner_name},
          {"review_on", c.review_on},
          {"number", c.number},
          {"is_public", c.is_public ? 1 : 0},
          {"public_number", c.public_number},
          {"publish_at", c.publish_at.ms == 0 ? "" : iso8601_jst(c.publish_at)},
          {"expire_at", c.expire_at.ms == 0 ? "" : iso8601_jst(c.expire_at)}};
}

// Only what differs, of one side.
Json changed_settings(const Content& before, const Content& now, bool of_now) {
  const Json old = settings_of(before);
  const Json fresh = settings_of(now);
  Json out = Json::object();
  for (const auto& [name, value] : fresh.items()) {
    if (old.at(name) != value) out[name] = of_now ? value : old.at(name);
  }
  return out;
}

store::EventDays event_days_of(const ContentId& id, const Article& article) {
  store::EventDays out{id, field_of(article, "starts_on"), field_of(article, "ends_on"),
                       field_of(article, "organiser_kind"), field_of(article, "organiser"),
                       field_of(article, "hours"), field_of(article, "place")};
  // One that ends before it begins was typed wrongly: it is shown on the day it begins.
  if (out.ends_on < out.starts_on) out.ends_on = out.starts_on;
  return out;
}

Result<void> insert_move_of(db::Tx& tx, const Context& ctx, const Content& before,
                            const Content& now, const StepRecord& step) {
  Move move;
  move.id = new_uuid(ctx.now);
  move.item = now.id;
  move.number = now.number;
  move.from_state = state_name(before.state);
  move.to_state = state_name(now.state);
  move.reason = step.reason;
  move.late_ms = step.late_ms;
  move.moved_by = ctx.actor.account;
  move.moved_by_name = ctx.actor.name;
  move.moved_at = clock_of(ctx);
  return store::insert_move(tx, move);
}

}  // namespace

audit::Subject subject_of(const Content& content) { return {"content", content.id.text, ""}; }

Result<Content> record_step(db::Tx& tx, const Context& ctx, const Content& before, Content now,
                            const StepRecord& step) {
  now.version = before.version;
  now.updated_at = ctx.now;
  TRY(store::update_content(tx, now));
  ++now.version;
  TRY(insert_move_of(tx, ctx, before, now, step));
  TRY(audit::note(tx, ctx, step.action, subject_of(now), changed_settings(before, now, false),
                  changed_settings(before, now, true), step.reason));
  return now;
}

Result<void> record_delay(db::Tx& tx, const Context& ctx, const Content& content,
                          const StepRecord& step) {
  TRY(insert_move_of(tx, ctx, content, content, step));
  return audit::note(tx, ctx, step.action, subject_of(content), nullptr, nullptr, step.reason);
}

Result<Content> record_settings(db::Tx& tx, const Context& ctx, const Content& before, Content now,
                                std::string_view action) {
  const Json was = changed_settings(before, now, false);
  if (was.empty() && before.owner_id == now.owner_id) return before;
  now.version = before.version;
  now.updated_at = ctx.now;
  TRY(store::update_content(tx, now));
  ++now.version;
  TRY(audit::note(tx, ctx, action, subject_of(now), was, changed_settings(before, now, true)));
  if (!now.is_public) return now;
  web::forget_pages(tx, kSiteTag);
  return tell_watcher(tx, ctx, before, now);
}

Result<Content> make_public(db::Tx& tx, const Context& ctx, const Content& before,
                            const Version& version, const StepRecord& step) {
  const ContentType& type = type_of(before.type);
  Content now = before;
  now.state = State::published;
  now.is_public = true;
  now.public_number = version.number;
  now.public_title = version.article.title;
  now.public_lead = version.article.lead;
  now.changed_at = clock_of(ctx);
  if (now.published_at.ms == 0) now.published_at = store::find_origin(tx, now.id);
  if (now.published_at.ms == 0) now.published_at = now.changed_at;
  now.publish_at = {};
  now.review_on = iso(add_months(date_in_japan(now.changed_at), type.review_months));
  std::vector<store::Facet> facets{{"", ""}};  // of every public item: what totals are counted by
  for (const FieldInfo& field : type.fields) {
    if (!field.facet) continue;
    for (std::string& value : facet_values(field, field_of(version.article, field.name))) {
      facets.push_back({std::string(field.name), std::move(value)});
    }
  }
  const Content written = TRY(record_step(tx, ctx, before, now, step));
  TRY(store::replace_facets(tx, written, facets));
  if (type.name == "event") {
    TRY(store::replace_event(tx, event_days_of(written.id, version.article)));
  }
  TRY(store::replace_links(tx, written.id, "public", targets_of(version.article)));
  web::forget_pages(tx, kSiteTag);
  return tell_watcher(tx, ctx, before, written);
}

Result<Content> make_private(db::Tx& tx, const Context& ctx, const Content& before,
                             const StepRecord& step) {
  Content now = before;
  now.is_public = false;
  now.expire_at = {};
  now.review_on.clear();
  if (before.state == State::published) now.state = State::ended;
  const Content written = TRY(record_step(tx, ctx, before, now, step));
  TRY(store::replace_facets(tx, written, {}));
  TRY(store::delete_event(tx, written.id));
  TRY(store::replace_links(tx, written.id, "public", {}));
  web::forget_pages(tx, kSiteTag);
  return tell_watcher(tx, ctx, before, written);
}

}  // namespace musubi::publishing
