// users.cc - `musubi user`: accounts from the terminal, through the same service as the pages.
// Links are printed once, on standard output, and not mailed: whoever runs this hands them over.
// Passwords are read from standard input, never taken from the command line, where every user of
// the machine could read them.
#include <iostream>

#include "cli/commands.h"
#include "cli/console.h"

namespace musubi::cli {
namespace {

struct Ready {
  std::unique_ptr<Installation> place;
  std::shared_ptr<accounts::Locksmith> locksmith;
  Context context() const { return place->context("コマンド user"); }
};

Result<Ready> prepare(const Choices& choices) {
  Ready ready;
  ready.place = TRY(Installation::open(choices));
  TRY(ready.place->connect());
  ready.locksmith = TRY(ready.place->locksmith());
  return ready;
}

std::string origin_of(const Ready& ready, const UserOptions& options) {
  return options.origin.empty() ? ready.place->config().origin() : options.origin;
}

void print_link(const std::string& says, const std::string& url, Instant expires, bool json) {
  if (json) {
    say_json({{"link", url}, {"expires", iso8601_jst(expires)}});
    return;
  }
  say(says);
  say("  " + url);
  say("  （一度だけ使えます。期限: " + jst_date_time(expires) + "）");
}

Result<accounts::NewAccount> read_new_account(const UserOptions& options) {
  const auto role = role_from_name(options.role);
  if (!role) {
    std::string names;
    for (int i = 0; i < kRoleCount; ++i) {
      names += (i == 0 ? "" : " ") + std::string(role_name(static_cast<Role>(i)));
    }
    return fail(Fault::invalid, "--role の「" + options.role +
                                    "」という役割はありません。次から選んでください: " + names);
  }
  accounts::NewAccount input;
  input.login = options.login;
  input.name = options.name;
  input.roles = Roles{*role};
  input.organisation = OrganisationId{options.organisation};
  return input;
}

}  // namespace

int create_user(const Choices& choices, const UserOptions& options) {
  auto ready = prepare(choices);
  if (!ready) return report(ready.error(), choices.json);
  auto input = read_new_account(options);
  if (!input) return report(input.error(), choices.json);
  if (options.password_from_input) {
    std::string password;
    std::getline(std::cin, password);
    auto made = accounts::create_account(ready->context(), *ready->locksmith, *input, password, "");
    if (!made) return report(made.error(), choices.json);
    if (choices.json) {
      say_json({{"account", made->text}});
    } else {
      say("アカウントを作りました: " + options.login);
    }
    return kOk;
  }
  auto link = accounts::invite_account(ready->context(), *input, "");
  if (!link) return report(link.error(), choices.json);
  print_link("招待のリンクを作りました。ご本人にお渡しください。",
             origin_of(*ready, options) + link->path, link->expires, choices.json);
  return kOk;
}

int reset_user(const Choices& choices, const UserOptions& options) {
  auto ready = prepare(choices);
  if (!ready) return report(ready.error(), choices.json);
  auto link = accounts::reset_account_by_login(ready->context(), options.login, "");
  if (!link) return report(link.error(), choices.json);
  print_link("これまでのパスワードと認証アプリは使えなくなりました。再設定のリンクをご本人にお渡しください。",
             origin_of(*ready, options) + link->path, link->expires, choices.json);
  return kOk;
}

int list_users(const Choices& choices, const UserOptions& options) {
  auto ready = prepare(choices);
  if (!ready) return report(ready.error(), choices.json);
  Json all = Json::array();
  accounts::ListFilter filter;
  filter.words = options.words;
  filter.most = 200;
  while (true) {
    auto page = accounts::list_accounts(ready->context(), filter);
    if (!page) return report(page.error(), choices.json);
    for (const accounts::Account& a : *page) {
      Json names = Json::array();
      std::string labels;
      for (int i = 0; i < kRoleCount; ++i) {
        const Role role = static_cast<Role>(i);
        if (!a.roles.has(role)) continue;
        names.push_back(role_name(role));
        labels += (labels.empty() ? "" : "・") + std::string(role_label(role));
      }
      if (choices.json) {
        all.push_back({{"id", a.id.text}, {"login", a.login}, {"name", a.name}, {"roles", names},
                       {"state", accounts::state_name(a.state)}, {"totp", a.has_totp}});
      } else {
        say(a.login + "\t" + a.name + "\t" + labels + "\t" +
            std::string(accounts::state_label(a.state)));
      }
    }
    if (static_cast<int>(page->size()) < filter.most) break;
    filter.after_login = accounts::login_key(page->back());
  }
  if (choices.json) say_json(all);
  return kOk;
}

int first_link(const Choices& choices, const UserOptions& options) {
  auto place = Installation::open(choices);
  if (!place) return report(place.error(), choices.json);
  if (auto migrated = (*place)->migrate(); !migrated) return report(migrated.error(), choices.json);
  auto link = accounts::make_first_administrator_link((*place)->context("コマンド user"));
  if (!link) return report(link.error(), choices.json);
  const std::string origin =
      options.origin.empty() ? (*place)->config().origin() : options.origin;
  print_link("最初の管理者を作るリンクです。ブラウザーで開いてください。", origin + link->path,
             link->expires, choices.json);
  return kOk;
}

}  // namespace musubi::cli
