// store_thread.cc - what was written to and fro, notes, files, links; merges that move them; see
// store.h. SECURITY: messages and notes are two tables, and no statement reads both. A token comes
// hashed. Decides nothing.
#include "features/inquiries/store.h"

namespace musubi::inquiries::store {
namespace {

#define INQUIRY_MESSAGE_COLUMNS                                                           \
  "id, inquiry_id, direction, channel, body, author_name, author_account, from_address," \
  " mail_id, message_id, source_key, merge_id, created_at"

constexpr db::Query kInsertMessage{
    "inquiries.insert_message",
    "INSERT INTO inquiry_messages (" INQUIRY_MESSAGE_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"};
constexpr db::Query kListMessages{"inquiries.list_messages",
                                  "SELECT " INQUIRY_MESSAGE_COLUMNS
                                  " FROM inquiry_messages WHERE inquiry_id = $1"
                                  " ORDER BY created_at, id LIMIT $2"};
constexpr db::Query kCountMessages{
    "inquiries.count_messages", "SELECT count(*) FROM inquiry_messages WHERE inquiry_id = $1"};
constexpr db::Query kFindByMessageId{"inquiries.find_message_by_message_id",
                                     "SELECT " INQUIRY_MESSAGE_COLUMNS
                                     " FROM inquiry_messages WHERE message_id = $1"
                                     " AND message_id <> '' ORDER BY id LIMIT 1"};
constexpr db::Query kHasSource{
    "inquiries.has_source",
    "SELECT id FROM inquiry_messages WHERE source_key = $1 AND source_key <> ''"};
constexpr db::Query kInsertNote{
    "inquiries.insert_note",
    "INSERT INTO inquiry_notes (id, inquiry_id, body, author_name, author_account, merge_id,"
    " created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
constexpr db::Query kListNotes{
    "inquiries.list_notes",
    "SELECT id, inquiry_id, body, author_name, author_account, merge_id, created_at"
    " FROM inquiry_notes WHERE inquiry_id = $1 ORDER BY created_at, id LIMIT $2"};
constexpr db::Query kInsertFile{
    "inquiries.insert_file",
    "INSERT INTO inquiry_files (file_id, message_id, inquiry_id, filename, merge_id)"
    " VALUES ($1, $2, $3, $4, $5)"};
constexpr db::Query kListFiles{"inquiries.list_files",
                               "SELECT file_id, message_id, inquiry_id, filename, merge_id"
                               " FROM inquiry_files WHERE inquiry_id = $1 ORDER BY file_id"};

constexpr db::Query kInsertLink{
    "inquiries.insert_link",
    "INSERT INTO inquiry_links (token_hash, inquiry_id, purpose, expires_at)"
    " VALUES ($1, $2, $3, $4)"};
constexpr db::Query kFindLink{"inquiries.find_link",
                              "SELECT token_hash, inquiry_id, purpose, expires_at"
                              " FROM inquiry_links WHERE token_hash = $1 AND purpose = $2"};
constexpr db::Query kDeleteLinksFor{
    "inquiries.delete_links",
    "DELETE FROM inquiry_links WHERE inquiry_id = $1 AND purpose = $2"};
constexpr db::Query kDeleteLinks{"inquiries.delete_links_before",
                                 "DELETE FROM inquiry_links WHERE expires_at < $1"};

constexpr db::Query kInsertMerge{
    "inquiries.insert_merge",
    "INSERT INTO inquiry_merges (id, gone_id, kept_id, gone_state, made_by_name, made_at,"
    " undone_by_name) VALUES ($1, $2, $3, $4, $5, $6, '')"};
constexpr db::Query kUndoMerge{"inquiries.update_merge_undone",
                               "UPDATE inquiry_merges SET undone_by_name = $2, undone_at = $3"
                               " WHERE id = $1 AND undone_at IS NULL"};
#define INQUIRY_MERGE_COLUMNS \
  "id, gone_id, kept_id, gone_state, made_by_name, made_at, undone_by_name, undone_at"
constexpr db::Query kFindMerge{
    "inquiries.find_merge", "SELECT " INQUIRY_MERGE_COLUMNS " FROM inquiry_merges WHERE id = $1"};
constexpr db::Query kListMerges{"inquiries.list_merges_into",
                                "SELECT " INQUIRY_MERGE_COLUMNS
                                " FROM inquiry_merges WHERE kept_id = $1 AND undone_at IS NULL"
                                " ORDER BY id"};
constexpr db::Query kMoveMessages{
    "inquiries.move_messages",
    "UPDATE inquiry_messages SET inquiry_id = $2, merge_id = $3 WHERE inquiry_id = $1"};
constexpr db::Query kMoveNotes{
    "inquiries.move_notes",
    "UPDATE inquiry_notes SET inquiry_id = $2, merge_id = $3 WHERE inquiry_id = $1"};
constexpr db::Query kMoveFiles{
    "inquiries.move_files",
    "UPDATE inquiry_files SET inquiry_id = $2, merge_id = $3 WHERE inquiry_id = $1"};
constexpr db::Query kBackMessages{
    "inquiries.move_messages_back",
    "UPDATE inquiry_messages SET inquiry_id = $2, merge_id = '' WHERE merge_id = $1"};
constexpr db::Query kBackNotes{
    "inquiries.move_notes_back",
    "UPDATE inquiry_notes SET inquiry_id = $2, merge_id = '' WHERE merge_id = $1"};
constexpr db::Query kBackFiles{
    "inquiries.move_files_back",
    "UPDATE inquiry_files SET inquiry_id = $2, merge_id = '' WHERE merge_id = $1"};

Message message_of(const db::Row& row) {
  Message m;
  m.id = row.text(0);
  m.inquiry_id = row.text(1);
  m.outgoing = row.text(2) == "out";
  m.channel = row.text(3);
  m.body = row.text(4);
  m.author_name = row.text(5);
  m.author_account = row.text(6);
  m.from_address = row.text(7);
  m.mail_id = row.text(8);
  m.message_id = row.text(9);
  m.source_key = row.text(10);
  m.merge_id = row.text(11);
  m.created = {row.integer(12)};
  return m;
}

Merge merge_of(const db::Row& row) {
  Merge m;
  m.id = row.text(0);
  m.gone_id = row.text(1);
  m.kept_id = row.text(2);
  m.gone_state = row.text(3);
  m.made_by_name = row.text(4);
  m.made_at = {row.integer(5)};
  m.undone_by_name = row.text(6);
  if (!row.is_null(7)) m.undone_at = Instant{row.integer(7)};
  return m;
}

}  // namespace

Result<void> insert_message(db::Tx& tx, const Message& m) {
  TRY(tx.run(kInsertMessage, m.id, m.inquiry_id, m.outgoing ? "out" : "in", m.channel, m.body,
             m.author_name, m.author_account, m.from_address, m.mail_id, m.message_id,
             m.source_key, m.merge_id, m.created.ms));
  return {};
}

std::vector<Message> list_messages(db::Reader& reader, std::string_view inquiry, int most) {
  std::vector<Message> out;
  for (const auto& row : reader.all(kListMessages, inquiry, most)) out.push_back(message_of(row));
  return out;
}

std::int64_t count_messages(db::Reader& reader, std::string_view inquiry) {
  return reader.first(kCountMessages, inquiry)->integer(0);
}

std::optional<Message> find_message_by_message_id(db::Reader& reader,
                                                  std::string_view message_id) {
  const auto row = reader.first(kFindByMessageId, message_id);
  return row ? std::optional<Message>(message_of(*row)) : std::nullopt;
}

bool has_source(db::Reader& reader, std::string_view source_key) {
  return reader.first(kHasSource, source_key).has_value();
}

Result<void> insert_note(db::Tx& tx, const Note& n) {
  TRY(tx.run(kInsertNote, n.id, n.inquiry_id, n.body, n.author_name, n.author_account, n.merge_id,
             n.created.ms));
  return {};
}

std::vector<Note> list_notes(db::Reader& reader, std::string_view inquiry, int most) {
  std::vector<Note> out;
  for (const auto& row : reader.all(kListNotes, inquiry, most)) {
    out.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5),
                   {row.integer(6)}});
  }
  return out;
}

Result<void> insert_file(db::Tx& tx, const AttachedFile& f) {
  TRY(tx.run(kInsertFile, f.file_id, f.message_id, f.inquiry_id, f.filename, f.merge_id));
  return {};
}

std::vector<AttachedFile> list_files(db::Reader& reader, std::string_view inquiry) {
  std::vector<AttachedFile> out;
  for (const auto& row : reader.all(kListFiles, inquiry)) {
    out.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)});
  }
  return out;
}

Result<void> insert_link(db::Tx& tx, const Link& l) {
  TRY(tx.run(kInsertLink, l.token_hash, l.inquiry_id, l.purpose, l.expires.ms));
  return {};
}

std::optional<Link> find_link(db::Reader& reader, std::string_view token_hash,
                              std::string_view purpose) {
  const auto row = reader.first(kFindLink, token_hash, purpose);
  if (!row) return std::nullopt;
  return Link{row->text(0), row->text(1), row->text(2), {row->integer(3)}};
}

Result<void> delete_links(db::Tx& tx, std::string_view inquiry, std::string_view purpose) {
  TRY(tx.run(kDeleteLinksFor, inquiry, purpose));
  return {};
}

Result<std::int64_t> delete_links_before(db::Tx& tx, Instant before) {
  return tx.run(kDeleteLinks, before.ms);
}

Result<void> insert_merge(db::Tx& tx, const Merge& m) {
  TRY(tx.run(kInsertMerge, m.id, m.gone_id, m.kept_id, m.gone_state, m.made_by_name,
             m.made_at.ms));
  return {};
}

Result<void> update_merge_undone(db::Tx& tx, const Merge& m) {
  const std::int64_t changed = TRY(tx.run(kUndoMerge, m.id, m.undone_by_name, m.undone_at->ms));
  if (changed == 0) {
    return fail(Fault::conflict, "このまとめは、すでに取り消されています。画面を開き直してください");
  }
  return {};
}

std::optional<Merge> find_merge(db::Reader& reader, std::string_view id) {
  const auto row = reader.first(kFindMerge, id);
  return row ? std::optional<Merge>(merge_of(*row)) : std::nullopt;
}

std::vector<Merge> list_merges_into(db::Reader& reader, std::string_view kept) {
  std::vector<Merge> out;
  for (const auto& row : reader.all(kListMerges, kept)) out.push_back(merge_of(row));
  return out;
}

Result<void> move_rows(db::Tx& tx, std::string_view from, std::string_view to,
                       std::string_view merge) {
  TRY(tx.run(kMoveMessages, from, to, merge));
  TRY(tx.run(kMoveNotes, from, to, merge));
  TRY(tx.run(kMoveFiles, from, to, merge));
  return {};
}

Result<void> move_rows_back(db::Tx& tx, std::string_view to, std::string_view merge) {
  TRY(tx.run(kBackMessages, merge, to));
  TRY(tx.run(kBackNotes, merge, to));
  TRY(tx.run(kBackFiles, merge, to));
  return {};
}

}  // namespace musubi::inquiries::store
