// media.h - what the library of pictures and documents offers: to main.cc, and to features whose
// pages show a picture. They keep a MediaId, tell what they use (UseSource), ask find_picture() and
// hand it to the page kit. The only header that others include.
//   publishing: MediaId -> find_picture(reader, id, today) -> for_page(picture, shape) -> kit
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"
#include "core/files/files.h"
#include "core/jobs/jobs.h"
#include "core/outbox/outbox.h"
#include "core/retention/retention.h"
#include "core/search/search.h"
#include "web/kit/picture.h"

namespace musubi::web {
struct App;
}

namespace musubi::media {

// Of cached pages that show an item: they are forgotten when it changes.
inline constexpr std::string_view kPagesTag = "media";

struct MediaNoun;
using MediaId = Id<MediaNoun>;

void add_routes(web::App& app);
void add_handlers(outbox::Handlers& handlers);  // media.item.sent: makes the variants
std::vector<jobs::Job> scheduled_jobs();
search::Feeders search_feeders();
retention::Kinds retention_kinds();
// Drawings of our own in every state. REQUIRES: the demo's accounts are there.
Result<void> load_demo(const Context& ctx);

// ---- who uses what ----

struct Use {
  std::string label;  // ＤＸ事例「手書き日報をやめた」
  std::string path;   // where it can be changed
};
// Of a feature whose records name items. Both are asked with an index behind, is_public for every
// picture of every visitor: something names it that anyone reads, or whoever holds a secret link.
struct UseSource {
  std::string name;  // publishing.pages
  std::function<std::vector<Use>(db::Reader&, const MediaId&, int most)> list;
  std::function<bool(db::Reader&, const MediaId&, Date today)> is_public;
  // Something published names it; a draft behind a secret link does not count. Null: never.
  std::function<bool(db::Reader&, const MediaId&)> is_published = {};
};
// Once at start, before threads; again in tests.
void configure_uses(std::vector<UseSource> sources);

// Whether a visitor may open it today: used by something public, or marked; and the consent of
// those who are shown has not ended.
bool is_public(db::Reader& reader, const MediaId& id, Date today);

// ---- for pages of other features ----

struct Rendition {
  std::string path, shape, format;  // full | wide | square; avif | webp | jpg
  int width = 0, height = 0;
};
struct Picture {
  MediaId id;
  std::string title, alt, caption, rights_holder, licence;
  bool decorative = false;
  int focal_x = 50, focal_y = 50;
  std::vector<Rendition> renditions;  // narrowest first in each shape
};
// Nothing while it is not made yet, is no picture, or the consent has ended: the page then goes
// without. `office`: with addresses for previews, which ask for the permission of the library.
enum class For { visitors, office };
std::optional<Picture> find_picture(db::Reader& reader, const MediaId& id, Date today,
                                    For whom = For::visitors);
// For the page kit. alt "" = the item's own words; a page may say it better for its place.
// REQUIRES: the shape is one of the renditions' (each picture has full, wide and square).
web::kit::Picture for_page(const Picture& picture, std::string_view shape,
                           const std::string& alt = {});

struct Document {  // or a video
  MediaId id;
  std::string title, filename, media_type, path;
  std::int64_t bytes = 0;
  std::string captions_path, transcript;  // of a video; "" = it has none
};
std::optional<Document> find_document(db::Reader& reader, const MediaId& id,
                                      For whom = For::visitors);

// Why it may not be published today, in sentences that name the remedy; empty: it may.
std::vector<std::string> reasons_against(db::Reader& reader, const MediaId& id, Date today);

// The small picture of the library's list: decoration, for its title stands beside it.
web::Html thumbnail(const std::string& path);
std::string thumb_path(const Picture& picture);  // "" = it has none

// For a field that chooses a picture: newest first, by words of its title when given. At most
// `most`. Asks for the permission of the library.
struct Choice {
  MediaId id;
  std::string title, thumb_path;
};
Result<std::vector<Choice>> list_pictures(const Context& ctx, const std::string& words, int most);

// Registers a file that another feature brings in (an import): as the office does by its form.
struct NewFile {
  std::string temp_path, filename;
  std::string title, alt, caption;  // "" = as for an upload by hand
  std::string sending;              // of the form; "" = from no form
};
struct Added {
  MediaId id;
  bool was_there = false;  // the same bytes are registered already
};
// Fault::invalid (field "file"), Fault::too_large, Fault::unavailable (the scanner).
Result<Added> add_file(const Context& ctx, const NewFile& input);
// Deletes what add_file() made, unless somebody described it since or something uses it: then why
// it stays. Nothing to do when it is gone.
Result<std::string> take_back_file(const Context& ctx, const MediaId& id);
// The address of a public item as a whole: of a document or video itself, of a picture the JPEG
// that every browser shows. "" when it is not public today.
std::string public_path(db::Reader& reader, const MediaId& id, Date today);

// ---- for the search of the public site ----

// A document as it came; no picture, no video.
struct Readable {
  MediaId id;
  std::string title, filename, media_type, sha256, path;  // path: /media/..., where visitors get it
  std::int64_t bytes = 0;
  Instant uploaded_at;
};
std::optional<Readable> find_readable(db::Reader& reader, const MediaId& id);
// In order of id; other kinds are left out. `last`: the id to go on from, "" at the end.
std::vector<Readable> list_readables(db::Reader& reader, const std::string& after, int most,
                                     std::string& last);
// SECURITY: whether the search may lead to it today: marked by the office or named by something
// published, its consent not over, its file not held back by the scanner.
bool is_published(db::Reader& reader, const MediaId& id, Date today);
// Where its bytes lie. Fault::unavailable while they wait for the scanner, Fault::forbidden when it
// found something.
Result<std::string> path_on_disk(const Context& ctx, const MediaId& id);
// Told in the transaction that registers, describes or deletes an item. Once at start, before
// threads; again in tests.
using Watcher = std::function<Result<void>(db::Tx&, const Context&, const MediaId&)>;
void configure_watcher(Watcher watcher);

}  // namespace musubi::media
