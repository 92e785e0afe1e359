// service_consents.cc - consents kept with the words that they are about, the ledger of them, and
// what of applications is held about one person. Masked as the reader's role demands.
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
                  consent.text_version + "版　" +
                      (consent.medium == "web"
                           ? jst_date_time(consent.agreed_at)
                           : wareki_with_weekday(date_in_japan(consent.agreed_at))) +
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

std::vector<std::string> list_consent_versions(const Context& ctx) {
  auto out = ctx.db.read([](db::Reader& reader) { return store::list_consent_versions(reader); });
  for (const ConsentText& text : consent_texts()) out.emplace_back(text.version);
  std::sort(out.rbegin(), out.rend());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Result<void> keep_consent(db::Tx& tx, const ApplicationId& id, const Consent& consent,
                          Instant now) {
  const ConsentText* shown = find_consent_text(consent.kind);
  CHECK(shown != nullptr);
  const KeptText text = kept_of(*shown);
  CHECK(text.sha256 == consent.text_sha256);
  TRY(store::insert_consent_text(tx, text, now));
  return store::insert_consent(tx, id, consent, now);
}

Result<void> keep_consent_texts(const Context& ctx) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (const ConsentText& text : consent_texts()) {
      TRY(store::insert_consent_text(tx, kept_of(text), ctx.now));
    }
    return {};
  });
}

std::string path_of_consent_text(const std::string& sha256) {
  return "/office/privacy/consent-texts/" + sha256;
}

Result<KeptText> load_consent_text(const Context& ctx, const std::string& sha256) {
  TRY(must(ctx.actor, may::see_applications));
  auto kept = ctx.db.read(
      [&](db::Reader& reader) { return store::find_consent_text(reader, sha256); });
  if (kept) return std::move(*kept);
  // Agreed to before texts were kept, and still the one of today.
  for (const ConsentText& text : consent_texts()) {
    if (sha256_of(text) == sha256) return kept_of(text);
  }
  return fail(Fault::not_found, "この文面は残っていません。同意の台帳から選び直してください");
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
