// error_page.h - what a person sees when a request cannot be answered. The page kit supplies the
// look through App::error_page; until it does (and when it fails itself) a plain page is used.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "web/request.h"
#include "web/response.h"

namespace musubi::web {

struct ErrorNotice {
  int status = 500;
  std::string title;   // ページが見つかりません
  std::string says;    // courteous, ends with the remedy
  // The request was a form of ours that could not be accepted only now (its token too old, too many
  // at once, the database away, a failure of ours):
  // show resend_fields(request) as hidden fields, with a fresh csrf_token and the button
  // 「もう一度送る」, posting to request.target, so that nothing typed is lost.
  bool offer_resend = false;
};

std::string_view error_title(int status);
// Without passwords, one-time codes and the old token.
std::vector<std::pair<std::string, std::string>> resend_fields(const Request& request);
std::string plain_error_page(const Request& request, const ErrorNotice& notice);
// HTML through App::error_page or the plain one; problem details (RFC 9457) for machine calls.
Response error_response(const Request& request, const ErrorNotice& notice,
                        const std::vector<FieldError>& fields = {});

}  // namespace musubi::web
