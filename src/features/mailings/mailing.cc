// mailing.cc - words and keys of the nouns; see mailing.h.
// Pure: reads nothing.
#include "features/mailings/mailing.h"

#include "base/text.h"

namespace musubi::mailings {
namespace {

struct Word {
  std::string_view code, label;
};
constexpr Word kStates[] = {{"draft", "下書き"},         {"preparing", "宛先を確かめています"},
                            {"prepared", "宛先確認済み"}, {"waiting", "2人目の確認待ち"},
                            {"scheduled", "送信予約"},   {"sending", "送信中"},
                            {"sent", "送信済み"},        {"cancelled", "取りやめ"},
                            {"stopped", "途中で中止"}};
constexpr Word kReasons[] = {{"no_address", "メールアドレスの登録がない"},
                             {"bad_address", "メールアドレスの形が正しくない"},
                             {"duplicate", "同じアドレスにほかの登録で送る"},
                             {"suppressed", "送らない宛先（戻り・苦情など）"},
                             {"refused", "本人が配信を止めている"},
                             {"no_consent", "会員PRの同意がない"},
                             {"changed", "確かめたあとに名簿が変わった"}};
constexpr Word kCauses[] = {{"hard", "宛先不明などで戻った"},
                            {"soft", "一時的な理由で何度も戻った"},
                            {"complaint", "迷惑メールの申立て"},
                            {"hand", "事務局が登録"}};
constexpr Word kWays[] = {{"account", "配信設定の画面"},
                          {"link", "メールのリンク"},
                          {"one_click", "メールソフトの配信停止"},
                          {"office", "事務局が代わりに記録"}};

constexpr Word kBounces[] = {{"hard", "宛先がない"},
                             {"soft", "一時的な理由"},
                             {"complaint", "迷惑メールの申立て"},
                             {"unproven", "どのメールか確かめられない"}};

template <std::size_t N>
std::string_view label_in(const Word (&words)[N], std::string_view code) {
  for (const Word& word : words) {
    if (word.code == code) return word.label;
  }
  return code;
}

constexpr const char* kLists[] = {"states", "categories", "industries",
                                  "areas",  "municipalities", "sizes"};

std::vector<std::string>& list_of(members::Audience& a, std::string_view name) {
  if (name == "states") return a.states;
  if (name == "categories") return a.categories;
  if (name == "industries") return a.industries;
  if (name == "areas") return a.areas;
  if (name == "municipalities") return a.municipalities;
  return a.sizes;
}

}  // namespace

std::string audience_json(const members::Audience& audience) {
  members::Audience copy = audience;
  Json out;
  for (const char* list : kLists) {
    if (!list_of(copy, list).empty()) out[list] = list_of(copy, list);
  }
  out["joined_from"] = audience.joined_from;
  out["joined_until"] = audience.joined_until;
  out["part"] = audience.part;
  return out.dump();
}

members::Audience audience_of(std::string_view text) {
  members::Audience out;
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return out;
  for (const char* list : kLists) {
    if (json.contains(list)) list_of(out, list) = json[list].get<std::vector<std::string>>();
  }
  out.joined_from = json.value("joined_from", "");
  out.joined_until = json.value("joined_until", "");
  out.part = json.value("part", "");
  return out;
}

std::string_view class_name(mail::Class mail_class) {
  if (mail_class == mail::Class::business) return "business";
  return mail_class == mail::Class::news ? "news" : "member_pr";
}

std::string_view class_label(mail::Class mail_class) {
  if (mail_class == mail::Class::business) return "事務連絡";
  return mail_class == mail::Class::news ? "お知らせ" : "会員PR";
}

std::string_view class_about(mail::Class mail_class) {
  if (mail_class == mail::Class::business) {
    return "会員の手続きに必要な連絡です。配信は止められません。";
  }
  return mail_class == mail::Class::news
             ? "催しや記事などの案内です。止めた人には送りません。"
             : "会員企業の商品やサービスの紹介です。同意した人だけに送ります。";
}

std::optional<mail::Class> class_from_name(std::string_view name) {
  for (const auto one : {mail::Class::business, mail::Class::news, mail::Class::member_pr}) {
    if (class_name(one) == name) return one;
  }
  return std::nullopt;
}

bool can_be_stopped(mail::Class mail_class) { return mail_class != mail::Class::business; }

std::string_view state_label(std::string_view state) { return label_in(kStates, state); }
std::string_view reason_label(std::string_view reason) { return label_in(kReasons, reason); }
std::string_view cause_label(std::string_view cause) { return label_in(kCauses, cause); }
std::string_view way_label(std::string_view way) { return label_in(kWays, way); }
std::string_view bounce_label(std::string_view kind) { return label_in(kBounces, kind); }

std::string address_key(std::string_view address) { return lower_ascii(trim(address)); }

std::string masked_address(const std::string& address, bool may_see) {
  return may_see || address.empty() ? address : members::mask_email(address);
}

}  // namespace musubi::mailings
