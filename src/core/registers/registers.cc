// registers.cc - asks the configured register, keeps what it said for 30 days. See registers.h.
// Must never hold a transaction open while a register is asked.
#include "core/registers/registers.h"

#include <atomic>
#include <memory>
#include <mutex>

#include "base/log.h"
#include "core/http/http.h"

namespace musubi::registers {
namespace {

constexpr int kAtOnceMost = 2;  // of the workers that serve pages
constexpr std::int64_t kDayMs = 24LL * 3'600'000;

constexpr db::Query kFind{
    "registers.find_answer",
    "SELECT answer, fetched_at FROM register_answers WHERE source = $1 AND corporate_number = $2"};
constexpr db::Query kPut{
    "registers.put_answer",
    "INSERT INTO register_answers (source, corporate_number, answer, fetched_at)"
    " VALUES ($1, $2, $3, $4) ON CONFLICT (source, corporate_number) DO UPDATE SET"
    " answer = $3, fetched_at = $4"};

std::mutex options_mutex;
std::shared_ptr<const Options>& options() {
  static std::shared_ptr<const Options> kept = std::make_shared<const Options>();
  return kept;
}
std::shared_ptr<const Options> current() {
  const std::lock_guard lock(options_mutex);
  return options();
}

std::atomic<int> under_way{0};
struct Turn {
  const bool mine = under_way.fetch_add(1) < kAtOnceMost;
  ~Turn() { under_way.fetch_sub(1); }
};

Result<std::optional<Company>> read(Source source, std::string_view answer,
                                    const std::string& number) {
  return source == Source::nta ? read_nta_xml(answer, number)
                               : read_gbizinfo_json(answer, number);
}

Result<std::string> ask(const Options& from, const std::string& number) {
  const bool nta = from.source == Source::nta;
  http::Question question;
  question.address =
      nta ? from.address + "/4/num?id=" + from.secret + "&number=" + number + "&type=12&history=0"
          : from.address + "/v2/hojin/" + number;
  if (!nta) question.headers = {"X-hojinInfo-api-token: " + from.secret};
  question.timeout_ms = from.timeout_ms;
  question.bytes_most = kAnswerBytesMost;
  const Result<http::Answer> answer = http::ask(question);
  if (!answer) {
    return fail(Fault::unavailable,
                "公表サイトにつながりませんでした。少し待ってから、もう一度お試しください",
                answer.error().detail);
  }
  const http::Answer& got = *answer;
  // gBizINFO says so when it knows no such number; the NTA answers 404 to an unknown application.
  if (!nta && got.status == 404) return std::string(R"({"hojin-infos":[]})");
  if (got.status != 200) {
    return fail(Fault::unavailable,
                "公表サイトが応答を返しませんでした。少し待ってから、もう一度お試しください",
                "status " + std::to_string(got.status));
  }
  return got.body;
}

}  // namespace

void configure(Options changed) {
  while (changed.address.ends_with('/')) changed.address.pop_back();
  const std::lock_guard lock(options_mutex);
  options() = std::make_shared<const Options>(std::move(changed));
}

Source source() { return current()->source; }

std::string_view source_name(Source source) {
  if (source == Source::nta) return "nta";
  return source == Source::gbizinfo ? "gbizinfo" : "off";
}

std::string_view source_label(std::string_view name) {
  return name == "gbizinfo" ? "gBizINFO" : "法人番号公表サイト";
}

Result<Finding> look_up(const Context& ctx, const std::string& number) {
  const auto from = current();
  if (from->source == Source::off) {
    return fail_unready("公表サイトへの照会は設定されていません",
                        "公表サイトをご自身で開いて調べ、審査の記録に書いてください。この画面から"
                        "調べるには、システムの担当者に、設定の [registers] の記入を頼んでください");
  }
  Finding out;
  out.source = source_name(from->source);
  out.corporate_number = number;
  const auto row = ctx.db.read(
      [&](db::Reader& reader) { return reader.first(kFind, out.source, number); });
  if (row && ctx.now.ms - row->integer(1) < kKeptDays * kDayMs) {
    out.answer = row->text(0);
    out.fetched_at = Instant{row->integer(1)};
    out.company = TRY(read(from->source, out.answer, number));
    return out;
  }
  const Turn turn;
  if (!turn.mine) {
    return fail(Fault::unavailable, "ほかの照会の応答を待っています。少し待ってから、もう一度お試しください");
  }
  auto answer = ask(*from, number);
  Result<std::optional<Company>> company =
      answer ? read(from->source, *answer, number) : fail(answer.error());
  if (!company) {
    log::warning("registers.failed", {{"source", out.source}, {"detail", company.error().detail}});
    Error error = std::move(company).error();
    error.fault = Fault::unavailable;
    return fail(std::move(error));
  }
  out.answer = *std::move(answer);
  out.company = *std::move(company);
  out.fetched_at = ctx.now;
  const auto keep = [&](db::Tx& tx) -> Result<void> {
    TRY(tx.run(kPut, out.source, number, out.answer, ctx.now.ms));
    return {};
  };
  TRY(ctx.db.write(keep));
  return out;
}

}  // namespace musubi::registers
