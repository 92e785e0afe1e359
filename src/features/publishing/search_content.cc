// search_content.cc - see search_content.h. Reads only.
// Must never find what the asker may not open: visibility is part of the question.
#include "features/publishing/search_content.h"

#include "base/text.h"
#include "core/markdown/markdown.h"

namespace musubi::publishing {
namespace {

constexpr int kTargetsMost = 12;

LinkTarget target_from(const Content& content) {
  std::string state(state_label(content.state));
  if (content.is_public) state = "公開中";
  return {content.path, content.title, std::string(type_of(content.type).label), state};
}

}  // namespace

search::Document document_of(const Content& content, const Article& article) {
  return {.noun = "content_item", .id = content.id.text, .organisation_id = "",
          .title = content.title,
          .body = article.lead + "\n" + markdown::to_text(article.body) + "\n" + content.path,
          .visibility = std::string(kContentVisibility), .at = content.updated_at};
}

Result<std::vector<LinkTarget>> list_link_targets(const Context& ctx, const std::string& words) {
  TRY(must(ctx.actor, may::see_content));
  return ctx.db.read([&](db::Reader& reader) -> Result<std::vector<LinkTarget>> {
    std::vector<LinkTarget> out;
    if (trim(words).empty()) {
      store::ListFilter filter;
      filter.most = kTargetsMost;
      for (const Content& one : store::list_contents(reader, filter)) {
        out.push_back(target_from(one));
      }
      return out;
    }
    const search::Hits hits =
        search::find(reader, {.text = words,
                              .nouns = {"content_item"},
                              .visibility = {std::string(kContentVisibility)},
                              .after = "",
                              .most = kTargetsMost,
                              .order = search::Order::relevance});
    for (const search::Hit& hit : hits.list) {
      if (const auto found = store::find_content(reader, {hit.id})) {
        out.push_back(target_from(*found));
      }
    }
    return out;
  });
}

search::Feeders search_feeders() {
  return {{"content_item", [](db::Reader& reader, const std::string& after_id, int most) {
             std::vector<search::Document> out;
             for (const Content& one : store::list_contents_by_id(reader, after_id, most)) {
               const auto draft = store::find_draft(reader, one.id);
               out.push_back(document_of(one, draft ? draft->article : Article{}));
             }
             return out;
           }}};
}

}  // namespace musubi::publishing
