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
#include "features/media/media.h"

namespace musubi::web {
struct App;
}

namespace musubi::publishing {

void add_routes(web::App& app);
// publishing.approval.asked, .answered; publishing.content.late, .held
void add_handlers(outbox::Handlers& handlers);
// Publishes and ends by the clock, every minute. `pretended_today`: of the demo.
std::vector<jobs::Job> scheduled_jobs(std::optional<Date> pretended_today = {});
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
};
// The id; the address is made up, and the office changes it. As create_content() else.
Result<std::string> begin_draft(const Context& ctx, const NewDraft& input);
std::string item_path(std::string_view id);  // /office/content/...
bool has_item(db::Reader& reader, std::string_view id);

// ---- what is public, for feeds, search, exports ----

struct PublicItem {
  std::string id, type, path, title, lead, body, language;
  std::vector<std::pair<std::string, std::string>> fields;  // of its type, in order, as stored
  Instant published_at, changed_at;
};
// In order of id; `after` "" = from the first. Never loads a site whole.
std::vector<PublicItem> list_public_items(db::Reader& reader, const std::string& after, int most);
std::optional<PublicItem> find_public_item(db::Reader& reader, std::string_view path);

// Items whose draft or public version refers to this address (/news/x, media:ID): asked before what
// stands there goes. In order of id.
struct Use {
  std::string id, title, path;
};
std::vector<Use> list_uses(db::Reader& reader, std::string_view target, int most);

}  // namespace musubi::publishing
