// form.cc - see form.h. Every message is courteous and says what to do next (look section 11).
// Between Request::form and a page's input struct; decides nothing about the business.
#include "web/form.h"

#include <algorithm>
#include <charconv>

#include "base/sha256.h"
#include "base/text.h"

namespace musubi::web {

std::string FormReader::text(std::string_view name, std::string_view label, std::size_t most) {
  std::string value = fields_.get(name);
  value = replace_all(std::move(value), "\r\n", "\n");
  value = trim(replace_all(std::move(value), "\r", "\n"));
  std::size_t length = count_characters(value);
  if (length > most) {
    add_error(name, std::string(label) + "は" + thousands(static_cast<std::int64_t>(most)) +
                        "文字以内で入力してください（いま" +
                        thousands(static_cast<std::int64_t>(length)) + "文字です）");
  }
  return value;
}

std::string FormReader::required(std::string_view name, std::string_view label, std::size_t most) {
  std::string value = text(name, label, most);
  if (value.empty()) add_error(name, std::string(label) + "を入力してください");
  return value;
}

std::optional<std::int64_t> FormReader::integer(std::string_view name, std::string_view label,
                                                std::int64_t least, std::int64_t most) {
  std::string value = trim(nfkc(fields_.get(name)));
  std::erase(value, ',');
  if (value.empty()) return std::nullopt;
  std::int64_t number = 0;
  auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size()) {
    add_error(name, std::string(label) + "は数字で入力してください");
    return std::nullopt;
  }
  if (number < least || number > most) {
    std::string says = std::string(label) + "は";
    if (least != INT64_MIN) says += thousands(least) + "以上";
    if (least != INT64_MIN && most != INT64_MAX) says += "、";
    if (most != INT64_MAX) says += thousands(most) + "以下";
    add_error(name, says + "で入力してください");
    return std::nullopt;
  }
  return number;
}

std::optional<Date> FormReader::date(std::string_view name, std::string_view label) {
  std::string value = trim(fields_.get(name));
  if (value.empty()) return std::nullopt;
  auto parsed = parse_japanese_date(value);
  if (!parsed) {
    add_error(name, std::string(label) +
                        "は「令和6年4月1日」「2024/4/1」のように、暦にある日付で入力してください");
  }
  return parsed;
}

std::optional<Date> FormReader::required_date(std::string_view name, std::string_view label) {
  if (trim(fields_.get(name)).empty()) {
    add_error(name, std::string(label) + "を入力してください");
    return std::nullopt;
  }
  return date(name, label);
}

std::string FormReader::choice(std::string_view name, std::string_view label,
                               const std::vector<std::string>& allowed, bool must_choose) {
  std::string value = fields_.get(name);
  if (value.empty() && !must_choose) return {};
  if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return value;
  add_error(name, std::string(label) + "を選んでください");
  return {};
}

void FormReader::add_error(std::string_view name, std::string says) {
  errors_.push_back({std::string(name), std::move(says)});
}

Result<void> FormReader::result() const {
  if (errors_.empty()) return {};
  return fail_fields(errors_);
}

std::string sending_of(const Request& request) {
  if (request.form.get("form_key").empty()) return {};
  std::string all = request.path;
  for (const auto& [name, value] : request.form.items()) {
    if (name == "csrf_token") continue;  // differs in every response
    all += "\n" + name + "=" + std::to_string(value.size()) + ":" + value;
  }
  return sha256_hex(all);
}

Response show_again(const Request&, Html page) { return html(std::move(page), 422); }

}  // namespace musubi::web
