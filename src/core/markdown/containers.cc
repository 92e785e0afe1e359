// containers.cc - see containers.h. One pass over the lines; whatever is not understood stays text
// and is told as a trouble.
#include "core/markdown/containers.h"

#include "base/text.h"
#include "core/markdown/content.h"

namespace musubi::markdown {
namespace {

class Cutter {
 public:
  void take(const std::string& line) {
    ++number_;
    const std::string bare = trim(line);
    follow_fence(bare);
    if (!fence_.empty() || !bare.starts_with(":::") || !take_mark(bare)) add(line);
  }
  Cut finish() {
    if (!segments_.empty() && segments_.back().kind != Segment::Kind::plain) {
      trouble(opened_at_, "「:::」で閉じられていません。終わりの行に「:::」だけを書いてください");
    }
    return {std::move(segments_), std::move(troubles_)};
  }

 private:
  // ``` with nothing of it behind opens; the same sign, at least as often and alone, closes.
  void follow_fence(const std::string& bare) {
    if (fence_.empty()) {
      if (!bare.starts_with("```") && !bare.starts_with("~~~")) return;
      const std::string run = bare.substr(0, bare.find_first_not_of(bare[0]));
      const bool within_a_line =
          bare[0] == '`' && bare.find('`', run.size()) != std::string::npos;
      if (!within_a_line) fence_ = run;
      return;
    }
    const bool alone =
        !bare.empty() && bare.find_first_not_of(fence_[0]) == std::string::npos;
    if (alone && bare.size() >= fence_.size()) fence_.clear();
  }
  bool is_open() const {
    return !segments_.empty() && segments_.back().kind != Segment::Kind::plain;
  }
  void trouble(int line, const std::string& says) {
    troubles_.push_back(std::to_string(line) + "行目：" + says);
  }
  void open(Segment::Kind kind, std::string title) {
    segments_.push_back({kind, std::move(title), {""}});
    opened_at_ = number_;
    ++containers_;
  }
  // Whether the line is a mark and so no text.
  bool take_mark(const std::string& bare) {
    const std::string word = trim(bare.substr(3));
    if (is_open() && word.empty()) {
      segments_.push_back({Segment::Kind::plain, "", {""}});
      return true;
    }
    if (is_open() && word == "column" && segments_.back().kind == Segment::Kind::columns) {
      // The first mark stands before any words: it begins the first column.
      auto& parts = segments_.back().parts;
      if (!trim(parts.back()).empty()) parts.emplace_back();
      return true;
    }
    const bool callout = word == "callout" || word.starts_with("callout ") ||
                         word.starts_with("callout　");
    if (!callout && word != "columns") {
      trouble(number_, "「" + cut_characters(bare, 20) +
                           "」は使えない記号です。:::callout か :::columns を使ってください");
      return false;
    }
    if (is_open()) {
      trouble(number_, "囲みの中に囲みは置けません。先に「:::」で閉じてください");
      return false;
    }
    if (containers_ >= kContainersMost) {
      trouble(number_, "囲みと段組みは100個までです");
      return false;
    }
    if (callout) {
      open(Segment::Kind::callout, trim(word.substr(std::string_view("callout").size())));
    } else {
      open(Segment::Kind::columns, "");
    }
    return true;
  }
  void add(const std::string& line) {
    if (segments_.empty()) segments_.push_back({Segment::Kind::plain, "", {""}});
    segments_.back().parts.back() += line + "\n";
  }

  std::vector<Segment> segments_;
  std::vector<std::string> troubles_;
  std::string fence_;  // of the code that is open: what closes it; "" = none
  int number_ = 0, opened_at_ = 0, containers_ = 0;
};

}  // namespace

Cut cut_at_containers(std::string_view text) {
  Cutter cutter;
  for (const std::string& line : split(text, '\n')) cutter.take(line);
  return cutter.finish();
}

}  // namespace musubi::markdown
