// error_page.cc - the plain page, and the choice between page and problem details.
// The plain page is text in, finished bytes out: it is what remains when everything else failed,
// so it uses neither the kit nor the database.
#include "web/error_page.h"

#include "base/json.h"
#include "base/log.h"
#include "web/app.h"

namespace musubi::web {

std::string_view error_title(int status) {
  switch (status) {
    case 400: return "送られた内容を読み取れませんでした";
    case 401: return "ログインしてください";
    case 403: return "この画面はお使いいただけません";
    case 404: return "ページが見つかりません";
    case 405: return "この操作はここでは使えません";
    case 408: return "通信に時間がかかりすぎました";
    case 409: return "ほかの人が先に変更しました";
    case 413: return "送られた内容が大きすぎます";
    case 422: return "入力内容を確認してください";
    case 429: return "少し時間をおいてください";
    case 431: return "送られた情報が大きすぎます";
    case 503: return "ただいま混み合っています";
    default: return "申し訳ありません。うまく動きませんでした";
  }
}

std::vector<std::pair<std::string, std::string>> resend_fields(const Request& request) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& [name, value] : request.form.items()) {
    // SECURITY: what is secret is typed again rather than written into a page.
    bool secret = name == "csrf_token" || name.find("password") != std::string::npos ||
                  name.find("totp") != std::string::npos || name.find("code") == 0;
    if (!secret) out.emplace_back(name, value);
  }
  return out;
}

std::string plain_error_page(const Request& request, const ErrorNotice& notice) {
  std::string title = escape_html(notice.title);
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" +
      title + "</title></head><body><main><h1>" + title + "</h1><p>" + escape_html(notice.says) +
      "</p>";
  if (notice.offer_resend) {
    out += "<form method=\"post\" action=\"" + escape_html(request.target) +
           "\"><input type=\"hidden\" name=\"csrf_token\" value=\"" +
           escape_html(request.csrf_token) + "\">";
    for (const auto& [name, value] : resend_fields(request)) {
      out += "<input type=\"hidden\" name=\"" + escape_html(name) + "\" value=\"" +
             escape_html(value) + "\">";
    }
    out += "<button type=\"submit\">もう一度送る</button></form>";
  }
  out += "<p>お問い合わせのときは、この番号をお知らせください：" + escape_html(request.request_id) +
         "</p><p><a href=\"/\">最初のページへ</a></p></main></body></html>\n";
  return out;
}

namespace {

Response problem_details(const Request& request, const ErrorNotice& notice,
                         const std::vector<FieldError>& fields) {
  Json body = {{"type", "about:blank"},
               {"title", notice.title},
               {"status", notice.status},
               {"detail", notice.says},
               {"instance", "urn:request:" + request.request_id}};
  for (const FieldError& field : fields) {
    body["errors"].push_back({{"field", field.field}, {"detail", field.says}});
  }
  Response out;
  out.status = notice.status;
  out.header("Content-Type", "application/problem+json; charset=utf-8");
  out.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return out;
}

}  // namespace

Response error_response(const Request& request, const ErrorNotice& given,
                        const std::vector<FieldError>& fields) {
  ErrorNotice notice = given;
  if (notice.title.empty()) notice.title = error_title(notice.status);
  if (request.wants_json()) return problem_details(request, notice, fields);
  if (request.app != nullptr && request.app->error_page) {
    try {
      return html(request.app->error_page(request, notice), notice.status);
    } catch (const std::exception& e) {
      // The page about a failure failed: say so in the log and fall back to the plain one.
      log::error("web.error_page_failed", {{"request", request.request_id}, {"what", e.what()}});
    }
  }
  Response out;
  out.status = notice.status;
  out.header("Content-Type", "text/html; charset=utf-8");
  out.body = plain_error_page(request, notice);
  return out;
}

}  // namespace musubi::web
