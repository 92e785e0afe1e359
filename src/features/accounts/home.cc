// home.cc - what accounts contributes to the office home: people who have not answered their
// invitation, and letters that the outbox gave up on. Reads only, at most a hundred rows each.
#include "features/accounts/accounts.h"
#include "features/accounts/pages.h"
#include "features/accounts/permissions.h"
#include "features/accounts/search_index.h"
#include "features/accounts/stocktakes.h"

namespace musubi::accounts {
namespace {

constexpr int kMost = 100;

std::optional<web::kit::Waiting> waiting_invitations(const web::Request& request) {
  ListFilter filter;
  filter.state = State::invited;
  filter.most = kMost;
  auto invited = list_accounts(request.context(), filter);
  if (!invited) return std::nullopt;
  return web::kit::Waiting{.count = static_cast<int>(invited->size()),
                           .label = "返事を待っている招待",
                           .path = "/office/accounts?state=invited",
                           .text = "期限が切れたときは、もう一度招待してください。"};
}

std::optional<web::kit::Waiting> waiting_stocktake(const web::Request& request) {
  if (!is_stocktake_due(request.context())) return std::nullopt;
  return web::kit::Waiting{.count = 1, .label = "アカウントの棚卸し",
                           .path = "/office/stocktakes",
                           .text = "四半期に1回、使う人と役割を確かめて署名します。"};
}

std::optional<web::kit::Waiting> waiting_letters(const web::Request& request) {
  const auto dead = request.context().db.read(
      [](db::Reader& reader) { return outbox::list_letters(reader, "dead", kMost); });
  return web::kit::Waiting{.count = static_cast<int>(dead.size()), .label = "止まった配信",
                           .path = "/office/outbox",
                           .text = "何度か試しましたが、届けられませんでした。",
                           .tone = web::kit::Tone::error, .due = "要確認"};
}

}  // namespace

void add_home(web::App& app) {
  app.home.nouns.push_back({.noun = "account", .label = "アカウント", .order = 60,
                            .visibility = visible_accounts,
                            .path = [](const search::Hit& hit) {
                              return "/office/accounts/" + hit.id;
                            }});
  app.home.waiting.push_back({.permission = accounts::may::manage_accounts, .order = 60,
                              .find = waiting_invitations});
  app.home.waiting.push_back({.permission = accounts::may::manage_accounts, .order = 70,
                              .find = waiting_stocktake});
  app.home.waiting.push_back(
      {.permission = accounts::may::see_outbox, .order = 10, .find = waiting_letters});
}

}  // namespace musubi::accounts
