// http.cc - see http.h. libcurl with everything that is not asked for turned off.
// SECURITY: http and https only, no redirect, the body bounded while it comes.
#include "core/http/http.h"

#include <curl/curl.h>

#include <memory>
#include <mutex>

namespace musubi::http {
namespace {

struct FreeCurl {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using List = std::unique_ptr<curl_slist, FreeList>;

struct Room {
  std::string body;
  std::size_t most = 0;
};

std::size_t keep(char* from, std::size_t size, std::size_t count, void* data) {
  auto* room = static_cast<Room*>(data);
  if (room->body.size() + size * count > room->most) return 0;  // ends the transfer
  room->body.append(from, size * count);
  return size * count;
}

List list_of(const std::vector<std::string>& headers) {
  List out;
  for (const std::string& header : headers) {
    curl_slist* longer = curl_slist_append(out.get(), header.c_str());
    CHECK(longer != nullptr);
    (void)out.release();  // the longer list holds it
    out.reset(longer);
  }
  return out;
}

}  // namespace

Result<Answer> ask(const Question& question) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  const std::unique_ptr<CURL, FreeCurl> curl(curl_easy_init());
  CHECK(curl != nullptr);
  const List headers = list_of(question.headers);
  Room room{{}, question.bytes_most};
  CURL* c = curl.get();
  curl_easy_setopt(c, CURLOPT_URL, question.address.c_str());
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, static_cast<long>(question.timeout_ms));
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(question.timeout_ms));
  curl_easy_setopt(c, CURLOPT_MAXFILESIZE, static_cast<long>(question.bytes_most));
  curl_easy_setopt(c, CURLOPT_USERAGENT, "Musubi");
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(c, CURLOPT_WRITEDATA, &room);
  if (headers) curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers.get());
  if (question.form) {
    curl_easy_setopt(c, CURLOPT_POST, 1L);
    curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE, static_cast<long>(question.form->size()));
    curl_easy_setopt(c, CURLOPT_POSTFIELDS, question.form->c_str());
  }
  const CURLcode code = curl_easy_perform(c);
  if (code != CURLE_OK) {
    return fail(Fault::unavailable,
                "相手のサーバーにつながりませんでした。少し待ってから、もう一度お試しください",
                curl_easy_strerror(code));
  }
  Answer answer;
  curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &answer.status);
  answer.body = std::move(room.body);
  return answer;
}

}  // namespace musubi::http
