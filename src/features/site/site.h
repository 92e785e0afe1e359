// site.h - the open face of the consortium: home, about, help, policies. No data of its own; what
// it shows of others they contribute to App::home. The only header that main.cc includes.
#pragma once

#include <string>
#include <vector>

#include "web/app.h"

namespace musubi::site {

void add_routes(web::App& app);

// The open pages whose words stand in this feature, for the search of the site. Plain text, a line
// per block; where words of the office stand there, which are found by themselves, only what stays.
struct OpenText {
  std::string path, title, lead, text;
};
std::vector<OpenText> list_texts(const web::App& app, const Context& ctx);

}  // namespace musubi::site
