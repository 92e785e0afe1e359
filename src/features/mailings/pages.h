// pages.h - the handlers of the route table, by the noun that they are about.
// Request to input to service to view; no rules here.
#pragma once

#include "core/keys/locksmith.h"
#include "web/request.h"
#include "web/response.h"

namespace musubi::mailings::pages {

using keys::Locksmith;

// Segments.
web::Response show_segments(web::Request& request);
web::Response show_new_segment(web::Request& request);
web::Response create_segment(web::Request& request);
web::Response show_segment(web::Request& request);
web::Response show_edit_segment(web::Request& request);
web::Response update_segment(web::Request& request);
web::Response delete_segment(web::Request& request);

// Mailings.
web::Response show_mailings(web::Request& request);
web::Response show_new_mailing(web::Request& request);
web::Response create_mailing(web::Request& request);
web::Response show_mailing(web::Request& request);
web::Response show_edit_mailing(web::Request& request);
web::Response update_mailing(web::Request& request);
web::Response create_preparation(web::Request& request);
web::Response create_draft(web::Request& request);
web::Response create_submission(web::Request& request);
web::Response create_confirmation(web::Request& request);
web::Response create_cancellation(web::Request& request);
web::Response show_preview(web::Request& request);
web::Response create_test_sending(web::Request& request, const Locksmith& smith);
web::Response show_recipients(web::Request& request);

// Consents and suppressions.
web::Response show_wording(web::Request& request);
web::Response show_suppressions(web::Request& request);
web::Response create_suppression(web::Request& request);
web::Response show_lifting(web::Request& request);
web::Response create_lifting(web::Request& request);
web::Response show_consents(web::Request& request);
web::Response create_consent(web::Request& request);
web::Response show_preferences(web::Request& request);
web::Response update_preferences(web::Request& request);

// Bounces, and whom nothing has reached.
web::Response show_bounces(web::Request& request);
web::Response create_reading(web::Request& request);
web::Response show_unreached(web::Request& request);
web::Response show_organisation_mail(web::Request& request);

// Behind the link of a mail: nobody is signed in.
web::Response show_stop(web::Request& request, const Locksmith& smith);
web::Response create_stop(web::Request& request, const Locksmith& smith);
web::Response create_resumption(web::Request& request, const Locksmith& smith);

}  // namespace musubi::mailings::pages
