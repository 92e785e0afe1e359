// service_criteria.h - the prefecture's criteria: written by the manager, sent, confirmed or
// returned by the prefecture. A confirmed version never changes again.
#pragma once

#include "features/reviews/store.h"

namespace musubi::reviews {

struct CriteriaPage {
  CriteriaSet set;
  std::vector<CriteriaComment> comments;
};
Result<std::vector<CriteriaSet>> list_criteria(const Context& ctx);
Result<CriteriaPage> load_visible_criteria(const Context& ctx, const std::string& id);

// A new draft with the criteria of the newest confirmed version; the draft that is there already.
Result<std::string> begin_criteria(const Context& ctx);
struct CriteriaEdit {
  std::int64_t version = 0;
  std::string note;
  std::vector<Criterion> criteria;  // in order; ids are made anew
};
Result<void> save_criteria(const Context& ctx, const std::string& id, const CriteriaEdit& input);
Result<void> send_criteria(const Context& ctx, const std::string& id);
// By the prefecture. `comment` is needed when they are returned.
Result<void> confirm_criteria(const Context& ctx, const std::string& id,
                              const std::string& comment);
Result<void> return_criteria(const Context& ctx, const std::string& id,
                             const std::string& comment);
Result<void> comment_on_criteria(const Context& ctx, const std::string& id,
                                 const std::string& body);

inline constexpr std::size_t kCriteriaMost = 20;

}  // namespace musubi::reviews
