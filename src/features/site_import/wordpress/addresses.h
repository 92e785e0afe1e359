// addresses.h - what an address in an old text means: a file of its uploads, a page of the old
// site, something else on the web, or nothing that a reader may be led to. Pure.
//   <img src>, <a href> -> Address -> media:@2019/05/photo.jpg | musubi-old:/2019/05/hello | https:
// The first two wait in the text until the import knows what took their place (texts.h).
#pragma once

#include <string>
#include <string_view>

namespace musubi::site_import {

inline constexpr std::string_view kMediaToken = "media:@";
inline constexpr std::string_view kPageToken = "musubi-old:";

struct Address {
  enum class Kind { media, page, web, unsafe, none };
  Kind kind = Kind::none;
  std::string value;        // as it stands between the brackets of a Markdown link
  std::string media_name;   // of media: 2019/05/photo.jpg
};
// `site`: https://old.example.jp, of the file.
Address read_address(std::string_view typed, std::string_view site);

// The path of an old address as it is looked up: decoded, without host, fragment and last slash;
// of /?p=12 the query stays. "" when it is no address of that site.
std::string old_path_of(std::string_view typed, std::string_view site);
// The file that WordPress made smaller ones of: photo-300x200.jpg, photo-scaled.jpg to photo.jpg.
std::string original_name(std::string_view name);
std::string host_of(std::string_view address);  // lower case, without www. and port; "" = none
// Percent-encoded for a Markdown link: nothing that ends it or begins markup.
std::string for_link(std::string_view address);

}  // namespace musubi::site_import
