// routes.cc - method, path, permission, handler. Nothing else: a row is the whole story of an
// address. The applicant's rows are open to anyone; what is shown there depends on a token.
#include "features/applications/home.h"
#include "features/applications/ledger.h"
#include "features/applications/pages.h"
#include "features/applications/service.h"
#include "web/app.h"

namespace musubi::applications {
namespace {

// An upload with its form around it.
constexpr std::uint64_t kUploadBytesMost = 12'000'000;

void add_applicant_routes(web::Router& r, const std::shared_ptr<Desk>& desk) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/join", may::anyone, show_guidance);
  r.get("/join/application", may::anyone, show_form);
  r.post("/join/application", may::anyone, create_draft);
  r.get("/join/application/new", may::anyone, show_start);
  r.get("/join/application/check", may::anyone, show_check);
  r.get("/join/application/received", may::anyone, show_receipt);
  r.get("/join/application/paused", may::anyone, show_paused);
  r.get("/join/application/discard", may::anyone, show_discard);
  r.post("/join/application/discard", may::anyone, pages::delete_draft);
  r.post("/join/application/pause", may::anyone, create_pause);
  r.post("/join/application/submission", may::anyone, create_submission);
  r.post("/join/application/files", may::anyone, create_file, kUploadBytesMost);
  r.post("/join/application/files/:file/removal", may::anyone, pages::delete_file);
  r.get("/join/application/:step", may::anyone, show_step);
  r.post("/join/application/:step", may::anyone, update_step);
  r.get("/join/resume/:token", may::anyone, show_resume);
  r.post("/join/resume/:token", may::anyone, update_resume);
  r.get("/join/status", may::anyone, show_status_request);
  r.post("/join/status", may::anyone, create_status_request);
  r.get("/join/status/:token", may::anyone, show_status);
  r.post("/join/status/:token/verification", may::anyone, create_verification);
  r.get("/join/status/:token/supplement", may::anyone, show_supplement);
  r.post(
      "/join/status/:token/supplement", may::anyone,
      [desk](web::Request& request) { return create_supplement_answer(request, *desk); },
      kUploadBytesMost * kFilesMost);
  r.get("/join/status/:token/withdrawal", may::anyone, show_withdrawal);
  r.post("/join/status/:token/withdrawal", may::anyone,
         [desk](web::Request& request) { return create_withdrawal(request, *desk); });
}

void add_office_routes(web::Router& r, const std::shared_ptr<Desk>& desk) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/office/applications", may::see_applications, show_list);
  r.post(
      "/office/applications", may::work_applications,
      [desk](web::Request& request) { return create_entry(request, *desk); },
      kUploadBytesMost * kFilesMost);
  r.get("/office/applications/new", may::work_applications,
        [desk](web::Request& request) { return show_new_entry(request, *desk); });
  r.get("/office/privacy/consents", may::see_applications, show_consents);
  r.get("/office/privacy/consent-texts/:id", may::see_applications, show_consent_text);
  r.get("/office/applications/:id", may::see_applications,
        [desk](web::Request& request) { return show_detail(request, *desk); });
  r.post("/office/applications/:id/assignment", may::work_applications,
         [desk](web::Request& request) { return update_assignment(request, *desk); });
  r.post(
      "/office/applications/:id/consents", may::work_applications,
      [desk](web::Request& request) { return create_consents(request, *desk); },
      kUploadBytesMost * kFilesMost);
  r.post("/office/applications/:id/email-check", may::work_applications,
         [desk](web::Request& request) { return create_email_check(request, *desk); });
  r.get("/office/applications/:id/files/:file", may::open_application_files, show_file);
  r.post("/office/applications/:id/supplements", may::work_applications, create_supplement);
  r.get("/office/applications/:id/supplements/new", may::work_applications, show_new_supplement);
  r.get("/office/applications/:id/supplement", may::work_applications, show_office_answer);
  r.post(
      "/office/applications/:id/supplement", may::work_applications,
      [desk](web::Request& request) { return create_office_answer(request, *desk); },
      kUploadBytesMost * kFilesMost);
  r.get("/office/applications/:id/withdrawal", may::work_applications, show_office_withdrawal);
  r.post("/office/applications/:id/withdrawal", may::work_applications,
         [desk](web::Request& request) { return create_office_withdrawal(request, *desk); });
}

}  // namespace

std::shared_ptr<Desk> add_routes(web::App& app) {
  auto desk = std::make_shared<Desk>();
  add_applicant_routes(app.router, desk);
  add_office_routes(app.router, desk);
  add_words(app.words);
  add_home(app);
  return desk;
}

}  // namespace musubi::applications
