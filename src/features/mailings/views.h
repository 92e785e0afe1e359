// views.h - structs to pages with the page kit: segments, mailings, consents, suppressions.
// Html only; no rule, no reading.
#pragma once

#include "features/mailings/service.h"
#include "features/mailings/service_bounces.h"
#include "features/mailings/service_consents.h"
#include "web/html.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::mailings::views {

using MaybeError = std::optional<Error>;

// Where a page of the office stands for this reader.
web::Area office_area(const web::Request& request);
web::Area own_area(const web::Request& request);

// ---- segments ----
struct SegmentList {
  std::vector<Segment> rows;
  bool may_write = false;
  std::string status;
};
web::Html segment_list(const web::Request& request, const SegmentList& data);

struct SegmentForm {
  SegmentId id;  // empty: a new one
  std::string name;
  members::Audience audience;
  members::AudienceSize size;
  web::kit::DateParts joined_from, joined_until;  // as typed
  std::int64_t version = 0;
  MaybeError error;
};
web::Html segment_form(const web::Request& request, const SegmentForm& form);
struct SegmentDetail {
  Segment segment;
  members::AudienceSize size;
  bool may_write = false;
  std::string status;
};
web::Html segment_detail(const web::Request& request, const SegmentDetail& data);

// ---- mailings ----
struct MailingList {
  std::vector<Mailing> rows;
  std::string state, next_path;
  std::int64_t waiting = 0;
  bool may_write = false;
};
web::Html mailing_list(const web::Request& request, const MailingList& data);

struct MailingForm {
  MailingId id;  // empty: a new one
  Draft typed;
  std::vector<Segment> segments;
  MaybeError error;
};
web::Html mailing_form(const web::Request& request, const MailingForm& form);

struct MailingDetail {
  MailingPage page;
  House house;
  bool may_write = false, may_confirm = false;
  web::Fields typed;
  MaybeError error;
  std::string status;
};
web::Html mailing_detail(const web::Request& request, const MailingDetail& data);
web::Html preview(const web::Request& request, const MailingPage& page, const Preview& preview,
                  bool may_write);
struct RecipientList {
  MailingPage page;
  std::string show, next_path;
  std::vector<RecipientRow> rows;
  bool masked = false;
};
web::Html recipient_list(const web::Request& request, const RecipientList& data);

// ---- consents and suppressions ----
struct SuppressionList {
  std::vector<Suppression> rows;
  std::string state, next_path, status;
  bool may_keep = false;
  web::Fields typed;
  MaybeError error;
};
web::Html suppression_list(const web::Request& request, const SuppressionList& data);
web::Html lifting(const web::Request& request, const Suppression& row, const web::Fields& typed,
                  const MaybeError& error);
struct ConsentList {
  std::vector<Consent> rows;
  std::string address, next_path, status;
  bool may_keep = false;
  web::Fields typed;
  MaybeError error;
};
web::Html consent_list(const web::Request& request, const ConsentList& data);
web::Html wording(const web::Request& request, const Wording& wording);
web::Html preferences(const web::Request& request, const Preferences& data,
                      const std::string& status);
web::Html stop_page(const web::Request& request, const StopPage& page, const std::string& token);

// ---- bounces and reach ----
struct BounceList {
  std::vector<BounceRow> rows;
  std::string state, next_path, status;
  bool may_keep = false, configured = false;
};
web::Html bounce_list(const web::Request& request, const BounceList& data);
struct UnreachedList {
  Unreached page;
  std::string next_path;
};
web::Html unreached_list(const web::Request& request, const UnreachedList& data);
web::Html organisation_mail(const web::Request& request, const OrganisationMail& data);

}  // namespace musubi::mailings::views
