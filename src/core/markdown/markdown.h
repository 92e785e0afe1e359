// markdown.h - Markdown to safe HTML (cmark-gfm, safe mode): tables, strike-through, autolinks.
// Raw HTML and javascript:/data: links are dropped; headings start at h2, because a page has one
// h1; links that leave the site get rel="nofollow noopener". Input of any kind is harmless.
#pragma once

#include <string>
#include <string_view>

namespace musubi::markdown {

inline constexpr std::size_t kBytesMost = 400'000;  // longer text is cut before parsing

// Finished markup; the web kit wraps it in Html. SECURITY: the only renderer of people's markup.
std::string to_html(std::string_view text);
// The words alone, a line per block: for search and mail.
std::string to_text(std::string_view text);

}  // namespace musubi::markdown
