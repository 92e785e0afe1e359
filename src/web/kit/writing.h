// writing.h - the field in which an article is written: Markdown without a script; with one, an
// editor of buttons over it, which keeps what is typed and asks the checks. The script and its
// styles come with this field alone. Called by views; must never decide who may write.
#pragma once

#include <string>

#include "web/html.h"
#include "web/kit/form.h"

namespace musubi::web::kit {

// Addresses that the editor asks, all own paths; "" = it does without.
struct WritingField {
  TextField text;
  int rows = 24;
  std::string keep_path;     // POST: what is typed; answers what is new and what is found
  std::string media_path;    // the library: where files are sent, and their pages
  std::string choices_path;  // GET ?kind=&q=: files to choose from; /ID: one of them
  std::string targets_path;  // GET ?q=: pages to link to
};
Html writing_field(const WritingField& field);

// A place in which the answers that may be known already are offered while a question is typed.
// Empty without a script: the form has a button that asks the same.
Html answers_place(const std::string& path);

}  // namespace musubi::web::kit
