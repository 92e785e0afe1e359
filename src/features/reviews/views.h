// views.h - what the pages of reviews show: criteria, an application's review, one criterion, the
// decision, and the officer's page on a phone. Structs in, Html out; no rule and no statement.
#pragma once

#include "features/reviews/service_criteria.h"
#include "features/reviews/service_inquiries.h"
#include "features/reviews/service_reviews.h"
#include "web/kit/kit.h"

namespace musubi::reviews::views {

struct CriteriaList {
  std::vector<CriteriaSet> sets;
  bool may_edit = false;
};
web::Html criteria_list(const web::Request& request, const CriteriaList& data);

struct CriteriaDetail {
  CriteriaPage page;
  bool may_edit = false, may_confirm = false, may_comment = false;
  std::string status;
  web::Fields typed;
  std::optional<Error> error;
};
web::Html criteria_detail(const web::Request& request, const CriteriaDetail& data);

struct ReviewDetail {
  ReviewPage page;
  std::vector<OfficerChoice> officers;
  AccountId reader;
  bool may_review = false, may_decide = false;
  std::string status;
  web::Fields typed;
  std::optional<Error> error;
};
web::Html review_detail(const web::Request& request, const ReviewDetail& data);
// Whether the form that was sent (typed.kind, "" = approval) is on the page of the decision.
bool offers_decision(const ReviewDetail& data);
web::Html decision(const web::Request& request, const ReviewDetail& data);

struct CriterionForm {
  ReviewPage page;
  Criterion criterion;
  web::Fields typed;  // empty on the first show
  std::optional<Error> error;
  bool conflict = false;  // somebody else saved meanwhile: their text stands above the form
};
web::Html criterion_form(const web::Request& request, const CriterionForm& data);

// The officer's phone: the question, and afterwards the thanks.
struct AskedForm {
  std::string token;
  AskedPage page;
  web::Fields typed;
  std::optional<Error> error;
};
web::Html asked(const web::Request& request, const AskedForm& data);
web::Html thanks(const web::Request& request, const AskedPage& page);

// For the application's office page (applications::Desk).
web::Html panel_of(const web::Request& request, const ReviewPage& page);

std::string review_path(const ApplicationId& id);  // /office/reviews/...
web::Area area_of(const web::Request& request);

}  // namespace musubi::reviews::views
