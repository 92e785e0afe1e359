// service_command.cc - the import as the command runs it: a dry run that needs no installation, and
// the whole of it in one go. Both tell the same things in the same JSON, so that a script can
// compare what was foreseen with what became of it.
#include <filesystem>

#include "base/sha256.h"
#include "features/media/media.h"
#include "features/site_import/reading.h"
#include "features/site_import/service.h"
#include "features/site_import/site_import.h"

namespace musubi::site_import {
namespace {

constexpr int kToldAtOnce = 200;
constexpr std::int64_t kWholeSlice = 24LL * 3'600'000;

Json loss_json(std::int64_t position, const std::string& title, const Loss& loss) {
  return {{"item", position},     {"title", title},     {"block", loss.block},
          {"kind", loss.kind},    {"place", loss.place}, {"what", loss.what},
          {"remedy", loss.remedy}};
}

Json groups_of(const std::vector<Group>& groups, const std::map<std::string, std::string>& chosen) {
  Json out = Json::array();
  for (const Group& one : groups) {
    const auto found = chosen.find(one.key);
    out.push_back({{"key", one.key},
                   {"label", one.label},
                   {"count", one.count},
                   {"becomes", found == chosen.end() ? one.guess : found->second}});
  }
  return out;
}

Json site_json(const std::string& title, const std::string& address) {
  return {{"title", title}, {"address", address}};
}

// What the file holds, kept in memory: a dry run has no database.
struct Seen {
  Groups groups;
  std::vector<ImportItem> items;
  Json losses = Json::array();
  std::map<std::string, std::int64_t> authors, skipped;
  std::map<std::string, std::string> files;  // name -> title
};

Json items_json(const Seen& seen, const SiteImport& as) {
  Json out = Json::array();
  for (const ImportItem& item : seen.items) {
    const std::string target = target_of(as, item);
    out.push_back({{"item", item.position},
                   {"line", item.line},
                   {"type", item.post_type},
                   {"status", item.status},
                   {"title", item.title},
                   {"old_path", item.old_path},
                   {"becomes", target.empty() ? std::string(kSkip) : target}});
  }
  return out;
}

Result<Json> media_json(const Seen& seen, const std::string& media) {
  Uploads uploads;
  if (!media.empty()) {
    const auto shelf = TRY(archives::Shelf::open(media));
    uploads = TRY(Uploads::look_at(*shelf));
  }
  Json found = Json::array(), missing = Json::array();
  for (const auto& [name, title] : seen.files) {
    (uploads.find(name) == nullptr ? missing : found).push_back(name);
  }
  return Json{{"found", found}, {"missing", missing}};
}

// The import of these bytes that did not come to an end, or a new one.
Result<SiteImportId> import_of_file(const Context& ctx, const SiteFile& file) {
  const std::string sha256 = TRY(sha256_hex_of_file(file.path));
  const auto unfinished = ctx.db.read(
      [&](db::Reader& reader) { return store::find_unfinished_of(reader, sha256); });
  if (unfinished && unfinished->begun_by.empty()) return unfinished->id;
  NewImport input;
  input.path = file.path;
  input.filename = std::filesystem::path(file.path).filename().string();
  return begin_import(ctx, input);
}

Result<Json> outcome_json(const Context& ctx, const SiteImportId& id) {
  const ImportPage page = TRY(load_visible_import(ctx, id));
  Json outcomes = Json::object(), media = Json::object(), items = Json::array(),
       losses = Json::array(), missing = Json::array();
  for (const Counted& one : page.outcomes) outcomes[one.code] = one.count;
  for (const Counted& one : page.media) media[one.code] = one.count;
  for (std::int64_t after = 0;;) {
    const auto some = TRY(list_items(ctx, id, "", after, kToldAtOnce));
    for (const ImportItem& item : some) {
      items.push_back({{"item", item.position}, {"title", item.title},
                       {"outcome", item.outcome}, {"says", item.says},
                       {"path", item.new_path}});
    }
    if (some.empty()) break;
    after = some.back().position;
  }
  for (store::LossFilter filter{.most = kToldAtOnce};;) {
    const auto some = TRY(list_losses(ctx, id, filter));
    for (const ItemLoss& one : some) {
      losses.push_back(loss_json(one.position, one.title, one.loss));
    }
    if (some.empty()) break;
    filter.after_position = some.back().position;
    filter.after_number = some.back().number;
  }
  for (std::string after;;) {
    const auto some = TRY(list_media(ctx, id, "missing", after, kToldAtOnce));
    for (const ImportMedia& one : some) missing.push_back(one.name);
    if (some.empty()) break;
    after = some.back().name;
  }
  return Json{{"import", id.text},
              {"site", site_json(page.import.site_title, page.import.site_address)},
              {"groups", groups_of(page.import.groups, page.import.choices)},
              {"authors", page.import.authors},
              {"skipped", page.import.skipped},
              {"outcomes", outcomes},
              {"items", items},
              {"losses", losses},
              {"media", {{"counts", media}, {"missing", missing}}}};
}

}  // namespace

Result<Json> dry_run(const SiteFile& file, const Progress& progress) {
  Seen seen;
  std::error_code error;
  const auto total = static_cast<std::int64_t>(std::filesystem::file_size(file.path, error));
  const auto each = [&](const WxrSite& of, WxrItem from) -> Result<void> {
    const std::string author = author_of(of, from.author);
    ReadItem read = read_item(of, std::move(from), of.items);
    if (!read.skipped.empty()) ++seen.skipped[read.skipped];
    if (read.media) seen.files[read.media->name] = read.media->title;
    for (const std::string& name : read.files) seen.files.emplace(name, "");
    if (!read.item) return {};
    ++seen.authors[author];
    seen.groups.add(*read.item);
    for (const Loss& loss : read.losses) {
      seen.losses.push_back(loss_json(read.item->position, read.item->title, loss));
    }
    read.item->body.clear();
    seen.items.push_back(std::move(*read.item));
    return {};
  };
  const WxrSite site = TRY(read_wxr(file.path, each, [&](std::int64_t bytes) {
    if (progress) progress(bytes, total);
  }));
  SiteImport as;
  as.groups = seen.groups.take(site.categories);
  const Json media = TRY(media_json(seen, file.media));
  return Json{{"site", site_json(site.title, site.address)},
              {"groups", groups_of(as.groups, {})},
              {"authors", seen.authors},
              {"skipped", seen.skipped},
              {"items", items_json(seen, as)},
              {"losses", seen.losses},
              {"media", media}};
}

Result<Json> import_site(const Context& ctx, const SiteFile& file, const Progress& progress) {
  const SiteImportId id = TRY(import_of_file(ctx, file));
  const Places places{file.media};
  const Steps steps = [&](std::int64_t done, std::int64_t total) {
    if (progress) progress(done, total);
  };
  const auto state = [&]() -> std::string {
    const auto import =
        ctx.db.read([&](db::Reader& reader) { return store::find_import(reader, id); });
    return import ? import->state : std::string();
  };
  if (state() == "reading") TRY(work_on(ctx, id, places, kWholeSlice, steps));
  if (state() == "draft") TRY(order_commit(ctx, id));
  while (state() == "committing" && TRY(work_on(ctx, id, places, kWholeSlice, steps))) {
  }
  return outcome_json(ctx, id);
}

std::vector<std::pair<std::string, std::string>> list_moves(db::Reader& reader,
                                                            const std::string& after, int most,
                                                            Date today) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const store::Move& move : store::list_moves(reader, after, most)) {
    out.emplace_back(move.from, move.kind == "path"
                                    ? move.target
                                    : media::public_path(reader, media::MediaId{move.target},
                                                         today));
  }
  return out;
}

}  // namespace musubi::site_import
