// shortcodes.h - the [shortcodes] of an old text, turned into markup that the converter knows, or
// into a comment that it tells as lost. Before the HTML is parsed, for they span its tags. Pure.
//   [caption]<img>words[/caption] -> <figure>; [embed], [video src] -> an address on its own line;
//   [gallery ids="1,2"] and all others -> <!-- musubi:shortcode NAME ids -->
// What only looks like one (［注意］, [PDF]) stays text.
#pragma once

#include <string>
#include <string_view>

namespace musubi::site_import {

inline constexpr std::string_view kShortcodeComment = "musubi:shortcode ";
std::string without_shortcodes(std::string_view html);

}  // namespace musubi::site_import
