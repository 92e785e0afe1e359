// checks.cc - see checks.h; the check of one value against its row is check_value.
// Looks at files only to see that they can be read; never opens a socket.
#include "core/config/checks.h"

#include <arpa/inet.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "core/access/addresses.h"
#include "core/config/keys.h"

namespace musubi::config {
namespace {

// host[:port] of a URL, without user, path or spaces.
bool is_host_and_port(std::string_view text) {
  if (text.empty() || text.front() == ':') return false;
  std::string_view port;
  if (text.front() == '[') {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return false;
    if (!check_address(text.substr(1, close - 1)).empty()) return false;
    port = text.substr(close + 1);
  } else {
    const std::size_t colon = text.find(':');
    const std::string_view host = text.substr(0, colon);
    const auto fits = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             c == '-' || c == '.';
    };
    if (!std::all_of(host.begin(), host.end(), fits)) return false;
    port = colon == std::string_view::npos ? std::string_view() : text.substr(colon);
  }
  if (port.empty()) return true;
  if (port.front() != ':' || port.size() < 2 || port.size() > 6) return false;
  int number = 0;
  for (char c : port.substr(1)) {
    if (c < '0' || c > '9') return false;
    number = number * 10 + (c - '0');
  }
  return number >= 1 && number <= 65535;
}

std::string join(const std::vector<std::string_view>& words) {
  std::string out;
  for (std::string_view word : words) out += (out.empty() ? "" : "、") + std::string(word);
  return out;
}

std::string check_text(const Key& key, std::string_view text) {
  if (!is_valid_utf8(text)) return "文字コードをUTF-8にしてください。";
  const bool control = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  if (control) return "改行などの制御文字は使えません。取り除いてください。";
  return key.check != nullptr ? key.check(text) : "";
}

std::string check_integer(const Key& key, const Value& value) {
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number == nullptr) return "整数で指定してください（引用符は付けません）。";
  if (*number < key.range.least || *number > key.range.most) {
    return std::to_string(key.range.least) + "から" + std::to_string(key.range.most) +
           "までの整数で指定してください。";
  }
  return "";
}

std::string check_list(const Key& key, const Value& value) {
  const auto* entries = std::get_if<std::vector<std::string>>(&value);
  if (entries == nullptr) return "文字列の並びで指定してください（例 [\"127.0.0.1\"]）。";
  for (const std::string& entry : *entries) {
    if (std::string wrong = check_text(key, entry); !wrong.empty()) return wrong;
  }
  return "";
}

}  // namespace

std::string check_not_empty(std::string_view text) {
  return trim(text).empty() ? "空にはできません。値を指定してください。" : "";
}

std::string check_prefecture_code(std::string_view text) {
  constexpr const char* kRemedy =
      "都道府県の全国地方公共団体コードを、検査数字までの6桁の数字で指定してください（例 \"430005\"）。";
  constexpr std::size_t kDigits = 6;
  const bool digits =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  // Of a prefecture: nothing but zeros stands where a municipality has its own digits.
  if (text.size() != kDigits || !digits || text.substr(2, 3) != "000") return kRemedy;
  int sum = 0;  // JIS X 0401, 0402: weights 6 to 2, and what is lacking to a multiple of eleven
  for (std::size_t i = 0; i + 1 < kDigits; ++i) {
    sum += (text[i] - '0') * static_cast<int>(kDigits - i);
  }
  return text.back() - '0' == (11 - sum % 11) % 10 && sum > 0 ? "" : kRemedy;
}

std::string check_address(std::string_view text) {
  in6_addr room{};
  const std::string address(text);
  if (inet_pton(AF_INET, address.c_str(), &room) == 1) return "";
  if (inet_pton(AF_INET6, address.c_str(), &room) == 1) return "";
  return "IPアドレスを一つ指定してください（例 127.0.0.1。名前や範囲は使えません）。";
}

// What TrustedProxies of web/server can read; nothing here may pass that the server then refuses.
std::string check_network(std::string_view text) {
  constexpr const char* kRemedy =
      "IPアドレスかネットワークを指定してください（例 127.0.0.1、10.0.0.0/8。名前は使えません）。";
  const std::size_t slash = text.find('/');
  const std::string_view address = text.substr(0, slash);
  if (!check_address(address).empty()) return kRemedy;
  if (slash == std::string_view::npos) return "";
  const std::string_view digits = text.substr(slash + 1);
  const int most = address.find(':') == std::string_view::npos ? 32 : 128;
  int bits = -1;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  const bool whole = problem == std::errc() && end == digits.data() + digits.size();
  return whole && bits >= 0 && bits <= most ? "" : kRemedy;
}

std::string check_address_rule(std::string_view text) {
  return access::AddressRules::defect_of(text);
}

std::string check_origin(std::string_view text) {
  if (text.empty()) return "";
  for (std::string_view scheme : {"https://", "http://"}) {
    if (text.starts_with(scheme) && is_host_and_port(text.substr(scheme.size()))) return "";
  }
  return "https://example.jp の形で指定してください（末尾の / やパスは付けません）。";
}

std::string check_imap_url(std::string_view text) {
  if (text.empty()) return "";
  for (std::string_view scheme : {"imaps://", "imap://"}) {
    if (text.starts_with(scheme) && is_host_and_port(text.substr(scheme.size()))) return "";
  }
  return "imaps://mail.example.jp:993 の形で指定してください（利用者名は bounces.user に書きます）。";
}

std::string check_smtp_url(std::string_view text) {
  if (text.empty()) return "";
  for (std::string_view scheme : {"smtps://", "smtp://"}) {
    if (text.starts_with(scheme) && is_host_and_port(text.substr(scheme.size()))) return "";
  }
  return "smtps://mail.example.jp:465 の形で指定してください（利用者名は mail.user に書きます）。";
}

std::string check_register_address(std::string_view text) {
  const bool safe = text.starts_with("https://") || text.starts_with("http://127.0.0.1:");
  if (text.empty() || (safe && text.find_first_of(" ?#@") == std::string_view::npos)) return "";
  return "https:// で始まるアドレスを指定してください（? や # は付けません）。";
}

// To the letter what the provider calls itself: a last slash belongs to it.
std::string check_issuer(std::string_view text) {
  if (text.empty()) return "";
  const std::size_t start = text.find("://");
  const std::string_view rest = start == std::string_view::npos ? "" : text.substr(start + 3);
  const std::string_view place = rest.substr(0, rest.find('/'));
  const std::string_view host = place.substr(0, place.rfind(':'));
  const bool loopback = host == "127.0.0.1" || host == "localhost" || host == "[::1]" ||
                        place == "[::1]";
  const bool safe = text.starts_with("https://") || (text.starts_with("http://") && loopback);
  const bool clean = std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < 0x7f && std::string_view("?#@\"<>\\").find(c) == std::string_view::npos;
  });
  if (safe && clean && is_host_and_port(place)) return "";
  return "https:// で始まる発行者（issuer）のアドレスを、サービスの案内のとおりに指定してください"
         "（末尾の / の有無もそのままに。? や # は付けません）。";
}

std::string check_scope(std::string_view text) {
  const bool word = !text.empty() && text.size() <= 100 &&
                    std::all_of(text.begin(), text.end(), [](char c) {
                      return c > ' ' && c < 0x7f && c != '"' && c != '\\';
                    });
  return word ? "" : "範囲（scope）を、半角の一語ずつ並べて指定してください（例 openid）。";
}

std::string check_button_label(std::string_view text) {
  constexpr std::size_t kCharactersMost = 40;  // what a button can show on a phone
  return count_characters(text) <= kCharactersMost ? "" : "40文字以内で指定してください。";
}

std::string check_mail_address(std::string_view text) {
  if (text.empty() || read_email(text) == std::string(text)) return "";
  return "メールアドレスを一つ、半角で指定してください（例 office@example.jp）。";
}

std::string check_readable_file(std::string_view text) {
  if (text.empty()) return "";
  const std::string path(text);
  struct stat about {};
  if (stat(path.c_str(), &about) != 0) {
    return "ファイルが見つかりません。場所を確かめてください。";
  }
  if (!S_ISREG(about.st_mode)) return "ファイルではありません。場所を確かめてください。";
  if (::access(path.c_str(), R_OK) != 0) return "ファイルを読めません。権限を確かめてください。";
  return "";
}

std::string check_value(const Key& key, const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  switch (key.kind) {
    case Kind::integer:
      return check_integer(key, value);
    case Kind::boolean:
      if (std::holds_alternative<bool>(value)) return "";
      return "true か false で指定してください（引用符は付けません）。";
    case Kind::list:
      return check_list(key, value);
    case Kind::text:
      if (text == nullptr) return "文字列で指定してください（\" で囲みます）。";
      return check_text(key, *text);
    case Kind::choice:
      if (text != nullptr &&
          std::find(key.choices.begin(), key.choices.end(), *text) != key.choices.end()) {
        return "";
      }
      return join(key.choices) + " のどれかを \" で囲んで指定してください。";
    case Kind::date:
      if (text != nullptr && parse_iso_date(*text)) return "";
      return "実在する日付を YYYY-MM-DD の形で指定してください（例 2024-04-01）。";
  }
  return "指定できない値です。";
}

namespace {

bool has_scope(const Oidc& oidc, std::string_view scope) {
  return std::find(oidc.scopes.begin(), oidc.scopes.end(), scope) != oidc.scopes.end();
}

void check_oidc(const Oidc& oidc, std::vector<FieldError>& wrong) {
  const auto require = [&](bool good, const char* key, const char* says) {
    if (!good) wrong.push_back({key, says});
  };
  require(oidc.client_secret.empty() || oidc.client_secret_file.empty(), "oidc.client_secret",
          "oidc.client_secret_file と両方は使えません。どちらか一つにしてください。");
  require(oidc.scopes.empty() || has_scope(oidc, "openid"), "oidc.scopes",
          "openid を入れてください。");
  const bool gbizid = oidc.profile == "gbizid";
  require(!gbizid || oidc.scopes.empty() || has_scope(oidc, "profile"), "oidc.scopes",
          "profile が gbizid のときは、法人番号を受け取るため profile も入れてください。");
  if (!oidc.enabled()) return;
  require(!oidc.client_id.empty(), "oidc.client_id",
          "oidc.issuer を使うときは、クライアントIDを指定してください。");
  require(!gbizid || !oidc.client_secret.empty() || !oidc.client_secret_file.empty(),
          "oidc.client_secret_file",
          "GビズIDを使うときは、クライアントシークレットのファイルを指定してください。");
}

}  // namespace

std::vector<FieldError> check_together(const Config& config) {
  std::vector<FieldError> wrong;
  const auto require = [&](bool good, const char* key, const char* says) {
    if (!good) wrong.push_back({key, says});
  };
  const Tls& tls = config.tls;
  require(tls.certificate_file.empty() || !tls.key_file.empty(), "tls.key_file",
          "tls.certificate_file を使うときは秘密鍵も指定してください。");
  require(tls.key_file.empty() || !tls.certificate_file.empty(), "tls.certificate_file",
          "tls.key_file を使うときは証明書も指定してください。");
  require(config.server.admin_port != config.server.port, "server.admin_port",
          "server.port と違うポートを指定してください。");
  require(config.database.kind != DatabaseKind::postgres || !config.database.connection.empty(),
          "database.connection", "postgres を使うときは接続先を指定してください。");
  require(config.files.upload_bytes_max <= config.server.body_bytes_max, "files.upload_bytes_max",
          "server.body_bytes_max 以下にしてください。");
  require(config.session.idle_minutes <= config.session.absolute_hours * 60, "session.idle_minutes",
          "session.absolute_hours より短くしてください。");
  require(!config.mail.enabled() || !config.mail.from_address.empty(), "mail.from_address",
          "mail.smtp_url を使うときは差出人のメールアドレスを指定してください。");
  require(config.mail.password_file.empty() || !config.mail.user.empty(), "mail.user",
          "mail.password_file を使うときは利用者名も指定してください。");
  require(!config.bounces.enabled() || !config.bounces.user.empty(), "bounces.user",
          "bounces.imap_url を使うときは受信箱の利用者名を指定してください。");
  require(!config.bounces.enabled() || !config.bounces.password_file.empty(),
          "bounces.password_file",
          "bounces.imap_url を使うときはパスワードのファイルを指定してください。");
  require(config.registers.source == "off" || !config.registers.secret_file.empty(),
          "registers.secret_file",
          "registers.source を使うときは、アプリケーションIDかAPIトークンのファイルを指定してください。");
  require(config.consortium.contract_start <= config.consortium.contract_end,
          "consortium.contract_end", "consortium.contract_start 以降の日付を指定してください。");
  check_oidc(config.oidc, wrong);
  return wrong;
}

}  // namespace musubi::config
