// notice.h - the notice of a decision as an official letter (conventions C-8), and its letters.
// Pure: what is printed was fixed at the decision (Notice::model).
#pragma once

#include "core/documents/documents.h"
#include "features/reviews/review.h"

namespace musubi::reviews {

// REQUIRES: notice.model as service_decision made it.
documents::Document notice_document(const Notice& notice);
std::string notice_filename(const Notice& notice);  // 入会承認通知書_R6-0012.pdf
std::string notice_title(const Notice& notice);     // 入会承認通知書

}  // namespace musubi::reviews
