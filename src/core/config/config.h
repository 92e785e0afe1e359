// config.h - the one configuration file (TOML) and its environment overrides.
// Every key, its default, limits and explanation are one row of the table in keys.cc; the example
// file, the checks, the overrides (MUSUBI_SECTION_KEY) and reload are made from it. What is wrong
// is refused with the key, the line and the remedy; nothing is silently ignored.
// SECURITY: never log a Config as a whole: database.connection may hold a password.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.h"
#include "base/result.h"
#include "base/time.h"

namespace musubi::config {

enum class DatabaseKind { sqlite, postgres };
enum class TlsVersion { v1_2, v1_3 };

struct Server {
  std::string host;  // 127.0.0.1
  std::int64_t port = 0;
  std::string public_origin;  // https://example.jp without a path; "" = see Config::origin
  std::vector<std::string> trusted_proxies;  // addresses, networks: X-Forwarded-For is believed
  std::int64_t admin_port = 0;               // /metrics on 127.0.0.1; 0 = off
  std::int64_t worker_threads = 0;           // 0 = by the number of processors
  std::int64_t io_threads = 0;               // 0 = by the number of processors
  std::int64_t request_head_bytes_max = 0;
  std::int64_t body_bytes_max = 0;
  std::int64_t slow_client_seconds = 0;
  std::int64_t idle_seconds = 0;
  std::int64_t connections_max = 0;
  std::int64_t queue_max = 0;
};
struct Tls {
  std::string certificate_file;  // both "" = plain HTTP
  std::string key_file;
  TlsVersion minimum_version = TlsVersion::v1_2;
  bool enabled() const { return !certificate_file.empty(); }
};
struct Data {
  std::string directory;
};
struct Database {
  DatabaseKind kind = DatabaseKind::sqlite;
  std::string path;        // "" = see Config::database_path
  std::string connection;  // libpq connection string. SECURITY: may hold a password
  std::int64_t readers = 0;
  std::int64_t slow_query_ms = 0;
};
struct Log {
  log::Level level = log::Level::info;
  log::Format format = log::Format::text;
};
struct Limits {
  std::int64_t requests_per_minute = 0;  // per client address and per account; 0 = no limit
  std::int64_t sign_in_per_minute = 0;
};
struct Session {
  std::int64_t idle_minutes = 0;
  std::int64_t absolute_hours = 0;
};
struct Access {
  std::vector<std::string> allow;  // secretariat=203.0.113.0/24; a role without one: from anywhere
};
struct Mail {
  std::string smtp_url;  // "" = mail is kept and shown in the office as 未配信
  std::string user;
  std::string password_file;
  std::string from_name;
  std::string from_address;
  bool enabled() const { return !smtp_url.empty(); }
};
struct Bounces {
  std::string imap_url;  // "" = no mailbox is read
  std::string user;
  std::string password_file;
  std::string folder;
  bool enabled() const { return !imap_url.empty(); }
};
struct Files {
  std::string clamd_socket;  // "" = uploads are not scanned
  std::int64_t upload_bytes_max = 0;
};
struct Documents {
  std::string browser;      // path of Chromium
  std::string run_as_user;  // for Chromium when we are root, else our own; "" = nobody
};
struct Registers {
  std::string source;  // off | nta | gbizinfo
  std::string address;
  std::string secret_file;
};
// Signing in with an OpenID Connect provider (features/federation).
struct Oidc {
  std::string issuer;  // "" = off
  std::string client_id;
  std::string client_secret_file;
  std::string client_secret;  // for MUSUBI_OIDC_CLIENT_SECRET. SECURITY: never logged
  std::string profile;        // generic | gbizid
  std::string button_label;   // "" = by the profile
  std::vector<std::string> scopes;  // empty = by the profile
  bool enabled() const { return !issuer.empty(); }
};
struct Consortium {
  std::string name;
  std::string secretariat;  // "" = name + 事務局
  std::string addressee;    // of reports, without 様
  std::string lender;       // who lends the roster: 貸与元 of the register of loans
  std::string prefecture, prefecture_code;  // whose open data it is
  std::string telephone, hours, mail, address;  // how to reach the secretariat; "" = not shown
  Date contract_start;
  Date contract_end;
};
struct Development {
  bool enabled = false;
};

struct Config {
  Server server;
  Tls tls;
  Data data;
  Database database;
  Log log;
  Limits limits;
  Session session;
  Access access;
  Mail mail;
  Bounces bounces;
  Files files;
  Documents documents;
  Registers registers;
  Oidc oidc;
  Consortium consortium;
  Development development;

  std::string database_path() const;  // database.path, or <data.directory>/musubi.sqlite
  std::string origin() const;         // server.public_origin, or http(s)://host:port
  // origin() is made of a loopback or wildcard address: what is mailed leads nobody elsewhere here.
  bool origin_is_local() const;
};

// Environment variables by name; only MUSUBI_SECTION_KEY of a known section are looked at.
using Environment = std::map<std::string, std::string>;
Environment environment_of_process();

// The built-in values, as after an empty file.
Config defaults();

// `path` "" = no file, defaults and environment only. Fault::not_found when the file is absent.
// Fault::invalid with every mistake at once: `says` has one line each (「12行目 server.port: …」),
// `fields` one entry each, by key.
Result<Config> load(const std::string& path, const Environment& env);
// The same from text; `name` stands for the file in messages.
Result<Config> parse(std::string_view toml, const std::string& name, const Environment& env);

struct Change {
  std::string key;             // server.port
  bool needs_restart = false;  // false for log.* and limits.*: taken over at once
};
struct Reloaded {
  Config config;  // what to use from now on: restart-only keys stay as they run
  std::vector<Change> changes;
};
// Reads again. On failure the running configuration stays; the caller logs the error.
// `running` is the configuration last returned by load or reload.
Result<Reloaded> reload(const Config& running, const std::string& path, const Environment& env);

// deploy/musubi.example.toml: every key with its explanation and default.
std::string example_toml();

}  // namespace musubi::config
