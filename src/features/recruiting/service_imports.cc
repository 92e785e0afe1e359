// service_imports.cc - see service_imports.h. Columns and values are read by the registry's roster
// reader; what is a member, an applicant or a prospect already is never made a second time.
#include "features/recruiting/service_imports.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "core/access/access.h"
#include "core/receipts/receipts.h"
#include "features/recruiting/record.h"

namespace musubi::recruiting {

const files::Purpose kListOriginal{
    .name = "recruiting.list_original",
    .label = "募集の名簿の原本",
    .bytes_max = 5'000'000,
    // What libmagic makes of CSV in our encodings, and of XLSX by various writers.
    .accepts = "text/* application/csv application/json application/octet-stream application/zip "
               "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    .may_open = may::import_prospects,
    .own_organisation_only = false};

namespace {

constexpr std::string_view kBegun = "recruiting.list.begun";
constexpr std::size_t kPurposeLeast = 5;
constexpr std::size_t kWordsMost = 200;

Failure gone() {
  return fail(Fault::not_found, "この取込みは見つかりません。取込みの一覧から選び直してください");
}

Failure at_file(const Error& error) {
  if (error.fault == Fault::unavailable) return fail(error);
  return fail_fields({{"file", error.fields.empty() ? error.says : error.fields.front().says}});
}

Result<void> check(const NewListImport& input) {
  std::vector<FieldError> errors;
  if (input.path.empty()) errors.push_back({"file", "取り込むファイルを選んでください"});
  if (label_in(sources(), input.source).empty()) {
    errors.push_back({"source", "流入元を選んでください"});
  }
  if (trim(input.source_note).empty() || count_characters(input.source_note) > kWordsMost) {
    errors.push_back({"source_note", "どこから受け取った名簿かを、200文字以内で入力してください"});
  }
  const std::size_t length = count_characters(trim(input.purpose));
  if (length < kPurposeLeast || length > kWordsMost) {
    errors.push_back({"purpose", "何のために使うかを、5文字から200文字で入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return {};
}

Prospect prospect_of(const ListImport& import, const ListImportRow& row) {
  Prospect p;
  for (const auto& [field, text] : row.typed.items()) {
    const std::string value = text.get<std::string>();
    const bool of_contact = field.starts_with(kContactPrefix);
    if (of_contact) members::set_field(p.contact, field.substr(kContactPrefix.size()), value);
    else members::set_field(p.organisation, field, value);
  }
  p.source = import.source;
  p.source_note = import.source_note;
  p.import_id = import.id.text;
  return p;
}

ListImportRow row_of(const members::ListedOrganisation& listed) {
  ListImportRow row;
  row.line = listed.line;
  row.name = listed.organisation.name;
  Prospect p;
  p.organisation = listed.organisation;
  p.contact = listed.contact;
  for (const auto& [field, text] : typed_of(p)) {
    const bool own = field.starts_with("next_") || field == "source" || field == "source_note" ||
                     field == "owner_id" || field == "campaign_id";
    if (!own && !text.empty()) row.typed[field] = text;
  }
  for (const auto& d : listed.defects) {
    row.defects.push_back({{"label", d.label}, {"value", d.value}, {"message", d.message},
                           {"error", d.is_error}});
  }
  return row;
}

// What the row is already; "new" when nobody knows it.
void match(db::Reader& reader, const members::Organisation& organisation, ListImportRow& row) {
  row.of_id.clear();
  row.of_name.clear();
  const Alike alike = list_alike(reader, organisation, {});
  if (!alike.members.empty()) {
    row.outcome = "member";
    row.of_id = alike.members.front().id.text;
    row.of_name = alike.members.front().name;
  } else if (!alike.applications.empty()) {
    row.outcome = "application";
    row.of_id = alike.applications.front().id.text;
    row.of_name = alike.applications.front().name;
  } else if (!alike.prospects.empty()) {
    row.outcome = "prospect";
    row.of_id = alike.prospects.front().id.text;
    row.of_name = alike.prospects.front().organisation.name;
  } else {
    row.outcome = "new";
  }
}

// Rows of one file that are the same organisation: the first is taken.
class Seen {
 public:
  bool again(const members::Organisation& o) {
    const members::MatchKeys keys = members::match_keys(o, "");
    const bool known = (!o.corporate_number.empty() && seen_.contains("n" + o.corporate_number)) ||
                       seen_.contains("k" + keys.name_key);
    if (!o.corporate_number.empty()) seen_.insert("n" + o.corporate_number);
    seen_.insert("k" + keys.name_key);
    return known;
  }

 private:
  std::set<std::string> seen_;
};

std::vector<ListImportRow> rows_of(db::Reader& reader, const members::OrganisationList& list) {
  std::vector<ListImportRow> out;
  Seen seen;
  for (const auto& listed : list.rows) {
    ListImportRow row = row_of(listed);
    if (row.name.empty()) row.outcome = "unusable";
    else if (seen.again(listed.organisation)) row.outcome = "repeated";
    else match(reader, listed.organisation, row);
    out.push_back(std::move(row));
  }
  return out;
}

audit::Subject subject_of(const ListImport& import) {
  return {"prospect_import", import.id.text, ""};
}

Json counts_json(const std::map<std::string, std::int64_t>& counts) {
  Json out = Json::object();
  for (const auto& [outcome, number] : counts) out[outcome] = number;
  return out;
}

// Nobody has touched it since the list brought it.
bool is_untouched(db::Reader& reader, const Prospect& p) {
  return p.version == 1 && p.application_id.empty() &&
         store::list_contacts(reader, p.id, 1).empty();
}

}  // namespace

Result<ListImportId> begin_list_import(const Context& ctx, const NewListImport& input) {
  TRY(must(ctx.actor, may::import_prospects));
  TRY(check(input));
  files::Staged staged = TRY(files::stage(input.path, input.filename, kListOriginal));
  TRY(files::scan_staged(ctx, staged, kListOriginal));
  // SECURITY: only now, after the scanner: a parser is what a hostile file aims at.
  auto list = members::read_organisation_list(input.path);
  if (!list) return at_file(list.error());
  if (list->rows.empty()) return fail_fields({{"file", "団体の行が見つかりません。ファイルを確かめてください"}});
  if (list->rows.size() > kListRowsMost) {
    return fail_fields({{"file", "一度に取り込めるのは" + thousands(kListRowsMost) +
                                     "行までです。ファイルを分けてください"}});
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<ListImportId> {
    if (auto first = receipts::find(tx, ctx, kBegun, input.sending)) return ListImportId{*first};
    const files::File file = TRY(files::take(ctx, tx, staged, kListOriginal));
    ListImport import;
    import.id = ListImportId::make(ctx.now);
    import.filename = file.filename;
    import.file_id = file.id.text;
    import.sheet = list->sheet;
    for (const auto& [heading, meaning] : list->columns) {
      import.columns.push_back({heading, meaning});
    }
    import.source = input.source;
    import.source_note = trim(input.source_note);
    import.purpose = trim(input.purpose);
    import.state = "draft";
    import.created_by_name = ctx.actor.name;
    import.created_at = ctx.now;
    TRY(store::insert_list_import(tx, import));
    for (const ListImportRow& row : rows_of(tx, *list)) {
      TRY(store::insert_list_row(tx, import.id, row));
    }
    TRY(audit::note(tx, ctx, kBegun, subject_of(import), nullptr,
                    counts_json(store::count_list_rows(tx, import.id)), import.purpose));
    TRY(receipts::keep(tx, ctx, kBegun, input.sending, import.id.text));
    return import.id;
  });
}

Result<ListImportPage> load_list_import(const Context& ctx, const ListImportId& id,
                                        const std::string& part, std::int64_t after_line,
                                        int most) {
  TRY(must(ctx.actor, may::import_prospects));
  return ctx.db.read([&](db::Reader& reader) -> Result<ListImportPage> {
    auto found = store::find_list_import(reader, id);
    if (!found) return gone();
    ListImportPage page;
    page.import = std::move(*found);
    page.counts = store::count_list_rows(reader, id);
    page.defects = store::count_list_defects(reader, id);
    page.rows = store::list_list_rows(reader, id, part, after_line, most + 1);
    page.more = static_cast<int>(page.rows.size()) > most;
    if (page.more) page.rows.pop_back();
    return page;
  });
}

Result<std::vector<ListImport>> list_list_imports(const Context& ctx,
                                                  const std::string& before_id, int most) {
  TRY(must(ctx.actor, may::import_prospects));
  return ctx.db.read(
      [&](db::Reader& reader) { return store::list_list_imports(reader, before_id, most); });
}

Result<std::int64_t> commit_list_import(const Context& ctx, const ListImportId& id) {
  TRY(must(ctx.actor, may::import_prospects));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::int64_t> {
    auto import = store::find_list_import(tx, id);
    if (!import) return gone();
    import->state = "committed";
    import->committed_by_name = ctx.actor.name;
    import->committed_at = ctx.now;
    if (!TRY(store::update_list_import_state(tx, *import, "draft"))) {
      return fail(Fault::conflict, "この名簿は、すでに取り込まれたか、取り消されています。画面を開き直してください");
    }
    std::int64_t made = 0;
    for (ListImportRow& row :
         store::list_list_rows(tx, id, "new", 0, static_cast<int>(kListRowsMost))) {
      const Prospect prospect = prospect_of(*import, row);
      match(tx, prospect.organisation, row);  // somebody may have been faster since the reading
      if (row.outcome == "new") {
        row.prospect_id =
            TRY(record_new_prospect(tx, ctx, prospect, {.kind = "import", .id = id.text})).id.text;
        ++made;
      }
      TRY(store::update_list_row(tx, id, row));
    }
    TRY(audit::note(tx, ctx, "recruiting.list.committed", subject_of(*import), nullptr,
                    {{"prospects", made}}, import->purpose));
    return made;
  });
}

Result<Undone> undo_list_import(const Context& ctx, const ListImportId& id) {
  TRY(must(ctx.actor, may::import_prospects));
  return ctx.db.write([&](db::Tx& tx) -> Result<Undone> {
    auto import = store::find_list_import(tx, id);
    if (!import) return gone();
    import->state = "undone";
    import->undone_by_name = ctx.actor.name;
    import->undone_at = ctx.now;
    if (!TRY(store::update_list_import_state(tx, *import, "committed"))) {
      return fail(Fault::conflict, "この取込みは、まだ取り込まれていないか、すでに取り消されています");
    }
    Undone out;
    for (ListImportRow& row :
         store::list_list_rows(tx, id, "new", 0, static_cast<int>(kListRowsMost))) {
      if (row.prospect_id.empty()) continue;
      const auto prospect = store::find_prospect(tx, {row.prospect_id});
      if (!prospect) continue;
      if (!is_untouched(tx, *prospect)) {
        ++out.kept;
        continue;
      }
      TRY(forget_prospect(tx, ctx, *prospect, {.kind = "undo", .id = id.text}));
      row.prospect_id.clear();
      TRY(store::update_list_row(tx, id, row));
      ++out.removed;
    }
    TRY(audit::note(tx, ctx, "recruiting.list.undone", subject_of(*import), nullptr,
                    {{"removed", out.removed}, {"kept", out.kept}}));
    return out;
  });
}

}  // namespace musubi::recruiting
