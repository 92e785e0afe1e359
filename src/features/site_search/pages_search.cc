// pages_search.cc - what visitors ask for; see pages.h. Kept by no cache, because each search is
// counted. SECURITY: words and filters are bounded here; what they mean is the service's.
#include "base/json.h"
#include "base/text.h"
#include "features/site_search/documents.h"
#include "features/site_search/pages.h"
#include "features/site_search/views.h"
#include "web/app.h"

namespace musubi::site_search::pages {
namespace {

constexpr std::size_t kFacetMost = 100;       // bytes of a value
constexpr std::size_t kSuggestedMost = 60;    // characters that suggestions are looked up for

Asked asked_in(const web::Request& request) {
  Asked asked;
  asked.words = cut_characters(trim(request.query.get("q")), kWordsMost);
  for (const std::string_view name : facet_names()) {
    const std::string value = request.query.get(name);
    if (!value.empty() && value.size() <= kFacetMost) {
      asked.facets.emplace_back(std::string(name), value);
    }
  }
  asked.after = request.query.get("after").substr(0, kFacetMost);
  asked.newest = request.query.get("sort") == "newest";
  return asked;
}

// Pages of a search say nothing to a search engine, and are no page to keep.
web::Response of_search(web::Response response) {
  response.header("X-Robots-Tag", "noindex");
  return response;
}

}  // namespace

web::Response show_search(web::Request& request) {
  views::SearchPage data;
  data.asked = asked_in(request);
  if (!data.asked.words.empty()) {
    data.found = find_pages(request.context(), data.asked);
    // Once for a search: neither its further pages nor its filters are another one.
    if (data.asked.after.empty() && data.asked.facets.empty() && !data.asked.newest) {
      analytics::note_search(request, data.asked.words, data.found.count_as_typed);
    }
  }
  return of_search(web::html(views::search_page(request, data)));
}

web::Response show_suggestions(web::Request& request) {
  const std::string typed = cut_characters(trim(request.query.get("q")), kSuggestedMost);
  Json list = Json::array();
  for (const Suggestion& one : suggest(request.context(), typed)) {
    list.push_back({{"words", one.words}, {"path", one.path}, {"kind", one.kind}});
  }
  return of_search(web::json_text(Json{{"suggestions", std::move(list)}}.dump()));
}

}  // namespace musubi::site_search::pages
