// references.cc - see references.h. Looks for the two tokens where the address of a link begins;
// what a person typed that way as words is no address and stays.
#include "features/site_import/wordpress/references.h"

#include "features/site_import/wordpress/addresses.h"
#include "features/site_import/wordpress/words.h"
#include "web/urlencoded.h"

namespace musubi::site_import {
namespace {

constexpr std::string_view kOpens = "](";

std::string decoded(std::string_view text) {
  return web::percent_decode(text, false).value_or(std::string(text));
}

}  // namespace

std::string with_references(std::string_view markdown, const References& answers) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = markdown.find(kOpens); at != std::string_view::npos;
       at = markdown.find(kOpens, at + kOpens.size())) {
    const std::size_t from = at + kOpens.size();
    const std::string_view rest = markdown.substr(from);
    const bool media = rest.starts_with(kMediaToken);
    if (!media && !rest.starts_with(kPageToken)) continue;
    const std::size_t size = rest.find_first_of(") \n");
    if (size == std::string_view::npos) break;
    const std::string_view token = rest.substr(0, size);
    if (media) {
      const MediaAnswer answer = answers.media(decoded(token.substr(kMediaToken.size())));
      out += markdown.substr(done, at - done);
      if (out.ends_with("![")) out += escaped_text(answer.alt);
      out += kOpens;
      out += answer.address;
    } else {
      out += markdown.substr(done, from - done);
      out += for_link(answers.page(decoded(token.substr(kPageToken.size()))));
    }
    done = from + size;
  }
  out += markdown.substr(done);
  return out;
}

}  // namespace musubi::site_import
