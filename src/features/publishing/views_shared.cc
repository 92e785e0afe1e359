// views_shared.cc - what other sites and search engines are told of an item: Open Graph and
// schema.org (Article, Event). Only what the page itself says. Pure; it decides nothing.
#include "features/publishing/hours.h"
#include "features/publishing/views.h"

namespace musubi::publishing::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages

namespace {

constexpr int kMinutesOfDay = 24 * 60;

// The first picture of the text that says what it shows; decoration tells nobody anything.
const markdown::Piece* first_picture(const markdown::Content& pieces) {
  for (const markdown::Piece& piece : pieces) {
    if (piece.kind == markdown::Piece::Kind::picture && !piece.words.empty()) return &piece;
    for (const auto& part : piece.parts) {
      if (const markdown::Piece* found = first_picture(part)) return found;
    }
  }
  return nullptr;
}

Json article_data(const web::Request& request, const ShownItem& item, const Shared& shared) {
  const Json house = organisation_data(request);
  Json out{{"@type", item.content.type == "news" ? "NewsArticle" : "Article"},
           {"headline", item.version.article.title},
           {"description", item.version.article.lead},
           {"inLanguage", item.version.article.language},
           {"datePublished", iso8601_jst(item.content.published_at)},
           {"dateModified", iso8601_jst(item.content.changed_at)},
           {"mainEntityOfPage", absolute(request, item.content.path)},
           {"author", house},
           {"publisher", house}};
  if (!shared.image.empty()) out["image"] = absolute(request, shared.image);
  return out;
}

// 2024-10-30 or, when the hours could be read, 2024-10-30T13:00:00+09:00.
std::string moment_data(const std::string& day, const std::optional<int>& minutes) {
  if (!minutes || *minutes >= kMinutesOfDay) return day;
  return day + "T" + clock_of(*minutes) + ":00+09:00";
}

Json event_data(const web::Request& request, const ShownItem& item, const Shared& shared) {
  const Article& a = item.version.article;
  const std::string begins = field_of(a, "starts_on");
  const std::string ends = field_of(a, "ends_on").empty() ? begins : field_of(a, "ends_on");
  const Hours hours = read_hours(field_of(a, "hours"));
  Json place{{"@type", "Place"}, {"name", field_of(a, "place")}};
  const std::string address = field_of(a, "address");
  const std::string town = field_for_people("municipality_code", field_of(a, "municipality_code"));
  if (!address.empty()) {
    place["address"] = address;
  } else if (!town.empty()) {
    place["address"] = {{"@type", "PostalAddress"}, {"addressCountry", "JP"},
                        {"addressLocality", town}};
  }
  Json out{{"@type", "Event"},
           {"name", a.title},
           {"description", a.lead},
           {"url", absolute(request, item.content.path)},
           {"startDate", moment_data(begins, hours.from)},
           {"endDate", moment_data(ends, hours.until)},
           {"eventStatus", "https://schema.org/EventScheduled"},
           {"location", place},
           {"organizer", {{"@type", "Organization"}, {"name", field_of(a, "organiser")}}}};
  if (field_of(a, "fee") == "無料") out["isAccessibleForFree"] = true;
  if (!shared.image.empty()) out["image"] = absolute(request, shared.image);
  return out;
}

}  // namespace

Shared shared_item(const web::Request& request, const ShownItem& item,
                   const std::vector<Crumb>& way) {
  const Article& a = item.version.article;
  Shared out{.title = a.title, .description = a.lead, .path = item.content.path,
             .kind = "article", .published = item.content.published_at,
             .changed = item.content.changed_at, .crumbs = way};
  if (const markdown::Piece* picture = first_picture(item.body)) {
    out.image = picture->media.path;
    out.image_words = picture->words;
  }
  out.structured.push_back(item.content.type == "event" ? event_data(request, item, out)
                                                        : article_data(request, item, out));
  const std::string diary = item.content.path + "/event.ics";
  if (item.content.type == "event" && may_open(request, diary)) {
    out.alternates.push_back({diary, "text/calendar", a.title});
  }
  return out;
}

}  // namespace musubi::publishing::views
