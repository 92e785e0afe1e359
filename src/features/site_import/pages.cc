// pages.cc - see pages.h; no rules here. A refused file comes back at its field; lists page by key.
// Must never open a transaction: the service does.
#include "features/site_import/pages.h"

#include <charconv>

#include "features/site_import/views.h"
#include "web/app.h"
#include "web/form.h"
#include "web/urlencoded.h"

namespace musubi::site_import::pages {
namespace {

constexpr int kListed = 50;

SiteImportId id_of(const web::Request& request) { return {request.param("id")}; }

web::Response to(const SiteImportId& id, const std::string& rest = {}) {
  return web::see_other(views::path_of(id) + rest);
}

std::int64_t number_of(const web::Request& request, std::string_view name) {
  const std::string text = request.query.get(name);
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string words_for(const std::string& said) {
  if (said == "chosen") return "行き先を保存しました";
  if (said == "discarded") return "取込みをやめました";
  return "";
}

web::Response detail_again(web::Request& request, const Error& error) {
  auto page = load_visible_import(request.context(), id_of(request));
  if (!page) return web::problem(request, page.error());
  views::Detail data{std::move(*page), publishing::import_targets(), request.form, error, ""};
  return web::show_again(request, views::detail(request, data));
}

}  // namespace

web::Response show_imports(web::Request& request) {
  views::ImportList data;
  auto rows = list_imports(request.context(), request.query.get("before"), kListed + 1);
  if (!rows) return web::problem(request, rows.error());
  data.rows = std::move(*rows);
  if (data.rows.size() > kListed) {
    data.rows.pop_back();
    data.next_path = std::string(views::kPath) + "?before=" + data.rows.back().id.text;
  }
  data.status = words_for(request.query.get("said"));
  return web::html(views::list(request, data));
}

web::Response show_new_import(web::Request& request) {
  return web::html(views::new_form(request, {}));
}

web::Response create_import(web::Request& request) {
  NewImport input;
  for (const web::Upload& upload : request.uploads) {
    if (upload.bytes == 0) continue;
    if (upload.field == "file") {
      input.path = upload.temp_path;
      input.filename = upload.filename;
    } else if (upload.field == "media") {
      input.media_path = upload.temp_path;
      input.media_filename = upload.filename;
    }
  }
  if (input.path.empty()) {
    return web::show_again(
        request, views::new_form(request, Error{Fault::invalid, "入力内容に誤りがあります",
                                                {{"file", "書き出しファイルを選んでください"}}, {}}));
  }
  input.sending = web::sending_of(request);
  const auto begun = begin_import(request.context(), input);
  if (begun) return to(*begun);
  Error error = begun.error();
  const bool of_file = error.fault == Fault::invalid || error.fault == Fault::too_large;
  if (!of_file) return web::problem(request, error);
  if (error.fields.empty()) error.fields.push_back({"file", error.says});
  error.fault = Fault::invalid;
  return web::show_again(request, views::new_form(request, error));
}

web::Response show_import(web::Request& request) {
  auto page = load_visible_import(request.context(), id_of(request));
  if (!page) return web::problem(request, page.error());
  views::Detail data{std::move(*page), publishing::import_targets(), {}, {},
                     words_for(request.query.get("said"))};
  return web::html(views::detail(request, data));
}

web::Response show_events(web::Request& request, ImportNews& news) {
  const auto page = load_visible_import(request.context(), id_of(request));
  if (!page) return web::problem(request, page.error());
  news.begin();
  web::Response response;
  response.sse_topic = std::string(ImportNews::kTopic);
  return response;
}

web::Response update_choices(web::Request& request) {
  const Context ctx = request.context();
  const auto page = load_visible_import(ctx, id_of(request));
  if (!page) return web::problem(request, page.error());
  Choices input;
  input.id = page->import.id;
  const std::string version = request.form.get("version");
  std::from_chars(version.data(), version.data() + version.size(), input.version);
  input.arrival = request.form.get("arrival");
  for (std::size_t i = 0; i < page->import.groups.size(); ++i) {
    const std::string name = "target_" + std::to_string(i);
    if (request.form.has(name)) input.targets[page->import.groups[i].key] = request.form.get(name);
  }
  const auto saved = change_choices(ctx, input);
  if (saved) return to(input.id, "?said=chosen");
  if (saved.error().fault == Fault::invalid) return detail_again(request, saved.error());
  return web::problem(request, saved.error());
}

web::Response create_commit(web::Request& request) {
  const auto ordered = order_commit(request.context(), id_of(request));
  return ordered ? to(id_of(request)) : web::problem(request, ordered.error());
}

web::Response show_losses(web::Request& request) {
  const Context ctx = request.context();
  auto page = load_visible_import(ctx, id_of(request));
  if (!page) return web::problem(request, page.error());
  views::LossList data{std::move(*page), request.query.get("kind"), {}, "", ""};
  store::LossFilter filter{data.kind, number_of(request, "after"), number_of(request, "number"),
                           kListed + 1};
  auto rows = list_losses(ctx, data.page.import.id, filter);
  if (!rows) return web::problem(request, rows.error());
  data.rows = std::move(*rows);
  const std::string kind = data.kind.empty() ? "" : "kind=" + web::percent_encode(data.kind);
  const std::string path = views::path_of(data.page.import.id) + "/losses";
  if (data.rows.size() > kListed) {
    data.rows.pop_back();
    data.next_path = path + "?after=" + std::to_string(data.rows.back().position) +
                     "&number=" + std::to_string(data.rows.back().number) +
                     (kind.empty() ? "" : "&" + kind);
  }
  if (filter.after_position > 0) data.first_path = path + (kind.empty() ? "" : "?" + kind);
  return web::html(views::losses(request, data));
}

web::Response show_media(web::Request& request) {
  const Context ctx = request.context();
  auto page = load_visible_import(ctx, id_of(request));
  if (!page) return web::problem(request, page.error());
  views::MediaList data{std::move(*page), request.query.get("state"), {}, "", ""};
  const std::string after = request.query.get("after");
  auto rows = list_media(ctx, data.page.import.id, data.state, after, kListed + 1);
  if (!rows) return web::problem(request, rows.error());
  data.rows = std::move(*rows);
  const std::string state = data.state.empty() ? "" : "state=" + web::percent_encode(data.state);
  const std::string path = views::path_of(data.page.import.id) + "/media";
  if (data.rows.size() > kListed) {
    data.rows.pop_back();
    data.next_path = path + "?after=" + web::percent_encode(data.rows.back().name) +
                     (state.empty() ? "" : "&" + state);
  }
  if (!after.empty()) data.first_path = path + (state.empty() ? "" : "?" + state);
  return web::html(views::media(request, data));
}

web::Response show_items(web::Request& request) {
  const Context ctx = request.context();
  auto page = load_visible_import(ctx, id_of(request));
  if (!page) return web::problem(request, page.error());
  views::ItemList data{std::move(*page), request.query.get("outcome"), {}, "", ""};
  const std::int64_t after = number_of(request, "after");
  auto rows = list_items(ctx, data.page.import.id, data.outcome, after, kListed + 1);
  if (!rows) return web::problem(request, rows.error());
  data.rows = std::move(*rows);
  const std::string outcome =
      data.outcome.empty() ? "" : "outcome=" + web::percent_encode(data.outcome);
  const std::string path = views::path_of(data.page.import.id) + "/items";
  if (data.rows.size() > kListed) {
    data.rows.pop_back();
    data.next_path = path + "?after=" + std::to_string(data.rows.back().position) +
                     (outcome.empty() ? "" : "&" + outcome);
  }
  if (after > 0) data.first_path = path + (outcome.empty() ? "" : "?" + outcome);
  return web::html(views::items(request, data));
}

web::Response show_undo(web::Request& request) {
  auto page = load_visible_import(request.context(), id_of(request));
  if (!page) return web::problem(request, page.error());
  if (page->import.state != "committed") return to(page->import.id);
  return web::html(views::undo(request, *page));
}

web::Response create_undo(web::Request& request) {
  const auto ordered = order_undo(request.context(), id_of(request));
  return ordered ? to(id_of(request)) : web::problem(request, ordered.error());
}

web::Response delete_import(web::Request& request) {
  const auto done = discard_import(request.context(), id_of(request));
  if (!done) return web::problem(request, done.error());
  return web::see_other(std::string(views::kPath) + "?said=discarded");
}

}  // namespace musubi::site_import::pages
