// inbox.cc - IMAP by libcurl; see inbox.h. With STARTTLS asked for, a server that does not offer
// it gets no password; certificates are always checked.
#include "core/mail/inbox.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <mutex>

namespace musubi::mail {
namespace {

constexpr std::size_t kAnswerBytesMost = 1024 * 1024;  // of a search: some 100,000 numbers

std::mutex inbox_mutex;
std::optional<Inbox>& settings() {
  static std::optional<Inbox> inbox;
  return inbox;
}

struct FreeCurl {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
using Curl = std::unique_ptr<CURL, FreeCurl>;

struct Taken {
  std::string bytes;
  std::size_t most = 0;
  bool cut = false;
};
// Returning less than was given ends the transfer: the rest is not wanted.
std::size_t take(char* from, std::size_t size, std::size_t count, void* data) {
  auto* taken = static_cast<Taken*>(data);
  const std::size_t given = size * count;
  const std::size_t room = taken->most - taken->bytes.size();
  taken->bytes.append(from, std::min(given, room));
  taken->cut = taken->cut || given > room;
  return given > room ? 0 : given;
}

std::string percent(CURL* curl, const std::string& text) {
  char* escaped = curl_easy_escape(curl, text.c_str(), static_cast<int>(text.size()));
  std::string out = escaped == nullptr ? "" : escaped;
  curl_free(escaped);
  return out;
}

Curl connection(const Inbox& inbox, const std::string& suffix) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  Curl curl(curl_easy_init());
  CHECK(curl != nullptr);
  const bool tls = inbox.security == Security::tls;
  const std::string url = std::string(tls ? "imaps://" : "imap://") + inbox.host + ":" +
                          std::to_string(inbox.port) + "/" + percent(curl.get(), inbox.folder) +
                          suffix;
  curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "imap,imaps");
  curl_easy_setopt(curl.get(), CURLOPT_NOPROXY, "*");
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(inbox.timeout_ms));
  curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(inbox.timeout_ms));
  curl_easy_setopt(curl.get(), CURLOPT_USE_SSL,
                   inbox.security == Security::none ? CURLUSESSL_NONE : CURLUSESSL_ALL);
  if (!inbox.ca_file.empty()) curl_easy_setopt(curl.get(), CURLOPT_CAINFO, inbox.ca_file.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_USERNAME, inbox.user.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, inbox.password.c_str());
  return curl;
}

Failure unreachable(CURLcode code) {
  return fail(Fault::unavailable,
              code == CURLE_LOGIN_DENIED
                  ? "戻りメールの受信箱にログインできません。利用者名とパスワードを確認してください"
                  : "戻りメールの受信箱に接続できません。サーバー名、ポート、暗号化を確認してください",
              curl_easy_strerror(code));
}

std::vector<std::int64_t> numbers_in(const std::string& answer) {
  std::vector<std::int64_t> out;
  constexpr std::string_view kMark = "* SEARCH";
  for (std::size_t at = answer.find(kMark); at != std::string::npos;
       at = answer.find(kMark, at + 1)) {
    const char* from = answer.data() + at + kMark.size();
    const char* end = answer.data() + answer.size();
    while (from < end && *from == ' ') {
      std::int64_t number = 0;
      const auto read = std::from_chars(from + 1, end, number);
      if (read.ec != std::errc{}) break;
      out.push_back(number);
      from = read.ptr;
    }
  }
  return out;
}

}  // namespace

void configure_inbox(std::optional<Inbox> inbox) {
  const std::lock_guard lock(inbox_mutex);
  settings() = std::move(inbox);
}
std::optional<Inbox> current_inbox() {
  const std::lock_guard lock(inbox_mutex);
  return settings();
}

Result<NewMessages> list_new_messages(const Inbox& inbox, std::int64_t after, std::size_t most) {
  const Curl curl = connection(inbox, "");
  const std::string search = "UID SEARCH UID " + std::to_string(after + 1) + ":*";
  Taken answer{"", kAnswerBytesMost, false}, said{"", kAnswerBytesMost, false};
  curl_easy_setopt(curl.get(), CURLOPT_CUSTOMREQUEST, search.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer);
  curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, take);
  curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &said);
  const CURLcode code = curl_easy_perform(curl.get());
  if (code != CURLE_OK) return unreachable(code);
  NewMessages out;
  constexpr std::string_view kValidity = "[UIDVALIDITY ";
  if (const std::size_t at = said.bytes.find(kValidity); at != std::string::npos) {
    const std::size_t from = at + kValidity.size();
    out.validity = said.bytes.substr(from, said.bytes.find(']', from) - from);
  }
  // "n:*" also names the last message when all are below n.
  for (const std::int64_t uid : numbers_in(answer.bytes)) {
    if (uid > after) out.uids.push_back(uid);
  }
  std::sort(out.uids.begin(), out.uids.end());
  out.uids.erase(std::unique(out.uids.begin(), out.uids.end()), out.uids.end());
  if (out.uids.size() > most) out.uids.resize(most);
  return out;
}

Result<std::string> read_message(const Inbox& inbox, std::int64_t uid, std::size_t most) {
  const Curl curl = connection(inbox, ";UID=" + std::to_string(uid));
  Taken taken{"", most, false};
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &taken);
  const CURLcode code = curl_easy_perform(curl.get());
  if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && taken.cut)) return taken.bytes;
  if (code == CURLE_REMOTE_FILE_NOT_FOUND) {
    return fail(Fault::not_found, "このメールは受信箱にありません。次のメールに進みます");
  }
  return unreachable(code);
}

}  // namespace musubi::mail
