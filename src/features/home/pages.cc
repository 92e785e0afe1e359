// pages.cc - see pages.h. The search asks every noun with the visibility that its feature names
// for this actor; SECURITY: a noun whose visibility is empty is never asked.
#include "features/home/pages.h"

#include <algorithm>

#include "base/text.h"
#include "features/home/gather.h"
#include "features/home/views.h"
#include "web/urlencoded.h"

namespace musubi::home::pages {
namespace {

constexpr int kGroupMost = 5;    // hits of each noun when all are shown
constexpr int kPageMost = 20;    // hits of one noun
constexpr std::size_t kAloneMost = 5;  // words tried one by one when together nothing is found

std::string search_path(const std::string& words, const std::string& noun) {
  return "/office/search?q=" + web::percent_encode(words) +
         (noun.empty() ? "" : "&noun=" + web::percent_encode(noun));
}

search::Hits ask(const Context& ctx, const web::SearchNoun& noun, const std::string& words,
                 int most, const std::string& after) {
  search::Query query;
  query.text = words;
  query.nouns = {noun.noun};
  query.visibility = noun.visibility(ctx.actor);
  query.most = most;
  query.after = after;
  query.order = after.empty() && most == kGroupMost ? search::Order::relevance
                                                    : search::Order::newest;
  return ctx.db.read([&](db::Reader& reader) { return search::find(reader, query); });
}

std::vector<const web::SearchNoun*> nouns_of(const web::Request& request) {
  std::vector<const web::SearchNoun*> out;
  for (const auto& noun : request.app->home.nouns) {
    if (!noun.visibility(request.actor).empty()) out.push_back(&noun);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const auto* a, const auto* b) { return a->order < b->order; });
  return out;
}

// 「熊本 製造」 finds nothing: how many has 「熊本」 alone, and 「製造」?
std::vector<std::pair<std::string, int>> words_alone(
    const Context& ctx, const std::vector<const web::SearchNoun*>& nouns,
    const std::string& words) {
  std::vector<std::pair<std::string, int>> out;
  for (const auto& part : split(nfkc(words), ' ')) {
    if (trim(part).empty() || out.size() == kAloneMost) continue;
    int count = 0;
    for (const auto* noun : nouns) count += ask(ctx, *noun, part, 1, "").count;
    out.emplace_back(part, count);
  }
  if (out.size() < 2) out.clear();
  return out;
}

}  // namespace

web::Response show_office(web::Request& request) {
  return web::html(views::office(request, gather(request, web::Area::office)));
}

web::Response show_prefecture(web::Request& request) {
  return web::html(views::prefecture(request, gather(request, web::Area::prefecture)));
}

web::Response show_members(web::Request& request) {
  return web::html(views::members(request, gather(request, web::Area::members)));
}

web::Response show_today(web::Request& request) {
  return web::html(views::today(request, open_entries(request)));
}

web::Response show_scheduled_work(web::Request& request) {
  const auto states = request.context().db.read(jobs::list_states);
  return web::html(views::scheduled_work(request, states));
}

web::Response show_search(web::Request& request) {
  const Context ctx = request.context();
  const auto nouns = nouns_of(request);
  const std::string after = request.query.get("after");
  views::Search found;
  found.words = trim(request.query.get("q"));
  found.noun = request.query.get("noun");
  found.sees_any = !nouns.empty();
  const bool known = std::any_of(nouns.begin(), nouns.end(),
                                 [&](const auto* noun) { return noun->noun == found.noun; });
  if (!known) found.noun.clear();
  for (const auto* noun : nouns) {
    if (found.words.empty() || (!found.noun.empty() && noun->noun != found.noun)) continue;
    const bool all = found.noun.empty();
    views::Group group{noun, ask(ctx, *noun, found.words, all ? kGroupMost : kPageMost,
                                 all ? "" : after), ""};
    if (group.hits.list.empty()) continue;
    if (all && group.hits.count > static_cast<int>(group.hits.list.size())) {
      group.more_path = search_path(found.words, noun->noun);
    }
    if (!all && !group.hits.next.empty()) {
      found.next_path = search_path(found.words, found.noun) +
                        "&after=" + web::percent_encode(group.hits.next);
    }
    found.groups.push_back(std::move(group));
  }
  if (!found.noun.empty() && !after.empty()) {
    found.first_path = search_path(found.words, found.noun);
  }
  if (found.groups.empty() && !found.words.empty()) {
    found.alone = words_alone(ctx, nouns, found.words);
  }
  return web::html(views::search(request, found));
}

}  // namespace musubi::home::pages
