// field_frame.h - the frame of one field: label, mark, hint, error, then the input, tied by ids.
// Inside the kit only.
#pragma once

#include <string>
#include <string_view>

#include "web/html.h"
#include "web/kit/element.h"
#include "web/kit/form.h"

namespace musubi::web::kit {

std::string field_id(std::string_view name);  // what the error summary links to

struct FieldFrame {
  std::string id;
  std::string label;
  std::string hint;
  std::string error;
  bool required = false;
  bool quiet = false;
};
// id list for aria-describedby; "" when there is neither hint nor error.
std::string described_by(const FieldFrame& frame);
// aria-describedby, aria-invalid, required.
void tie(Attrs& input, const FieldFrame& frame);
// A field with one input.
Html framed(const FieldFrame& frame, const Html& input);
// A field with several inputs: fieldset and legend.
Html framed_group(const FieldFrame& frame, const Html& inputs);
std::string width_class(FieldWidth width);

}  // namespace musubi::web::kit
