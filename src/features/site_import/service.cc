// service.cc - see service.h: beginning, looking, choosing, ordering. The work itself is in
// service_reading.cc, service_commit.cc and service_undo.cc.
// SECURITY: both files are scanned before anybody reads them.
#include "features/site_import/service.h"

#include <algorithm>

#include "base/sha256.h"
#include "base/text.h"
#include "core/receipts/receipts.h"
#include "features/media/media.h"
#include "features/publishing/publishing.h"
#include "features/site_import/wordpress/addresses.h"

namespace musubi::site_import {
namespace {

constexpr std::string_view kBegun = "site_import.import.begun";
constexpr std::int64_t kSliceMs = 20'000;  // far below the lease of a message
constexpr int kTargetsAtOnce = 200;

Failure import_gone() {
  return fail(Fault::not_found, "この移行は見つかりません。一覧から選び直してください");
}

Failure wrong_state(const SiteImport& import) {
  return fail(Fault::conflict, "いまは「" + state_label(import.state) +
                                   "」です。画面を開き直して、いまの状態を確かめてください");
}

Result<SiteImport> load_import(db::Reader& reader, const SiteImportId& id) {
  auto import = store::find_import(reader, id);
  if (!import) return import_gone();
  return std::move(*import);
}

// The command works on its own import here and now; a second one beside it would get in its way.
Result<void> order_step(db::Tx& tx, const Context& ctx, const SiteImportId& id) {
  if (!ctx.actor.is_person()) return {};
  return outbox::later(tx, ctx.now, kOrdered, {{"id", id.text}}, {}, outbox::Lane::slow);
}

// Into another state, noted, and worked on by the outbox.
Result<void> order(const Context& ctx, const SiteImportId& id, const char* from, const char* to,
                   const char* done, std::string_view action) {
  TRY(must(ctx.actor, may::run_imports));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    SiteImport import = TRY(load_import(tx, id));
    if (import.state == to || import.state == done) return {};
    if (import.state != from) return wrong_state(import);
    import.state = to;
    import.problem.clear();
    import.done = 0;
    import.updated_at = ctx.now;
    TRY(store::update_import(tx, import));
    TRY(audit::note(tx, ctx, action, subject_of(import), {{"state", from}}, {{"state", to}}));
    return order_step(tx, ctx, id);
  });
}

std::vector<Counted> listed(const std::vector<std::pair<std::string, std::int64_t>>& counts) {
  std::vector<Counted> out;
  for (const auto& [code, count] : counts) out.push_back({code, count});
  return out;
}

bool is_target(const std::string& code) {
  if (code.empty() || code == kSkip) return true;
  const auto all = publishing::import_targets();
  return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.code == code; });
}

}  // namespace

audit::Subject subject_of(const SiteImport& import) { return {"site_import", import.id.text, ""}; }

Context as_beginner(const Context& ctx, const SiteImport& import) {
  Context out = ctx;
  if (import.begun_by.empty()) {
    out.actor = Actor::system(import.begun_by_name);
  } else {
    out.actor = Actor{Actor::Kind::person, AccountId{import.begun_by}, import.begun_by_name,
                      Roles{Role::secretariat}, {}};
  }
  return out;
}

void tell_progress(const Context& ctx, const SiteImportId& id, std::int64_t done,
                   std::int64_t total) {
  // A figure that is not written is written with the next one.
  (void)ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(store::update_progress(tx, id, done, total, ctx.now));
    tx.notify(kChannel, id.text);
    return {};
  });
}

Result<SiteImportId> begin_import(const Context& ctx, const NewImport& input) {
  TRY(must(ctx.actor, may::run_imports));
  files::Staged file = TRY(files::stage(input.path, input.filename, kOriginal));
  TRY(files::scan_staged(ctx, file, kOriginal));
  std::optional<files::Staged> pictures;
  if (!input.media_path.empty()) {
    auto staged = files::stage(input.media_path, input.media_filename, kPictures);
    if (staged) staged = [&]() -> Result<files::Staged> {
      TRY(files::scan_staged(ctx, *staged, kPictures));
      return *staged;
    }();
    if (!staged) {
      Error error = staged.error();
      for (FieldError& field : error.fields) field.field = "media";
      return fail(std::move(error));
    }
    pictures = *staged;
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<SiteImportId> {
    if (const auto first = receipts::find(tx, ctx, kBegun, input.sending)) {
      return SiteImportId{*first};
    }
    SiteImport import;
    import.id = SiteImportId::make(ctx.now);
    const files::File kept = TRY(files::take(ctx, tx, file, kOriginal));
    import.file_id = kept.id.text;
    import.sha256 = kept.sha256;
    import.filename = kept.filename;
    if (pictures) {
      const files::File zip = TRY(files::take(ctx, tx, *pictures, kPictures));
      import.media_file_id = zip.id.text;
    }
    import.begun_by = ctx.actor.account.text;
    import.begun_by_name = ctx.actor.name;
    import.created_at = import.updated_at = ctx.now;
    TRY(store::insert_import(tx, import));
    TRY(audit::note(tx, ctx, kBegun, subject_of(import), nullptr,
                    {{"filename", import.filename}, {"sha256", import.sha256}}));
    TRY(receipts::keep(tx, ctx, kBegun, input.sending, import.id.text));
    TRY(order_step(tx, ctx, import.id));
    return import.id;
  });
}

Result<ImportPage> load_visible_import(const Context& ctx, const SiteImportId& id) {
  TRY(must(ctx.actor, may::see_imports));
  return ctx.db.read([&](db::Reader& reader) -> Result<ImportPage> {
    ImportPage page;
    page.import = TRY(load_import(reader, id));
    page.outcomes = listed(store::count_outcomes(reader, id));
    page.losses = listed(store::count_losses(reader, id));
    page.media = listed(store::count_media(reader, id));
    return page;
  });
}

Result<std::vector<SiteImport>> list_imports(const Context& ctx, const std::string& before,
                                             int most) {
  TRY(must(ctx.actor, may::see_imports));
  return ctx.db.read([&](db::Reader& reader) { return store::list_imports(reader, before, most); });
}

Result<std::vector<ItemLoss>> list_losses(const Context& ctx, const SiteImportId& id,
                                          const store::LossFilter& filter) {
  TRY(must(ctx.actor, may::see_imports));
  return ctx.db.read([&](db::Reader& reader) { return store::list_losses(reader, id, filter); });
}

Result<std::vector<ImportMedia>> list_media(const Context& ctx, const SiteImportId& id,
                                            const std::string& state, const std::string& after,
                                            int most) {
  TRY(must(ctx.actor, may::see_imports));
  return ctx.db.read(
      [&](db::Reader& reader) { return store::list_media(reader, id, state, after, most); });
}

Result<std::vector<ImportItem>> list_items(const Context& ctx, const SiteImportId& id,
                                           const std::string& outcome, std::int64_t after,
                                           int most) {
  TRY(must(ctx.actor, may::see_imports));
  return ctx.db.read(
      [&](db::Reader& reader) { return store::list_items(reader, id, outcome, after, most); });
}

Result<void> change_choices(const Context& ctx, const Choices& input) {
  TRY(must(ctx.actor, may::run_imports));
  if (input.arrival != "draft" && input.arrival != "review") {
    return fail_fields({{"arrival", "公開していた記事をどう取り込むか、選んでください"}});
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    SiteImport import = TRY(load_import(tx, input.id));
    if (import.state != "draft") return wrong_state(import);
    const std::string arrival_before = import.arrival;
    import.version = input.version;
    import.arrival = input.arrival;
    for (std::size_t i = 0; i < import.groups.size(); ++i) {
      const auto chosen = input.targets.find(import.groups[i].key);
      if (chosen == input.targets.end()) continue;
      if (!is_target(chosen->second)) {
        return fail_fields({{"target_" + std::to_string(i), "行き先を一覧から選んでください"}});
      }
      import.choices[import.groups[i].key] = chosen->second;
    }
    import.updated_at = ctx.now;
    TRY(store::update_import(tx, import));
    std::int64_t after = 0;
    for (;;) {
      const auto items = store::list_items(tx, import.id, "", after, kTargetsAtOnce);
      for (ImportItem item : items) {
        item.target = target_of(import, item);
        item.outcome = item.target.empty() ? "skipped" : "pending";
        TRY(store::update_target(tx, item));
      }
      if (static_cast<int>(items.size()) < kTargetsAtOnce) break;
      after = items.back().position;
    }
    return audit::note(tx, ctx, "site_import.import.chosen", subject_of(import),
                       {{"arrival", arrival_before}},
                       {{"arrival", import.arrival}, {"choices", import.choices}});
  });
}

Result<void> order_commit(const Context& ctx, const SiteImportId& id) {
  return order(ctx, id, "draft", "committing", "committed", "site_import.import.ordered");
}

Result<void> order_undo(const Context& ctx, const SiteImportId& id) {
  return order(ctx, id, "committed", "undoing", "undone", "site_import.import.undo_ordered");
}

Result<void> discard_import(const Context& ctx, const SiteImportId& id) {
  TRY(must(ctx.actor, may::run_imports));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    SiteImport import = TRY(load_import(tx, id));
    if (import.state == "discarded") return {};
    const bool may_end = import.state == "draft" || import.state == "failed";
    if (!may_end) return wrong_state(import);
    const std::string before = import.state;
    import.state = "discarded";
    import.authors.clear();
    import.updated_at = ctx.now;
    TRY(store::update_import(tx, import));
    TRY(store::delete_read(tx, id));
    TRY(files::remove(ctx, tx, {import.file_id}, "移行をやめたため"));
    if (!import.media_file_id.empty()) {
      TRY(files::remove(ctx, tx, {import.media_file_id}, "移行をやめたため"));
    }
    return audit::note(tx, ctx, "site_import.import.discarded", subject_of(import),
                       {{"state", before}}, {{"state", import.state}});
  });
}

Result<bool> work_on(const Context& ctx, const SiteImportId& id, const Places& places,
                     std::int64_t slice_ms, const Steps& steps) {
  const SiteImport import =
      TRY(ctx.db.read([&](db::Reader& reader) { return load_import(reader, id); }));
  if (import.state == "reading") {
    TRY(read_import(ctx, import, places, steps));
    return false;  // a person, or the command, looks at it first
  }
  if (import.state == "committing") return commit_slice(ctx, import, places, slice_ms, steps);
  if (import.state == "undoing") return undo_slice(ctx, import, slice_ms, steps);
  return false;
}

Result<void> run_step(const Context& ctx, const outbox::Message& message) {
  const SiteImportId id{message.body.at("id").get<std::string>()};
  const auto more = work_on(ctx, id, {}, kSliceMs);
  if (!more) {
    // Why a file cannot be read stays with the import, for its page; no later try does better.
    const Fault fault = more.error().fault;
    if (fault == Fault::unavailable || fault == Fault::conflict) return fail(more.error());
    return {};
  }
  if (!*more) return {};
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    return outbox::later(tx, ctx.now, kOrdered, {{"id", id.text}}, {}, outbox::Lane::slow);
  });
}

std::string find_moved(db::Reader& reader, const std::string& target, Date today) {
  const std::string path = old_path_of(target, "");
  if (path.empty()) return {};
  const std::string article = publishing::find_new_path(reader, path);
  if (!article.empty()) return article;
  const auto move = store::find_move(reader, path);
  if (!move) return {};
  if (move->kind == "path") return move->target;
  return media::public_path(reader, media::MediaId{move->target}, today);
}

}  // namespace musubi::site_import
