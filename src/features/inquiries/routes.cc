// routes.cc - method, path, permission, handler; menu entries; jobs. The asker's rows are open to
// anyone: what is shown there depends on a mailed link. A row is the whole story of an address.
#include "core/access/scope.h"
#include "features/inquiries/home.h"
#include "features/inquiries/inquiries.h"
#include "features/inquiries/joining.h"
#include "features/inquiries/letters.h"
#include "features/inquiries/pages.h"
#include "features/inquiries/service.h"
#include "features/inquiries/words.h"
#include "web/app.h"

namespace musubi::inquiries {
namespace {

constexpr std::uint64_t kUploadMost = 16'000'000;  // three files and their form

void add_asker_rows(web::Router& r) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/contact", may::anyone, show_contact);
  r.post("/contact", may::anyone, create_contact, kUploadMost);
  r.get("/contact/answers", may::anyone, show_answers);
  r.get("/contact/status/:token", may::anyone, show_status);
  r.post("/contact/status/:token/messages", may::anyone, create_reply, kUploadMost);
  r.get("/members/inquiries", may::ask_as_member, show_own_inquiries);
  r.post("/members/inquiries", may::ask_as_member, create_own_inquiry, kUploadMost);
  r.get("/members/inquiries/new", may::ask_as_member, show_own_form);
  r.get("/members/inquiries/:id", may::ask_as_member, show_own_inquiry);
  r.post("/members/inquiries/:id/messages", may::ask_as_member, create_own_reply, kUploadMost);
}

void add_desk_rows(web::Router& r) {
  using namespace pages;  // NOLINT: a route table reads as rows
  r.get("/office/inquiries", may::see_inquiries, show_inquiries);
  r.post("/office/inquiries", may::work_inquiries, create_call);
  r.get("/office/inquiries/new", may::work_inquiries, show_call_form);
  r.get("/office/inquiries/months", may::see_months, show_months);
  r.get("/office/inquiries/months.csv", may::see_months, show_months_csv);
  r.get("/office/inquiries/texts", may::see_inquiries, show_texts);
  r.post("/office/inquiries/texts", may::work_inquiries, create_text);
  r.get("/office/inquiries/texts/new", may::work_inquiries, show_new_text);
  r.get("/office/inquiries/texts/:text", may::see_inquiries, show_text);
  r.post("/office/inquiries/texts/:text", may::work_inquiries, pages::update_text);
  r.get("/office/inquiries/rules", may::keep_rules, show_rules);
  r.post("/office/inquiries/rules", may::keep_rules, update_rules);
  r.get("/office/inquiries/:id", may::see_inquiries, show_inquiry);
  r.get("/office/inquiries/:id/files/:file", may::open_files, show_file);
  r.post("/office/inquiries/:id/messages", may::work_inquiries, create_answer, kUploadMost);
  r.post("/office/inquiries/:id/notes", may::work_inquiries, create_note);
  r.post("/office/inquiries/:id/assignment", may::work_inquiries, update_assignment);
  r.post("/office/inquiries/:id/follow-up", may::work_inquiries, update_follow_up);
  r.post("/office/inquiries/:id/sorting", may::work_inquiries, update_sorting);
  r.post("/office/inquiries/:id/closure", may::work_inquiries, create_closure);
  r.post("/office/inquiries/:id/reopening", may::work_inquiries, create_reopening);
  r.post("/office/inquiries/:id/release", may::work_inquiries, create_release);
  r.post("/office/inquiries/:id/discard", may::work_inquiries, create_discard);
  r.post("/office/inquiries/:id/merge", may::work_inquiries, create_merge);
  r.post("/office/inquiries/:id/merges/:merge/undoing", may::work_inquiries,
         create_merge_undoing);
  r.post("/office/inquiries/:id/prospect", may::work_inquiries, create_prospect_link);
  r.post("/office/inquiries/:id/faq", may::work_inquiries, create_faq);
  r.post("/office/inquiries/:id/news", may::work_inquiries, create_news);
  r.post("/office/inquiries/:id/application", may::work_inquiries, create_application_link);
}

int open_inquiries(const web::Request& request) {
  if (!can(request.actor, may::work_inquiries)) return 0;
  return static_cast<int>(request.context().db.read(
      [](db::Reader& reader) { return store::count_in_state(reader, "open"); }));
}

void add_menus(web::App& app) {
  using web::Area;
  const auto add = [&](Area area, const char* group, const char* label, const char* path,
                       const char* icon, const Permission& permission, int order) {
    app.nav.push_back({.area = area, .group = group, .label = label, .path = path, .icon = icon,
                       .permission = permission, .order = order, .waiting = {}});
  };
  add(Area::open, "", "お問い合わせ", "/contact", "", may::anyone, 95);
  add(Area::members, "", "事務局への問合せ", "/members/inquiries", "talk", may::ask_as_member, 75);
  add(Area::office, "問合せと連絡", "問合せ窓口", "/office/inquiries", "talk",
      may::see_inquiries, 700);
  app.nav.back().waiting = open_inquiries;
  add(Area::office, "問合せと連絡", "定型文", "/office/inquiries/texts", "doc",
      may::see_inquiries, 720);
  add(Area::office, "問合せと連絡", "期限と返信先", "/office/inquiries/rules", "gear",
      may::keep_rules, 730);
  for (const auto area : {Area::office, Area::prefecture}) {
    add(area, "報告と集計", "問合せの件数", "/office/inquiries/months", "chart", may::see_months,
        730);
  }
}

}  // namespace

void add_routes(web::App& app, applications::Desk& desk) {
  add_asker_rows(app.router);
  add_desk_rows(app.router);
  add_menus(app);
  add_home(app);
  join_desk(desk);
  add_words(app.words);
  access::declare_scope(may::ask_as_member.name, access::Scope::own_account);
}

void add_handlers(outbox::Handlers& handlers) { add_letter_handlers(handlers); }

std::vector<jobs::Job> scheduled_jobs() {
  return {{"inquiries.mailbox.read", "届いたメールを問合せとして受け付ける",
           jobs::Schedule::every_minutes(5), read_mailbox},
          {"inquiries.late.told", "回答の期限を過ぎた問合せを知らせる",
           jobs::Schedule::every_minutes(15), escalate},
          {"inquiries.quiet.closed", "回答してから便りのない問合せを完了にする",
           jobs::Schedule::daily_at(3, 35), close_quiet},
          {"inquiries.discarded.dropped", "迷惑と判断した問合せを片づける",
           jobs::Schedule::daily_at(3, 40), drop_discarded},
          {"inquiries.links.cleared", "期限の切れた問合せのリンクを片づける",
           jobs::Schedule::daily_at(3, 45), clear_links}};
}

}  // namespace musubi::inquiries
