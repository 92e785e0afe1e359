// views.h - the open pages as Html. Plain values in, Html out.
// The same for everyone: must never show anything that depends on who is looking.
#pragma once

#include <vector>

#include "features/site/texts.h"
#include "web/html.h"

namespace musubi::site::views {

web::Html home(const web::Request& req, const std::vector<web::OpenFigure>& figures,
               bool has_sign_in);
web::Html text_page(const web::Request& req, const Text& text);

}  // namespace musubi::site::views
