// main.cc - the program's entry and the file that knows every feature: one visible list. What they
// keep of people is one more, in features/keeping.cc. A feature is wired here by its public header
// and nowhere else; what each command does with the list is in src/cli. Never holds a rule.
#include "cli/product.h"
#include "core/postal/postal.h"
#include "core/receipts/receipts.h"
#include "features/accessibility/accessibility.h"
#include "features/accounts/accounts.h"
#include "features/analytics/analytics.h"
#include "features/applications/applications.h"
#include "features/calendar/calendar.h"
#include "features/changes/changes.h"
#include "features/confirmations/confirmations.h"
#include "features/federation/federation.h"
#include "features/feeds/feeds.h"
#include "features/front/front.h"
#include "features/home/home.h"
#include "features/incidents/incidents.h"
#include "features/inquiries/inquiries.h"
#include "features/keeping.h"
#include "features/links/links.h"
#include "features/listings/listings.h"
#include "features/mailings/mailings.h"
#include "features/media/media.h"
#include "features/members/members.h"
#include "features/recruiting/recruiting.h"
#include "features/privacy/privacy.h"
#include "features/publishing/publishing.h"
#include "features/retention/retention.h"
#include "features/reviews/reviews.h"
#include "features/screenings/screenings.h"
#include "features/site/site.h"
#include "features/site_export/site_export.h"
#include "features/site_import/site_import.h"
#include "features/site_search/site_search.h"
#include "web/address_help.h"
#include "web/kit/error_page.h"
#include "web/kit/gallery.h"

namespace musubi {
namespace {

// Texts name pictures, a picture knows the texts that name it, an article the banners that lead to
// it, and the search watches both.
void tell_media() {
  publishing::configure_media(publishing::library_of_media());
  media::configure_uses({publishing::media_uses(), front::media_uses()});
  publishing::configure_mentions({front::article_mentions()});
  site_search::watch();
}

Result<void> add_routes(web::App& app, cli::Installation& place) {
  app.error_page = web::kit::error_page;
  tell_retention(TRY(place.locksmith()), app.contract_end);
  tell_holdings();
  accounts::add_routes(app, TRY(place.locksmith()));
  federation::add_routes(app, TRY(place.locksmith()));
  members::add_routes(app);
  screenings::add_routes(app, TRY(place.locksmith()));
  const auto desk = applications::add_routes(app);
  reviews::add_routes(app, *desk, TRY(place.locksmith()));
  mailings::add_routes(app, TRY(place.locksmith()));
  recruiting::add_routes(app, *desk);
  inquiries::add_routes(app, *desk);
  listings::add_routes(app);
  changes::add_routes(app);
  confirmations::add_routes(app);
  retention::add_routes(app);
  privacy::add_routes(app);
  incidents::add_routes(app);
  calendar::add_routes(app);
  publishing::add_routes(app);
  feeds::add_routes(app);
  front::add_routes(app);
  media::add_routes(app);
  tell_media();
  analytics::add_routes(app);
  accessibility::add_routes(app);
  links::add_routes(app);
  site_import::add_routes(app);
  site_export::add_routes(app);
  site::add_routes(app);
  site_search::add_routes(app);
  web::add_postal_codes(app.router);
  if (app.development) web::kit::add_gallery(app.router);
  home::add_routes(app);  // last: shows what the others contributed
  return {};
}

Result<void> add_handlers(outbox::Handlers& handlers, cli::Installation& place) {
  accounts::add_handlers(handlers);
  members::add_handlers(handlers);
  screenings::add_handlers(handlers, TRY(place.locksmith()));
  reviews::add_handlers(handlers);
  retention::add_handlers(handlers);
  privacy::add_handlers(handlers);
  applications::add_handlers(handlers);
  mailings::add_handlers(handlers, TRY(place.locksmith()));
  changes::add_handlers(handlers);
  confirmations::add_handlers(handlers);
  publishing::add_handlers(handlers);
  media::add_handlers(handlers);
  inquiries::add_handlers(handlers);
  listings::add_handlers(handlers);
  analytics::add_handlers(handlers);
  accessibility::add_handlers(handlers);
  links::add_handlers(handlers);
  site_search::add_handlers(handlers);
  site_import::add_handlers(handlers);
  return {};
}

void add_jobs(std::vector<jobs::Job>& jobs, web::App& app) {
  jobs.push_back(receipts::cleaning_job());
  for (jobs::Job& job : accounts::scheduled_jobs(app.session_limits)) {
    jobs.push_back(std::move(job));
  }
  for (jobs::Job& job : federation::scheduled_jobs()) jobs.push_back(std::move(job));
  for (jobs::Job& job : members::scheduled_jobs()) jobs.push_back(std::move(job));
  for (jobs::Job& job : applications::scheduled_jobs()) jobs.push_back(std::move(job));
  for (jobs::Job& job : screenings::scheduled_jobs()) jobs.push_back(std::move(job));
  for (jobs::Job& job : reviews::scheduled_jobs()) jobs.push_back(std::move(job));
  for (jobs::Job& job : mailings::scheduled_jobs()) jobs.push_back(std::move(job));
  for (jobs::Job& job : recruiting::scheduled_jobs()) jobs.push_back(std::move(job));
  for (jobs::Job& job : changes::scheduled_jobs()) jobs.push_back(std::move(job));
  for (jobs::Job& job : confirmations::scheduled_jobs()) jobs.push_back(std::move(job));
  for (jobs::Job& job : privacy::scheduled_jobs()) jobs.push_back(std::move(job));
  for (jobs::Job& job : publishing::scheduled_jobs()) jobs.push_back(std::move(job));
  for (jobs::Job& job : media::scheduled_jobs()) jobs.push_back(std::move(job));
  for (jobs::Job& job : inquiries::scheduled_jobs()) jobs.push_back(std::move(job));
  for (jobs::Job& job : listings::scheduled_jobs()) jobs.push_back(std::move(job));
  for (jobs::Job& job : analytics::scheduled_jobs(app)) jobs.push_back(std::move(job));
  for (jobs::Job& job : links::scheduled_jobs(app)) jobs.push_back(std::move(job));
  for (jobs::Job& job : site_search::scheduled_jobs(app)) jobs.push_back(std::move(job));
  for (jobs::Job& job : site_export::scheduled_jobs()) jobs.push_back(std::move(job));
  for (jobs::Job& job : retention::scheduled_jobs()) jobs.push_back(std::move(job));
}

search::Feeders feeders() {
  search::Feeders out = members::search_feeders();
  for (auto& one : applications::search_feeders()) out.push_back(std::move(one));
  for (auto& one : accounts::search_feeders()) out.push_back(std::move(one));
  for (auto& one : recruiting::search_feeders()) out.push_back(std::move(one));
  for (auto& one : changes::search_feeders()) out.push_back(std::move(one));
  for (auto& one : media::search_feeders()) out.push_back(std::move(one));
  for (auto& one : publishing::search_feeders()) out.push_back(std::move(one));
  for (auto& one : inquiries::search_feeders()) out.push_back(std::move(one));
  for (auto& one : listings::search_feeders()) out.push_back(std::move(one));
  for (auto& one : site_search::search_feeders()) out.push_back(std::move(one));
  return out;
}

Result<OrganisationId> load_demo(
    const Context& ctx, const std::function<void(std::int64_t, std::int64_t)>& progress) {
  TRY(postal::load_demo(ctx));
  OrganisationId organisation = TRY(members::load_demo(ctx, progress));
  TRY(applications::load_demo(ctx));
  TRY(changes::load_demo(ctx, organisation));
  TRY(confirmations::load_demo(ctx, organisation));
  return organisation;
}

// After the demo's accounts were made.
Result<void> finish_demo(const Context& ctx, const keys::Locksmith& smith) {
  // The locksmith outlives the command that called this.
  tell_retention(std::shared_ptr<const keys::Locksmith>(&smith, [](const auto*) {}),
                 fiscal_year_end(fiscal_year(ctx.today())));
  tell_holdings();
  TRY(reviews::load_demo(ctx, smith));
  TRY(mailings::load_demo(ctx, smith));
  TRY(recruiting::load_demo(ctx));
  TRY(inquiries::load_demo(ctx));
  TRY(incidents::load_demo(ctx));
  tell_media();
  TRY(media::load_demo(ctx));
  TRY(privacy::load_demo(ctx));
  TRY(publishing::load_demo(ctx));
  TRY(front::load_demo(ctx));
  TRY(listings::load_demo(ctx));
  TRY(site_import::load_demo(ctx));
  TRY(site_search::load_demo(ctx));
  TRY(analytics::load_demo(ctx));
  TRY(accessibility::load_demo(ctx));
  TRY(links::load_demo(ctx));
  return retention::load_demo(ctx);
}

}  // namespace
}  // namespace musubi

int main(int argc, char** argv) {
  musubi::federation::tell_accounts();  // before any command that resets an account
  musubi::cli::Product product;
  product.add_routes = musubi::add_routes;
  product.add_handlers = musubi::add_handlers;
  product.add_jobs = musubi::add_jobs;
  product.feeders = musubi::feeders();
  product.load_demo = musubi::load_demo;
  product.finish_demo = musubi::finish_demo;
  product.run_beside = musubi::analytics::start_counting;
  product.demo_today = musubi::Date{2024, 10, 28};
  return musubi::cli::run(argc, argv, product);
}
