// service_exports.cc - see service_exports.h. A page of prospects at a time goes into the file;
// codes leave as text, and nothing leaves without its purpose in the audit.
#include <algorithm>
#include <functional>

#include "base/text.h"
#include "core/access/access.h"
#include "core/files/parcel.h"
#include "core/sheets/sheets.h"
#include "features/recruiting/record.h"
#include "features/recruiting/service_exports.h"

namespace musubi::recruiting {
namespace {

constexpr std::string_view kExported = "recruiting.prospects.exported";
constexpr int kPage = 500;
constexpr int kSearchMost = 5000;  // more is refused, never cut in silence
constexpr std::size_t kPurposeLeast = 5;
constexpr std::size_t kPurposeMost = 300;

std::string label_of(const std::string& column) { return label_in(export_columns(), column); }

std::string cell(const Prospect& p, const std::string& column) {
  if (column == "stage") return std::string(stage_label(p.stage));
  if (column == "moved_on") return p.moved_on;
  if (column == "owner_name") return p.owner_name;
  if (column == "lost_reason") return label_in(lost_reasons(), p.lost_reason);
  for (const auto& [field, text] : typed_of(p)) {
    if (field != column) continue;
    if (field == "source") return label_in(sources(), text);
    if (field.starts_with(kContactPrefix) || field == "employees") return text;
    const bool of_registry =
        std::find(prospect_fields().begin(), prospect_fields().end(), field) !=
        prospect_fields().end();
    return of_registry ? members::field_for_people(field, text) : text;
  }
  return {};
}

using EachRow = std::function<void(const std::vector<std::string>&)>;

std::int64_t each_row(db::Reader& reader, const ExportRequest& input, const EachRow& each) {
  store::ListFilter filter = input.filter;
  filter.order = store::Order::newest;
  filter.after_id.clear();
  filter.most = kPage;
  std::int64_t count = 0;
  for (;;) {
    const auto page = store::list_prospects(reader, filter);
    for (const Prospect& p : page) {
      std::vector<std::string> row;
      for (const auto& column : input.columns) row.push_back(cell(p, column));
      each(row);
    }
    count += static_cast<std::int64_t>(page.size());
    if (page.size() < static_cast<std::size_t>(kPage)) return count;
    filter.after_value = std::to_string(page.back().updated_at.ms);
    filter.after_id = page.back().id.text;
  }
}

struct Written {
  std::shared_ptr<files::Parcel> parcel;  // sealed
  std::int64_t rows = 0;
};

Result<Written> xlsx_of(db::Reader& reader, const ExportRequest& input) {
  Written out;
  out.parcel = TRY(files::Parcel::make());
  sheets::XlsxSheet sheet{.name = "見込み先"};
  sheet.titles = {"会員募集の見込み先", "利用目的：" + input.purpose};
  for (const auto& column : input.columns) {
    const bool day = column == "moved_on" || column == "next_action_on";
    sheet.columns.push_back({label_of(column), column == "employees" ? sheets::ColumnKind::number
                                               : day                 ? sheets::ColumnKind::date
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
  Written out;
  out.parcel = TRY(files::Parcel::make());
  const bool cp932 = input.format == "csv_cp932";
  sheets::CsvWriter writer({cp932 ? sheets::Encoding::cp932 : sheets::Encoding::utf8_bom, false},
                           [&out](std::string_view bytes) { out.parcel->write(bytes); });
  std::vector<std::string> heading;
  for (const auto& column : input.columns) heading.push_back(label_of(column));
  writer.add_row(heading);
  out.rows = each_row(reader, input, [&](const auto& row) { writer.add_row(row); });
  if (!writer.unencodable().empty()) {
    return fail_fields({{"format", "Shift_JISで書けない文字（「" +
                                       writer.unencodable().front().character +
                                       "」など）があります。UTF-8かExcelを選んでください"}});
  }
  TRY(out.parcel->seal());
  return out;
}

Result<void> check(const ExportRequest& input) {
  std::vector<FieldError> errors;
  const std::size_t length = count_characters(trim(input.purpose));
  if (length < kPurposeLeast || length > kPurposeMost) {
    errors.push_back({"purpose", "何のために使うかを、5文字から300文字で入力してください"});
  }
  const bool known = input.format == "csv" || input.format == "csv_cp932" || input.format == "xlsx";
  if (!known) errors.push_back({"format", "ファイルの形式を選んでください"});
  if (input.columns.empty()) {
    errors.push_back({"column", "書き出す項目を1つ以上選んでください"});
  }
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
    std::vector<std::pair<std::string, std::string>> out{{"stage", "段階"},
                                                         {"moved_on", "段階の日"}};
    for (const auto& [field, text] : typed_of(Prospect{})) {
      if (field == "owner_id") out.emplace_back("owner_name", "担当");
      else if (field != "campaign_id") out.emplace_back(field, label_of_field(field));
    }
    out.emplace_back("lost_reason", "見送りの理由");
    return out;
  }();
  return kColumns;
}

Result<ExportFile> export_prospects(const Context& ctx, const ExportRequest& asked) {
  TRY(must(ctx.actor, may::export_prospects));
  ExportRequest input = asked;
  std::erase_if(input.columns, [](const auto& column) { return label_of(column).empty(); });
  TRY(check(input));
  auto made = ctx.db.read([&](db::Reader& reader) -> Result<Written> {
    if (!trim(input.words).empty()) {
      input.filter.by_search = true;
      input.filter.ids = search::find_ids(reader, "prospect", input.words,
                                          {std::string(kProspectVisibility)}, kSearchMost + 1);
      if (static_cast<int>(input.filter.ids.size()) > kSearchMost) {
        return fail(Fault::too_large, "検索で見つかった見込み先が多すぎます。言葉を加えて絞ってください");
      }
    }
    return input.format == "xlsx" ? xlsx_of(reader, input) : csv_of(reader, input);
  });
  Written written = TRY(std::move(made));
  const bool xlsx = input.format == "xlsx";
  ExportFile file;
  file.parcel = written.parcel;
  file.filename = "見込み先_" + replace_all(iso(ctx.today()), "-", "") + (xlsx ? ".xlsx" : ".csv");
  file.media_type = xlsx ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                    : input.format == "csv_cp932" ? "text/csv; charset=Shift_JIS"
                                                  : "text/csv; charset=utf-8";
  TRY(ctx.db.write([&](db::Tx& tx) -> Result<void> {
    return audit::note(tx, ctx, kExported, {"prospect_export", new_uuid(ctx.now), ""}, nullptr,
                       {{"rows", written.rows}, {"columns", joined(input.columns)},
                        {"format", input.format}, {"sha256", file.parcel->sha256()}},
                       trim(input.purpose));
  }));
  return file;
}

Result<std::vector<audit::Entry>> list_exports(const Context& ctx, std::int64_t before_sequence) {
  TRY(must(ctx.actor, may::export_prospects));
  audit::Filter filter;
  filter.action_prefix = kExported;
  filter.before_sequence = before_sequence;
  filter.most = kExportsShown + 1;
  return ctx.db.read([&](db::Reader& reader) { return audit::list_entries(reader, filter); });
}

}  // namespace musubi::recruiting
