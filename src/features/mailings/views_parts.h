// views_parts.h - pieces that several views of mailings share.
// Html only; no rule, no reading.
#pragma once

#include "features/mailings/views.h"

namespace musubi::mailings::views {

inline constexpr const char* kMailings = "/office/mailings";
std::string path_to(const MailingId& id);
web::Html mail_state_badge(mail::State state);
web::Html state_badge(const Mailing& mailing);

}  // namespace musubi::mailings::views
