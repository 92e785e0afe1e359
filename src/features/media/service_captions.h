// service_captions.h - captions and transcript of a video (R-5.2.2.ア.b): without both a video lacks
// something (item.h) and is not published. The file is read and made anew before it is kept.
#pragma once

#include <string>

#include "features/media/service.h"

namespace musubi::media {

struct CaptionsInput {
  std::string id;
  std::int64_t version = 0;
  std::string temp_path, filename;  // "" = the captions that are there stay
  std::string transcript;           // "" = the words of the captions
};
// Fault::invalid (fields captions, transcript); Fault::conflict when somebody was faster.
Result<void> save_captions(const Context& ctx, const CaptionsInput& input);

}  // namespace musubi::media
