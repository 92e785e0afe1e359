// files.cc - the table `files` and the rules around it: taking, opening, scanning, removing.
// The bytes are disk.cc's, the scanner scan.cc's. Must never hand out what was not found clean.
#include "core/files/files.h"

#include <filesystem>

#include "base/log.h"
#include "core/audit/audit.h"
#include "core/files/inside.h"
#include "core/files/listing.h"
#include "core/files/parcel.h"
#include "core/retention/retention.h"

namespace musubi::files {
namespace {

constexpr std::string_view kTopic = "core.files.taken";
constexpr int kRescanBatch = 500;

#define FILE_COLUMNS                                                              \
  "id, sha256, bytes, media_type, filename, purpose, organisation_id, uploaded_by," \
  " state, finding, created_at"
constexpr db::Query kInsert{"files.insert",
                            "INSERT INTO files (" FILE_COLUMNS
                            ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10)"};
constexpr db::Query kFind{"files.find", "SELECT " FILE_COLUMNS " FROM files WHERE id = $1"};
constexpr db::Query kListFiles{"files.list",
                               "SELECT " FILE_COLUMNS
                               " FROM files WHERE id > $1 ORDER BY id LIMIT $2"};
#undef FILE_COLUMNS
constexpr db::Query kJudge{"files.judge",
                           "UPDATE files SET state = $2, finding = $3, scanned_at = $4"
                           " WHERE id = $1 AND state IN ('waiting_scan', 'unscanned')"};
constexpr db::Query kRemove{"files.remove",
                            "UPDATE files SET state = 'removed' WHERE id = $1"
                            " AND state <> 'removed'"};
constexpr db::Query kLives{"files.lives",
                           "SELECT 1 FROM files WHERE sha256 = $1 AND state <> 'removed' LIMIT 1"};
constexpr db::Query kListUnscanned{"files.list_unscanned",
                                   "SELECT id, state, organisation_id FROM files"
                                   " WHERE state IN ('unscanned', 'waiting_scan', $3)"
                                   " AND id > $1 ORDER BY id LIMIT $2"};
constexpr db::Query kHoldBack{"files.hold_back",
                              "UPDATE files SET state = 'waiting_scan' WHERE id = $1"
                              " AND state IN ('unscanned', 'too_large')"};

struct StateWords {
  State state;
  std::string_view name, label;
};
constexpr StateWords kStates[] = {{State::unscanned, "unscanned", "検査なし"},
                                  {State::waiting_scan, "waiting_scan", "検査待ち"},
                                  {State::clean, "clean", "検査済み"},
                                  {State::infected, "infected", "ウイルスを検出"},
                                  {State::removed, "removed", "削除済み"},
                                  {State::too_large, "too_large", "大きすぎて検査できません"}};

State state_from(std::string_view name) {
  for (const StateWords& words : kStates) {
    if (words.name == name) return words.state;
  }
  CHECK(false);
  return State::removed;
}

File file_of(const db::Row& row) {
  File f;
  f.id = FileId{row.text(0)};
  f.sha256 = row.text(1);
  f.bytes = row.integer(2);
  f.media_type = row.text(3);
  f.filename = row.text(4);
  f.purpose = row.text(5);
  f.organisation_id = row.text(6);
  f.uploaded_by = row.text(7);
  f.state = state_from(row.text(8));
  f.finding = row.text(9);
  f.created = Instant{row.integer(10)};
  return f;
}

Failure absent() {
  return fail(Fault::not_found,
              "ファイルが見つかりません。一覧に戻って、もう一度選んでください");
}

// Whether this actor may know of the file at all. Hidden and absent look the same on purpose.
bool is_visible(const Actor& actor, const File& file, const Purpose& purpose) {
  if (file.state == State::removed || file.purpose != purpose.name) return false;
  if (!purpose.own_organisation_only || actor.kind == Actor::Kind::system) return true;
  if (actor.roles.shares(roles::office_and_overseers)) return true;
  return !actor.organisation.empty() && actor.organisation.text == file.organisation_id;
}

Result<void> record_verdict(const Context& ctx, const File& file, State state,
                            const std::string& finding) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const std::int64_t changed =
        TRY(tx.run(kJudge, file.id.text, state_name(state), finding, ctx.now.ms));
    if (changed == 0) return {};  // another process was first
    const Json before = {{"state", state_name(file.state)}};
    const Json after = {{"state", state_name(state)}, {"finding", finding}};
    return audit::note(tx, ctx, "core.file.scanned",
                       {"file", file.id.text, file.organisation_id}, before, after);
  });
}

// False when its scan is ordered already.
Result<bool> order_scan(const Context& ctx, db::Tx& tx, const std::string& id) {
  return outbox::later_once(tx, ctx.now, kTopic, id, {{"id", id}});
}

// A row of kListUnscanned: held back, noted, ordered once.
Result<bool> hold_back(const Context& ctx, db::Tx& tx, const db::Row& row) {
  const std::string id = row.text(0);
  if (TRY(tx.run(kHoldBack, id)) > 0) {
    TRY(audit::note(tx, ctx, "core.file.held_back", {"file", id, row.text(2)},
                    {{"state", row.text(1)}}, {{"state", state_name(State::waiting_scan)}}));
  }
  return order_scan(ctx, tx, id);
}

Result<void> scan_one(const Context& ctx, const outbox::Message& message) {
  return scan_now(ctx, FileId{message.body.value("id", "")});
}

std::string percent_encoded(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (unsigned char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                       c == '-' || c == '.' || c == '_';
    if (plain) {
      out += static_cast<char>(c);
    } else {
      out += {'%', kHex[c >> 4], kHex[c & 15]};
    }
  }
  return out;
}

std::string ascii_name(std::string_view filename) {  // for clients that know no filename*
  const std::size_t dot = filename.rfind('.');
  std::string extension;
  if (dot != std::string_view::npos) {
    for (char c : filename.substr(dot + 1)) {
      if (std::isalnum(static_cast<unsigned char>(c)) != 0 && extension.size() < 8) extension += c;
    }
  }
  return extension.empty() ? "file" : "file." + extension;
}

}  // namespace

std::string_view state_name(State state) { return kStates[static_cast<int>(state)].name; }
std::string_view state_label(State state) { return kStates[static_cast<int>(state)].label; }

Result<File> take(const Context& ctx, db::Tx& tx, const Staged& staged, const Purpose& purpose,
                  std::string_view organisation_id) {
  CHECK(std::filesystem::exists(path_of(staged.sha256)));
  const bool scans = !options().clamd_socket.empty();
  File file;
  file.id = FileId::make(ctx.now);
  file.sha256 = staged.sha256;
  file.bytes = staged.bytes;
  file.media_type = staged.media_type;
  file.filename = staged.filename;
  file.purpose = std::string(purpose.name);
  file.organisation_id = std::string(organisation_id);
  file.uploaded_by = ctx.actor.account.text;
  file.state = State::unscanned;
  if (scans) file.state = staged.found_clean ? State::clean : State::waiting_scan;
  file.created = ctx.now;
  TRY(tx.run(kInsert, file.id.text, file.sha256, file.bytes, file.media_type, file.filename,
             file.purpose, file.organisation_id, file.uploaded_by, state_name(file.state),
             file.created.ms));
  const Json after = {{"sha256", file.sha256}, {"bytes", file.bytes}, {"purpose", file.purpose},
                      {"media_type", file.media_type}};
  TRY(audit::note(tx, ctx, "core.file.taken", {"file", file.id.text, file.organisation_id}, nullptr,
                  after));
  if (file.state == State::waiting_scan) {
    TRY(order_scan(ctx, tx, file.id.text));
  }
  return file;
}

Result<File> take(const Context& ctx, db::Tx& tx, const std::string& temp_path,
                  std::string_view filename, const Purpose& purpose,
                  std::string_view organisation_id) {
  const Staged staged = TRY(stage(temp_path, filename, purpose));
  return take(ctx, tx, staged, purpose, organisation_id);
}

Result<void> scan_staged(const Context& ctx, Staged& staged, const Purpose& purpose) {
  if (options().clamd_socket.empty()) return {};
  const Verdict verdict = TRY(scan(path_of(staged.sha256)));
  staged.found_clean = verdict.clean;
  return refuse_unless_clean(ctx, verdict, purpose, {{"sha256", staged.sha256}});
}

Result<void> scan_now(const Context& ctx, const FileId& id) {
  const auto file = ctx.db.read([&](db::Reader& reader) { return find_file(reader, id); });
  if (!file || (file->state != State::waiting_scan && file->state != State::unscanned)) return {};
  if (options().clamd_socket.empty()) {
    if (file->state == State::unscanned) return {};
    return record_verdict(ctx, *file, State::unscanned, "");
  }
  const Verdict verdict = TRY(scan(path_of(file->sha256)));
  if (verdict.too_large) {
    log::warning("file.too_large_to_scan", {{"file", id.text}});
    return record_verdict(ctx, *file, State::too_large, "StreamMaxLength");
  }
  if (!verdict.clean) log::warning("file.infected", {{"file", id.text}});
  return record_verdict(ctx, *file, verdict.clean ? State::clean : State::infected,
                        verdict.finding);
}

std::optional<File> find_file(db::Reader& reader, const FileId& id) {
  auto row = reader.first(kFind, id.text);
  if (!row) return std::nullopt;
  return file_of(*row);
}

// SECURITY: with a scanner configured only `clean` passes; a file from before waits as well.
bool is_handed_out(const File& file) {
  const bool scans = !options().clamd_socket.empty();
  return file.state == State::clean || (!scans && file.state == State::unscanned);
}

Result<Opened> open_for(const Context& ctx, const FileId& id, const Purpose& purpose) {
  TRY(must(ctx.actor, purpose.may_open));
  const auto file = ctx.db.read([&](db::Reader& reader) { return find_file(reader, id); });
  if (!file || !is_visible(ctx.actor, *file, purpose)) return absent();
  if (file->state == State::infected) {
    return fail(Fault::forbidden,
                "ウイルスが見つかったため、このファイルは開けません。別のファイルを登録してください");
  }
  if (file->state == State::too_large) {
    return fail(Fault::forbidden,
                "このファイルは大きすぎてウイルス検査ができないため、開けません。"
                "小さくするか、いくつかに分けたものを、もう一度受け取ってください");
  }
  if (!is_handed_out(*file)) {
    return fail(Fault::unavailable,
                "ウイルス検査の順番を待っています。しばらくしてから、もう一度開いてください");
  }
  return Opened{*file, path_of(file->sha256)};
}

Disposition disposition_of(const File& file) {
  constexpr std::string_view kInline[] = {"image/png", "image/jpeg", "image/webp", "image/gif",
                                          "application/pdf"};
  Disposition d;
  for (std::string_view type : kInline) d.inline_safe = d.inline_safe || file.media_type == type;
  // SECURITY: a type that a browser could run is never named to it.
  d.content_type = d.inline_safe ? file.media_type : "application/octet-stream";
  d.content_disposition = std::string(d.inline_safe ? "inline" : "attachment") + "; filename=\"" +
                          ascii_name(file.filename) + "\"; filename*=UTF-8''" +
                          percent_encoded(file.filename);
  d.content_security_policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
  return d;
}

Result<void> remove(const Context& ctx, db::Tx& tx, const FileId& id, std::string_view reason) {
  const auto file = find_file(tx, id);
  if (!file || file->state == State::removed) return absent();
  TRY(retention::check_file(ctx, file->purpose, file->created));  // evidence stays
  TRY(tx.run(kRemove, id.text));
  const Json before = {{"state", state_name(file->state)}};
  const Json after = {{"state", state_name(State::removed)}};
  return audit::note(tx, ctx, "core.file.removed", {"file", id.text, file->organisation_id}, before,
                     after, reason);
}

Result<Swept> sweep(const Context& ctx) {
  const auto lives = [&](const std::string& sha256) {
    return ctx.db.read(
        [&](db::Reader& reader) { return reader.first(kLives, sha256).has_value(); });
  };
  Swept swept = TRY(sweep_disk(ctx.now, lives));
  swept.files += clear_parcels();
  return swept;
}

std::vector<File> list_files(db::Reader& reader, std::string_view after_id, int most) {
  std::vector<File> out;
  for (const db::Row& row : reader.all(kListFiles, after_id, most)) out.push_back(file_of(row));
  return out;
}

bool has_bytes(const File& file) { return std::filesystem::exists(path_of(file.sha256)); }

std::string path_of_file(const File& file) { return path_of(file.sha256); }

void add_handlers(outbox::Handlers& handlers) { handlers[std::string(kTopic)] = scan_one; }

Result<std::int64_t> rescan_unscanned(const Context& ctx, Reach reach) {
  if (options().clamd_socket.empty()) return 0;
  TRY(ping_scanner());
  std::int64_t ordered = 0;
  std::string after;
  while (true) {
    const State also = reach == Reach::waiting ? State::waiting_scan : State::too_large;
    const auto rows = ctx.db.read([&](db::Reader& reader) {
      return reader.all(kListUnscanned, after, kRescanBatch, state_name(also));
    });
    if (rows.empty()) return ordered;
    auto done = ctx.db.write([&](db::Tx& tx) -> Result<std::int64_t> {
      std::int64_t newly = 0;
      for (const db::Row& row : rows) newly += TRY(hold_back(ctx, tx, row)) ? 1 : 0;
      return newly;
    });
    ordered += TRY(std::move(done));
    after = rows.back().text(0);
  }
}

}  // namespace musubi::files
