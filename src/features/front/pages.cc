// pages.cc - see pages.h. A refused form comes back as typed, with 422; when another manager was
// faster it comes back with 409, what he saved, and his version, so that nothing is lost.
#include "features/front/pages.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.h"
#include "features/front/views.h"
#include "features/front/ways.h"
#include "web/app.h"
#include "web/form.h"
#include "web/kit/form.h"

namespace musubi::front::pages {
namespace {

constexpr int kOrderMost = 1000;
constexpr std::size_t kWordsMost = 100;  // of what a picture is looked for by

// What may be chosen: an article that is booked will be there when its banner is.
IsOpen pages_to_lead_to(const web::Request& request) {
  return open_pages(request, publishing::Reach::now_or_due);
}

std::string typed_text(const web::Request& request, const std::string& name) {
  return trim(replace_all(request.form.get(name), "\r\n", "\n"));
}

// A number, or what stands there: an order that cannot be read changes nothing.
int read_number(const std::string& typed, int instead) {
  const std::string plain = trim(nfkc(typed));
  int out = 0;
  const auto [end, wrong] = std::from_chars(plain.data(), plain.data() + plain.size(), out);
  const bool whole = wrong == std::errc() && end == plain.data() + plain.size();
  return whole && out > 0 && out <= kOrderMost ? out : instead;
}

std::int64_t read_seen(const web::Request& request) {
  const std::string typed = request.form.get("seen");
  std::int64_t out = 0;
  std::from_chars(typed.data(), typed.data() + typed.size(), out);
  return out;
}

template <class T>
std::vector<T> in_order(std::vector<std::pair<int, T>> rows) {
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<T> out;
  for (auto& row : rows) out.push_back(std::move(row.second));
  return out;
}

std::vector<MenuEntry> menu_in(const web::Request& request) {
  std::vector<std::pair<int, MenuEntry>> rows;
  // One more than may be kept, so that too many are refused and not forgotten.
  for (int i = 0; i <= static_cast<int>(kMenuMost); ++i) {
    const std::string at = "_" + std::to_string(i);
    MenuEntry one{typed_text(request, "label" + at), typed_text(request, "path" + at)};
    if (one.label.empty() && one.path.empty()) continue;
    rows.emplace_back(read_number(request.form.get("order" + at), i + 1), std::move(one));
  }
  return in_order(std::move(rows));
}

std::vector<MenuEntry> pages_to_choose(const web::Request& request) {
  std::vector<MenuEntry> out;
  for (const char* path : {"/about", "/join", "/cases", "/events", "/news", "/profiles",
                           "/materials", "/faq", "/grand-design", "/pages", "/contact", "/help",
                           "/opendata", "/sitemap"}) {
    if (!pages_to_lead_to(request)(path)) continue;
    std::string label = path;
    for (const web::NavItem& item : request.app->nav) {
      if (item.area == web::Area::open && item.path == path) label = item.label;
    }
    out.push_back({label, path});
  }
  return out;
}

// Every section that there is: first as decided, then what nobody has decided yet.
std::vector<SectionPlace> all_sections(const web::Request& request,
                                       const std::vector<SectionPlace>& decided) {
  const auto& known = request.app->home.open_sections;
  std::vector<SectionPlace> out;
  for (const SectionPlace& one : decided) {
    for (const web::OpenSection& section : known) {
      if (section.name != one.name) continue;
      out.push_back(one);
      out.back().label = section.label;
      if (section.entries.empty()) out.back().entries.clear();
      if (out.back().most == 0) out.back().most = section.most;
    }
  }
  std::vector<std::pair<int, SectionPlace>> rest;
  for (const web::OpenSection& section : known) {
    const bool there = std::any_of(out.begin(), out.end(), [&](const SectionPlace& one) {
      return one.name == section.name;
    });
    if (there) continue;
    rest.emplace_back(section.order,
                      SectionPlace{section.name, section.label, "", section.most, true});
  }
  for (SectionPlace& one : in_order(std::move(rest))) out.push_back(std::move(one));
  // What stands at the top of the page whatever is decided stands first here too.
  std::stable_partition(out.begin(), out.end(), [&](const SectionPlace& one) {
    return std::any_of(known.begin(), known.end(), [&](const web::OpenSection& section) {
      return section.name == one.name && section.stays && section.order <= 0;
    });
  });
  return out;
}

// As the program says it, whole, is kept as nobody's: a later release may say it better.
std::vector<web::OpenEntry> typed_entries(const web::Request& request,
                                          const web::OpenSection& section) {
  std::vector<web::OpenEntry> out;
  if (section.entries.empty()) return out;
  // One more than may be kept, so that too many are refused and not forgotten.
  for (int i = 0; i <= static_cast<int>(kEntriesMost); ++i) {
    const std::string at = "_" + section.name + "_" + std::to_string(i);
    web::OpenEntry one{typed_text(request, "entry_title" + at),
                       typed_text(request, "entry_text" + at),
                       typed_text(request, "entry_note" + at),
                       typed_text(request, "entry_path" + at)};
    if (one.title.empty() && one.text.empty()) continue;
    out.push_back(std::move(one));
  }
  if (out == section.entries) out.clear();
  return out;
}

std::vector<SectionPlace> sections_in(const web::Request& request) {
  std::vector<std::pair<int, SectionPlace>> rows;
  int place = 0;
  for (const web::OpenSection& section : request.app->home.open_sections) {
    SectionPlace one{section.name, section.label, typed_text(request, "heading_" + section.name),
                     0, request.form.has("shown_" + section.name),
                     typed_entries(request, section)};
    if (section.most > 0) {
      one.most = read_number(request.form.get("most_" + section.name), section.most);
    }
    ++place;
    if (section.stays) {
      one.shown = true;
      rows.emplace_back(section.order > 0 ? kOrderMost + 1 : 0, std::move(one));
      continue;
    }
    rows.emplace_back(read_number(request.form.get("order_" + section.name), place),
                      std::move(one));
  }
  return in_order(std::move(rows));
}

struct ReadBanners {
  std::vector<Banner> list;
  std::vector<std::size_t> slots;  // where each stands in the form
  std::vector<FieldError> errors;
};

std::string read_day(const web::Request& request, const std::string& name, const char* label,
                     std::vector<FieldError>& errors) {
  auto day = web::kit::read_date(request.form, name, label);
  if (day) return *day ? iso(**day) : std::string();
  errors.push_back({name, day.error().says});
  return {};
}

ReadBanners banners_in(const web::Request& request) {
  ReadBanners out;
  for (std::size_t i = 0; i < kBannersMost; ++i) {
    const std::string at = "_" + std::to_string(i);
    Banner one{typed_text(request, "title" + at), typed_text(request, "text" + at),
               typed_text(request, "link_words" + at), typed_text(request, "path" + at), "", "",
               typed_text(request, "picture" + at)};
    if (one == Banner{}) continue;
    one.from_on = read_day(request, "from_on" + at, "はじめの日", out.errors);
    one.until_on = read_day(request, "until_on" + at, "最後の日", out.errors);
    out.list.push_back(std::move(one));
    out.slots.push_back(i);
  }
  return out;
}

// title_0 of the list -> title_2 of the form, when the first two places were left empty.
void move_to_slots(Error& error, const std::vector<std::size_t>& slots) {
  for (FieldError& one : error.fields) {
    const std::size_t mark = one.field.rfind('_');
    const auto place = static_cast<std::size_t>(read_number(one.field.substr(mark + 1), 0));
    if (place >= slots.size()) continue;
    one.field = one.field.substr(0, mark + 1) + std::to_string(slots[place]);
  }
}

// The form with what there is to choose from; `form` holds the rest.
web::Response banners_page(web::Request& request, views::BannersForm form, int status) {
  auto pictures = load_banner_pictures(request.context(), form.list, form.words);
  if (!pictures) return web::problem(request, pictures.error());
  form.pictures = std::move(*pictures);
  return web::html(views::banners_form(request, form), status);
}

// The form with the program's own words where the office has written none.
web::Response sections_page(const web::Request& request, views::SectionsForm form, int status) {
  for (const web::OpenSection& section : request.app->home.open_sections) {
    if (section.entries.empty()) continue;
    form.own.insert_or_assign(section.name, views::OwnWords{section.entries, section.stays});
    for (SectionPlace& one : form.list) {
      if (one.name == section.name && one.entries.empty()) one.entries = section.entries;
    }
  }
  return web::html(views::sections_form(request, form), status);
}

int status_for(const Error& error) { return error.fault == Fault::conflict ? 409 : 422; }

// Not of the form: the office hears of it on a page of its own.
bool shows_form_again(const Error& error) {
  return error.fault == Fault::invalid || error.fault == Fault::conflict;
}

}  // namespace

web::Response show_front(web::Request& request) {
  auto front = load_front(request.context());
  if (!front) return web::problem(request, front.error());
  views::Overview view{std::move(*front), {}, {}, can(request.actor, may::change_front)};
  for (const web::NavItem& item : request.app->nav) {
    if (item.area == web::Area::open) view.own_menu.push_back(item);
  }
  std::stable_sort(view.own_menu.begin(), view.own_menu.end(),
                   [](const auto& a, const auto& b) { return a.order < b.order; });
  view.sections = request.app->home.open_sections;
  std::stable_sort(view.sections.begin(), view.sections.end(),
                   [](const auto& a, const auto& b) { return a.order < b.order; });
  const web::Home& home = request.app->home;
  if (home.office_text && home.office_article) {
    for (const web::FixedText& one : home.fixed_texts) {
      view.fixed.push_back({one, home.office_text(request.context(), one.name).has_value(),
                            home.office_article(request.context(), one.name)});
    }
  }
  view.closed = closed_paths(ways_of(view.front.menu.list, view.front.sections.list,
                                     view.front.banners.list),
                             open_pages(request, publishing::Reach::now));
  if (request.query.get("message") == "saved") view.status = "保存し、公開サイトに出しました";
  return web::html(views::overview(request, view));
}

web::Response show_menu(web::Request& request) {
  auto front = load_front(request.context());
  if (!front) return web::problem(request, front.error());
  views::MenuForm form{front->menu.list, front->menu.version, pages_to_choose(request), {}};
  if (form.list.empty()) {
    std::vector<std::pair<int, MenuEntry>> own;
    for (const web::NavItem& item : request.app->nav) {
      if (item.area != web::Area::open) continue;
      own.emplace_back(item.order, MenuEntry{item.label, item.path});
    }
    form.list = in_order(std::move(own));
  }
  return web::html(views::menu_form(request, form));
}

web::Response update_menu(web::Request& request) {
  const Change<MenuEntry> input{menu_in(request), read_seen(request)};
  auto done = change_menu(request.context(), input, pages_to_lead_to(request));
  if (done) return web::see_other("/office/front?message=saved");
  if (!shows_form_again(done.error())) return web::problem(request, done.error());
  auto front = load_front(request.context());
  if (!front) return web::problem(request, front.error());
  views::MenuForm form{input.list, input.seen, pages_to_choose(request), {}, done.error()};
  if (done.error().fault == Fault::conflict) {
    form.now = front->menu.list;
    form.seen = front->menu.version;
  }
  return web::html(views::menu_form(request, form), status_for(done.error()));
}

web::Response show_sections(web::Request& request) {
  auto front = load_front(request.context());
  if (!front) return web::problem(request, front.error());
  return sections_page(
      request, {all_sections(request, front->sections.list), front->sections.version, {}}, 200);
}

web::Response update_sections(web::Request& request) {
  const Change<SectionPlace> input{sections_in(request), read_seen(request)};
  auto done = change_sections(request.context(), input, pages_to_lead_to(request));
  if (done) return web::see_other("/office/front?message=saved");
  if (!shows_form_again(done.error())) return web::problem(request, done.error());
  auto front = load_front(request.context());
  if (!front) return web::problem(request, front.error());
  views::SectionsForm form{input.list, input.seen, {}, done.error()};
  if (done.error().fault == Fault::conflict) {
    form.now = all_sections(request, front->sections.list);
    form.seen = front->sections.version;
  }
  return sections_page(request, std::move(form), status_for(done.error()));
}

web::Response show_banners(web::Request& request) {
  auto front = load_front(request.context());
  if (!front) return web::problem(request, front.error());
  return banners_page(request, {front->banners.list, front->banners.version, {}, {}, {}}, 200);
}

web::Response update_banners(web::Request& request) {
  ReadBanners typed = banners_in(request);
  const Change<Banner> input{typed.list, read_seen(request)};
  const std::string words = cut_characters(typed_text(request, "picture_words"), kWordsMost);
  if (request.form.has("look")) {
    return banners_page(request, {input.list, input.seen, request.form, {}, {}, {}, words}, 200);
  }
  Result<void> done = fail_fields(typed.errors);
  if (typed.errors.empty()) {
    done = change_banners(request.context(), input, pages_to_lead_to(request));
    if (done) return web::see_other("/office/front?message=saved");
    move_to_slots(done.error(), typed.slots);
  }
  if (!shows_form_again(done.error())) return web::problem(request, done.error());
  auto front = load_front(request.context());
  if (!front) return web::problem(request, front.error());
  views::BannersForm form{input.list, input.seen, request.form, {}, done.error(), {}, words};
  if (done.error().fault == Fault::conflict) {
    form.now = front->banners.list;
    form.now_pictures = front->pictures;
    form.seen = front->banners.version;
  }
  return banners_page(request, std::move(form), status_for(done.error()));
}

}  // namespace musubi::front::pages
