// service_lookups.cc - see service_lookups.h. The register is asked before any transaction is open,
// and what it answers is kept as it came; nothing here decides about the application.
#include "features/reviews/service_lookups.h"

#include <array>
#include <utility>

#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/registers/registers.h"
#include "features/reviews/permissions.h"

namespace musubi::reviews {
namespace {

Failure no_number() {
  return fail_unready("先に法人番号を確かめてください",
                      "この申込みには法人番号がないため、公表サイトで調べられません。申込みの画面の"
                      "「補正を頼む」で、法人番号の入力を申込者に頼んでください。法人番号のない団体は、"
                      "調べずに審査を進められます");
}

// 霞が関３丁目１－１ and 霞が関3-1-1 are one address.
std::string address_key(std::string_view address) {
  std::string text = nfkc(address);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kParts{
      {{"丁目", "-"}, {"番地", "-"}, {"番", "-"}, {"号", ""}, {"大字", ""}}};
  for (const auto& [from, to] : kParts) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos;) {
      text.replace(at, from.size(), to);
    }
  }
  return match_key(text);
}

// The register writes the prefecture; many applicants leave it away.
bool same_address(const std::string& registered, const std::string& typed) {
  const std::string one = address_key(registered), other = address_key(typed);
  return one == other || one.ends_with(other) || other.ends_with(one);
}

Match match(bool same) { return same ? Match::same : Match::different; }

Result<applications::Application> load_to_look_up(db::Reader& reader, const ApplicationId& id) {
  const auto review = store::find_review(reader, id);
  if (!review) {
    return fail(Fault::conflict, "まだ審査が始まっていません。「審査を始める」を押してください");
  }
  auto application = applications::find_application(reader, id);
  if (!application) return fail(Fault::not_found, "この入会申込は見つかりません。一覧から選び直してください");
  if (application->organisation.corporate_number.empty()) return no_number();
  return *std::move(application);
}

}  // namespace

Result<void> look_up_company(const Context& ctx, const ApplicationId& id) {
  TRY(must(ctx.actor, may::review_applications));
  const auto application = TRY(
      ctx.db.read([&](db::Reader& reader) { return load_to_look_up(reader, id); }));
  const registers::Finding found =
      TRY(registers::look_up(ctx, application.organisation.corporate_number));
  const registers::Company company = found.company.value_or(registers::Company{});
  Lookup lookup;
  lookup.id = new_uuid(ctx.now);
  lookup.source = found.source;
  lookup.corporate_number = found.corporate_number;
  lookup.name = company.name;
  lookup.address = company.address;
  lookup.close_date = company.close_date;
  lookup.close_cause = company.close_cause;
  lookup.updated_on = company.updated_on;
  lookup.answer = found.answer;
  lookup.answer_sha256 = sha256_hex(found.answer);
  lookup.fetched_at = found.fetched_at;
  lookup.asked_by_name = ctx.actor.name;
  lookup.asked_at = ctx.now;
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    // Pressed again: the same answer is one piece of evidence.
    for (const Lookup& kept : store::list_lookups(tx, id)) {
      if (kept.source == lookup.source && kept.fetched_at == lookup.fetched_at &&
          kept.corporate_number == lookup.corporate_number) {
        return {};
      }
    }
    TRY(store::insert_lookup(tx, id, lookup));
    return audit::note(tx, ctx, "reviews.company.looked_up", {"application", id.text, ""}, nullptr,
                       {{"corporate_number", lookup.corporate_number},
                        {"source", lookup.source},
                        {"answer_sha256", lookup.answer_sha256}});
  });
}

Comparison compare(const Lookup& lookup, const applications::Application& application) {
  Comparison out;
  if (lookup.name.empty()) return out;
  const auto& typed = application.organisation;
  out.name = match(match_key(lookup.name) == match_key(typed.name));
  if (!lookup.address.empty() && !typed.address.empty()) {
    out.address = match(same_address(lookup.address, typed.address));
  }
  return out;
}

}  // namespace musubi::reviews
