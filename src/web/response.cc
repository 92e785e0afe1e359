// response.cc - the few ways to make a Response, and the one map from Fault to status.
// Handlers call these last; the server turns the result into bytes (server/finish).
#include "web/response.h"

#include "base/log.h"
#include "core/files/parcel.h"
#include "web/app.h"
#include "web/gate.h"
#include "web/urlencoded.h"

namespace musubi::web {

Response html(Html page, int status) {
  Response out;
  out.status = status;
  out.header("Content-Type", "text/html; charset=utf-8");
  out.refusal = page.refusal();
  out.body = std::move(page).markup();
  return out;
}

Response see_other(std::string path) {
  // SECURITY: a line end in a header would let a stranger write headers of his own.
  for (char c : path) CHECK(static_cast<unsigned char>(c) >= ' ');
  Response out;
  out.status = 303;
  out.header("Location", std::move(path));
  return out;
}

Response json_text(std::string json, int status) {
  Response out;
  out.status = status;
  out.header("Content-Type", "application/json; charset=utf-8");
  out.body = std::move(json);
  return out;
}

namespace {

// RFC 6266: an ASCII name for old programs and the real one, percent-encoded.
std::string disposition(std::string_view filename) {
  std::string plain;
  for (char c : filename) {
    auto byte = static_cast<unsigned char>(c);
    bool fine = byte > ' ' && byte < 0x7f && c != '"' && c != '\\' && c != '/' && c != '%';
    plain += fine ? c : '_';
  }
  return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + percent_encode(filename);
}

}  // namespace

Response download(std::string body, std::string_view media_type, std::string_view filename) {
  Response out;
  out.header("Content-Type", std::string(media_type));
  out.header("Content-Disposition", disposition(filename));
  out.body = std::move(body);
  return out;
}

Response download_file(std::string path, std::string_view media_type, std::string_view filename) {
  Response out;
  out.header("Content-Type", std::string(media_type));
  out.header("Content-Disposition", disposition(filename));
  out.file_path = std::move(path);
  return out;
}

Response download_parcel(std::shared_ptr<const files::Parcel> parcel, std::string_view media_type,
                         std::string_view filename) {
  Response out = download_file(parcel->path(), media_type, filename);
  out.file_owner = std::move(parcel);
  return out;
}

int status_of(Fault fault) {
  switch (fault) {
    case Fault::unauthenticated: return 401;
    case Fault::forbidden: return 403;
    case Fault::not_found: return 404;
    case Fault::invalid: return 422;
    case Fault::conflict: return 409;
    case Fault::too_large: return 413;
    case Fault::too_many: return 429;
    case Fault::unavailable: return 503;
    case Fault::unready: return 409;
    case Fault::damaged: return 500;
  }
  return 500;
}

namespace {
// 409 is said of a race; what is missing was nobody's doing.
std::string title_of(const Error& error) {
  if (!error.title.empty()) return error.title;
  if (error.fault == Fault::unready) return "先に済ませておくことがあります";
  return std::string(error_title(status_of(error.fault)));
}
}  // namespace

Response problem(const Request& request, const Error& error) {
  if (!error.detail.empty()) {
    log::warning("web.problem", {{"request", request.request_id}, {"detail", error.detail}});
  }
  ErrorNotice notice;
  notice.status = status_of(error.fault);
  notice.title = title_of(error);
  notice.says = error.says;
  // Only what time alone may mend: any other refusal would be the same again.
  const bool later = notice.status == 429 || notice.status == 503;
  notice.offer_resend = later && request.app != nullptr && may_offer_resend(*request.app, request);
  Response out = error_response(request, notice, error.fields);
  if (later) out.header("Retry-After", "30");
  return out;
}

}  // namespace musubi::web
