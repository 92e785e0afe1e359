// names.h - what an address of the site is called as a file of the copy, and how one file names
// another. Pure; names are plain ASCII wherever the addresses are.
#pragma once

#include <string>
#include <string_view>

namespace musubi::site_export {

// /news/x -> news/x.html, / -> index.html, /news?before_id=.. -> news.q-1a2b3c4d.html,
// /media/ID/original (PDF) -> media/ID/original.pdf. "" when it can be no file.
std::string file_name_of(std::string_view target, std::string_view media_type);
// From one file to another, as it stands in an href: ../cases/zumen.html
std::string relative_to(std::string_view from_file, std::string_view to_file);
// A folder or file name that stays inside: no empty part, no dots alone, no backslash.
bool is_safe_name(std::string_view name);
// The own path in an address: of this server with its name, or a path. "" when it is another's.
std::string own_target(std::string_view address, std::string_view origin);

}  // namespace musubi::site_export
