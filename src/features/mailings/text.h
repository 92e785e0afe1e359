// text.h - a mailing's text as one recipient gets it: placeholders filled, the footer that the law
// asks for (C-10), and the sealed token of the stop link. Pure; must never read the database.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/keys/locksmith.h"
#include "features/mailings/mailing.h"

namespace musubi::mailings {

// Who sends, besides the names of settings::consortium(). "" = not given in the configuration.
struct House {
  std::string address, telephone, mail;
};
std::string house_json(const House& house);
House house_of(std::string_view json);

struct Placeholder {
  std::string_view name;   // {{団体名}}
  std::string_view about;  // 宛先の団体の名称
};
const std::vector<Placeholder>& placeholders();
// {{...}} that nobody fills, and braces that never close: for the form.
std::vector<std::string> unknown_placeholders(std::string_view text);

struct Addressed {
  std::string organisation_name, name;
};
// Values are put in once and never looked at again: a name with braces stays a name.
std::string fill(std::string_view text, const Addressed& to);
// `stop_link` "" for 事務連絡. Subject without line ends.
mail::Text render(const Mailing& mailing, const Addressed& to, const House& house,
                  const std::string& stop_link);

// SECURITY: sealed with the installation's key: it can neither be guessed nor read.
std::string stop_token(const keys::Locksmith& smith, const std::string& recipient_id);
std::optional<std::string> recipient_of_token(const keys::Locksmith& smith,
                                              const std::string& token);
// What the link of a test sending names instead of a recipient.
inline constexpr std::string_view kSample = "sample";
std::string stop_link(const std::string& token);  // https://example.jp/unsubscribe/...

}  // namespace musubi::mailings
