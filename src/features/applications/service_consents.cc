// service_consents.cc - the ledger of consents, and what of applications is held about one person.
// Reading only; masked as the reader's role demands.
#include <algorithm>

#include "base/text.h"
#include "features/applications/consents.h"
#include "features/applications/keeping/keeping.h"
#include "features/applications/ledger.h"
#include "features/applications/service.h"
#include "features/applications/store_consents.h"

namespace musubi::applications {
namespace {

constexpr int kFoundMost = 200;

std::string day_words(const std::string& day) {
  const auto date = parse_iso_date(day);
  return date ? wareki(*date) : day;
}

holdings::Record record_of(const Application& a, const std::string& email) {
  holdings::Record out;
  out.title = "入会申込 " + a.receipt_no;
  holdings::add(out, "団体名", a.organisation.name);
  holdings::add(out, "受付日", day_words(a.received_on));
  holdings::add(out, "状態", state_label(a.state));
  for (const auto& person : a.people) {
    // SECURITY: other people of the same application are not the asker's to read.
    if (lower_ascii(person.email) != email) continue;
    holdings::add(out, "氏名", person.name);
    holdings::add(out, "フリガナ", person.name_kana);
    holdings::add(out, "所属", person.department);
    holdings::add(out, "役職", person.title);
    holdings::add(out, "メールアドレス", person.email);
    holdings::add(out, "電話番号", person.telephone);
  }
  return out;
}

void add_consents(db::Reader& reader, holdings::Record& out, const Application& a,
                  const std::string& email) {
  // A consent is the contact person's.
  if (a.people.empty() || lower_ascii(a.people.front().email) != email) return;
  for (const Consent& consent : store::list_consents(reader, a.id)) {
    holdings::add(out, consent_label(consent.kind),
                  consent.text_version + "版　" + jst_date_time(consent.agreed_at) +
                      (consent.address.empty() ? "" : "　接続元 " + consent.address));
  }
}

}  // namespace

Result<ConsentLedger> list_consent_ledger(const Context& ctx, const ConsentFilter& asked) {
  TRY(must(ctx.actor, may::see_applications));
  return ctx.db.read([&](db::Reader& reader) {
    ConsentLedger out;
    ConsentFilter filter = asked;
    filter.most = asked.most + 1;
    std::vector<std::string> found;
    if (!trim(filter.words).empty()) {
      found = search::find_ids(reader, "application", filter.words, {"office"}, kFoundMost);
    }
    out.rows = store::list_ledger(reader, filter, found);
    out.more = static_cast<int>(out.rows.size()) > asked.most;
    if (out.more) out.rows.pop_back();
    out.masked = !can(ctx.actor, may::see_personal_data);
    for (ConsentEntry& row : out.rows) {
      if (!out.masked) continue;
      row.consent.agreed_by = members::mask_name(row.consent.agreed_by);
      row.consent.address.clear();
    }
    return out;
  });
}

std::vector<std::string> consent_versions() {
  std::vector<std::string> out;
  for (const ConsentText& text : consent_texts()) {
    const std::string version(text.version);
    if (std::find(out.begin(), out.end(), version) == out.end()) out.push_back(version);
  }
  return out;
}

holdings::Sources holdings_sources() {
  holdings::Source source;
  source.name = "applications.people";
  source.label = "入会申込";
  source.purpose = "入会の審査と連絡";
  source.gather = [](db::Reader& reader, const holdings::Whom& whom, int most) {
    std::vector<holdings::Record> out;
    const std::string address = lower_ascii(whom.email);
    for (const ApplicationId& id : store::list_of_email(reader, address, most)) {
      const auto application = find_application(reader, id);
      if (!application) continue;
      holdings::Record record = record_of(*application, address);
      add_consents(reader, record, *application, address);
      out.push_back(std::move(record));
    }
    return out;
  };
  return {source};
}

}  // namespace musubi::applications
