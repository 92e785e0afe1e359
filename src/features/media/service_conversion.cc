// service_conversion.cc - see service_conversion.h. Slow work stands outside every transaction.
// Must never leave half of a picture: rows change all together or not at all.
#include "features/media/service_conversion.h"

#include "base/log.h"
#include "core/audit/audit.h"
#include "web/cache.h"

namespace musubi::media {
namespace {

constexpr int kAttemptsMade = 8;  // some forty minutes; then a person is told

struct MadeFile {
  Variant variant;
  files::Staged staged;
};

bool is_due(const std::optional<Item>& item, std::int64_t round) {
  return item && item->round == round && item->state == "waiting";
}

Result<MadeFile> put_down(const pictures::Made& made) {
  files::Staged staged =
      TRY(files::stage_bytes(made.bytes, "picture." + std::string(pictures::kind_name(made.kind)),
                             kVariant));
  // SECURITY: made by our own encoders of pixels that came from a file found clean.
  staged.found_clean = !files::options().clamd_socket.empty();
  Variant variant;
  variant.name = variant_name(made, staged.sha256);
  variant.shape = std::string(pictures::shape_name(made.shape));
  variant.format = std::string(pictures::kind_name(made.kind));
  variant.width = made.width;
  variant.height = made.height;
  variant.bytes = staged.bytes;
  return MadeFile{std::move(variant), std::move(staged)};
}

// The widest whole one gives the size; the narrowest wide one stands in lists.
void describe_made(Item& item, const std::vector<MadeFile>& made) {
  item.width = item.height = 0;
  item.thumb.clear();
  for (const MadeFile& one : made) {
    const Variant& v = one.variant;
    if (v.shape == "full" && v.width > item.width) {
      item.width = v.width;
      item.height = v.height;
    }
    if (v.shape == "wide" && v.format == "webp" && item.thumb.empty()) item.thumb = v.name;
  }
}

Result<void> replace_variants(db::Tx& tx, const Context& ctx, const Item& item,
                              const std::vector<MadeFile>& made) {
  for (const Variant& old : store::list_variants(tx, item.id)) {
    TRY(files::remove(ctx, tx, {old.file_id}, "変換し直したため"));
  }
  TRY(store::delete_variants(tx, item.id));
  for (const MadeFile& one : made) {
    const files::File file = TRY(files::take(ctx, tx, one.staged, kVariant));
    Variant variant = one.variant;
    variant.file_id = file.id.text;
    TRY(store::insert_variant(tx, item.id, variant));
  }
  return {};
}

Result<void> keep_made(const Context& ctx, const MediaId& id, std::int64_t round,
                       const std::vector<MadeFile>& made) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto item = store::find_item(tx, id);
    if (!is_due(item, round)) return {};
    TRY(replace_variants(tx, ctx, *item, made));
    item->state = "ready";
    item->trouble.clear();
    describe_made(*item, made);
    TRY(store::update_made(tx, *item));
    tx.notify(kChannel, id.text);
    web::forget_pages(tx, kPagesTag);
    return audit::note(tx, ctx, "media.item.converted", {"media_item", id.text, ""},
                       {{"state", "waiting"}}, {{"state", "ready"}, {"variants", made.size()}});
  });
}

Result<void> give_up_on(const Context& ctx, const MediaId& id, std::int64_t round,
                        const std::string& why) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto item = store::find_item(tx, id);
    if (!is_due(item, round)) return {};
    item->state = "unreadable";
    item->trouble = why;
    TRY(store::update_made(tx, *item));
    tx.notify(kChannel, id.text);
    web::forget_pages(tx, kPagesTag);  // what showed it before must not show a broken picture
    return audit::note(tx, ctx, "media.item.unreadable", {"media_item", id.text, ""},
                       {{"state", "waiting"}}, {{"state", "unreadable"}}, why);
  });
}

}  // namespace

Result<void> make_variants(const Context& ctx, const MediaId& id, std::int64_t round) {
  const auto item = ctx.db.read([&](db::Reader& reader) { return store::find_item(reader, id); });
  if (!is_due(item, round)) return {};
  const auto opened = files::open_for(ctx, files::FileId{item->file_id}, kOriginal);
  if (!opened && opened.error().fault == Fault::forbidden) {
    return give_up_on(ctx, id, round, opened.error().says);
  }
  if (!opened) return fail(opened.error());
  std::vector<MadeFile> made;
  const pictures::Focus focus{item->details.focal_x, item->details.focal_y};
  auto all = pictures::make_all(opened->path, focus,
                                [&](const pictures::Made& one) -> Result<void> {
                                  auto down = put_down(one);
                                  if (!down) return fail(std::move(down).error());
                                  made.push_back(std::move(*down));
                                  return {};
                                });
  if (all) return keep_made(ctx, id, round, made);
  const Error& error = all.error();
  if (error.fault != Fault::invalid) return all;
  if (!error.detail.empty()) log::warning("media.unreadable", {{"detail", error.detail}});
  return give_up_on(ctx, id, round,
                    error.fields.empty() ? error.says : error.fields.front().says);
}

Result<void> make_what_was_sent(const Context& ctx, const outbox::Message& message) {
  const MediaId id{message.body.value("id", "")};
  const auto round = message.body.value("round", std::int64_t{0});
  auto made = make_variants(ctx, id, round);
  if (made || message.attempt < kAttemptsMade) return made;
  log::error("media.given_up", {{"item", id.text}, {"detail", made.error().detail}});
  return give_up_on(ctx, id, round,
                    "画像を変換できませんでした。時間をおいて、もう一度読み取ってください");
}

}  // namespace musubi::media
