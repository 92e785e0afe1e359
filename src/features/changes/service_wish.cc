// service_wish.cc - what somebody typed into a form of changes, read into a request: checked by the
// registry's own rules, and only what differs from it is kept. See service.h. Writes nothing.
#include <algorithm>

#include "base/text.h"
#include "features/changes/service.h"

namespace musubi::changes {
namespace {

constexpr std::size_t kReasonMost = 1000;
constexpr int kDaysAheadMost = 366;

std::string typed_of(const Wish& wish, std::string_view field) {
  for (const auto& [name, text] : wish.values) {
    if (name == field) return text;
  }
  return "";
}

bool has(const Wish& wish, std::string_view field) {
  for (const auto& [name, text] : wish.values) {
    if (name == field) return true;
  }
  return false;
}

// A field that another open request wants to change has two answers: the first one is settled
// first.
std::string taken_by(const std::vector<Request>& open, const ChangeId& self,
                     const std::string& field) {
  for (const Request& other : open) {
    if (other.kind == Kind::details && !(other.id == self) && other.wanted.contains(field)) {
      return other.receipt_no();
    }
  }
  return "";
}

void read_details(db::Reader& reader, const Wish& wish, const std::vector<std::string>& fields,
                  const members::Organisation& now, Request& request,
                  std::vector<FieldError>& errors) {
  const auto open = store::list_open_of(reader, request.organisation_id);
  for (const std::string& field : fields) {
    if (!has(wish, field)) continue;
    auto checked = members::check_field(field, typed_of(wish, field));
    if (!checked) {
      errors.push_back(checked.error().fields.front());
      continue;
    }
    const OwnField* known = find_own_field(field);
    const std::string label(members::find_field(members::organisation_fields(), field)->label);
    if (checked->empty() && known != nullptr && known->required) {
      errors.push_back({field, label + "を入力してください"});
      continue;
    }
    const std::string is = members::field_text(now, field);
    if (*checked == is) continue;
    if (const std::string by = taken_by(open, request.id, field); !by.empty()) {
      errors.push_back({field, label + "は、すでに届出（" + by +
                                   "）に含まれています。その届出の結果をお待ちください"});
      continue;
    }
    request.before[field] = is;
    request.wanted[field] = *checked;
  }
  if (typed_of(wish, kOfficersChanged) == "1") {
    request.before[std::string(kOfficersChanged)] = "";
    request.wanted[std::string(kOfficersChanged)] = "1";
  }
  if (errors.empty() && request.wanted.empty()) {
    errors.push_back({fields.front(), "いまの登録と同じ内容です。変わる項目を直してから進んでください"});
  }
}

void read_contact(const Wish& wish, const members::Registration& now, Request& request,
                  std::vector<FieldError>& errors) {
  request.other_id = typed_of(wish, "leaves");
  const bool known = std::any_of(now.people.begin(), now.people.end(), [&](const auto& person) {
    return person.id.text == request.other_id;
  });
  if (!known) errors.push_back({"leaves", "離任する人を選んでください"});
  for (const std::string& field : wish_fields(Kind::contact)) {
    if (field == "leaves") continue;
    auto checked = members::check_field(field, typed_of(wish, field));
    if (!checked) {
      errors.push_back(checked.error().fields.front());
    } else if (checked->empty() && field == "name") {
      errors.push_back({field, "新しい担当者の氏名を入力してください"});
    } else if (checked->empty() && field == "email") {
      errors.push_back({field, "新しい担当者のメールアドレスを入力してください"});
    } else {
      request.wanted[field] = *checked;
    }
  }
}

void read_merger(const Wish& wish, Request& request, std::vector<FieldError>& errors) {
  const std::string name = trim(typed_of(wish, "into_name"));
  const std::string number = trim(nfkc(typed_of(wish, "into_no")));
  if (name.empty()) errors.push_back({"into_name", "合併先の団体名を入力してください"});
  if (count_characters(name) > 120) {
    errors.push_back({"into_name", "合併先の団体名は120文字以内で入力してください"});
  }
  if (number.size() > 20) errors.push_back({"into_no", "会員番号は「K0123」のように入力してください"});
  request.wanted["into_name"] = name;
  request.wanted["into_no"] = number;
}

void read_common(const Context& ctx, const Wish& wish, Request& request,
                 std::vector<FieldError>& errors) {
  const KindInfo& kind = info_of(request.kind);
  auto day = checked_day(ctx, request.kind, wish.effective_on);
  if (!day) errors.push_back(day.error().fields.front());
  request.effective_on = day && *day ? iso(**day) : "";
  request.reason = trim(wish.reason);
  if (kind.needs_reason && request.reason.empty()) {
    errors.push_back({"reason", "理由を入力してください"});
  }
  if (count_characters(request.reason) > kReasonMost) {
    errors.push_back({"reason", "理由は1,000文字以内で入力してください"});
  }
  if (request.state != State::asked) return;
  request.answer = trim(wish.answer);
  if (request.answer.empty()) {
    errors.push_back({"answer", "事務局の質問への回答を入力してください"});
  }
  if (count_characters(request.answer) > kReasonMost) {
    errors.push_back({"answer", "回答は1,000文字以内で入力してください"});
  }
}

Result<void> check_standing(db::Reader& reader, const Request& request) {
  for (const Request& other : store::list_open_of(reader, request.organisation_id)) {
    if (is_standing(other.kind) && !(other.id == request.id)) {
      return fail(Fault::conflict, std::string(info_of(other.kind).label) + "（" +
                                       other.receipt_no() +
                                       "）の手続きが続いています。結果を待つか、取り下げてから届け出てください");
    }
  }
  if (request.kind == Kind::merger) return {};
  return members::check_standing_change(reader, request.organisation_id,
                                        std::string(info_of(request.kind).event));
}

}  // namespace

bool is_standing(Kind kind) { return kind != Kind::details && kind != Kind::contact; }

std::vector<std::string> wish_fields(Kind kind) {
  std::vector<std::string> out;
  if (kind == Kind::details) {
    for (const auto& field : own_fields()) {
      if (field.weight == Weight::key) out.emplace_back(field.name);
    }
  }
  if (kind == Kind::contact) {
    out = {"leaves", "name", "name_kana", "department", "title", "email", "telephone"};
  }
  if (kind == Kind::merger) out = {"into_name", "into_no"};
  return out;
}

Result<std::optional<Date>> checked_day(const Context& ctx, Kind kind, const std::string& typed) {
  const bool needed = info_of(kind).needs_day;
  if (typed.empty()) {
    if (needed) return fail_fields({{"effective_on", "いつからかを入力してください"}});
    return std::optional<Date>();
  }
  const auto day = parse_iso_date(typed);
  if (!day) return fail_fields({{"effective_on", "日付は実在する年月日で入力してください"}});
  if (needed && *day < ctx.today()) {
    return fail_fields({{"effective_on", "きょうか、後の日付を入力してください"}});
  }
  if (add_days(ctx.today(), kDaysAheadMost) < *day) {
    return fail_fields({{"effective_on", "1年より先の日付は届け出られません。近くなってから届け出てください"}});
  }
  return std::optional<Date>(*day);
}

Result<void> read_wish(db::Reader& reader, const Context& ctx, const Wish& wish,
                       const std::vector<std::string>& fields, Request& request) {
  auto now = members::find_registration(reader, request.organisation_id);
  if (!now) return fail(Fault::not_found, "所属する団体の登録が見つかりません");
  request.before = Json::object();
  request.wanted = Json::object();
  std::vector<FieldError> errors;
  switch (request.kind) {
    case Kind::details:
      read_details(reader, wish, fields, now->organisation, request, errors);
      break;
    case Kind::contact: read_contact(wish, *now, request, errors); break;
    case Kind::merger: read_merger(wish, request, errors); break;
    default: break;
  }
  read_common(ctx, wish, request, errors);
  if (!errors.empty()) return fail_fields(std::move(errors));
  if (is_standing(request.kind)) return check_standing(reader, request);
  return {};
}

std::string field_label(const Request& request, std::string_view field) {
  if (field == "into_name") return "合併先の団体名";
  if (field == "into_no") return "合併先の会員番号";
  if (field == kOfficersChanged) return "役員の交代";
  const auto* info = members::find_field(request.kind == Kind::contact
                                             ? members::person_fields()
                                             : members::organisation_fields(),
                                         field);
  return info == nullptr ? std::string(field) : std::string(info->label);
}

std::string field_words(const Request& request, std::string_view field, const std::string& text) {
  if (request.kind != Kind::details) return text;
  if (field == kOfficersChanged) return text == "1" ? "ありました" : "";
  return members::field_for_people(field, text);
}

}  // namespace musubi::changes
