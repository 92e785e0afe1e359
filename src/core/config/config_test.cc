// config_test.cc - promises of config.h: the example documents every key, the environment
// overrides, every mistake is named with its line, and reload knows what needs a restart.
#include "core/config/config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <random>
#include <sstream>

#include "base/text.h"
#include "core/config/keys.h"
#include "support/places.h"

namespace musubi::config {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string says(std::string_view toml, const Environment& env = {}) {
  const Result<Config> read = parse(toml, "musubi.toml", env);
  return read ? "" : read.error().says;
}

class TempFile {
 public:
  explicit TempFile(const std::string& text)
      : path_(testing::TempDir() + "musubi_config_" + std::to_string(::getpid()) + ".toml") {
    write(text);
  }
  ~TempFile() { std::remove(path_.c_str()); }
  void write(const std::string& text) { std::ofstream(path_, std::ios::binary) << text; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

TEST(Config, TheDeployedExampleIsWrittenByTheCode) {
  std::ifstream file(test::source("/deploy/musubi.example.toml"), std::ios::binary);
  ASSERT_TRUE(file) << "deploy/musubi.example.toml is missing";
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), example_toml()) << "write it again: musubi config --example";
}

TEST(Config, TheExampleHoldsEveryKeyAndTheDefaults) {
  const std::string example = example_toml();
  const Result<Config> read = parse(example, "example", {});
  ASSERT_TRUE(read) << read.error().says;
  for (const Key& key : all_keys()) {
    EXPECT_EQ(key.get(*read), key.get(defaults())) << key.dotted();
    EXPECT_EQ(key.get(*read), key.fallback) << key.dotted();
    EXPECT_THAT(example, HasSubstr("\n" + std::string(key.name) + " = "));
    EXPECT_THAT(example, HasSubstr(key.environment() + "。"));
    EXPECT_FALSE(key.explains.empty()) << key.dotted();
  }
}

TEST(Config, AnEmptyFileGivesSafeDefaults) {
  const Result<Config> read = parse("", "empty", {});
  ASSERT_TRUE(read) << read.error().says;
  EXPECT_EQ(read->server.host, "127.0.0.1");
  EXPECT_EQ(read->server.port, 8080);
  EXPECT_EQ(read->server.admin_port, 0);
  EXPECT_EQ(read->database.kind, DatabaseKind::sqlite);
  EXPECT_EQ(read->database_path(), "var/musubi.sqlite");
  EXPECT_EQ(read->origin(), "http://127.0.0.1:8080");
  EXPECT_EQ(read->consortium.contract_start, (Date{2024, 4, 1}));
  EXPECT_FALSE(read->development.enabled);
  EXPECT_FALSE(read->tls.enabled());
  EXPECT_FALSE(read->mail.enabled());
}

TEST(Config, ReadsEveryKindOfValue) {
  const Result<Config> read = parse(R"(
[server]
host = "::1"
port = 9000
trusted_proxies = ["127.0.0.1", "::1"]
[tls]
minimum_version = "1.3"
[database]
kind = "postgres"
connection = "host=/tmp dbname=x"
[log]
level = "debug"
format = "json"
[consortium]
contract_start = 2024-06-03
contract_end = "2025-03-31"
[development]
enabled = true
)",
                                    "musubi.toml", {});
  ASSERT_TRUE(read) << read.error().says;
  EXPECT_EQ(read->server.port, 9000);
  EXPECT_EQ(read->server.trusted_proxies, (std::vector<std::string>{"127.0.0.1", "::1"}));
  EXPECT_EQ(read->tls.minimum_version, TlsVersion::v1_3);
  EXPECT_EQ(read->database.kind, DatabaseKind::postgres);
  EXPECT_EQ(read->log.level, log::Level::debug);
  EXPECT_EQ(read->log.format, log::Format::json);
  EXPECT_EQ(read->consortium.contract_start, (Date{2024, 6, 3}));
  EXPECT_TRUE(read->development.enabled);
  EXPECT_EQ(read->origin(), "http://[::1]:9000");
}

TEST(Config, TellsAnOriginThatLeadsNobodyElsewhereHere) {
  const auto local = [](const std::string& host, const std::string& origin = "") {
    const Result<Config> read = parse("", "empty", {{"MUSUBI_SERVER_HOST", host},
                                                    {"MUSUBI_SERVER_PUBLIC_ORIGIN", origin}});
    EXPECT_TRUE(read) << host;
    return read && read->origin_is_local();
  };
  for (const char* host : {"127.0.0.1", "127.8.0.1", "0.0.0.0", "::", "::1", "0:0::0:1",
                           "::ffff:127.0.0.1", "::ffff:0.0.0.0"}) {
    EXPECT_TRUE(local(host)) << host;
    EXPECT_FALSE(local(host, "https://example.jp")) << host;
  }
  for (const char* host : {"192.0.2.1", "2001:db8::1", "::ffff:192.0.2.1"}) {
    EXPECT_FALSE(local(host)) << host;
  }
}

TEST(Config, TheEnvironmentOverridesTheFile) {
  const Environment env{{"MUSUBI_SERVER_PORT", "9100"},
                        {"MUSUBI_SERVER_TRUSTED_PROXIES", "127.0.0.1, ::1"},
                        {"MUSUBI_DEVELOPMENT_ENABLED", "true"},
                        {"MUSUBI_LOG_LEVEL", "error"},
                        {"MUSUBI_TEST_PG", "host=/tmp"},  // belongs to the tests: ignored
                        {"HOME", "/root"}};
  const Result<Config> read = parse("[server]\nport = 9000\n", "musubi.toml", env);
  ASSERT_TRUE(read) << read.error().says;
  EXPECT_EQ(read->server.port, 9100);
  EXPECT_EQ(read->server.trusted_proxies.size(), 2u);
  EXPECT_TRUE(read->development.enabled);
  EXPECT_EQ(read->log.level, log::Level::error);
}

TEST(Config, EveryIntegerKeyKeepsItsLimitsAndEveryKeyItsVariable) {
  for (const Key& key : all_keys()) {
    if (key.kind != Kind::integer) continue;
    for (std::int64_t outside : {key.range.least - 1, key.range.most + 1}) {
      const std::string text = says("", {{key.environment(), std::to_string(outside)}});
      EXPECT_THAT(text, HasSubstr("環境変数 " + key.environment() + "（" + key.dotted() + "）: "));
      EXPECT_THAT(text, HasSubstr(std::to_string(key.range.most) + "までの整数"));
    }
    const auto fallback = std::get<std::int64_t>(key.fallback);
    EXPECT_EQ(says("", {{key.environment(), std::to_string(fallback)}}), "") << key.dotted();
  }
}

TEST(Config, NamesTheLineTheKeyAndTheRemedy) {
  const std::string wrong_port = says("[server]\nhost = \"127.0.0.1\"\nport = 70000\n");
  EXPECT_THAT(wrong_port, HasSubstr("3行目 server.port: 1から65535までの整数"));
  EXPECT_THAT(wrong_port, HasSubstr("musubi.toml"));
  EXPECT_THAT(says("[server]\nport = \"8080\"\n"), HasSubstr("2行目 server.port: 整数で"));
  EXPECT_THAT(says("[server]\nport = 80.5\n"), HasSubstr("整数で"));
  EXPECT_THAT(says("[server]\nhost = 1\n"), HasSubstr("2行目 server.host: 文字列で"));
  EXPECT_THAT(says("[server]\nhost = \"localhost\"\n"), HasSubstr("IPアドレス"));
  EXPECT_THAT(says("[development]\nenabled = \"yes\"\n"), HasSubstr("true か false"));
  EXPECT_THAT(says("[development]\nenabled = 1\n"), HasSubstr("true か false"));
  EXPECT_THAT(says("[log]\nlevel = \"loud\"\n"), HasSubstr("debug、info、warning、error"));
  EXPECT_THAT(says("[server]\ntrusted_proxies = \"127.0.0.1\"\n"), HasSubstr("並び"));
  EXPECT_THAT(says("[server]\ntrusted_proxies = [1]\n"), HasSubstr("並び"));
  EXPECT_THAT(says("[server]\ntrusted_proxies = [\"proxy.example.jp\"]\n"),
              HasSubstr("IPアドレスかネットワーク"));
  EXPECT_THAT(says("[consortium]\ncontract_end = \"2025-02-30\"\n"), HasSubstr("実在する日付"));
  EXPECT_THAT(says("[consortium]\nname = \"a\\nb\"\n"), HasSubstr("制御文字"));
  EXPECT_THAT(says("[data]\ndirectory = \"　\"\n"), HasSubstr("空にはできません"));
  EXPECT_THAT(says("server = 1\n"), HasSubstr("[server] と書いた行の下"));
  EXPECT_THAT(says("[tls]\ncertificate_file = \"/nonexistent.pem\"\n"),
              HasSubstr("見つかりません"));
}

TEST(Config, TrustedProxiesMayBeNetworks) {
  const auto says_of = [](const std::string& proxy) {
    return says("[server]\ntrusted_proxies = [\"" + proxy + "\"]\n");
  };
  for (const char* fine : {"10.0.0.5", "10.0.0.0/8", "0.0.0.0/0", "::1", "2001:db8::/32"}) {
    EXPECT_EQ(says_of(fine), "") << fine;
  }
  for (const char* bad : {"10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0.0/8/8",
                          "2001:db8::/129", "/8", "", "proxy.example.jp/8"}) {
    EXPECT_THAT(says_of(bad), HasSubstr("10.0.0.0/8")) << bad;
  }
}

TEST(Config, ChecksTheCodeOfThePrefecture) {
  const auto says_of = [](const std::string& code) {
    return says("[consortium]\nprefecture_code = \"" + code + "\"\n");
  };
  for (const char* fine : {"430005", "010006", "130001", "470007"}) {
    EXPECT_EQ(says_of(fine), "") << fine;
  }
  for (const char* bad : {"", "43", "430006", "431001", "４３０００５", "4300051", "43000x",
                          "000001"}) {
    EXPECT_THAT(says_of(bad), HasSubstr("consortium.prefecture_code: 都道府県の")) << bad;
  }
}

TEST(Config, SuggestsTheNearestKey) {
  EXPECT_THAT(
      says("[server]\nprot = 1\n"),
      HasSubstr("2行目 server.prot: この項目はありません。server.port の誤りではありませんか。"));
  EXPECT_THAT(says("[sever]\nport = 1\n"),
              HasSubstr("1行目 sever: この項目はありません。server の"));
  EXPECT_THAT(says("port = 1\n"), HasSubstr("server.port の誤り"));
  EXPECT_THAT(says("", {{"MUSUBI_SERVER_PROT", "1"}}),
              HasSubstr("環境変数 MUSUBI_SERVER_PROT（server.prot）: この項目はありません。"
                        "server.port の誤り"));
  const std::string far = says("[server]\nxyzzy_plugh_quux = 1\n");
  EXPECT_THAT(far, HasSubstr("musubi config --example"));
  EXPECT_THAT(far, Not(HasSubstr("の誤りではありませんか")));
}

TEST(Config, CollectsEveryMistakeInTheOrderOfTheFile) {
  const Result<Config> read =
      parse("[server]\nport = 0\n[log]\nlevel = 3\n[limits]\nnope = 1\n", "musubi.toml", {});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().fault, Fault::invalid);
  ASSERT_EQ(read.error().fields.size(), 3u);
  EXPECT_EQ(read.error().fields[0].field, "server.port");
  EXPECT_EQ(read.error().fields[1].field, "log.level");
  EXPECT_EQ(read.error().fields[2].field, "limits.nope");
}

TEST(Config, RefusesBrokenToml) {
  EXPECT_THAT(says("[server]\nport = = 1\n"), HasSubstr("2行目: TOMLとして読めません"));
  EXPECT_THAT(says("[server\n"), HasSubstr("1行目: TOMLとして読めません"));
  EXPECT_THAT(says("[server]\nport = 1\nport = 2\n"), HasSubstr("3行目"));
  EXPECT_THAT(says("[consortium]\nname = \"\x8C\x46\x96\x7B\"\n"), HasSubstr("2行目"));
}

TEST(Config, RefusesWhatOnlyTheWholeCanTell) {
  EXPECT_THAT(says("[database]\nkind = \"postgres\"\n"), HasSubstr("database.connection: "));
  EXPECT_THAT(says("[mail]\nsmtp_url = \"smtp://mail.example.jp:587\"\n"),
              HasSubstr("mail.from_address: "));
  EXPECT_THAT(says("[bounces]\nimap_url = \"imaps://mail.example.jp\"\n"),
              HasSubstr("bounces.user: "));
  EXPECT_THAT(says("[bounces]\nimap_url = \"imaps://mail.example.jp\"\nuser = \"modori\"\n"),
              HasSubstr("bounces.password_file: "));
  EXPECT_THAT(says("[server]\nadmin_port = 8080\n"), HasSubstr("2行目 server.admin_port: "));
  EXPECT_THAT(says("[consortium]\ncontract_end = 2023-03-31\n"), HasSubstr("2行目 consortium."));
  EXPECT_THAT(says("[session]\nidle_minutes = 90\nabsolute_hours = 1\n"),
              HasSubstr("2行目 session.idle_minutes: "));
  EXPECT_THAT(says("[files]\nupload_bytes_max = 1073741824\n"), HasSubstr("body_bytes_max 以下"));
}

TEST(Config, ChecksAddressesOfServers) {
  for (const char* origin : {"https://example.jp", "http://127.0.0.1:8080", "https://[::1]:8443"}) {
    EXPECT_EQ(says("", {{"MUSUBI_SERVER_PUBLIC_ORIGIN", origin}}), "") << origin;
  }
  for (const char* origin : {"example.jp", "https://example.jp/", "https://", "ftp://example.jp",
                             "https://a b.jp", "https://example.jp:0", "https://example.jp:70000",
                             "https://user@example.jp", "https://example.jp:", "https://[::1"}) {
    EXPECT_NE(says("", {{"MUSUBI_SERVER_PUBLIC_ORIGIN", origin}}), "") << origin;
  }
  EXPECT_NE(says("[bounces]\nimap_url = \"pop3://mail.example.jp\"\n"), "");
  EXPECT_NE(says("[bounces]\nimap_url = \"imaps://me:x@mail.example.jp\"\n"), "");
  EXPECT_NE(says("[bounces]\nfolder = \"\"\n"), "");
  EXPECT_EQ(defaults().bounces.folder, "INBOX");
  EXPECT_FALSE(defaults().bounces.enabled());
  const std::string user = says("[mail]\nsmtp_url = \"smtp://me:hunter2@mail.example.jp\"\n");
  EXPECT_THAT(user, HasSubstr("mail.user"));
  EXPECT_THAT(user, Not(HasSubstr("hunter2"))) << "a message must not repeat a secret";
}

TEST(Config, LoadsAFileAndSaysWhenItCannot) {
  const TempFile file("[server]\nport = 9000\n");
  const Result<Config> read = load(file.path(), {});
  ASSERT_TRUE(read) << read.error().says;
  EXPECT_EQ(read->server.port, 9000);

  const Result<Config> absent = load("/nonexistent/musubi.toml", {});
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().fault, Fault::not_found);
  EXPECT_THAT(absent.error().says, HasSubstr("/nonexistent/musubi.toml が見つかりません"));

  const Result<Config> folder = load("/", {});
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().fault, Fault::unavailable);

  const Result<Config> none = load("", {{"MUSUBI_SERVER_PORT", "9001"}});
  ASSERT_TRUE(none) << none.error().says;
  EXPECT_EQ(none->server.port, 9001);
}

TEST(Config, SigningInElsewhereIsOffAndRefusedWhereItIsWrong) {
  const Result<Config> none = parse("", "empty", {});
  ASSERT_TRUE(none);
  EXPECT_FALSE(none->oidc.enabled());
  EXPECT_EQ(none->oidc.profile, "generic");
  const auto read = [](const std::string& text) { return parse("[oidc]\n" + text, "file", {}); };
  const std::string id = "client_id = \"musubi\"\n";
  for (const char* issuer : {"https://gbiz-id.go.jp/oauth/", "https://id.example.jp",
                             "http://127.0.0.1:9000/oauth/", "http://localhost:9000",
                             "http://[::1]:9000/", "https://id.example.jp:8443/realms/x"}) {
    const Result<Config> good = read(id + "issuer = \"" + issuer + "\"\n");
    ASSERT_TRUE(good) << issuer << good.error().says;
    EXPECT_EQ(good->oidc.issuer, issuer);
  }
  for (const char* issuer :
       {"http://id.example.jp/", "http://127.0.0.1.example.jp/", "https://", "id.example.jp",
        "https://id.example.jp/?x=1", "https://id.example.jp/#x", "https://user@id.example.jp/",
        "ftp://id.example.jp/", "https:// x"}) {
    const Result<Config> wrong = read(id + "issuer = \"" + issuer + "\"\n");
    ASSERT_FALSE(wrong) << issuer;
    EXPECT_NE(wrong.error().says.find("oidc.issuer"), std::string::npos) << issuer;
    EXPECT_NE(wrong.error().says.find("https://"), std::string::npos) << issuer;
  }
  const std::string on = "issuer = \"https://id.example.jp/\"\n" + id;
  const auto refused_at = [&](const std::string& text, const std::string& key) {
    const Result<Config> wrong = read(text);
    return !wrong && wrong.error().says.find(key + ": ") != std::string::npos;
  };
  EXPECT_TRUE(refused_at("issuer = \"https://id.example.jp/\"\n", "oidc.client_id"));
  EXPECT_TRUE(refused_at(on + "profile = \"gbizid\"\n", "oidc.client_secret_file"));
  EXPECT_TRUE(refused_at(on + "scopes = [\"profile\"]\n", "oidc.scopes"));
  EXPECT_TRUE(refused_at(on + "scopes = [\"openid profile\"]\n", "oidc.scopes"));
  EXPECT_TRUE(refused_at(on + "profile = \"gbizid\"\nclient_secret = \"x\"\n"
                              "scopes = [\"openid\"]\n", "oidc.scopes"));
  EXPECT_TRUE(refused_at(on + "profile = \"other\"\n", "oidc.profile"));
  EXPECT_TRUE(refused_at(on + "client_secret_file = \"/nowhere\"\n", "oidc.client_secret_file"));
  EXPECT_TRUE(refused_at(on + "button_label = \"" + std::string(41, 'a') + "\"\n",
                         "oidc.button_label"));
  TempFile secret("very secret\n");
  EXPECT_TRUE(refused_at(on + "client_secret = \"x\"\nclient_secret_file = \"" + secret.path() +
                             "\"\n", "oidc.client_secret"));
  const Result<Config> both = parse("[oidc]\n" + on + "profile = \"gbizid\"\n", "file",
                                    {{"MUSUBI_OIDC_CLIENT_SECRET", "from outside"},
                                     {"MUSUBI_OIDC_SCOPES", "openid, profile"}});
  ASSERT_TRUE(both) << both.error().says;
  EXPECT_EQ(both->oidc.client_secret, "from outside");
  EXPECT_EQ(both->oidc.scopes, (std::vector<std::string>{"openid", "profile"}));
}

TEST(Config, ReloadTakesOverWhatItCanAndNamesTheRest) {
  TempFile file("[server]\nport = 9000\n[log]\nlevel = \"info\"\n");
  const Config running = load(file.path(), {}).value();
  EXPECT_TRUE(reload(running, file.path(), {})->changes.empty());

  file.write(
      "[server]\nport = 9001\n[log]\nlevel = \"debug\"\n"
      "[limits]\nrequests_per_minute = 5\nsign_in_per_minute = 3\n");
  const Result<Reloaded> again = reload(running, file.path(), {});
  ASSERT_TRUE(again) << again.error().says;
  ASSERT_EQ(again->changes.size(), 4u);
  EXPECT_EQ(again->changes[0].key, "server.port");
  EXPECT_TRUE(again->changes[0].needs_restart);
  EXPECT_EQ(again->changes[1].key, "log.level");
  EXPECT_FALSE(again->changes[1].needs_restart);
  EXPECT_FALSE(again->changes[2].needs_restart);
  EXPECT_FALSE(again->changes[3].needs_restart);
  EXPECT_EQ(again->config.server.port, 9000) << "runs on until the restart";
  EXPECT_EQ(again->config.log.level, log::Level::debug);
  EXPECT_EQ(again->config.limits.sign_in_per_minute, 3);

  const Result<Reloaded> later = reload(again->config, file.path(), {});
  ASSERT_EQ(later->changes.size(), 1u) << "the restart is still due";
  EXPECT_EQ(later->changes[0].key, "server.port");

  file.write("[server]\nport = 0\n");
  EXPECT_FALSE(reload(running, file.path(), {}));
}

TEST(Config, SurvivesADamagedFile) {
  const std::string example = example_toml();
  std::mt19937 random(20240401);
  for (int round = 0; round < 300; ++round) {
    std::string damaged = example.substr(random() % 2000, 200 + random() % 3000);
    for (int n = 0; n < 4; ++n) damaged[random() % damaged.size()] = static_cast<char>(random());
    const std::string text = says(damaged);
    EXPECT_TRUE(is_valid_utf8(text));
    EXPECT_EQ(text.find('\x1B'), std::string::npos);
  }
}

}  // namespace
}  // namespace musubi::config
