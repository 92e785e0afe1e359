// service.cc - see service.h. What comes of asking is kept without a note in the audit, like every
// probe; what people do is noted.
#include "features/links/service.h"

#include <map>
#include <set>

#include "base/sha256.h"
#include "core/audit/audit.h"
#include "core/http/reach.h"
#include "core/mail/mail.h"
#include "core/outbox/outbox.h"
#include "core/settings/consortium.h"
#include "core/settings/settings.h"
#include "features/accounts/accounts.h"
#include "features/front/front.h"
#include "features/publishing/publishing.h"

namespace musubi::links {
namespace {

constexpr int kArticlesAtOnce = 100;
constexpr int kForgottenAtOnce = 500;
constexpr int kUsesShown = 5;
constexpr int kUntoldAtOnce = 200;
constexpr int kTurnsMost = 200;  // of forgetting: 100,000 uses a night, the rest in the next
constexpr int kDueLooked = 200;
constexpr std::string_view kManagers = "事務局管理者";  // who alone change what front arranges
constexpr std::string_view kBrokenLetter =
    "件名: 【{{consortium}}】担当の記事にリンク切れがあります\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "{{secretariat}}のシステムからのお知らせです。\n"
    "公開中の記事から、次のリンクがつながらなくなりました。直すか、外してください。\n"
    "\n"
    "{{list}}\n"
    "\n"
    "一覧：{{link}}\n"
    "\n"
    "このメールは送信専用です。\n";

bool is_external_on(db::Reader& reader) {
  return settings::find(reader, kExternalSetting, "off") == "on";
}

bool is_external_decided(db::Reader& reader) {
  return !settings::find(reader, kExternalSetting).empty();
}

Result<void> settle(const Context& ctx, const std::string& address, const Answer& answer) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto before = store::find_target(tx, address);
    if (!before) return {};  // nothing names it any more
    const Target now = after(*before, answer, ctx.now);
    TRY(store::update_target(tx, now));
    if (before->state == "broken" && now.state != "broken") {
      TRY(store::forget_told(tx, address));
    }
    return {};
  });
}

std::vector<std::string> texts_of(const publishing::PublicItem& item) {
  std::vector<std::string> out{item.body};
  for (const auto& [title, text] : item.variant_texts) out.push_back(text);
  return out;
}

Result<void> keep_uses(const Context& ctx, const std::vector<publishing::PublicItem>& items,
                       const std::string& round) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (const publishing::PublicItem& item : items) {
      for (const Found& found : links_in(texts_of(item), item.fields)) {
        const bool own = found.address.front() == '/';
        TRY(store::put_use(tx,
                           {found.address, item.id, item.title, item.path, found.words,
                            item.owner_id, item.owner_name, round, {}},
                           own ? "internal" : "external", ctx.now));
      }
    }
    return {};
  });
}

// Nothing is broken there: the link is shown from the day on which the article is public.
bool is_only_booked(const Context& ctx, const std::string& address) {
  using publishing::Reach;
  const std::string path = address.substr(0, address.find_first_of("?#"));
  return publishing::is_open_address(ctx, path, Reach::now_or_due) &&
         !publishing::is_open_address(ctx, path, Reach::now);
}

// The menu, the words of the home page and the banners lead to own pages only: so few that they are
// asked anew each night, because every visitor meets them.
Result<void> keep_ways(const Context& ctx, const std::string& round) {
  auto ways = ctx.db.read(
      [&](db::Reader& reader) { return front::list_ways(reader, ctx.today()); });
  std::erase_if(ways, [&](const front::Way& way) { return is_only_booked(ctx, way.path); });
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (const front::Way& way : ways) {
      TRY(store::put_use(tx,
                         {way.path, std::string(kOfFront) + way.place,
                          "サイトの構成（" + way.place + "）", way.office_path, way.words, "",
                          std::string(kManagers), round, {}},
                         "internal", ctx.now));
      auto target = store::find_target(tx, way.path);
      if (!target || target->next_at <= ctx.now) continue;
      target->next_at = ctx.now;
      TRY(store::update_target(tx, *target));
    }
    return {};
  });
}

Result<void> forget_unseen(const Context& ctx, const std::string& round) {
  for (int turn = 0; turn < kTurnsMost; ++turn) {
    const auto gone = ctx.db.write([&](db::Tx& tx) {
      return store::delete_unseen(tx, round, kForgottenAtOnce);
    });
    if (!gone) return fail(gone.error());
    if (*gone < kForgottenAtOnce) break;
  }
  return {};
}

std::string lines_of(const std::vector<Use>& uses) {
  std::string out;
  for (const Use& use : uses) {
    out += (out.empty() ? "" : "\n") + std::string("・「") + use.item_title + "」の「" + use.words +
           "」\n　" + use.address;
  }
  return out;
}

Result<void> tell_one(const Context& ctx, const accounts::Account& owner,
                      const std::vector<Use>& uses) {
  const settings::Consortium& house = settings::consortium();
  mail::Letter letter;
  letter.to_address = owner.login;
  letter.to_name = owner.name;
  letter.text = mail::compose(kBrokenLetter, {{"consortium", house.name},
                                              {"secretariat", house.secretariat},
                                              {"name", owner.name},
                                              {"list", lines_of(uses)},
                                              {"link", house.origin + "/office/links"}});
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    TRY(mail::enqueue(ctx, tx, letter));
    for (const Use& use : uses) TRY(store::update_told(tx, use, ctx.now));
    return {};
  });
}

Result<void> mark_told(const Context& ctx, const std::vector<Use>& uses) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    for (const Use& use : uses) TRY(store::update_told(tx, use, ctx.now));
    return {};
  });
}

}  // namespace

Result<void> read_articles(const Context& ctx) {
  const std::string round = new_uuid(ctx.now);
  std::string last;
  for (;;) {
    const auto items = ctx.db.read([&](db::Reader& reader) {
      return publishing::list_public_items(reader, last, kArticlesAtOnce);
    });
    if (items.empty()) break;
    TRY(keep_uses(ctx, items, round));
    last = items.back().id;
  }
  TRY(keep_ways(ctx, round));
  return forget_unseen(ctx, round);
}

Result<void> check_own(const Context& ctx, const Ask& ask) {
  const auto due = ctx.db.read([&](db::Reader& reader) {
    return store::list_due(reader, "internal", ctx.now, kOwnAtOnce);
  });
  for (const Target& target : due) TRY(settle(ctx, target.address, ask(target.address)));
  return {};
}

Result<std::int64_t> order_external(const Context& ctx) {
  return ctx.db.write([&](db::Tx& tx) -> Result<std::int64_t> {
    if (!is_external_on(tx)) return std::int64_t{0};
    std::set<std::string> hosts;
    std::int64_t ordered = 0;
    for (const Target& target : store::list_due(tx, "external", ctx.now, kDueLooked)) {
      if (ordered >= kOthersAtOnce) break;
      if (!hosts.insert(host_of(target.address)).second) continue;  // one of a host and turn
      TRY(outbox::later_once(tx, ctx.now, kAsked, target.address, {{"address", target.address}},
                             outbox::Lane::slow));
      ++ordered;
    }
    return ordered;
  });
}

Result<void> check_external(const Context& ctx, const std::string& address, const Ask& ask) {
  const auto target = ctx.db.read([&](db::Reader& reader) -> std::optional<Target> {
    if (!is_external_on(reader)) return std::nullopt;
    return store::find_target(reader, address);
  });
  if (!target || target->kind != "external" || target->next_at > ctx.now) return {};
  return settle(ctx, address, ask(address));
}

Answer ask_other_site(const std::string& address) {
  // What stands behind # is the browser's: a server never sees it.
  const auto reached = http::reach({.address = address.substr(0, address.find('#'))});
  if (reached) return answer_of_status(reached->status);
  Answer out;
  out.refused = reached.error().fault == Fault::forbidden;
  out.why = reached.error().says;
  return out;
}

Result<void> tell_owners(const Context& ctx) {
  const auto untold =
      ctx.db.read([](db::Reader& reader) { return store::list_untold(reader, kUntoldAtOnce); });
  std::map<std::string, std::vector<Use>> by_owner;
  for (const Use& use : untold) by_owner[use.owner_id].push_back(use);
  Context house = ctx;
  house.actor = Actor::system("リンク切れのお知らせ");
  for (const auto& [owner_id, uses] : by_owner) {
    const auto owner = accounts::load_account(house, {owner_id});
    // Nobody to tell: the office's list and home show it all the same.
    const bool reachable = owner && owner->state == accounts::State::active;
    TRY(reachable ? tell_one(house, *owner, uses) : mark_told(house, uses));
  }
  return {};
}

Result<LinkList> list_links(const Context& ctx, store::ListFilter filter) {
  TRY(must(ctx.actor, may::see_links));
  const auto shown = static_cast<std::size_t>(filter.most);
  ++filter.most;
  return ctx.db.read([&](db::Reader& reader) -> Result<LinkList> {
    LinkList out;
    auto targets = store::list_targets(reader, filter);
    out.more = targets.size() > shown;
    if (out.more) targets.pop_back();
    for (Target& target : targets) {
      Shown row;
      row.uses = store::list_uses(reader, target.address, kUsesShown + 1);
      row.more_uses = row.uses.size() > static_cast<std::size_t>(kUsesShown);
      if (row.more_uses) row.uses.pop_back();
      row.target = std::move(target);
      out.rows.push_back(std::move(row));
    }
    out.external_on = is_external_on(reader);
    out.external_decided = is_external_decided(reader);
    out.broken = store::count_state(reader, "broken");
    out.unsure = store::count_state(reader, "unsure");
    return out;
  });
}

Result<void> look_again(const Context& ctx, const std::string& address, const Ask& ask) {
  TRY(must(ctx.actor, may::check_links));
  const auto write = [&](db::Tx& tx) -> Result<std::string> {
    auto target = store::find_target(tx, address);
    if (!target) {
      return fail(Fault::not_found, "このリンクは、もうどこにも使われていません。一覧を開き直してください");
    }
    if (target->kind == "external") {
      if (!is_external_on(tx)) {
        return fail(Fault::conflict, "外部のサイトを確かめる設定になっていません。"
                                     "事務局管理者に、一覧の下の設定を頼んでください");
      }
      TRY(outbox::later_once(tx, ctx.now, kAsked, address, {{"address", address}},
                             outbox::Lane::slow));
    }
    target->next_at = ctx.now;
    TRY(store::update_target(tx, *target));
    TRY(audit::note(tx, ctx, "links.target.asked_again", {"link", sha256_hex(address), ""}, nullptr,
                    {{"address", address}}));
    return target->kind;
  };
  const std::string kind = TRY(ctx.db.write(write));
  if (kind == "external") return {};
  return settle(ctx, address, ask(address));
}

Result<void> switch_external(const Context& ctx, bool on) {
  TRY(must(ctx.actor, may::switch_external));
  return ctx.db.write([&](db::Tx& tx) {
    return settings::change(tx, ctx, kExternalSetting, on ? "on" : "off");
  });
}

bool waits_for_decision(db::Reader& reader) {
  return !is_external_decided(reader) && store::has_target_of(reader, "external");
}

}  // namespace musubi::links
