// inside.h - what the files of core/files share: the disk and the scanner.
// Nobody else includes it.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "core/files/files.h"

namespace musubi::files {

// disk.cc ---------------------------------------------------------------------------------------
// SECURITY: REQUIRES 64 hex digits; anything else is a CHECK, so no path can be talked into.
std::string path_of(std::string_view sha256);
bool write_all(int fd, const char* bytes, std::size_t count);  // false: the disk took not all
std::string clean_filename(std::string_view sent);
std::string sniff(const std::string& path);  // media type by content
bool accepted(std::string_view media_type, std::string_view accepts);
// Deletes blobs and left-overs older than a day for which `lives(sha256)` is false.
Result<Swept> sweep_disk(Instant now, const std::function<bool(const std::string&)>& lives);

// scan.cc ---------------------------------------------------------------------------------------
struct Verdict {
  bool clean = false;
  std::string finding;  // the signature's name when not clean
  bool too_large = false;  // the scanner takes nothing of this size (StreamMaxLength); not clean
};
// Fault::unavailable unless the scanner said OK, FOUND or too large: silence is never clean.
Result<Verdict> scan(const std::string& path);

// examine.cc ------------------------------------------------------------------------------------
// Nothing when clean. Else the refusal is noted, `note` with the finding, and told at the field
// "file": Fault::invalid. One place, so that every upload hears the same reason.
Result<void> refuse_unless_clean(const Context& ctx, const Verdict& verdict, const Purpose& purpose,
                                 Json note);

}  // namespace musubi::files
