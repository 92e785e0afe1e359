// views_link.cc - the form of a contact person who came by a mailed link: every own field at once,
// because all of them wait for the office. Offered by changes.h; Html and reading only.
#include "features/changes/views.h"

namespace musubi::changes {

using namespace web::kit;  // NOLINT: the vocabulary of pages

web::Html link_inputs(const web::Fields& typed, const std::optional<Error>& error) {
  web::Html out;
  for (const auto& field : own_fields()) {
    out += views::field_input(field.name, false, typed, error, field.required, field.hint);
  }
  return out + views::officers_input(typed) +
         date_field({.name = "effective_on", .label = "いつから",
                     .value = typed_date_parts(typed, "effective_on"),
                     .hint = "空欄のときは、事務局が確認した日からとします。",
                     .error = error_at(error, "effective_on")}) +
         textarea_field({.name = "reason", .label = "理由・連絡事項", .value = typed.get("reason"),
                         .hint = "担当者が代わったときは、新しい方のお名前とメールアドレスをここに書いてください。",
                         .required = true, .error = error_at(error, "reason")},
                        4);
}

web::Fields link_fields(const members::Organisation& organisation) {
  web::Fields out;
  for (const auto& field : own_fields()) {
    out.add(std::string(field.name), members::field_text(organisation, field.name));
  }
  return out;
}

Result<LinkRequest> read_link_form(const web::Fields& typed) {
  LinkRequest out;
  for (const auto& field : own_fields()) {
    const std::string name(field.name);
    if (typed.has(name)) out.values.emplace_back(name, typed.get(name));
  }
  const std::string officers(kOfficersChanged);
  if (typed.has(officers)) out.values.emplace_back(officers, typed.get(officers));
  out.reason = typed.get("reason");
  const auto day = TRY(read_date(typed, "effective_on", "いつから"));
  if (day) out.effective_on = iso(*day);
  return out;
}

}  // namespace musubi::changes
