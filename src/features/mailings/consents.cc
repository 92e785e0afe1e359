// consents.cc - what is agreed to, word by word; see consents.h. Changing a word here means a new
// kWordingVersion. Must never say less than what the mails of the class hold.
#include "features/mailings/consents.h"

namespace musubi::mailings {

std::string_view consent_wording(mail::Class mail_class) {
  if (mail_class == mail::Class::news) {
    return "コンソーシアムの催し、記事、県や関係機関の案内をメールで受け取ります。";
  }
  if (mail_class == mail::Class::member_pr) {
    return "会員企業の商品やサービスの紹介を、事務局が送るメールで受け取ることに同意します。"
           "同意はいつでも取り消せます。";
  }
  return "";
}

Wording current_wording() {
  return {std::string(kWordingVersion), std::string(consent_wording(mail::Class::news)),
          std::string(consent_wording(mail::Class::member_pr))};
}

}  // namespace musubi::mailings
