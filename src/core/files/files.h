// files.h - uploaded and made files: bytes on disk under their SHA-256, facts in the table `files`.
//   temp file -> stage() hash, sniff, limits, copy, fsync -> take() row in the caller's transaction
//   waiting_scan -> clean | infected | too_large (clamd by the outbox)   clean -> removed -> swept
// Who must read an upload at once asks for the scan at once: scan_staged(), scan_now().
// The bytes are durable before the row commits. With a scanner configured nothing is handed out
// before it was found clean, and when the scanner is down it stays that way (fail closed).
// SECURITY: the path on disk is made from the hash alone; a filename is only ever shown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"
#include "core/outbox/outbox.h"

namespace musubi::files {

struct FileNoun;
using FileId = Id<FileNoun>;

struct Options {
  std::string folder;        // DATA/files; made when missing
  std::string clamd_socket;  // unix socket of clamd; "" = no scanner
  int scan_timeout_ms = 60'000;
  std::int64_t bytes_max = 0;  // of one file, whatever its purpose allows; 0 = the purpose decides
};
void configure(Options options);  // once at start, before threads; again in tests
const Options& options();

// Declared by the feature as a constant, like a Permission: what may be stored, who may open it.
struct Purpose {
  std::string_view name;   // members.roster_original
  std::string_view label;  // 名簿の原本
  std::int64_t bytes_max = 10'000'000;
  // Accepted media types as sniffed from the content, space separated; "image/*" is allowed.
  std::string_view accepts;
  Permission may_open;
  bool own_organisation_only = true;  // member roles open files of their own organisation only
};

// How large a file of this purpose may be here: what the purpose allows, or less by configuration.
std::int64_t bytes_limit(const Purpose& purpose);

enum class State {
  unscanned,     // usable: no scanner was configured when it came in
  waiting_scan,  // held back until the scanner has seen it
  clean,
  infected,  // never handed out
  removed,
  too_large,  // the scanner takes nothing of this size: never handed out, looked at again at start
};
std::string_view state_name(State state);
std::string_view state_label(State state);

struct File {
  FileId id;
  std::string sha256;  // 64 hex digits
  std::int64_t bytes = 0;
  std::string media_type;  // sniffed by libmagic, never what the client said
  std::string filename;    // as sent, path and control characters removed
  std::string purpose;
  std::string organisation_id;
  std::string uploaded_by;  // account id, "" for the system
  State state = State::unscanned;
  std::string finding;  // the scanner's name for what it found
  Instant created;
};

// What stage() made; pass it to take(). The temp file itself stays the caller's to delete.
struct Staged {
  std::string sha256, media_type, filename;
  std::int64_t bytes = 0;
  bool found_clean = false;  // scan_staged() has seen it
};
// Disk work only; do it outside the transaction. Fault::too_large, Fault::invalid (field "file").
Result<Staged> stage(const std::string& temp_path, std::string_view filename,
                     const Purpose& purpose);
Result<Staged> stage_bytes(std::string_view bytes, std::string_view filename,
                           const Purpose& purpose);
// Scans staged bytes before anybody parses them; nothing to do without a scanner. Fault::invalid
// (field "file", noted in the audit) for what the scanner finds, Fault::unavailable when it does
// not answer: the bytes may be taken all the same and wait, but must not be read.
Result<void> scan_staged(const Context& ctx, Staged& staged, const Purpose& purpose);
// The row, the audit note and the scan order, in the caller's transaction. organisation_id: whose
// file it is, "" for the office's own.
Result<File> take(const Context& ctx, db::Tx& tx, const Staged& staged, const Purpose& purpose,
                  std::string_view organisation_id = {});
// Both steps. Safe to run again when the transaction is retried.
Result<File> take(const Context& ctx, db::Tx& tx, const std::string& temp_path,
                  std::string_view filename, const Purpose& purpose,
                  std::string_view organisation_id = {});

std::optional<File> find_file(db::Reader& reader, const FileId& id);  // no permission check
// For other parts of core that send a file on (mail). REQUIRES: the caller has checked its state.
std::string path_of_file(const File& file);

struct Opened {
  File file;
  std::string path;  // to stream; REQUIRES: read only
};
// For pages. Checks purpose (an id of another purpose is not found), permission, organisation and
// state. Fault::unavailable while waiting for the scan, Fault::forbidden when infected.
Result<Opened> open_for(const Context& ctx, const FileId& id, const Purpose& purpose);
// Whether its state lets it be handed out now, for pages that offer a link only where it leads to
// the file. Decides nothing about who may: that is open_for().
bool is_handed_out(const File& file);

// How a browser may be given it. Inline only for png, jpeg, webp, gif and pdf, in a sandbox;
// everything else is saved. Always send nosniff.
struct Disposition {
  bool inline_safe = false;
  std::string content_type;
  std::string content_disposition;  // RFC 6266 with filename*
  std::string content_security_policy;
};
Disposition disposition_of(const File& file);

Result<void> remove(const Context& ctx, db::Tx& tx, const FileId& id, std::string_view reason);

// Deletes bytes that no living row refers to and that are older than a day (staged, never taken),
// and parcels (parcel.h) whose process has ended.
struct Swept {
  std::int64_t files = 0, bytes = 0;
};
Result<Swept> sweep(const Context& ctx);

// The scan of one taken file, now instead of in the outbox's turn. Fault::unavailable when the
// scanner does not answer; what it finds is told by open_for().
Result<void> scan_now(const Context& ctx, const FileId& id);

// topic core.files.taken: scans one file.
void add_handlers(outbox::Handlers& handlers);
// For doctor. Fault::unavailable when clamd does not answer.
Result<void> ping_scanner();
// Orders a scan of everything that came in before a scanner was configured, and of what still
// waits without an order. Returns how many it ordered. Orders nothing, Fault::unavailable, while
// the scanner does not answer: the next run finds the same files. `reach`: at a start, whose
// scanner may be set otherwise, also what was too large for it.
enum class Reach { waiting, also_too_large };
Result<std::int64_t> rescan_unscanned(const Context& ctx, Reach reach = Reach::waiting);

}  // namespace musubi::files
