// criteria.h - the success criteria: the 38 of JIS X 8341-3:2016 level A and AA (those of WCAG
// 2.0), and those of level A and AA that WCAG 2.1 and 2.2 added. A table; decides nothing.
#pragma once

#include <string_view>
#include <vector>

namespace musubi::accessibility {

enum class Source { jis, wcag21, wcag22 };
struct Criterion {
  std::string_view number;  // 1.4.3
  std::string_view title;   // コントラスト（最低限レベル）
  std::string_view level;   // A | AA
  Source source = Source::jis;
};
const std::vector<Criterion>& criteria();          // in order of their numbers
const Criterion* find_criterion(std::string_view number);
std::string_view source_label(Source source);      // JIS X 8341-3:2016

}  // namespace musubi::accessibility
