// reading.cc - see reading.h. What is no article (menus, revisions, styles of a theme) is counted
// and told, so that nothing of the file disappears without a word.
#include "features/site_import/reading.h"

#include <algorithm>

#include "base/sha256.h"
#include "base/text.h"
#include "core/markup/html_tree.h"
#include "features/site_import/wordpress/addresses.h"
#include "features/site_import/wordpress/words.h"
#include "web/urlencoded.h"

namespace musubi::site_import {
namespace {

constexpr std::size_t kTitleMost = 200, kAltMost = 200, kLeadMost = 400, kSlugMost = 60;
constexpr std::size_t kGroupsMost = 200;

struct NoArticle {
  std::string_view type, label;
};
constexpr NoArticle kNoArticles[] = {{"nav_menu_item", "メニューの項目"},
                                     {"revision", "変更の履歴"},
                                     {"wp_block", "再利用ブロック"},
                                     {"wp_navigation", "メニュー"},
                                     {"wp_template", "テーマの型"},
                                     {"wp_template_part", "テーマの部品"},
                                     {"wp_global_styles", "テーマの見た目"},
                                     {"custom_css", "追加のCSS"},
                                     {"customize_changeset", "テーマの設定"},
                                     {"oembed_cache", "埋め込みの控え"},
                                     {"user_request", "個人データの請求"},
                                     {"wpcf7_contact_form", "フォーム"},
                                     {"acf-field", "入力欄の定義"},
                                     {"acf-field-group", "入力欄の定義"}};

std::string skipped_as(const WxrItem& item) {
  for (const NoArticle& one : kNoArticles) {
    if (item.post_type == one.type) return std::string(one.label);
  }
  if (item.status == "trash") return "ごみ箱の中";
  if (item.status == "auto-draft" || item.status == "inherit") return "自動保存";
  return item.post_type.empty() ? "種類の分からない項目" : std::string();
}

std::string slug_from(const WxrItem& item) {
  std::string slug = web::percent_decode(item.slug, false).value_or("");
  slug = replace_all(lower_ascii(slug), "_", "-");
  const bool fits = !slug.empty() && slug.size() <= kSlugMost && slug.front() != '-' &&
                    slug.back() != '-' &&
                    slug.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") ==
                        std::string::npos;
  if (fits) return slug;
  // Japanese in an address cannot be read out: the number of the item instead.
  const bool numbered = !item.post_id.empty() && item.post_id.size() <= 20 &&
                        item.post_id.find_first_not_of("0123456789") == std::string::npos;
  return numbered ? "wp-" + item.post_id : "moved";
}

ImportMedia media_from(const WxrSite& site, const WxrItem& from) {
  ImportMedia out;
  out.name = read_address(from.attachment_url, site.address).media_name;
  if (out.name.empty()) {
    out.name = read_address("/wp-content/uploads/" + from.attached_file, site.address).media_name;
  }
  out.post_id = from.post_id;
  out.title = cut_characters(visible_line(from.title), 100);
  out.alt = cut_characters(visible_line(from.alt), kAltMost);
  out.caption = cut_characters(visible_line(markup::words_of_html(from.excerpt)), 500);
  return out;
}

void tell_state(const WxrItem& from, std::vector<Loss>& losses) {
  if (from.has_password || from.status == "private") {
    losses.push_back({0, "whole", "", "パスワード付きか、非公開の記事でした",
                      "公開してよい内容か確かめてください。下書きとして取り込みます"});
  }
  if (from.content_too_long) {
    losses.push_back({0, "whole", "", "本文が長すぎるため、読みませんでした（2MBまで）",
                      "WordPressで記事を分けてから書き出し直してください"});
  }
}

void tell_tags(const ImportItem& item, std::vector<Loss>& losses) {
  std::string tags;
  for (const WxrTerm& term : item.terms) {
    if (term.domain == "category") continue;
    tags += (tags.empty() ? "" : "、") + visible_line(term.name);
  }
  if (tags.empty()) return;
  losses.push_back({0, "terms", "", "タグ（" + cut_characters(tags, 100) +
                                        "）は、ＤＸ事例の「困りごと・テーマ」のほかには置き場がありません",
                    "必要なら、本文か要約に言葉として書いてください"});
}

}  // namespace

std::string author_of(const WxrSite& site, const std::string& login) {
  const auto known = site.authors.find(login);
  const std::string name = visible_line(known == site.authors.end() ? login : known->second);
  return cut_characters(name.empty() ? "書いた人の分からない記事" : name, 60);
}

ReadItem read_item(const WxrSite& site, WxrItem from, std::int64_t position) {
  ReadItem out;
  if (from.post_type == "attachment") {
    ImportMedia media = media_from(site, from);
    if (media.name.empty()) out.skipped = "場所の分からない添付ファイル";
    else out.media = std::move(media);
    return out;
  }
  out.skipped = skipped_as(from);
  if (!out.skipped.empty()) return out;
  Converted converted = to_markdown(from.content, site.address);
  ImportItem item;
  item.position = position;
  item.line = from.line;
  item.post_id = from.post_id;
  item.post_type = cut_characters(visible_line(from.post_type), 40);
  item.status = cut_characters(visible_line(from.status), 20);
  item.source_key = sha256_hex(host_of(site.address) + "\n" + from.post_type + "\n" +
                               (from.post_id.empty() ? from.link : from.post_id));
  item.title = cut_characters(visible_line(markup::words_of_html(from.title)), kTitleMost);
  if (item.title.empty()) item.title = "無題";
  item.lead = cut_characters(visible_line(markup::words_of_html(from.excerpt)), kLeadMost);
  item.body = std::move(converted.markdown);
  item.slug = slug_from(from);
  item.old_path = old_path_of(from.link, site.address);
  item.terms = std::move(from.terms);
  for (WxrTerm& term : item.terms) term.name = cut_characters(visible_line(term.name), 60);
  const bool was_public = from.status == "publish" && !from.has_password;
  if (was_public) item.published_at = from.published_at;
  out.losses = std::move(converted.losses);
  tell_state(from, out.losses);
  tell_tags(item, out.losses);
  out.files.assign(converted.media.begin(), converted.media.end());
  if (from.has_password && item.status == "publish") item.status = "private";
  out.item = std::move(item);
  return out;
}

void Groups::add(const ImportItem& item) {
  ++types_[item.post_type];
  for (const WxrTerm& term : item.terms) {
    if (term.domain != "category" || term.slug.empty()) continue;
    ++categories_[term.slug];
    names_[term.slug] = term.name;
  }
}

std::vector<Group> Groups::take(const std::map<std::string, std::string>& categories) {
  std::vector<Group> out;
  for (const auto& [type, count] : types_) {
    const std::string label = type == "post" ? "投稿" : type == "page" ? "固定ページ" : type;
    out.push_back({"type:" + type, label, count, guess_target("type", type, label)});
  }
  for (const auto& [slug, count] : categories_) {
    if (out.size() >= kGroupsMost) break;
    const auto known = categories.find(slug);
    const std::string name =
        visible_line(known == categories.end() ? names_[slug] : known->second);
    out.push_back({"category:" + slug, "カテゴリ「" + cut_characters(name, 60) + "」", count,
                   guess_target("category", slug, name)});
  }
  return out;
}

Result<Uploads> Uploads::look_at(archives::Shelf& shelf) {
  Uploads out;
  const auto put = [&out](const std::string& as_named, const archives::Entry& entry) {
    const std::string name = original_name(as_named);
    const Found found{entry.name, entry.bytes, name == as_named};
    const auto [at, fresh] = out.files_.emplace(name, found);
    if (fresh) return;
    const bool better = found.original != at->second.original ? found.original
                                                              : found.bytes > at->second.bytes;
    if (better) at->second = found;
  };
  TRY(shelf.list([&](const archives::Entry& entry) {
    constexpr std::string_view kFolder = "uploads/";
    const std::size_t uploads = entry.name.rfind(kFolder);
    if (uploads != std::string::npos) {
      put(entry.name.substr(uploads + kFolder.size()), entry);
      return true;
    }
    put(entry.name, entry);
    // Packed with a folder of another name around it.
    const std::size_t slash = entry.name.find('/');
    if (slash != std::string::npos) put(entry.name.substr(slash + 1), entry);
    return true;
  }));
  return out;
}

const Found* Uploads::find(const std::string& name) const {
  const auto found = files_.find(name);
  return found == files_.end() ? nullptr : &found->second;
}

}  // namespace musubi::site_import
