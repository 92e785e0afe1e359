// service_commit.cc - the draft becomes articles and files, slice by slice. First the files, for
// texts name them; then the articles, each with its old addresses in one transaction; at the end
// the old addresses of files and lists. What is done already is passed over. And all of it back.
#include <chrono>

#include "base/text.h"
#include "core/archives/archives.h"
#include "core/files/parcel.h"
#include "features/media/media.h"
#include "features/publishing/publishing.h"
#include "features/site_import/service.h"
#include "features/site_import/wordpress/addresses.h"
#include "features/site_import/wordpress/references.h"

namespace musubi::site_import {
namespace {

constexpr int kCommittedAtOnce = 20;
constexpr std::int64_t kFileBytesMost = 200'000'000;  // of one file of the old library
constexpr std::int64_t kTellMs = 500;
constexpr int kMovesAtOnce = 200;
constexpr std::string_view kById = "id/";
constexpr std::string_view kTakenIn = "移行が済んだため";

class Clock {
 public:
  explicit Clock(std::int64_t slice_ms) : most_ms_(slice_ms) {}
  bool is_over() const { return passed() >= most_ms_; }
  // True at most twice a second.
  bool tells() {
    if (passed() - told_ms_ < kTellMs) return false;
    told_ms_ = passed();
    return true;
  }

 private:
  std::int64_t passed() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now() - start_)
        .count();
  }
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  std::int64_t most_ms_;
  std::int64_t told_ms_ = 0;
};

class Commit {
 public:
  Commit(const Context& ctx, const SiteImport& import, const Steps& steps, std::int64_t slice_ms)
      : ctx_(as_beginner(ctx, import)), import_(import), steps_(steps), clock_(slice_ms) {
    ctx_.db.read([&](db::Reader& reader) {
      for (const auto& [state, count] : store::count_media(reader, import_.id)) {
        if (state != "missing") total_ += count;
        if (state != "missing" && state != "found") done_ += count;
      }
      for (const auto& [outcome, count] : store::count_outcomes(reader, import_.id)) {
        if (outcome != "skipped") total_ += count;
        if (outcome != "skipped" && outcome != "pending") done_ += count;
      }
    });
  }

  // Whether there is more.
  Result<bool> run(const std::string& media_path) {
    if (TRY(bring_files(media_path))) return true;
    if (TRY(bring_articles())) return true;
    TRY(finish());
    return false;
  }

 private:
  void step() {
    ++done_;
    if (steps_) steps_(done_, total_);
    if (clock_.tells()) tell_progress(ctx_, import_.id, done_, total_);
  }

  Result<bool> bring_files(const std::string& media_path) {
    std::unique_ptr<archives::Shelf> shelf;
    for (;;) {
      const auto some = ctx_.db.read([&](db::Reader& reader) {
        return store::list_media(reader, import_.id, "found", "", kCommittedAtOnce);
      });
      if (some.empty()) return false;
      if (!shelf) shelf = TRY(archives::Shelf::open(media_path));
      for (const ImportMedia& media : some) {
        if (clock_.is_over()) return true;
        TRY(bring_file(*shelf, media));
        step();
      }
    }
  }

  Result<void> bring_file(archives::Shelf& shelf, ImportMedia media) {
    const auto parcel = TRY(files::Parcel::make());
    const auto copied = shelf.copy(media.entry, parcel->path(), kFileBytesMost);
    if (!copied && copied.error().fault == Fault::unavailable) return copied;
    Result<media::Added> added = fail(Fault::invalid, "");
    if (copied) {
      const std::string file = media.name.substr(media.name.rfind('/') + 1);
      added = media::add_file(ctx_, {.temp_path = parcel->path(), .filename = file,
                                     .title = media.title, .alt = media.alt,
                                     .caption = media.caption, .sending = ""});
      if (!added && added.error().fault == Fault::unavailable) return fail(added.error());
    }
    if (added) {
      media.state = added->was_there ? "same" : "made";
      media.media_id = added->id.text;
    } else {
      const Error& why = copied ? added.error() : copied.error();
      media.state = "refused";
      media.says = why.fields.empty() ? why.says : why.fields.front().says;
    }
    return ctx_.db.write([&](db::Tx& tx) { return store::update_media(tx, media); });
  }

  Result<bool> bring_articles() {
    for (;;) {
      const auto some = ctx_.db.read([&](db::Reader& reader) {
        return store::list_items(reader, import_.id, "pending", 0, kCommittedAtOnce);
      });
      if (some.empty()) return false;
      for (const ImportItem& item : some) {
        if (clock_.is_over()) return true;
        TRY(bring_article(item.position));
        step();
      }
    }
  }

  Result<void> bring_article(std::int64_t position) {
    Result<ImportItem> brought = ctx_.db.write([&](db::Tx& tx) -> Result<ImportItem> {
      auto item = store::find_item(tx, import_.id, position);
      CHECK(item.has_value());
      if (item->outcome != "pending") return std::move(*item);  // another slice was faster
      const auto known = store::find_source(tx, item->source_key);
      if (known && publishing::has_item(tx, *known)) {
        item->outcome = "same";
        item->content_id = *known;
        item->says = "前に取り込んであるため、そのままにしました";
      } else {
        TRY(make_draft(tx, *item));
      }
      TRY(store::update_outcome(tx, *item));
      return std::move(*item);
    });
    ImportItem item = TRY(std::move(brought));
    const bool goes_on = item.outcome == "made" && import_.arrival == "review" &&
                         item.status == "publish";
    if (!goes_on) return {};
    const publishing::SentOn sent = TRY(publishing::send_brought(ctx_, item.content_id));
    item.says = sent.says.empty() ? "確認に回しました" : sent.says;
    item.content_version = sent.version;
    return ctx_.db.write([&](db::Tx& tx) { return store::update_outcome(tx, item); });
  }

  // What no draft can hold is told at the item; the rest goes on.
  Result<void> make_draft(db::Tx& tx, ImportItem& item) const {
    publishing::Brought input;
    input.target = item.target;
    input.slug = item.slug;
    input.title = item.title;
    input.lead = item.lead;
    input.body = with_references(item.body, answers(tx));
    for (const WxrTerm& term : item.terms) {
      if (term.domain != "category") input.tags.push_back(term.name);
    }
    input.old_paths = old_paths_of(item);
    input.first_public = item.published_at;
    publishing::BroughtItem made;
    Result<void> tried = tx.attempt([&]() -> Result<void> {
      made = TRY(publishing::bring_in(tx, ctx_, input));
      return {};
    });
    if (!tried && tried.error().fault == Fault::unavailable) return tried;
    if (!tried) {
      item.outcome = "failed";
      item.says = tried.error().says;
      return {};
    }
    item.outcome = "made";
    item.content_id = made.id;
    item.content_version = made.version;
    item.content_token = made.token;
    item.new_path = made.path;
    return store::put_source(tx, item.source_key, made.id, import_.id);
  }

  References answers(db::Tx& tx) const {
    References out;
    out.media = [this, &tx](const std::string& name) -> MediaAnswer {
      const auto media =
          name.starts_with(kById)
              ? store::find_media_by_post_id(tx, import_.id, name.substr(kById.size()))
              : store::find_media(tx, import_.id, name);
      if (media && !media->media_id.empty()) return {"media:" + media->media_id, media->alt};
      // The checks refuse it, and its name says which file is missing.
      return {"media:missing-" + for_link(name), media ? media->alt : ""};
    };
    out.page = [this, &tx](const std::string& address) -> std::string {
      const std::string path = old_path_of(address, import_.site_address);
      if (path.empty()) return "/";
      const auto item = store::find_item_by_old_path(tx, import_.id, path);
      return item && !item->new_path.empty() ? item->new_path : path;
    };
    return out;
  }

  static std::vector<std::string> old_paths_of(const ImportItem& item) {
    std::vector<std::string> out;
    if (!item.old_path.empty() && item.old_path != "/") out.push_back(item.old_path);
    if (item.post_id.empty() || item.post_id.size() > 20) return out;
    const std::string by_number =
        (item.post_type == "page" ? "/?page_id=" : "/?p=") + item.post_id;
    if (item.old_path != by_number) out.push_back(by_number);
    return out;
  }

  Result<void> finish() {
    TRY(keep_file_addresses());
    return ctx_.db.write([&](db::Tx& tx) -> Result<void> {
      auto now = store::find_import(tx, import_.id);
      if (!now || now->state != "committing") return {};
      for (const Group& group : now->groups) TRY(keep_list_address(tx, *now, group));
      now->state = "committed";
      now->done = now->total = total_;
      now->updated_at = ctx_.now;
      TRY(store::update_import(tx, *now));
      // Mail addresses of authors stand in the file; neither it nor the ZIP is needed any more.
      TRY(files::remove(ctx_, tx, {now->file_id}, kTakenIn));
      if (!now->media_file_id.empty()) {
        TRY(files::remove(ctx_, tx, {now->media_file_id}, kTakenIn));
      }
      tx.notify(kChannel, import_.id.text);
      Json outcomes = Json::object();
      for (const auto& [outcome, count] : store::count_outcomes(tx, import_.id)) {
        outcomes[outcome] = count;
      }
      return audit::note(tx, ctx_, "site_import.import.committed", subject_of(*now),
                         {{"state", "committing"}},
                         {{"state", "committed"}, {"outcomes", outcomes}});
    });
  }

  Result<void> keep_file_addresses() {
    std::string after;
    for (;;) {
      const auto some = ctx_.db.read([&](db::Reader& reader) {
        return store::list_media(reader, import_.id, "", after, kMovesAtOnce);
      });
      if (some.empty()) return {};
      after = some.back().name;
      Result<void> kept = ctx_.db.write([&](db::Tx& tx) -> Result<void> {
        for (const ImportMedia& media : some) {
          if (media.media_id.empty()) continue;
          TRY(store::put_move(tx, {"/wp-content/uploads/" + media.name, "media", media.media_id},
                              import_.id));
        }
        return {};
      });
      TRY(std::move(kept));
    }
  }

  Result<void> keep_list_address(db::Tx& tx, const SiteImport& import, const Group& group) const {
    constexpr std::string_view kCategory = "category:";
    if (!group.key.starts_with(kCategory)) return {};
    ImportItem any;
    any.post_type = "post";
    any.terms.push_back({"category", group.key.substr(kCategory.size()), ""});
    const std::string list = publishing::list_path_of_target(target_of(import, any));
    if (list == "/") return {};
    return store::put_move(tx, {"/category/" + any.terms.front().slug, "path", list}, import.id);
  }

  Context ctx_;
  const SiteImport& import_;
  const Steps& steps_;
  Clock clock_;
  std::int64_t done_ = 0, total_ = 0;
};

}  // namespace

Result<bool> commit_slice(const Context& ctx, const SiteImport& import, const Places& places,
                          std::int64_t slice_ms, const Steps& steps) {
  std::string media = places.media;
  if (media.empty() && !import.media_file_id.empty()) {
    media = TRY(kept_path(ctx, import.media_file_id));
  }
  return Commit(ctx, import, steps, slice_ms).run(media);
}

Result<bool> undo_slice(const Context& ctx, const SiteImport& import, std::int64_t slice_ms,
                        const Steps& steps) {
  const Context own = as_beginner(ctx, import);
  Clock clock(slice_ms);
  std::int64_t done = 0;
  const auto tell = [&] {
    ++done;
    if (steps) steps(done, 0);
  };
  for (;;) {
    const auto some = ctx.db.read([&](db::Reader& reader) {
      return store::list_items(reader, import.id, "made", 0, kCommittedAtOnce);
    });
    if (some.empty()) break;
    for (const ImportItem& item : some) {
      if (clock.is_over()) return true;
      Result<void> taken = ctx.db.write([&](db::Tx& tx) -> Result<void> {
        ImportItem now = item;
        now.says = TRY(publishing::take_back(tx, own, {item.content_id, item.new_path,
                                                       item.content_token,
                                                       item.content_version}));
        now.outcome = now.says.empty() ? "undone" : "left";
        if (now.says.empty()) TRY(store::delete_source(tx, item.source_key));
        return store::update_outcome(tx, now);
      });
      TRY(std::move(taken));
      tell();
    }
  }
  for (;;) {
    const auto some = ctx.db.read([&](db::Reader& reader) {
      return store::list_media(reader, import.id, "made", "", kCommittedAtOnce);
    });
    if (some.empty()) break;
    for (ImportMedia media : some) {
      if (clock.is_over()) return true;
      media.says = TRY(media::take_back_file(own, media::MediaId{media.media_id}));
      media.state = media.says.empty() ? "undone" : "left";
      TRY(ctx.db.write([&](db::Tx& tx) { return store::update_media(tx, media); }));
      tell();
    }
  }
  Result<void> ended = ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto now = store::find_import(tx, import.id);
    if (!now || now->state != "undoing") return {};
    TRY(store::delete_moves(tx, import.id));
    now->state = "undone";
    now->updated_at = ctx.now;
    TRY(store::update_import(tx, *now));
    tx.notify(kChannel, import.id.text);
    return audit::note(tx, own, "site_import.import.undone", subject_of(*now),
                       {{"state", "undoing"}}, {{"state", "undone"}});
  });
  TRY(std::move(ended));
  return false;
}

}  // namespace musubi::site_import
