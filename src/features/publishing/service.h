// service.h - what people can do with content, one function each. Every function asks must(), and
// every write is permitted, audited and committed in one transaction. Consents: see
// service_approvals.h; the clock: service_schedule.h; visitors: service_public.h.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "features/publishing/checks.h"
#include "features/publishing/permissions.h"
#include "features/publishing/publishing.h"
#include "features/publishing/store.h"

namespace musubi::publishing {

using Typed = std::vector<std::pair<std::string, std::string>>;  // name= to what was typed

// ---- reading ----

inline constexpr std::int64_t kCountCap = 2000;  // above: 「2,000件以上」
struct ContentList {
  std::vector<Content> rows;
  std::int64_t count = 0;  // stops at kCountCap
  bool more = false;
};
Result<ContentList> list_contents(const Context& ctx, store::ListFilter filter);

struct ContentPage {
  Content content;
  Draft draft;
  bool draft_differs = false;          // from the newest version: it was not sent on
  std::vector<Finding> findings;       // of the draft
  std::vector<std::string> obstacles;  // why its newest version cannot be published; [] = it can
  std::vector<Approval> approvals;     // oldest first
  std::vector<Move> moves;             // newest first
  std::vector<Version> versions;       // newest first, without texts
  std::vector<Content> used_in;        // items that lead here
  std::vector<Mention> mentions;       // what else of the site does: the menu, a banner
  std::vector<std::string> redirects;
  std::optional<store::Preview> preview;
  std::optional<store::Beginning> begun_for;  // what it was begun for
};
Result<ContentPage> load_visible_content(const Context& ctx, const ContentId& id);
// number 0: the draft.
Result<Version> load_visible_version(const Context& ctx, const ContentId& id, std::int64_t number);

struct Owner {
  AccountId id;
  std::string name;
};
Result<std::vector<Owner>> list_owners(const Context& ctx);  // people of the office

// ---- writing ----

// What the fields of the form come to; values that are none are FieldErrors. Texts may be
// incomplete: that is for the checks.
Result<Article> read_article(const ContentType& type, const Typed& typed);

struct NewContent {
  std::string type, title, slug;
  std::string sending;
};
Result<ContentId> create_content(const Context& ctx, const NewContent& input);

struct DraftEdit {
  ContentId id;
  std::string token;  // of the draft that the writer saw
  Typed typed;
};
// A changed text of an item that was on its way begins again; Fault::conflict loses neither text.
Result<void> save_draft(const Context& ctx, const DraftEdit& input);
// The text of an older version becomes the draft.
Result<void> restore_version(const Context& ctx, const ContentId& id, std::int64_t number,
                             const std::string& token);

struct Settings {
  ContentId id;
  std::int64_t version = 0;
  std::string slug, owner_id, review_on;
};
Result<void> change_settings(const Context& ctx, const Settings& input);
// Only what was never public.
Result<void> delete_content(const Context& ctx, const ContentId& id, std::int64_t version);

// ---- steps (workflow.h) ----

struct StepInput {
  ContentId id;
  std::int64_t version = 0;
  std::string words = {};  // what was changed; why it goes back; why it ends
};
Result<void> send_content(const Context& ctx, const StepInput& input);
Result<void> confirm_content(const Context& ctx, const StepInput& input);
Result<void> give_back_content(const Context& ctx, const StepInput& input);
// By an officer of the prefecture who is signed in.
Result<void> approve_content(const Context& ctx, const StepInput& input);
Result<void> end_content(const Context& ctx, const StepInput& input);

struct Plan {
  ContentId id;
  std::int64_t version = 0;
  Instant publish_at, expire_at;  // 0 = at once; stays
};
Result<void> change_plan(const Context& ctx, const Plan& input);
// Publishes at once, or books the time of the plan: exactly what the button said. `publish_at` is
// the time on the button; another plan by now is a conflict.
Result<State> publish_content(const Context& ctx, const StepInput& input, Instant publish_at);
Result<void> cancel_schedule(const Context& ctx, const StepInput& input);
// いますぐ公開する, 7月1日 9:00に公開する: what publish_content() would do now.
std::string publish_words(const Content& content, Instant now);

// ---- secret preview ----

inline constexpr int kPreviewDays = 14;
// The path of the new link; the one before is dead. It is shown once: only its hash is kept.
Result<std::string> make_preview(const Context& ctx, const ContentId& id);
Result<void> end_preview(const Context& ctx, const ContentId& id);

// ---- shared by the parts of the service ----

// Why this version must not become public; [] = it may.
std::vector<std::string> obstacles_of(db::Reader& reader, const Content& content,
                                      const Version& version, Date today);
std::vector<Finding> findings_of(db::Reader& reader, const Content& content,
                                 const Article& article, Date today);
markdown::FindMedia media_finder(db::Reader& reader, Date today,
                                 media::For whom = media::For::visitors);
Failure content_gone();

}  // namespace musubi::publishing
