// consents.h - the words that somebody agrees to when they choose which mails they get, each with a
// version. A changed text is a new version; the ledger names the one that was shown (C-10).
#pragma once

#include <string>
#include <string_view>

#include "core/mail/mail.h"

namespace musubi::mailings {

inline constexpr std::string_view kWordingVersion = "2024-10-01";
// For 配信設定 and for the page behind a mail's link. "" for 事務連絡: nothing to agree to.
std::string_view consent_wording(mail::Class mail_class);

// A version as it is kept: readable also when the program shows another.
struct Wording {
  std::string version, news, member_pr;
};
Wording current_wording();

}  // namespace musubi::mailings
