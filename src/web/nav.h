// nav.h - the three areas and their menus. Features add entries through NavItem rows in their
// routes.cc; the page frame shows those that the actor may use. web never includes a feature.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/access/access.h"

namespace musubi::web {

struct Request;

// 公開（ひらく）, 会員（つどう）, 事務局（ととのえる）, 県（みまもる): look.md section 8.
enum class Area { open, members, office, prefecture };

struct NavItem {
  Area area = Area::office;
  std::string group;   // heading in the left menu, "" for none: 会員
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
