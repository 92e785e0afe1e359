// own_fields.cc - see own_fields.h. Key is what stands in the articles or decides a class: who the
// member is. Free is how to reach it and what it cares for.
#include "features/changes/own_fields.h"

#include <array>

namespace musubi::changes {
namespace {

constexpr std::array kFields{
    OwnField{"name", Weight::key, "登記や規約のとおりに入力してください。", true},
    OwnField{"name_kana", Weight::key, "ひらがなで入力しても、カタカナに直して登録します。"},
    OwnField{"corporate_number", Weight::key, "13桁の数字です。ハイフンや全角でもかまいません。"},
    OwnField{"category", Weight::key, "", true},
    OwnField{"industry", Weight::key},
    OwnField{"employees", Weight::key, "例：48"},
    OwnField{"capital_yen", Weight::key, "例：300万円、3,000千円"},
    OwnField{"postal_code", Weight::key, "例：860-0001"},
    OwnField{"municipality_code", Weight::key, "県外のときは「県外」を選んでください。"},
    OwnField{"address", Weight::key},
    OwnField{"representative_title", Weight::key, "例：代表取締役"},
    OwnField{"representative_name", Weight::key, "姓と名の間は1文字あけてください。"},
    OwnField{"telephone", Weight::free, "例：096-000-0000"},
    OwnField{"fax", Weight::free},
    OwnField{"website", Weight::free, "例：https://www.example.jp"},
    OwnField{"interests", Weight::free, "1行に1つずつ入力してください。"},
};

}  // namespace

std::span<const OwnField> own_fields() { return kFields; }

const OwnField* find_own_field(std::string_view name) {
  for (const auto& field : kFields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

}  // namespace musubi::changes
