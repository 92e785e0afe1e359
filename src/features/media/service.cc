// service.cc - see service.h: registering, describing, listing, deleting.
// SECURITY: a file is judged and scanned before its row exists; what persons are shown is written
// by the office, and the audit keeps who changed it.
#include "features/media/service.h"

#include <utility>

#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/receipts/receipts.h"
#include "features/media/published.h"
#include "features/media/uses.h"
#include "web/cache.h"

namespace musubi::media {
namespace {

constexpr std::string_view kRegistered = "media.item.registered";
constexpr std::size_t kTitleMost = 100, kAltMost = 200, kCaptionMost = 500, kWordsMost = 300;
constexpr int kUsesShown = 50;

Failure absent() {
  return fail(Fault::not_found, "この画像・資料は見つかりません。一覧から選び直してください");
}

audit::Subject subject_of(const Item& item) { return {"media_item", item.id.text, ""}; }

std::string title_from(std::string_view filename) {
  const std::size_t dot = filename.rfind('.');
  const std::string plain =
      trim(replace_all(std::string(filename.substr(0, dot)), "_", " "));
  return cut_characters(plain.empty() ? "無題" : plain, kTitleMost);
}

void check_length(std::vector<FieldError>& errors, const char* field, const std::string& text,
                  std::size_t most) {
  if (count_characters(text) <= most) return;
  for (const DetailField& one : detail_fields()) {
    if (one.name != field) continue;
    errors.push_back({field, std::string(one.label) + "は" +
                                 thousands(static_cast<std::int64_t>(most)) + "文字以内で入力してください"});
  }
}

std::vector<FieldError> check_details(const Item& item, const Details& d) {
  std::vector<FieldError> errors;
  if (d.title.empty()) errors.push_back({"title", "題名を入力してください"});
  check_length(errors, "title", d.title, kTitleMost);
  check_length(errors, "alt", d.alt, kAltMost);
  if (d.decorative && !d.alt.empty()) {
    errors.push_back({"alt", "装飾の画像は読み上げられません。代替テキストを消すか、「装飾」を外してください"});
  }
  check_length(errors, "caption", d.caption, kCaptionMost);
  check_length(errors, "rights_holder", d.rights_holder, kWordsMost);
  check_length(errors, "licence", d.licence, kWordsMost);
  if (!d.people.empty() && d.people != "none" && d.people != "consented") {
    errors.push_back({"people", "写っている人について、どれか一つを選んでください"});
  }
  check_length(errors, "consent_note", d.consent_note, kWordsMost);
  if (!d.consent_until.empty() && !parse_iso_date(d.consent_until)) {
    errors.push_back({"consent_until", "同意の期限は、暦にある日付で入力してください"});
  }
  const auto within = [](int value) { return value >= 0 && value <= 100; };
  if (!within(d.focal_x)) {
    errors.push_back({"focal_x", "中心（左から）は0から100までの数字で入力してください"});
  }
  if (!within(d.focal_y)) {
    errors.push_back({"focal_y", "中心（上から）は0から100までの数字で入力してください"});
  }
  if (!d.open_to_all) return errors;
  Item then = item;
  then.details = d;
  const auto reasons = lacks(then);
  if (!reasons.empty()) {
    errors.push_back({"open_to_all", "だれでも開けるようにする前に、" + reasons.front()});
  }
  return errors;
}

Details trimmed(Details d) {
  for (std::string* text : {&d.title, &d.alt, &d.caption, &d.rights_holder, &d.licence,
                            &d.consent_note}) {
    *text = trim(*text);
  }
  if (d.people != "consented") d.consent_until.clear();
  return d;
}

// Only what changed: {before, after}.
std::pair<Json, Json> changes_of(const Details& before, const Details& after) {
  const Json was = details_json(before), is = details_json(after);
  Json old = Json::object(), fresh = Json::object();
  for (const auto& [name, value] : is.items()) {
    if (was.at(name) == value) continue;
    old[name] = was.at(name);
    fresh[name] = value;
  }
  return {old, fresh};
}

// Whether its name says that it is a picture: then it is told why it is none.
bool claims_picture(const std::string& filename) {
  const std::string name = lower_ascii(filename);
  for (std::string_view end : {".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".heic", ".heif",
                               ".avif", ".bmp", ".tif", ".tiff"}) {
    if (name.ends_with(end)) return true;
  }
  return false;
}

// Judged, copied to the disk, scanned; nothing is registered yet.
Result<files::Staged> staged_file(const Context& ctx, const NewFile& input) {
  const auto head = pictures::examine_picture(input.temp_path);
  if (head) {
    files::Staged staged = TRY(files::stage(input.temp_path, input.filename, kOriginal));
    TRY(files::scan_staged(ctx, staged, kOriginal));
    return staged;
  }
  if (head.error().fault != Fault::invalid || claims_picture(input.filename)) {
    return fail(head.error());
  }
  // A document or a video; or a picture under another name.
  auto staged = files::stage(input.temp_path, input.filename, kDocument);
  if (!staged) {
    const bool looks = files::stage(input.temp_path, input.filename, kOriginal).has_value();
    return fail(looks ? head.error() : staged.error());
  }
  TRY(files::scan_staged(ctx, *staged, kDocument));
  return std::move(*staged);
}

Item new_item(const Context& ctx, const files::File& file, const NewFile& input) {
  Item item;
  item.id = MediaId::make(ctx.now);
  item.kind = kind_of(file.media_type);
  item.state = item.kind == "picture" ? "waiting" : "ready";
  item.file_id = file.id.text;
  item.sha256 = file.sha256;
  item.filename = file.filename;
  item.media_type = file.media_type;
  item.bytes = file.bytes;
  item.details.title = input.title.empty() ? title_from(file.filename)
                                           : cut_characters(trim(input.title), kTitleMost);
  item.details.alt = cut_characters(trim(input.alt), kAltMost);
  item.details.caption = cut_characters(trim(input.caption), kCaptionMost);
  item.uploaded_by_name = ctx.actor.name;
  item.uploaded_at = ctx.now;
  return item;
}

Result<Item> find_for(db::Reader& reader, const std::string& id) {
  auto item = store::find_item(reader, {id});
  if (!item) return absent();
  return std::move(*item);
}

}  // namespace

search::Document document_of(const Item& item) {
  const Details& d = item.details;
  return {.noun = "media_item", .id = item.id.text, .organisation_id = "", .title = d.title,
          .body = item.filename + "\n" + d.alt + "\n" + replace_all(d.caption, "\n", " ") + "\n" +
                  d.rights_holder,
          .visibility = std::string(kVisibility), .at = item.uploaded_at};
}

Result<void> order_variants(db::Tx& tx, Instant now, const Item& item) {
  TRY(outbox::later_once(tx, now, kSent, item.id.text + "/" + std::to_string(item.round),
                         {{"id", item.id.text}, {"round", item.round}}, outbox::Lane::slow));
  return {};
}

Result<Added> add_file(const Context& ctx, const NewFile& input) {
  TRY(must(ctx.actor, may::keep_media));
  const files::Staged staged = TRY(staged_file(ctx, input));
  const files::Purpose& purpose =
      kind_of(staged.media_type) == "picture" ? kOriginal : kDocument;
  const std::string sending =
      input.sending.empty() ? "" : sha256_hex(input.sending + staged.sha256);
  return ctx.db.write([&](db::Tx& tx) -> Result<Added> {
    const auto before = receipts::find(tx, ctx, kRegistered, sending);
    if (before && store::find_item(tx, {*before})) return Added{{*before}, false};
    if (auto there = store::find_item_by_sha256(tx, staged.sha256)) return Added{there->id, true};
    const files::File file = TRY(files::take(ctx, tx, staged, purpose));
    const Item item = new_item(ctx, file, input);
    TRY(store::insert_item(tx, item));
    TRY(search::put(tx, document_of(item)));
    TRY(audit::note(tx, ctx, kRegistered, subject_of(item), nullptr,
                    {{"title", item.details.title},
                     {"kind", item.kind},
                     {"sha256", item.sha256},
                     {"bytes", item.bytes}}));
    if (item.state == "waiting") TRY(order_variants(tx, ctx.now, item));
    TRY(tell_watcher(tx, ctx, item.id));
    // One whose item was deleted since is kept already.
    if (!before) TRY(receipts::keep(tx, ctx, kRegistered, sending, item.id.text));
    return Added{item.id, false};
  });
}

Result<ItemPage> load_item(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::see_media));
  return ctx.db.read([&](db::Reader& reader) -> Result<ItemPage> {
    ItemPage page;
    page.item = TRY(find_for(reader, id));
    page.variants = store::list_variants(reader, page.item.id);
    page.uses = uses_of(reader, page.item.id, kUsesShown);
    page.lacks = lacks(page.item);
    page.is_public = is_public(reader, page.item.id, ctx.today());
    page.consent_over = consent_is_over(page.item.details, ctx.today());
    return page;
  });
}

Result<ItemList> list_library(const Context& ctx, store::ListFilter filter,
                              const std::string& words, const std::string& after) {
  TRY(must(ctx.actor, may::see_media));
  return ctx.db.read([&](db::Reader& reader) -> Result<ItemList> {
    ItemList out;
    if (!trim(words).empty()) {
      const search::Hits hits = search::find(reader, {.text = words,
                                                      .nouns = {"media_item"},
                                                      .visibility = {std::string(kVisibility)},
                                                      .after = after,
                                                      .most = filter.most});
      for (const search::Hit& hit : hits.list) {
        if (auto item = store::find_item(reader, {hit.id})) out.rows.push_back(std::move(*item));
      }
      out.found = hits.count;
      out.next = hits.next;
      return out;
    }
    const auto shown = static_cast<std::size_t>(filter.most);
    filter.before = after;
    filter.consent_until = iso(add_days(ctx.today(), kConsentWarnDays));
    ++filter.most;
    out.rows = store::list_items(reader, filter);
    if (out.rows.size() > shown) {
      out.rows.resize(shown);
      out.next = out.rows.back().id.text;
    }
    return out;
  });
}

Result<void> save_details(const Context& ctx, const std::string& id, const Details& typed,
                          std::int64_t version) {
  TRY(must(ctx.actor, may::keep_media));
  const Details details = trimmed(typed);
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Item item = TRY(find_for(tx, id));
    auto errors = check_details(item, details);
    if (!errors.empty()) return fail_fields(std::move(errors));
    const auto [old, fresh] = changes_of(item.details, details);
    if (fresh.empty()) return {};
    const bool moved = item.kind == "picture" && (item.details.focal_x != details.focal_x ||
                                                  item.details.focal_y != details.focal_y);
    item.details = details;
    if (version != 0) item.version = version;
    if (moved && item.state != "unreadable") {
      item.state = "waiting";  // what is there goes on being shown until the new crops are made
      ++item.round;
    }
    TRY(store::update_item(tx, item));
    if (moved && item.state == "waiting") TRY(order_variants(tx, ctx.now, item));
    TRY(search::put(tx, document_of(item)));
    TRY(tell_watcher(tx, ctx, item.id));
    web::forget_pages(tx, kPagesTag);
    return audit::note(tx, ctx, "media.item.described", subject_of(item), old, fresh);
  });
}

Result<void> convert_again(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::keep_media));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    Item item = TRY(find_for(tx, id));
    if (item.state != "unreadable") {
      return fail(Fault::conflict, "この画像は、もう一度読み取る必要がありません");
    }
    item.state = "waiting";
    item.trouble.clear();
    ++item.round;
    TRY(store::update_item(tx, item));
    TRY(order_variants(tx, ctx.now, item));
    return audit::note(tx, ctx, "media.item.ordered_again", subject_of(item),
                       {{"state", "unreadable"}}, {{"state", "waiting"}});
  });
}

Result<void> delete_item(const Context& ctx, const std::string& id, std::int64_t version) {
  TRY(must(ctx.actor, may::keep_media));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const Item item = TRY(find_for(tx, id));
    const auto uses = uses_of(tx, item.id, kUsesShown);
    if (!uses.empty()) {
      return fail(Fault::conflict, "「" + uses.front().label + "」などで使われています（" +
                                       std::to_string(uses.size()) +
                                       "か所）。使うのをやめてから、もう一度消してください");
    }
    if (version != 0 && version != item.version) {
      return fail(Fault::conflict, "ほかの人が先に書き換えました。いまの内容を確かめて、もう一度消してください");
    }
    for (const Variant& variant : store::list_variants(tx, item.id)) {
      TRY(files::remove(ctx, tx, {variant.file_id}, "元の画像を消したため"));
    }
    TRY(files::remove(ctx, tx, {item.file_id}, "画像・資料を消したため"));
    if (!item.captions_file_id.empty()) {
      TRY(files::remove(ctx, tx, {item.captions_file_id}, "動画を消したため"));
    }
    TRY(store::delete_item(tx, item.id));
    TRY(search::remove(tx, "media_item", item.id.text));
    TRY(tell_watcher(tx, ctx, item.id));
    web::forget_pages(tx, kPagesTag);
    return audit::note(tx, ctx, "media.item.deleted", subject_of(item),
                       {{"title", item.details.title}, {"sha256", item.sha256}}, nullptr);
  });
}

Result<void> take_out_ended_consents(const Context& ctx) {
  const std::string yesterday = iso(add_days(ctx.today(), -1));
  const bool any = ctx.db.read(
      [&](db::Reader& reader) { return store::has_consent_ending(reader, yesterday); });
  if (!any) return {};
  return ctx.db.write([](db::Tx& tx) -> Result<void> {
    web::forget_pages(tx, kPagesTag);
    return {};
  });
}

}  // namespace musubi::media
