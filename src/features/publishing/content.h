// content.h - the nouns of publishing: an item with its draft, its frozen versions, the steps it
// took and the consents to it. Plain structs; the steps are drawn in workflow.h.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/actor/actor.h"
#include "features/publishing/workflow.h"

namespace musubi::publishing {

struct ContentNoun;
using ContentId = Id<ContentNoun>;
struct ApprovalNoun;
using ApprovalId = Id<ApprovalNoun>;

// What is written: of a draft and of a version alike.
struct Article {
  std::string title, lead;
  std::string body;             // Markdown, docs/content-format.md
  std::string language = "ja";  // ja | en
  std::map<std::string, std::string> fields;  // of the type, "" left out
  bool operator==(const Article&) const = default;
};
std::string field_of(const Article& article, std::string_view name);  // "" when absent

struct Content {
  ContentId id;
  std::string type;
  std::string path;
  State state = State::draft;
  std::string title;
  AccountId owner_id;
  std::string owner_name;
  std::string review_on;       // YYYY-MM-DD or ""
  std::int64_t number = 0;     // newest version
  AccountId sent_by;
  bool is_public = false;
  std::int64_t public_number = 0;
  std::string public_title, public_lead;
  Instant published_at, changed_at;  // 0 = never
  Instant publish_at, expire_at;     // 0 = at once; stays
  std::int64_t version = 0;
  Instant created_at, updated_at;
};

struct Draft {
  ContentId item;
  Article article;
  std::string token;
  AccountId saved_by;
  std::string saved_by_name;
  Instant saved_at;
};

struct Version {
  ContentId item;
  std::int64_t number = 0;
  Article article;
  std::string note;
  AccountId saved_by;
  std::string saved_by_name;
  Instant saved_at;
};

struct Move {
  std::string id;
  ContentId item;
  std::int64_t number = 0;
  std::string from_state, to_state, reason;
  std::int64_t late_ms = 0;
  AccountId moved_by;
  std::string moved_by_name;
  Instant moved_at;
};

struct Approval {
  ApprovalId id;
  ContentId item;
  std::int64_t number = 0;
  std::string kind;  // prefecture | company
  AccountId account;
  std::string name, email, message, due_on, token_hash, state, answer, words;
  bool by_hand = false;
  AccountId asked_by;
  std::string asked_by_name;
  Instant asked_at, expires_at;
  std::optional<Instant> answered_at;
};
std::string_view approval_kind_label(std::string_view kind);      // 県 | 取材先・掲載先
std::string_view approval_answer_label(std::string_view answer);  // 「このままでよい」; "" unknown

// The last part of an address; letters, digits and hyphens, so that it can be read out.
inline constexpr std::size_t kSlugMost = 60;
std::string slug_of(const Content& content);
bool is_slug(std::string_view text);

// What a text refers to on this site: /news/x, media:ID. Sorted, once each.
std::vector<std::string> targets_of(const Article& article);

}  // namespace musubi::publishing
