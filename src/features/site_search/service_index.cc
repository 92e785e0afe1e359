// service_index.cc - see service_index.h. No must(): nobody asks for these, they follow what
// somebody was allowed to do, and write indexes alone, which carry no audit note.
#include "features/site_search/service_index.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/log.h"
#include "core/extraction/extraction.h"
#include "core/markdown/content.h"
#include "features/site_search/documents.h"

namespace musubi::site_search {
namespace {

constexpr int kAttemptsRead = 8;      // some forty minutes; the job of the night orders it again
constexpr int kOfATransaction = 50;   // so that nobody who writes waits long
constexpr int kFilesReadAgain = 500;  // of a night
constexpr int kWordsLooked = 200;     // of a night
constexpr std::int64_t kWordKeptMs = 90LL * 86'400'000;

Result<void> order_words(db::Tx& tx, Instant now, std::string_view noun, const std::string& id) {
  TRY(outbox::later_once(tx, now, kWordsWanted, std::string(noun) + "/" + id,
                         {{"noun", std::string(noun)}, {"id", id}}));
  return {};
}

FileText unread(const media::Readable& file) {
  const bool readable = extraction::can_read(file.media_type);
  FileText out;
  out.id = file.id.text;
  out.sha256 = file.sha256;
  out.state = readable ? "waiting" : "unreadable";
  if (!readable) {
    out.trouble = "この種類のファイルの中は読み取れません。題名だけで見つかります。PDFにすると、中の言葉でも見つかります";
  }
  return out;
}

struct Unread {
  media::Readable file;
  FileText text;
};
std::optional<Unread> find_unread(db::Reader& reader, const std::string& id) {
  auto file = media::find_readable(reader, media::MediaId{id});
  auto text = store::find_file(reader, id);
  if (!file || !text || text->state != "waiting") return std::nullopt;
  return Unread{std::move(*file), std::move(*text)};
}

Result<void> keep_read(const Context& ctx, FileText text) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto now = find_unread(tx, text.id);
    if (!now || now->file.sha256 != text.sha256) return {};  // read by another, or gone meanwhile
    TRY(store::replace_file(tx, text));
    TRY(place_file(tx, ctx, now->file, text));
    return order_words(tx, ctx.now, kFileNoun, text.id);
  });
}

Result<void> give_up_reading(const Context& ctx, FileText text, const std::string& why) {
  text.state = "unreadable";
  text.trouble = why;
  text.read_at = ctx.now;
  return keep_read(ctx, std::move(text));
}

std::optional<search::Document> document_now(db::Reader& reader, const std::string& noun,
                                             const std::string& id, Date today) {
  if (noun == kPageNoun) {
    const auto item = publishing::find_public_item_by_id(reader, id);
    if (item) return page_document(*item);
  } else if (noun == kTextNoun) {
    const auto page = store::find_page(reader, id);
    if (page) return text_document(*page);
  } else if (noun == kFileNoun && media::is_published(reader, media::MediaId{id}, today)) {
    const auto file = media::find_readable(reader, media::MediaId{id});
    const auto text = store::find_file(reader, id);
    if (file && text) return file_document(*file, *text);
  }
  return std::nullopt;
}

Result<std::string> catch_up_items(const Context& ctx, const std::string& after) {
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    std::string last;
    for (const auto& item : publishing::list_public_items(tx, after, kOfATransaction)) {
      last = item.id;
      const search::Document document = page_document(item);
      if (search::is_indexed(tx, document)) continue;
      TRY(search::put(tx, document));
      TRY(order_words(tx, ctx.now, kPageNoun, item.id));
    }
    return last;
  });
}

Result<std::string> catch_up_files(const Context& ctx, const std::string& after, int& ordered) {
  int ordered_now = 0;
  auto last = ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    ordered_now = 0;  // may run twice
    std::string end;
    for (const auto& file : media::list_readables(tx, after, kOfATransaction, end)) {
      auto text = store::find_file(tx, file.id.text);
      if (!text) {
        text = unread(file);
        TRY(store::replace_file(tx, *text));
      }
      if (text->state == "waiting" && ordered + ordered_now < kFilesReadAgain) {
        TRY(order_reading(tx, ctx.now, file.id.text));
        ++ordered_now;
      }
      TRY(place_file(tx, ctx, file, *text));
    }
    return end;
  });
  ordered += ordered_now;
  return last;
}

Result<void> catch_up_pages(const Context& ctx, const std::vector<OpenPage>& pages) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (const OpenPage& old : store::list_pages(tx, "", static_cast<int>(pages.size()) + 500)) {
      const bool there = std::any_of(pages.begin(), pages.end(), [&](const OpenPage& one) {
        return one.path == old.path;
      });
      if (there) continue;
      TRY(store::delete_page(tx, old.path));
      TRY(search::remove(tx, kTextNoun, old.path));
    }
    for (OpenPage page : pages) {
      const auto old = store::find_page(tx, page.path);
      const bool same = old && old->title == page.title && old->lead == page.lead &&
                        old->body == page.body;
      page.changed_at = same ? old->changed_at : ctx.now;
      if (!same) {
        TRY(store::replace_page(tx, page));
        TRY(order_words(tx, ctx.now, kTextNoun, page.path));
      }
      TRY(search::put(tx, text_document(page)));
    }
    return {};
  });
}

// A word that nothing public holds any more goes; one that is still held is seen again.
Result<void> prune_words(const Context& ctx) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    std::vector<Word> kept;
    for (Word& word :
         store::list_words_seen_before(tx, Instant{ctx.now.ms - kWordKeptMs}, kWordsLooked)) {
      search::Query query;
      query.text = word.shown;
      query.visibility = {std::string(kPublic)};
      query.labels = {std::string(kSiteLabel)};
      if (search::count_matches(tx, query, 1) > 0) {
        kept.push_back(std::move(word));
      } else {
        TRY(store::delete_word(tx, word.folded));
      }
    }
    return store::insert_words(tx, kept, ctx.now);
  });
}

}  // namespace

Result<void> order_reading(db::Tx& tx, Instant now, const std::string& id) {
  TRY(outbox::later_once(tx, now, kFileRegistered, id, {{"id", id}}, outbox::Lane::slow));
  return {};
}

Result<void> place_file(db::Tx& tx, const Context& ctx, const media::Readable& file,
                        const FileText& text) {
  if (!media::is_published(tx, file.id, ctx.today())) {
    return search::remove(tx, kFileNoun, file.id.text);
  }
  return search::put(tx, file_document(file, text));
}

Result<void> follow_file(db::Tx& tx, const Context& ctx, const media::MediaId& id) {
  const auto file = media::find_readable(tx, id);
  if (!file) {
    TRY(store::delete_file(tx, id.text));
    return search::remove(tx, kFileNoun, id.text);
  }
  auto text = store::find_file(tx, id.text);
  if (!text) {
    text = unread(*file);
    TRY(store::replace_file(tx, *text));
    if (text->state == "waiting") TRY(order_reading(tx, ctx.now, id.text));
  }
  TRY(place_file(tx, ctx, *file, *text));
  return order_words(tx, ctx.now, kFileNoun, id.text);
}

Result<void> follow_item(db::Tx& tx, const Context& ctx, const std::string& id,
                         const publishing::PublicItem* item,
                         const std::vector<std::string>& targets) {
  if (item == nullptr) {
    TRY(search::remove(tx, kPageNoun, id));
  } else {
    TRY(search::put(tx, page_document(*item)));
    TRY(order_words(tx, ctx.now, kPageNoun, id));
  }
  for (const std::string& target : targets) {
    const std::string media_id = markdown::media_id(target);
    if (!media_id.empty()) TRY(follow_file(tx, ctx, media::MediaId{media_id}));
  }
  return {};
}

Result<void> read_registered(const Context& ctx, const outbox::Message& message) {
  const std::string id = message.body.value("id", "");
  const auto wanted = ctx.db.read([&](db::Reader& reader) { return find_unread(reader, id); });
  if (!wanted) return {};
  FileText text = wanted->text;
  text.sha256 = wanted->file.sha256;
  const bool last = message.attempt >= kAttemptsRead;
  const auto path = media::path_on_disk(ctx, wanted->file.id);
  if (!path) {
    if (path.error().fault != Fault::unavailable) {
      return give_up_reading(ctx, std::move(text), path.error().says);
    }
    if (last) return {};
    return fail(path.error());
  }
  auto read = extraction::text_of_file(*path, wanted->file.media_type);
  if (!read) {
    if (!read.error().detail.empty()) {
      log::warning("site_search.unreadable", {{"detail", read.error().detail}});
    }
    if (read.error().fault != Fault::unavailable) {
      return give_up_reading(ctx, std::move(text), read.error().says);
    }
    if (last) return {};
    return fail(read.error());
  }
  text.state = read->text.empty() ? "empty" : "read";
  text.trouble = read->text.empty() ? "文字が入っていません（画像だけのPDFなど）。題名だけで見つかります" : "";
  text.body = std::move(read->text);
  text.is_cut = read->cut;
  text.read_at = ctx.now;
  return keep_read(ctx, std::move(text));
}

Result<void> collect_words(const Context& ctx, const outbox::Message& message) {
  const std::string noun = message.body.value("noun", ""), id = message.body.value("id", "");
  const auto document = ctx.db.read(
      [&](db::Reader& reader) { return document_now(reader, noun, id, ctx.today()); });
  if (!document) return {};
  const std::vector<Word> words = words_of_document(*document);
  return ctx.db.write([&](db::Tx& tx) { return store::insert_words(tx, words, ctx.now); });
}

Result<void> catch_up_contents(const Context& ctx) {
  std::string after;
  do {
    after = TRY(catch_up_items(ctx, after));
  } while (!after.empty());
  int ordered = 0;
  do {
    after = TRY(catch_up_files(ctx, after, ordered));
  } while (!after.empty());
  return {};
}

Result<void> catch_up(const Context& ctx, const std::vector<OpenPage>& pages) {
  TRY(catch_up_pages(ctx, pages));
  TRY(catch_up_contents(ctx));
  return prune_words(ctx);
}

}  // namespace musubi::site_search
