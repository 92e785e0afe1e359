// pages_imports.cc - the roster import's wizard: the file, the columns, the commit, the undo.
// A short file is worked on while the person waits; a long one at the desk, and its page says how
// far it is. Each handler reads the form, asks the service, shows the answer; rules live there.
#include "features/members/pages_imports.h"

#include <algorithm>

#include "features/members/desk_imports.h"
#include "features/members/views_imports.h"
#include "web/form.h"

namespace musubi::members::pages {
namespace {

constexpr int kListed = 25;
constexpr std::uint64_t kWaitBytes = 1'500'000;  // read within the request: some seconds at most
constexpr std::int64_t kWaitRows = 3'000;        // likewise committed
constexpr int kNamesShown = 50;

ImportId import_id(const web::Request& request) { return {request.param("id")}; }

web::Response to(const ImportId& id, const std::string& rest = {}) {
  return web::see_other(views::path_of(id) + rest);
}

// "" when nothing was typed; an error is added under the field's own name.
std::string day_from(const web::Fields& form, const std::string& name, const std::string& label,
                     std::vector<FieldError>& errors) {
  auto day = web::kit::read_date(form, name, label);
  if (!day) {
    errors.push_back({name, day.error().fields.empty() ? day.error().says
                                                       : day.error().fields.front().says});
    return {};
  }
  return *day ? iso(**day) : std::string();
}

// Reads now or at the desk, and goes to where the import stands.
web::Response read_and_go(web::Request& request, ImportDesk& desk, const Begun& begun, bool wait) {
  if (wait) {
    auto read = read_import(request.context(), begun);
    if (!read && read.error().fault == Fault::conflict) {
      return web::problem(request, read.error());
    }
    return to(begun.id);  // a failure of the file is told there
  }
  auto queued = desk.run(request.context(), begun.id, "名簿を読んでいます", true,
                         [begun](const Context& ctx, const Steps& steps) {
                           return read_import(ctx, begun, steps);
                         });
  if (!queued) return web::problem(request, queued.error());
  return to(begun.id);
}

// The import when it is a draft; else the answer that says where it stands.
std::optional<web::Response> elsewhere(web::Request& request, ImportDesk& desk,
                                       const ImportPage& page) {
  const auto standing = desk.standing_of(page.import.id);
  const bool working = standing && standing->problem.empty();
  if (page.import.state == "draft" && !working) return {};
  if (page.import.state == "failed" && request.path.ends_with("/mapping")) return {};
  return to(page.import.id);
}

}  // namespace

web::Response show_imports(web::Request& request) {
  views::ImportList list;
  auto imports = list_imports(request.context(), request.query.get("before"), kListed + 1);
  if (!imports) return web::problem(request, imports.error());
  list.imports = std::move(*imports);
  if (list.imports.size() > kListed) {
    list.imports.pop_back();
    list.next_path = "/office/imports?before=" + list.imports.back().id.text;
  }
  return web::html(views::import_list(request, list));
}

web::Response show_new_import(web::Request& request) {
  views::ImportForm form;
  const LoanFacts usual = usual_loan();
  form.typed.add("lender", usual.lender);
  form.typed.add("medium", usual.medium);
  form.typed.add("kept_at", usual.kept_at);
  form.typed.add("purpose", usual.purpose);
  return web::html(views::import_form(request, form));
}

web::Response create_import(web::Request& request, ImportDesk& desk) {
  views::ImportForm form{.typed = request.form};
  std::vector<FieldError> errors;
  NewImport input;
  input.sheet = request.form.get("sheet");
  input.loan = {request.form.get("loan_name"), request.form.get("medium"),
                request.form.get("lender"),    request.form.get("purpose"),
                day_from(request.form, "received_on", "受領日", errors),
                day_from(request.form, "return_due_on", "返還期限", errors),
                request.form.get("kept_at"),   0};
  std::uint64_t bytes = 0;
  for (const auto& upload : request.uploads) {
    if (upload.field != "file" || upload.bytes == 0) continue;
    input.path = upload.temp_path;
    input.filename = upload.filename;
    bytes = upload.bytes;
  }
  if (input.path.empty()) errors.insert(errors.begin(), {"file", "名簿のファイルを選んでください"});
  if (!errors.empty()) {
    // Everything that is wrong is said at once; a day that could not be read is not said twice.
    if (auto loan = check_loan(request.context(), input.loan); !loan) {
      for (FieldError& error : loan.error().fields) {
        const auto same = [&](const FieldError& known) { return known.field == error.field; };
        if (std::none_of(errors.begin(), errors.end(), same)) errors.push_back(std::move(error));
      }
    }
    form.error = Error{Fault::invalid, "入力内容に誤りがあります", std::move(errors), {}};
    return web::show_again(request, views::import_form(request, form));
  }
  auto begun = begin_import(request.context(), input);
  if (!begun) {
    if (begun.error().fault != Fault::invalid) return web::problem(request, begun.error());
    form.error = begun.error();
    return web::show_again(request, views::import_form(request, form));
  }
  return read_and_go(request, desk, *begun, bytes <= kWaitBytes);
}

web::Response show_import(web::Request& request, ImportDesk& desk) {
  const Context ctx = request.context();
  auto page = load_visible_import(ctx, import_id(request));
  if (!page) return web::problem(request, page.error());
  const auto standing = desk.standing_of(page->import.id);
  const std::string state = page->import.state;
  const bool working = standing && standing->problem.empty();
  if (working || state == "reading" || state == "failed") {
    views::Running running{.page = std::move(*page)};
    if (working) {
      running.words = ImportDesk::words_of(*standing);
      running.done = standing->done;
      running.total = standing->total;
    } else if (state == "failed") {
      running.problem = running.page.import.problem;
    } else {
      // Another process reads it, or the one that did has ended.
      auto row = jobs::load_visible_progress(ctx, running.page.import.progress_id);
      if (row && row->state == "running") running.words = row->says;
      running.problem = standing ? standing->problem : "";
    }
    return web::html(views::import_running(request, running));
  }
  if (state == "draft") {
    const bool again = standing && !standing->problem.empty();
    return to(page->import.id, again ? "/commit" : "/mapping");
  }
  views::ImportResult result{.page = std::move(*page)};
  result.may_undo = state == "committed" && can(ctx.actor, may::undo_import);
  if (standing) result.problem = standing->problem;
  if (state == "undone") {
    auto left = list_left_by_undo(ctx, result.page.import.id, kNamesShown);
    if (!left) return web::problem(request, left.error());
    result.left = std::move(*left);
  }
  if (request.query.get("said") == "committed") result.status = "名簿を取り込みました";
  if (request.query.get("said") == "undone") result.status = "取込みを取り消しました";
  return web::html(views::import_result(request, result));
}

web::Response show_import_events(web::Request& request) {
  auto page = load_visible_import(request.context(), import_id(request));
  if (!page) return web::problem(request, page.error());
  web::Response response;
  response.sse_topic = ImportDesk::topic_of(page->import.id);
  return response;
}

web::Response create_reading(web::Request& request, ImportDesk& desk) {
  const auto standing = desk.standing_of(import_id(request));
  if (standing && standing->problem.empty()) return to(import_id(request));
  auto begun = read_again(request.context(), import_id(request));
  if (!begun) return web::problem(request, begun.error());
  return read_and_go(request, desk, *begun, false);
}

web::Response show_mapping(web::Request& request, ImportDesk& desk) {
  auto page = load_visible_import(request.context(), import_id(request));
  if (!page) return web::problem(request, page.error());
  if (auto other = elsewhere(request, desk, *page)) return std::move(*other);
  if (page->import.mapping.is_null()) return to(page->import.id);
  auto mapping = read_mapping(page->import.mapping);
  if (!mapping) return web::problem(request, mapping.error());
  return web::html(views::mapping_form(request, {std::move(*page), std::move(*mapping), {}}));
}

web::Response update_mapping(web::Request& request, ImportDesk& desk) {
  const Context ctx = request.context();
  auto page = load_visible_import(ctx, import_id(request));
  if (!page) return web::problem(request, page.error());
  if (auto other = elsewhere(request, desk, *page)) return std::move(*other);
  if (page->import.mapping.is_null()) return to(page->import.id);
  auto mapping = read_mapping(page->import.mapping);
  if (!mapping) return web::problem(request, mapping.error());
  std::map<int, RosterField> chosen;
  bool changed = page->import.state == "failed";
  for (auto& column : mapping->columns) {
    const auto field =
        roster_field_named(request.form.get("column_" + std::to_string(column.column)));
    if (!field) continue;
    changed = changed || *field != column.field;
    column.field = *field;
    chosen[column.column] = *field;
  }
  if (!changed) return to(page->import.id, "/rows");
  auto begun = change_mapping(ctx, page->import.id, chosen);
  if (!begun) {
    if (begun.error().fault != Fault::invalid) return web::problem(request, begun.error());
    return web::show_again(request, views::mapping_form(request, {std::move(*page),
                                                                  std::move(*mapping),
                                                                  begun.error()}));
  }
  const bool short_file = page->import.row_count <= kWaitRows && page->import.row_count > 0;
  web::Response answer = read_and_go(request, desk, *begun, short_file);
  return short_file && answer.status == 303 ? to(begun->id, "/rows") : std::move(answer);
}

web::Response show_commit(web::Request& request, ImportDesk& desk) {
  auto page = load_visible_import(request.context(), import_id(request));
  if (!page) return web::problem(request, page.error());
  if (auto other = elsewhere(request, desk, *page)) return std::move(*other);
  const auto standing = desk.standing_of(page->import.id);
  return web::html(views::commit_form(
      request, {std::move(*page), standing ? standing->problem : std::string()}));
}

web::Response create_commit(web::Request& request, ImportDesk& desk) {
  const Context ctx = request.context();
  const ImportId id = import_id(request);
  auto page = load_visible_import(ctx, id);
  if (!page) return web::problem(request, page.error());
  // The second press of the button: the first one did it.
  if (page->import.state == "committed") return to(id);
  if (page->import.row_count <= kWaitRows) {
    auto counts = commit_import(ctx, id);
    if (!counts) return web::problem(request, counts.error());
    return to(id, "?said=committed");
  }
  auto queued = desk.run(ctx, id, "会員名簿に取り込んでいます", false,
                         [id](const Context& context, const Steps& steps) -> Result<void> {
                           TRY(commit_import(context, id, steps));
                           return {};
                         });
  if (!queued) return web::problem(request, queued.error());
  return to(id);
}

web::Response show_undo(web::Request& request, ImportDesk&) {
  const Context ctx = request.context();
  auto page = load_visible_import(ctx, import_id(request));
  if (!page) return web::problem(request, page.error());
  if (page->import.state != "committed") return to(page->import.id);
  const std::string after = request.query.get("after");
  auto forecast = list_undo_would_leave(ctx, page->import.id, kNamesShown, after);
  if (!forecast) return web::problem(request, forecast.error());
  return web::html(
      views::undo_form(request, {std::move(*page), std::move(*forecast), after.empty()}));
}

web::Response create_undo(web::Request& request, ImportDesk& desk) {
  const Context ctx = request.context();
  const ImportId id = import_id(request);
  auto page = load_visible_import(ctx, id);
  if (!page) return web::problem(request, page.error());
  if (page->import.state == "undone") return to(id);
  if (page->import.row_count <= kWaitRows) {
    auto undone = undo_import(ctx, id);
    if (!undone) return web::problem(request, undone.error());
    return to(id, "?said=undone");
  }
  auto queued = desk.run(ctx, id, "取込みを取り消しています", false,
                         [id](const Context& context, const Steps& steps) -> Result<void> {
                           TRY(undo_import(context, id, steps));
                           return {};
                         });
  if (!queued) return web::problem(request, queued.error());
  return to(id);
}

web::Response delete_import(web::Request& request) {
  auto discarded = discard_import(request.context(), import_id(request));
  if (!discarded) return web::problem(request, discarded.error());
  return web::see_other("/office/imports");
}

}  // namespace musubi::members::pages
