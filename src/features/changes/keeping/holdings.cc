// holdings.cc - in which requests a person stands, and as what: who wrote it, who becomes a contact
// person, who leaves. Each is told its own part only (docs/decisions.md, 46). See keeping.h.
#include <set>

#include "features/accounts/accounts.h"
#include "features/changes/keeping/keeping.h"
#include "features/changes/keeping/store_keeping.h"
#include "features/changes/service.h"

namespace musubi::changes {
namespace {

holdings::Record about(const Request& r, const std::string& as) {
  holdings::Record out;
  const std::string number = r.receipt_no();
  out.title = (number.empty() ? "届出の下書き" : "届出 " + number) + "　" + as;
  holdings::add(out, "届出の種類", info_of(r.kind).label);
  holdings::add(out, "団体名", r.organisation_name);
  holdings::add(out, "状態", state_label(r.state));
  if (r.sent_at.ms > 0) holdings::add(out, "届け出た日時", jst_date_time(r.sent_at));
  if (const auto day = parse_iso_date(r.effective_on)) holdings::add(out, "日付", wareki(*day));
  return out;
}

// SECURITY: of what they asked for only which items, for the values may be about others.
holdings::Record as_sender(const Request& r) {
  holdings::Record out = about(r, "届け出た人として");
  holdings::add(out, "届け出た人", r.made_by_name);
  std::string items;
  for (const auto& [field, value] : r.wanted.items()) {
    items += (items.empty() ? "" : "、") + field_label(r, field);
  }
  holdings::add(out, "届け出た項目", items);
  holdings::add(out, "理由", r.reason);
  holdings::add(out, "事務局の質問への回答", r.answer);
  holdings::add(out, "添付したファイル", r.filename);
  return out;
}

holdings::Record as_newcomer(const Request& r) {
  holdings::Record out = about(r, "新しい担当者として");
  for (const auto& [field, value] : r.wanted.items()) {
    holdings::add(out, field_label(r, field), r.text(field));
  }
  return out;
}

std::vector<holdings::Record> gather(db::Reader& reader, const holdings::Whom& whom, int most) {
  std::vector<holdings::Record> out;
  std::set<std::string> told;
  const auto add = [&](const std::vector<Request>& found, auto as, const char* part) {
    for (const Request& one : found) {
      if (static_cast<int>(out.size()) >= most) return;
      if (told.insert(part + one.id.text).second) out.push_back(as(one));
    }
  };
  if (const auto account = accounts::find_holder(reader, whom.email)) {
    add(store::list_made_by(reader, account->id, most), as_sender, "sender ");
  }
  add(store::list_wanting_address(reader, whom.email, most), as_newcomer, "newcomer ");
  for (const auto& person : members::list_people_of_address(reader, whom.email, most)) {
    add(store::list_by_link(reader, person.organisation, person.name, most), as_sender,
        "sender ");
    add(store::list_leaving(reader, person.id.text, most),
        [](const Request& r) { return about(r, "離任する担当者として"); }, "leaver ");
  }
  return out;
}

}  // namespace

holdings::Sources holdings_sources() {
  holdings::Source source;
  source.name = "changes.requests";
  source.label = "変更申請・届出";
  source.purpose = "会員からの届出の確認";
  source.gather = gather;
  return {source};
}

}  // namespace musubi::changes
