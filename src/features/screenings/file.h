// file.h - the noun: what the file of one screening holds, and its way from text to struct.
// Only this feature includes it. SECURITY: nothing of Content may leave except to a reader who was
// permitted and audited.
//
//   open --要確認--> doubtful --ask--> asked --answer--> answered --+
//    | 問題なし・該当                                               |
//    +--------------------> second <---------------- 問題なし・該当 +
//                             | agrees: closed    disagrees: open      subject gone: ended
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/json.h"
#include "base/time.h"
#include "features/screenings/screenings.h"

namespace musubi::screenings {

struct Officer {
  std::string id, post, name, kana, born_on, sex;  // sex: male | female | unknown
};

struct Search {
  std::string id, term, medium, searched_on;
  bool hit = false;  // something came up that needs judging
  std::string note;
  std::string file_id, filename, media_type, sha256;  // of the evidence in the clear; "" = none
  std::string by_name;
  Instant at;
};

struct Lookup {  // of the register of companies
  std::string source, looked_on, note, by_name;
  Instant at;
};

struct Finding {
  std::string result;  // clear | doubtful | concerned; "" = none yet
  std::string grounds, by_id, by_name;
  Instant at;
};

struct SecondReading {
  bool agreed = false;
  std::string note, by_id, by_name;
  Instant at;
};

struct Inquiry {
  std::string question, asked_by;
  Instant asked_at;
  std::string answer;  // no_concern | concern | unsure; "" = not yet
  std::string words, answered_by;
  Instant answered_at;
};

struct Happening {  // who did what: the file's own diary, sealed with it
  Instant at;
  std::string who, what;
};

struct Content {
  std::string title, path;  // the subject's name and page
  std::string stage = "open";
  std::vector<Officer> officers;
  std::vector<Search> searches;
  std::vector<Lookup> lookups;
  Finding finding;
  std::vector<Finding> findings_before;  // that another result replaced, oldest first
  std::vector<std::string> found_by;  // accounts that ever recorded a result; only added to
  bool was_doubtful = false;
  std::vector<SecondReading> readings;
  std::vector<Inquiry> inquiries;
  std::vector<Happening> diary;
};

struct Screening {
  ScreeningId id;
  std::string subject_noun, subject_id;
  std::int64_t round = 1;
  std::string cause, turn;
  Content content;
  std::string organisation_id, next_check_on, next_cause;
  std::string registered_as;  // the organisation that it was at first: a 名寄せ moves the file
  std::string left_on;        // since when that is no member any more; "" = it is one
  Instant opened;
  std::optional<Instant> closed;
  std::int64_t version = 1;
};

std::string to_text(const Content& content);
Content content_from(std::string_view text);

// Whose turn a stage is: what may stand in the clear.
std::string_view turn_of(std::string_view stage);
std::string_view stage_label(std::string_view stage);
std::string_view result_label(std::string_view result);
std::string_view answer_label(std::string_view answer);
std::string_view cause_label(std::string_view cause);
std::string_view sex_label(std::string_view sex);

}  // namespace musubi::screenings
