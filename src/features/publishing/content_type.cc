// content_type.cc - see content_type.h. Pure tables; codes of industries and municipalities are the
// registry's. Must never read a database.
#include "features/publishing/content_type.h"

#include <algorithm>
#include <array>

#include "base/result.h"
#include "base/text.h"
#include "base/time.h"
#include "features/members/members.h"

namespace musubi::publishing {
namespace {

using Kind = FieldInfo::Kind;

constexpr int kLong = 1000;

constexpr std::array kNewsFields{
    FieldInfo{"category", "分類", Kind::choice, true, true},
};
constexpr std::array kCaseFields{
    FieldInfo{"company", "取材先の団体名", Kind::line, true},
    FieldInfo{"industry", "業種", Kind::choice, true, true},
    FieldInfo{"size", "企業規模", Kind::choice, true, true},
    FieldInfo{"employees", "従業員数", Kind::number},
    FieldInfo{"municipality_code", "市町村", Kind::choice, true, true},
    FieldInfo{"theme", "困りごと・テーマ", Kind::list, true, true,
              "「、」で区切ります。例：業務効率化、データ活用。"},
    FieldInfo{"problem", "困っていたこと", Kind::lines, true, false,
              "1文か2文で書いてください。一覧と記事の先頭に出ます。", kLong},
    FieldInfo{"solution", "取り組んだこと", Kind::lines, true, false, "", kLong},
    FieldInfo{"result", "変わったこと", Kind::lines, true, false, "数字があれば、前と後を書いてください。",
              kLong},
    FieldInfo{"cost_band", "費用の目安", Kind::choice},
    FieldInfo{"interviewed_on", "取材した日", Kind::day},
};
constexpr std::array kEventFields{
    FieldInfo{"name_kana", "催しの名前の読み", Kind::line, false, false,
              "カタカナで書いてください。オープンデータに出ます。"},
    FieldInfo{"organiser_kind", "主催の区分", Kind::choice, true, true},
    FieldInfo{"organiser", "主催", Kind::line, true},
    FieldInfo{"starts_on", "始まる日", Kind::day, true},
    FieldInfo{"ends_on", "終わる日", Kind::day},
    FieldInfo{"hours", "時間", Kind::line, false, false, "例：13時30分から16時まで"},
    FieldInfo{"place", "会場", Kind::line, true},
    FieldInfo{"address", "会場の住所", Kind::line, false, false, "例：熊本市中央区架空町1丁目2-3"},
    FieldInfo{"municipality_code", "市町村", Kind::choice, false, true},
    FieldInfo{"access", "会場への行き方", Kind::line, false, false, "例：電停から徒歩3分"},
    FieldInfo{"capacity", "定員", Kind::number},
    FieldInfo{"fee", "参加費", Kind::line, true, false, "例：無料"},
    FieldInfo{"application", "申込みの方法", Kind::lines, true, false, "", kLong},
    FieldInfo{"apply_until_on", "申込みの締切", Kind::day},
    FieldInfo{"contact", "問合せ先", Kind::line, true},
};
constexpr std::array kMaterialFields{
    FieldInfo{"category", "分類", Kind::choice, true, true},
    FieldInfo{"issued_on", "発行日", Kind::day, true},
};
constexpr std::array kFaqFields{
    FieldInfo{"category", "分類", Kind::choice, true, true},
};
constexpr std::array kProfileFields{
    FieldInfo{"company", "団体名", Kind::line, true},
    FieldInfo{"industry", "業種", Kind::choice, true, true},
    FieldInfo{"municipality_code", "市町村", Kind::choice, true, true},
    FieldInfo{"website", "ホームページ", Kind::line},
};
constexpr std::array kDesignFields{
    FieldInfo{"edition", "版", Kind::line, true, false, "例：令和6年度版"},
};

constexpr int kVariantMost = 20'000;
constexpr std::array kVariantFields{
    FieldInfo{"easy_title", "やさしい日本語の題名", Kind::line, false, false,
              "空欄のときは、記事の題名が出ます。"},
    FieldInfo{"easy_body", "やさしい日本語の本文", Kind::lines, false, false,
              "短い文で書き、漢字には「漢字《かんじ》」とふりがなを付けます。書くと、記事の先頭から行けるページができます。",
              kVariantMost},
    FieldInfo{"english_title", "英語の題名", Kind::line, false, false, "例：Opening of our website"},
    FieldInfo{"english_body", "英語の要約", Kind::lines, false, false,
              "記事の要点を英語で書きます。書くと、記事の先頭から行けるページができます。", kVariantMost},
};

constexpr std::array kTypes{
    ContentType{"page", "固定ページ", "/pages/", false, false, 12, {}},
    ContentType{"news", "お知らせ", "/news/", false, false, 12, kNewsFields},
    ContentType{"dx_case", "ＤＸ事例", "/cases/", true, true, 24, kCaseFields},
    ContentType{"event", "イベント", "/events/", false, false, 6, kEventFields},
    ContentType{"material", "資料", "/materials/", false, false, 12, kMaterialFields},
    ContentType{"faq", "よくある質問", "/faq/", false, false, 6, kFaqFields},
    ContentType{"member_profile", "会員紹介", "/profiles/", false, true, 12, kProfileFields},
    ContentType{"grand_design", "グランドデザイン", "/grand-design/", true, false, 12,
                kDesignFields},
};

const Choices& own_choices(std::string_view field) {
  static const Choices kSizes{{"small", "小規模企業者"}, {"medium", "中小企業"},
                              {"large", "大企業"}, {"body", "企業以外の団体"}};
  static const Choices kCosts{{"none", "費用なし"},
                              {"under_100k", "10万円未満"},
                              {"under_1m", "10万円以上100万円未満"},
                              {"under_5m", "100万円以上500万円未満"},
                              {"over_5m", "500万円以上"}};
  static const Choices kCategories{{"notice", "事務局から"}, {"event", "催し"},
                                   {"support", "支援策"},    {"join", "入会"},
                                   {"members", "会員の手続き"}, {"data", "データ活用"},
                                   {"report", "報告"}};
  static const Choices kOrganisers{{"consortium", "コンソーシアム"},
                                   {"prefecture", "県・市町村"},
                                   {"member", "会員"},
                                   {"other", "関係機関"}};
  static const Choices kNone;
  if (field == "size") return kSizes;
  if (field == "cost_band") return kCosts;
  if (field == "category") return kCategories;
  if (field == "organiser_kind") return kOrganisers;
  return kNone;
}

}  // namespace

std::span<const ContentType> content_types() { return kTypes; }

const ContentType* find_type(std::string_view name) {
  const auto* found = std::find_if(kTypes.begin(), kTypes.end(),
                                   [&](const ContentType& type) { return type.name == name; });
  return found == kTypes.end() ? nullptr : &*found;
}

const ContentType& type_of(std::string_view name) {
  const ContentType* found = find_type(name);
  CHECK(found != nullptr);
  return *found;
}

const FieldInfo* find_field(const ContentType& type, std::string_view name) {
  for (const FieldInfo& field : type.fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

std::span<const FieldInfo> variant_fields() { return kVariantFields; }

const FieldInfo* find_variant_field(std::string_view name) {
  const auto* found = std::find_if(kVariantFields.begin(), kVariantFields.end(),
                                   [&](const FieldInfo& field) { return field.name == name; });
  return found == kVariantFields.end() ? nullptr : &*found;
}

Choices choices_of(std::string_view field) {
  if (field == "industry" || field == "municipality_code") return members::field_choices(field);
  return own_choices(field);
}

std::string field_for_people(std::string_view field, const std::string& text) {
  for (const auto& [code, label] : choices_of(field)) {
    if (code == text) return label;
  }
  if (field.ends_with("_on")) {
    if (const auto day = parse_iso_date(text)) return wareki_with_weekday(*day);
  }
  return text;
}

std::vector<std::string> facet_values(const FieldInfo& field, const std::string& text) {
  std::vector<std::string> out;
  if (field.kind != Kind::list) {
    if (!text.empty()) out.push_back(text);
    return out;
  }
  for (const std::string& part : split(replace_all(text, "、", "\n"), '\n')) {
    const std::string value = trim(part);
    if (!value.empty() && std::find(out.begin(), out.end(), value) == out.end()) {
      out.push_back(value);
    }
  }
  return out;
}

}  // namespace musubi::publishing
