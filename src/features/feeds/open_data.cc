// open_data.cc - see open_data.h. The prefecture's own code stands as whose data it is: the
// consortium has none. The configuration says which one that is. Must never read a database.
#include "features/feeds/open_data.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "core/settings/consortium.h"

namespace musubi::feeds {
namespace {

constexpr const char* kElsewhere = "000000";  // municipality_code outside the prefecture

const std::string& own_prefecture() { return settings::consortium().prefecture; }

std::string prefecture_code(const OpenEvent&) { return settings::consortium().prefecture_code; }
std::string prefecture_name(const OpenEvent&) { return own_prefecture(); }
std::string town_code(const OpenEvent& e) {
  return e.town_code == kElsewhere ? std::string() : e.town_code;
}
std::string whole_address(const OpenEvent& e) {
  if (e.address.empty() || e.address.starts_with(own_prefecture())) return e.address;
  // Outside the prefecture the address says itself where it is.
  return town_code(e).empty() ? e.address : own_prefecture() + e.address;
}
std::string prefecture_of_place(const OpenEvent& e) {
  return town_code(e).empty() ? std::string() : own_prefecture();
}
std::string town_of_place(const OpenEvent& e) {
  return town_code(e).empty() ? std::string() : e.town;
}

constexpr std::array kRecommended{
    OpenColumn{"都道府県コード又は市区町村コード", nullptr, prefecture_code},
    OpenColumn{"NO", &OpenEvent::id},
    OpenColumn{"都道府県名", nullptr, prefecture_name},
    OpenColumn{"市区町村名"},  // of whose data it is: a prefecture has none
    OpenColumn{"イベント名", &OpenEvent::title, nullptr, true},
    OpenColumn{"イベント名_カナ", &OpenEvent::kana, nullptr, true},
    OpenColumn{"イベント名_英語"},
    OpenColumn{"開始日", &OpenEvent::starts_on, nullptr, true},
    OpenColumn{"終了日", &OpenEvent::ends_on, nullptr, true},
    OpenColumn{"開始時間", &OpenEvent::from, nullptr, true},
    OpenColumn{"終了時間", &OpenEvent::until, nullptr, true},
    OpenColumn{"開始日時特記事項", &OpenEvent::time_note},
    OpenColumn{"説明", &OpenEvent::words, nullptr, true},
    OpenColumn{"料金(基本)", &OpenEvent::fee},
    OpenColumn{"料金(詳細)"},
    OpenColumn{"連絡先名称", &OpenEvent::contact},
    OpenColumn{"連絡先電話番号", &OpenEvent::telephone},
    OpenColumn{"連絡先内線番号"},
    OpenColumn{"主催者", &OpenEvent::organiser},
    OpenColumn{"場所名称", &OpenEvent::place, nullptr, true},
    OpenColumn{"住所", nullptr, whole_address, true},
    OpenColumn{"方書"},
    OpenColumn{"緯度"},
    OpenColumn{"経度"},
    OpenColumn{"アクセス方法", &OpenEvent::access},
    OpenColumn{"駐車場情報"},
    OpenColumn{"定員", &OpenEvent::capacity},
    OpenColumn{"参加申込終了日", &OpenEvent::apply_until},
    OpenColumn{"参加申込終了時間"},
    OpenColumn{"参加申込方法", &OpenEvent::application},
    OpenColumn{"URL", &OpenEvent::address_of_page},
    OpenColumn{"備考"},
};
constexpr std::array kStandard{
    OpenColumn{"全国地方公共団体コード", nullptr, prefecture_code, true},
    OpenColumn{"ID", &OpenEvent::id, nullptr, true},
    OpenColumn{"地方公共団体名", nullptr, prefecture_name, true},
    OpenColumn{"イベント名", &OpenEvent::title, nullptr, true},
    OpenColumn{"イベント名_カナ", &OpenEvent::kana},
    OpenColumn{"イベント名_英字"},
    OpenColumn{"開始日", &OpenEvent::starts_on, nullptr, true},
    OpenColumn{"終了日", &OpenEvent::ends_on},
    OpenColumn{"開始時間", &OpenEvent::from},
    OpenColumn{"終了時間", &OpenEvent::until},
    OpenColumn{"開始日時特記事項", &OpenEvent::time_note},
    OpenColumn{"説明", &OpenEvent::words},
    OpenColumn{"料金(基本)", &OpenEvent::fee},
    OpenColumn{"料金(詳細)"},
    OpenColumn{"連絡先名称", &OpenEvent::contact},
    OpenColumn{"電話番号", &OpenEvent::telephone},
    OpenColumn{"内線番号"},
    OpenColumn{"連絡先メールアドレス"},
    OpenColumn{"連絡先FormURL"},
    OpenColumn{"連絡先備考(その他、SNSなど)"},
    OpenColumn{"主催者", &OpenEvent::organiser},
    OpenColumn{"場所名称", &OpenEvent::place},
    OpenColumn{"所在地_全国地方公共団体コード", nullptr, town_code},
    OpenColumn{"町字ID"},
    OpenColumn{"所在地_連結表記", nullptr, whole_address},
    OpenColumn{"所在地_都道府県", nullptr, prefecture_of_place},
    OpenColumn{"所在地_市区町村", nullptr, town_of_place},
    OpenColumn{"所在地_町字"},
    OpenColumn{"所在地_番地以下"},
    OpenColumn{"建物名等(方書)"},
    OpenColumn{"緯度"},
    OpenColumn{"経度"},
    OpenColumn{"アクセス方法", &OpenEvent::access},
    OpenColumn{"駐車場情報"},
    OpenColumn{"定員", &OpenEvent::capacity},
    OpenColumn{"参加申込終了日", &OpenEvent::apply_until},
    OpenColumn{"参加申込終了時間"},
    OpenColumn{"参加申込方法", &OpenEvent::application},
    OpenColumn{"URL", &OpenEvent::address_of_page},
    OpenColumn{"画像"},
    OpenColumn{"画像_ライセンス"},
    OpenColumn{"備考"},
};

constexpr std::array kLayouts{
    Layout{"recommended", "推奨データセット形式", kRecommended},
    Layout{"standard", "自治体標準オープンデータセット形式", kStandard},
};

// 13:30; a day ends at 23:59 for those who know no 24:00.
std::string clock_words(const std::optional<int>& minutes) {
  if (!minutes) return {};
  const int shown = std::min(*minutes, 24 * 60 - 1);
  std::string hour = std::to_string(shown / 60), minute = std::to_string(shown % 60);
  if (hour.size() < 2) hour.insert(0, "0");
  if (minute.size() < 2) minute.insert(0, "0");
  return hour + ":" + minute;
}

}  // namespace

ContactParts contact_parts(const std::string& written) {
  // The last word that is a telephone number; accepted as people write them.
  const std::string plain = trim(replace_all(written, "　", " "));
  const std::size_t space = plain.rfind(' ');
  const std::string last = space == std::string::npos ? plain : plain.substr(space + 1);
  if (const auto number = read_telephone(last)) {
    return {space == std::string::npos ? std::string() : trim(plain.substr(0, space)), *number};
  }
  return {trim(written), {}};
}

OpenEvent open_event_of(const publishing::PublicEvent& event, const std::string& origin) {
  const publishing::PublicItem& item = event.item;
  OpenEvent out;
  out.id = item.id;
  out.title = item.title;
  out.kana = item.field("name_kana");
  out.starts_on = event.starts_on;
  out.ends_on = event.ends_on;
  out.from = clock_words(event.from);
  out.until = clock_words(event.until);
  if (!event.from || !event.until) out.time_note = item.field("hours");
  out.words = item.lead;
  out.fee = item.field("fee");
  const ContactParts contact = contact_parts(item.field("contact"));
  out.contact = contact.name;
  out.telephone = contact.telephone;
  out.organiser = item.field("organiser");
  out.place = item.field("place");
  out.address = item.field("address");
  out.town_code = item.field("municipality_code");
  out.town = publishing::label_of("municipality_code", out.town_code);
  out.access = item.field("access");
  out.capacity = item.field("capacity");
  out.apply_until = item.field("apply_until_on");
  out.application = item.field("application");
  out.address_of_page = origin + item.path;
  return out;
}

std::string value_of(const OpenColumn& column, const OpenEvent& event) {
  if (column.made != nullptr) return column.made(event);
  return column.member == nullptr ? std::string() : event.*column.member;
}

std::span<const Layout> layouts() { return kLayouts; }

const Layout* find_layout(std::string_view name) {
  for (const Layout& layout : kLayouts) {
    if (layout.name == name) return &layout;
  }
  return nullptr;
}

std::vector<std::vector<std::string>> rows_of(const Layout& layout,
                                              const std::vector<OpenEvent>& events) {
  std::vector<std::vector<std::string>> out(1);
  for (const OpenColumn& column : layout.columns) out[0].emplace_back(column.heading);
  for (const OpenEvent& event : events) {
    std::vector<std::string>& row = out.emplace_back();
    for (const OpenColumn& column : layout.columns) row.push_back(value_of(column, event));
  }
  return out;
}

Json json_of(const std::vector<OpenEvent>& events) {
  Json out = Json::array();
  for (const OpenEvent& event : events) {
    Json one = Json::object();
    for (const OpenColumn& column : kRecommended) {
      one[std::string(column.heading)] = value_of(column, event);
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace musubi::feeds
