// pages_merges.cc - 名寄せ over HTTP: proposals, two members side by side, the merge, its undo.
// Reads the choices from the form; which of them count is the service's word.
#include "features/members/pages_merges.h"

#include <charconv>

#include "base/text.h"
#include "features/members/views_merges.h"

namespace musubi::members::pages {
namespace {

constexpr int kMergesMost = 30;
constexpr int kFoundMost = 10;

std::int64_t number_from(const std::string& text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

MergeRequest request_from(const web::Fields& fields) {
  MergeRequest out;
  out.proposal_id = {fields.get("proposal")};
  out.kept_id = {fields.get("kept")};
  out.gone_id = {fields.get("gone")};
  out.kept_version = number_from(fields.get("kept_version"));
  out.gone_version = number_from(fields.get("gone_version"));
  for (const auto& [name, value] : fields.items()) {
    const bool beside_fields = name.starts_with("person_") || name == "joined_on";
    if (beside_fields || find_field(organisation_fields(), name) != nullptr) {
      out.choices[name] = value;
    }
  }
  out.reason = fields.get("reason");
  return out;
}

// Somebody was faster: the two as they are now, with what was chosen, and the sentence.
web::Response compare_again(web::Request& request, MergeRequest input, const Error& error) {
  if (error.fault != Fault::conflict) return web::problem(request, error);
  input.kept_version = input.gone_version = 0;
  auto now = compare(request.context(), input);
  if (!now) return web::problem(request, now.error());
  web::Response again = web::html(views::side_by_side(request, {std::move(*now), error}));
  again.status = web::status_of(error.fault);
  return again;
}

store::ProposalFilter filter_from(const web::Fields& query) {
  store::ProposalFilter filter;
  if (query.get("state") == "dismissed") filter.state = "dismissed";
  if (query.get("kind") == "pairs" || query.get("kind") == "rows") filter.kind = query.get("kind");
  if (query.get("sure") == "high") filter.score_least = kScoreHigh;
  if (query.get("sure") == "middle") filter.score_least = kScoreMiddle;
  filter.after_score = number_from(query.get("after"));
  filter.after_id = query.get("after_id");
  return filter;
}

std::string status_from(const web::Fields& query) {
  if (query.has("merged")) return "統合しました";
  if (query.has("undone")) return "統合を取り消しました";
  if (query.has("dismissed")) return "別の会員として記録しました。この組み合わせは、もう候補に出しません";
  if (query.has("searching")) return "候補を探し直しています。この画面を離れても続きます";
  return {};
}

}  // namespace

web::Response show_duplicates(web::Request& request) {
  views::Duplicates data;
  data.filter = filter_from(request.query);
  auto list = list_proposals(request.context(), data.filter);
  if (!list) return web::problem(request, list.error());
  data.list = std::move(*list);
  const std::string path = views::duplicates_path(data.filter);
  if (data.list.more) {
    const auto& last = data.list.rows.back().proposal;
    data.next_path = path + (path.find('?') == std::string::npos ? "?" : "&") +
                     "after=" + std::to_string(last.score) + "&after_id=" + last.id.text;
  }
  if (!data.filter.after_id.empty()) data.first_path = path;
  data.status = status_from(request.query);
  return web::html(views::duplicates(request, data));
}

web::Response create_duplicate_search(web::Request& request) {
  auto begun = begin_proposal_search(request.context());
  if (!begun) return web::problem(request, begun.error());
  return web::see_other("/office/duplicates?searching=1");
}

web::Response show_duplicate(web::Request& request) {
  MergeRequest input = request_from(request.query);
  input.proposal_id = {request.param("id")};
  auto comparison = compare(request.context(), input);
  if (!comparison) return web::problem(request, comparison.error());
  return web::html(views::side_by_side(request, {std::move(*comparison), {}}));
}

web::Response create_dismissal(web::Request& request) {
  auto dismissed = dismiss_proposal(request.context(), {request.param("id")});
  if (!dismissed) return web::problem(request, dismissed.error());
  return web::see_other("/office/duplicates?dismissed=1");
}

web::Response show_merge_start(web::Request& request) {
  const Context ctx = request.context();
  const OrganisationId id{request.param("id")};
  if (request.query.has("with")) {
    MergeRequest input = request_from(request.query);
    const OrganisationId with{request.query.get("with")};
    if (input.kept_id.empty()) input.kept_id = id;
    input.gone_id = input.kept_id == with ? id : with;
    auto comparison = compare(ctx, input);
    if (!comparison) return web::problem(request, comparison.error());
    return web::html(views::side_by_side(request, {std::move(*comparison), {}}));
  }
  auto page = load_visible_organisation(ctx, id);
  if (!page) return web::problem(request, page.error());
  views::MergeStart data{.organisation = page->organisation, .words = request.query.get("q")};
  data.alike = ctx.db.read([&](db::Reader& reader) { return find_proposals_for(reader, id); });
  data.searched = !trim(data.words).empty();
  if (data.searched) {
    store::ListFilter filter;
    filter.state = "all";
    filter.most = kFoundMost;
    auto found = list_registry(ctx, filter, data.words);
    if (!found) return web::problem(request, found.error());
    for (auto& row : found->rows) {
      if (row.organisation.id == id || row.organisation.state == State::merged) continue;
      data.found.push_back(std::move(row));
    }
  }
  return web::html(views::merge_start(request, data));
}

web::Response show_merges(web::Request& request) {
  auto list = list_merges(request.context(), request.query.get("before"), kMergesMost);
  if (!list) return web::problem(request, list.error());
  return web::html(views::merges(request, *list));
}

web::Response show_new_merge(web::Request& request) {
  const MergeRequest input = request_from(request.query);
  auto comparison = compare(request.context(), input);
  if (!comparison) return compare_again(request, input, comparison.error());
  return web::html(views::merge_confirmation(request, *comparison));
}

web::Response create_merge(web::Request& request) {
  const MergeRequest input = request_from(request.form);
  auto made = merge_organisations(request.context(), input);
  if (!made) return compare_again(request, input, made.error());
  return web::see_other("/office/merges/" + made->text + "?merged=1");
}

web::Response show_merge(web::Request& request) {
  auto page = load_visible_merge(request.context(), {request.param("id")});
  if (!page) return web::problem(request, page.error());
  return web::html(views::merge_detail(request, *page, status_from(request.query)));
}

web::Response show_merge_cancellation(web::Request& request) {
  auto page = load_visible_merge(request.context(), {request.param("id")});
  if (!page) return web::problem(request, page.error());
  return web::html(views::merge_cancellation(request, *page));
}

web::Response create_merge_cancellation(web::Request& request) {
  auto undone = undo_merge(request.context(), {request.param("id")});
  if (!undone) return web::problem(request, undone.error());
  return web::see_other("/office/merges/" + request.param("id") + "?undone=1");
}

}  // namespace musubi::members::pages
