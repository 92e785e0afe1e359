// form_input.cc - see form_input.h. Every page of this feature reads an event in the same way.
// Must never judge what was typed: that is checks.cc.
#include "features/listings/form_input.h"

#include <charconv>

#include "web/kit/form.h"

namespace musubi::listings::pages {

Event event_of(const web::Fields& form) {
  Event out;
  for (const EventField& field : event_fields()) {
    const std::string name(field.name);
    if (field.kind != EventField::Kind::day) {
      out.*field.at = form.get(name);
      continue;
    }
    const auto day = web::kit::read_date(form, name, field.label);
    if (!day) out.*field.at = "?";
    else if (*day) out.*field.at = iso(**day);
  }
  return out;
}

Correction correction_of(const web::Fields& form) {
  return {event_of(form), form.get("reply"), whole_number_of(form.get("version"))};
}

std::int64_t whole_number_of(const std::string& text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

bool comes_back(Fault fault) { return fault == Fault::invalid || fault == Fault::conflict; }

web::Response kept_by_nobody(web::Response response) {
  response.header("Cache-Control", "no-store");
  response.header("Referrer-Policy", "no-referrer");
  return response;
}

std::string said_words(const std::string& said) {
  if (said == "received") return "掲載のご依頼を受け付けました。受付番号を控えてください";
  if (said == "corrected") return "直した内容を送りました";
  if (said == "withdrawn") return "ご依頼を取り下げました";
  if (said == "entered") return "掲載依頼を記録しました";
  if (said == "asked") return "確認のメールを送りました";
  if (said == "declined") return "見送りのメールを送りました";
  if (said == "released") return "掲載依頼として受け付けました";
  if (said == "discarded") return "迷惑と判断しました。30日後に消えます";
  return said == "settled" ? "済みにしました" : "";
}

}  // namespace musubi::listings::pages
