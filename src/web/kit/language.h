// language.h - words that are not Japanese, marked as what they are, so that they are read aloud
// rightly; and the way between the same page in other words. Called by views; decides nothing.
#pragma once

#include <string>
#include <vector>

#include "web/html.h"
#include "web/kit/needed.h"

namespace musubi::web::kit {

// Paragraphs, lists: what stands in a block. The page's own language ("ja") adds nothing.
Html in_language(const std::string& code, const Html& content);
// A few words inside a sentence or a heading.
Html words_in_language(const std::string& code, const Html& words);

struct LanguageChoice {
  std::string code;  // ja, en: of the label and of the page that it leads to
  Needed label;      // in the words of that page: English summary
  std::string path;
  bool current = false;
};
// Plain links, at the head of what they are about.
Html language_switch(const std::vector<LanguageChoice>& choices);

}  // namespace musubi::web::kit
