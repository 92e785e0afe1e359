// service_evidence.cc - searches with their evidence: the bytes are judged and scanned in the
// request's temp file, sealed in memory, and only then stored; they come back to a permitted and
// audited reader alone.
#include <fstream>
#include <iterator>

#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/files/examine.h"
#include "core/receipts/receipts.h"
#include "features/screenings/service.h"

namespace musubi::screenings {
namespace {

constexpr std::string_view kChanged = "screenings.file.changed";
constexpr std::size_t kSearchesMost = 300;

// SECURITY: what is stored under it is sealed; whoever opens the file by its id reads nothing.
const files::Purpose kEvidence{.name = "screenings.evidence",
                               .label = "確認の証跡",
                               .bytes_max = 5'000'000,
                               .accepts = "image/png image/jpeg image/webp application/pdf",
                               .may_open = may::see_screenings,
                               .own_organisation_only = false};

std::string owner_of(const std::string& search_id) { return "screening_evidence:" + search_id; }

Result<Search> checked(const Context& ctx, const NewSearch& input) {
  std::vector<FieldError> errors;
  const auto bounded = [&errors](const char* field, const std::string& value, std::size_t most,
                                 const std::string& label, bool needed) {
    if (needed && trim(value).empty()) errors.push_back({field, label + "を入力してください"});
    if (count_characters(value) > most) {
      errors.push_back({field, label + "は" + thousands(static_cast<std::int64_t>(most)) +
                                   "文字以内で入力してください"});
    }
  };
  bounded("term", input.term, 200, "検索した言葉", true);
  bounded("medium", input.medium, 200, "調べた媒体", true);
  Search search;
  search.searched_on = iso(ctx.today());
  if (!input.searched_on.empty()) {
    const auto day = parse_iso_date(input.searched_on);
    if (!day || ctx.today() < *day) {
      errors.push_back({"searched_on", "きょうまでの、実在する日付を入力してください"});
    } else {
      search.searched_on = iso(*day);
    }
  }
  if (input.hit != "none" && input.hit != "some") {
    errors.push_back({"hit", "検索の結果を選んでください"});
  }
  bounded("note", input.note, kWordsMost, "結果の内容", input.hit == "some");
  if (!errors.empty()) return fail_fields(std::move(errors));
  search.id = new_uuid(ctx.now);
  search.term = trim(input.term);
  search.medium = trim(input.medium);
  search.hit = input.hit == "some";
  search.note = trim(input.note);
  search.by_name = ctx.actor.name;
  search.at = ctx.now;
  return search;
}

}  // namespace

Result<void> record_search(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                           const NewSearch& input) {
  TRY(must(ctx.actor, may::keep_screenings));
  Search search = TRY(checked(ctx, input));
  std::optional<files::Staged> staged;
  if (!input.evidence_path.empty()) {
    const files::Examined seen =
        TRY(files::examine(ctx, input.evidence_path, input.evidence_name, kEvidence));
    search.filename = seen.filename;
    search.media_type = seen.media_type;
    search.sha256 = seen.sha256;
    staged = TRY(files::stage_sealed(smith.seal(seen.bytes, owner_of(search.id)), kEvidence));
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    if (receipts::find(tx, ctx, kChanged, input.sending)) return {};
    auto found = store::find_screening(tx, smith, id.text);
    if (!found) {
      return fail(Fault::not_found, "この記録は見つかりません。一覧から選び直してください");
    }
    if (found->turn == "done" || found->content.searches.size() >= kSearchesMost) {
      return fail(Fault::conflict, "確認が済んだ記録は変えられません。新しい確認を始めてください");
    }
    Search kept = search;
    if (staged) kept.file_id = TRY(files::take(ctx, tx, *staged, kEvidence)).id.text;
    found->content.searches.push_back(kept);
    found->content.diary.push_back({ctx.now, ctx.actor.name, "検索を記録しました"});
    TRY(store::update_screening(tx, smith, *found));
    TRY(audit::note(tx, ctx, kChanged, {"screening", id.text, ""}));
    return receipts::keep(tx, ctx, kChanged, input.sending, id.text);
  });
}

Result<Evidence> read_evidence(const Context& ctx, const Locksmith& smith, const ScreeningId& id,
                               const std::string& search_id) {
  TRY(must(ctx.actor, may::see_screenings));
  auto found = ctx.db.write([&](db::Tx& tx) -> Result<Search> {
    auto screening = store::find_screening(tx, smith, id.text);
    if (screening) {
      for (const Search& search : screening->content.searches) {
        if (search.id != search_id || search.file_id.empty()) continue;
        TRY(audit::note(tx, ctx, "screenings.evidence.read", {"screening", id.text, ""}));
        return search;
      }
    }
    return fail(Fault::not_found, "この証跡は見つかりません。記録から選び直してください");
  });
  const Search search = TRY(std::move(found));
  const files::Opened opened = TRY(files::open_for(ctx, {search.file_id}, kEvidence));
  std::ifstream in(opened.path, std::ios::binary);
  const std::string sealed((std::istreambuf_iterator<char>(in)), {});
  auto bytes = smith.open(sealed, owner_of(search.id));
  if (!bytes || sha256_hex(*bytes) != search.sha256) {
    return fail(Fault::damaged,
                "保管している証跡が、受け取ったときと一致しません。システムの担当者に知らせてください",
                "evidence differs from its hash");
  }
  return Evidence{std::move(*bytes), search.media_type, search.filename};
}

}  // namespace musubi::screenings
