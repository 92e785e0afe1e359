// demo.h - the parts of the demo's story that are data: who joins in 令和６年度. Internal to the
// feature; demo.cc tells the story. All names, numbers and addresses are fictional and of ranges
// that can never belong to anyone.
#pragma once

#include <span>
#include <string_view>

namespace musubi::members {

struct DemoJoin {
  std::string_view joined_on, name, name_kana, category, industry, municipality_code;
  int employees;
  int capital_10000_yen;  // 0 = has none
  std::string_view contact, contact_kana, department;
};
// Twenty-four, by day, from April to October 2024; none was a member before. The first is the one
// that the demo's member accounts belong to.
std::span<const DemoJoin> demo_joins();

}  // namespace musubi::members
