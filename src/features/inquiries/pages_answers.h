// pages_answers.h - what the pages of the asker share with pages_answers.cc: the form once more,
// with the FAQs that may answer what is typed in it. No rules.
#pragma once

#include <string>
#include <vector>

#include "features/inquiries/views.h"
#include "features/publishing/publishing.h"

namespace musubi::inquiries::pages {

std::vector<publishing::KnownAnswer> answers_to(const web::Request& request,
                                                const std::string& words);
// The button 「よくある質問から探す」 sent the form, not 「送る」.
bool asks_for_answers(const web::Request& request);
views::AskForm form_with_answers(const web::Request& request, const std::string& shown);

}  // namespace musubi::inquiries::pages
