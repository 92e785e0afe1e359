// service_export.cc - the registry as a file: only with a stated purpose, always logged (R-9.4.a).
// Rows are streamed; what is exported is what the list's filter shows. Codes leave as text.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>

#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/search/search.h"
#include "core/sheets/sheets.h"
#include "features/members/search_index.h"
#include "features/members/service.h"
#include "features/members/store_exports.h"

namespace musubi::members {
namespace {

constexpr int kExportSearchMost = 5000;
constexpr std::size_t kPurposeLeast = 5;

std::string label_of(const std::string& column) {
  for (const auto& [name, label] : export_columns()) {
    if (name == column) return label;
  }
  return {};
}

const Person* first_contact(const std::vector<Person>& people) {
  for (const auto& person : people) {
    if (!person.left) return &person;
  }
  return nullptr;
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

// Every row of the filter, heading first; memory grows with the file, which is bounded by the list.
std::vector<std::vector<std::string>> rows_of(db::Reader& reader, const ExportRequest& input) {
  std::vector<std::vector<std::string>> rows(1);
  for (const auto& column : input.columns) rows[0].push_back(label_of(column));
  const bool contacts = std::any_of(input.columns.begin(), input.columns.end(), [](const auto& c) {
    return c.starts_with("contact_");
  });
  std::vector<Organisation> organisations;
  store::stream_organisations(reader, input.filter, [&](const Organisation& organisation) {
    organisations.push_back(organisation);
    return true;
  });
  for (const auto& organisation : organisations) {
    std::vector<Person> people;
    if (contacts) people = store::list_people(reader, organisation.id);
    std::vector<std::string> row;
    for (const auto& column : input.columns) {
      row.push_back(cell(organisation, first_contact(people), column));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<std::string> xlsx_of(const std::vector<std::vector<std::string>>& rows,
                            const ExportRequest& input) {
  char path[] = "/tmp/musubi-export-XXXXXX";
  const int descriptor = mkstemp(path);
  if (descriptor < 0) {
    return fail(Fault::unavailable, "ファイルを作れませんでした。少し待ってからもう一度お試しください",
                "mkstemp failed");
  }
  close(descriptor);
  sheets::XlsxSheet sheet{.name = "会員名簿"};
  sheet.titles = {"会員名簿", "利用目的：" + input.purpose};
  for (const auto& column : input.columns) {
    const bool figure = column == "employees" || column == "capital_yen";
    const bool day = column == "joined_on" || column == "left_on";
    sheet.columns.push_back({label_of(column), figure ? sheets::ColumnKind::number
                                               : day  ? sheets::ColumnKind::date
                                                      : sheets::ColumnKind::text});
  }
  sheets::XlsxWriter writer(path);
  writer.begin_sheet(sheet);
  for (std::size_t i = 1; i < rows.size(); ++i) writer.add_row(rows[i]);
  auto closed = writer.close();
  std::ostringstream body;
  body << std::ifstream(path, std::ios::binary).rdbuf();
  std::remove(path);
  if (!closed) return fail(closed.error());
  return body.str();
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

Result<ExportFile> export_registry(const Context& ctx, const ExportRequest& asked) {
  ExportRequest input = asked;
  std::erase_if(input.columns, [](const auto& column) { return label_of(column).empty(); });
  TRY(check(input));
  TRY(must(ctx.actor, may::export_registry));
  const auto rows = ctx.db.read([&](db::Reader& reader) {
    if (!trim(input.words).empty()) {
      input.filter.by_search = true;
      input.filter.ids = search::find_ids(reader, "organisation", input.words,
                                          visible_to(ctx.actor), kExportSearchMost);
    }
    return rows_of(reader, input);
  });
  ExportFile file;
  const std::string day = replace_all(iso(ctx.today()), "-", "");
  if (input.format == "xlsx") {
    file.body = TRY(xlsx_of(rows, input));
    file.filename = "会員名簿_" + day + ".xlsx";
    file.media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  } else {
    const bool cp932 = input.format == "csv_cp932";
    sheets::CsvOptions options{cp932 ? sheets::Encoding::cp932 : sheets::Encoding::utf8_bom,
                               input.replace_unencodable};
    file.body = TRY(sheets::write_csv(rows, options));
    file.filename = "会員名簿_" + day + ".csv";
    file.media_type = cp932 ? "text/csv; charset=Shift_JIS" : "text/csv; charset=utf-8";
  }
  const store::ExportRecord record{new_uuid(ctx.now), trim(input.purpose), input.query,
                                   joined(input.columns), input.format,
                                   static_cast<std::int64_t>(rows.size()) - 1,
                                   sha256_hex(file.body), ctx.actor.account.text, ctx.actor.name,
                                   ctx.now};
  auto logged = ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(store::insert_export(tx, record));
    return audit::note(tx, ctx, "members.registry.exported", {"export", record.id, ""}, nullptr,
                       {{"rows", record.row_count}, {"columns", record.columns},
                        {"format", record.format}, {"sha256", record.sha256}},
                       record.purpose);
  });
  if (!logged) return fail(std::move(logged).error());
  return file;
}

Result<std::vector<store::ExportRecord>> list_exports(const Context& ctx, int most) {
  TRY(must(ctx.actor, may::see_exports));
  return ctx.db.read([&](db::Reader& reader) {
    return store::list_exports(reader, {ctx.now.ms + 1}, most);
  });
}

}  // namespace musubi::members
