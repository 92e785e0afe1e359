// service_segments.cc - saved selections of the registry's people; see service.h.
// Counts are the database's: nobody is loaded to be counted.
#include <algorithm>

#include "base/text.h"
#include "core/audit/audit.h"
#include "core/receipts/receipts.h"
#include "features/mailings/permissions.h"
#include "features/mailings/service.h"

namespace musubi::mailings {
namespace {

constexpr int kSegmentsMost = 200;
constexpr std::size_t kNameMost = 60;
constexpr std::string_view kCreated = "mailings.segment.created";

Failure absent() {
  return fail(Fault::not_found, "この配信先は見つかりません。配信先の一覧から選び直してください");
}

bool only_known(std::string_view list, const std::vector<std::string>& codes) {
  const auto choices = members::audience_choices(list);
  return std::all_of(codes.begin(), codes.end(), [&](const std::string& code) {
    return std::any_of(choices.begin(), choices.end(),
                       [&](const auto& known) { return known.first == code; });
  });
}

Result<void> check(const SegmentInput& input) {
  std::vector<FieldError> errors;
  const members::Audience& a = input.audience;
  if (trim(input.name).empty()) {
    errors.push_back({"name", "配信先の名前を入力してください（例：県央の中小企業）"});
  } else if (count_characters(input.name) > kNameMost) {
    errors.push_back({"name", "配信先の名前は60文字以内で入力してください"});
  }
  const bool known = only_known("states", a.states) && only_known("categories", a.categories) &&
                     only_known("industries", a.industries) && only_known("areas", a.areas) &&
                     only_known("municipalities", a.municipalities) &&
                     only_known("sizes", a.sizes);
  const auto parts = members::audience_parts();
  const bool part_known = std::any_of(parts.begin(), parts.end(),
                                      [&](const auto& one) { return one.first == a.part; });
  if (!known || !part_known) errors.push_back({"states", "条件を画面の選択肢から選び直してください"});
  if (!a.joined_from.empty() && !a.joined_until.empty() && a.joined_from > a.joined_until) {
    errors.push_back({"joined_until", "「入会日（ここまで）」は、「入会日（ここから）」と同じか、後の日にしてください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return {};
}

Result<void> note(db::Tx& tx, const Context& ctx, std::string_view action, const Segment& segment,
                  const Json& after) {
  return audit::note(tx, ctx, action, {"mail_segment", segment.id.text, ""}, nullptr, after);
}

Json told(const Segment& segment) {
  return {{"name", segment.name}, {"conditions", members::audience_words(segment.audience)}};
}

}  // namespace

Result<std::vector<Segment>> list_segments(const Context& ctx) {
  TRY(must(ctx.actor, may::see_mailings));
  return ctx.db.read(
      [](db::Reader& reader) { return store::list_segments(reader, kSegmentsMost); });
}

Result<Segment> load_segment(const Context& ctx, const SegmentId& id) {
  TRY(must(ctx.actor, may::see_mailings));
  return ctx.db.read([&](db::Reader& reader) -> Result<Segment> {
    auto found = store::find_segment(reader, id);
    if (!found) return absent();
    return *found;
  });
}

Result<members::AudienceSize> count_audience(const Context& ctx,
                                             const members::Audience& audience) {
  TRY(must(ctx.actor, may::see_mailings));
  return ctx.db.read(
      [&](db::Reader& reader) { return members::count_audience(reader, audience); });
}

Result<SegmentId> create_segment(const Context& ctx, const SegmentInput& input) {
  TRY(check(input));
  TRY(must(ctx.actor, may::write_mailings));
  return ctx.db.write([&](db::Tx& tx) -> Result<SegmentId> {
    if (auto first = receipts::find(tx, ctx, kCreated, input.sending)) return SegmentId{*first};
    Segment segment;
    segment.id = SegmentId::make(ctx.now);
    segment.name = trim(input.name);
    segment.audience = input.audience;
    segment.made_by_name = ctx.actor.name;
    segment.made_at = ctx.now;
    TRY(store::insert_segment(tx, segment));
    TRY(note(tx, ctx, kCreated, segment, told(segment)));
    TRY(receipts::keep(tx, ctx, kCreated, input.sending, segment.id.text));
    return segment.id;
  });
}

Result<void> update_segment(const Context& ctx, const SegmentId& id, const SegmentInput& input) {
  TRY(check(input));
  TRY(must(ctx.actor, may::write_mailings));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto segment = store::find_segment(tx, id);
    if (!segment || segment->state != "active") return absent();
    const Json before = told(*segment);
    segment->name = trim(input.name);
    segment->audience = input.audience;
    segment->version = input.version;
    TRY(store::update_segment(tx, *segment));
    return audit::note(tx, ctx, "mailings.segment.updated", {"mail_segment", id.text, ""}, before,
                       told(*segment));
  });
}

Result<void> retire_segment(const Context& ctx, const SegmentId& id) {
  TRY(must(ctx.actor, may::write_mailings));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto segment = store::find_segment(tx, id);
    if (!segment) return absent();
    if (segment->state != "active") return {};
    segment->state = "retired";
    TRY(store::update_segment(tx, *segment));
    return note(tx, ctx, "mailings.segment.retired", *segment, {{"name", segment->name}});
  });
}

}  // namespace musubi::mailings
