// notice.cc - see notice.h. A refusal names no reason, whatever it was (R-5.1.2.c): the document
// has no place for one.
#include "features/reviews/notice.h"

#include "core/settings/consortium.h"

namespace musubi::reviews {
namespace {

std::string text_at(const Json& model, const char* key) {
  return model.value(key, std::string());
}

std::string wareki_of(const std::string& day) {
  const auto parsed = parse_iso_date(day);
  return parsed ? wareki(*parsed) : std::string();
}

// 株式会社はるかぜ商会 / 代表取締役　春風 花子　様
std::string addressee(const Json& model) {
  const std::string title = text_at(model, "representative_title");
  const std::string name = text_at(model, "representative_name");
  if (name.empty()) return text_at(model, "name") + "　御中";
  return text_at(model, "name") + "\n" + (title.empty() ? "" : title + "　") + name + "　様";
}

std::string opening(const Json& model) {
  return "　" + wareki_of(text_at(model, "received_on")) + "付けで申込みのありました" +
         settings::consortium().name + "への入会について、審査の結果、";
}

}  // namespace

std::string notice_title(const Notice& notice) {
  return notice.kind == "approved" ? "入会承認通知書" : "入会不承認通知書";
}

std::string notice_filename(const Notice& notice) {
  return notice_title(notice) + "_" + text_at(notice.model, "receipt_no") + ".pdf";
}

documents::Document notice_document(const Notice& notice) {
  const Json& model = notice.model;
  documents::Document d;
  d.title = notice_title(notice);
  d.number = notice_number(notice);
  d.date = wareki_of(notice.issued_on);
  d.to = addressee(model);
  d.from = settings::consortium().secretariat;
  d.cover = false;
  d.contents = false;
  d.footer = notice_number(notice);
  using documents::Mark;
  using documents::Paragraph;
  if (notice.kind != "approved") {
    d.preface = {Paragraph{opening(model) + "今回は入会を承認しないこととしましたので、通知します。"},
                 Paragraph{"　この通知についてのお問い合わせは、受付番号（" +
                           text_at(model, "receipt_no") + "）を添えて、事務局にお寄せください。"}};
    return d;
  }
  d.preface = {Paragraph{opening(model) + "下記のとおり承認しましたので、通知します。"},
               Mark{"記"},
               Paragraph{"1　会員番号　　" + text_at(model, "member_no")},
               Paragraph{"2　団体名　　　" + text_at(model, "name")},
               Paragraph{"3　入会年月日　" + wareki_of(text_at(model, "joined_on"))},
               Paragraph{"4　受付番号　　" + text_at(model, "receipt_no")},
               Mark{"以上", true}};
  return d;
}

}  // namespace musubi::reviews
