// nav.h - the three areas and their menus. Features add entries through NavItem rows in their
// routes.cc; the page frame shows those that the actor may use. web never includes a feature.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/access/access.h"

namespace musubi::web {

struct Request;

// 公開（ひらく）, 会員（つどう）, 事務局（ととのえる）, 県（みまもる): look.md section 8.
enum class Area { open, members, office, prefecture };

// The groups of the left menu in its order, by what the secretariat sets out to do. An entry names
// one of them; in a group that is not named here it would stand at the end.
inline constexpr std::string_view kNavGroups[] = {
    "審査",            // who may become a member
    "会員",            // who is one, and the roster that says so
    "会員の募集",      // who might become one
    "問合せと連絡",    // what people write to us and we to them
    "公開サイト",      // what is published, and its writing
    "サイトの点検",    // whether what is published is found, leads on and can be read by all
    "報告と集計",      // what the prefecture is handed, and the figures behind it
    "個人情報と記録",  // what is kept about people and about our own deeds, and its end
    "設定と管理",      // who may use this, and what is set up once
};

struct NavItem {
  Area area = Area::office;
  std::string group;   // one of kNavGroups, "" for none: such entries stand above all groups
  std::string label;   // 会員名簿
  std::string path;    // /office/members
  std::string icon;    // name of a kit icon
  Permission permission;
  int order = 0;
  // How many things wait there for this actor; null when nothing is counted. Must be one indexed
  // query.
  std::function<int(const Request&)> waiting;
};

}  // namespace musubi::web
