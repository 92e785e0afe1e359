// keys.cc - the table of every configuration key: its type, default, limits and explanation.
// The order here is the order of the example file. What a key means is said once, here.
#include "core/config/keys.h"

#include <algorithm>
#include <array>

#include "core/config/checks.h"

namespace musubi::config {
namespace {

constexpr std::int64_t kMiB = 1024 * 1024;

// Between a member of Config and a Value.
Value to_value(const std::string& text) { return text; }
Value to_value(std::int64_t number) { return number; }
Value to_value(bool yes) { return yes; }
Value to_value(const std::vector<std::string>& list) { return list; }
Value to_value(Date date) { return iso(date); }
Value to_value(DatabaseKind kind) {
  return std::string(kind == DatabaseKind::sqlite ? "sqlite" : "postgres");
}
Value to_value(TlsVersion version) {
  return std::string(version == TlsVersion::v1_2 ? "1.2" : "1.3");
}
Value to_value(log::Level level) {
  constexpr std::array<std::string_view, 4> kNames{"debug", "info", "warning", "error"};
  return std::string(kNames[static_cast<std::size_t>(level)]);
}
Value to_value(log::Format format) {
  return std::string(format == log::Format::text ? "text" : "json");
}

template <class Same>
void from_value(const Value& value, Same& out) {
  out = std::get<Same>(value);
}
void from_value(const Value& value, Date& out) {
  out = parse_iso_date(std::get<std::string>(value)).value_or(out);
}
void from_value(const Value& value, DatabaseKind& out) {
  const bool sqlite = std::get<std::string>(value) == "sqlite";
  out = sqlite ? DatabaseKind::sqlite : DatabaseKind::postgres;
}
void from_value(const Value& value, TlsVersion& out) {
  out = std::get<std::string>(value) == "1.2" ? TlsVersion::v1_2 : TlsVersion::v1_3;
}
void from_value(const Value& value, log::Level& out) {
  log::parse_level(std::get<std::string>(value), out);
}
void from_value(const Value& value, log::Format& out) {
  out = std::get<std::string>(value) == "text" ? log::Format::text : log::Format::json;
}

template <auto Section, auto Member>
Value get(const Config& config) {
  return to_value(config.*Section.*Member);
}
template <auto Section, auto Member>
void set(Config& config, const Value& value) {
  from_value(value, config.*Section.*Member);
}

#define MEMBER(section, member) get<&Config::section, &member>, set<&Config::section, &member>

using enum Kind;
using namespace std::string_literals;

void add_server(std::vector<Key>& keys) {
  const auto number = [&](std::string_view name, std::int64_t fallback, Range range,
                          std::string_view explains, auto getter, auto setter) {
    keys.push_back({"server", name, integer, fallback, explains, getter, setter, range});
  };
  keys.push_back(
      {"server",
       "host",
       text,
       "127.0.0.1"s,
       "待ち受けるアドレス。\nnginx や Caddy を前に置くときは 127.0.0.1 のままにします。",
       MEMBER(server, Server::host),
       {},
       {},
       check_address});
  number("port", 8080, {1, 65535}, "待ち受けるポート。", MEMBER(server, Server::port));
  keys.push_back(
      {"server",
       "public_origin",
       text,
       ""s,
       "利用者から見たこのサイトの起点（例 https://example.jp）。末尾に / は付けません。\n"
       "空のときは host と port から作ります。メールのリンクに使われます。",
       MEMBER(server, Server::public_origin),
       {},
       {},
       check_origin});
  keys.push_back({"server",
                  "trusted_proxies",
                  list,
                  std::vector<std::string>{},
                  "X-Forwarded-For を信用する中継サーバーのアドレスかネットワーク\n"
                  "（例 [\"127.0.0.1\", \"10.0.0.0/8\"]）。",
                  MEMBER(server, Server::trusted_proxies),
                  {},
                  {},
                  check_network});
  number("admin_port", 0, {0, 65535},
         "監視用（/metrics）のポート。127.0.0.1 でだけ待ち受けます。0 は使わない。",
         MEMBER(server, Server::admin_port));
  number("worker_threads", 0, {0, 1024},
         "ページを作るスレッドの数。0 は標準の26（うち18まではログインの確認を待てます）。",
         MEMBER(server, Server::worker_threads));
  number("io_threads", 0, {0, 256}, "通信を受け持つスレッドの数。0 はCPUの数から決めます。",
         MEMBER(server, Server::io_threads));
  number("request_head_bytes_max", 32 * 1024, {1024, kMiB},
         "要求のヘッダーの上限（バイト）。超えると 431 を返します。",
         MEMBER(server, Server::request_head_bytes_max));
  number("body_bytes_max", 64 * kMiB, {64 * 1024, 4096 * kMiB},
         "要求の本文の上限（バイト）。超えると 413 を返します。",
         MEMBER(server, Server::body_bytes_max));
  number("slow_client_seconds", 20, {1, 600},
         "ヘッダーを送り終えない相手や、読み書きが進まない相手を切るまでの秒数。",
         MEMBER(server, Server::slow_client_seconds));
  number("idle_seconds", 60, {1, 3600}, "要求の合間に接続を開けておく秒数。",
         MEMBER(server, Server::idle_seconds));
  number("connections_max", 20'000, {16, 1'000'000},
         "同時接続の上限。OSのファイル数の上限（LimitNOFILE）より小さくします。",
         MEMBER(server, Server::connections_max));
  number("queue_max", 512, {1, 100'000},
         "処理待ちの要求の上限。超えた要求には 503 と Retry-After を返します。",
         MEMBER(server, Server::queue_max));
}

void add_tls_and_data(std::vector<Key>& keys) {
  keys.push_back({"tls",
                  "certificate_file",
                  text,
                  ""s,
                  "証明書（PEM、中間証明書を含む）のファイル。空なら HTTP で待ち受けます。",
                  MEMBER(tls, Tls::certificate_file),
                  {},
                  {},
                  check_readable_file});
  keys.push_back({"tls",
                  "key_file",
                  text,
                  ""s,
                  "秘密鍵（PEM）のファイル。",
                  MEMBER(tls, Tls::key_file),
                  {},
                  {},
                  check_readable_file});
  keys.push_back({"tls",
                  "minimum_version",
                  choice,
                  "1.2"s,
                  "受け付ける最も古いTLSの版。",
                  MEMBER(tls, Tls::minimum_version),
                  {},
                  {"1.2", "1.3"}});
  keys.push_back({"data",
                  "directory",
                  text,
                  "var"s,
                  "データを置くフォルダ。相対パスは起動した場所から数えます。",
                  MEMBER(data, Data::directory),
                  {},
                  {},
                  check_not_empty});
}

void add_database(std::vector<Key>& keys) {
  keys.push_back({"database",
                  "kind",
                  choice,
                  "sqlite"s,
                  "データベースの種類。",
                  MEMBER(database, Database::kind),
                  {},
                  {"sqlite", "postgres"}});
  keys.push_back({"database", "path", text, ""s,
                  "SQLite のファイル。空なら data.directory の musubi.sqlite です。",
                  MEMBER(database, Database::path)});
  keys.push_back({"database", "connection", text, ""s,
                  "PostgreSQL への接続（例 host=/run/postgresql dbname=musubi）。\n"
                  "パスワードは、ここではなく ~/.pgpass か環境変数に置くことを勧めます。",
                  MEMBER(database, Database::connection)});
  keys.push_back({"database",
                  "readers",
                  integer,
                  std::int64_t{4},
                  "読み取り用の接続の数。",
                  MEMBER(database, Database::readers),
                  {1, 256}});
  keys.push_back({"database",
                  "slow_query_ms",
                  integer,
                  std::int64_t{200},
                  "これより長くかかった問い合わせをログに残します（ミリ秒）。0 は残さない。",
                  MEMBER(database, Database::slow_query_ms),
                  {0, 600'000}});
}

void add_log_and_limits(std::vector<Key>& keys) {
  keys.push_back({"log",
                  "level",
                  choice,
                  "info"s,
                  "ログに残す最も低い重要度。",
                  MEMBER(log, Log::level),
                  {},
                  {"debug", "info", "warning", "error"},
                  nullptr,
                  true});
  keys.push_back({"log",
                  "format",
                  choice,
                  "text"s,
                  "ログの形。",
                  MEMBER(log, Log::format),
                  {},
                  {"text", "json"},
                  nullptr,
                  true});
  keys.push_back({"limits",
                  "requests_per_minute",
                  integer,
                  std::int64_t{600},
                  "一つのアドレス、一つのアカウントから1分間に受ける要求の数。0 は制限しない。",
                  MEMBER(limits, Limits::requests_per_minute),
                  {0, 10'000'000},
                  {},
                  nullptr,
                  true});
  keys.push_back({"limits",
                  "sign_in_per_minute",
                  integer,
                  std::int64_t{60},
                  "一つのアドレスから1分間に受けるログインの試みの数。一度ログインした端末は数えない。",
                  MEMBER(limits, Limits::sign_in_per_minute),
                  {1, 100'000},
                  {},
                  nullptr,
                  true});
  keys.push_back({"session",
                  "idle_minutes",
                  integer,
                  std::int64_t{30},
                  "操作がないときにログアウトするまでの分数。",
                  MEMBER(session, Session::idle_minutes),
                  {1, 1440}});
  keys.push_back({"session",
                  "absolute_hours",
                  integer,
                  std::int64_t{12},
                  "操作していても、もう一度ログインを求めるまでの時間数。",
                  MEMBER(session, Session::absolute_hours),
                  {1, 720}});
  keys.push_back({"access",
                  "allow",
                  list,
                  std::vector<std::string>{},
                  "役割ごとに、使えるネットワークを限ります（例 [\"secretariat=203.0.113.0/24\"]）。\n"
                  "書いていない役割は、どこからでも使えます。同じ役割を何度書いてもかまいません。",
                  MEMBER(access, Access::allow),
                  {},
                  {},
                  check_address_rule});
}

void add_mail(std::vector<Key>& keys) {
  keys.push_back({"mail",
                  "smtp_url",
                  text,
                  ""s,
                  "メールサーバー（例 smtps://mail.example.jp:465、smtp://mail.example.jp:587）。\n"
                  "smtp:// は必ず STARTTLS で暗号化し、証明書を確かめます。できない相手には送りません。\n"
                  "この機械の中（localhost、127.0.0.1）だけは、暗号化なしでも送ります。\n"
                  "空のとき、メールは送られず「未配信」として事務局の画面に残ります。",
                  MEMBER(mail, Mail::smtp_url),
                  {},
                  {},
                  check_smtp_url,
                  true});
  keys.push_back({"mail", "user", text, ""s, "メールサーバーの利用者名。空なら認証しません。",
                  MEMBER(mail, Mail::user), {}, {}, nullptr, true});
  keys.push_back({"mail",
                  "password_file",
                  text,
                  ""s,
                  "パスワードだけを書いたファイル。所有者だけが読める権限にします。",
                  MEMBER(mail, Mail::password_file),
                  {},
                  {},
                  check_readable_file,
                  true});
  keys.push_back({"mail", "from_name", text, ""s, "差出人の名前。空なら consortium.name です。",
                  MEMBER(mail, Mail::from_name), {}, {}, nullptr, true});
  keys.push_back({"mail",
                  "from_address",
                  text,
                  ""s,
                  "差出人のメールアドレス。",
                  MEMBER(mail, Mail::from_address),
                  {},
                  {},
                  check_mail_address,
                  true});
}

void add_bounces(std::vector<Key>& keys) {
  keys.push_back({"bounces",
                  "imap_url",
                  text,
                  ""s,
                  "送ったメールの戻り（不達通知）が届く受信箱\n"
                  "（例 imaps://mail.example.jp:993、imap://mail.example.jp:143）。\n"
                  "mail.from_address あての受信箱です。5分ごとに新しいものを読みます。\n"
                  "消したり移したりはしません。空なら読みません。",
                  MEMBER(bounces, Bounces::imap_url),
                  {},
                  {},
                  check_imap_url,
                  true});
  keys.push_back({"bounces", "user", text, ""s, "受信箱の利用者名。",
                  MEMBER(bounces, Bounces::user), {}, {}, nullptr, true});
  keys.push_back({"bounces",
                  "password_file",
                  text,
                  ""s,
                  "パスワードだけを書いたファイル。所有者だけが読める権限にします。",
                  MEMBER(bounces, Bounces::password_file),
                  {},
                  {},
                  check_readable_file,
                  true});
  keys.push_back({"bounces", "folder", text, "INBOX"s, "読むフォルダ。",
                  MEMBER(bounces, Bounces::folder), {}, {}, check_not_empty, true});
}

void add_registers(std::vector<Key>& keys) {
  keys.push_back({"registers", "source", choice, "off"s,
                  "法人番号を調べる公表サイト。off は使わない、nta は国税庁の法人番号公表サイト、\n"
                  "gbizinfo は gBizINFO です。つながらないときも、受付と審査は止まりません。",
                  MEMBER(registers, Registers::source), {}, {"off", "nta", "gbizinfo"}, nullptr,
                  true});
  keys.push_back({"registers", "address", text, ""s,
                  "公表サイトのアドレス。空なら、それぞれの公式のアドレスです。",
                  MEMBER(registers, Registers::address), {}, {}, check_register_address, true});
  keys.push_back({"registers", "secret_file", text, ""s,
                  "アプリケーションID（nta）またはAPIトークン（gbizinfo）だけを書いたファイル。\n"
                  "所有者だけが読める権限にします。",
                  MEMBER(registers, Registers::secret_file), {}, {}, check_readable_file, true});
}

void add_oidc(std::vector<Key>& keys) {
  const auto words = [&](std::string_view name, std::string_view explains, auto getter,
                         auto setter, std::string (*check)(std::string_view)) {
    keys.push_back({"oidc", name, text, ""s, explains, getter, setter, {}, {}, check, true});
  };
  words("issuer",
        "ほかのサービスでのログイン（OpenID Connect）の発行者（issuer）。空なら使いません。\n"
        "GビズIDは https://gbiz-id.go.jp/oauth/ です。サービスに伝える戻り先（redirect URI）は、\n"
        "server.public_origin に /sign-in/elsewhere/return を付けたものです。",
        MEMBER(oidc, Oidc::issuer), check_issuer);
  words("client_id", "サービスから受け取ったクライアントID。", MEMBER(oidc, Oidc::client_id),
        nullptr);
  words("client_secret_file",
        "クライアントシークレットだけを書いたファイル。所有者だけが読める権限にします。",
        MEMBER(oidc, Oidc::client_secret_file), check_readable_file);
  words("client_secret",
        "クライアントシークレット。環境変数で渡すための項目です。このファイルには書かず、\n"
        "client_secret_file を使うことを勧めます。",
        MEMBER(oidc, Oidc::client_secret), nullptr);
  keys.push_back({"oidc", "profile", choice, "generic"s,
                  "サービスの種類。gbizid（GビズID）では、プライムかメンバーのアカウントであることと、\n"
                  "法人番号がご所属の団体と同じであることも確かめます。",
                  MEMBER(oidc, Oidc::profile), {}, {"generic", "gbizid"}, nullptr, true});
  words("button_label",
        "ログインの画面に出す言葉（例 GビズIDでログインする）。空なら profile から決めます。",
        MEMBER(oidc, Oidc::button_label), check_button_label);
  keys.push_back({"oidc", "scopes", list, std::vector<std::string>{},
                  "サービスに求める範囲（例 [\"openid\", \"profile\"]）。空なら profile から決めます。",
                  MEMBER(oidc, Oidc::scopes), {}, {}, check_scope, true});
}

void add_files_and_documents(std::vector<Key>& keys) {
  keys.push_back({"files", "clamd_socket", text, ""s,
                  "ウイルス検査（clamd）のソケット（例 /run/clamav/clamd.ctl）。\n"
                  "指定すると、検査が済むまで中身を読まず、だれにも渡しません。\n"
                  "clamd の StreamMaxLength は、upload_bytes_max より大きくしてください。",
                  MEMBER(files, Files::clamd_socket)});
  keys.push_back({"files",
                  "upload_bytes_max",
                  integer,
                  50 * kMiB,
                  "受け取るファイル一つの上限（バイト）。server.body_bytes_max 以下にします。",
                  MEMBER(files, Files::upload_bytes_max),
                  {1024, 4096 * kMiB}});
  keys.push_back({"documents", "browser", text, "/usr/bin/chromium-headless-shell"s,
                  "PDF を作る Chromium の場所。", MEMBER(documents, Documents::browser)});
  keys.push_back({"documents", "run_as_user", text, ""s,
                  "root で起動するときに Chromium を動かす利用者。空なら nobody です。",
                  MEMBER(documents, Documents::run_as_user)});
}

void add_names_of_the_house(std::vector<Key>& keys) {
  keys.push_back({"consortium",
                  "name",
                  text,
                  "くまもとＤＸ推進コンソーシアム"s,
                  "コンソーシアムの名称。画面、メール、帳票に使われます。",
                  MEMBER(consortium, Consortium::name),
                  {},
                  {},
                  check_not_empty});
  keys.push_back({"consortium", "secretariat", text, ""s,
                  "事務局の名称。メールと帳票の差出人に使われます。\n"
                  "空なら consortium.name に「事務局」を付けたものです。",
                  MEMBER(consortium, Consortium::secretariat)});
  keys.push_back({"consortium",
                  "addressee",
                  text,
                  "熊本県知事"s,
                  "県に提出する報告書の宛名（「様」は付けません）。",
                  MEMBER(consortium, Consortium::addressee),
                  {},
                  {},
                  check_not_empty});
  keys.push_back({"consortium",
                  "lender",
                  text,
                  "熊本県"s,
                  "会員名簿などの資料を貸す相手の名称。貸与資料の登録で、はじめに入ります。",
                  MEMBER(consortium, Consortium::lender),
                  {},
                  {},
                  check_not_empty});
  keys.push_back({"consortium",
                  "prefecture",
                  text,
                  "熊本県"s,
                  "都道府県の名称。オープンデータに、だれのデータかとして入ります。",
                  MEMBER(consortium, Consortium::prefecture),
                  {},
                  {},
                  check_not_empty});
  keys.push_back({"consortium",
                  "prefecture_code",
                  text,
                  "430005"s,
                  "その都道府県の全国地方公共団体コード（検査数字までの6桁）。",
                  MEMBER(consortium, Consortium::prefecture_code),
                  {},
                  {},
                  check_prefecture_code});
}

void add_consortium_and_rest(std::vector<Key>& keys) {
  add_names_of_the_house(keys);
  keys.push_back({"consortium", "telephone", text, ""s,
                  "事務局の電話番号（公開のページに出ます）。空なら出しません。",
                  MEMBER(consortium, Consortium::telephone)});
  keys.push_back({"consortium", "hours", text, ""s,
                  "電話の受付時間（例 平日9時から17時まで）。空なら出しません。",
                  MEMBER(consortium, Consortium::hours)});
  keys.push_back({"consortium", "mail", text, ""s,
                  "問い合わせを受けるメールアドレス（公開のページに出ます）。空なら出しません。",
                  MEMBER(consortium, Consortium::mail), {}, {}, check_mail_address});
  keys.push_back({"consortium", "address", text, ""s,
                  "事務局の郵便番号と住所（公開のページに出ます）。空なら出しません。",
                  MEMBER(consortium, Consortium::address)});
  keys.push_back({"consortium", "contract_start", date, "2024-04-01"s,
                  "委託契約の始まりの日（YYYY-MM-DD）。",
                  MEMBER(consortium, Consortium::contract_start)});
  keys.push_back({"consortium", "contract_end", date, "2025-03-31"s,
                  "委託契約の終わりの日（YYYY-MM-DD）。",
                  MEMBER(consortium, Consortium::contract_end)});
  keys.push_back({"development", "enabled", boolean, false,
                  "開発用の画面（/_kit など）を出します。本番では必ず false にします。",
                  MEMBER(development, Development::enabled)});
}

#undef MEMBER

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t n = 0; n <= b.size(); ++n) row[n] = n;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string Key::dotted() const { return std::string(section) + "." + std::string(name); }

std::string Key::environment() const {
  std::string upper = "MUSUBI_" + std::string(section) + "_" + std::string(name);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

std::span<const Key> all_keys() {
  static const std::vector<Key> kKeys = [] {
    std::vector<Key> keys;
    add_server(keys);
    add_tls_and_data(keys);
    add_database(keys);
    add_log_and_limits(keys);
    add_mail(keys);
    add_bounces(keys);
    add_files_and_documents(keys);
    add_registers(keys);
    add_oidc(keys);
    add_consortium_and_rest(keys);
    return keys;
  }();
  return kKeys;
}

const Key* find_key(std::string_view dotted) {
  for (const Key& key : all_keys()) {
    if (key.dotted() == dotted) return &key;
  }
  return nullptr;
}

std::string nearest(std::string_view typed, std::span<const std::string> known) {
  constexpr std::size_t kTypedMax = 80;  // longer than every key: no slip of the finger
  if (typed.size() > kTypedMax) return "";
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(2, typed.size() / 3) + 1;
  for (const std::string& word : known) {
    const std::size_t found = distance(typed, word);
    if (found < best_distance) {
      best_distance = found;
      best = word;
    }
  }
  return best;
}

}  // namespace musubi::config
