// service.h - what people can do with the library: register a file, say what it shows and whose it
// is, look, delete. What is public is judged here too, for the addresses that visitors ask for.
// The making of the variants is service_conversion.h.
#pragma once

#include <vector>

#include "features/media/permissions.h"
#include "features/media/store.h"

namespace musubi::media {

inline constexpr std::string_view kSent = "media.item.sent";  // outbox: variants are to be made
inline constexpr std::string_view kChannel = "media_items";   // notice: one was made or given up
inline constexpr std::string_view kVisibility = "media";      // of its documents in the search
inline constexpr int kConsentWarnDays = 30;  // before a consent ends: time to ask once more

// As the file came. Only the office opens a picture's; a document or a video is what visitors get.
inline constexpr files::Purpose kOriginal{"media.original", "サイトの画像", 30'000'000, "image/*",
                                          may::see_media, false};
inline constexpr files::Purpose kDocument{
    "media.document", "サイトの資料・動画", 200'000'000,
    "application/pdf text/plain text/csv application/csv video/mp4 video/webm "
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document "
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet "
    "application/vnd.openxmlformats-officedocument.presentationml.presentation "
    "application/vnd.oasis.opendocument.text application/vnd.oasis.opendocument.spreadsheet "
    "application/vnd.oasis.opendocument.presentation",
    may::anyone, false};
// Made by us: sniffed types are not asked, the format is known.
inline constexpr files::Purpose kVariant{"media.variant", "変換した画像", 20'000'000,
                                         "image/* application/octet-stream video/*", may::anyone,
                                         false};

// Orders the variants of this round, once.
Result<void> order_variants(db::Tx& tx, Instant now, const Item& item);
search::Document document_of(const Item& item);

struct ItemPage {
  Item item;
  std::vector<Variant> variants;
  std::vector<Use> uses;
  std::vector<std::string> lacks;
  bool is_public = false, consent_over = false;
};
Result<ItemPage> load_item(const Context& ctx, const std::string& id);
struct ItemList {
  std::vector<Item> rows;
  std::string next;  // key of the next page, "" = the last
  int found = -1;    // of a search; -1 = no search
};
// words: of title, caption and file name; then the filter is not asked.
Result<ItemList> list_library(const Context& ctx, store::ListFilter filter,
                              const std::string& words, const std::string& after);

Result<void> save_details(const Context& ctx, const std::string& id, const Details& details,
                          std::int64_t version);
// Of an unreadable one: once more.
Result<void> convert_again(const Context& ctx, const std::string& id);
// Fault::conflict with the list of uses while there is one.
Result<void> delete_item(const Context& ctx, const std::string& id, std::int64_t version);

// The job of each night: cached pages show no picture whose consent ended the day before.
Result<void> take_out_ended_consents(const Context& ctx);

// What a browser is given. successor: the name has been overtaken, this is the new one.
struct Served {
  std::string path, sha256, content_type, content_disposition, successor;
};
// For visitors: Fault::not_found for what is not public, as for what is not there.
Result<Served> open_public(const Context& ctx, const std::string& id, const std::string& name);
// For the office: previews of what is not public yet.
Result<Served> open_preview(const Context& ctx, const std::string& id, const std::string& name);
Result<files::Opened> open_original(const Context& ctx, const std::string& id);

}  // namespace musubi::media
