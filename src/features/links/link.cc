// link.cc - see link.h. Pure. An address is kept as it was written; nothing of it is guessed, and
// one answer of another site never decides.
#include "features/links/link.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "core/markdown/content.h"

namespace musubi::links {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kWellDays = 7;
constexpr std::int64_t kBackOffDaysMost = 16;
constexpr std::int64_t kClearRefusals = 2;  // 404 or 410 of another site
constexpr std::int64_t kSilences = 3;       // anything else
constexpr std::size_t kAddressMost = 2'000;
constexpr std::size_t kWordsMost = 100;

// HTTPS:// is as good, and the checks of an article take it.
bool is_web(std::string_view address) {
  const std::string head = lower_ascii(address.substr(0, std::string_view("https://").size()));
  return head.starts_with("https://") || head.starts_with("http://");
}
bool is_own(std::string_view address) {
  return address.starts_with("/") && !address.starts_with("//");
}

bool is_certain(const Target& now) {
  if (now.kind == "internal") return true;
  const bool clear = now.status == 404 || now.status == 410;
  return now.failures >= (clear ? kClearRefusals : kSilences);
}

}  // namespace

std::string_view target_state_label(std::string_view state) {
  if (state == "ok") return "つながる";
  if (state == "unsure") return "確認中";
  if (state == "broken") return "切れている";
  if (state == "refused") return "確かめられない";
  return "未確認";
}

Answer answer_of_status(std::int64_t status) {
  Answer out;
  out.status = status;
  out.well = status >= 200 && status < 400;
  if (out.well) return out;
  out.refused = status == 401 || status == 403 || status == 429 || status == 451;
  out.why = status == 404   ? "ページがありません（404）"
            : status == 410 ? "ページは終わりました（410）"
            : out.refused   ? "相手のサイトが、プログラムからの確認に応じません（" +
                                std::to_string(status) + "）"
                            : "相手のサイトが正しく答えません（" + std::to_string(status) + "）";
  return out;
}

Target after(const Target& before, const Answer& answer, Instant now) {
  Target out = before;
  out.status = answer.status;
  out.trouble = answer.why;
  out.checked_at = now;
  if (answer.well || answer.refused) {
    out.state = answer.well ? "ok" : "refused";
    out.failures = 0;
    out.failing_since = {};
    const bool tomorrow = before.kind == "internal" && !answer.well;  // we were only too busy
    out.next_at = {now.ms + (tomorrow ? 1 : kWellDays) * kDayMs};
    return out;
  }
  out.failures = before.failures + 1;
  if (out.failing_since.ms == 0) out.failing_since = now;
  out.state = is_certain(out) ? "broken" : "unsure";
  const std::int64_t doubled = std::int64_t{1} << std::min<std::int64_t>(out.failures - 1, 4);
  const std::int64_t days = before.kind == "internal" ? 1 : std::min(doubled, kBackOffDaysMost);
  out.next_at = {now.ms + days * kDayMs};
  return out;
}

std::vector<Found> links_in(const std::vector<std::string>& texts,
                            const std::vector<std::pair<std::string, std::string>>& fields) {
  std::vector<Found> out;
  std::set<std::string> seen;
  const auto add = [&](const std::string& address, const std::string& words) {
    const bool asked = is_web(address) || is_own(address);
    if (!asked || address.size() > kAddressMost || !seen.insert(address).second) return;
    out.push_back({address, cut_characters(words.empty() ? address : words, kWordsMost)});
  };
  for (const std::string& text : texts) {
    for (const auto& block : markdown::read_document(text).blocks) {
      for (const auto& link : block.links) add(link.address, link.words);
    }
  }
  for (const auto& [name, text] : fields) {
    const std::string address = trim(text);
    if (is_web(address) && address.find_first_of(" \n\t") == std::string::npos) add(address, "");
  }
  return out;
}

std::string host_of(std::string_view address) {
  const std::size_t start = address.find("://");
  if (start == std::string_view::npos || !is_web(address)) return {};
  std::string_view rest = address.substr(start + 3);
  rest = rest.substr(0, rest.find_first_of("/?#"));
  const std::size_t at = rest.rfind('@');
  if (at != std::string_view::npos) rest = rest.substr(at + 1);
  return lower_ascii(rest);
}

}  // namespace musubi::links
