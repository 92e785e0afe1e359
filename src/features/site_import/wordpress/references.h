// references.h - the addresses in a converted text that wait for what took their place: files of
// the old uploads, pages of the old site. Pure; the import knows the answers.
//   ![](media:@2019/05/a.jpg) -> ![alt](media:ID)
//   [x](musubi-old:/2019/05/hello) -> [x](/news/hello)
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace musubi::site_import {

struct MediaAnswer {
  std::string address;  // media:ID, or media:missing-... which the checks refuse
  std::string alt;      // for a picture whose place says nothing
};
struct References {
  std::function<MediaAnswer(const std::string& name)> media;
  std::function<std::string(const std::string& address)> page;  // of the old site, decoded
};
std::string with_references(std::string_view markdown, const References& answers);

}  // namespace musubi::site_import
