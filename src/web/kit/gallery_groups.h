// gallery_groups.h - the pages of the gallery. Inside the kit only.
// Called by views of features; must never decide what a person may see or do.
#pragma once

#include "web/html.h"
#include "web/request.h"

namespace musubi::web::kit {

Html show_text(const Request& request);
Html show_home(const Request& request);
Html gallery_hero();  // above show_home
Html show_sign_in(const Request& request);
Html show_forms(const Request& request);
Html show_fields(const Request& request);
Html show_forms_refused(const Request& request);
Html show_tables(const Request& request);
Html show_office(const Request& request);
Html show_tasks(const Request& request);
Html show_compare(const Request& request);
Html show_charts(const Request& request);
Html show_members(const Request& request);
Html show_empty(const Request& request);
Html show_long(const Request& request);
Html show_writing(const Request& request);
Html show_copy(const Request& request);

}  // namespace musubi::web::kit
