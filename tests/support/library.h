// library.h - pictures of the media library for tests of features that show them: sent in, made and
// described the way that the office goes. For *_test.cc only.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "features/media/media.h"
#include "support/pictures.h"
#include "support/scenario.h"

namespace musubi::test {

// Sent in and made, described by nobody; its path at the office.
inline std::string library_picture(Scenario& s, unsigned seed) {
  const std::string path = s.as(cast::secretariat)
                               .upload("/office/media", {{"form_key", std::to_string(seed)}},
                                       {{"file", "写真.png", drawn(600, 400, seed)}})
                               .leads_to("/office/media/")
                               .header("Location");
  outbox::Handlers handlers;
  media::add_handlers(handlers);
  s.deliver(std::move(handlers));
  return path.substr(0, path.find('?'));
}

inline std::string library_id(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

// All that may be said of it; `more` overrules. `seen`: the version that the office saw.
inline void describe_library_picture(Scenario& s, const std::string& path, int seen,
                                     const FormFields& more = {}) {
  FormFields fields = more;  // the first one of a name counts
  for (auto& one : FormFields{{"version", std::to_string(seen)}, {"title", "作業台"},
                              {"alt", "作業台の上の図面"}, {"rights_holder", "事務局"},
                              {"people", "none"}, {"focal_x", "50"}, {"focal_y", "50"}}) {
    fields.push_back(one);
  }
  s.as(cast::secretariat).post(path, fields).leads_to(path);
}

}  // namespace musubi::test
