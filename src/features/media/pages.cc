// pages.cc - see pages.h; no rules here. A refused form comes back as typed; several files of one
// form are answered one by one.
#include "features/media/pages.h"

#include "base/json.h"
#include "features/media/views.h"
#include "web/app.h"
#include "web/form.h"
#include "web/urlencoded.h"

namespace musubi::media::pages {
namespace {

constexpr int kCards = 24;
// A picture is fetched once a year at most: another content has another address.
constexpr const char* kForEver = "public, max-age=31536000, immutable";
constexpr const char* kAnHour = "public, max-age=3600";  // documents keep their address

std::string path_to(const web::Request& request) {
  return std::string(views::kPath) + "/" + request.param("id");
}

store::Which which_of(const std::string& show) {
  using store::Which;
  if (show == "picture") return Which::picture;
  if (show == "document") return Which::document;
  if (show == "video") return Which::video;
  if (show == "waiting") return Which::waiting;
  if (show == "unreadable") return Which::unreadable;
  if (show == "lacking") return Which::lacking;
  if (show == "consent") return Which::consent;
  return Which::all;
}

std::string words_for(const std::string& said) {
  if (said == "made") return "登録しました。代替テキストと権利を書いてください";
  if (said == "several") return "登録しました。1つずつ開いて、代替テキストと権利を書いてください";
  if (said == "there") return "同じファイルが、すでに登録されています。こちらをお使いください";
  if (said == "saved") return "保存しました";
  if (said == "again") return "もう一度読み取っています";
  if (said == "deleted") return "画像・資料を消しました";
  return "";
}

std::string refusal_of(const Error& error) {
  return error.fields.empty() ? error.says : error.fields.front().says;
}

// The problem's field is the one that the form has.
Error at_file(Error error) {
  if (error.fault == Fault::invalid && !error.fields.empty()) return error;
  error.fields = {{"file", error.says}};
  return error;
}

web::Response answer_machine(web::Request& request, const Result<Added>& added) {
  if (!added) return web::problem(request, at_file(added.error()));
  const Json body = {{"path", views::path_of(added->id)},
                     {"words", added->was_there ? "すでに登録されています" : "登録しました"}};
  return web::json_text(body.dump());
}

std::vector<web::Upload> files_of(const web::Request& request) {
  std::vector<web::Upload> out;
  for (const web::Upload& upload : request.uploads) {
    if (upload.field == "file" && !upload.filename.empty()) out.push_back(upload);
  }
  return out;
}

web::Response upload_again(web::Request& request, views::UploadPage data, int status) {
  return web::html(views::upload(request, data), status);
}

Details details_of(const web::Request& request, std::vector<FieldError>& errors) {
  web::FormReader form(request.form);
  Details d;
  d.title = form.text("title", "題名");
  d.alt = form.text("alt", "代替テキスト");
  d.decorative = form.checkbox("decorative");
  d.caption = form.text("caption", "説明", 2000);
  d.rights_holder = form.text("rights_holder", "権利者");
  d.licence = form.text("licence", "使ってよい条件");
  d.people = form.text("people", "写っている人");
  d.consent_note = form.text("consent_note", "同意の記録");
  d.open_to_all = form.checkbox("open_to_all");
  d.focal_x = static_cast<int>(form.integer("focal_x", "中心（左から）", 0, 100).value_or(50));
  d.focal_y = static_cast<int>(form.integer("focal_y", "中心（上から）", 0, 100).value_or(50));
  errors = form.errors();
  const auto day = web::kit::read_date(request.form, "consent_until", "同意の期限");
  if (!day) {
    errors.push_back({"consent_until", refusal_of(day.error())});
  } else if (*day) {
    d.consent_until = iso(**day);
  }
  return d;
}

Result<views::DetailPage> detail_of(const web::Request& request) {
  views::DetailPage data;
  data.page = TRY(load_item(request.context(), request.param("id")));
  data.may_keep = can(request.actor, may::keep_media);
  data.typed = views::fields_of(data.page.item.details);
  data.consent_until = web::kit::date_parts(
      parse_iso_date(data.page.item.details.consent_until));
  return data;
}

web::Response detail_again(web::Request& request, const Error& error, const Details& mine) {
  if (error.fault != Fault::invalid && error.fault != Fault::conflict) {
    return web::problem(request, error);
  }
  auto data = detail_of(request);
  if (!data) return web::problem(request, data.error());
  data->typed = request.form;
  data->consent_until = web::kit::typed_date_parts(request.form, "consent_until");
  data->error = error;
  if (error.fault == Fault::conflict) data->mine = mine;
  return web::html(views::detail(request, *data), web::status_of(error.fault));
}

std::int64_t version_from(const web::Request& request) {
  web::FormReader form(request.form);
  return form.integer("version", "版").value_or(0);
}

// SECURITY: nothing that is served may run: a sandbox, and no guessing of types.
web::Response serve(const Served& served, const char* keeping) {
  web::Response out;
  out.file_path = served.path;
  out.header("Content-Type", served.content_type);
  out.header("Content-Disposition", served.content_disposition);
  out.header("Content-Security-Policy",
             "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  out.header("ETag", "\"" + served.sha256.substr(0, 24) + "\"");
  out.header("Cache-Control", keeping);
  return out;
}

}  // namespace

web::Response show_library(web::Request& request) {
  const Context ctx = request.context();
  views::LibraryPage data;
  data.show = request.query.get("show");
  data.words = request.query.get("q");
  if (which_of(data.show) == store::Which::all) data.show.clear();
  store::ListFilter filter;
  filter.which = which_of(data.show);
  filter.most = kCards;
  const std::string after = request.query.get("before");
  auto list = list_library(ctx, filter, data.words, after);
  if (!list) return web::problem(request, list.error());
  data.list = std::move(*list);
  data.first_page = after.empty();
  data.may_keep = can(ctx.actor, may::keep_media);
  data.status = words_for(request.query.get("said"));
  if (!data.list.next.empty()) {
    data.next_path = std::string(views::kPath) + "?before=" + web::percent_encode(data.list.next);
    if (!data.show.empty()) data.next_path += "&show=" + data.show;
    if (!data.words.empty()) data.next_path += "&q=" + web::percent_encode(data.words);
  }
  return web::html(views::library(request, data));
}

web::Response show_upload(web::Request& request) {
  return web::html(views::upload(request, {}));
}

web::Response create_items(web::Request& request) {
  const auto files = files_of(request);
  views::UploadPage data;
  if (files.empty()) {
    data.error = Error{Fault::invalid, "入力内容に誤りがあります",
                       {{"file", "登録するファイルを選んでください"}}, {}};
    return upload_again(request, std::move(data), 422);
  }
  std::string only;  // where the only one can be seen
  bool was_there = false, refused = false;
  for (const web::Upload& upload : files) {
    const auto added = add_file(request.context(),
                                {.temp_path = upload.temp_path, .filename = upload.filename,
                                 .title = "", .alt = "", .caption = "",
                                 .sending = web::sending_of(request)});
    if (request.wants_json()) return answer_machine(request, added);
    if (!added && added.error().fault == Fault::forbidden) {
      return web::problem(request, added.error());
    }
    views::Sent sent{upload.filename, "", "", !added.has_value()};
    if (added) {
      sent.path = only = views::path_of(added->id);
      sent.says = added->was_there ? "同じファイルが、すでに登録されています。" : "登録しました。";
      was_there = was_there || added->was_there;
    } else {
      refused = true;
      sent.says = refusal_of(added.error());
      if (!data.error) data.error = at_file(added.error());
    }
    data.sent.push_back(std::move(sent));
  }
  if (refused) return upload_again(request, std::move(data), web::status_of(data.error->fault));
  if (files.size() == 1) return web::see_other(only + (was_there ? "?said=there" : "?said=made"));
  if (was_there) return upload_again(request, std::move(data), 200);
  return web::see_other(std::string(views::kPath) + "?said=several");
}

web::Response show_item(web::Request& request) {
  auto data = detail_of(request);
  if (!data) return web::problem(request, data.error());
  data->status = words_for(request.query.get("said"));
  return web::html(views::detail(request, *data));
}

web::Response update_item(web::Request& request) {
  std::vector<FieldError> errors;
  const Details details = details_of(request, errors);
  const auto saved = errors.empty()
                         ? save_details(request.context(), request.param("id"), details,
                                        version_from(request))
                         : Result<void>(fail_fields(std::move(errors)));
  if (saved) return web::see_other(path_to(request) + "?said=saved");
  return detail_again(request, saved.error(), details);
}

web::Response show_events(web::Request& request, MediaNews& news) {
  const auto page = load_item(request.context(), request.param("id"));
  if (!page) return web::problem(request, page.error());
  news.begin();
  web::Response response;
  response.sse_topic = std::string(MediaNews::kTopic);
  return response;
}

web::Response create_conversion(web::Request& request) {
  const auto done = convert_again(request.context(), request.param("id"));
  if (done) return web::see_other(path_to(request) + "?said=again");
  return web::problem(request, done.error());
}

web::Response show_deletion(web::Request& request) {
  const auto page = load_item(request.context(), request.param("id"));
  if (!page) return web::problem(request, page.error());
  return web::html(views::deletion(request, *page, {}));
}

web::Response create_deletion(web::Request& request) {
  const Context ctx = request.context();
  const auto done = delete_item(ctx, request.param("id"), version_from(request));
  if (done) return web::see_other(std::string(views::kPath) + "?said=deleted");
  if (done.error().fault != Fault::conflict) return web::problem(request, done.error());
  const auto page = load_item(ctx, request.param("id"));
  if (!page) return web::problem(request, page.error());
  return web::html(views::deletion(request, *page, done.error()), 409);
}

web::Response show_preview(web::Request& request) {
  const auto served = open_preview(request.context(), request.param("id"), request.param("name"));
  if (!served) return web::problem(request, served.error());
  if (!served->successor.empty()) {
    return web::see_other(path_to(request) + "/files/" + served->successor);
  }
  return serve(*served, "no-store");
}

web::Response show_original(web::Request& request) {
  const auto opened = open_original(request.context(), request.param("id"));
  if (!opened) return web::problem(request, opened.error());
  return web::download_file(opened->path, opened->file.media_type, opened->file.filename);
}

web::Response show_public(web::Request& request) {
  const std::string name = request.param("name");
  const auto served = open_public(request.context(), request.param("id"), name);
  if (!served) return web::problem(request, served.error());
  if (!served->successor.empty()) {
    return web::see_other("/media/" + request.param("id") + "/" + served->successor);
  }
  web::Response out = serve(*served, name == "original" ? kAnHour : kForEver);
  out.same_for_anyone = true;
  return out;
}

}  // namespace musubi::media::pages
