// demo.cc - the demo's members: fictional organisations, made through the same service as real
// ones, so that audit, events and search are as they would be. Addresses, numbers and mail are of
// the ranges that can never belong to anyone. Only for an empty database.
#include <array>

#include "features/members/members.h"
#include "features/members/service.h"

namespace musubi::members {
namespace {

struct Part {
  std::string_view name, kana, category, industry, municipality, employees, joined_on, contact;
};

// The first is the one that the demo's member accounts belong to.
constexpr std::array kParts{
    Part{"架空水産株式会社", "カクウスイサン", "company", "B", "432156", "42", "2022-06-15", "水無月 担子"},
    Part{"株式会社阿蘇野デジタル", "アソノデジタル", "company", "G", "431001", "18", "2022-06-15",
         "青葉 いつき"},
    Part{"肥後架空工業株式会社", "ヒゴカクウコウギョウ", "company", "E", "432130", "230", "2022-09-01",
         "鉄山 まこと"},
    Part{"有限会社みなも旅館", "ミナモリョカン", "company", "M", "432032", "12", "2023-01-20",
         "湯川 なぎさ"},
    Part{"学校法人架空学園", "カクウガクエン", "university", "O", "431001", "160", "2023-02-10",
         "学田 みちる"},
    Part{"農事組合法人こだま農園", "コダマノウエン", "body", "A", "432105", "9", "2023-05-18",
         "田原 みのる"},
    Part{"あまね運輸株式会社", "アマネウンユ", "company", "H", "432024", "75", "2024-04-12", "道岡 はしる"},
    Part{"医療法人社団ほほえみ会", "ホホエミカイ", "body", "P", "431001", "140", "2024-06-07",
         "白石 いやし"},
    Part{"株式会社つむぎ小売", "ツムギコウリ", "company", "I", "432130", "26", "2024-07-19", "店田 あきな"},
    Part{"合同会社そらいろ設計", "ソライロセッケイ", "company", "L", "432164", "4", "2024-09-24",
         "図師 えがく"},
};

NewOrganisation organisation_of(const Part& part) {
  const auto text = [](std::string_view view) { return std::string(view); };
  NewOrganisation made;
  made.typed = {{"name", text(part.name)},         {"name_kana", text(part.kana)},
                {"category", text(part.category)}, {"industry", text(part.industry)},
                {"employees", text(part.employees)}, {"municipality_code", text(part.municipality)},
                {"address", "架空町1-2-3"},        {"telephone", "096-000-0000"},
                {"uses_platform", "1"}};
  made.contact = {{"name", text(part.contact)}, {"email", "contact@example.jp"},
                  {"is_primary", "1"},          {"is_administrator", "1"}};
  made.joined_on = text(part.joined_on);
  made.reason = "デモの読み込み";
  return made;
}

}  // namespace

Result<OrganisationId> load_demo(const Context& ctx) {
  OrganisationId first;
  for (const Part& part : kParts) {
    const OrganisationId id = TRY(create_organisation(ctx, organisation_of(part)));
    if (first.empty()) first = id;
  }
  return first;
}

}  // namespace musubi::members
