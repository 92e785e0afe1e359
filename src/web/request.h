// request.h - what a handler is given. Synchronous: the body has been read (bounded), uploads have
// been spooled to temporary files, the session and CSRF token have been checked by the gate.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/actor/actor.h"

namespace musubi::web {

struct App;
struct Route;

// Decoded application/x-www-form-urlencoded, multipart or query fields, in order of arrival.
class Fields {
 public:
  void add(std::string name, std::string value) {
    items_.emplace_back(std::move(name), std::move(value));
  }
  // The first one of this name holds `value` from now on; added when there is none.
  void set(std::string_view name, std::string value);
  std::string get(std::string_view name) const;  // first, "" when absent; valid UTF-8, no NUL
  bool has(std::string_view name) const;
  std::vector<std::string> all(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& items() const { return items_; }
  bool empty() const { return items_.empty(); }

 private:
  std::vector<std::pair<std::string, std::string>> items_;
};

// An uploaded file, streamed to disk. Deleted with the request unless core/files takes it.
struct Upload {
  std::string field;
  std::string filename;   // as sent, path removed; for showing only
  std::string temp_path;
  std::uint64_t bytes = 0;
};

struct Request {
  std::string method;   // GET HEAD POST
  std::string path;     // decoded, without query
  std::string target;   // as sent, for redirects back
  Fields query;
  Fields form;
  std::string body;         // raw, when it was neither a form nor an upload (JSON); bounded
  std::vector<Upload> uploads;
  std::map<std::string, std::string, std::less<>> headers;  // names lower case
  std::map<std::string, std::string, std::less<>> params;   // :id of the route
  std::string address;
  bool secure = false;
  std::string request_id;

  Actor actor;                    // set by the gate
  bool admitted = false;          // the gate's first half has passed (uploads: before the body)
  std::string csrf_token;         // put into every form by the kit; differs in every response
  std::string csrf_secret;        // what csrf_token must unmask to
  bool csrf_cookie_missing = false;  // a visitor whose first form this may be
  std::string session_id;
  db::Db* db = nullptr;
  App* app = nullptr;             // the application that serves this request
  const Route* route = nullptr;   // the row that matched
  Instant now;
  std::optional<Date> pretended_today;

  std::string param(std::string_view name) const;
  std::string header(std::string_view name) const;
  std::string cookie(std::string_view name) const;
  bool wants_json() const;  // Accept: application/json or a machine call
  // REQUIRES: the gate has run (true inside every handler).
  Context context() const { return {actor, *db, now, request_id, address, pretended_today}; }
};

}  // namespace musubi::web
