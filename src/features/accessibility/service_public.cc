// service_public.cc - what anyone may read: the 方針 and its editions, the results and what became of
// their 改善課題. See service.h. SECURITY: names of people, evidence and drafts never leave here.
#include "base/sha256.h"
#include "features/accessibility/service.h"

namespace musubi::accessibility {
namespace {

Failure no_such_result() {
  return fail(Fault::not_found, "この試験結果はありません。一覧から選び直してください");
}

}  // namespace

Result<PublicResult> load_public_result(const Context& ctx, std::int64_t number) {
  return ctx.db.read([&](db::Reader& reader) -> Result<PublicResult> {
    const auto trial = store::find_published(reader, number);
    if (!trial) return no_such_result();
    PublicResult out;
    out.sha256 = trial->sha256;
    out.sound = sha256_hex(trial->frozen) == trial->sha256;
    const Json frozen = Json::parse(trial->frozen, nullptr, false);
    if (!frozen.is_object()) return no_such_result();
    out.paper = paper_from(frozen);
    out.issues = store::list_issues_of(reader, trial->id);
    out.file = store::find_paper_file(reader, number);
    return out;
  });
}

Result<files::Opened> open_result_pdf(const Context& ctx, std::int64_t number) {
  const auto file = ctx.db.read(
      [&](db::Reader& reader) { return store::find_paper_file(reader, number); });
  if (!file) return no_such_result();
  return files::open_for(ctx, {file->file_id}, kResultPdf);
}

std::vector<Trial> list_public_results(const Context& ctx, std::int64_t before, int most) {
  return ctx.db.read(
      [&](db::Reader& reader) { return store::list_published(reader, before, most); });
}

PolicyEdition load_public_policy(const Context& ctx) {
  auto newest = ctx.db.read(store::find_newest_policy);
  if (newest) return std::move(*newest);
  PolicyEdition out;
  out.policy = first_policy();
  return out;
}

Result<PolicyEdition> load_public_edition(const Context& ctx, std::int64_t number) {
  auto edition =
      ctx.db.read([&](db::Reader& reader) { return store::find_policy(reader, number); });
  if (!edition) {
    return fail(Fault::not_found, "この版の方針はありません。いまの方針をご覧ください");
  }
  return std::move(*edition);
}

std::vector<PolicyEdition> list_public_editions(const Context& ctx, int most) {
  return ctx.db.read([&](db::Reader& reader) { return store::list_policies(reader, 0, most); });
}

}  // namespace musubi::accessibility
