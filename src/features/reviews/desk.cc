// desk.cc - what reviews add to the office's page of an application: the part that says how far the
// review is, the buttons that lead on, and the end of a review when the applicant withdraws.
#include "features/reviews/desk.h"

#include "features/reviews/permissions.h"
#include "features/reviews/service_decision.h"
#include "features/reviews/views.h"

namespace musubi::reviews {

void join_desk(applications::Desk& desk, const std::shared_ptr<keys::Locksmith>& smith) {
  desk.panels.push_back(
      {.permission = may::see_reviews, .order = 100,
       .show = [smith](const web::Request& request, const applications::Application& a) {
         auto page = load_visible_review(request.context(), *smith, a.id);
         return page ? views::panel_of(request, *page) : web::Html();
       }});
  desk.actions.push_back(
      {.permission = may::decide_applications, .order = 100,
       .list = [](const web::Request&, const applications::Application& a) {
         std::vector<web::Html> out;
         if (a.state != applications::State::awaiting_decision) return out;
         out.push_back(web::kit::button_link({.label = "決裁する",
                                              .path = views::review_path(a.id) + "/decision",
                                              .look = web::kit::Look::primary}));
         return out;
       }});
  desk.actions.push_back(
      {.permission = may::review_applications, .order = 110,
       .list = [](const web::Request&, const applications::Application& a) {
         std::vector<web::Html> out;
         if (a.state != applications::State::received &&
             a.state != applications::State::reviewing) {
           return out;
         }
         out.push_back(web::kit::button_link({.label = "審査する", .path = views::review_path(a.id)}));
         return out;
       }});
  desk.observers.push_back(
      {.supplemented = [smith](db::Tx& tx, const Context& ctx, const applications::Application& a,
                               const applications::Supplement& answered) -> Result<void> {
         // What the screening looked into: another name is another finding (R-5.1.2.c).
         for (const char* field : {"name", "corporate_number", "representative_name"}) {
           if (!answered.after.contains(field)) continue;
           return screenings::follow_correction(
               tx, ctx, *smith,
               {"application", a.id.text, a.organisation.name, applications::path_of(a.id)},
               {a.organisation.representative_title, a.organisation.representative_name});
         }
         return {};
       },
       .withdrawn = [smith](db::Tx& tx, const Context& ctx, const applications::Application& a) {
         return end_review(tx, ctx, *smith, a.id);
       }});
}

}  // namespace musubi::reviews
