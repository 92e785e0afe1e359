// paper_document.h - the 試験結果 as an official document, from the same model as the page; and its
// printing, once, after it was published. Must never print what does not match its hash.
#pragma once

#include <string>
#include <string_view>

#include "core/documents/documents.h"
#include "core/outbox/outbox.h"
#include "features/accessibility/paper.h"

namespace musubi::accessibility {

inline constexpr std::string_view kResultPublished = "accessibility.result.published";

documents::Document result_document(const ResultPaper& paper, const std::string& sha256);
// The handler of kResultPublished: {"number": 3}. Nothing when it is printed already;
// Fault::damaged when the result is not what was published.
Result<void> print_result(const Context& ctx, const outbox::Message& message);

}  // namespace musubi::accessibility
