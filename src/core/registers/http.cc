// http.cc - see inside.h. SECURITY: http and https only, no redirect, the body bounded while it
// comes, certificates checked. The address may hold an application id: it is never logged.
#include <curl/curl.h>

#include <memory>
#include <mutex>

#include "core/registers/inside.h"
#include "core/registers/registers.h"

namespace musubi::registers {
namespace {

struct FreeCurl {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::size_t keep(char* from, std::size_t size, std::size_t count, void* data) {
  auto* body = static_cast<std::string*>(data);
  if (body->size() + size * count > kAnswerBytesMost) return 0;  // ends the transfer
  body->append(from, size * count);
  return size * count;
}

}  // namespace

Result<Got> get(const std::string& address, const std::string& header, int timeout_ms) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  const std::unique_ptr<CURL, FreeCurl> curl(curl_easy_init());
  CHECK(curl != nullptr);
  const std::unique_ptr<curl_slist, FreeList> headers(
      header.empty() ? nullptr : curl_slist_append(nullptr, header.c_str()));
  Got got;
  CURL* c = curl.get();
  curl_easy_setopt(c, CURLOPT_URL, address.c_str());
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout_ms));
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(timeout_ms));
  curl_easy_setopt(c, CURLOPT_MAXFILESIZE, static_cast<long>(kAnswerBytesMost));
  curl_easy_setopt(c, CURLOPT_USERAGENT, "Musubi");
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(c, CURLOPT_WRITEDATA, &got.body);
  if (headers) curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers.get());
  const CURLcode code = curl_easy_perform(c);
  if (code != CURLE_OK) {
    return fail(Fault::unavailable,
                "公表サイトにつながりませんでした。少し待ってから、もう一度お試しください",
                curl_easy_strerror(code));
  }
  curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &got.status);
  return got;
}

}  // namespace musubi::registers
