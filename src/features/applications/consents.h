// consents.h - the three texts that an applicant agrees to, each with a version. A changed text
// gets a new version; what somebody agreed to stays on record word by word. Internal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace musubi::applications {

struct ConsentText {
  std::string_view kind;     // rules | privacy | anti_social
  std::string_view field;    // consent_rules: the checkbox; its value is the version that was shown
  std::string_view label;    // 会員規約に同意します
  std::string_view title;    // 会員規約
  std::string_view version;  // 2024-04
  std::string_view markdown;
};
const std::vector<ConsentText>& consent_texts();
const ConsentText* find_consent_text(std::string_view kind);
std::string sha256_of(const ConsentText& text);  // of the words that were shown

// A text as it is kept: readable also when the program shows another version.
struct KeptText {
  std::string sha256, kind, version, title, markdown;
};
KeptText kept_of(const ConsentText& text);

}  // namespace musubi::applications
