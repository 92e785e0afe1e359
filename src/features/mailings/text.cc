// text.cc - see text.h. The footer's lines are the law's list: who, where, whom to ask, how to
// stop.
// Pure: reads no database.
#include "features/mailings/text.h"

#include "base/text.h"
#include "core/settings/consortium.h"

namespace musubi::mailings {
namespace {

constexpr std::string_view kOwner = "mailings.unsubscribe";
constexpr std::string_view kRule = "----------------------------------------";

std::string footer(const Mailing& mailing, const House& house, const std::string& link) {
  const settings::Consortium& own = settings::consortium();
  std::string out = "\n\n" + std::string(kRule) + "\n";
  out += "差出人：" + own.secretariat + "\n";
  if (!house.address.empty()) out += "住所：" + house.address + "\n";
  std::string contact;
  if (!house.telephone.empty()) contact = "電話 " + house.telephone;
  if (!house.mail.empty()) contact += (contact.empty() ? "" : "　") + ("メール " + house.mail);
  if (!contact.empty()) out += "お問い合わせ・苦情：" + contact + "\n";
  if (link.empty()) {
    out += "このメールは、会員の皆さまの手続きに必要な事務連絡です。\n";
  } else {
    out += "このメールは「" + std::string(class_label(mailing.mail_class)) +
           "」です。配信を止めるには、次のページを開いてください（ログインは不要です）。\n" + link +
           "\n";
  }
  return out;
}

std::string value_of(std::string_view name, const Addressed& to) {
  return name == "団体名" ? to.organisation_name : to.name;
}

}  // namespace

std::string house_json(const House& house) {
  return Json{{"address", house.address}, {"telephone", house.telephone}, {"mail", house.mail}}
      .dump();
}

House house_of(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return {};
  return {json.value("address", ""), json.value("telephone", ""), json.value("mail", "")};
}

const std::vector<Placeholder>& placeholders() {
  static const std::vector<Placeholder> kAll{{"団体名", "宛先の団体の名称"},
                                             {"お名前", "宛先の人の氏名"}};
  return kAll;
}

std::vector<std::string> unknown_placeholders(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at)) {
    const std::size_t end = text.find("}}", at);
    const std::string name(text.substr(at + 2, end == std::string_view::npos
                                                   ? std::string_view::npos
                                                   : end - at - 2));
    bool known = false;
    for (const Placeholder& one : placeholders()) known = known || one.name == name;
    if (!known || end == std::string_view::npos) out.push_back(cut_characters(name, 20));
    at = end == std::string_view::npos ? text.size() : end + 2;
  }
  return out;
}

std::string fill(std::string_view text, const Addressed& to) {
  std::string out;
  for (;;) {
    const std::size_t at = text.find("{{");
    const std::size_t end = at == std::string_view::npos ? at : text.find("}}", at);
    if (end == std::string_view::npos) return out + std::string(text);
    out += text.substr(0, at);
    out += value_of(text.substr(at + 2, end - at - 2), to);
    text.remove_prefix(end + 2);
  }
}

mail::Text render(const Mailing& mailing, const Addressed& to, const House& house,
                  const std::string& link) {
  std::string subject = fill(mailing.subject, to);
  // SECURITY: a name in the registry cannot begin another header.
  for (const char* end : {"\r", "\n"}) subject = replace_all(subject, end, " ");
  return {subject, fill(mailing.body, to) + footer(mailing, house, link)};
}

std::string stop_token(const keys::Locksmith& smith, const std::string& recipient_id) {
  return smith.seal(recipient_id, kOwner);
}

std::optional<std::string> recipient_of_token(const keys::Locksmith& smith,
                                              const std::string& token) {
  return smith.open(token, kOwner);
}

std::string stop_link(const std::string& token) {
  return settings::consortium().origin + "/unsubscribe/" + token;
}

}  // namespace musubi::mailings
