// postal.cc - editions of the list of postal codes: found, loaded beside the current one, and made
// current in one transaction. See postal.h; SQL stands here, what a row means in reader.cc.
#include "core/postal/postal.h"

#include <filesystem>
#include <utility>

#include "base/log.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/postal/reader.h"
#include "db/many.h"

namespace musubi::postal {
namespace {

constexpr std::size_t kTownsAtOnce = 1024;  // a write of some ten milliseconds: others get through
constexpr int kPlacesMost = 200;            // of one code; the largest known has under a hundred
constexpr std::size_t kFileNameMost = 200;

constexpr db::Query kFindCurrent{
    "postal.find_current",
    "SELECT id, file_name, towns, imported_at FROM postal_editions WHERE state = 'current'"};
constexpr db::Query kListTowns{
    "postal.list_towns",
    "SELECT t.postal_code, t.municipality_code, t.prefecture, t.municipality, t.town"
    " FROM postal_editions e JOIN postal_towns t ON t.edition_id = e.id"
    " WHERE e.state = 'current' AND t.postal_code = $1 ORDER BY t.position LIMIT $2"};
constexpr db::Query kListOld{"postal.list_old",
                             "SELECT id FROM postal_editions WHERE state = 'old'"};
constexpr db::Query kFindLoading{
    "postal.find_loading", "SELECT 1 FROM postal_editions WHERE id = $1 AND state = 'loading'"};
// '' for every import that is under way, or was killed.
constexpr db::Query kGiveUp{"postal.give_up",
                            "UPDATE postal_editions SET state = 'old'"
                            " WHERE state = 'loading' AND ($1 = '' OR id = $1)"};
constexpr db::Query kInsertEdition{
    "postal.insert_edition",
    "INSERT INTO postal_editions (id, file_name, state, towns, imported_at)"
    " VALUES ($1, $2, 'loading', 0, $3)"};
// The list names a town once for each of its parts that has a row; here it stands once.
constexpr std::size_t kTownColumns = 7;
const db::ManyRows& insert_towns() {
  static const db::ManyRows many(
      "postal.insert_towns",
      "INSERT INTO postal_towns (edition_id, postal_code, municipality_code, prefecture,"
      " municipality, town, position) VALUES",
      kTownColumns, " ON CONFLICT (edition_id, postal_code, municipality_code, town) DO NOTHING");
  return many;
}
constexpr db::Query kCountTowns{
    "postal.count_towns",
    "SELECT COUNT(*), COUNT(DISTINCT postal_code) FROM postal_towns WHERE edition_id = $1"};
constexpr db::Query kRetire{"postal.retire",
                            "UPDATE postal_editions SET state = 'old' WHERE state = 'current'"};
constexpr db::Query kMakeCurrent{
    "postal.make_current",
    "UPDATE postal_editions SET state = 'current', towns = $2, imported_at = $3"
    " WHERE id = $1 AND state = 'loading'"};
constexpr db::Query kDeleteTowns{
    "postal.delete_towns",
    "DELETE FROM postal_towns WHERE edition_id = $1 AND postal_code >= $2 AND postal_code < $3"};
constexpr db::Query kDeleteEdition{"postal.delete_edition",
                                   "DELETE FROM postal_editions WHERE id = $1"};

using ReadAll = std::function<Result<std::int64_t>(const EachTown&)>;

Failure overtaken() {
  return fail(Fault::conflict, "別の郵便番号の取込みが始まったため、この取込みは取りやめました。"
                               "そちらが終わってから、もう一度お試しください。");
}

// Old editions go a tenth of the codes at a time, and with them the loading one of this id ("" for
// all): whoever loads it finds out at the next write.
Result<void> sweep(const Context& ctx, const std::string& loading) {
  const auto give_up = [&](db::Tx& tx) { return tx.run(kGiveUp, loading); };
  TRY(ctx.db.write(give_up));
  const auto old = ctx.db.read([](db::Reader& reader) { return reader.all(kListOld); });
  for (const db::Row& row : old) {
    const std::string id = row.text(0);
    for (char digit = '0'; digit <= '9'; ++digit) {
      const std::string from(1, digit);
      const std::string until = digit == '9' ? std::string("99999999")  // behind every code
                                             : std::string(1, static_cast<char>(digit + 1));
      const auto part = [&](db::Tx& tx) { return tx.run(kDeleteTowns, id, from, until); };
      TRY(ctx.db.write(part));
    }
    const auto rest = [&](db::Tx& tx) { return tx.run(kDeleteEdition, id); };
    TRY(ctx.db.write(rest));
  }
  return {};
}

// Towns on their way into an edition that nobody reads yet.
class Loader {
 public:
  Loader(const Context& ctx, std::string edition) : ctx_(ctx), edition_(std::move(edition)) {}

  Result<void> add(const Town& town) {
    waiting_.push_back(town);
    if (waiting_.size() >= kTownsAtOnce) TRY(flush());
    return {};
  }
  Result<void> flush() {
    const auto insert = [this](db::Tx& tx) -> Result<std::int64_t> {
      if (!tx.first(kFindLoading, edition_)) return overtaken();
      std::int64_t position = read_;
      db::Rows rows;
      rows.reserve(waiting_.size(), kTownColumns);
      for (const Town& t : waiting_) {
        rows.add(edition_, t.postal_code, t.municipality_code, t.prefecture, t.municipality, t.town,
                 ++position);
      }
      return insert_towns().insert(tx, std::move(rows));
    };
    stored_ += TRY(ctx_.db.write(insert));
    read_ += static_cast<std::int64_t>(waiting_.size());
    waiting_.clear();
    return {};
  }
  std::int64_t seen() const { return read_ + static_cast<std::int64_t>(waiting_.size()); }
  std::int64_t stored() const { return stored_; }

 private:
  const Context& ctx_;
  std::string edition_;
  std::vector<Town> waiting_;
  std::int64_t read_ = 0;    // handed to the database
  std::int64_t stored_ = 0;  // of these, rows that stand there
};

// The turn: before it the old edition answers, after it the new one.
Result<Imported> make_current(const Context& ctx, const std::string& edition,
                              const std::string& file_name, std::int64_t stored) {
  return ctx.db.write([&](db::Tx& tx) -> Result<Imported> {
    const auto counted = tx.first(kCountTowns, edition);
    if (!counted || counted->integer(0) != stored) return overtaken();
    const auto before = find_edition(tx);
    TRY(tx.run(kRetire));
    if (TRY(tx.run(kMakeCurrent, edition, stored, ctx.now.ms)) != 1) return overtaken();
    const Imported out{stored, counted->integer(1), before.has_value()};
    Json was = nullptr;
    if (before) was = {{"file_name", before->file_name}, {"towns", before->towns}};
    TRY(audit::note(tx, ctx, "postal.table.imported", {"postal_table", edition, ""}, was,
                    {{"file_name", file_name},
                     {"towns", out.towns},
                     {"postal_codes", out.postal_codes}}));
    return out;
  });
}

Result<Imported> load_edition(const Context& ctx, const std::string& edition, const ReadAll& read,
                              const std::string& file_name, std::int64_t total,
                              const Progress& progress) {
  const auto begin = [&](db::Tx& tx) {
    return tx.run(kInsertEdition, edition, file_name, ctx.now.ms);
  };
  TRY(ctx.db.write(begin));
  Loader loader(ctx, edition);
  const EachTown each = [&](const Town& town) -> Result<void> {
    if (progress) progress(loader.seen(), total);
    return loader.add(town);
  };
  TRY(read(each));
  TRY(loader.flush());
  return make_current(ctx, edition, file_name, loader.stored());
}

Result<Imported> import_from(const Context& ctx, const ReadAll& read, const std::string& file_name,
                             const Progress& progress) {
  // Once over the whole file before anything is written: most refusals end here.
  std::int64_t seen = 0;
  const EachTown look = [&](const Town&) -> Result<void> {
    if (progress) progress(++seen, 0);
    return {};
  };
  const std::int64_t total = TRY(read(look));
  TRY(sweep(ctx, ""));
  const std::string edition = new_uuid(ctx.now);
  auto imported = load_edition(ctx, edition, read, file_name, total, progress);
  // What is over goes now, but never another import's rows; if that fails, with the next import.
  if (const auto swept = sweep(ctx, edition); !swept) {
    log::warning("postal.not_swept", {{"detail", swept.error().detail}});
  }
  return imported;
}

}  // namespace

std::optional<Edition> find_edition(db::Reader& reader) {
  const auto row = reader.first(kFindCurrent);
  if (!row) return {};
  return Edition{row->text(0), row->text(1), row->integer(2), Instant{row->integer(3)}};
}

std::vector<Town> list_towns(db::Reader& reader, const std::string& postal_code) {
  std::vector<Town> out;
  for (const db::Row& row : reader.all(kListTowns, postal_code, kPlacesMost)) {
    out.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4)});
  }
  return out;
}

Result<Imported> import_file(const Context& ctx, const std::string& path,
                             const Progress& progress) {
  const ReadAll read = [&path](const EachTown& each) { return read_towns(path, each); };
  std::string name = std::filesystem::path(path).filename().string();
  if (!is_valid_utf8(name)) name = "（名前の読めないファイル）";
  return import_from(ctx, read, cut_characters(name, kFileNameMost), progress);
}

Result<Imported> import_bytes(const Context& ctx, std::string_view bytes,
                              const std::string& file_name) {
  const ReadAll read = [bytes](const EachTown& each) { return read_towns_of_bytes(bytes, each); };
  return import_from(ctx, read, file_name, {});
}

}  // namespace musubi::postal
