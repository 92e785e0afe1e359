// service_editing.cc - writing: a new item, its draft, its address, owner and plan, a restored
// version, and what was never public going away. The steps are in service_workflow.cc.
#include <algorithm>
#include <charconv>

#include "base/sha256.h"
#include "base/text.h"
#include "core/receipts/receipts.h"
#include "features/publishing/record.h"
#include "features/publishing/search_content.h"
#include "features/publishing/service.h"
#include "features/publishing/service_approvals.h"
#include "features/publishing/store_writing.h"

namespace musubi::publishing {
namespace {

constexpr std::string_view kCreated = "publishing.content.created";
constexpr std::size_t kTypedTitleMost = 200;
constexpr std::size_t kLeadMost = 400;
constexpr std::size_t kBodyMost = 100'000;  // characters
constexpr int kNumberMost = 1'000'000;

void check_most(std::vector<FieldError>& errors, std::string_view field, std::string_view label,
                const std::string& text, std::size_t most) {
  const std::size_t length = count_characters(text);
  if (length <= most) return;
  errors.push_back({std::string(field), std::string(label) + "は" +
                                            thousands(static_cast<std::int64_t>(most)) +
                                            "文字以内で入力してください（いま" +
                                            thousands(static_cast<std::int64_t>(length)) +
                                            "文字です）"});
}

// Titles stand in the subjects of letters, where a line end would begin another header.
std::string one_line(const std::string& typed) {
  return trim(replace_all(replace_all(typed, "\r", " "), "\n", " "));
}

Result<std::string> read_field(const FieldInfo& field, const std::string& typed) {
  const std::string name(field.name);
  const std::string text = trim(typed);
  if (text.empty()) return std::string();
  std::vector<FieldError> errors;
  check_most(errors, field.name, field.label, text,
             static_cast<std::size_t>(field.characters_max));
  if (!errors.empty()) return fail_fields(std::move(errors));
  if (field.kind == FieldInfo::Kind::choice) {
    const Choices choices = choices_of(field.name);
    const bool known = std::any_of(choices.begin(), choices.end(),
                                   [&](const auto& one) { return one.first == text; });
    if (!known) {
      return fail_fields({{name, std::string(field.label) + "を一覧から選び直してください"}});
    }
  }
  if (field.kind == FieldInfo::Kind::day && !parse_iso_date(text)) {
    return fail_fields({{name, std::string(field.label) + "は実在する年月日で入力してください"}});
  }
  if (field.kind == FieldInfo::Kind::number) {
    const std::string plain = replace_all(nfkc(text), ",", "");
    int value = -1;
    const auto [end, wrong] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (wrong != std::errc() || end != plain.data() + plain.size() || value < 0 ||
        value > kNumberMost) {
      return fail_fields({{name, std::string(field.label) + "は数字で入力してください（例：34）"}});
    }
    return std::to_string(value);
  }
  return text;
}

// The address of this slug must be nobody's, now or before.
Result<std::string> free_path(db::Reader& reader, const ContentType& type, const std::string& slug,
                              const ContentId& own) {
  if (!is_slug(slug)) {
    return fail_fields({{"slug", "アドレスは半角の英小文字・数字・ハイフンで、60文字以内で入力してください"
                                 "（例：seminar-r6-11）"}});
  }
  const std::string path = std::string(type.prefix) + slug;
  const auto other = store::find_content_by_path(reader, path);
  if (other && other->id != own) {
    return fail_fields({{"slug", "このアドレスは「" + other->title +
                                     "」が使っています。別のアドレスを入力してください"}});
  }
  const auto redirect = store::find_redirect(reader, path);
  if (redirect && *redirect != own) {
    return fail_fields({{"slug", "このアドレスは、ほかの記事が前に使っていたものです。古いリンクが"
                                 "別の記事に行かないよう、別のアドレスを入力してください"}});
  }
  return path;
}

// What of the draft differs, by name: texts themselves are in the versions, not in the audit.
Json changed_parts(const Article& before, const Article& now) {
  Json out = Json::array();
  if (before.title != now.title) out.push_back("title");
  if (before.lead != now.lead) out.push_back("lead");
  if (before.body != now.body) out.push_back("body");
  if (before.language != now.language) out.push_back("language");
  if (before.fields != now.fields) out.push_back("fields");
  return out;
}

Result<void> write_draft(db::Tx& tx, const Context& ctx, const Content& content,
                         const Draft& before, const Article& article, const std::string& token,
                         std::string_view action) {
  if (before.article == article) return {};  // sent twice, or saved as it was
  Draft now = before;
  now.article = article;
  now.token = random_token(12);
  now.saved_by = ctx.actor.account;
  now.saved_by_name = ctx.actor.name;
  now.saved_at = ctx.now;
  TRY(store::update_draft(tx, now, token));
  const auto next = after(type_of(content.type), content.state, Act::change);
  if (!next) {
    return fail(Fault::conflict, "公開を予約してあります。先に予約を取り消してから直してください");
  }
  TRY(store::replace_links(tx, content.id, "draft", targets_of(article)));
  TRY(audit::note(tx, ctx, action, subject_of(content), nullptr,
                  {{"changed", changed_parts(before.article, article)}}));
  Content moved = content;
  moved.title = article.title.empty() ? content.title : article.title;
  moved.updated_at = ctx.now;
  TRY(search::put(tx, document_of(moved, article)));
  if (*next == content.state) return store::update_content(tx, moved);
  moved.state = *next;
  TRY(end_approvals(tx, content.id));
  TRY(record_step(tx, ctx, content, moved, {"publishing.content.reopened", "文を直したため"}));
  return {};
}

void check_texts(std::vector<FieldError>& errors, const Article& article) {
  if (article.title.empty()) errors.insert(errors.begin(), {"title", "題名を入力してください"});
  check_most(errors, "title", "題名", article.title, kTypedTitleMost);
  check_most(errors, "lead", "要約", article.lead, kLeadMost);
  check_most(errors, "body", "本文", article.body, kBodyMost);
}

// The item with its first draft. No slug: one that nobody has, for the office to change.
Result<ContentId> begin_item(db::Tx& tx, const Context& ctx, const ContentType& type,
                             const std::optional<std::string>& slug, const Article& article,
                             const std::string& sending, Instant expire_at = {}) {
  Content content;
  content.id = ContentId::make(ctx.now);
  const std::string made_up = "d" + sha256_hex(content.id.text).substr(0, 10);
  content.type = type.name;
  content.path = TRY(free_path(tx, type, slug.value_or(made_up), content.id));
  content.title = article.title;
  content.owner_id = ctx.actor.account;
  content.owner_name = ctx.actor.name;
  content.expire_at = expire_at;
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
  TRY(audit::note(tx, ctx, kCreated, subject_of(content), nullptr,
                  {{"type", content.type}, {"path", content.path}, {"title", content.title}}));
  TRY(receipts::keep(tx, ctx, kCreated, sending, content.id.text));
  return content.id;
}

}  // namespace

Result<Article> read_article(const ContentType& type, const Typed& typed) {
  Article out;
  std::vector<FieldError> errors;
  for (const auto& [name, as_sent] : typed) {
    const std::string value = replace_all(replace_all(as_sent, "\r\n", "\n"), "\r", "\n");
    if (name == "title") out.title = one_line(value);
    else if (name == "lead") out.lead = trim(value);
    else if (name == "body") out.body = value;
    else if (name == "language") out.language = value;
    const FieldInfo* field = find_field(type, name);
    if (field == nullptr) field = find_variant_field(name);
    if (field == nullptr) continue;
    auto read = read_field(*field, value);
    if (!read) errors.push_back(read.error().fields.front());
    else if (!read->empty()) out.fields[name] = *read;
  }
  check_texts(errors, out);
  if (out.language != "ja" && out.language != "en") {
    errors.push_back({"language", "本文の言語を選んでください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return out;
}

Result<ContentId> create_content(const Context& ctx, const NewContent& input) {
  std::vector<FieldError> errors;
  const ContentType* type = find_type(input.type);
  const std::string title = one_line(input.title);
  if (type == nullptr) errors.push_back({"type", "種類を選んでください"});
  if (title.empty()) errors.push_back({"title", "題名を入力してください"});
  check_most(errors, "title", "題名", title, kTypedTitleMost);
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must(ctx.actor, may::edit_content));
  return ctx.db.write([&](db::Tx& tx) -> Result<ContentId> {
    if (const auto first = receipts::find(tx, ctx, kCreated, input.sending)) {
      return ContentId{*first};
    }
    Article article;
    article.title = title;
    return begin_item(tx, ctx, *type, trim(input.slug), article, input.sending);
  });
}

Result<std::string> begin_draft(const Context& ctx, const NewDraft& input) {
  const ContentType* type = find_type(input.type);
  CHECK(type != nullptr);
  std::vector<FieldError> errors;
  Article article;
  article.title = one_line(input.title);
  article.lead = trim(input.lead);
  article.body = input.body;
  check_texts(errors, article);
  for (const auto& [name, value] : input.fields) {
    const FieldInfo* field = find_field(*type, name);
    CHECK(field != nullptr);
    auto read = read_field(*field, value);
    if (!read) errors.push_back(read.error().fields.front());
    else if (!read->empty()) article.fields[name] = *read;
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  TRY(must(ctx.actor, may::edit_content));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    if (const auto first = receipts::find(tx, ctx, kCreated, input.sending)) return *first;
    const ContentId made =
        TRY(begin_item(tx, ctx, *type, {}, article, input.sending, input.expire_at));
    if (!input.begun_for_path.empty()) {
      TRY(store::insert_beginning(tx, {made, input.begun_for_label, input.begun_for_path}));
    }
    return made.text;
  });
}

std::string item_path(std::string_view id) { return "/office/content/" + std::string(id); }

bool has_item(db::Reader& reader, std::string_view id) {
  return store::find_content(reader, ContentId{std::string(id)}).has_value();
}

std::optional<Standing> find_standing(db::Reader& reader, std::string_view id) {
  const auto found = store::find_content(reader, ContentId{std::string(id)});
  if (!found) return std::nullopt;
  return Standing{found->title, found->path, std::string(state_label(found->state)),
                  found->is_public, found->published_at};
}

Result<void> save_draft(const Context& ctx, const DraftEdit& input) {
  TRY(must(ctx.actor, may::edit_content));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto content = store::find_content(tx, input.id);
    const auto draft = store::find_draft(tx, input.id);
    if (!content || !draft) return content_gone();
    const Article article = TRY(read_article(type_of(content->type), input.typed));
    TRY(store::delete_writing(tx, input.id, ctx.actor.account));  // saved: no copy is left over
    return write_draft(tx, ctx, *content, *draft, article, input.token,
                       "publishing.draft.saved");
  });
}

Result<void> restore_version(const Context& ctx, const ContentId& id, std::int64_t number,
                             const std::string& token) {
  TRY(must(ctx.actor, may::edit_content));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto content = store::find_content(tx, id);
    const auto draft = store::find_draft(tx, id);
    const auto version = store::find_version(tx, id, number);
    if (!content || !draft || !version) return content_gone();
    return write_draft(tx, ctx, *content, *draft, version->article, token,
                       "publishing.version.restored");
  });
}

Result<void> change_settings(const Context& ctx, const Settings& input) {
  TRY(must(ctx.actor, may::edit_content));
  const auto owners = TRY(list_owners(ctx));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto before = store::find_content(tx, input.id);
    if (!before) return content_gone();
    Content now = *before;
    before->version = input.version;
    now.path = TRY(free_path(tx, type_of(now.type), trim(input.slug), now.id));
    if (!input.review_on.empty() && !parse_iso_date(input.review_on)) {
      return fail_fields({{"review_on", "見直す日は実在する年月日で入力してください"}});
    }
    now.review_on = input.review_on;
    if (input.owner_id != now.owner_id.text) {
      now.owner_name.clear();
      for (const Owner& one : owners) {
        if (one.id.text == input.owner_id) now.owner_name = one.name;
      }
      now.owner_id = {input.owner_id};
      if (now.owner_name.empty()) {
        return fail_fields({{"owner_id", "担当する人を一覧から選んでください"}});
      }
    }
    // Only where a visitor may have been: an address that never was public leads nowhere.
    if (now.path != before->path) {
      TRY(store::delete_redirect(tx, now.path));
      if (now.published_at.ms != 0) {
        TRY(store::insert_redirect(tx, before->path, now.id, ctx.now));
      }
    }
    TRY(record_settings(tx, ctx, *before, now, "publishing.content.changed"));
    return {};
  });
}

Result<void> change_plan(const Context& ctx, const Plan& input) {
  TRY(must(ctx.actor, may::edit_content));
  const Instant now = clock_of(ctx);
  std::vector<FieldError> errors;
  if (input.publish_at.ms != 0 && input.publish_at <= now) {
    errors.push_back({"publish_on", "公開する日時は、いまより後の日時を入力してください。すぐ公開するときは"
                                    "空欄にしてください"});
  }
  const Instant start = std::max(now, input.publish_at);
  if (input.expire_at.ms != 0 && input.expire_at <= start) {
    errors.push_back({"expire_on", "終了する日時は、公開する日時より後にしてください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto before = store::find_content(tx, input.id);
    if (!before) return content_gone();
    if (before->state == State::scheduled && before->publish_at != input.publish_at) {
      return fail(Fault::conflict, "公開を予約してあります。先に予約を取り消してから日時を変えてください");
    }
    Content planned = *before;
    before->version = input.version;
    planned.publish_at = input.publish_at;
    planned.expire_at = input.expire_at;
    TRY(record_settings(tx, ctx, *before, planned, "publishing.plan.changed"));
    return {};
  });
}

Result<void> delete_content(const Context& ctx, const ContentId& id, std::int64_t version) {
  TRY(must(ctx.actor, may::edit_content));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto content = store::find_content(tx, id);
    if (!content) return content_gone();
    if (content->version != version) {
      return fail(Fault::conflict, "ほかの人がこの記事を変更しました。内容を確かめてから消してください");
    }
    if (content->published_at.ms != 0) {
      return fail(Fault::conflict, "一度公開した記事は証拠として残します。消す代わりに「終了」にしてください");
    }
    TRY(store::delete_content(tx, id));
    TRY(search::remove(tx, "content_item", id.text));
    return audit::note(tx, ctx, "publishing.content.deleted", subject_of(*content),
                       {{"type", content->type}, {"path", content->path},
                        {"title", content->title}});
  });
}

Result<std::string> make_preview(const Context& ctx, const ContentId& id) {
  TRY(must(ctx.actor, may::edit_content));
  const std::string token = random_token(24);
  const Instant until{ctx.now.ms + kPreviewDays * 24LL * 3'600'000};
  Result<void> kept = ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto content = store::find_content(tx, id);
    if (!content) return content_gone();
    TRY(store::replace_preview(tx, {id, sha256_hex(token), ctx.actor.name, ctx.now, until}));
    return audit::note(tx, ctx, "publishing.preview.made", subject_of(*content));
  });
  TRY(std::move(kept));
  return "/previews/" + token;
}

Result<void> end_preview(const Context& ctx, const ContentId& id) {
  TRY(must(ctx.actor, may::edit_content));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto content = store::find_content(tx, id);
    if (!content) return content_gone();
    TRY(store::delete_preview(tx, id));
    return audit::note(tx, ctx, "publishing.preview.ended", subject_of(*content));
  });
}

}  // namespace musubi::publishing
