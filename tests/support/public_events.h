// public_events.h - events that the cast has published, for tests of lists, feeds and files. For
// *_test.cc only; it goes the way that the office goes.
#pragma once

#include <string>

#include "support/publishing.h"

namespace musubi::publishing {

class PublicEventsCase : public PublishingCase {
 protected:
  ContentId event(const std::string& slug, const std::string& title, const std::string& starts_on,
                  const std::string& ends_on = {}, const Typed& more = {}) {
    const ContentId id = written("event", slug, title);
    Typed typed{{"organiser_kind", "consortium"}, {"organiser", "架空の事務局"},
                {"starts_on", starts_on}, {"ends_on", ends_on}, {"hours", "13時30分から16時まで"},
                {"place", "架空会館"}, {"fee", "無料"}, {"application", "電話でお申し込みください。"},
                {"contact", "事務局 096-000-0100"}};
    for (const auto& one : more) typed.push_back(one);  // the last one of a name counts
    const auto saved = save_draft(office(), edit(id, typed));
    EXPECT_TRUE(saved.has_value()) << (saved ? "" : saved.error().says);
    walk_to_public(id);
    return id;
  }
  void end(const ContentId& id) {
    EXPECT_TRUE(end_content(manager(), step(id, "取りやめたため")));
  }
};

}  // namespace musubi::publishing
