// views_parts.h - parts that the review's page and the decision's page share.
// Html only; internal to the views.
#pragma once

#include "features/reviews/views.h"

namespace musubi::reviews::views {

web::Html criteria_answers(const ReviewPage& page, bool may_answer);
web::Html screening_words(const web::Request& request, const ReviewPage& page);
web::Html inquiry_list(const ReviewPage& page);
web::Html facts(const ReviewPage& page);
web::Html lookup_part(const web::Request& request, const ReviewDetail& data);
web::Html notice_part(const web::Request& request, const ReviewDetail& data);

}  // namespace musubi::reviews::views
