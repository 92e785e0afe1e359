// store.h - rows of publishing to structs and back. Decides nothing: what may be written, by whom
// and when is service.h. Every order and filter of a list has an index; see the migration.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "features/publishing/content.h"

namespace musubi::publishing::store {

// ---- items (store_items.cc) ----
std::optional<Content> find_content(db::Reader& reader, const ContentId& id);
std::optional<Content> find_content_by_path(db::Reader& reader, std::string_view path);
Result<void> insert_content(db::Tx& tx, const Content& content);
// Fault::conflict when somebody was faster; counts the version up.
Result<void> update_content(db::Tx& tx, const Content& content);
// With all its rows. REQUIRES: it was never public.
Result<void> delete_content(db::Tx& tx, const ContentId& id);

struct ListFilter {
  std::string type, owner_id;
  std::optional<State> state;
  std::string review_until;       // to be looked at again by this day; "" = any
  std::int64_t before_at = 0;     // paging by key: newest change first; 0 = first page
  std::string before_id;
  int most = 20;
};
std::vector<Content> list_contents(db::Reader& reader, const ListFilter& filter);
std::int64_t count_contents(db::Reader& reader, const ListFilter& filter, std::int64_t cap);
// Another public item with this title; "" when there is none.
std::string find_path_of_title(db::Reader& reader, std::string_view title, const ContentId& but);

// ---- by the clock (store_schedule.cc) ----
std::vector<Content> list_due_to_publish(db::Reader& reader, Instant until, int most);
std::vector<Content> list_due_to_end(db::Reader& reader, Instant until, int most);
std::int64_t count_late(db::Reader& reader, Instant before, std::int64_t cap);
// What was first published, is planned to be or is planned to end in [from, until).
std::vector<Content> list_published_between(db::Reader& reader, Instant from, Instant until,
                                            int most);
std::vector<Content> list_planned_between(db::Reader& reader, Instant from, Instant until,
                                          int most);
std::vector<Content> list_ending_between(db::Reader& reader, Instant from, Instant until,
                                         int most);
std::int64_t count_published_between(db::Reader& reader, std::string_view type, Instant from,
                                     Instant until);

// ---- texts (store_texts.cc) ----
std::optional<Draft> find_draft(db::Reader& reader, const ContentId& id);
Result<void> insert_draft(db::Tx& tx, const Draft& draft);
// Fault::conflict when the draft's token is no longer `seen`.
Result<void> update_draft(db::Tx& tx, const Draft& draft, std::string_view seen);
Result<void> insert_version(db::Tx& tx, const Version& version);
std::optional<Version> find_version(db::Reader& reader, const ContentId& id, std::int64_t number);
// Newest first, without their texts; below `before` (0 = all).
std::vector<Version> list_versions(db::Reader& reader, const ContentId& id, std::int64_t before,
                                   int most);
Result<void> insert_move(db::Tx& tx, const Move& move);
std::vector<Move> list_moves(db::Reader& reader, const ContentId& id, int most);  // newest first

// source: draft | public. Takes the place of what was kept before.
Result<void> replace_links(db::Tx& tx, const ContentId& id, std::string_view source,
                           const std::vector<std::string>& targets);
// Items that refer to this address, but for `but`.
std::vector<Content> list_used_in(db::Reader& reader, std::string_view target,
                                  const ContentId& but, int most);
// Something public refers to it, or a draft that somebody reads by a link that lives at `now`.
bool is_shown(db::Reader& reader, std::string_view target, Instant now);

// ---- what visitors see (store_public.cc) ----
struct Facet {
  std::string name, value;
};
Result<void> replace_facets(db::Tx& tx, const Content& content, const std::vector<Facet>& facets);
struct PublicFilter {
  std::string type;
  std::vector<Facet> facets;   // all of them must hold
  std::int64_t before_at = 0;  // newest first; 0 = first page
  std::string before_id;
  int most = 12;
};
std::vector<Content> list_public(db::Reader& reader, const PublicFilter& filter);
std::int64_t count_public(db::Reader& reader, const PublicFilter& filter, std::int64_t cap);
std::vector<Content> list_public_by_id(db::Reader& reader, std::string_view after, int most);
struct FacetCount {
  std::string name, value;
  std::int64_t count = 0;
};
std::vector<FacetCount> count_facets(db::Reader& reader, std::string_view type);
std::vector<Facet> list_facets(db::Reader& reader, const ContentId& id);

Result<void> insert_redirect(db::Tx& tx, std::string_view from, const ContentId& id, Instant at);
Result<void> delete_redirect(db::Tx& tx, std::string_view from);
std::optional<ContentId> find_redirect(db::Reader& reader, std::string_view from);
std::vector<std::string> list_redirects(db::Reader& reader, const ContentId& id);

struct Preview {
  ContentId item;
  std::string token_hash, made_by_name;
  Instant made_at, expires_at;
};
Result<void> replace_preview(db::Tx& tx, const Preview& preview);
Result<void> delete_preview(db::Tx& tx, const ContentId& id);
std::optional<Preview> find_preview(db::Reader& reader, const ContentId& id);
std::optional<Preview> find_preview_by_token(db::Reader& reader, std::string_view token_hash);

// ---- consents (store_approvals.cc) ----
Result<void> insert_approval(db::Tx& tx, const Approval& approval);
std::optional<Approval> find_approval(db::Reader& reader, std::string_view id);
std::optional<Approval> find_approval_by_token(db::Reader& reader, std::string_view token_hash);
std::vector<Approval> list_approvals(db::Reader& reader, const ContentId& id);
std::vector<Approval> list_approvals_of(db::Reader& reader, std::string_view email, int most);
std::vector<Approval> list_expired_approvals(db::Reader& reader, Instant now, int most);
// With a name still there, asked on or before that moment; in order of id.
std::vector<Approval> list_old_approvals(db::Reader& reader, Instant until,
                                         std::string_view after, int most);
// Name, address and message go; what was answered about which version stays.
Result<void> update_approval_anonymous(db::Tx& tx, std::string_view id);
// Only while it waits; forgets the token. How many rows changed.
Result<std::int64_t> update_approval_over(db::Tx& tx, const Approval& approval);

}  // namespace musubi::publishing::store
