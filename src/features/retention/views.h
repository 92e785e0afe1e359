// views.h - the pages of terms, destructions, holds and the look at the evidence: structs to Html.
// Called by pages.cc; decides nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/retention/service.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::retention::views {

struct KindList {
  std::vector<KindRow> rows;
};
web::Html kind_list(const web::Request& request, const KindList& data);

struct KindDetail {
  KindPage page;
  bool first_page = true, may_propose = false, may_hold = false;
  web::Fields typed;
  std::optional<Error> error;
};
web::Html kind_detail(const web::Request& request, const KindDetail& data);

struct DestructionList {
  std::vector<Destruction> rows;
  std::string state, next;
};
web::Html destruction_list(const web::Request& request, const DestructionList& data);

struct DestructionDetail {
  DestructionPage page;
  bool first_page = true, may_order = false;
  std::string status;
  web::Fields typed;
  std::optional<Error> error;
};
web::Html destruction_detail(const web::Request& request, const DestructionDetail& data);

struct HoldList {
  std::vector<Hold> rows;
  std::string next, status;
  bool may_hold = false;
};
web::Html hold_list(const web::Request& request, const HoldList& data);
struct HoldForm {
  NewHold typed;
  web::kit::DateParts until;
  std::optional<Error> error;
};
web::Html hold_form(const web::Request& request, const HoldForm& data);
struct HoldDetail {
  Hold hold;
  bool may_hold = false;
  std::string typed_reason, status;
  std::optional<Error> error;
};
web::Html hold_detail(const web::Request& request, const HoldDetail& data);

struct EvidencePage {
  Evidence evidence;
  std::vector<EvidenceCheck> rows;
  std::string next, status;
  bool may_check = false;
};
web::Html evidence_page(const web::Request& request, const EvidencePage& data);

// ---- shared by the views ----

inline constexpr const char* kPath = "/office/retention";
web::Area area_of(const web::Request& request);
web::Html section_tabs(const web::Request& request, std::string_view current);
std::string due_words(int due);  // 3件, 100件以上
std::string kind_path(std::string_view name);
std::string destruction_path(std::string_view id);
web::kit::Tone tone_of(const Destruction& destruction);
std::string scope_words(const Hold& hold);

}  // namespace musubi::retention::views
