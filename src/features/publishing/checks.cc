// checks.cc - see checks.h. One function for each thing that is looked at; the words of a finding
// end with the remedy. Pure; what it cannot read it calls an error.
#include "features/publishing/checks.h"

#include <algorithm>
#include <map>

#include "base/text.h"

namespace musubi::publishing {
namespace {

constexpr std::size_t kTitleMost = 60;
constexpr std::size_t kExcerptMost = 40;
constexpr std::size_t kLettersToJudge = 40;  // fewer do not tell which language it is
constexpr double kJapaneseLeast = 0.3;       // of a text that says to be Japanese

using markdown::Block;

class Checker {
 public:
  Checker(const ContentType& type, const Article& article, const markdown::FindMedia& find)
      : type_(type),
        article_(article),
        find_(find),
        document_(markdown::read_document(article.body)) {}

  std::vector<Finding> run() {
    check_title();
    check_lead();
    check_fields();
    check_whole();
    check_headings();
    for (const Block& block : document_.blocks) check_block(block);
    check_same_words();
    return std::move(findings_);
  }

 private:
  void in_field(Severity severity, std::string rule, std::string_view field, std::string says,
                const std::string& excerpt = {}) {
    findings_.push_back({severity, std::move(rule), std::string(field), 0, std::move(says),
                         cut_characters(excerpt, kExcerptMost)});
  }
  void in_block(Severity severity, std::string rule, const Block& block, std::string says,
                const std::string& excerpt) {
    findings_.push_back({severity, std::move(rule), "", block.number, std::move(says),
                         cut_characters(excerpt.empty() ? block.text : excerpt, kExcerptMost)});
  }

  void check_title();
  void check_lead();
  void check_fields();
  void check_whole();
  void check_headings();
  void check_block(const Block& block);
  void check_links(const Block& block);
  void check_address(const Block& block, const markdown::Reference& link);
  void check_pictures(const Block& block);
  void check_kind(const Block& block, const markdown::Picture& picture,
                  const markdown::Media& media);
  void check_same_words();
  void check_words(std::string_view text, std::string_view field, const Block* block);
  void tell(Severity severity, std::string rule, std::string_view field, const Block* block,
            std::string says, const std::string& excerpt) {
    if (block == nullptr) in_field(severity, std::move(rule), field, std::move(says), excerpt);
    else in_block(severity, std::move(rule), *block, std::move(says), excerpt);
  }

  const ContentType& type_;
  const Article& article_;
  const markdown::FindMedia& find_;
  markdown::Document document_;
  std::vector<Finding> findings_;
};

void Checker::check_title() {
  if (trim(article_.title).empty()) {
    in_field(Severity::error, "title_missing", "title", "題名を入力してください");
    return;
  }
  if (count_characters(article_.title) > kTitleMost) {
    in_field(Severity::warning, "title_long", "title",
             "題名は60文字以内にすると、一覧や検索の結果で途中で切れません", article_.title);
  }
  check_words(article_.title, "title", nullptr);
}

void Checker::check_lead() {
  if (trim(article_.lead).empty()) {
    in_field(Severity::warning, "lead_missing", "lead",
             "要約がありません。一覧と検索の結果に出る1文か2文を書いてください");
    return;
  }
  check_words(article_.lead, "lead", nullptr);
}

void Checker::check_fields() {
  for (const FieldInfo& field : type_.fields) {
    const std::string text = field_of(article_, field.name);
    const std::string label(field.label);
    if (trim(text).empty()) {
      if (field.needed) {
        in_field(Severity::error, "field_missing", field.name, label + "を入力してください");
      }
      continue;
    }
    const bool words = field.kind == FieldInfo::Kind::line ||
                       field.kind == FieldInfo::Kind::lines ||
                       field.kind == FieldInfo::Kind::list;
    if (words) check_words(text, field.name, nullptr);
  }
}

void Checker::check_whole() {
  for (const std::string& trouble : document_.troubles) {
    in_field(Severity::error, "unread", "body",
             "確かめられないところがあります。確かめられるまで公開できません。" + trouble);
  }
  if (trim(article_.body).empty()) {
    in_field(Severity::error, "body_missing", "body", "本文を入力してください");
    return;
  }
  if (article_.language != "ja" && article_.language != "en") {
    in_field(Severity::error, "language", "language", "本文の言語を選んでください");
    return;
  }
  std::string all;
  for (const Block& block : document_.blocks) all += block.text;
  const double share = share_of_japanese(all);
  if (share < 0 || count_characters(all) < kLettersToJudge) return;
  const bool japanese = share >= kJapaneseLeast;
  if (japanese == (article_.language == "ja")) return;
  in_field(Severity::error, "language", "language",
           japanese ? "本文は日本語のようです。言語を「日本語」にしてください"
                    : "本文は日本語ではないようです。言語を「英語」にするか、日本語で書いてください");
}

void Checker::check_headings() {
  int before = 0;
  for (const Block& block : document_.blocks) {
    if (block.kind != Block::Kind::heading) continue;
    if (block.text.empty()) {
      in_block(Severity::error, "heading_empty", block,
               "見出しに言葉がありません。言葉を書くか、見出しを消してください", "（空の見出し）");
    }
    if (before == 0 && block.level != 1) {
      in_block(Severity::error, "heading_first", block,
               "最初の見出しは、いちばん大きな見出し（#）にしてください", block.text);
    } else if (before != 0 && block.level > before + 1) {
      in_block(Severity::error, "heading_skip", block,
               "見出しの段が飛んでいます。" + std::string(static_cast<std::size_t>(before + 1), '#') +
                   " の見出しにしてください",
               block.text);
    }
    before = block.level;
  }
}

void Checker::check_block(const Block& block) {
  if (block.raw_html) {
    in_block(Severity::error, "raw_html", block,
             "HTMLは表示されません。書く画面の「書き方」のとおりに書き直してください",
             block.text.empty() ? "（HTML）" : block.text);
  }
  for (std::size_t i = 0; i < block.heads.size(); ++i) {
    if (!block.heads[i].empty()) continue;
    in_block(Severity::error, "table_head_empty", block,
             "表の" + std::to_string(i + 1) + "列目に見出しがありません。列が何を表すかを書いてください",
             block.text);
  }
  if (block.kind != Block::Kind::code) check_words(block.text, "body", &block);
  check_links(block);
  check_pictures(block);
}

// Whether the care for links can ask where it leads (features/links), or need not. Nobody would
// ever notice that another one is broken: published headings have no ids, and what a relative one
// means changes with the address of the page.
bool is_whole_address(const std::string& address) {
  const std::string lower = lower_ascii(address);
  for (const char* start : {"https://", "http://", "mailto:", "tel:"}) {
    if (lower.starts_with(start)) return true;
  }
  if (address.starts_with("media:")) return true;
  return address.starts_with("/") && !address.starts_with("//");
}

void Checker::check_address(const Block& block, const markdown::Reference& link) {
  if (link.address.starts_with("#")) {
    in_block(Severity::error, "link_place", block,
             "ページの中の場所（#…）へは行けません。リンクを外し、「下の『申込み』をご覧ください」のように、"
             "見出しの言葉で案内してください",
             link.address);
  } else if (!is_whole_address(link.address)) {
    in_block(Severity::error, "link_address", block,
             "このままでは行き先を確かめられません。このサイトのページは「/」から（例：/join）、"
             "ほかのサイトは「https://」から書いてください",
             link.address);
  }
}

void Checker::check_links(const Block& block) {
  for (const markdown::Reference& link : block.links) {
    const std::string id = markdown::media_id(link.address);
    if (link.address.starts_with("media:") && (id.empty() || !find_ || !find_(id))) {
      in_block(Severity::error, "media_missing", block,
               "このファイルは「画像と資料」にありません。選び直してください", link.address);
    }
    if (link.address.empty()) {
      in_block(Severity::error, "link_empty", block, "リンク先がありません。アドレスを書いてください",
               link.words);
    } else {
      check_address(block, link);
    }
    if (link.address.empty()) continue;
    if (link.words.empty()) {
      in_block(Severity::error, "link_words", block,
               "リンクに言葉がありません。どこへ行くかが分かる言葉を書いてください", link.address);
    } else if (!says_where_it_leads(link.words)) {
      in_block(Severity::error, "link_words", block,
               "「" + link.words + "」だけでは、どこへ行くかが分かりません。リンク先の題名を書いてください",
               link.words);
    } else if (link.plain) {
      in_block(Severity::warning, "link_address_words", block,
               "アドレスがそのまま読み上げられます。リンク先の題名を書いてください", link.words);
    }
  }
}

bool is_file_name(const std::string& words) {
  const std::string lower = lower_ascii(words);
  for (const char* end : {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".mp4"}) {
    if (lower.ends_with(end)) return true;
  }
  return lower.starts_with("img_") || lower.starts_with("dsc");
}

void Checker::check_pictures(const Block& block) {
  for (const markdown::Picture& picture : block.pictures) {
    const std::string id = markdown::media_id(picture.address);
    std::optional<markdown::Media> media;
    if (!id.empty() && find_) media = find_(id);
    if (!media) {
      in_block(Severity::error, "media_missing", block,
               "この画像は「画像と資料」にありません。選び直してください", picture.address);
    } else {
      check_kind(block, picture, *media);
    }
    if (picture.words.empty()) {
      in_block(Severity::error, "alt_missing", block,
               "画像に代替テキストがありません。何の画像かを書くか、飾りなら「装飾」と書いてください",
               picture.address);
    } else if (is_file_name(picture.words)) {
      in_block(Severity::error, "alt_missing", block,
               "画像の代替テキストがファイルの名前です。何の画像かを書いてください", picture.words);
    } else if (picture.words == picture.caption) {
      in_block(Severity::warning, "alt_same", block,
               "画像の代替テキストと、下に出る説明が同じで、2度読み上げられます。どちらかを変えてください", picture.words);
    }
    const bool video = media && media->kind == markdown::Media::Kind::video;
    if (video && media->captions_path.empty()) {
      in_block(Severity::error, "captions_missing", block,
               "動画に字幕がありません。字幕のファイルを登録してから公開してください", picture.words);
    }
  }
}

// What is drawn by core/markdown as nothing but its words would vanish without anybody being told.
void Checker::check_kind(const Block& block, const markdown::Picture& picture,
                         const markdown::Media& media) {
  if (media.kind == markdown::Media::Kind::file) {
    in_block(Severity::error, "media_kind", block,
             "このファイルは画像ではないため、ページに出ません。先頭の「!」を消して、"
             "ファイルへのリンクにしてください",
             picture.words);
  } else if (media.kind == markdown::Media::Kind::video && !picture.alone) {
    in_block(Severity::error, "media_kind", block,
             "動画は、文・箇条書き・表の中には出ません。前と後ろに空の行を入れて、"
             "動画だけの段落にしてください",
             picture.words);
  }
}

void Checker::check_same_words() {
  std::map<std::string, std::string> seen;
  for (const Block& block : document_.blocks) {
    for (const markdown::Reference& link : block.links) {
      if (link.words.empty() || link.address.empty()) continue;
      const auto [at, fresh] = seen.emplace(link.words, link.address);
      if (fresh || at->second == link.address) continue;
      in_block(Severity::warning, "link_same_words", block,
               "同じ言葉のリンクが、ちがうところへ行きます。行き先が分かるように言葉を変えてください",
               link.words);
    }
  }
}

void Checker::check_words(std::string_view text, std::string_view field, const Block* block) {
  if (const std::string spaced = find_spaced_word(text); !spaced.empty()) {
    const bool sure = is_known_word(spaced);
    tell(sure ? Severity::error : Severity::warning, "spaced_word", field, block,
         "言葉の途中に空白があり、1字ずつ読み上げられます。空白を取ってください", spaced);
  }
  std::string remedy;
  if (const std::string found = find_platform_character(text, remedy); !found.empty()) {
    tell(Severity::error, "platform_character", field, block,
         "「" + found + "」は、機械によって正しく表示・読み上げできません。" + remedy, found);
  }
  if (const std::string date = find_unreadable_date(text); !date.empty()) {
    tell(Severity::warning, "date_reading", field, block,
         "日付は「令和6年11月8日（金曜日）」のように書くと、正しく読み上げられます", date);
  }
  if (const std::string day = find_short_weekday(text); !day.empty()) {
    tell(Severity::warning, "weekday_reading", field, block,
         "曜日は「（金曜日）」のように書くと、正しく読み上げられます", day);
  }
}

}  // namespace

std::vector<Finding> check_article(const ContentType& type, const Article& article,
                                   const markdown::FindMedia& find) {
  std::vector<Finding> out = Checker(type, article, find).run();
  for (Finding& one : check_variants(article, find)) out.push_back(std::move(one));
  return out;
}

bool has_errors(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const Finding& one) {
    return one.severity == Severity::error;
  });
}

}  // namespace musubi::publishing
