// bringing.cc - what an import of another site brings in as drafts, and takes back when nobody has
// worked on it. Nothing here publishes: the steps, checks and four eyes are those of any article.
#include <algorithm>

#include "base/text.h"
#include "core/markdown/content.h"
#include "features/publishing/record.h"
#include "features/publishing/search_content.h"
#include "features/publishing/service.h"

namespace musubi::publishing {
namespace {

constexpr std::size_t kBroughtTitleMost = 200, kBroughtLeadMost = 400;
constexpr std::size_t kBroughtBodyMost = 100'000;  // characters: as the office's form
constexpr int kSlugTries = 200;

struct ReadTarget {
  const ContentType* type = nullptr;
  std::string category;
};
ReadTarget read_target(std::string_view code) {
  const std::size_t slash = code.find('/');
  ReadTarget out;
  out.type = find_type(code.substr(0, slash));
  if (slash != std::string_view::npos) out.category = std::string(code.substr(slash + 1));
  return out;
}

bool is_free(db::Reader& reader, const std::string& path) {
  return !store::find_content_by_path(reader, path) && !store::find_redirect(reader, path);
}

// The wished address, or the next one that is nobody's, now or before.
Result<std::string> path_for(db::Reader& reader, const ContentType& type, const std::string& slug) {
  const std::string wished = is_slug(slug) ? slug : "moved";
  const std::string stem = wished.substr(0, kSlugMost - 4);
  for (int i = 1; i <= kSlugTries; ++i) {
    const std::string last = i == 1 ? wished : stem + "-" + std::to_string(i);
    const std::string path = std::string(type.prefix) + last;
    if (is_slug(last) && is_free(reader, path)) return path;
  }
  return fail(Fault::conflict, "同じアドレスの記事が多すぎます。WordPressのスラッグを変えて書き出し直してください");
}

Result<Article> article_of(const ContentType& type, const std::string& category,
                           const Brought& input) {
  Article out;
  out.title = cut_characters(trim(input.title), kBroughtTitleMost);
  if (out.title.empty()) out.title = "無題";
  out.lead = cut_characters(trim(input.lead), kBroughtLeadMost);
  out.body = input.body;
  if (count_characters(out.body) > kBroughtBodyMost) {
    return fail(Fault::invalid, "本文が10万文字を超えています。WordPressで分けてから書き出し直してください");
  }
  if (!category.empty() && find_field(type, "category") != nullptr) {
    out.fields["category"] = category;
  }
  const FieldInfo* theme = find_field(type, "theme");
  if (theme == nullptr) return out;
  std::string all;
  for (const std::string& tag : input.tags) {
    const std::string next = all + (all.empty() ? "" : "、") + trim(tag);
    if (count_characters(next) > static_cast<std::size_t>(theme->characters_max)) break;
    all = next;
  }
  if (!all.empty()) out.fields["theme"] = all;
  return out;
}

}  // namespace

std::vector<Target> import_targets() {
  std::vector<Target> out;
  for (const ContentType& type : content_types()) {
    const std::string name(type.name), label(type.label);
    if (find_field(type, "category") == nullptr) {
      out.push_back({name, label});
      continue;
    }
    for (const auto& [code, words] : choices_of("category")) {
      std::string both = name;
      both.append("/").append(code);
      out.push_back({std::move(both), label + "（" + words + "）"});
    }
  }
  return out;
}

std::string list_path_of_target(std::string_view code) {
  const ReadTarget target = read_target(code);
  if (target.type == nullptr) return "/";
  return std::string(target.type->prefix.substr(0, target.type->prefix.size() - 1));
}

Result<BroughtItem> bring_in(db::Tx& tx, const Context& ctx, const Brought& input) {
  TRY(must(ctx.actor, may::edit_content));
  const ReadTarget target = read_target(input.target);
  CHECK(target.type != nullptr);
  const Article article = TRY(article_of(*target.type, target.category, input));
  Content content;
  content.id = ContentId::make(ctx.now);
  content.type = target.type->name;
  content.path = TRY(path_for(tx, *target.type, input.slug));
  content.title = article.title;
  content.owner_id = ctx.actor.account;
  content.owner_name = ctx.actor.name;
  content.version = 1;
  content.created_at = content.updated_at = ctx.now;
  TRY(store::insert_content(tx, content));
  Draft draft;
  draft.item = content.id;
  draft.article = article;
  draft.token = random_token(12);
  draft.saved_by = ctx.actor.account;
  draft.saved_by_name = ctx.actor.name;
  draft.saved_at = ctx.now;
  TRY(store::insert_draft(tx, draft));
  TRY(store::replace_links(tx, content.id, "draft", targets_of(article)));
  TRY(search::put(tx, document_of(content, article)));
  if (input.first_public.ms != 0) TRY(store::insert_origin(tx, content.id, input.first_public));
  for (const std::string& old : input.old_paths) {
    // What is an address here stays that of what has it.
    if (old != content.path && is_free(tx, old)) {
      TRY(store::insert_redirect(tx, old, content.id, ctx.now));
    }
  }
  TRY(audit::note(tx, ctx, "publishing.content.brought_in", subject_of(content), nullptr,
                  {{"type", content.type}, {"path", content.path}, {"title", content.title}}));
  return BroughtItem{content.id.text, content.path, draft.token, content.version};
}

Result<SentOn> send_brought(const Context& ctx, std::string_view id) {
  const ContentId item{std::string(id)};
  const auto load = [&] {
    return ctx.db.read([&](db::Reader& reader) { return store::find_content(reader, item); });
  };
  const auto content = load();
  if (!content) return SentOn{"記事がもうありません", 0};
  if (content->state != State::draft) return SentOn{"", content->version};  // sent on before
  const auto sent = send_content(ctx, {item, content->version, "移行した記事です"});
  if (!sent && sent.error().fault != Fault::conflict) return fail(sent.error());
  const auto now = load();
  return SentOn{sent ? "" : "直すところがあるため、下書きのままです", now ? now->version : 0};
}

Result<std::string> take_back(db::Tx& tx, const Context& ctx, const BroughtItem& item) {
  TRY(must(ctx.actor, may::edit_content));
  const ContentId id{item.id};
  const auto content = store::find_content(tx, id);
  if (!content) return std::string();  // somebody deleted it already
  const auto draft = store::find_draft(tx, id);
  if (content->published_at.ms != 0) return std::string("公開した記事のため、残しました");
  if (content->version != item.version || !draft || draft->token != item.token) {
    return std::string("移行したあとに書き直されたか、先へ進んだため、残しました");
  }
  TRY(store::delete_content(tx, id));
  TRY(search::remove(tx, "content_item", id.text));
  TRY(audit::note(tx, ctx, "publishing.content.deleted", subject_of(*content),
                  {{"type", content->type}, {"path", content->path}, {"title", content->title}},
                  nullptr, "移行の取消し"));
  return std::string();
}

std::string find_new_path(db::Reader& reader, std::string_view from) {
  const auto id = store::find_redirect(reader, from);
  if (!id) return {};
  const auto content = store::find_content(reader, *id);
  return content && content->is_public && content->path != from ? content->path : std::string();
}

std::vector<Redirect> list_public_redirects(db::Reader& reader, const std::string& after,
                                            int most) {
  std::vector<Redirect> out;
  for (const store::OldPath& one : store::list_public_redirects(reader, after, most)) {
    out.push_back({one.from, one.to});
  }
  return out;
}

}  // namespace musubi::publishing
