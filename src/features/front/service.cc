// service.cc - see service.h. Every change is checked, permitted, audited and committed in one
// transaction, and forgets the kept pages of the open site with it.
#include "features/front/service.h"

#include <map>

#include "base/text.h"
#include "core/audit/audit.h"
#include "features/front/pictures.h"
#include "features/front/store.h"
#include "web/cache.h"

namespace musubi::front {
namespace {

constexpr std::string_view kOpenPages = "site";
constexpr int kPicturesLookedAt = 60;

using Errors = std::vector<FieldError>;

void check_words(Errors& errors, const std::string& field, const char* label,
                 const std::string& text, std::size_t most, bool needed) {
  if (needed && text.empty()) {
    errors.push_back({field, std::string(label) + "を入力してください"});
  } else if (count_characters(text) > most) {
    errors.push_back({field, std::string(label) + "は" +
                                 thousands(static_cast<std::int64_t>(most)) +
                                 "文字以内で入力してください（いま" +
                                 thousands(static_cast<std::int64_t>(count_characters(text))) +
                                 "文字です）"});
  }
}

void check_path(Errors& errors, const std::string& field, const std::string& path,
                const IsOpen& is_open) {
  if (path.empty()) {
    errors.push_back({field, "行き先のアドレスを入力してください（例：/cases）"});
  } else if (path.front() != '/' || path.starts_with("//")) {
    errors.push_back({field, "行き先は、このサイトの「/」で始まるアドレスで入力してください（例：/cases）"});
  } else if (!is_open(path)) {
    errors.push_back({field, "このアドレスのページがないか、公開も公開予約もされていないか、"
                             "だれでも開けるページではありません。アドレスを確かめてください"});
  }
}

Result<void> check(const std::vector<MenuEntry>& menu, const IsOpen& is_open) {
  Errors errors;
  for (std::size_t i = 0; i < menu.size(); ++i) {
    const std::string at = "_" + std::to_string(i);
    check_words(errors, "label" + at, "名前", menu[i].label, kLabelMost, true);
    check_path(errors, "path" + at, menu[i].path, is_open);
    for (std::size_t before = 0; before < i; ++before) {
      if (menu[before].path != menu[i].path || menu[i].path.empty()) continue;
      errors.push_back({"path" + at, "同じ行き先がもう1つあります。どちらかを消してください"});
      break;
    }
  }
  if (menu.size() > kMenuMost) {
    errors.push_back({"label_0", "メニューに置けるのは12個までです。いくつか消してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return {};
}

void check_entries(Errors& errors, const SectionPlace& section, const IsOpen& is_open) {
  for (std::size_t i = 0; i < section.entries.size(); ++i) {
    const std::string at = "_" + section.name + "_" + std::to_string(i);
    const web::OpenEntry& one = section.entries[i];
    check_words(errors, "entry_title" + at, "題", one.title, kHeadingMost, true);
    check_words(errors, "entry_text" + at, "文", one.text, kEntryTextMost, true);
    check_words(errors, "entry_note" + at, "添える言葉", one.note, kHeadingMost, false);
    if (!one.path.empty()) check_path(errors, "entry_path" + at, one.path, is_open);
  }
  if (section.entries.size() > kEntriesMost) {
    errors.push_back({"entry_title_" + section.name + "_0",
                      "「" + section.label + "」に置けるのは6つまでです。いくつか消してください"});
  }
}

Result<void> check(const std::vector<SectionPlace>& sections, const IsOpen& is_open) {
  Errors errors;
  for (const SectionPlace& one : sections) {
    check_words(errors, "heading_" + one.name, "見出し", one.heading, kHeadingMost, false);
    if (one.most < 0 || one.most > kSectionItemsMost) {
      errors.push_back({"most_" + one.name, "件数は1から12までで選んでください"});
    }
    check_entries(errors, one, is_open);
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return {};
}

void check_days(Errors& errors, const std::string& at, const Banner& banner) {
  if (!banner.from_on.empty() && !banner.until_on.empty() && banner.until_on < banner.from_on) {
    errors.push_back({"until_on" + at, "最後の日は、はじめの日と同じか、後の日にしてください"});
  }
}

Result<void> check(const std::vector<Banner>& banners, const IsOpen& is_open) {
  Errors errors;
  for (std::size_t i = 0; i < banners.size(); ++i) {
    const std::string at = "_" + std::to_string(i);
    const Banner& one = banners[i];
    check_words(errors, "title" + at, "見出し", one.title, kHeadingMost, true);
    check_words(errors, "text" + at, "文", one.text, kBannerTextMost, false);
    const bool links = !one.path.empty() || !one.link_words.empty();
    if (links) {
      check_words(errors, "link_words" + at, "リンクの言葉", one.link_words, kHeadingMost, true);
      check_path(errors, "path" + at, one.path, is_open);
    }
    check_days(errors, at, one);
  }
  if (banners.size() > kBannersMost) {
    errors.push_back({"title_0", "お知らせ枠は3つまでです。古いものを消してください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return {};
}

std::string told_banners(db::Reader& reader, const std::vector<Banner>& banners, Date today) {
  std::map<std::string, std::string> titles;
  for (const auto& [id, one] : find_pictures_of(reader, banners, today)) {
    titles.insert_or_assign(id, one.picture.title);
  }
  return banners_words(banners, titles);
}

struct PartChange {
  std::string_view name, action;
  std::string old_content, content;
  std::string before, after;  // in words
  std::int64_t seen = 0;
};

Result<void> change_part(db::Tx& tx, const Context& ctx, const PartChange& change) {
  if (change.old_content == change.content) return {};
  TRY(store::update_part(tx, change.name, change.content, change.seen, ctx.now));
  const std::string field(change.name);
  TRY(audit::note(tx, ctx, change.action, {"front", field, ""}, Json{{field, change.before}},
                  Json{{field, change.after}}));
  web::forget_pages(tx, kOpenPages);
  return {};
}

}  // namespace

Result<Front> load_front(const Context& ctx) {
  TRY(must(ctx.actor, may::see_front));
  return ctx.db.read([&](db::Reader& reader) -> Result<Front> {
    const store::Part menu = store::find_part(reader, store::kMenu);
    const store::Part sections = store::find_part(reader, store::kSections);
    const store::Part banners = store::find_part(reader, store::kBanners);
    Front out{{read_menu(menu.content), menu.version},
              {read_sections(sections.content), sections.version},
              {read_banners(banners.content), banners.version}};
    out.pictures = find_pictures_of(reader, out.banners.list, ctx.today());
    return out;
  });
}

Result<void> change_menu(const Context& ctx, const Change<MenuEntry>& input,
                         const IsOpen& is_open) {
  TRY(check(input.list, is_open));
  TRY(must(ctx.actor, may::change_front));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const std::string before = store::find_part(tx, store::kMenu).content;
    return change_part(tx, ctx,
                       {store::kMenu, "front.menu.changed", before, write_menu(input.list),
                        menu_words(read_menu(before)), menu_words(input.list), input.seen});
  });
}

Result<void> change_sections(const Context& ctx, const Change<SectionPlace>& input,
                             const IsOpen& is_open) {
  TRY(check(input.list, is_open));
  TRY(must(ctx.actor, may::change_front));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const std::string before = store::find_part(tx, store::kSections).content;
    return change_part(
        tx, ctx,
        {store::kSections, "front.sections.changed", before, write_sections(input.list),
         sections_words(read_sections(before)), sections_words(input.list), input.seen});
  });
}

Result<void> change_banners(const Context& ctx, const Change<Banner>& input,
                            const IsOpen& is_open) {
  TRY(check(input.list, is_open));
  TRY(must(ctx.actor, may::change_front));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(check_pictures(tx, input.list, ctx.today()));
    const std::string before = store::find_part(tx, store::kBanners).content;
    return change_part(tx, ctx,
                       {store::kBanners, "front.banners.changed", before,
                        write_banners(input.list),
                        told_banners(tx, read_banners(before), ctx.today()),
                        told_banners(tx, input.list, ctx.today()), input.seen});
  });
}

std::vector<MenuEntry> shown_menu(const Context& ctx, const IsOpen& is_open) {
  auto menu = ctx.db.read([](db::Reader& reader) {
    return read_menu(store::find_part(reader, store::kMenu).content);
  });
  std::erase_if(menu, [&](const MenuEntry& one) { return !is_open(one.path); });
  return menu;
}

std::vector<SectionPlace> placed_sections(const Context& ctx, const IsOpen& is_open) {
  auto sections = ctx.db.read([](db::Reader& reader) {
    return read_sections(store::find_part(reader, store::kSections).content);
  });
  for (SectionPlace& section : sections) {
    for (web::OpenEntry& one : section.entries) {
      const bool gone = section.shown && !one.path.empty() && !is_open(one.path);
      if (gone) one.path.clear();
    }
  }
  return sections;
}

Result<BannerPictures> load_banner_pictures(const Context& ctx, const std::vector<Banner>& banners,
                                            const std::string& words, std::size_t most) {
  TRY(must(ctx.actor, may::change_front));
  const auto found = TRY(media::list_pictures(ctx, words, kPicturesLookedAt));
  return ctx.db.read([&](db::Reader& reader) {
    BannerPictures out;
    for (const media::Choice& one : found) {
      if (!media::reasons_against(reader, one.id, ctx.today()).empty()) continue;
      out.more = out.choices.size() == most;
      if (out.more) break;
      out.choices.push_back({one.id.text, one.title, one.thumb_path});
    }
    out.more = out.more || found.size() == static_cast<std::size_t>(kPicturesLookedAt);
    out.chosen = find_pictures_of(reader, banners, ctx.today());
    return out;
  });
}

std::vector<ShownBanner> shown_banners(const Context& ctx, const IsOpen& is_open) {
  auto banners = ctx.db.read([&](db::Reader& reader) {
    std::vector<ShownBanner> out;
    for (Banner& one : read_banners(store::find_part(reader, store::kBanners).content)) {
      if (!is_shown(one, ctx.today())) continue;
      auto picture = find_open_picture(reader, one, ctx.today());
      out.push_back({std::move(one), std::move(picture)});
    }
    return out;
  });
  for (auto& [banner, picture] : banners) {
    if (banner.path.empty() || is_open(banner.path)) continue;
    banner.path.clear();
    banner.link_words.clear();
  }
  return banners;
}

}  // namespace musubi::front
