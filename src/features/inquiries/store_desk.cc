// store_desk.cc - ready-made texts, the place in the mailbox, and how inquiries end; see store.h.
// Decides nothing.
#include "base/sha256.h"
#include "features/inquiries/store.h"

namespace musubi::inquiries::store {
namespace {

#define INQUIRY_TEXT_COLUMNS \
  "id, title, category, body, is_active, changed_by_name, changed_at, version"

constexpr db::Query kInsertText{
    "inquiries.insert_text",
    "INSERT INTO inquiry_texts (" INQUIRY_TEXT_COLUMNS
    ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
constexpr db::Query kUpdateText{
    "inquiries.update_text",
    "UPDATE inquiry_texts SET title = $2, category = $3, body = $4, is_active = $5,"
    " changed_by_name = $6, changed_at = $7, version = version + 1"
    " WHERE id = $1 AND version = $8"};
constexpr db::Query kFindText{"inquiries.find_text",
                              "SELECT " INQUIRY_TEXT_COLUMNS
                              " FROM inquiry_texts WHERE id = $1"};
constexpr db::Query kListTexts{"inquiries.list_texts",
                               "SELECT " INQUIRY_TEXT_COLUMNS
                               " FROM inquiry_texts WHERE is_active >= $1"
                               " ORDER BY is_active DESC, title, id LIMIT $2"};
constexpr db::Query kFindPlace{"inquiries.find_place",
                               "SELECT validity, last_uid FROM inquiry_mailbox WHERE id = 'inbox'"};
constexpr db::Query kUpdatePlace{
    "inquiries.update_place",
    "INSERT INTO inquiry_mailbox (id, validity, last_uid, read_at) VALUES ('inbox', $1, $2, $3)"
    " ON CONFLICT (id) DO UPDATE SET validity = EXCLUDED.validity, last_uid = EXCLUDED.last_uid,"
    " read_at = EXCLUDED.read_at"};

constexpr db::Query kListEnded{
    "inquiries.list_ended",
    "SELECT id, fiscal_year, number, closed_on FROM inquiries WHERE erased_on = ''"
    " AND closed_on <> '' AND state IN ($1, $2) AND closed_on <= $3 AND id > $4"
    " ORDER BY id LIMIT $5"};
constexpr db::Query kFindEnded{
    "inquiries.find_ended",
    "SELECT id, fiscal_year, number, closed_on, name, email, telephone, subject, thread"
    " FROM inquiries WHERE erased_on = '' AND closed_on <> '' AND state IN ($1, $2)"
    " AND id = $3"};
constexpr db::Query kEraseInquiry{
    "inquiries.update_erased",
    "UPDATE inquiries SET name = '（消去済み）', organisation_name = '', email = '',"
    " email_key = '', telephone = '', account_id = '', subject = '（消去済み）', body_key = '',"
    " spam_reasons = '', linked_label = '', follow_up_on = '', erased_on = $2,"
    " version = version + 1 WHERE id = $1"};
constexpr db::Query kEraseMessages{
    "inquiries.erase_messages",
    "UPDATE inquiry_messages SET body = '（消去済み）', from_address = '', message_id = '',"
    " author_name = CASE WHEN direction = 'in' THEN '（消去済み）' ELSE author_name END"
    " WHERE inquiry_id = $1"};
constexpr db::Query kEraseNotes{"inquiries.erase_notes",
                                "UPDATE inquiry_notes SET body = '（消去済み）'"
                                " WHERE inquiry_id = $1"};
constexpr db::Query kDeleteFiles{"inquiries.delete_files",
                                 "DELETE FROM inquiry_files WHERE inquiry_id = $1"};
constexpr db::Query kDeleteLinksOf{"inquiries.delete_links_of",
                                   "DELETE FROM inquiry_links WHERE inquiry_id = $1"};
constexpr db::Query kDeleteInquiry{"inquiries.delete_inquiry",
                                   "DELETE FROM inquiries WHERE id = $1"};

ReadyText text_of(const db::Row& row) {
  return {row.text(0), row.text(1),       row.text(2), row.text(3), row.flag(4),
          row.text(5), {row.integer(6)}, row.integer(7)};
}

// What was merged into another has ended as well.
std::string_view also(std::string_view state) { return state == "closed" ? "merged" : state; }

retention::Item ended_item(const db::Row& row) {
  retention::Item item;
  item.id = row.text(0);
  item.label = inquiry_number(row.integer(1), row.integer(2));
  item.started = parse_iso_date(row.text(3)).value_or(Date{9999, 12, 31});
  return item;
}

}  // namespace

Result<void> insert_text(db::Tx& tx, const ReadyText& t) {
  TRY(tx.run(kInsertText, t.id, t.title, t.category, t.body, t.is_active, t.changed_by_name,
             t.changed_at.ms, t.version));
  return {};
}

Result<std::int64_t> update_text(db::Tx& tx, const ReadyText& t) {
  return tx.run(kUpdateText, t.id, t.title, t.category, t.body, t.is_active, t.changed_by_name,
                t.changed_at.ms, t.version);
}

std::optional<ReadyText> find_text(db::Reader& reader, std::string_view id) {
  const auto row = reader.first(kFindText, id);
  return row ? std::optional<ReadyText>(text_of(*row)) : std::nullopt;
}

std::vector<ReadyText> list_texts(db::Reader& reader, bool active_only, int most) {
  std::vector<ReadyText> out;
  for (const auto& row : reader.all(kListTexts, active_only, most)) out.push_back(text_of(row));
  return out;
}

Place find_place(db::Reader& reader) {
  const auto row = reader.first(kFindPlace);
  return row ? Place{row->text(0), row->integer(1)} : Place{};
}

Result<void> update_place(db::Tx& tx, const Place& place, Instant now) {
  TRY(tx.run(kUpdatePlace, place.validity, place.last_uid, now.ms));
  return {};
}

std::vector<retention::Item> list_ended(db::Reader& reader, std::string_view state, Date until,
                                        const std::string& after_id, int most) {
  std::vector<retention::Item> out;
  for (const auto& row : reader.all(kListEnded, state, also(state), iso(until), after_id, most)) {
    out.push_back(ended_item(row));
  }
  return out;
}

std::optional<retention::Item> find_ended(db::Reader& reader, std::string_view state,
                                          const std::string& id) {
  const auto row = reader.first(kFindEnded, state, also(state), id);
  if (!row) return std::nullopt;
  retention::Item item = ended_item(*row);
  std::string all;
  for (std::size_t i = 4; i < row->size(); ++i) all += row->text(i) + "\n";
  item.sha256 = sha256_hex(all);
  return item;
}

Result<void> update_erased(db::Tx& tx, const std::string& id, const std::string& today) {
  TRY(tx.run(kEraseMessages, id));
  TRY(tx.run(kEraseNotes, id));
  TRY(tx.run(kDeleteFiles, id));
  TRY(tx.run(kDeleteLinksOf, id));
  TRY(tx.run(kEraseInquiry, id, today));
  return {};
}

Result<void> delete_inquiry(db::Tx& tx, const std::string& id) {
  TRY(tx.run(kDeleteInquiry, id));
  return {};
}

}  // namespace musubi::inquiries::store
