// words.h - Japanese words for the codes that records keep: audit actions, nouns, fields, values,
// outbox topics. Each feature adds its own in its routes (App::words); pages that show records ask
// here. A code that nobody has given words for is shown as it is: never hidden, never invented.
// SECURITY: a field is `personal` unless it is known: see is_personal().
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace musubi::web {

struct Words {
  using Table = std::map<std::string, std::string, std::less<>>;
  Table actions;  // members.organisation.updated -> 会員情報を変更しました
  Table nouns;    // organisation -> 会員
  Table fields;   // telephone -> 電話番号; person.name -> 氏名 where the noun decides
  // category=company -> 企業; loan.state=returned -> 返還済み. What several nouns have (state, kind)
  // stands with its noun: without it, the feature that came last would name the others' codes too.
  Table values;
  // Codes that a table of words cannot list (municipalities); "" or the code itself when unknown.
  std::vector<std::function<std::string(const std::string& field, const std::string& code)>>
      value_sources;
  Table topics;   // core.mail.queued -> メールの送信
  std::set<std::string, std::less<>> personal;  // fields, written as in `fields`

  std::string action(const std::string& code) const { return in(actions, code); }
  std::string noun(const std::string& code) const { return in(nouns, code); }
  std::string topic(const std::string& code) const { return in(topics, code); }
  std::string field(const std::string& noun, const std::string& code) const {
    const auto found = fields.find(noun + "." + code);
    return found != fields.end() ? found->second : in(fields, code);
  }
  std::string value(const std::string& noun, const std::string& field,
                    const std::string& code) const {
    const std::string common = field + "=" + code;
    for (const std::string& key : {noun + "." + common, common}) {
      if (const auto found = values.find(key); found != values.end()) return found->second;
    }
    for (const auto& source : value_sources) {
      if (const std::string words = source(field, code); !words.empty() && words != code) {
        return words;
      }
    }
    return code;
  }
  // SECURITY: also what no feature has described, because it may be anything.
  bool is_personal(const std::string& noun, const std::string& field) const {
    if (const std::string own = noun + "." + field; fields.contains(own)) {
      return personal.contains(own);
    }
    return personal.contains(field) || !fields.contains(field);
  }

 private:
  static std::string in(const Table& table, const std::string& code) {
    const auto found = table.find(code);
    return found == table.end() ? code : found->second;
  }
};

}  // namespace musubi::web
