// views_lookups.cc - the part of a review that shows what the public register says beside what the
// applicant wrote, and the button that asks. Html only.
#include "core/registers/registers.h"
#include "features/reviews/service_lookups.h"
#include "features/reviews/views.h"
#include "features/reviews/views_parts.h"

namespace musubi::reviews::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html match_badge(Match match) {
  if (match == Match::same) return badge(Tone::ok, "申込みと一致");
  if (match == Match::different) return badge(Tone::warning, "申込みと違います");
  return {};
}

Html day_of(const std::string& day) {
  const auto parsed = parse_iso_date(day);
  return parsed ? date_text(*parsed) : muted("－");
}

Html answer_of(const Lookup& lookup, const applications::Application& application) {
  Html out;
  if (lookup.name.empty()) {
    out = notice({.tone = Tone::warning, .title = "この法人番号の登録は見つかりませんでした",
                  .text = "番号を申込者に確かめてください。", .level = 0});
  } else if (!lookup.close_date.empty()) {
    out = notice({.tone = Tone::error, .title = "登記が閉鎖されています",
                  .text = day_of(lookup.close_date) +
                          (lookup.close_cause.empty() ? Html() : "　" + lookup.close_cause),
                  .level = 0});
  }
  const Comparison compared = compare(lookup, application);
  Pairs pairs{{"法人番号", lookup.corporate_number}};
  if (!lookup.name.empty()) {
    pairs.emplace_back("名称", lookup.name + line_break() + match_badge(compared.name));
    pairs.emplace_back("所在地", lookup.address + line_break() + match_badge(compared.address));
    pairs.emplace_back("登録の更新", day_of(lookup.updated_on));
  }
  pairs.emplace_back("応答の日時", time_text(lookup.fetched_at));
  pairs.emplace_back("調べた人", lookup.asked_by_name + "　" + time_text(lookup.asked_at));
  pairs.emplace_back("照合用の値", code_text(lookup.answer_sha256.substr(0, 16)));
  return out + description_list(pairs);
}

}  // namespace

Html lookup_part(const web::Request& request, const ReviewDetail& data) {
  const ReviewPage& page = data.page;
  const registers::Source source = registers::source();
  const bool can_ask = source != registers::Source::off && data.may_review && page.review &&
                       !page.application.organisation.corporate_number.empty();
  if (page.lookups.empty() && !can_ask) return {};
  const std::string name(page.lookups.empty() ? registers::source_name(source)
                                              : std::string_view(page.lookups.front().source));
  Html out;
  if (page.lookups.empty()) {
    out = paragraph(muted("まだ調べていません。"));
  } else {
    out = answer_of(page.lookups.front(), page.application);
  }
  if (can_ask) {
    const std::string label(registers::source_label(registers::source_name(source)));
    out += post_button(request, {.button = {.label = label + "で調べる",
                                            .look = Look::secondary},
                                 .action = review_path(page.application.id) + "/lookups"});
    out += note("応答は審査の記録として保管します。つながらないときも、審査は進められます。");
  }
  return panel({.heading = std::string(registers::source_label(name))}, out);
}

}  // namespace musubi::reviews::views
