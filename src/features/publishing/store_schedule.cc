// store_schedule.cc - items by their times: what is due, what a month holds. See store.h.
// Never decides whether something may be published.
#include "features/publishing/store.h"
#include "features/publishing/store_rows.h"

namespace musubi::publishing::store {
namespace {

constexpr db::Query kDueToPublish{
    "publishing.list_due_to_publish",
    "SELECT " CONTENT_COLUMNS
    " FROM content_items WHERE state = 'scheduled' AND publish_at <= $1"
    " ORDER BY publish_at, id LIMIT $2"};
constexpr db::Query kDueToEnd{
    "publishing.list_due_to_end",
    "SELECT " CONTENT_COLUMNS
    " FROM content_items WHERE is_public = 1 AND expire_at > 0 AND expire_at <= $1"
    " ORDER BY expire_at, id LIMIT $2"};
constexpr db::Query kCountLate{
    "publishing.count_late",
    "SELECT (SELECT count(*) FROM (SELECT 1 FROM content_items WHERE state = 'scheduled'"
    " AND publish_at < $1 LIMIT $2) AS late) + (SELECT count(*) FROM (SELECT 1 FROM content_items"
    " WHERE is_public = 1 AND expire_at > 0 AND expire_at < $1 LIMIT $2) AS staying)"};
constexpr db::Query kPublishedBetween{
    "publishing.list_published_between",
    "SELECT " CONTENT_COLUMNS
    " FROM content_items WHERE published_at > 0 AND published_at >= $1 AND published_at < $2"
    " ORDER BY published_at, id LIMIT $3"};
constexpr db::Query kPlannedBetween{
    "publishing.list_planned_between",
    "SELECT " CONTENT_COLUMNS
    " FROM content_items WHERE state = 'scheduled' AND publish_at >= $1 AND publish_at < $2"
    " ORDER BY publish_at, id LIMIT $3"};
constexpr db::Query kEndingBetween{
    "publishing.list_ending_between",
    "SELECT " CONTENT_COLUMNS
    " FROM content_items WHERE is_public = 1 AND expire_at >= $1 AND expire_at < $2"
    " ORDER BY expire_at, id LIMIT $3"};
constexpr db::Query kCountPublished{
    "publishing.count_published_between",
    "SELECT count(*) FROM content_items WHERE published_at > 0 AND published_at >= $2"
    " AND published_at < $3 AND type = $1"};

}  // namespace

std::vector<Content> list_due_to_publish(db::Reader& reader, Instant until, int most) {
  return contents_of(reader.all(kDueToPublish, until.ms, most));
}

std::vector<Content> list_due_to_end(db::Reader& reader, Instant until, int most) {
  return contents_of(reader.all(kDueToEnd, until.ms, most));
}

std::int64_t count_late(db::Reader& reader, Instant before, std::int64_t cap) {
  return reader.first(kCountLate, before.ms, cap)->integer(0);
}

std::vector<Content> list_published_between(db::Reader& reader, Instant from, Instant until,
                                            int most) {
  return contents_of(reader.all(kPublishedBetween, from.ms, until.ms, most));
}

std::vector<Content> list_planned_between(db::Reader& reader, Instant from, Instant until,
                                          int most) {
  return contents_of(reader.all(kPlannedBetween, from.ms, until.ms, most));
}

std::vector<Content> list_ending_between(db::Reader& reader, Instant from, Instant until,
                                         int most) {
  return contents_of(reader.all(kEndingBetween, from.ms, until.ms, most));
}

std::int64_t count_published_between(db::Reader& reader, std::string_view type, Instant from,
                                     Instant until) {
  return reader.first(kCountPublished, type, from.ms, until.ms)->integer(0);
}

}  // namespace musubi::publishing::store
