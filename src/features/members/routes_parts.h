// routes_parts.h - the parts of this feature's route table, one per noun; routes.cc calls them.
// Internal to the feature: others call members::add_routes.
#pragma once

namespace musubi::web {
struct App;
struct Words;
}

namespace musubi::members {

void add_merge_routes(web::App& app);
void add_report_routes(web::App& app);
void add_import_routes(web::App& app);
void add_words(web::Words& words);

}  // namespace musubi::members
