// company.h - whether a GビズID may stand for somebody of an organisation (conventions C-5): its
// kind, and its 法人番号 beside the registered one. Pure; called by the services and the views.
// Must never look anything up.
#pragma once

#include <string>
#include <string_view>

namespace musubi::federation {

std::string_view account_type_label(int account_type);  // GビズIDプライム; "" = not told

struct Company {
  int account_type = 0;
  std::string number;  // as GビズID told it; "" = none (個人事業主)
};
// What is registered of the person's organisation.
struct Registered {
  bool has_organisation = false;
  std::string number;  // "" = not on file
};
// "" when it may be used; else a sentence that says why not and what to do.
std::string company_defect(const Company& company, const Registered& registered);
// Nothing to compare with: said on the page, not refused.
bool is_not_compared(const Company& company, const Registered& registered);

}  // namespace musubi::federation
