// own.cc - see own.h. The agent says what it is, so that counting leaves it out; what the limits
// turn away is not called broken.
#include "features/links/own.h"

#include "web/app.h"
#include "web/urlencoded.h"

namespace musubi::links {
namespace {

constexpr const char* kAgent = "Musubi link check (bot)";
constexpr int kTooMany = 429;

web::Response page_at(web::App& app, const std::string& target) {
  web::Request request;
  request.method = "GET";
  request.target = target;
  request.headers["accept"] = "text/html,*/*";
  request.headers["user-agent"] = kAgent;
  return web::handle(app, request);
}

std::string location_of(const web::Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "Location") return value;
  }
  return {};
}

bool has_id(const std::string& body, const std::string& id) {
  return body.find(" id=\"" + web::escape_html(id) + "\"") != std::string::npos;
}

bool is_page(const web::Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "Content-Type") return value.starts_with("text/html");
  }
  return false;
}

Answer broken(std::int64_t status, std::string why) {
  Answer out;
  out.status = status;
  out.why = std::move(why);
  return out;
}

}  // namespace

Answer ask_own(web::App& app, const std::string& address) {
  const std::size_t mark = address.find('#');
  std::string target = address.substr(0, mark);
  web::Response response = page_at(app, target);
  const std::string moved = response.status >= 300 && response.status < 400
                                ? location_of(response) : std::string();
  if (moved.starts_with("/sign-in")) {
    Answer out;
    out.status = response.status;
    out.well = true;
    return out;
  }
  if (moved.starts_with("/")) response = page_at(app, moved.substr(0, moved.find('#')));
  if (response.status == kTooMany || response.status == 503) {
    Answer out = broken(response.status, "いまは確かめられませんでした");
    out.refused = true;
    return out;
  }
  if (response.status == 404) return broken(404, "このアドレスのページは、このサイトにありません");
  if (response.status >= 400) {
    return broken(response.status,
                  "ページを開けません（" + std::to_string(response.status) + "）");
  }
  const std::string id = mark == std::string::npos ? "" : address.substr(mark + 1);
  const std::string plain = web::percent_decode(id, false).value_or(id);
  if (!plain.empty() && is_page(response) && !has_id(response.body, plain)) {
    return broken(response.status, "ページはありますが、その場所（#" + plain + "）がありません");
  }
  Answer out;
  out.status = response.status;
  out.well = true;
  return out;
}

}  // namespace musubi::links
