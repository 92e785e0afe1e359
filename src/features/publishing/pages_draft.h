// pages_draft.h - the inputs of the editor's form, read and put back: shared by the page that saves
// (pages_office.cc) and the one that keeps what is typed (pages_writing.cc). No rules.
#pragma once

#include <string>
#include <vector>

#include "features/publishing/service.h"
#include "web/request.h"

namespace musubi::publishing::pages {

// What the inputs hold at first: days come in parts.
web::Fields fields_of_draft(const ContentType& type, const Article& article);
// What was typed, by the names of the fields; inputs that cannot be read become errors.
Typed typed_draft(const ContentType& type, const web::Fields& form,
                  std::vector<FieldError>& errors);
// Every input as it is, as JSON, without what belongs to one showing of the form; and back.
std::string kept_fields(const web::Fields& form);
web::Fields fields_from_kept(const std::string& json);

}  // namespace musubi::publishing::pages
