// containers.h - cuts a text at its ::: lines: plain parts, callouts and columns. Inside
// core/markdown only; must never lose a line that somebody wrote.
//   :::callout title | :::columns / :::column / :::      not nested, not inside a code fence
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace musubi::markdown {

struct Segment {
  enum class Kind { plain, callout, columns };
  Kind kind = Kind::plain;
  std::string title;               // of a callout
  std::vector<std::string> parts;  // one; columns: one each
};
struct Cut {
  std::vector<Segment> segments;
  std::vector<std::string> troubles;
};
Cut cut_at_containers(std::string_view text);

}  // namespace musubi::markdown
