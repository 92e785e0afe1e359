// review.cc - the words of the nouns, for pages and papers.
// Pure; no I/O.
#include "features/reviews/review.h"

#include <array>
#include <utility>

namespace musubi::reviews {
namespace {

using Words = std::pair<std::string_view, std::string_view>;

template <std::size_t N>
std::string_view in(const std::array<Words, N>& table, std::string_view code) {
  for (const auto& [name, label] : table) {
    if (name == code) return label;
  }
  return "";
}

constexpr std::array<Words, 3> kCriteriaStates{
    {{"draft", "下書き"}, {"sent", "県の確認待ち"}, {"confirmed", "確認済み"}}};
constexpr std::array<Words, 3> kAnswers{{{"fit", "適"}, {"unfit", "否"}, {"held", "保留"}}};
constexpr std::array<Words, 2> kOpinions{
    {{"approve", "承認が適当"}, {"decline", "不承認が適当"}}};
constexpr std::array<Words, 3> kInquiryAnswers{{{"no_concern", "支障はない"},
                                                {"concern", "支障がある"},
                                                {"unsure", "この場では判断できない"}}};
constexpr std::array<Words, 2> kAbouts{
    {{"opinion", "審査についての意見"}, {"screening", "反社会的勢力の確認"}}};

}  // namespace

std::string_view criteria_state_label(std::string_view s) { return in(kCriteriaStates, s); }
std::string_view answer_label(std::string_view answer) { return in(kAnswers, answer); }
std::string_view opinion_label(std::string_view opinion) { return in(kOpinions, opinion); }
std::string_view inquiry_answer_label(std::string_view a) { return in(kInquiryAnswers, a); }
std::string_view about_label(std::string_view about) { return in(kAbouts, about); }

std::string notice_number(const Notice& notice) {
  return notice.model.value("mark", std::string()) + "第" + std::to_string(notice.number) + "号";
}

}  // namespace musubi::reviews
