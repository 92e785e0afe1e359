// form_times.cc - see form_times.h. The moment in milliseconds, a dot, and a keyed hash of it and
// of the form's name. Must never be more than a hint: clocks of people stand still over lunch.
#include "web/form_times.h"

#include <charconv>

#include "base/sha256.h"
#include "web/app.h"

namespace musubi::web {
namespace {

constexpr std::size_t kMarkDigits = 32;

std::string mark_of(const Request& request, std::string_view form, const std::string& time) {
  const std::string& secret = request.app->csrf_secret;
  return sha256_hex(secret + "\n" + std::string(form) + "\n" + time + "\n" + secret)
      .substr(0, kMarkDigits);
}

}  // namespace

std::string shown_mark(const Request& request, std::string_view form) {
  const std::string typed = request.form.get("shown");
  if (!typed.empty()) return typed;  // the same form again: its time goes on
  const std::string time = std::to_string(request.now.ms);
  return time + "." + mark_of(request, form, time);
}

std::int64_t filled_in_ms(const Request& request, std::string_view form) {
  const std::string typed = request.form.get("shown");
  const std::size_t dot = typed.find('.');
  if (dot == std::string::npos) return -1;
  const std::string time = typed.substr(0, dot);
  if (typed.substr(dot + 1) != mark_of(request, form, time)) return -1;
  std::int64_t shown = 0;
  std::from_chars(time.data(), time.data() + time.size(), shown);
  return request.now.ms >= shown ? request.now.ms - shown : -1;
}

}  // namespace musubi::web
