// views.h - structs to Html with the page kit, for the office and for visitors. Decides nothing:
// what may be seen and done comes in.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "features/publishing/service.h"
#include "features/publishing/service_approvals.h"
#include "features/publishing/service_events.h"
#include "features/publishing/service_public.h"
#include "features/publishing/service_schedule.h"
#include "features/publishing/service_writing.h"
#include "web/html.h"
#include "web/kit/kit.h"
#include "web/request.h"

namespace musubi::publishing::views {

inline constexpr const char* kList = "/office/content";
inline constexpr const char* kCalendar = "/office/content/calendar";
std::string path_of(const ContentId& id);  // /office/content/<id>

// views_parts.cc
web::kit::Tone tone_of(State state);
web::Html state_mark(const Content& content);
web::Html findings_part(const std::vector<Finding>& findings, const std::string& edit_path,
                        const std::string& preview_path);
web::Html fact_rows(const ContentType& type, const Article& article);  // the filled in fields
web::kit::Crumb home_crumb(const web::Request& request);
web::Area area_for(const web::Request& request);

// views_list.cc
struct List {
  ContentList list;
  store::ListFilter filter;
  std::vector<Owner> owners;
  bool may_edit = false;
  std::string next_path = {}, first_path = {};
};
web::Html list(const web::Request& request, const List& list);
struct NewForm {
  web::Fields typed = {};
  std::optional<Error> error = {};
};
web::Html new_form(const web::Request& request, const NewForm& form);
web::Html calendar(const web::Request& request, const Month& month, Date today);

// views_edit.cc
struct EditForm {
  ContentPage page;
  web::Fields typed = {};  // as the inputs hold it
  std::string token;
  std::optional<Error> error = {};
  std::optional<Draft> is_now = {};  // what another saved meanwhile
  LoadedWriting writing = {};        // an own copy that was not saved; who else writes
  bool from_copy = false;            // `typed` is that copy
  // Of each list, by the name of its field: the words in use, so that one thing keeps one word.
  std::map<std::string, std::vector<std::string>> in_use = {};
};
web::Html edit_form(const web::Request& request, const EditForm& form);
struct OfficePreview {
  ContentPage page;
  markdown::Content body;
  std::vector<VariantText> variants = {};
};
web::Html office_preview(const web::Request& request, const OfficePreview& data);

// views_compare.cc
struct Comparison {
  ContentPage page;
  Version left, right;  // number 0: the draft
};
web::Html comparison(const web::Request& request, const Comparison& data);
web::Html two_texts(const EditForm& data);  // beside the form that was refused by a conflict

// views_variants.cc
web::Html variant_inputs(const web::Fields& typed, const std::optional<Error>& error);
// The item and what is written of it for other readers; empty where nothing is. shown: which of
// them the page is, nullopt the item's own.
web::Html variant_switch(const std::string& path, const Article& article,
                         std::optional<Variant> shown);
web::Html variant_previews(const std::vector<VariantText>& texts);
web::Html public_variant(const web::Request& request, const ShownVariant& item);

// views_detail.cc
struct Detail {
  ContentPage page;
  std::vector<Owner> owners;
  std::vector<OfficerChoice> officers;
  web::Fields typed = {};        // of the form that came back
  std::string form = {};         // which one: settings, plan, step, approval, hand
  std::optional<Error> error = {};
  std::string status = {};
  std::string preview_link = {};  // shown once
  Instant now;
};
web::Html detail(const web::Request& request, const Detail& detail);
web::Html deletion(const web::Request& request, const ContentPage& page);

// views_open_lists.cc
struct PublicListView {
  std::string title, lead, path;
  const ContentType* type = nullptr;
  PublicList list;
  store::PublicFilter filter;
  std::string next_path = {}, first_path = {};
  std::string address = {};          // what search engines are told it is called
  std::vector<ListedItem> items = {};  // of lists that show texts or files
  std::vector<std::vector<store::Facet>> facets = {};  // of each row, where its card tells them
};
web::Html public_list(const web::Request& request, const PublicListView& view);
// `facets`: of each of the contents, in the same order; none: the cards do without.
web::Html item_cards(const std::vector<Content>& contents, int level,
                     const std::vector<std::vector<store::Facet>>& facets = {});
struct SiteMapPart {
  std::string label, path;  // of its list
  std::vector<Content> rows;
  bool more = false;
};
web::Html site_map(const web::Request& request, const std::vector<SiteMapPart>& parts);

// views_events.cc
struct EventsView {
  EventList list;
  std::string organiser_kind;
  std::string next_path = {}, first_path = {};
};
web::Html coming_events(const web::Request& request, const EventsView& view);
web::Html event_month(const web::Request& request, const EventMonth& month, Date today);
struct EventYearView {
  EventYear year;
  std::string next_path = {}, first_path = {};
};
web::Html event_year(const web::Request& request, const EventYearView& view);
web::Html event_cards(const std::vector<store::EventRow>& rows, int level);

// views_shared.cc: what other sites and search engines are told
web::kit::Shared shared_item(const web::Request& request, const ShownItem& item,
                             const std::vector<web::kit::Crumb>& way);

// views_public.cc
web::Html public_item(const web::Request& request, const ShownItem& item);
web::Html whole_text(const ShownItem& item);  // without title and lead
web::Html secret_preview(const web::Request& request, const PreviewPage& page);
struct AskedForm {
  std::string token;
  AskedPage page;
  web::Fields typed = {};
  std::optional<Error> error = {};
};
web::Html asked(const web::Request& request, const AskedForm& form);
web::Html thanks(const web::Request& request, const AskedPage& page);

}  // namespace musubi::publishing::views
