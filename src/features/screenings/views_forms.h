// views_forms.h - the parts of a file's page that people add to, and the step that comes next.
// Html only; which of them is shown follows the stage and what the reader may do.
#pragma once

#include "features/screenings/views.h"

namespace musubi::screenings::views {

// What was typed into a form that a colleague's record took away: to copy, never lost.
web::Html typed_before(const FilePage& data);
web::Html next_step(const web::Request& request, const FilePage& data);
web::Html officers_part(const web::Request& request, const FilePage& data);
web::Html searches_part(const web::Request& request, const FilePage& data);
web::Html lookups_part(const web::Request& request, const FilePage& data);

}  // namespace musubi::screenings::views
