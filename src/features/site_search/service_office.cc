// service_office.cc - the office's side: synonyms with their checks, and which files were read.
// A word stands in one group, so that nobody wonders which of two counts.
#include <algorithm>

#include "base/text.h"
#include "core/audit/audit.h"
#include "core/receipts/receipts.h"
#include "core/search/tokenizer.h"
#include "features/media/media.h"
#include "features/site_search/service.h"
#include "features/site_search/service_index.h"

namespace musubi::site_search {
namespace {

constexpr std::string_view kSynonymCreated = "site_search.synonym.created";
constexpr std::size_t kWordCharactersMost = 40, kNoteMost = 200;
constexpr int kListed = 50;
constexpr int kZeroDays = 30, kZeroShown = 20;

Failure no_synonym() {
  return fail(Fault::not_found, "この同義語の組は見つかりません。一覧から選び直してください");
}

audit::Subject subject_of(const SynonymId& id) { return {"site_search_synonym", id.text, ""}; }

struct Checked {
  std::vector<std::string> words, folded;
  std::string note;
  std::vector<Word> as_words() const {
    std::vector<Word> out;
    for (std::size_t i = 0; i < words.size(); ++i) out.push_back({folded[i], words[i]});
    return out;
  }
};

void check_one(const std::string& word, Checked& into, std::string& trouble) {
  const std::string folded = search::folded_text(std::string_view(word));
  if (count_characters(word) > kWordCharactersMost) {
    trouble = "「" + cut_characters(word, 20) + "…」は長すぎます。1つの言葉は" +
              thousands(kWordCharactersMost) + "文字以内にしてください";
  } else if (folded.empty()) {
    trouble = "「" + word + "」には、検索に使える文字がありません。消すか、書き直してください";
  }
  const auto same = std::find(into.folded.begin(), into.folded.end(), folded);
  if (trouble.empty() && same != into.folded.end()) {
    const auto at = static_cast<std::size_t>(same - into.folded.begin());
    trouble = "「" + into.words[at] + "」と「" + word +
              "」は、検索では同じ言葉です。片方を消してください";
  }
  into.words.push_back(word);
  into.folded.push_back(folded);
}

// Lines, or words between 、 as people write lists.
Result<Checked> check_synonym(const SynonymInput& input) {
  Checked out;
  std::string trouble;
  const std::string lines = replace_all(replace_all(input.words, "、", "\n"), "\r", "\n");
  for (const std::string& line : split(lines, '\n')) {
    const std::string word = trim(line);
    if (!word.empty() && trouble.empty()) check_one(word, out, trouble);
  }
  if (trouble.empty() && out.words.size() < 2) {
    trouble = "同じ意味の言葉を、2つ以上、1行に1つずつ入力してください";
  }
  if (trouble.empty() && out.words.size() > kSynonymWordsMost) {
    trouble = "1つの組は" + std::to_string(kSynonymWordsMost) + "語までです。組を分けてください";
  }
  std::vector<FieldError> errors;
  if (!trouble.empty()) errors.push_back({"words", trouble});
  out.note = trim(input.note);
  if (count_characters(out.note) > kNoteMost) {
    errors.push_back({"note", "メモは" + thousands(kNoteMost) + "文字以内で入力してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return out;
}

Result<void> check_free(db::Reader& reader, const Checked& checked, const SynonymId& own) {
  for (std::size_t i = 0; i < checked.folded.size(); ++i) {
    const auto other = store::find_synonym_of_word(reader, checked.folded[i]);
    if (!other || *other == own) continue;
    const auto group = store::find_synonym(reader, *other);
    const std::string name = group && !group->words.empty() ? group->words.front() : "";
    return fail_fields({{"words", "「" + checked.words[i] + "」は、ほかの組（「" + name +
                                      "」など）にあります。その組に書き足してください"}});
  }
  return {};
}

Json json_of_synonym(const Synonym& s) {
  std::string words;
  for (const std::string& word : s.words) words += (words.empty() ? "" : "、") + word;
  return {{"words", words}, {"note", s.note}};
}

}  // namespace

std::string_view file_state_label(std::string_view state) {
  if (state == "read") return "読めました";
  if (state == "waiting") return "読み取り待ち";
  if (state == "empty") return "文字なし";
  return "読めませんでした";
}

Result<Overview> load_overview(const Context& ctx) {
  TRY(must(ctx.actor, may::see_site_search));
  return ctx.db.read([&](db::Reader& reader) -> Result<Overview> {
    Overview out;
    out.synonyms = store::count_synonyms(reader);
    out.read = store::count_files_in(reader, "read");
    out.waiting = store::count_files_in(reader, "waiting");
    out.empty = store::count_files_in(reader, "empty");
    out.unreadable = store::count_files_in(reader, "unreadable");
    out.zero_words = analytics::list_asked(reader, analytics::Asked::words_without_hits,
                                           add_days(ctx.today(), -kZeroDays), ctx.today(),
                                           kZeroShown);
    return out;
  });
}

Result<FileLines> list_file_lines(const Context& ctx, const std::string& state,
                                  const std::string& after) {
  TRY(must(ctx.actor, may::see_site_search));
  return ctx.db.read([&](db::Reader& reader) -> Result<FileLines> {
    FileLines out;
    auto rows = store::list_files_in(reader, state, after, kListed + 1);
    if (rows.size() > static_cast<std::size_t>(kListed)) {
      rows.pop_back();
      out.next = rows.back().id;
    }
    for (FileText& row : rows) {
      const auto file = media::find_readable(reader, media::MediaId{row.id});
      FileLine line{std::move(row), file ? file->title : std::string(),
                    file ? file->filename : std::string()};
      out.rows.push_back(std::move(line));
    }
    return out;
  });
}

Result<void> read_file_again(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::keep_site_search));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto text = store::find_file(tx, id);
    const auto file = media::find_readable(tx, media::MediaId{id});
    if (!text || !file) {
      return fail(Fault::not_found, "この資料は見つかりません。一覧から選び直してください");
    }
    if (text->state == "waiting") return {};
    const std::string before = text->state;
    text->state = "waiting";
    text->trouble.clear();
    TRY(store::replace_file(tx, *text));
    TRY(order_reading(tx, ctx.now, id));
    return audit::note(tx, ctx, "site_search.file.ordered_again", {"site_search_file", id, ""},
                       {{"state", before}}, {{"state", "waiting"}});
  });
}

Result<SynonymList> list_synonym_groups(const Context& ctx, const std::string& after_words,
                                        const std::string& after_id) {
  TRY(must(ctx.actor, may::see_site_search));
  return ctx.db.read([&](db::Reader& reader) -> Result<SynonymList> {
    SynonymList out;
    out.rows = store::list_synonyms(reader, after_words, after_id, kListed + 1);
    if (out.rows.size() > static_cast<std::size_t>(kListed)) {
      out.rows.pop_back();
      const Synonym& last = out.rows.back();
      for (const std::string& word : last.words) {
        out.next_words += (out.next_words.empty() ? "" : "\n") + word;
      }
      out.next_id = last.id.text;
    }
    return out;
  });
}

Result<Synonym> load_synonym(const Context& ctx, const std::string& id) {
  TRY(must(ctx.actor, may::see_site_search));
  return ctx.db.read([&](db::Reader& reader) -> Result<Synonym> {
    auto found = store::find_synonym(reader, SynonymId{id});
    if (!found) return no_synonym();
    return std::move(*found);
  });
}

Result<std::string> create_synonym(const Context& ctx, const SynonymInput& input) {
  const Checked checked = TRY(check_synonym(input));
  TRY(must(ctx.actor, may::keep_site_search));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    if (auto before = receipts::find(tx, ctx, kSynonymCreated, input.sending)) return *before;
    TRY(check_free(tx, checked, {}));
    if (store::count_synonyms(tx) >= kSynonymsMost) {
      return fail_fields({{"words", "同義語は" + std::to_string(kSynonymsMost) +
                                        "組までです。使わない組を消してください"}});
    }
    Synonym made{SynonymId::make(ctx.now), checked.words, checked.note, 1, ctx.now, ctx.now};
    TRY(store::insert_synonym(tx, made, checked.as_words()));
    TRY(store::insert_words(tx, checked.as_words(), ctx.now));
    TRY(audit::note(tx, ctx, kSynonymCreated, subject_of(made.id), nullptr,
                    json_of_synonym(made)));
    TRY(receipts::keep(tx, ctx, kSynonymCreated, input.sending, made.id.text));
    return made.id.text;
  });
}

Result<void> save_synonym(const Context& ctx, const std::string& id, const SynonymInput& input) {
  const Checked checked = TRY(check_synonym(input));
  TRY(must(ctx.actor, may::keep_site_search));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto before = store::find_synonym(tx, SynonymId{id});
    if (!before) return no_synonym();
    TRY(check_free(tx, checked, before->id));
    Synonym now = *before;
    now.words = checked.words;
    now.note = checked.note;
    now.version = input.version;
    now.updated_at = ctx.now;
    if (now.words == before->words && now.note == before->note) return {};
    TRY(store::update_synonym(tx, now, checked.as_words()));
    TRY(store::insert_words(tx, checked.as_words(), ctx.now));
    return audit::note(tx, ctx, "site_search.synonym.changed", subject_of(now.id),
                       json_of_synonym(*before), json_of_synonym(now));
  });
}

Result<void> remove_synonym(const Context& ctx, const std::string& id, std::int64_t version) {
  TRY(must(ctx.actor, may::keep_site_search));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto before = store::find_synonym(tx, SynonymId{id});
    if (!before) return no_synonym();
    if (before->version != version) {
      return fail(Fault::conflict, "ほかの人が先に書き換えました。いまの内容を確かめて、もう一度消してください");
    }
    TRY(store::delete_synonym(tx, before->id));
    return audit::note(tx, ctx, "site_search.synonym.deleted", subject_of(before->id),
                       json_of_synonym(*before), nullptr);
  });
}

}  // namespace musubi::site_search
