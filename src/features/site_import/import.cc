// import.cc - see import.h. Words and guesses only; what is decided stands in the import's choices.
// Must never read a database.
#include "features/site_import/import.h"

#include <utility>

#include "base/text.h"

namespace musubi::site_import {
namespace {

using WordPairs = std::vector<std::pair<std::string_view, std::string_view>>;

std::string found_in(const WordPairs& pairs, std::string_view code) {
  for (const auto& [key, words] : pairs) {
    if (key == code) return std::string(words);
  }
  return std::string(code);
}

// A choice of a person, else the guess.
std::string decided(const SiteImport& import, const std::string& key) {
  const auto chosen = import.choices.find(key);
  if (chosen != import.choices.end()) return chosen->second;
  for (const Group& group : import.groups) {
    if (group.key == key) return group.guess;
  }
  return {};
}

bool has_any(std::string_view text, const std::vector<std::string_view>& words) {
  for (const std::string_view word : words) {
    if (text.find(word) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

std::string state_label(std::string_view state) {
  return found_in({{"reading", "読んでいます"},
                   {"draft", "取込み前（確かめてください）"},
                   {"committing", "取り込んでいます"},
                   {"committed", "取り込みました"},
                   {"undoing", "取り消しています"},
                   {"undone", "取り消しました"},
                   {"discarded", "やめました"},
                   {"failed", "読めませんでした"}},
                  state);
}

std::string outcome_label(std::string_view outcome) {
  return found_in({{"pending", "これから取り込む"},
                   {"made", "取り込んだ"},
                   {"same", "前に取り込んである"},
                   {"skipped", "取り込まない"},
                   {"failed", "取り込めなかった"},
                   {"undone", "取り消した"},
                   {"left", "取り消さず残した"}},
                  outcome);
}

std::string media_state_label(std::string_view state) {
  return found_in({{"found", "これから登録する"},
                   {"missing", "ファイルがない"},
                   {"made", "登録した"},
                   {"same", "すでに登録してある"},
                   {"refused", "登録できなかった"},
                   {"undone", "取り消した"},
                   {"left", "取り消さず残した"}},
                  state);
}

std::string target_of(const SiteImport& import, const ImportItem& item) {
  const std::string of_type = decided(import, "type:" + item.post_type);
  if (of_type.empty() || of_type == kSkip) return {};
  for (const WxrTerm& term : item.terms) {
    if (term.domain != "category") continue;
    const std::string of_category = decided(import, "category:" + term.slug);
    if (of_category == kSkip) return {};
    if (!of_category.empty()) return of_category;
  }
  return of_type;
}

std::string guess_target(std::string_view kind, std::string_view slug, std::string_view name) {
  const std::string all = lower_ascii(std::string(slug) + " " + std::string(name));
  const bool category = kind == "category";
  if (!category && slug == "page") return "page";
  if (!category && slug == "post") return "news/notice";
  if (has_any(all, {"faq", "質問", "q&a"})) return "faq/notice";
  if (has_any(all, {"case", "事例", "導入例"})) return "dx_case";
  if (has_any(all, {"event", "イベント", "セミナー", "催し", "seminar"})) {
    return category ? "news/event" : "event";
  }
  if (has_any(all, {"support", "補助", "支援", "助成"})) return "news/support";
  if (has_any(all, {"join", "入会", "会員募集"})) return "news/join";
  if (has_any(all, {"report", "報告", "レポート"})) return "news/report";
  if (has_any(all, {"資料", "download", "material", "ダウンロード"})) return "material/notice";
  return category ? "" : std::string(kSkip);
}

}  // namespace musubi::site_import
