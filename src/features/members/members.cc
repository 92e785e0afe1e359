// members.cc - what members offers to other features; see members.h. Reads only:
// whoever wants to change a member goes through a service function and its permission.
#include "features/members/members.h"

#include "base/text.h"
#include "features/members/codes.h"
#include "features/members/letters_reports.h"
#include "features/members/record.h"
#include "features/members/service_imports.h"
#include "features/members/service_merges.h"
#include "features/members/service_report_files.h"
#include "features/members/store.h"
#include "features/members/store_figures.h"

namespace musubi::members {

namespace {

// A command that runs beside the server cannot tell it: then the public figures are this old.
constexpr int kFiguresOldMinutesMost = 5;
constexpr int kCarryMinutes = 60;  // nothing waits after the first time: one look at an empty index
constexpr int kResumeMinutes = 1;  // a reading whose process ended stands still this long at most

}  // namespace

void add_handlers(outbox::Handlers& handlers) {
  add_merge_handlers(handlers);
  add_report_file_handlers(handlers);
  add_report_letter_handlers(handlers);
}

std::vector<jobs::Job> scheduled_jobs() {
  jobs::Job job;
  job.name = "members.figures.refreshed";
  job.label = "公開ページの会員数を新しくする";
  job.schedule = jobs::Schedule::every_minutes(kFiguresOldMinutesMost);
  job.run = [](const Context& ctx) -> Result<void> {
    return ctx.db.write([](db::Tx& tx) -> Result<void> {
      figures_changed(tx);
      return {};
    });
  };
  jobs::Job resume;
  resume.name = "members.imports.resumed";
  resume.label = "途中で止まった名簿の読み取りを続ける";
  resume.schedule = jobs::Schedule::every_minutes(kResumeMinutes);
  resume.run = [](const Context& ctx) -> Result<void> {
    TRY(resume_readings(ctx));
    return {};
  };
  jobs::Job carry;
  carry.name = "members.merges.carried";
  carry.label = "以前の版で名寄せした会員のアカウントを移す";
  carry.schedule = jobs::Schedule::every_minutes(kCarryMinutes);
  carry.run = carry_accounts_of_older_merges;
  return {job, resume, carry};
}

Standing standing(db::Reader& reader, Date from, Date until) {
  Standing out;
  for (const auto& sum : store::list_membership_sums(reader, iso(from), iso(until))) {
    const bool joins = sum.kind == "joined" || sum.kind == "unmerged";
    const bool leaves = sum.kind == "withdrawn" || sum.kind == "expelled" || sum.kind == "merged";
    if (joins) out.members += sum.number;
    if (leaves) out.members -= sum.number;
    if (!sum.inside) continue;
    if (sum.kind == "joined") {
      out.joined += sum.number;
      if (sum.first_time) out.joined_first_time += sum.number;
    }
    if (leaves) out.left += sum.number;
    if (sum.kind == "unmerged") out.left -= sum.number;
  }
  out.open_defects = store::count_open_defects(reader);
  out.open_proposals = store::count_open_proposals(reader);
  return out;
}

std::vector<std::string> unequal_days(db::Reader& reader) {
  return store::list_unequal_days(reader);
}

std::vector<std::int64_t> first_time_by_month(db::Reader& reader, int fiscal_year) {
  std::vector<std::int64_t> out(12, 0);
  const auto months = store::list_first_time_by_month(reader, iso(fiscal_year_start(fiscal_year)),
                                                      iso(fiscal_year_end(fiscal_year)));
  for (const auto& [month, number] : months) {
    const int calendar_month = std::stoi(month.substr(5, 2));
    out[static_cast<std::size_t>((calendar_month + 8) % 12)] = number;
  }
  return out;
}

Result<OrganisationName> find_organisation_name(const Context& ctx, const OrganisationId& id) {
  TRY(must(ctx.actor, may::see_registry));
  auto found = ctx.db.read(
      [&](db::Reader& reader) { return store::find_organisation(reader, id); });
  if (!found) return fail(Fault::not_found, "この会員は見つかりません");
  return OrganisationName{found->id, found->member_no, found->name};
}

Result<OrganisationName> find_organisation_name_by_no(const Context& ctx,
                                                      const std::string& member_no) {
  TRY(must(ctx.actor, may::see_registry));
  auto found = ctx.db.read([&](db::Reader& reader) {
    return store::find_organisation_by_member_no(reader, member_no);
  });
  if (!found) return fail(Fault::not_found, "この会員は見つかりません");
  return OrganisationName{found->id, found->member_no, found->name};
}

std::vector<std::pair<std::string, std::string>> field_choices(std::string_view field) {
  std::vector<std::pair<std::string, std::string>> out;
  if (field == "category") {
    for (const char* code : {"company", "body", "university", "government"}) {
      out.emplace_back(code, category_label(code));
    }
  }
  if (field == "industry") {
    for (const auto& one : industries()) out.emplace_back(std::string(1, one.letter), one.name);
  }
  if (field == "municipality_code") {
    for (const auto& one : municipalities()) out.emplace_back(one.code6, one.name);
    out.emplace_back("000000", "県外");
  }
  return out;
}

std::string municipality_of_address(std::string_view address) {
  const Place place = place_of_address(address);
  return place.outside_prefecture ? "000000" : place.municipality;
}

std::string municipality_to_change(std::string_view address, std::string_view typed_code) {
  std::string named = municipality_of_address(address);
  return named == trim(typed_code) ? std::string() : named;
}

std::vector<SimilarMember> list_similar_members(db::Reader& reader,
                                                const Organisation& organisation) {
  const MatchKeys keys = match_keys(organisation, "");  // a mail domain is shared by strangers
  std::vector<SimilarMember> out;
  for (const auto& found : store::list_candidates(reader, organisation.corporate_number, keys)) {
    SimilarMember alike{found.id, found.member_no, found.name, {}};
    const auto share = [&](const std::string& theirs, const std::string& ours, const char* what) {
      if (!ours.empty() && theirs == ours) alike.shared.emplace_back(what);
    };
    share(found.corporate_number, organisation.corporate_number, "法人番号");
    share(found.name_key, keys.name_key, "団体名");
    share(found.telephone_key, keys.telephone_key, "電話番号");
    out.push_back(std::move(alike));
  }
  return out;
}

}  // namespace musubi::members
