// service_criteria.cc - see service_criteria.h. One version is in work at a time.
// Must never change a confirmed one.
#include "features/reviews/service_criteria.h"

#include "base/text.h"
#include "core/audit/audit.h"
#include "core/outbox/outbox.h"
#include "features/reviews/permissions.h"

namespace musubi::reviews {
namespace {

constexpr int kSetsMost = 50;
constexpr std::size_t kWordsMost = 1000;

Failure absent() {
  return fail(Fault::not_found, "この審査基準は見つかりません。一覧から選び直してください");
}

Result<CriteriaSet> load(db::Reader& reader, const std::string& id, std::string_view state,
                         const char* otherwise) {
  auto set = store::find_criteria_set(reader, id);
  if (!set) return absent();
  if (set->state != state) return fail(Fault::conflict, otherwise);
  return *set;
}

Result<void> note(db::Tx& tx, const Context& ctx, std::string_view action, const CriteriaSet& set,
                  const Json& before, const Json& after) {
  return audit::note(tx, ctx, action, {"criteria_set", set.id, ""}, before, after);
}

Result<std::string> checked_comment(const std::string& typed, bool needed) {
  std::string body = trim(typed);
  if (needed && body.empty()) {
    return fail_fields({{"body", "理由や意見を入力してください"}});
  }
  if (count_characters(body) > kWordsMost) {
    return fail_fields({{"body", "意見は1,000文字以内で入力してください"}});
  }
  return body;
}

Result<void> add_comment(db::Tx& tx, const Context& ctx, const std::string& id,
                         const std::string& body) {
  if (body.empty()) return {};
  return store::insert_comment(tx, id, {ctx.actor.name, body, ctx.now});
}

Result<void> tell(db::Tx& tx, const Context& ctx, const std::string& id,
                  std::string_view what) {
  return outbox::later(tx, ctx.now, "reviews.criteria.moved", {{"id", id}, {"what", what}});
}

}  // namespace

Result<std::vector<CriteriaSet>> list_criteria(const Context& ctx) {
  TRY(must(ctx.actor, may::see_criteria));
  return ctx.db.read(
      [&](db::Reader& reader) { return store::list_criteria_sets(reader, kSetsMost); });
}

Result<CriteriaPage> load_visible_criteria(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::see_criteria));
  return ctx.db.read([&](db::Reader& reader) -> Result<CriteriaPage> {
    auto set = store::find_criteria_set(reader, id);
    // A draft is the office's own until it is sent.
    const bool hidden = set && set->state == "draft" && !set->sent_at &&
                        !can(ctx.actor, may::edit_criteria) &&
                        !ctx.actor.roles.shares(roles::office);
    if (!set || hidden) return absent();
    return CriteriaPage{*set, store::list_comments(reader, id)};
  });
}

Result<std::string> begin_criteria(const Context& ctx) {
  TRY(must(ctx.actor, may::edit_criteria));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    if (auto there = store::find_in_work(tx)) return there->id;
    CriteriaSet set;
    set.id = new_uuid(ctx.now);
    set.number = store::find_highest_set_number(tx) + 1;
    set.state = "draft";
    set.made_by_name = ctx.actor.name;
    set.made_at = ctx.now;
    if (auto newest = store::find_newest_confirmed(tx)) {
      for (Criterion one : newest->criteria) {
        one.id = new_uuid(ctx.now);
        set.criteria.push_back(std::move(one));
      }
    }
    TRY(store::insert_criteria_set(tx, set));
    TRY(note(tx, ctx, "reviews.criteria.begun", set, nullptr, {{"number", set.number}}));
    return set.id;
  });
}

Result<void> save_criteria(const Context& ctx, const std::string& id, const CriteriaEdit& input) {
  std::vector<FieldError> errors;
  std::vector<Criterion> kept;
  for (std::size_t i = 0; i < input.criteria.size(); ++i) {
    const std::string at = std::to_string(i + 1);
    Criterion one{new_uuid(ctx.now), trim(input.criteria[i].title), trim(input.criteria[i].guide)};
    if (one.title.empty() && one.guide.empty()) continue;
    if (one.title.empty()) errors.push_back({"title_" + at, "基準を入力してください"});
    if (count_characters(one.title) > 200) {
      errors.push_back({"title_" + at, "基準は200文字以内で入力してください"});
    }
    if (count_characters(one.guide) > kWordsMost) {
      errors.push_back({"guide_" + at, "見方は1,000文字以内で入力してください"});
    }
    kept.push_back(std::move(one));
  }
  if (kept.empty()) errors.push_back({"title_1", "基準を1つ以上入力してください"});
  if (kept.size() > kCriteriaMost) errors.push_back({"title_1", "基準は20までにしてください"});
  if (count_characters(input.note) > kWordsMost) {
    errors.push_back({"note", "県への説明は1,000文字以内で入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must(ctx.actor, may::edit_criteria));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    CriteriaSet set = TRY(load(tx, id, "draft", "県に送った審査基準は変えられません。"
                                                "県が差し戻すか、新しい版を作ってください"));
    set.version = input.version;
    set.note = trim(input.note);
    set.criteria = kept;
    TRY(store::update_criteria_set(tx, set));
    TRY(store::replace_criteria(tx, set));
    Json titles = Json::array();
    for (const auto& one : kept) titles.push_back(one.title);
    return note(tx, ctx, "reviews.criteria.saved", set, nullptr, {{"criteria", titles}});
  });
}

Result<void> send_criteria(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::edit_criteria));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    CriteriaSet set = TRY(load(tx, id, "draft", "この審査基準は、すでに県に送られています"));
    if (set.criteria.empty()) {
      return fail_fields({{"title_1", "基準を1つ以上入力し、保存してから送ってください"}});
    }
    set.state = "sent";
    set.sent_by_name = ctx.actor.name;
    set.sent_at = ctx.now;
    TRY(store::update_criteria_set(tx, set));
    TRY(note(tx, ctx, "reviews.criteria.sent", set, {{"state", "draft"}}, {{"state", "sent"}}));
    return tell(tx, ctx, id, "sent");
  });
}

Result<void> confirm_criteria(const Context& ctx, const std::string& id,
                              const std::string& comment) {
  const std::string body = TRY(checked_comment(comment, false));
  TRY(must(ctx.actor, may::confirm_criteria));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    CriteriaSet set = TRY(load(tx, id, "sent", "この審査基準は、いま県の確認を待っていません"));
    set.state = "confirmed";
    set.confirmed_by_name = ctx.actor.name;
    set.confirmed_at = ctx.now;
    TRY(store::update_criteria_set(tx, set));
    TRY(add_comment(tx, ctx, id, body));
    TRY(note(tx, ctx, "reviews.criteria.confirmed", set, {{"state", "sent"}},
             {{"state", "confirmed"}}));
    return tell(tx, ctx, id, "confirmed");
  });
}

Result<void> return_criteria(const Context& ctx, const std::string& id,
                             const std::string& comment) {
  const std::string body = TRY(checked_comment(comment, true));
  TRY(must(ctx.actor, may::confirm_criteria));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    CriteriaSet set = TRY(load(tx, id, "sent", "この審査基準は、いま県の確認を待っていません"));
    set.state = "draft";
    TRY(store::update_criteria_set(tx, set));
    TRY(add_comment(tx, ctx, id, body));
    TRY(note(tx, ctx, "reviews.criteria.returned", set, {{"state", "sent"}},
             {{"state", "draft"}}));
    return tell(tx, ctx, id, "returned");
  });
}

Result<void> comment_on_criteria(const Context& ctx, const std::string& id,
                                 const std::string& typed) {
  const std::string body = TRY(checked_comment(typed, true));
  TRY(must(ctx.actor, may::see_criteria));
  if (!can(ctx.actor, may::confirm_criteria) && !ctx.actor.roles.shares(roles::office)) {
    return fail(Fault::forbidden, "意見は、県の担当者と事務局が書きます");
  }
  TRY(load_visible_criteria(ctx, id));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto set = store::find_criteria_set(tx, id);
    if (!set) return absent();
    TRY(add_comment(tx, ctx, id, body));
    return note(tx, ctx, "reviews.criteria.commented", *set, nullptr, {{"comment", body}});
  });
}

}  // namespace musubi::reviews
