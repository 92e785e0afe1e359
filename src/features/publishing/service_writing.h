// service_writing.h - what happens while somebody writes, before 「保存する」: a copy of their own is
// kept, others who write are told, and the checks are asked about the text as it stands.
//   editor -> keep_writing() -> copy, others, findings      edit page -> load_writing() -> offered
// The draft itself changes by save_draft() alone: a copy never moves an article on its way, and is
// seen by its own writer only. Without an audit note, for nobody decides anything by it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/publishing/service.h"
#include "features/publishing/store_writing.h"

namespace musubi::publishing {

inline constexpr int kWritingDays = 30;            // a copy that nobody came back to
inline constexpr std::int64_t kWritersMs = 120'000;  // heard of since then: still writes

struct OtherWriter {
  std::string name;
  Instant seen_at;
};

// What kind of article it is, for reading the form.
Result<std::string> load_type_of(const Context& ctx, const ContentId& id);

struct WritingInput {
  ContentId id;
  std::string token;   // of the draft that the writer saw
  Typed typed;         // as read from the form
  std::string fields;  // JSON of the inputs, as they are to be put back
  std::vector<FieldError> errors;  // of the inputs that could not be read
  bool changed = false;            // since it was last sent; else only "I am here"
};
struct WritingNews {
  Instant kept_at;  // 0 = nothing was kept
  std::vector<OtherWriter> others;
  std::optional<Draft> newer;  // another saved after the writer began
  std::vector<Finding> findings;
};
Result<WritingNews> keep_writing(const Context& ctx, const WritingInput& input);

struct LoadedWriting {
  std::optional<store::Writing> own;  // kept, and not what the draft says
  std::vector<OtherWriter> others;
};
Result<LoadedWriting> load_writing(const Context& ctx, const ContentId& id);
// Thrown away by its writer.
Result<void> end_writing(const Context& ctx, const ContentId& id);
// The job of each night.
Result<void> end_old_writings(const Context& ctx);

}  // namespace musubi::publishing
