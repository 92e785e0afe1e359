// email_words.cc - the address of an application as the office, its reviewers and its decider read
// it: whether it is proved, and how. Declared in applications.h. Html only.
#include "features/applications/applications.h"
#include "web/kit/kit.h"

namespace musubi::applications {

web::Html email_words(const Application& a) {
  using namespace web::kit;  // NOLINT: the vocabulary of pages
  if (a.email.empty()) return muted("なし（電話や郵送で連絡します）");
  if (!a.email_verified) return cluster({web::Html(a.email), badge(Tone::warning, "未確認")});
  return cluster({web::Html(a.email), badge(Tone::ok, "確認済み")}) +
         small(a.email_check.empty() ? std::string("届いたメールのリンクを、本人が使いました。")
                                     : a.email_check + "（記録：" + a.email_checked_by + "）");
}

}  // namespace musubi::applications
