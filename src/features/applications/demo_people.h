// demo_people.h - the fictional organisations that apply in the demo: pure data, for demo.cc only.
// Must never name anybody or anything real.
#pragma once

#include <span>
#include <string_view>

namespace musubi::applications {

struct DemoApplicant {
  std::string_view key;  // names it in the story of demo.cc
  std::string_view day, route;
  std::string_view name, name_kana, category, industry, postal_code, address;
  int employees = 0;
  int capital_10000_yen = 0;
  std::string_view representative_title, representative_name;
  std::string_view contact, contact_kana, department;
  std::string_view interests;  // joined by a line feed
  std::string_view referral_code, note;
  int number = 0;  // of the corporate number, the telephone and the mail address
};
std::span<const DemoApplicant> demo_applicants();

}  // namespace musubi::applications
