// company.cc - see company.h.
// SECURITY: an unknown kind of GビズID is refused like エントリー, which anybody can make by mail.
#include "features/federation/company.h"

namespace musubi::federation {
namespace {

constexpr int kPrime = 2;
constexpr int kMember = 3;

}  // namespace

std::string_view account_type_label(int account_type) {
  if (account_type == 1) return "GビズIDエントリー";
  if (account_type == kPrime) return "GビズIDプライム";
  return account_type == kMember ? "GビズIDメンバー" : "";
}

std::string company_defect(const Company& company, const Registered& registered) {
  if (company.account_type != kPrime && company.account_type != kMember) {
    return "GビズIDプライムまたはGビズIDメンバーのアカウントが必要です（GビズIDエントリーは使えません）。"
           "プライムかメンバーのアカウントでお試しください";
  }
  if (!registered.has_organisation || registered.number.empty()) return "";
  if (company.number.empty()) {
    return "GビズIDから法人番号を受け取れなかったため、ご所属の団体を確かめられませんでした。"
           "法人のGビズIDでお試しいただくか、事務局にお問い合わせください";
  }
  if (company.number != registered.number) {
    return "GビズIDの法人番号（" + company.number + "）が、ご所属の団体の法人番号（" +
           registered.number +
           "）と違います。ご所属の団体のGビズIDでお試しください。団体の法人番号が正しくないときは、"
           "事務局にお知らせください";
  }
  return "";
}

bool is_not_compared(const Company& company, const Registered& registered) {
  return registered.has_organisation && registered.number.empty() && !company.number.empty();
}

}  // namespace musubi::federation
