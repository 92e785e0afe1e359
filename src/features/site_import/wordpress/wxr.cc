// wxr.cc - see wxr.h. Elements are told by their way from the root; what is not known is passed
// over, so that plug-ins that add elements of their own do no harm.
#include "features/site_import/wordpress/wxr.h"

#include <charconv>
#include <utility>

#include "base/text.h"
#include "core/markup/xml_pull.h"

namespace musubi::site_import {
namespace {

constexpr std::size_t kFieldMost = 4'000;     // bytes of a title, an address, a name
constexpr std::size_t kExcerptMost = 100'000;
constexpr std::size_t kTermsMost = 100;       // of one item
constexpr std::size_t kNamesMost = 2'000;     // authors, categories

std::string shortened(std::string text, std::size_t most = kFieldMost) {
  if (text.size() <= most) return text;
  return cut_characters(text, most / 4);
}

// 2019-05-01 09:30:00, in UTC (_gmt) or in Japan.
Instant instant_of(std::string_view text, bool is_utc) {
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = -1;
    if (at + size > text.size()) return value;
    std::from_chars(text.data() + at, text.data() + at + size, value);
    return value;
  };
  const Date day{number(0, 4), number(5, 2), number(8, 2)};
  const int hour = number(11, 2), minute = number(14, 2);
  if (text.size() < 16 || !is_real(day) || day.year < 1990 || hour < 0 || hour > 23 ||
      minute < 0 || minute > 59) {
    return {};
  }
  const std::int64_t ms =
      start_of_day_in_japan(day).ms + (std::int64_t{hour} * 60 + minute) * 60'000;
  constexpr std::int64_t kJapanAhead = 9LL * 3'600'000;
  return Instant{is_utc ? ms + kJapanAhead : ms};
}

class Reading {
 public:
  Reading(markup::XmlPull& xml, const EachItem& each, const ReadBytes& progress)
      : xml_(xml), each_(each), progress_(progress) {}

  Result<WxrSite> run() {
    for (;;) {
      markup::XmlNode node = TRY(xml_.next());
      using Kind = markup::XmlNode::Kind;
      if (node.kind == Kind::done) break;
      if (node.kind == Kind::text) {
        take_text(node.text);
        continue;
      }
      if (node.kind == Kind::begin) TRY(begin(node));
      if (node.kind == Kind::end || node.empty) TRY(end());
    }
    if (site_.version.empty()) return no_wxr();
    return std::move(site_);
  }

 private:
  Failure no_wxr() const {
    return markup::xml_refused(
        xml_.line(), "WordPressの書き出しファイル（WXR）ではありません。WordPressの「ツール → エクスポート」で"
                     "「すべてのコンテンツ」を選んで書き出してください");
  }

  void take_text(const std::string& text) {
    if (text_.size() + text.size() > most_) {
      too_long_ = true;
      return;
    }
    text_ += text;
  }

  Result<void> begin(const markup::XmlNode& node) {
    way_.push_back(node.name);
    text_.clear();
    too_long_ = false;
    most_ = node.name == "content:encoded" ? kContentBytesMost : kExcerptMost;
    if (way_.size() == 1 && node.name != "rss") return no_wxr();
    if (!in_channel()) return {};
    if (way_.size() == 3 && node.name == "item") {
      if (site_.version.empty()) return no_wxr();
      if (++site_.items > kItemsMost) {
        return markup::xml_refused(xml_.line(), "項目が5万件を超えています。WordPressで期間を分けて書き出してください");
      }
      item_ = {};
      item_.line = xml_.line();
    }
    if (in_item() && way_.size() == 4 && node.name == "category") {
      term_ = {shortened(xml_.attribute("domain")), shortened(xml_.attribute("nicename")), ""};
    }
    return {};
  }

  Result<void> end() {
    if (way_.empty()) return {};
    const std::string name = std::move(way_.back());
    way_.pop_back();
    Result<void> done;
    if (in_item()) {
      end_in_item(name);
    } else if (in_channel()) {
      done = end_in_channel(name);
    }
    text_.clear();
    return done;
  }

  bool in_channel() const { return way_.size() >= 2 && way_[1] == "channel"; }
  bool in_item() const { return in_channel() && way_.size() >= 3 && way_[2] == "item"; }
  std::string text() const { return shortened(trim(text_)); }

  // `way_` is that of the parent now.
  Result<void> end_in_channel(const std::string& name) {
    if (way_.size() == 2) {
      if (name == "item") {
        if (progress_) progress_(xml_.bytes_read());
        return each_(site_, std::exchange(item_, {}));
      }
      if (name == "title") site_.title = text();
      if (name == "link" && site_.address.empty()) site_.address = text();
      if (name == "wp:base_blog_url" && !text().empty()) site_.address = text();
      if (name == "wp:wxr_version") site_.version = text();
      if (name == "wp:author") add_name(site_.authors);
      if (name == "wp:category") add_name(site_.categories);
      return {};
    }
    if (name == "wp:author_login" || name == "wp:category_nicename") key_ = text();
    if (name == "wp:author_display_name" || name == "wp:cat_name") value_ = text();
    return {};
  }

  void add_name(std::map<std::string, std::string>& to) {
    if (!key_.empty() && to.size() < kNamesMost) to[key_] = value_.empty() ? key_ : value_;
    key_.clear();
    value_.clear();
  }

  void end_in_item(const std::string& name) {
    if (way_.size() == 4 && way_[3] == "wp:postmeta") {
      if (name == "wp:meta_key") key_ = text();
      if (name == "wp:meta_value") value_ = text();
      return;
    }
    if (way_.size() != 3) return;
    if (name == "wp:postmeta") {
      if (key_ == "_wp_attachment_image_alt") item_.alt = value_;
      if (key_ == "_wp_attached_file") item_.attached_file = value_;
      key_.clear();
      value_.clear();
    } else if (name == "content:encoded") {
      item_.content_too_long = too_long_;
      if (!too_long_) item_.content = std::move(text_);
    } else if (name == "excerpt:encoded") {
      item_.excerpt = std::move(text_);
    } else if (name == "category") {
      term_.name = text();
      if (item_.terms.size() < kTermsMost) item_.terms.push_back(std::exchange(term_, {}));
    } else {
      end_field(name);
    }
  }

  void end_field(const std::string& name) {
    if (name == "title") item_.title = text();
    else if (name == "link") item_.link = text();
    else if (name == "dc:creator") item_.author = text();
    else if (name == "wp:post_id") item_.post_id = text();
    else if (name == "wp:post_type") item_.post_type = text();
    else if (name == "wp:status") item_.status = text();
    else if (name == "wp:post_name") item_.slug = text();
    else if (name == "wp:attachment_url") item_.attachment_url = text();
    else if (name == "wp:post_password") item_.has_password = !text().empty();
    else if (name == "wp:post_date_gmt") {
      if (const Instant at = instant_of(text(), true); at.ms != 0) item_.published_at = at;
    } else if (name == "wp:post_date" && item_.published_at.ms == 0) {
      item_.published_at = instant_of(text(), false);
    }
  }

  markup::XmlPull& xml_;
  const EachItem& each_;
  const ReadBytes& progress_;
  WxrSite site_;
  WxrItem item_;
  WxrTerm term_;
  std::vector<std::string> way_;
  std::string text_, key_, value_;
  std::size_t most_ = kExcerptMost;
  bool too_long_ = false;
};

}  // namespace

Result<WxrSite> read_wxr(const std::string& path, const EachItem& each, const ReadBytes& progress) {
  const auto xml = TRY(markup::XmlPull::open(path));
  return Reading(*xml, each, progress).run();
}

}  // namespace musubi::site_import
