// views_parts.h - parts that the pages of incidents share.
// Html only; internal to the views.
#pragma once

#include "features/incidents/views.h"

namespace musubi::incidents::views {

web::Area area_of(const web::Request& request);
web::Html drill_mark(const Incident& incident);
web::Html left_words(const DutyNow& now);  // あと3日, 期限を1日過ぎています
web::Html questions(const Answers& answers, const web::Fields& typed,
                    const std::optional<Error>& error);

}  // namespace musubi::incidents::views
