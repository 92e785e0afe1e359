// pages_office.cc - the office's pages of the search; see pages.h. What was refused, or met a newer
// version, comes back as the same form, as typed.
#include <charconv>

#include "features/site_search/pages.h"
#include "features/site_search/views.h"
#include "web/form.h"

namespace musubi::site_search::pages {
namespace {

std::int64_t number_in(const std::string& typed) {
  std::int64_t out = 0;
  std::from_chars(typed.data(), typed.data() + typed.size(), out);
  return out;
}

SynonymInput synonym_input(const web::Request& request) {
  SynonymInput input;
  input.words = request.form.get("words");
  input.note = request.form.get("note");
  input.version = number_in(request.form.get("version"));
  input.sending = web::sending_of(request);
  return input;
}

std::string words_said(const std::string& said) {
  if (said == "created") return "同義語を加えました。いまから検索に使われます";
  if (said == "saved") return "同義語を直しました。いまから検索に使われます";
  if (said == "deleted") return "同義語の組を消しました";
  if (said == "ordered") return "もう一度読み取ります。しばらくしてから、この画面を開き直してください";
  return "";
}

web::Response form_again(web::Request& request, const std::string& id, const Error& error) {
  if (error.fault != Fault::invalid && error.fault != Fault::conflict) {
    return web::problem(request, error);
  }
  const views::SynonymForm data{id, request.form, error};
  return web::html(views::synonym_form(request, data), web::status_of(error.fault));
}

}  // namespace

web::Response show_overview(web::Request& request) {
  const Context ctx = request.context();
  views::OverviewPage data;
  auto overview = load_overview(ctx);
  if (!overview) return web::problem(request, overview.error());
  data.overview = std::move(*overview);
  data.state = request.query.get("state");
  if (data.state != "read" && data.state != "empty" && data.state != "waiting") {
    data.state = "unreadable";
  }
  auto files = list_file_lines(ctx, data.state, request.query.get("after"));
  if (!files) return web::problem(request, files.error());
  data.files = std::move(*files);
  data.may_keep = can(ctx.actor, may::keep_site_search);
  data.status = words_said(request.query.get("said"));
  return web::html(views::overview_page(request, data));
}

web::Response create_reading(web::Request& request) {
  const auto done = read_file_again(request.context(), request.param("id"));
  if (!done) return web::problem(request, done.error());
  return web::see_other(std::string(views::kOfficePath) + "?state=waiting&said=ordered");
}

web::Response show_synonyms(web::Request& request) {
  const Context ctx = request.context();
  views::SynonymListPage data;
  auto list = list_synonym_groups(ctx, request.query.get("after"), request.query.get("after_id"));
  if (!list) return web::problem(request, list.error());
  data.list = std::move(*list);
  data.first_page = request.query.get("after_id").empty();
  data.may_keep = can(ctx.actor, may::keep_site_search);
  data.status = words_said(request.query.get("said"));
  return web::html(views::synonym_list(request, data));
}

web::Response show_new_synonym(web::Request& request) {
  views::SynonymForm data;
  data.typed.add("words", request.query.get("word"));
  return web::html(views::synonym_form(request, data));
}

web::Response create_synonym_group(web::Request& request) {
  const auto made = create_synonym(request.context(), synonym_input(request));
  if (!made) return form_again(request, "", made.error());
  return web::see_other(std::string(views::kSynonymsPath) + "?said=created");
}

web::Response show_synonym(web::Request& request) {
  const auto found = load_synonym(request.context(), request.param("id"));
  if (!found) return web::problem(request, found.error());
  views::SynonymForm data;
  data.id = found->id.text;
  std::string lines;
  for (const std::string& word : found->words) lines += (lines.empty() ? "" : "\n") + word;
  data.typed.add("words", lines);
  data.typed.add("note", found->note);
  data.typed.add("version", std::to_string(found->version));
  return web::html(views::synonym_form(request, data));
}

web::Response update_synonym_group(web::Request& request) {
  const std::string id = request.param("id");
  const auto there = load_synonym(request.context(), id);
  if (!there) return web::problem(request, there.error());
  const auto saved = save_synonym(request.context(), id, synonym_input(request));
  if (!saved) return form_again(request, id, saved.error());
  return web::see_other(std::string(views::kSynonymsPath) + "?said=saved");
}

web::Response show_synonym_deletion(web::Request& request) {
  const auto found = load_synonym(request.context(), request.param("id"));
  if (!found) return web::problem(request, found.error());
  return web::html(views::synonym_deletion(request, *found));
}

web::Response create_synonym_deletion(web::Request& request) {
  const auto done = remove_synonym(request.context(), request.param("id"),
                                   number_in(request.form.get("version")));
  if (!done) return web::problem(request, done.error());
  return web::see_other(std::string(views::kSynonymsPath) + "?said=deleted");
}

}  // namespace musubi::site_search::pages
