// service_rules.cc - ready-made texts, the rules of the desk, the figures of a month; see
// service.h.
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/receipts/receipts.h"
#include "core/settings/settings.h"
#include "core/sheets/sheets.h"
#include "features/inquiries/checks.h"
#include "features/inquiries/record.h"

namespace musubi::inquiries {
namespace {

constexpr int kReadyTextsMost = 200;
constexpr std::size_t kTitleMost = 60;
constexpr std::size_t kReadyWordsMost = 4'000;
constexpr std::string_view kTextAdded = "inquiries.text.added";

Failure no_such_text() {
  return fail(Fault::not_found, "この定型文は見つかりません。一覧から選び直してください");
}

Result<ReadyText> check_text(const ReadyText& input) {
  ReadyText out = input;
  std::vector<FieldError> errors;
  out.title = trim(out.title);
  if (out.title.empty() || count_characters(out.title) > kTitleMost ||
      out.title.find('\n') != std::string::npos) {
    errors.push_back({"title", "見出しを60文字以内の1行で入力してください"});
  }
  if (!out.category.empty() && label_in(categories(), out.category).empty()) {
    errors.push_back({"category", "区分を選び直してください"});
  }
  auto body = check_body(out.body, "body", "文");
  if (!body) {
    errors.push_back(body.error().fields.front());
  } else if (count_characters(*body) > kReadyWordsMost) {
    errors.push_back({"body", "文は4,000文字以内で入力してください"});
  } else {
    out.body = std::move(*body);
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return out;
}

}  // namespace

Result<std::vector<ReadyText>> list_ready_texts(const Context& ctx) {
  TRY(must(ctx.actor, may::see_inquiries));
  return ctx.db.read([](db::Reader& reader) {
    return store::list_texts(reader, false, kReadyTextsMost);
  });
}

Result<ReadyText> load_ready_text(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::see_inquiries));
  auto found = ctx.db.read([&](db::Reader& reader) { return store::find_text(reader, id); });
  if (!found) return no_such_text();
  return std::move(*found);
}

Result<std::string> save_ready_text(const Context& ctx, const ReadyText& input,
                                    const std::string& sending) {
  ReadyText text = TRY(check_text(input));
  TRY(must(ctx.actor, may::work_inquiries));
  text.changed_by_name = ctx.actor.name;
  text.changed_at = ctx.now;
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    ReadyText row = text;
    if (row.version == 0) {
      if (auto first = receipts::find(tx, ctx, kTextAdded, sending)) return *first;
      row.id = new_uuid(ctx.now);
      row.version = 1;
      TRY(store::insert_text(tx, row));
      TRY(audit::note(tx, ctx, kTextAdded, {"inquiry_text", row.id, ""}, nullptr,
                      {{"title", row.title}}));
      TRY(receipts::keep(tx, ctx, kTextAdded, sending, row.id));
      return row.id;
    }
    const auto before = store::find_text(tx, row.id);
    if (!before) return no_such_text();
    if (TRY(store::update_text(tx, row)) == 0) {
      return fail(Fault::conflict,
                  before->changed_by_name +
                      "さんが先にこの定型文を変えました。いまの文と比べて、もう一度保存してください");
    }
    TRY(audit::note(tx, ctx, "inquiries.text.changed", {"inquiry_text", row.id, ""},
                    {{"title", before->title}, {"text", before->body}},
                    {{"title", row.title}, {"text", row.body}}));
    return row.id;
  });
}

Result<Rules> load_rules(const Context& ctx) {
  TRY(must(ctx.actor, may::keep_rules));
  return ctx.db.read([](db::Reader& reader) {
    return Rules{std::to_string(answer_days(reader)),
                 settings::find(reader, kReplyAddressSetting)};
  });
}

Result<void> save_rules(const Context& ctx, const Rules& input) {
  std::vector<FieldError> errors;
  const std::string days = trim(nfkc(input.answer_days));
  const bool sound = (days.size() == 1 && days[0] >= '1' && days[0] <= '9') || days == "10";
  if (!sound) errors.push_back({"answer_days", "回答の期限は、1から10までの営業日で入力してください"});
  std::string address = trim(input.reply_address);
  if (!address.empty()) {
    const auto email = read_email(address);
    if (email && email->find('+') == std::string::npos) {
      address = lower_ascii(*email);
    } else {
      errors.push_back({"reply_address",
                        "返信を受け取るアドレスを「toiawase@example.jp」の形で入力してください（＋は使えません）"});
    }
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must(ctx.actor, may::keep_rules));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(settings::change(tx, ctx, kAnswerDaysSetting, days));
    return settings::change(tx, ctx, kReplyAddressSetting, address);
  });
}

Result<Month> load_month(const Context& ctx, const std::string& typed) {
  TRY(must(ctx.actor, may::see_months));
  const Date today = ctx.today();
  Month out;
  out.from = parse_iso_date(typed + "-01").value_or(Date{today.year, today.month, 1});
  const Date until = add_days(add_months(out.from, 1), -1);
  out.rows = ctx.db.read(
      [&](db::Reader& reader) { return store::list_month(reader, out.from, until); });
  for (const store::MonthRow& row : out.rows) {
    out.total.received += row.received;
    out.total.in_time += row.in_time;
    out.total.late += row.late;
    out.total.unanswered += row.unanswered;
  }
  return out;
}

std::string month_csv(const Month& month) {
  std::vector<std::vector<std::string>> rows{{"年月", "区分", "受付経路", "受付件数",
                                              "期限内に初回回答", "期限後に初回回答", "未回答"}};
  const std::string name = iso(month.from).substr(0, 7);
  const auto add = [&](const std::string& category, const std::string& channel,
                       const store::MonthRow& row) {
    rows.push_back({name, category, channel, std::to_string(row.received),
                    std::to_string(row.in_time), std::to_string(row.late),
                    std::to_string(row.unanswered)});
  };
  for (const store::MonthRow& row : month.rows) {
    add(label_in(categories(), row.category), label_in(channels(), row.channel), row);
  }
  add("合計", "", month.total);
  const auto csv = sheets::write_csv(rows);
  CHECK(csv.has_value());  // UTF-8 holds everything
  return *csv;
}

}  // namespace musubi::inquiries
