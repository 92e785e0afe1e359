// pages_captions.cc - the form of captions and transcript on the page of a video. See pages.h; no
// rules here. A refused form comes back with the words as typed, another's changes beside them.
#include "features/media/pages.h"
#include "features/media/service_captions.h"
#include "web/form.h"

namespace musubi::media::pages {
namespace {

CaptionsInput captions_input(const web::Request& request) {
  web::FormReader form(request.form);
  CaptionsInput input;
  input.id = request.param("id");
  input.version = form.integer("version", "版").value_or(0);
  input.transcript = request.form.get("transcript");
  for (const web::Upload& upload : request.uploads) {
    if (upload.field != "captions" || upload.filename.empty()) continue;
    input.temp_path = upload.temp_path;
    input.filename = upload.filename;
  }
  return input;
}

}  // namespace

web::Response update_captions(web::Request& request) {
  const CaptionsInput input = captions_input(request);
  const auto saved = save_captions(request.context(), input);
  if (saved) return web::see_other(views::path_of({input.id}) + "?said=captioned");
  const Fault fault = saved.error().fault;
  if (fault != Fault::invalid && fault != Fault::conflict && fault != Fault::too_large) {
    return web::problem(request, saved.error());
  }
  auto data = detail_of(request);
  if (!data) return web::problem(request, data.error());
  data->captions_error = saved.error();
  data->typed_transcript = input.transcript;
  return web::html(views::detail(request, *data), web::status_of(fault));
}

}  // namespace musubi::media::pages
