// keeping.cc - see keeping.h. A visit may have met several people: one is told here only when it
// names this person. The office's memo and who introduced a prospect are about others as well and
// are looked through by hand (docs/decisions.md, 46). Called by features/keeping.cc.
#include "features/recruiting/keeping/keeping.h"

#include "features/recruiting/keeping/store_keeping.h"
#include "features/recruiting/store.h"

namespace musubi::recruiting {
namespace {

std::string written_day(const std::string& day) {
  const auto date = parse_iso_date(day);
  return date ? wareki(*date) : day;
}

holdings::Record as_contact_person(const Prospect& p) {
  holdings::Record out;
  out.title = "入会の見込み先の担当者";
  holdings::add(out, "団体名", p.organisation.name);
  holdings::add(out, "氏名", p.contact.name);
  holdings::add(out, "所属", p.contact.department);
  holdings::add(out, "役職", p.contact.title);
  holdings::add(out, "メールアドレス", p.contact.email);
  holdings::add(out, "電話番号", p.contact.telephone);
  holdings::add(out, "どこから知ったか", label_in(sources(), p.source));
  holdings::add(out, "登録した日時", jst_date_time(p.created_at));
  return out;
}

holdings::Record as_met(const Prospect& p, const Contact& c) {
  holdings::Record out;
  out.title = "訪問・電話などの記録　" + written_day(c.happened_on);
  holdings::add(out, "団体名", p.organisation.name);
  holdings::add(out, "方法", label_in(contact_kinds(), c.kind));
  holdings::add(out, "相手", c.theirs);
  holdings::add(out, "内容", c.summary);
  holdings::add(out, "次にすること", c.next_action);
  return out;
}

}  // namespace

holdings::Sources holdings_sources() {
  holdings::Source source;
  source.name = "recruiting.prospects";
  source.label = "会員募集の見込み先と訪問の記録";
  source.purpose = "入会の案内";
  source.gather = [](db::Reader& reader, const holdings::Whom& whom, int most) {
    std::vector<holdings::Record> out;
    for (const ProspectId& id : store::list_prospects_of_address(reader, whom.email, most)) {
      const auto prospect = store::find_prospect(reader, id);
      if (!prospect) continue;
      out.push_back(as_contact_person(*prospect));
      for (const Contact& met : store::list_contacts(reader, id, most)) {
        if (!holdings::is_named(met.theirs, prospect->contact.name)) continue;
        out.push_back(as_met(*prospect, met));
      }
    }
    if (static_cast<int>(out.size()) > most) out.resize(static_cast<std::size_t>(most));
    return out;
  };
  return {source};
}

}  // namespace musubi::recruiting
