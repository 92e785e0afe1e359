// rules.h - the documented tables of counting: who is left out, what a device and a browser are
// called, which pages are none of the public site. Pure; docs/counting.md and the public page
// /policies/counting say what stands here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web/arrivals.h"

namespace musubi::analytics {

// A part of the User-Agent, in small letters, and whose it is.
struct AgentRule {
  std::string_view part, label;
};
const std::vector<AgentRule>& bot_rules();
const std::vector<AgentRule>& monitor_rules();

// "" = counted; else staff | prefetch | monitor | bot | own_pages.
std::string_view left_out_because(const web::Arrival& arrival);
std::string_view left_out_label(std::string_view reason);

// phone | tablet | computer | other; the agent as it was sent.
std::string_view device_of(std::string_view agent);
std::string_view device_label(std::string_view device);
// edge | chrome | safari | firefox | samsung | opera | other
std::string_view browser_of(std::string_view agent);
std::string_view browser_label(std::string_view browser);

// www.google.co.jp and m.google.com are Google; else the host without "www.", in small letters. ""
// stays "": nothing was told.
std::string referrer_of(std::string_view host);
// The page as it is counted: decoded, without what may be a secret or name a person.
std::string page_of(const web::Arrival& arrival);
// Searched words as they are counted: folded and cut; what looks like an address, a telephone or
// another number of a person becomes kHiddenWords.
inline constexpr std::string_view kHiddenWords = "（個人の情報と思われるため表示しません）";
std::string words_of(std::string_view typed);

}  // namespace musubi::analytics
