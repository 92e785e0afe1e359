// link.h - the nouns: a target and its uses; what an answer makes of a target, and what an article
// links to. Plain structs and pure functions.
//   unchecked -> ok | unsure -> broken      refused: the site answers no programs
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"

namespace musubi::links {

struct Target {
  std::string address;
  std::string kind = "internal", state = "unchecked", trouble;
  std::int64_t status = 0, failures = 0;
  Instant failing_since, checked_at, next_at;
};
// By an article, with its public address; or by what front arranges, then item_id begins with
// kOfFront, item_path is the office's page that changes it, and nobody owns it.
inline constexpr std::string_view kOfFront = "front:";
struct Use {
  std::string address, item_id, item_title, item_path, words, owner_id, owner_name, round;
  Instant told_at;
};
std::string_view target_state_label(std::string_view state);  // 切れている

// What came of asking. status 0: nothing came. `why`: in words, when it is not well.
struct Answer {
  std::int64_t status = 0;
  bool well = false;
  bool refused = false;  // it answers no programs, or its place is none that we ask
  std::string why;
};
Answer answer_of_status(std::int64_t status);  // of another site
// The target after the answer. Our own pages are broken at once, others when it is certain.
Target after(const Target& before, const Answer& answer, Instant now);

struct Found {
  std::string address, words;
};
// Addresses of the texts of an article (the one of everybody, then those for other readers) and of
// its fields, each once: own ones (/news/x#b), web addresses. media:ID, mail and telephone are
// none of ours.
std::vector<Found> links_in(const std::vector<std::string>& texts,
                            const std::vector<std::pair<std::string, std::string>>& fields);
std::string host_of(std::string_view address);  // www.example.jp; "" when it is no web address

}  // namespace musubi::links
