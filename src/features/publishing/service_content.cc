// service_content.cc - reading items for the office, the prefecture and the auditor; and what the
// parts of the service share: findings, obstacles, the media library. Never writes.
#include <algorithm>

#include "base/text.h"
#include "features/accounts/accounts.h"
#include "features/publishing/mentions.h"
#include "features/publishing/service.h"

namespace musubi::publishing {
namespace {

constexpr int kMovesShown = 50;
constexpr int kVersionsShown = 50;
constexpr int kUsesShown = 50;
constexpr int kOwnersMost = 100;

MediaLibrary& media_library() {
  static MediaLibrary library;
  return library;
}

// The newest answer counts: a consent can be taken back.
bool has_consent(const std::vector<Approval>& approvals, std::int64_t number) {
  bool consents = false;
  for (const Approval& a : approvals) {
    if (a.kind == "company" && a.number == number && a.state == "answered") {
      consents = a.answer == "approved";
    }
  }
  return consents;
}

// What the library itself says against a picture or file that the text names.
void add_media_reasons(std::vector<Finding>& out, db::Reader& reader, const Article& article,
                       Date today) {
  if (!media_library().reasons_against) return;
  for (const std::string& target : targets_of(article)) {
    const std::string id = markdown::media_id(target);
    if (id.empty()) continue;
    for (std::string& why : media_library().reasons_against(reader, id, today)) {
      out.push_back({Severity::error, "media_lacks", "body", 0, std::move(why), target});
    }
  }
}

}  // namespace

void configure_media(MediaLibrary library) { media_library() = std::move(library); }

markdown::FindMedia media_finder(db::Reader& reader, Date today, media::For whom) {
  if (!media_library().find) return nullptr;
  return [&reader, today, whom](std::string_view id) {
    return media_library().find(reader, id, today, whom);
  };
}

Failure content_gone() {
  return fail(Fault::not_found, "この記事は見つかりません。一覧から選び直してください");
}

std::vector<Finding> findings_of(db::Reader& reader, const Content& content,
                                 const Article& article, Date today) {
  std::vector<Finding> out = check_article(type_of(content.type), article,
                                           media_finder(reader, today, media::For::office));
  const std::string other = store::find_path_of_title(reader, article.title, content.id);
  if (!other.empty() && !article.title.empty()) {
    out.insert(out.begin(), {Severity::error, "title_taken", "title", 0,
                             "同じ題名のページが公開されています（" + other +
                                 "）。区別できる題名にしてください",
                             cut_characters(article.title, 40)});
  }
  add_media_reasons(out, reader, article, today);
  return out;
}

std::vector<std::string> obstacles_of(db::Reader& reader, const Content& content,
                                      const Version& version, Date today) {
  std::vector<std::string> out;
  const ContentType& type = type_of(content.type);
  if (has_errors(findings_of(reader, content, version.article, today))) {
    out.push_back("本文の確認で、直すところが見つかっています");
  }
  if (type.company && !has_consent(store::list_approvals(reader, content.id), version.number)) {
    out.push_back("第" + std::to_string(version.number) +
                  "版について、取材先・掲載先の同意がまだありません");
  }
  return out;
}

Result<ContentList> list_contents(const Context& ctx, store::ListFilter filter) {
  TRY(must(ctx.actor, may::see_content));
  return ctx.db.read([&](db::Reader& reader) -> Result<ContentList> {
    ContentList out;
    const int shown = filter.most;
    filter.most = shown + 1;
    out.rows = store::list_contents(reader, filter);
    out.more = static_cast<int>(out.rows.size()) > shown;
    if (out.more) out.rows.pop_back();
    out.count = store::count_contents(reader, filter, kCountCap);
    return out;
  });
}

Result<ContentPage> load_visible_content(const Context& ctx, const ContentId& id) {
  TRY(must(ctx.actor, may::see_content));
  return ctx.db.read([&](db::Reader& reader) -> Result<ContentPage> {
    const auto found = store::find_content(reader, id);
    const auto draft = store::find_draft(reader, id);
    if (!found || !draft) return content_gone();
    ContentPage page;
    page.content = *found;
    page.draft = *draft;
    page.findings = findings_of(reader, *found, draft->article, ctx.today());
    page.draft_differs = true;
    if (const auto newest = store::find_version(reader, id, found->number)) {
      page.draft_differs = newest->article != draft->article;
      page.obstacles = obstacles_of(reader, *found, *newest, ctx.today());
    }
    page.approvals = store::list_approvals(reader, id);
    page.moves = store::list_moves(reader, id, kMovesShown);
    page.versions = store::list_versions(reader, id, 0, kVersionsShown);
    page.used_in = store::list_used_in(reader, found->path, id, kUsesShown);
    page.redirects = store::list_redirects(reader, id);
    std::vector<std::string> paths{found->path};
    paths.insert(paths.end(), page.redirects.begin(), page.redirects.end());
    page.mentions = mentions_of(reader, paths, ctx.today());
    page.preview = store::find_preview(reader, id);
    page.begun_for = store::find_beginning(reader, id);
    if (page.preview && page.preview->expires_at <= ctx.now) page.preview.reset();
    return page;
  });
}

Result<Version> load_visible_version(const Context& ctx, const ContentId& id,
                                     std::int64_t number) {
  TRY(must(ctx.actor, may::see_content));
  return ctx.db.read([&](db::Reader& reader) -> Result<Version> {
    if (number != 0) {
      auto version = store::find_version(reader, id, number);
      if (!version) return fail(Fault::not_found, "この版は見つかりません。履歴から選び直してください");
      return *version;
    }
    const auto draft = store::find_draft(reader, id);
    if (!draft) return content_gone();
    return Version{id, 0, draft->article, "", draft->saved_by, draft->saved_by_name,
                   draft->saved_at};
  });
}

Result<std::vector<Owner>> list_owners(const Context& ctx) {
  TRY(must(ctx.actor, may::see_content));
  // The list of accounts is the managers'; names of one's colleagues are everybody's in the office.
  Context house = ctx;
  house.actor = Actor::system("記事の担当");
  std::vector<Owner> out;
  for (const Role role : {Role::secretariat, Role::secretariat_manager}) {
    accounts::ListFilter filter;
    filter.role = role;
    filter.state = accounts::State::active;
    filter.most = kOwnersMost;
    for (const auto& account : TRY(accounts::list_accounts(house, filter))) {
      const bool known = std::any_of(out.begin(), out.end(),
                                     [&](const Owner& one) { return one.id == account.id; });
      if (!known) out.push_back({account.id, account.name});
    }
  }
  return out;
}

}  // namespace musubi::publishing
