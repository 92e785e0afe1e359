// sharing.cc - see sharing.h.
// Part of the page kit: writes markup through element.h, and must never decide anything.
#include "web/kit/sharing.h"

#include <string_view>

#include "base/text.h"
#include "web/app.h"
#include "web/assets.h"
#include "web/kit/element.h"
#include "web/kit/frame_parts.h"

namespace musubi::web::kit {
namespace {

Html property(const char* name, const std::string& value) {
  if (value.empty()) return {};
  return void_element("meta", Attrs().set("property", name).set("content", value));
}

Html meta_named(const char* name, const std::string& value) {
  if (value.empty()) return {};
  return void_element("meta", Attrs().set("name", name).set("content", value));
}

std::string moment_words(Instant at) { return at.ms == 0 ? std::string() : iso8601_jst(at); }

Html open_graph(const Request& request, const Shared& shared) {
  Html out = property("og:type", shared.kind) + property("og:title", shared.title.text()) +
             property("og:description", shared.description) +
             property("og:url", absolute(request, shared.path)) +
             property("og:site_name", identity_of(request).site_name) +
             property("og:locale", "ja_JP");
  // A page without a picture of its own is passed on with the knot of the house.
  const bool own = !shared.image.empty();
  out += property("og:image", absolute(request, own ? shared.image : asset_path("share.png"))) +
         property("og:image:alt", own ? shared.image_words : identity_of(request).site_name);
  if (shared.kind == "article") {
    out += property("article:published_time", moment_words(shared.published)) +
           property("article:modified_time", moment_words(shared.changed));
  }
  return out + meta_named("twitter:card", "summary_large_image");
}

Json breadcrumb_data(const Request& request, const Shared& shared) {
  Json items = Json::array();
  int position = 0;
  for (const Crumb& crumb : shared.crumbs) {
    const std::string path = crumb.path.empty() ? shared.path : crumb.path;
    items.push_back({{"@type", "ListItem"},
                     {"position", ++position},
                     {"name", crumb.label},
                     {"item", absolute(request, path)}});
  }
  return {{"@type", "BreadcrumbList"}, {"itemListElement", items}};
}

// SECURITY: the only script element that is not a file of our own; its type makes it data.
Html data_block(Json json) {
  json["@context"] = "https://schema.org";
  return Html::raw("<script type=\"application/ld+json\">" + json_for_page(json) + "</script>");
}

}  // namespace

std::string absolute(const Request& request, const std::string& path) {
  return request.app == nullptr ? path : request.app->public_origin + path;
}

Json organisation_data(const Request& request) {
  Json out{{"@type", "Organization"},
           {"name", identity_of(request).site_name},
           {"url", absolute(request, "/")}};
  if (request.app != nullptr && !request.app->contact.telephone.empty()) {
    out["telephone"] = request.app->contact.telephone;
  }
  return out;
}

std::string json_for_page(const Json& json) {
  const std::string plain =
      show_direction_marks(json.dump(-1, ' ', false, Json::error_handler_t::replace));
  std::string out;
  out.reserve(plain.size() + plain.size() / 16);
  for (char c : plain) {
    // Outside a text none of the three stands in JSON, so each is one of a text.
    switch (c) {
      case '<': out += "\\u003c"; break;
      case '>': out += "\\u003e"; break;
      case '&': out += "\\u0026"; break;
      default: out += c;
    }
  }
  return out;
}

Html sharing(const Request& request, const Shared& shared) {
  Html out;
  if (!shared.path.empty()) {
    out += void_element("link", Attrs().set("rel", "canonical").set(
                                    "href", absolute(request, shared.path)));
  }
  out += open_graph(request, shared);
  for (const Alternate& one : shared.alternates) {
    out += void_element("link", Attrs()
                                    .set("rel", "alternate")
                                    .set("type", one.media_type)
                                    .set("title", one.title)
                                    .url("href", one.path));
  }
  if (shared.crumbs.size() > 1) out += data_block(breadcrumb_data(request, shared));
  for (const Json& json : shared.structured) out += data_block(json);
  return out;
}

}  // namespace musubi::web::kit
