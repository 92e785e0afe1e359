// service_find.cc - what a visitor finds, the facets beside it, and what is offered when nothing is
// found. One snapshot for a page.
// SECURITY: the index holds only what is public, and every row is asked once more before it is
// shown; a word that finds nothing public is never offered.
#include <algorithm>

#include "base/text.h"
#include "core/search/tokenizer.h"
#include "features/site_search/documents.h"
#include "features/site_search/service.h"
#include "features/site_search/spelling.h"

namespace musubi::site_search {
namespace {

constexpr int kRowsShown = 20;
constexpr int kOptionsMost = 40;
constexpr int kPopularShown = 5, kPopularAsked = 40, kPopularDays = 30;
constexpr int kWordsOffered = 4, kWordsTried = 12, kPagesOffered = 4;
constexpr int kNearTried = 60, kNearCounted = 8;
constexpr int kLookedAt = 3;
constexpr std::size_t kAloneMost = 6;
constexpr std::size_t kSynonymLeast = 2;  // characters, to be replaced inside a longer word

search::Query query_for(const std::string& words) {
  search::Query query;
  query.text = words;
  query.nouns = {std::string(kPageNoun), std::string(kTextNoun), std::string(kFileNoun)};
  query.visibility = {std::string(kPublic)};
  query.labels = {std::string(kSiteLabel)};
  query.most = kRowsShown;
  query.order = search::Order::relevance;
  return query;
}

void add_facets(search::Query& query, const Asked& asked, std::string_view but = {}) {
  for (const auto& [name, value] : asked.facets) {
    if (name != but) query.labels.push_back(facet_label_of(name, value));
  }
}

std::optional<FoundRow> row_of(db::Reader& reader, const search::Hit& hit, Date today) {
  FoundRow row{hit.title, hit.snippet, hit.title_marks, hit.snippet_marks, {}, {}, {}, 0, hit.at};
  if (hit.noun == kPageNoun) {
    const auto item = publishing::find_public_item_by_id(reader, hit.id);
    if (!item) return std::nullopt;
    row.path = item->path;
    row.kind = facet_value("type", item->type);
    return row;
  }
  if (hit.noun == kTextNoun) {
    const auto page = store::find_page(reader, hit.id);
    if (!page) return std::nullopt;
    row.path = page->path;
    row.kind = facet_value("type", std::string(kTextType));
    return row;
  }
  const media::MediaId id{hit.id};
  const auto file = media::find_readable(reader, id);
  if (!file || !media::is_published(reader, id, today)) return std::nullopt;
  row.path = file->path;
  row.kind = facet_value("type", std::string(kFileType));
  row.format = format_of(file->filename);
  row.bytes = file->bytes;
  return row;
}

void add_rows(db::Reader& reader, const search::Hits& hits, Date today, Found& found) {
  found.count = hits.count;
  found.more_than_counted = hits.more_than_counted;
  found.next = hits.next;
  for (const search::Hit& hit : hits.list) {
    auto row = row_of(reader, hit, today);
    if (row) {
      found.rows.push_back(std::move(*row));
    } else if (!found.more_than_counted && found.count > 0) {
      --found.count;
    }
  }
}

std::vector<FacetOption> options_of(const search::LabelCounts& counts, const std::string& name) {
  std::vector<FacetOption> out;
  const std::string start = name + "=";
  for (auto at = counts.counts.lower_bound(start);
       at != counts.counts.end() && at->first.starts_with(start); ++at) {
    const std::string value = at->first.substr(start.size());
    out.push_back({value, facet_value(name, value), at->second});
  }
  std::stable_sort(out.begin(), out.end(), [](const FacetOption& a, const FacetOption& b) {
    return a.count > b.count;
  });
  if (out.size() > static_cast<std::size_t>(kOptionsMost)) out.resize(kOptionsMost);
  if (counts.capped) {
    for (FacetOption& one : out) one.count = -1;
  }
  return out;
}

std::string chosen_of(const Asked& asked, std::string_view name) {
  for (const auto& [facet, value] : asked.facets) {
    if (facet == name) return value;
  }
  return {};
}

// Each facet's values are counted with everything else that is chosen.
void add_facet_groups(db::Reader& reader, const Asked& asked, const search::Query& plain,
                      Found& found) {
  search::Query all = plain;
  add_facets(all, asked);
  const int known = found.more_than_counted ? kFacetsCountedMost + 1 : found.count;
  const search::LabelCounts counts =
      search::count_labels(reader, all, kFacetsCountedMost, known);
  for (const std::string_view name : facet_names()) {
    FacetGroup group{std::string(name), facet_words(name), chosen_of(asked, name), {}};
    if (group.chosen.empty()) {
      group.options = options_of(counts, group.name);
    } else {
      search::Query others = plain;
      add_facets(others, asked, name);
      group.options =
          options_of(search::count_labels(reader, others, kFacetsCountedMost), group.name);
      const bool listed = std::any_of(
          group.options.begin(), group.options.end(),
          [&](const FacetOption& one) { return one.value == group.chosen; });
      if (!listed) group.options.push_back({group.chosen, facet_value(name, group.chosen), 0});
    }
    // One value that everything has says nothing.
    const bool useful = group.options.size() > 1 || !group.chosen.empty();
    if (useful && !group.label.empty()) found.facets.push_back(std::move(group));
  }
}

void add_help(db::Reader& reader, const Asked& asked, Date today, Found& found) {
  const search::Parsed parsed = search::parse_query(asked.words);
  if (!asked.facets.empty()) {
    search::Query plain = query_for(asked.words);
    plain.alternatives = spelled_for(reader, asked.words).alternatives;
    found.without_facets = search::count_matches(reader, plain, search::kCountedMost);
  }
  for (const std::string& word : split(replace_all(asked.words, "　", " "), ' ')) {
    if (trim(word).empty() || parsed.wanted.size() < 2 || found.alone.size() == kAloneMost) {
      continue;
    }
    found.alone.emplace_back(
        word, search::count_matches(reader, query_for(word), search::kCountedMost));
  }
  found.popular = list_popular(reader, today, kPopularShown);
}

// The nearest word that finds something; the word itself when none is near.
std::string nearest_word(db::Reader& reader, const std::string& typed) {
  const std::string folded = search::folded_text(std::string_view(typed));
  const std::size_t length = count_characters(folded);
  const int most = mistakes_allowed(length);
  if (most == 0) return typed;
  // A wrong character breaks two pairs, two swapped ones break three.
  const int least = std::max(2, static_cast<int>(length) + 1 - 3 * most);
  std::vector<std::pair<int, Word>> near;
  for (Word& word : store::list_words_like(reader, pairs_of(folded), least, kNearTried)) {
    const int far = distance(folded, word.folded, most);
    if (far > 0 && far <= most) near.emplace_back(far, std::move(word));
  }
  std::stable_sort(near.begin(), near.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string best = typed;
  int best_far = most + 1, best_hits = 0, tried = 0;
  for (const auto& [far, word] : near) {
    if (far > best_far || ++tried > kNearCounted) break;
    const int hits = search::count_matches(reader, query_for(word.shown), search::kCountedMost);
    if (hits <= best_hits) continue;
    best = word.shown;
    best_far = far;
    best_hits = hits;
  }
  return best;
}

// サバー更新 finds nothing: サーバー and 更新 may, each by itself. As typed when nothing is better.
std::string corrected_term(db::Reader& reader, const std::string& term) {
  if (search::count_matches(reader, query_for(term), 1) > 0) return term;
  std::string out;
  for (const Run& run : runs_of(term)) {
    if (!run.is_word) continue;
    const bool known = search::count_matches(reader, query_for(run.text), 1) > 0;
    out += (out.empty() ? "" : " ") + (known ? run.text : nearest_word(reader, run.text));
  }
  return out.empty() ? term : out;
}

// Not the count of the index alone: of what it holds, something must be shown.
bool finds_something(db::Reader& reader, const std::string& words, Date today) {
  search::Query query = query_for(words);
  query.most = kLookedAt;
  query.order = search::Order::newest;
  const search::Hits hits = search::find(reader, query);
  return std::any_of(hits.list.begin(), hits.list.end(), [&](const search::Hit& hit) {
    return row_of(reader, hit, today).has_value();
  });
}

}  // namespace

Spelled spelled_for(db::Reader& reader, const std::string& words) {
  Spelled out;
  const search::Parsed parsed = search::parse_query(words);
  if (parsed.empty()) return out;
  const auto all = store::list_synonym_words(reader);
  for (const std::string& term : parsed.wanted) {
    for (const SynonymWord& word : all) {
      const std::size_t at = term.find(word.folded);
      if (at == std::string::npos || is_cut_out(term, at, word.folded.size())) continue;
      if (term != word.folded && count_characters(word.folded) < kSynonymLeast) continue;
      for (const SynonymWord& other : all) {
        if (other.group != word.group || other.folded == word.folded) continue;
        std::string spelled = term;
        spelled.replace(at, word.folded.size(), other.folded);
        out.alternatives[term].push_back(std::move(spelled));
        if (std::find(out.also.begin(), out.also.end(), other.shown) == out.also.end()) {
          out.also.push_back(other.shown);
        }
      }
    }
  }
  return out;
}

std::string corrected_words(db::Reader& reader, const std::string& words) {
  const search::Parsed parsed = search::parse_query(words);
  const bool plain = words.find('"') == std::string::npos && parsed.unwanted.empty();
  if (parsed.empty() || !plain) return {};  // who wrote a phrase or a minus meant it so
  std::string out;
  bool changed = false;
  for (const std::string& part : split(replace_all(words, "　", " "), ' ')) {
    if (trim(part).empty()) continue;
    const std::string better = corrected_term(reader, part);
    changed = changed || better != part;
    out += (out.empty() ? "" : " ") + better;
  }
  return changed ? out : std::string();
}

std::vector<PopularPage> list_popular(db::Reader& reader, Date today, int most) {
  std::vector<PopularPage> out;
  const auto asked = analytics::list_asked(reader, analytics::Asked::pages,
                                           add_days(today, -kPopularDays), today, kPopularAsked);
  for (const analytics::AskedLine& line : asked) {
    if (static_cast<int>(out.size()) == most) break;
    if (const auto item = publishing::find_public_item(reader, line.name)) {
      out.push_back({item->title, item->path});
    } else if (const auto page = store::find_page(reader, line.name)) {
      out.push_back({page->title, page->path});
    }
  }
  return out;
}

Found find_pages(const Context& ctx, const Asked& asked) {
  return ctx.db.read([&](db::Reader& reader) {
    Found found;
    if (search::parse_query(asked.words).empty()) return found;
    search::Query plain = query_for(asked.words);
    Spelled spelled = spelled_for(reader, asked.words);
    plain.alternatives = std::move(spelled.alternatives);
    found.also = std::move(spelled.also);
    search::Query query = plain;
    add_facets(query, asked);
    query.after = asked.after;
    if (asked.newest) query.order = search::Order::newest;
    search::Hits hits = search::find(reader, query);
    found.count_as_typed = hits.count;
    if (hits.count == 0) {
      found.corrected = corrected_words(reader, asked.words);
      if (!found.corrected.empty()) {
        Spelled better = spelled_for(reader, found.corrected);
        plain.text = query.text = found.corrected;
        plain.alternatives = query.alternatives = std::move(better.alternatives);
        hits = search::find(reader, query);
        if (hits.count == 0) found.corrected.clear();
        if (hits.count > 0) found.also = std::move(better.also);
      }
    }
    add_rows(reader, hits, ctx.today(), found);
    if (found.count == 0) found.corrected.clear();
    if (found.corrected.empty()) found.count_as_typed = found.count;
    if (found.count > 0 || !asked.facets.empty()) add_facet_groups(reader, asked, plain, found);
    if (found.count == 0) add_help(reader, asked, ctx.today(), found);
    return found;
  });
}

std::vector<Suggestion> suggest(const Context& ctx, const std::string& typed) {
  const std::string folded = search::folded_text(std::string_view(typed));
  if (folded.empty()) return {};
  return ctx.db.read([&](db::Reader& reader) {
    std::vector<Suggestion> out;
    for (const Word& word : store::list_words_from(reader, folded, kWordsTried)) {
      if (static_cast<int>(out.size()) == kWordsOffered) break;
      if (!finds_something(reader, word.shown, ctx.today())) continue;
      out.push_back({word.shown, "", ""});
    }
    search::Query query = query_for(typed);
    query.most = kPagesOffered;
    for (const search::Hit& hit : search::find(reader, query).list) {
      if (hit.title_marks.empty()) continue;
      const auto row = row_of(reader, hit, ctx.today());
      if (row) out.push_back({row->title, row->path, row->kind});
    }
    return out;
  });
}

}  // namespace musubi::site_search
