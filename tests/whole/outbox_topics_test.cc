// outbox_topics_test.cc - every topic that the sources put into the outbox has somebody who
// delivers it: one without a handler fails ten times and ends as a dead letter. Reads src/, runs
// nothing.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "support/handlers.h"
#include "support/places.h"

namespace musubi {
namespace {
namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Names of constants that hold a topic are looked up here: kTopic is used by more than one file, so
// the file's own comes first, then that of its header.
using Constants = std::map<std::string, std::string>;
Constants constants_in(const std::string& text) {
  static const std::regex kConstant("string_view\\s+(k\\w+)(?:\\{|\\s*=\\s*)\"([a-z_.]+)\"");
  Constants out;
  for (std::sregex_iterator at(text.begin(), text.end(), kConstant), end; at != end; ++at) {
    out[(*at)[1]] = (*at)[2];
  }
  return out;
}

struct Used {
  std::set<std::string> topics, unreadable;
};
Used topics_used() {
  static const std::regex kLater(
      "outbox::later(?:_once)?\\(\\s*\\w+,\\s*[\\w.]+,\\s*(?:\"([a-z_.]+)\"|(k\\w+)|(\\w+))");
  std::map<fs::path, std::string> texts;
  Constants everywhere;
  for (const auto& entry : fs::recursive_directory_iterator(test::source("/src"))) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".cc") && !name.ends_with(".h")) continue;
    if (name.ends_with("_test.cc")) continue;
    texts[entry.path()] = text_of(entry.path());
    for (const auto& [constant, topic] : constants_in(texts[entry.path()])) {
      everywhere[constant] = topic;
    }
  }
  Used used;
  for (const auto& [path, text] : texts) {
    Constants known = everywhere;
    const auto header = texts.find(fs::path(path).replace_extension(".h"));
    if (header != texts.end()) {
      for (const auto& [constant, topic] : constants_in(header->second)) known[constant] = topic;
    }
    for (const auto& [constant, topic] : constants_in(text)) known[constant] = topic;
    for (std::sregex_iterator at(text.begin(), text.end(), kLater), end; at != end; ++at) {
      const std::string literal = (*at)[1], constant = (*at)[2];
      if (!literal.empty()) {
        used.topics.insert(literal);
      } else if (known.contains(constant)) {
        used.topics.insert(known[constant]);
      } else {
        used.unreadable.insert(path.filename().string() + ": " + at->str());
      }
    }
  }
  return used;
}

TEST(OutboxTopics, EveryOneHasAHandler) {
  const outbox::Handlers handlers = test::every_handler();
  const Used used = topics_used();
  EXPECT_TRUE(used.unreadable.empty()) << *used.unreadable.begin();
  for (const char* known : {"core.mail.queued", "members.report.submitted"}) {
    EXPECT_TRUE(used.topics.contains(known)) << known;  // else this test reads nothing
  }
  for (const auto& topic : used.topics) {
    EXPECT_TRUE(handlers.contains(topic)) << topic << " is put into the outbox; nobody delivers it";
  }
}

}  // namespace
}  // namespace musubi
