// open_data.h - events as open data (conventions C-2): the columns of 推奨データセット and of
// 自治体標準オープンデータセット, and the same as JSON. Reads nothing but whose data it is
// (core/settings): one table of columns for each layout, so that headings and values cannot come
// apart. What is not known is empty, never guessed.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "features/publishing/publishing.h"

namespace musubi::feeds {

// An event as the columns ask for it.
struct OpenEvent {
  std::string id, title, kana, starts_on, ends_on, from, until, time_note, words, fee;
  std::string contact, telephone, organiser, place, address, town_code, town, access, capacity;
  std::string apply_until, application, address_of_page;
};
OpenEvent open_event_of(const publishing::PublicEvent& event, const std::string& origin);

struct OpenColumn {
  std::string_view heading;
  std::string OpenEvent::*member = nullptr;         // what stands in it,
  std::string (*made)(const OpenEvent&) = nullptr;  // or how it is made; neither: unknown
  bool needed = false;                              // 必須 of the layout
};
std::string value_of(const OpenColumn& column, const OpenEvent& event);
struct Layout {
  std::string_view name;   // recommended (in addresses)
  std::string_view label;  // 推奨データセット形式
  std::span<const OpenColumn> columns;
};
std::span<const Layout> layouts();
const Layout* find_layout(std::string_view name);  // null when unknown

// Heading first. For sheets::write_csv.
std::vector<std::vector<std::string>> rows_of(const Layout& layout,
                                              const std::vector<OpenEvent>& events);
// An object for each event with the headings of 推奨データセット as keys.
Json json_of(const std::vector<OpenEvent>& events);

// 事務局 096-000-0100 -> 事務局 and 096-000-0100; without a number everything is the name.
struct ContactParts {
  std::string name, telephone;
};
ContactParts contact_parts(const std::string& written);

// 公共データ利用規約（第1.0版）: what everything on the page of open data may be used by (C-21).
inline constexpr const char* kLicenceName = "公共データ利用規約（第1.0版）（PDL1.0）";
inline constexpr const char* kLicenceAddress =
    "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0";

}  // namespace musubi::feeds
