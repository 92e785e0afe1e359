// publishing_site.h - articles on the public site for tests of other features, made by the cast on
// the pages of the office: written, sent on, confirmed, published.
// Never reaches into the feature itself.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "features/publishing/publishing.h"
#include "support/cast.h"
#include "support/scenario.h"

namespace musubi::test {

// What stands behind name="..." value="...": of the first such field.
inline std::string value_in(const std::string& body, const std::string& name) {
  const std::string mark = "name=\"" + name + "\" value=\"";
  const std::size_t at = body.find(mark);
  if (at == std::string::npos) return "";
  return body.substr(at + mark.size(), body.find('"', at + mark.size()) - at - mark.size());
}

// The id of a draft.
inline std::string draft(Scenario& s, const std::string& type, const std::string& slug,
                         const std::string& title, const std::string& body) {
  Visitor& writer = s.as(cast::secretariat);
  const std::string path =
      writer.post("/office/content", {{"type", type}, {"title", title}, {"slug", slug}})
          .leads_to("/office/content/")
          .header("Location");
  const std::string id = path.substr(16, 36);
  const std::string token = value_in(writer.get("/office/content/" + id + "/edit").body(), "token");
  writer.post("/office/content/" + id, {{"token", token}, {"title", title}, {"lead", "要約です。"},
                                        {"language", "ja"}, {"category", "notice"},
                                        {"body", body}})
      .status(303);
  return id;
}

inline std::string version_of(Scenario& s, const std::string& id) {
  return value_in(s.as(cast::manager).get("/office/content/" + id).body(), "version");
}

// The id of a public article; of types that need no consent.
inline std::string publish(Scenario& s, const std::string& type, const std::string& slug,
                           const std::string& title, const std::string& body) {
  const std::string id = draft(s, type, slug, title, body);
  const std::string path = "/office/content/" + id;
  s.as(cast::secretariat).post(path + "/sending", {{"version", version_of(s, id)}}).status(303);
  s.as(cast::manager).post(path + "/confirmation", {{"version", version_of(s, id)}}).status(303);
  s.as(cast::manager)
      .post(path + "/publication", {{"version", version_of(s, id)}, {"publish_at", "0"}})
      .status(303);
  return id;
}

// Another address; the one before leads on.
inline void rename(Scenario& s, const std::string& id, const std::string& slug) {
  s.as(cast::secretariat)
      .post("/office/content/" + id + "/settings", {{"version", version_of(s, id)},
                                                    {"slug", slug},
                                                    {"owner_id", cast::secretariat.id.text}})
      .status(303);
}

}  // namespace musubi::test
