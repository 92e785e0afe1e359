// service_export.cc - the registry as a file: only with a stated purpose, always logged (R-9.4.a).
// What is exported is what the list's filter shows, a page of members at a time, each written to
// the disk as it comes: neither rows nor file are held. Codes leave as text. Never cuts a search in
// silence.
#include <algorithm>
#include <charconv>
#include <functional>
#include <map>

#include "base/text.h"
#include "core/audit/audit.h"
#include "core/files/parcel.h"
#include "core/search/search.h"
#include "core/sheets/sheets.h"
#include "features/members/search_index.h"
#include "features/members/service.h"
#include "features/members/store_exports.h"

namespace musubi::members {
namespace {

constexpr int kExportPage = 500;  // members, and their people, per statement
constexpr std::size_t kPurposeLeast = 5;

std::string label_of(const std::string& column) {
  for (const auto& [name, label] : export_columns()) {
    if (name == column) return label;
  }
  return {};
}

std::string cell(const Organisation& o, const Person* contact, const std::string& column) {
  if (column == "state") return std::string(state_label(o.state));
  if (column == "joined_on") return o.joined_on;
  if (column == "left_on") return o.left_on;
  if (column.starts_with("contact_")) {
    return contact == nullptr ? "" : field_text(*contact, column.substr(8));
  }
  const std::string text = field_text(o, column);
  const bool figure = column == "employees" || column == "capital_yen";
  return figure ? text : field_for_people(column, text);
}

bool wants_contacts(const ExportRequest& input) {
  return std::any_of(input.columns.begin(), input.columns.end(),
                     [](const auto& column) { return column.starts_with("contact_"); });
}

using EachRow = std::function<void(const std::vector<std::string>&)>;

// Every row of the filter by member number, without the heading. How many.
std::int64_t each_row(db::Reader& reader, const ExportRequest& input, const EachRow& each) {
  const bool contacts = wants_contacts(input);
  store::ListFilter filter = input.filter;
  filter.sort = "member_no";
  filter.descending = false;
  filter.after_id.clear();
  filter.most = kExportPage;
  std::int64_t count = 0;
  for (;;) {
    const auto page = store::list_organisations(reader, filter);
    std::vector<OrganisationId> ids;
    for (const auto& organisation : page) ids.push_back(organisation.id);
    std::vector<Person> people;
    if (contacts) people = store::list_people_of(reader, ids);
    std::map<std::string, const Person*> first;  // whom the secretariat calls first
    for (const auto& person : people) {
      if (!person.left) first.try_emplace(person.organisation_id.text, &person);
    }
    for (const auto& organisation : page) {
      const auto contact = first.find(organisation.id.text);
      std::vector<std::string> row;
      for (const auto& column : input.columns) {
        row.push_back(cell(organisation, contact == first.end() ? nullptr : contact->second,
                           column));
      }
      each(row);
    }
    count += static_cast<std::int64_t>(page.size());
    if (input.progress) input.progress(count);
    if (page.size() < static_cast<std::size_t>(kExportPage)) return count;
    filter.after_value = page.back().member_no;
    filter.after_id = page.back().id.text;
  }
}

struct Written {
  std::shared_ptr<files::Parcel> parcel;  // sealed
  std::int64_t rows = 0;
  LostCharacters lost;
};

Result<Written> xlsx_of(db::Reader& reader, const ExportRequest& input) {
  Written out;
  out.parcel = TRY(files::Parcel::make());
  sheets::XlsxSheet sheet{.name = "会員名簿"};
  sheet.titles = {"会員名簿", "利用目的：" + input.purpose};
  for (const auto& column : input.columns) {
    const bool figure = column == "employees" || column == "capital_yen";
    const bool day = column == "joined_on" || column == "left_on";
    sheet.columns.push_back({label_of(column), figure ? sheets::ColumnKind::number
                                               : day  ? sheets::ColumnKind::date
                                                      : sheets::ColumnKind::text});
  }
  sheets::XlsxWriter writer(out.parcel->path());
  writer.begin_sheet(sheet);
  out.rows = each_row(reader, input, [&](const auto& row) { writer.add_row(row); });
  TRY(writer.close());
  TRY(out.parcel->seal());
  return out;
}

Result<Written> csv_of(db::Reader& reader, const ExportRequest& input) {
  const bool cp932 = input.format == "csv_cp932";
  Written out;
  out.parcel = TRY(files::Parcel::make());
  sheets::CsvWriter writer({cp932 ? sheets::Encoding::cp932 : sheets::Encoding::utf8_bom,
                            input.replace_unencodable},
                           [&out](std::string_view bytes) { out.parcel->write(bytes); });
  std::vector<std::string> heading;
  for (const auto& column : input.columns) heading.push_back(label_of(column));
  writer.add_row(heading);
  out.rows = each_row(reader, input, [&](const auto& row) { writer.add_row(row); });
  out.lost = lost_of(writer);
  TRY(out.parcel->seal());
  return out;
}

Result<void> narrow_by_words(db::Reader& reader, const Context& ctx, ExportRequest& input) {
  if (!trim(input.words).empty()) {
    input.filter.by_search = true;
    input.filter.ids = search::find_ids(reader, "organisation", input.words,
                                        visible_to(ctx.actor), input.search_most + 1);
    if (static_cast<int>(input.filter.ids.size()) > input.search_most) {
      return fail(Fault::too_large,
                  "検索で見つかった会員が多すぎるため、書き出しませんでした。検索の言葉から書き出せるのは" +
                      thousands(input.search_most) +
                      "件までです。名簿の画面で言葉を加えるか、検索の代わりに業種や市町村で絞ってください");
    }
  }
  return {};
}

Result<Written> file_of(db::Reader& reader, const Context& ctx, ExportRequest input) {
  TRY(narrow_by_words(reader, ctx, input));
  return input.format == "xlsx" ? xlsx_of(reader, input) : csv_of(reader, input);
}

Result<void> check(const ExportRequest& input) {
  std::vector<FieldError> errors;
  if (count_characters(trim(input.purpose)) < kPurposeLeast) {
    errors.push_back({"purpose", "何のために使うかを5文字以上で入力してください"});
  }
  if (input.columns.empty()) {
    errors.push_back({"column", "書き出す項目を1つ以上選んでください"});
  }
  const bool known = input.format == "csv" || input.format == "csv_cp932" || input.format == "xlsx";
  if (!known) errors.push_back({"format", "ファイルの形式を選んでください"});
  if (!errors.empty()) return fail_fields(std::move(errors));
  return {};
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : ",") + part;
  return out;
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& export_columns() {
  static const auto kColumns = [] {
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& field : organisation_fields()) out.emplace_back(field.name, field.label);
    out.emplace_back("state", "状態");
    out.emplace_back("joined_on", "入会年月日");
    out.emplace_back("left_on", "退会年月日");
    for (const auto& field : person_fields()) {
      if (field.kind == FieldInfo::Kind::flag) continue;
      out.emplace_back("contact_" + std::string(field.name), "主担当の" + std::string(field.label));
    }
    return out;
  }();
  return kColumns;
}

Result<std::int64_t> count_export(const Context& ctx, const ExportRequest& asked) {
  TRY(must(ctx.actor, may::export_registry));
  return ctx.db.read([&](db::Reader& reader) -> Result<std::int64_t> {
    ExportRequest input = asked;
    TRY(narrow_by_words(reader, ctx, input));
    return store::count_organisations(reader, input.filter, kCountCap);
  });
}

Result<ExportFile> export_registry(const Context& ctx, const ExportRequest& asked) {
  ExportRequest input = asked;
  std::erase_if(input.columns, [](const auto& column) { return label_of(column).empty(); });
  TRY(check(input));
  TRY(must(ctx.actor, may::export_registry));
  auto made = ctx.db.read([&](db::Reader& reader) { return file_of(reader, ctx, input); });
  Written written = TRY(std::move(made));
  ExportFile file;
  file.lost = std::move(written.lost);
  file.refused = !file.lost.empty() && !input.replace_unencodable;
  if (file.refused) return file;
  file.parcel = written.parcel;
  const std::string day = replace_all(iso(ctx.today()), "-", "");
  const bool xlsx = input.format == "xlsx";
  file.filename = "会員名簿_" + day + (xlsx ? ".xlsx" : ".csv");
  file.media_type = xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                    : input.format == "csv_cp932" ? "text/csv; charset=Shift_JIS"
                                                  : "text/csv; charset=utf-8";
  const store::ExportRecord record{new_uuid(ctx.now), trim(input.purpose), input.query,
                                   joined(input.columns), input.format,
                                   written.rows,
                                   file.parcel->sha256(), ctx.actor.account.text, ctx.actor.name,
                                   ctx.now, file.lost.count};
  Json after{{"rows", record.row_count}, {"columns", record.columns},
             {"format", record.format}, {"sha256", record.sha256}};
  if (!file.lost.empty()) {
    after["replaced"] = file.lost.count;
    after["replaced_characters"] = characters_of(file.lost);
  }
  auto logged = ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(store::insert_export(tx, record));
    return audit::note(tx, ctx, "members.registry.exported", {"export", record.id, ""}, nullptr,
                       after, record.purpose);
  });
  if (!logged) return fail(std::move(logged).error());
  return file;
}

Result<ExportLog> list_exports(const Context& ctx, const std::string& after, int most) {
  TRY(must(ctx.actor, may::see_exports));
  Instant before{ctx.now.ms + 1};
  std::string before_id;
  if (const std::size_t cut = after.find('-'); cut != std::string::npos) {  // 1700000000000-<id>
    std::from_chars(after.data(), after.data() + cut, before.ms);
    before_id = after.substr(cut + 1);
  }
  ExportLog log;
  log.records = ctx.db.read([&](db::Reader& reader) {
    return store::list_exports(reader, before, before_id, most + 1);
  });
  if (log.records.size() > static_cast<std::size_t>(most)) {
    log.records.pop_back();
    const auto& last = log.records.back();
    log.next = std::to_string(last.created.ms) + "-" + last.id;
  }
  return log;
}

}  // namespace musubi::members
