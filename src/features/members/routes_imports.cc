// routes_imports.cc - the addresses and menu entries of the roster import, of what it left open,
// and of the register of lent material.
#include <memory>

#include "features/members/desk_imports.h"
#include "features/members/pages_imports.h"
#include "features/members/permissions.h"
#include "features/members/routes_parts.h"
#include "web/app.h"

namespace musubi::members {
namespace {

constexpr std::uint64_t kUploadBytesMost = 65'000'000;  // a little more than the file itself
constexpr std::int64_t kWaitingMost = 999;              // the menu shows no longer figure

using DeskHandler = web::Response (*)(web::Request&, ImportDesk&);

}  // namespace

void add_import_routes(web::App& app) {
  using namespace pages;  // NOLINT: a route table reads as rows
  web::Router& r = app.router;
  // The handlers own the desk: it ends with the routes, before anything that it uses.
  auto desk = std::make_shared<ImportDesk>(app);
  const auto at = [desk](DeskHandler handler) -> web::Handler {
    return [desk, handler](web::Request& request) { return handler(request, *desk); };
  };
  r.get("/office/imports", may::import_roster, show_imports);
  r.post("/office/imports", may::import_roster, at(create_import), kUploadBytesMost);
  r.get("/office/imports/new", may::import_roster, show_new_import);
  r.get("/office/imports/:id", may::import_roster, at(show_import));
  r.get("/office/imports/:id/events", may::import_roster, show_import_events);
  r.post("/office/imports/:id/reading", may::import_roster, at(create_reading));
  r.get("/office/imports/:id/mapping", may::import_roster, at(show_mapping));
  r.post("/office/imports/:id/mapping", may::import_roster, at(update_mapping));
  r.get("/office/imports/:id/rows", may::import_roster, at(show_import_rows));
  r.get("/office/imports/:id/rows/:row", may::import_roster, show_import_row);
  r.post("/office/imports/:id/rows/:row/choice", may::import_roster, update_row_choice);
  r.post("/office/imports/:id/rows/:row/resolution", may::merge_members, create_row_resolution);
  r.post("/office/imports/:id/rows/:row/settlement", may::import_roster, create_row_settlement);
  r.post("/office/imports/:id/adoption", may::import_roster, create_adoption);
  r.get("/office/imports/:id/commit", may::import_roster, at(show_commit));
  r.post("/office/imports/:id/commit", may::import_roster, at(create_commit));
  r.get("/office/imports/:id/undo", may::undo_import, at(show_undo));
  r.post("/office/imports/:id/undo", may::undo_import, at(create_undo));
  r.post("/office/imports/:id/removal", may::import_roster, pages::delete_import);

  r.get("/office/defects", may::settle_defects, show_defects);
  r.get("/office/defects/:id", may::settle_defects, show_defect);
  r.post("/office/defects/:id/settlement", may::settle_defects, create_settlement);

  r.get("/office/loans", may::see_loans, show_loans);
  r.post("/office/loans", may::keep_loans, create_loan);
  r.get("/office/loans/new", may::keep_loans, show_new_loan);
  r.get("/office/loans/:id", may::see_loans, show_loan);
  r.post("/office/loans/:id/copies", may::keep_loans, create_loan_copy);
  r.get("/office/loans/:id/copies/:copy/original", may::import_roster, show_loan_original);
  r.post("/office/loans/:id/copies/:copy/erasure", may::keep_loans, create_copy_erasure);
  r.post("/office/loans/:id/closure", may::keep_loans, create_loan_closure);

  app.nav.push_back({.area = web::Area::office, .group = "会員", .label = "名簿の取込み",
                     .path = "/office/imports", .icon = "upload",
                     .permission = may::import_roster, .order = 220,
                     .waiting = [](const web::Request& request) {
                       return static_cast<int>(request.db->read([](db::Reader& reader) {
                         return store::count_unfinished_imports(reader, kWaitingMost);
                       }));
                     }});
  app.nav.push_back({.area = web::Area::office, .group = "会員", .label = "取込みの不備",
                     .path = "/office/defects", .icon = "flag",
                     .permission = may::settle_defects, .order = 230,
                     .waiting = [](const web::Request& request) {
                       return static_cast<int>(request.db->read([](db::Reader& reader) {
                         return store::count_waiting_defects(reader, kWaitingMost);
                       }));
                     }});
  app.nav.push_back({.area = web::Area::office, .group = "会員", .label = "貸与資料",
                     .path = "/office/loans", .icon = "box", .permission = may::see_loans,
                     .order = 260,
                     .waiting = [](const web::Request& request) {
                       const std::string today = iso(request.context().today());
                       return static_cast<int>(request.db->read([&](db::Reader& reader) {
                         return store::count_overdue_loans(reader, today, kWaitingMost);
                       }));
                     }});
}

}  // namespace musubi::members
