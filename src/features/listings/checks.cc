// checks.cc - see checks.h. SECURITY: the event's name and people's names go into mail headers: one
// line, no controls; an address of a page is http or https and nothing else.
#include "features/listings/checks.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace musubi::listings {
namespace {

constexpr std::size_t kNameMost = 100;
constexpr int kCapacityMost = 1'000'000;

bool holds_control(std::string_view text, bool lines) {
  return std::any_of(text.begin(), text.end(), [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && !(lines && c == '\n')) || byte == 0x7F;
  });
}

std::string plain_lines(const std::string& typed) {
  return trim(replace_all(replace_all(replace_all(typed, "\r\n", "\n"), "\r", "\n"), "\t", " "));
}

// The remedy, "" when the value is fine; `value` is normalised.
std::string wrong_with(const EventField& field, std::string& value) {
  using Kind = EventField::Kind;
  const std::string label(field.label);
  const bool lines = field.kind == Kind::lines;
  value = lines ? plain_lines(value) : trim(value);
  if (value.empty()) {
    if (!field.needed) return {};
    return field.kind == Kind::choice ? label + "を選んでください" : label + "を入力してください";
  }
  if (holds_control(value, lines)) {
    return label + (lines ? "に使えない文字があります。消してください" : "は、改行を入れずに1行で入力してください");
  }
  if (count_characters(value) > field.most) {
    return label + "は" + thousands(static_cast<std::int64_t>(field.most)) + "文字以内で入力してください";
  }
  if (field.kind == Kind::choice && label_in(choices_of(field.name), value).empty()) {
    return label + "を一覧から選び直してください";
  }
  if (field.kind == Kind::day && !parse_iso_date(value)) {
    return label + "は実在する年月日で入力してください";
  }
  if (field.kind == Kind::number) {
    const std::string digits = replace_all(nfkc(value), ",", "");
    int number = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size() || number < 1 ||
        number > kCapacityMost) {
      return label + "は数字で入力してください（例：30）";
    }
    value = std::to_string(number);
  }
  return {};
}

bool is_page_address(const std::string& address) {
  const bool web = address.starts_with("https://") || address.starts_with("http://");
  const std::size_t host = address.find("//") + 2;
  const bool plain = address.find_first_of(" \"<>\\`()[]") == std::string::npos;
  return web && plain && address.size() > host && address.find('.', host) != std::string::npos;
}

void check_days(const Event& event, Date today, std::vector<FieldError>& errors) {
  const auto starts = parse_iso_date(event.starts_on);
  if (!starts) return;  // told already
  const auto ends = parse_iso_date(event.ends_on);
  if (ends && *ends < *starts) {
    errors.push_back({"ends_on", "終わる日は、始まる日と同じか、後の日付にしてください"});
    return;
  }
  if (ends.value_or(*starts) < today) {
    errors.push_back({ends ? "ends_on" : "starts_on",
                      "催しの日がもう過ぎています。これから開く催しの日付を入力してください"});
  }
  if (add_months(today, 12 * kAheadYears) < *starts) {
    errors.push_back({"starts_on", "始まる日は、2年以内の日付を入力してください"});
  }
}

void check_event_into(Event& event, Date today, std::vector<FieldError>& errors) {
  for (const EventField& field : event_fields()) {
    const std::string wrong = wrong_with(field, event.*field.at);
    if (!wrong.empty()) errors.push_back({std::string(field.name), wrong});
  }
  if (!event.website.empty() && !is_page_address(event.website)) {
    errors.push_back({"website", "催しのページは「https://」から始まるアドレスで入力してください"});
  }
  check_days(event, today, errors);
  const auto place = [](const FieldError& one) { return find_event_field(one.field); };
  std::stable_sort(errors.begin(), errors.end(), [&](const FieldError& a, const FieldError& b) {
    return place(a) < place(b);  // as the form has them: the table is one array
  });
}

void check_name(std::string& value, const char* field, const char* label, bool needed,
                std::vector<FieldError>& errors) {
  value = trim(value);
  if (needed && value.empty()) {
    errors.push_back({field, std::string(label) + "を入力してください"});
  } else if (holds_control(value, false)) {
    errors.push_back({field, std::string(label) + "は、改行を入れずに1行で入力してください"});
  } else if (count_characters(value) > kNameMost) {
    errors.push_back({field, std::string(label) + "は100文字以内で入力してください"});
  }
}

}  // namespace

Result<Event> check_event(const Event& input, Date today) {
  Event out = input;
  std::vector<FieldError> errors;
  check_event_into(out, today, errors);
  if (!errors.empty()) return fail_fields(std::move(errors));
  return out;
}

Result<Asking> check_asking(const Asking& input, const Needs& needs, Date today) {
  Asking out = input;
  std::vector<FieldError> errors;
  check_event_into(out.event, today, errors);
  check_name(out.name, "name", "お名前", true, errors);
  check_name(out.organisation_name, "organisation_name", "会社・団体の名前", true, errors);
  const bool typed = !trim(out.email).empty();
  const auto email = read_email(out.email);
  out.email = email ? lower_ascii(*email) : "";
  if (!email && (needs.email || typed)) {
    errors.push_back({"email", "メールアドレスを「name@example.jp」の形で入力してください"});
  }
  const bool calls = !trim(out.telephone).empty();
  const auto telephone = read_telephone(out.telephone);
  out.telephone = telephone ? *telephone : "";
  if (!telephone && calls) {
    errors.push_back({"telephone", "電話番号を「096-000-0000」の形で入力してください"});
  }
  if (needs.consent && !out.consented) {
    errors.push_back({"consent", "個人情報の取扱いを読み、同意するときは印を付けてください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return out;
}

Result<std::string> check_words(const std::string& typed, const char* field, const char* label) {
  std::string words = plain_lines(typed);
  std::erase_if(words, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n') || byte == 0x7F;
  });
  if (words.empty()) return fail_fields({{field, std::string(label) + "を入力してください"}});
  if (count_characters(words) > kWordsMost) {
    return fail_fields({{field, std::string(label) + "は2,000文字以内で入力してください"}});
  }
  return words;
}

std::string difference_of(const Event& before, const Event& now) {
  const auto shown = [](const EventField& field, const std::string& value) {
    return value.empty() ? std::string("（空欄）") : for_people(field, value);
  };
  std::string out;
  for (const EventField& field : event_fields()) {
    const std::string& old = before.*field.at;
    const std::string& fresh = now.*field.at;
    if (old == fresh) continue;
    out += std::string(field.label) + "：" + shown(field, old) + " → " + shown(field, fresh) + "\n";
  }
  return trim(out);
}

}  // namespace musubi::listings
