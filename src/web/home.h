// home.h - what features contribute to the homes and to the search over everything. A feature adds
// rows to App::home in its routes.cc; the feature home shows those that the actor may see and never
// knows who added them. Every function here is asked on a page view: a few indexed, bounded reads.
//
//   app.home.tiles.push_back({.permission = may::see_registry, .order = 10, .list = tiles_of});
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/actor/actor.h"
#include "core/audit/audit.h"
#include "core/search/search.h"
#include "web/html.h"
#include "web/kit/layout.h"
#include "web/kit/tile.h"
#include "web/nav.h"

namespace musubi::web {

// Figures with their evidence one click away (office and prefecture).
struct TileSource {
  Permission permission;
  int order = 0;
  std::function<std::vector<kit::Tile>(const Request&)> list;
};

// One thing that waits for this actor; nullopt or count 0 when nothing does. A menu entry that
// counts too, and whose page this one leads to (narrowed, or below it), is not shown beside it:
// this one says more. So the sources of a feature say all that its entry counts for an actor.
struct WaitingSource {
  Permission permission;
  int order = 0;
  std::function<std::optional<kit::Waiting>(const Request&)> find;
};

struct Deadline {
  Date day;
  std::string label;
  std::string note = {};
  std::string path = {};
  bool done = false;  // past and settled: not shown
};
struct DeadlineSource {
  Permission permission;
  // What is due in [from, until]; what is overdue may lie before `from`.
  std::function<std::vector<Deadline>(const Request&, Date from, Date until)> list;
};

// A whole part of a page: a kit figure, a panel. Empty Html: left out.
struct PanelSource {
  Area area = Area::office;  // whose home
  Permission permission;
  int order = 0;
  std::function<Html(const Request&)> show;
};

// Facts about the running site: 「データベース：SQLite」. Only what is really known.
struct FactSource {
  Permission permission;
  int order = 0;
  std::function<kit::Pairs(const Request&)> list;
};

// Words for audit entries whose action starts with `prefix`; nullopt: not worth telling.
struct Movement {
  std::string words;      // 会員情報を変更しました
  std::string name = {};  // whose: 株式会社はるかぜ商会
  std::string path = {};
};
struct MovementSource {
  Permission permission;
  std::string prefix;  // members.
  std::function<std::optional<Movement>(const Request&, const audit::Entry&)> describe;
};

// A noun of the search index: who sees which of its documents and where a hit leads.
struct SearchNoun {
  std::string noun;
  std::string label;  // 会員
  int order = 0;
  std::function<std::vector<std::string>(const Actor&)> visibility;  // empty: sees none
  std::function<std::string(const search::Hit&)> path;
};

// A big number of the public home page: ("会員団体", "507", "団体"). Anyone sees it, and the page
// cache keeps it until somebody forgets the tag "members" (forget_pages in web/cache.h).
struct OpenFigure {
  std::string label, value, unit;
};

// One of the things that a section of words says: a card, a step.
struct OpenEntry {
  std::string title, text;
  std::string note = {};  // a few words under it; offered where the section's own have some
  std::string path = {};  // where it leads, likewise
  bool operator==(const OpenEntry&) const = default;
};

// A part of the public home page that a feature offers: 「新しいお知らせ」. Whether and where it
// stands, and how much of it, the office decides; until then it stands in this order. The same for
// everyone, kept under the tag "site".
struct OpenSection {
  std::string name;   // news (kept with the office's decision)
  std::string label;  // お知らせ: its heading when the office gives none
  int order = 0;
  int most = 0;       // how many it shows; 0 = there is nothing to count
  std::function<Html(const Request&, const std::string& heading, int most)> show;
  // Of a section of words, instead of `show`: what the program says, until the office words it
  // anew, and how either is shown.
  std::vector<OpenEntry> entries = {};
  std::function<Html(const std::string& heading, const std::vector<OpenEntry>&)> tell = {};
  // The page shows it by itself at its own place (the greeting, the end): one entry, which the
  // office may only word anew. Neither `show` nor `tell`.
  bool stays = false;
};
struct OpenPlace {
  std::string name, heading;  // heading "" = the section's own
  int most = 0;               // 0 = the section's own
  bool shown = true;
  std::vector<OpenEntry> entries = {};  // [] = the section's own
};
struct OpenLink {
  std::string label, path;
};

// A page whose words the program brings, and that the office may word anew: while a 固定ページ is
// public at /pages/<name>, its words stand there instead.
struct FixedText {
  std::string name, path, label;  // about, /about, コンソーシアムとは
};
struct OfficeText {
  std::string title, lead;
  Html body;
};

// Another way to sign in than mail address, passkey and password: a part of the page of signing in,
// and one of everybody's own account. Empty Html: left out.
struct SignInWay {
  std::function<Html(const Request&, const std::string& return_to)> on_sign_in;
  std::function<Html(const Request&)> on_account;
};

struct Home {
  std::vector<std::function<std::vector<OpenFigure>(const Request&)>> open_figures;
  std::vector<OpenSection> open_sections;
  // How the office arranges the open site; null or empty: as the features give it.
  std::function<std::vector<OpenPlace>(const Request&)> open_places;
  std::function<std::vector<OpenLink>(const Request&)> open_menu;
  std::function<Html(const Request&)> open_banners;  // above the sections of the home page
  std::vector<FixedText> fixed_texts;
  // The words of the office for the page of that name, and where the office keeps their article,
  // public or not ("" = there is none); null: only the program's own.
  std::function<std::optional<OfficeText>(const Context&, const std::string& name)> office_text;
  std::function<std::string(const Context&, const std::string& name)> office_article;
  std::vector<TileSource> tiles;
  std::vector<WaitingSource> waiting;
  std::vector<DeadlineSource> deadlines;
  std::vector<PanelSource> panels;
  std::vector<FactSource> facts;
  std::vector<MovementSource> movements;
  std::vector<SearchNoun> nouns;
  std::vector<SignInWay> sign_in_ways;
  // Where signing in leads to; every role has a place.
  std::function<std::string(Roles)> path_for = [](Roles) { return std::string("/account"); };
};

}  // namespace musubi::web
