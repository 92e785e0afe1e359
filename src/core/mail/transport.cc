// transport.cc - SMTP by libcurl: plain, STARTTLS or TLS from the start, with authentication.
// SECURITY: with STARTTLS asked for, a server that does not offer it gets neither password nor
// mail. Certificates are always checked. The only place where settings for mail live.
#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <mutex>

#include "core/mail/inside.h"

namespace musubi::mail {
namespace {

std::mutex settings_mutex;
std::shared_ptr<const Smtp>& settings() {
  static std::shared_ptr<const Smtp> smtp;
  return smtp;
}

struct FreeCurl {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Curl = std::unique_ptr<CURL, FreeCurl>;

Curl connection(const Smtp& smtp) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  Curl curl(curl_easy_init());
  CHECK(curl != nullptr);
  const bool tls = smtp.security == Security::tls;
  const std::size_t at = smtp.from_address.find('@');
  const std::string own_name = at == std::string::npos ? "" : smtp.from_address.substr(at + 1);
  const std::string url = std::string(tls ? "smtps://" : "smtp://") + smtp.host + ":" +
                          std::to_string(smtp.port) + (own_name.empty() ? "" : "/" + own_name);
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl.get(), CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(smtp.timeout_ms));
  curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(smtp.timeout_ms));
  curl_easy_setopt(curl.get(), CURLOPT_USE_SSL,
                   smtp.security == Security::none ? CURLUSESSL_NONE : CURLUSESSL_ALL);
  if (!smtp.ca_file.empty()) curl_easy_setopt(curl.get(), CURLOPT_CAINFO, smtp.ca_file.c_str());
  if (!smtp.user.empty()) {
    curl_easy_setopt(curl.get(), CURLOPT_USERNAME, smtp.user.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, smtp.password.c_str());
  }
  return curl;
}

struct Reading {
  const std::string* text;
  std::size_t at = 0;
};
std::size_t read_text(char* into, std::size_t size, std::size_t count, void* data) {
  auto* reading = static_cast<Reading*>(data);
  const std::size_t most = std::min(size * count, reading->text->size() - reading->at);
  std::memcpy(into, reading->text->data() + reading->at, most);
  reading->at += most;
  return most;
}
// The server's last refusal: the office reads 「550 no such user」, not a number of curl's.
std::size_t keep_refusal(char* from, std::size_t size, std::size_t count, void* data) {
  std::string line(from, size * count);
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.pop_back();
  if (line.size() > 300) line.resize(300);
  if (line.starts_with('4') || line.starts_with('5')) *static_cast<std::string*>(data) = line;
  return size * count;
}

}  // namespace

void configure(std::optional<Smtp> smtp) {
  const std::lock_guard lock(settings_mutex);
  settings() = smtp ? std::make_shared<const Smtp>(*std::move(smtp)) : nullptr;
}
std::shared_ptr<const Smtp> current_smtp() {
  const std::lock_guard lock(settings_mutex);
  return settings();
}
bool configured() { return current_smtp() != nullptr; }

std::optional<Refusal> deliver(const Smtp& smtp, const Outgoing& mail, const std::string& text) {
  const Curl curl = connection(smtp);
  const std::string from = "<" + mail.from_address + ">", to = "<" + mail.to_address + ">";
  const std::unique_ptr<curl_slist, FreeList> rcpt(curl_slist_append(nullptr, to.c_str()));
  Reading reading{&text};
  std::string reply;
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, rcpt.get());
  curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, read_text);
  curl_easy_setopt(curl.get(), CURLOPT_READDATA, &reading);
  curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, keep_refusal);
  curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &reply);
  const CURLcode code = curl_easy_perform(curl.get());
  if (code == CURLE_OK) return std::nullopt;
  // Refused for good only when the server said so about this mail; a wrong password (535) is ours
  // to mend, and the mail must survive it.
  const bool about_us = code == CURLE_LOGIN_DENIED || code == CURLE_USE_SSL_FAILED;
  Refusal refusal;
  refusal.permanent = !about_us && reply.starts_with('5');
  refusal.silent = about_us || reply.empty() || reply.starts_with("421");
  refusal.unsure = reply.empty() && reading.at == text.size();
  refusal.says = std::string(curl_easy_strerror(code)) + (reply.empty() ? "" : ": " + reply);
  return refusal;
}

Result<void> check_connection() {
  const auto smtp = current_smtp();
  if (!smtp) {
    return fail_unready("メールサーバーが設定されていません", "設定の [mail] を記入してください");
  }
  const Curl curl = connection(*smtp);
  curl_easy_setopt(curl.get(), CURLOPT_CUSTOMREQUEST, "NOOP");
  curl_easy_setopt(curl.get(), CURLOPT_NOBODY, 1L);
  const CURLcode code = curl_easy_perform(curl.get());
  if (code == CURLE_OK) return {};
  return fail(Fault::unavailable,
              "メールサーバーに接続できません。ホスト名、ポート、利用者名を確認してください",
              curl_easy_strerror(code));
}

}  // namespace musubi::mail
