// publishing.h - what publishing offers to main.cc, the tests, and the features that build on it
// (public pages, search and feeds, import, export, the events): its media library's place, and what
// is public. Nothing else of the folder may be included from outside.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/actor/actor.h"
#include "core/holdings/holdings.h"
#include "core/jobs/jobs.h"
#include "core/markdown/content.h"
#include "core/outbox/outbox.h"
#include "core/retention/retention.h"
#include "core/search/search.h"
#include "features/media/media.h"

namespace musubi::web {
struct App;
}

namespace musubi::publishing {

void add_routes(web::App& app);
// publishing.approval.asked, .answered; publishing.content.late, .held, .delayed
void add_handlers(outbox::Handlers& handlers);
// Publishes and ends by the clock, every minute.
std::vector<jobs::Job> scheduled_jobs();
// Articles whose hour of publishing or ending is past by more than a minute: the clock stands
// still, or fails. At most 200; 0 = all is well. `now`: the demo's, of a demo.
std::int64_t count_late(db::Reader& reader, Instant now);
search::Feeders search_feeders();  // articles, for the office
retention::Kinds retention_kinds();
holdings::Sources holdings_sources();
// Items in every state around 2024-10-28. REQUIRES: the demo's accounts were made.
Result<void> load_demo(const Context& ctx);

// The media library: what a text means by media:ID. Told once, before threads. Without it every
// such reference is an error of the checks, and pages show its words alone.
struct MediaLibrary {
  std::function<std::optional<markdown::Media>(db::Reader&, std::string_view id, Date today,
                                               media::For whom)>
      find;
  // Why it may not be published today, with the remedy; [] = it may.
  std::function<std::vector<std::string>(db::Reader&, std::string_view id, Date today)>
      reasons_against;
};
void configure_media(MediaLibrary library);
MediaLibrary library_of_media();  // that of features/media
// For media::configure_uses: who names an item, and whether a visitor, or whoever holds a secret
// link or was asked by mail, reads it there.
media::UseSource media_uses();

// ---- a draft that another feature begins: a FAQ of an answer ----

struct NewDraft {
  std::string type, title, lead, body;  // body: Markdown
  std::string sending;  // made once for it; "" = from no form
  // Of the type, checked as the editor's are.
  std::vector<std::pair<std::string, std::string>> fields = {};
  Instant expire_at = {};  // the plan: it ends then by itself; 0 = stays
  // Where it came from: shown on the article's page to whoever may open it. 掲載依頼 R6-掲-0003
  std::string begun_for_label = {}, begun_for_path = {};
};
// The id; the address is made up, and the office changes it. As create_content() else.
Result<std::string> begin_draft(const Context& ctx, const NewDraft& input);
std::string item_path(std::string_view id);  // /office/content/...
bool has_item(db::Reader& reader, std::string_view id);
// How far the article of such a draft has come; nothing when it was thrown away.
struct Standing {
  std::string title, path, state_label;  // 公開予約
  bool is_public = false;
  Instant published_at;  // the first time; 0 = never
};
std::optional<Standing> find_standing(db::Reader& reader, std::string_view id);
// The demo alone: sent on, confirmed and published by its people on that day. REQUIRES: a type
// that needs nobody else's consent.
Result<void> publish_in_demo(const Context& ctx, std::string_view id, Date on);

// ---- FAQs that a question in somebody's own words may mean ----

struct KnownAnswer {
  std::string path, title, lead;
};
// Public ones, best first, at most `most`; none when nothing is near.
std::vector<KnownAnswer> list_known_answers(db::Reader& reader, std::string_view question,
                                            int most);

// ---- what an import of another site brings in, and takes back (bringing.cc) ----

// What an old article becomes: a type, with its 分類 where it has one.
struct Target {
  std::string code, label;  // news/notice, お知らせ（事務局から）
};
std::vector<Target> import_targets();
std::string list_path_of_target(std::string_view code);  // /news

struct Brought {
  std::string target, slug, title, lead, body;  // slug: another one when it is taken or none
  std::vector<std::string> tags;                // kept where the type has a place for them
  std::vector<std::string> old_paths;           // lead to the article once it is public
  Instant first_public;                         // there; 0 = it never was
};
struct BroughtItem {
  std::string id, path, token;
  std::int64_t version = 0;
};
// A draft, never more, in the caller's transaction. Fault::invalid for what no draft can hold.
Result<BroughtItem> bring_in(db::Tx& tx, const Context& ctx, const Brought& input);
// Sends it on to 確認 when the checks find no error; else says why it stays a draft.
struct SentOn {
  std::string says;  // "" = it went on
  std::int64_t version = 0;
};
Result<SentOn> send_brought(const Context& ctx, std::string_view id);
// Deletes it, unless somebody has worked on it since: then why it stays.
Result<std::string> take_back(db::Tx& tx, const Context& ctx, const BroughtItem& item);
// Where an address of before leads: the path of something public, "" when nowhere.
std::string find_new_path(db::Reader& reader, std::string_view from);
struct Redirect {
  std::string from, to;
};
// Of public items, in order of `from`.
std::vector<Redirect> list_public_redirects(db::Reader& reader, const std::string& after, int most);

// ---- what is public, for feeds, search, exports ----

struct PublicItem {
  std::string id, type, path, title, lead, body, language;
  std::vector<std::pair<std::string, std::string>> fields;  // of its type, in order, as stored
  Instant published_at, changed_at;
  std::string owner_id, owner_name;        // of the office: whose item it is
  std::vector<std::string> variants = {};  // addresses: /cases/x/easy, /cases/x/en, where written
  // The texts that stand there, in the same order: the title of their own ("" = the item's), and
  // Markdown.
  std::vector<std::pair<std::string, std::string>> variant_texts = {};
  // As stored; "" when its type has no such field, or nothing was written.
  std::string field(std::string_view name) const;
};
// In order of id; `after` "" = from the first. Never loads a site whole.
std::vector<PublicItem> list_public_items(db::Reader& reader, const std::string& after, int most);
std::optional<PublicItem> find_public_item(db::Reader& reader, std::string_view path);
// Of one type, by the day of publishing, newest first.
std::vector<PublicItem> list_newest_items(db::Reader& reader, const std::string& type, int most);
// 情報通信業 for E: the words of a field that is chosen from a list; other texts as they are.
std::string label_of(std::string_view field, const std::string& stored);

struct PublicEvent {
  PublicItem item;
  std::string starts_on, ends_on;  // ISO days; the same for one day
  // Of the first and of the last day, in minutes since midnight, where the hours could be read.
  std::optional<int> from = {}, until = {};
};
std::optional<PublicEvent> find_public_event(db::Reader& reader, std::string_view path);
// Not over on that day, the earliest start first.
std::vector<PublicEvent> list_events_ahead(db::Reader& reader, Date from, int most);
// Beginning on these days (inclusive), the earliest first.
std::vector<PublicEvent> list_events_from_to(db::Reader& reader, Date from, Date until, int most);
// The first day and the last of all public events; "" when there is none.
std::pair<std::string, std::string> find_event_span(db::Reader& reader);

// For a list of addresses: in order of id, without texts.
struct PublicAddress {
  std::string id, path;
  Instant changed_at;
};
std::vector<PublicAddress> list_public_addresses(db::Reader& reader, const std::string& after,
                                                 int most);
// The id of the item that is `nth` after that one, in order of id; "" when there are fewer.
std::string find_public_id_after(db::Reader& reader, const std::string& after, std::int64_t nth);

// Items whose draft or public version refers to this address (/news/x, media:ID): asked before what
// stands there goes. In order of id.
struct Use {
  std::string id, title, path;
};
std::vector<Use> list_uses(db::Reader& reader, std::string_view target, int most);

// ---- links to articles that stand outside of them: the menu of the site, a banner ----

// Whether visitors find something at an own address without ?… and #…: where it is an article's,
// or one of its other texts', that must be public (now_or_due: or booked to become so). True for
// the address of anything else: whether that is there, the router knows. One small read.
enum class Reach { now, now_or_due };
bool is_open_address(const Context& ctx, std::string_view path, Reach reach);

struct Mention {
  std::string label;  // お知らせ枠「…」
  std::string path;   // where it can be changed
};
// Who leads to one of these addresses, or below them: asked before their article ends or goes.
using MentionSource = std::function<std::vector<Mention>(
    db::Reader&, const std::vector<std::string>& paths, Date today)>;
// Once at start, before threads; again in tests.
void configure_mentions(std::vector<MentionSource> sources);
// For sources: /cases/x/easy?a#b leads to /cases/x.
bool leads_to(std::string_view address, const std::vector<std::string>& paths);

// ---- for the search of the site: what is public, in words, and when that changes ----

std::optional<PublicItem> find_public_item_by_id(db::Reader& reader, std::string_view id);
// {dx_case, ＤＸ事例}, in the order of the office's list.
std::vector<std::pair<std::string, std::string>> public_types();
// What visitors filter by: industry, 業種, E, 製造業.
struct PublicFacet {
  std::string name, label, value, shown;
};
std::vector<PublicFacet> facets_of(const PublicItem& item);
std::string facet_label(std::string_view name);  // 業種; "" when nothing is filtered by it
// All fields in words, a line each: 主催　一般社団法人…
std::vector<std::string> field_lines_of(const PublicItem& item);

// In the transaction that publishes, changes, moves or ends an item. `item`: as visitors see it
// now, null when they see it no more. `targets`: what its public text refers to, now or before.
using PublicWatcher =
    std::function<Result<void>(db::Tx&, const Context&, const std::string& id,
                               const PublicItem* item, const std::vector<std::string>& targets)>;
// Once at start, before threads; again in tests.
void configure_watcher(PublicWatcher watcher);

}  // namespace musubi::publishing
