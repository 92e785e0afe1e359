// service_writing.cc - see service_writing.h. SECURITY: a copy is found by the account that asks,
// never by one that is named; what others learn is a name and a time.
#include "features/publishing/service_writing.h"

#include <algorithm>

#include "base/text.h"

namespace musubi::publishing {
namespace {

constexpr int kWritersShown = 5;

// The text as it stands, whole or not: what cannot be read is told beside what the checks say.
Article as_it_stands(const ContentType& type, const Typed& typed) {
  Article out;
  for (const auto& [name, sent] : typed) {
    const std::string value = replace_all(replace_all(sent, "\r\n", "\n"), "\r", "\n");
    if (name == "title") out.title = trim(value);
    else if (name == "lead") out.lead = trim(value);
    else if (name == "body") out.body = value;
    else if (name == "language") out.language = value;
    else if (const bool known = find_field(type, name) || find_variant_field(name);
             known && !trim(value).empty()) {
      out.fields[name] = trim(value);
    }
  }
  return out;
}

std::vector<Finding> findings_while_writing(db::Reader& reader, const Content& content,
                                            const WritingInput& input, Date today) {
  const ContentType& type = type_of(content.type);
  std::vector<Finding> found =
      findings_of(reader, content, as_it_stands(type, input.typed), today);
  std::vector<FieldError> wrong = input.errors;
  if (const auto read = read_article(type, input.typed); !read) {
    wrong.insert(wrong.end(), read.error().fields.begin(), read.error().fields.end());
  }
  for (const FieldError& one : wrong) {
    const bool told = std::any_of(found.begin(), found.end(), [&](const Finding& other) {
      return other.field == one.field && other.says == one.says;
    });
    if (told) continue;
    found.insert(found.begin(), {Severity::error, "field_wrong", one.field, 0, one.says, ""});
  }
  return found;
}

std::vector<OtherWriter> others_at(db::Reader& reader, const Context& ctx, const ContentId& id) {
  std::vector<OtherWriter> out;
  const Instant since{ctx.now.ms - kWritersMs};
  for (const store::Writing& one :
       store::list_writers_since(reader, id, since, kWritersShown + 1)) {
    if (one.account != ctx.actor.account) out.push_back({one.account_name, one.seen_at});
  }
  return out;
}

}  // namespace

Result<std::string> load_type_of(const Context& ctx, const ContentId& id) {
  TRY(must(ctx.actor, may::see_content));
  return ctx.db.read([&](db::Reader& reader) -> Result<std::string> {
    const auto found = store::find_content(reader, id);
    if (!found) return content_gone();
    return found->type;
  });
}

Result<WritingNews> keep_writing(const Context& ctx, const WritingInput& input) {
  TRY(must(ctx.actor, may::edit_content));
  store::Writing mine;
  mine.item = input.id;
  mine.account = ctx.actor.account;
  mine.account_name = ctx.actor.name;
  mine.token = input.token;
  mine.fields = input.fields;
  mine.kept_at = mine.seen_at = ctx.now;
  Result<void> kept = ctx.db.write([&](db::Tx& tx) -> Result<void> {
    if (!store::find_content(tx, input.id)) return content_gone();
    return input.changed ? store::replace_writing(tx, mine)
                         : store::update_writing_seen(tx, mine);
  });
  TRY(std::move(kept));
  return ctx.db.read([&](db::Reader& reader) -> Result<WritingNews> {
    const auto content = store::find_content(reader, input.id);
    const auto draft = store::find_draft(reader, input.id);
    if (!content || !draft) return content_gone();
    WritingNews news;
    if (input.changed) news.kept_at = ctx.now;
    news.others = others_at(reader, ctx, input.id);
    if (draft->token != input.token) news.newer = draft;
    news.findings = findings_while_writing(reader, *content, input, ctx.today());
    return news;
  });
}

Result<LoadedWriting> load_writing(const Context& ctx, const ContentId& id) {
  TRY(must(ctx.actor, may::edit_content));
  return ctx.db.read([&](db::Reader& reader) -> Result<LoadedWriting> {
    LoadedWriting out;
    out.own = store::find_writing(reader, id, ctx.actor.account);
    if (out.own && out.own->fields.empty()) out.own.reset();
    out.others = others_at(reader, ctx, id);
    return out;
  });
}

Result<void> end_writing(const Context& ctx, const ContentId& id) {
  TRY(must(ctx.actor, may::edit_content));
  return ctx.db.write(
      [&](db::Tx& tx) { return store::delete_writing(tx, id, ctx.actor.account); });
}

Result<void> end_old_writings(const Context& ctx) {
  const Instant until{ctx.now.ms - kWritingDays * 24LL * 3'600'000};
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(store::delete_writings_before(tx, until));
    return {};
  });
}

}  // namespace musubi::publishing
