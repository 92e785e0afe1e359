// rewrite.h - a page of ours as a page of the copy: addresses become names of files, forms a
// sentence, scripts nothing. Pure text; reads the markup that the page kit writes, and does no harm
// to any other.
//   <a href="/news/x">  -> <a href="news/x.html">      <form ...>...</form> -> the sentence
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace musubi::site_export {

// Every address that the page asks for or leads to, decoded, in order.
std::vector<std::string> addresses_in(std::string_view html);

struct Rewriting {
  std::function<std::string(const std::string& address)> address;  // decoded in and out
  std::string band;         // markup, before <main>
  std::string post_words;   // markup, in the place of a form that sends something
  std::string get_words;    // markup, in the place of one that searches or filters
  std::string origin;       // of the server: a <meta> that names it goes
};
std::string rewritten(std::string_view html, const Rewriting& rewriting);

// Other texts (feeds, calendars, tables): each address of the server in them.
std::string with_addresses(std::string_view text, std::string_view origin,
                           const std::function<std::string(const std::string&)>& address);

}  // namespace musubi::site_export
