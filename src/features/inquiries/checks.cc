// checks.cc - see checks.h. SECURITY: subject and names go into mail headers: one line, no
// controls.
#include "features/inquiries/checks.h"

#include <algorithm>

#include "base/text.h"

namespace musubi::inquiries {
namespace {

constexpr std::size_t kShortMost = 100;

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

void check_line(std::string& value, const char* field, const char* label, bool needed,
                std::vector<FieldError>& errors) {
  value = trim(value);
  const std::string name(label);
  if (needed && value.empty()) {
    errors.push_back({field, name + "を入力してください"});
  } else if (has_control(value)) {
    errors.push_back({field, name + "は、改行を入れずに1行で入力してください"});
  } else if (count_characters(value) > kShortMost) {
    errors.push_back({field, name + "は100文字以内で入力してください"});
  }
}

void check_reach(Question& q, const Needs& needs, std::vector<FieldError>& errors) {
  const bool typed = !trim(q.email).empty();
  const auto email = read_email(q.email);
  if (email) q.email = lower_ascii(*email);
  if (!email && (needs.email || typed)) {
    errors.push_back({"email", "メールアドレスを「name@example.jp」の形で入力してください"});
  }
  if (!typed) q.email.clear();
  const bool calls = !trim(q.telephone).empty();
  const auto telephone = read_telephone(q.telephone);
  if (telephone) q.telephone = *telephone;
  if (!telephone && calls) {
    errors.push_back({"telephone", "電話番号を「096-000-0000」の形で入力してください"});
  }
  if (!calls) q.telephone.clear();
}

}  // namespace

Result<std::string> check_body(const std::string& typed, const char* field, const char* label) {
  std::string words = trim(replace_all(typed, "\r\n", "\n"));
  std::erase_if(words, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
  });
  if (words.empty()) {
    return fail_fields({{field, std::string(label) + "を入力してください"}});
  }
  if (count_characters(words) > kBodyMost) {
    return fail_fields({{field, std::string(label) + "は10,000文字以内で入力してください"}});
  }
  return words;
}

Result<Question> check_question(const Question& input, const Needs& needs) {
  Question out = input;
  std::vector<FieldError> errors;
  if (label_in(categories(), out.category).empty()) {
    errors.push_back({"category", "お問い合わせの種類を選んでください"});
  }
  check_line(out.subject, "subject", "件名", true, errors);
  if (auto body = check_body(out.body, "body", "内容")) {
    out.body = std::move(*body);
  } else {
    errors.push_back(body.error().fields.front());
  }
  check_line(out.name, "name", "お名前", needs.name, errors);
  check_line(out.organisation_name, "organisation_name", "会社・団体の名前", false, errors);
  check_reach(out, needs, errors);
  if (needs.consent && !out.consented) {
    errors.push_back({"consent", "個人情報の取扱いを読み、同意するときは印を付けてください"});
  }
  if (!errors.empty()) return fail_fields(std::move(errors));
  return out;
}

Result<std::vector<files::Staged>> stage_uploads(const std::vector<Upload>& uploads) {
  if (uploads.size() > kFilesMost) {
    return fail_fields({{"file", "添付は3つまでです。多いときは、続きとして送ってください"}});
  }
  std::vector<files::Staged> out;
  for (const Upload& one : uploads) {
    out.push_back(TRY(files::stage(one.path, one.filename, kAttachment)));
  }
  return out;
}

}  // namespace musubi::inquiries
