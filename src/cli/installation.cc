// installation.cc - configuration first, then the folder, then core's parts, then the database.
// The search tokenizer must be known before any connection is opened, hence install() in open().
#include "cli/installation.h"

#include <sys/stat.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/log.h"
#include "base/text.h"
#include "core/documents/documents.h"
#include "core/files/files.h"
#include "core/mail/inbox.h"
#include "core/mail/mail.h"
#include "core/oidc/oidc.h"
#include "core/registers/registers.h"
#include "core/search/search.h"
#include "core/settings/consortium.h"
#include "db/migrate.h"

namespace musubi::cli {
namespace fs = std::filesystem;
namespace {

std::string config_path_of(const Choices& choices) {
  if (!choices.config_file.empty()) return choices.config_file;
  if (const char* named = std::getenv("MUSUBI_CONFIG"); named != nullptr && *named != '\0') {
    return named;
  }
  std::string folder = choices.data;
  if (folder.empty()) {
    const char* named = std::getenv("MUSUBI_DATA_DIRECTORY");
    folder = named != nullptr && *named != '\0' ? named : config::defaults().data.directory;
  }
  const fs::path beside = fs::path(folder) / "musubi.toml";
  std::error_code none;
  return fs::exists(beside, none) ? beside.string() : "";
}

Result<void> make_folder(const std::string& folder) {
  std::error_code error;
  if (fs::is_directory(folder, error)) return {};
  fs::create_directories(folder, error);
  if (error) {
    return fail(Fault::unavailable,
                "データフォルダ「" + folder + "」を作れません。場所と書き込みの権限をお確かめください。",
                error.message());
  }
  // SECURITY: personal data lives below; nobody but the owner and the group reads it.
  fs::permissions(folder, fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec,
                  error);
  return {};
}

struct Server {
  bool implicit_tls = false;
  std::string host;
  int port = 0;
};
// scheme(s)://host[:port]; checked by the configuration already.
Server server_of(std::string rest, int plain_port, int tls_port) {
  Server server;
  const auto scheme = rest.find("://");
  server.implicit_tls = scheme != std::string::npos && scheme > 0 && rest[scheme - 1] == 's';
  rest = rest.substr(scheme == std::string::npos ? 0 : scheme + 3);
  while (rest.ends_with('/')) rest.pop_back();
  server.port = server.implicit_tls ? tls_port : plain_port;
  const auto colon = rest.rfind(':');
  if (colon != std::string::npos && rest.find(']', colon) == std::string::npos) {
    server.port = std::atoi(rest.c_str() + colon + 1);
    rest = rest.substr(0, colon);
  }
  server.host = rest;
  return server;
}

// SECURITY: without TLS only inside this machine, where nobody listens in between.
mail::Security security_of(const Server& server) {
  if (server.implicit_tls) return mail::Security::tls;
  const bool inside =
      server.host == "localhost" || server.host == "127.0.0.1" || server.host == "[::1]";
  return inside ? mail::Security::none : mail::Security::starttls;
}

std::string first_line_of(const std::string& path) {
  std::string line;
  if (path.empty()) return line;
  std::ifstream in(path);
  std::getline(in, line);
  return line;
}

std::optional<mail::Smtp> smtp_of(const config::Mail& settings,
                                  const config::Consortium& consortium) {
  if (!settings.enabled()) return std::nullopt;
  const Server server = server_of(settings.smtp_url, 587, 465);
  mail::Smtp smtp;
  smtp.security = security_of(server);
  smtp.port = server.port;
  smtp.host = server.host;
  smtp.user = settings.user;
  smtp.from_name = settings.from_name.empty() ? consortium.name : settings.from_name;
  smtp.from_address = settings.from_address;
  smtp.password = first_line_of(settings.password_file);
  return smtp;
}

std::optional<mail::Inbox> inbox_of(const config::Bounces& settings) {
  if (!settings.enabled()) return std::nullopt;
  const Server server = server_of(settings.imap_url, 143, 993);
  mail::Inbox inbox;
  inbox.security = security_of(server);
  inbox.port = server.port;
  inbox.host = server.host;
  inbox.user = settings.user;
  inbox.folder = settings.folder;
  inbox.password = first_line_of(settings.password_file);
  return inbox;
}

oidc::Options oidc_of(const config::Oidc& settings) {
  oidc::Options out;
  out.issuer = settings.issuer;
  out.client_id = settings.client_id;
  out.client_secret = settings.client_secret;
  if (!settings.client_secret_file.empty()) {
    out.client_secret = first_line_of(settings.client_secret_file);
  }
  out.profile =
      settings.profile == "gbizid" ? oidc::Profile::gbizid : oidc::Profile::generic;
  out.button_label = settings.button_label;
  out.scopes = settings.scopes;
  return out;
}

registers::Options registers_of(const config::Registers& settings) {
  registers::Options out;
  if (settings.source == "off") return out;
  const bool nta = settings.source == "nta";
  out.source = nta ? registers::Source::nta : registers::Source::gbizinfo;
  out.address = !settings.address.empty() ? settings.address
                : nta                     ? "https://api.houjin-bangou.nta.go.jp"
                                          : "https://api.info.gbiz.go.jp/hojin";
  std::ifstream in(settings.secret_file);
  std::getline(in, out.secret);
  return out;
}

}  // namespace

Result<std::unique_ptr<Installation>> Installation::look_at(
    const Choices& choices, const config::Environment& overrides) {
  search::install();
  std::unique_ptr<Installation> made(new Installation);
  made->environment_ = config::environment_of_process();
  if (!choices.data.empty()) made->environment_["MUSUBI_DATA_DIRECTORY"] = choices.data;
  for (const auto& [name, value] : overrides) made->environment_[name] = value;
  made->config_path_ = config_path_of(choices);
  made->config_ = TRY(config::load(made->config_path_, made->environment_));
  log::configure(made->config_.log.level, made->config_.log.format);
  made->tell_core();
  return made;
}

Result<std::unique_ptr<Installation>> Installation::open(const Choices& choices,
                                                         const config::Environment& overrides) {
  auto made = TRY(look_at(choices, overrides));
  TRY(make_folder(made->data_folder()));
  made->tell_core();  // once more: now there is a folder for the files
  return made;
}

Result<std::string> Installation::data_folder_of(const Choices& choices) {
  config::Environment environment = config::environment_of_process();
  if (!choices.data.empty()) environment["MUSUBI_DATA_DIRECTORY"] = choices.data;
  const config::Config config = TRY(config::load(config_path_of(choices), environment));
  return config.data.directory;
}

void Installation::tell_core() const {
  files::Options file_options;
  file_options.folder = data_folder() + "/files";
  file_options.clamd_socket = config_.files.clamd_socket;
  file_options.bytes_max = config_.files.upload_bytes_max;
  files::configure(file_options);
  settings::Consortium names;
  names.name = config_.consortium.name;
  names.secretariat = config_.consortium.secretariat.empty()
                          ? config_.consortium.name + "事務局"
                          : config_.consortium.secretariat;
  names.addressee = config_.consortium.addressee;
  names.lender = config_.consortium.lender;
  names.prefecture = config_.consortium.prefecture;
  names.prefecture_code = config_.consortium.prefecture_code;
  names.origin = config_.origin();
  settings::configure(names);
  mail::configure(smtp_of(config_.mail, config_.consortium));
  mail::configure_inbox(inbox_of(config_.bounces));
  registers::configure(registers_of(config_.registers));
  oidc::configure(oidc_of(config_.oidc));
  documents::Options printing;
  printing.browser = config_.documents.browser;
  if (!config_.documents.run_as_user.empty()) printing.run_as = config_.documents.run_as_user;
  documents::configure(printing);
}

db::Options Installation::db_options() const {
  db::Options options;
  options.kind = config_.database.kind == config::DatabaseKind::postgres ? db::Kind::postgres
                                                                         : db::Kind::sqlite;
  options.path = config_.database_path();
  options.connection = config_.database.connection;
  options.readers = static_cast<int>(config_.database.readers);
  options.slow_query_ms = static_cast<int>(config_.database.slow_query_ms);
  return options;
}

Result<void> Installation::connect() {
  if (db_) return {};
  const db::Options options = db_options();
  std::error_code none;
  if (options.kind == db::Kind::sqlite && !fs::exists(options.path, none)) {
    return fail(Fault::not_found, "データベース「" + options.path +
                                      "」がまだありません。musubi migrate で用意してください。");
  }
  db_ = TRY(db::Db::open(options));
  return {};
}

Result<void> Installation::migrate() {
  const auto applied = TRY(db::migrate(db_options(), db::embedded_migrations()));
  for (const std::string& name : applied) log::info("migration.applied", {{"name", name}});
  return connect();
}

Context Installation::context(std::string part) {
  return Context{Actor::system(std::move(part)), *db_, now_from_system_clock(), "", ""};
}

Result<std::shared_ptr<accounts::Locksmith>> Installation::locksmith() {
  if (!locksmith_) locksmith_ = TRY(accounts::open_locksmith(data_folder()));
  return locksmith_;
}

Result<config::Reloaded> Installation::reload() {
  auto reloaded = TRY(config::reload(config_, config_path_, environment_));
  config_ = reloaded.config;
  log::configure(config_.log.level, config_.log.format);
  mail::configure(smtp_of(config_.mail, config_.consortium));
  mail::configure_inbox(inbox_of(config_.bounces));
  registers::configure(registers_of(config_.registers));
  oidc::configure(oidc_of(config_.oidc));
  return reloaded;
}

}  // namespace musubi::cli
