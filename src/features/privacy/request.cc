// request.cc - the words of the noun and its clock; see request.h.
// Pure; no I/O.
#include "features/privacy/request.h"

#include <array>
#include <utility>

namespace musubi::privacy {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

template <std::size_t N>
std::string_view in(const std::array<Words, N>& table, std::string_view code) {
  for (const auto& [name, label] : table) {
    if (name == code) return label;
  }
  return "";
}

constexpr std::array<Words, 3> kKinds{{{"disclosure", "開示"},
                                       {"correction", "訂正・追加・削除"},
                                       {"stop", "利用停止・消去"}}};
constexpr std::array<Words, 3> kHints{
    {{"disclosure", "事務局が持っている、ご自分の情報の写しを受け取ります。"},
     {"correction", "内容が事実と違うときに、直すことを求めます。"},
     {"stop", "目的の外で使われているときや、必要がなくなったときに、使うのをやめることを求めます。"}}};
constexpr std::array<Words, 6> kStates{{{"proving", "メールの確認待ち"},
                                        {"received", "本人確認待ち"},
                                        {"working", "対応中"},
                                        {"forwarded", "県に引き継いだ"},
                                        {"answered", "回答した"},
                                        {"withdrawn", "取り下げ"}}};
constexpr std::array<Words, 3> kOutcomes{{{"granted", "請求のとおりに対応した"},
                                          {"partly", "一部に対応した"},
                                          {"refused", "対応できなかった"}}};
constexpr std::array<Words, 3> kRoutes{
    {{"public", "公開のページ"}, {"members", "会員のページ"}, {"paper", "書面・来所"}}};

}  // namespace

bool is_kind(std::string_view kind) { return !in(kKinds, kind).empty(); }
std::string_view kind_label(std::string_view kind) { return in(kKinds, kind); }
std::string_view kind_hint(std::string_view kind) { return in(kHints, kind); }
std::string_view state_label(std::string_view state) { return in(kStates, state); }
std::string_view outcome_label(std::string_view outcome) { return in(kOutcomes, outcome); }
std::string_view route_label(std::string_view route) { return in(kRoutes, route); }

std::string request_number(const Request& r) {
  if (r.number == 0) return "";
  return fiscal_year_name(static_cast<int>(r.fiscal_year)) + " 個請第" +
         std::to_string(r.number) + "号";
}

// 30 days: the day after is the first.
Date due_day(Date received) { return add_days(received, kAnswerDays); }
Date extended_day(Date due) { return add_days(due, kExtensionDays); }

bool Request::is_readable(Date today) const {
  const auto answered = parse_iso_date(answered_on);
  return state == "answered" && !package.empty() && outcome != "refused" && answered &&
         today <= add_days(*answered, kReadableDays);
}

}  // namespace musubi::privacy
