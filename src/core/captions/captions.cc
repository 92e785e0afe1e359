// captions.cc - see captions.h. One pass over the lines:
//   [WEBVTT...]  { NOTE | STYLE | REGION block | [name] time --> time [settings] text... }
// Blocks are parted by blank lines. What is no block of these is refused with its line.
#include "core/captions/captions.h"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <utility>

#include "base/text.h"

namespace musubi::captions {
namespace {

constexpr std::string_view kArrow = "-->";
constexpr std::int64_t kHoursMost = 99;

Failure refuse(std::size_t line, const std::string& says) {
  return fail_fields({{"captions", std::to_string(line) + "行目：" + says}});
}

bool read_digits(std::string_view text, std::size_t least, std::size_t most, std::int64_t& out) {
  if (text.size() < least || text.size() > most) return false;
  out = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return false;
    out = out * 10 + (c - '0');
  }
  return true;
}

// 00:01:02.345 or 01:02.345; SubRip has a comma.
std::optional<std::int64_t> read_time(std::string_view text) {
  const std::size_t dot = text.find_first_of(".,");
  if (dot == std::string_view::npos) return std::nullopt;
  std::int64_t thousandths = 0;
  if (!read_digits(text.substr(dot + 1), 3, 3, thousandths)) return std::nullopt;
  const auto parts = split(text.substr(0, dot), ':');
  if (parts.size() != 2 && parts.size() != 3) return std::nullopt;
  std::int64_t hours = 0, minutes = 0, seconds = 0;
  const std::size_t first = parts.size() - 2;
  if (first == 1 && !read_digits(parts[0], 1, 2, hours)) return std::nullopt;
  if (!read_digits(parts[first], 2, 2, minutes)) return std::nullopt;
  if (!read_digits(parts[first + 1], 2, 2, seconds)) return std::nullopt;
  if (hours > kHoursMost || minutes > 59 || seconds > 59) return std::nullopt;
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths;
}

// from --> to, with settings behind, which are left out.
bool read_times(const std::string& line, Cue& cue) {
  const std::size_t arrow = line.find(kArrow);
  const std::string start = trim(line.substr(0, arrow));
  const std::string behind = trim(line.substr(arrow + kArrow.size()));
  const auto from = read_time(start);
  const auto to = read_time(behind.substr(0, behind.find_first_of(" \t")));
  if (!from || !to) return false;
  cue.from_ms = *from;
  cue.to_ms = *to;
  return true;
}

// Tags go, names of characters become what they mean.
std::string plain_words(const std::string& line) {
  std::string out;
  bool in_tag = false;
  for (char c : line) {
    if (c == '<') in_tag = true;
    else if (c == '>' && in_tag) in_tag = false;
    else if (!in_tag) out += c;
  }
  for (const auto& [name, meant] : {std::pair{"&lt;", "<"}, std::pair{"&gt;", ">"},
                                    std::pair{"&nbsp;", " "}, std::pair{"&lrm;", ""},
                                    std::pair{"&rlm;", ""}, std::pair{"&amp;", "&"}}) {
    out = replace_all(out, name, meant);
  }
  return trim(out);
}

class Reader {
 public:
  explicit Reader(std::string_view text)
      : lines_(split(replace_all(replace_all(std::string(text), "\r\n", "\n"), "\r", "\n"),
                     '\n')) {}

  Result<std::vector<Cue>> run() {
    if (!lines_.empty() && is_head(lines_[0])) skip_block();
    while (at_ < lines_.size()) {
      if (trim(lines_[at_]).empty()) {
        ++at_;
        continue;
      }
      if (is_left_out(lines_[at_])) {
        skip_block();
        continue;
      }
      TRY(take_cue());
    }
    if (cues_.empty()) {
      return fail_fields({{"captions", "字幕が1つもありません。WebVTT（.vtt）かSRT（.srt）の"
                                       "ファイルを選んでください"}});
    }
    std::stable_sort(cues_.begin(), cues_.end(), [](const Cue& one, const Cue& other) {
      return one.from_ms < other.from_ms;
    });
    return std::move(cues_);
  }

 private:
  static bool is_head(const std::string& line) {
    return line == "WEBVTT" || line.starts_with("WEBVTT ") || line.starts_with("WEBVTT\t");
  }
  static bool is_left_out(const std::string& line) {
    for (std::string_view word : {"NOTE", "STYLE", "REGION"}) {
      if (!line.starts_with(word)) continue;
      if (line.size() == word.size() || line[word.size()] == ' ' || line[word.size()] == '\t') {
        return line.find(kArrow) == std::string::npos;
      }
    }
    return false;
  }
  void skip_block() {
    while (at_ < lines_.size() && !trim(lines_[at_]).empty()) ++at_;
  }

  Result<void> take_cue() {
    if (cues_.size() >= kCuesMost) {
      return refuse(at_ + 1, "字幕は" + thousands(static_cast<std::int64_t>(kCuesMost)) +
                                 "個までです");
    }
    if (lines_[at_].find(kArrow) == std::string::npos) ++at_;  // its name or number
    if (at_ >= lines_.size() || lines_[at_].find(kArrow) == std::string::npos) {
      return refuse(std::min(at_, lines_.size() - 1) + 1,
                    "時刻がありません。「00:01.000 --> 00:04.000」のように書いてください");
    }
    Cue cue;
    if (!read_times(lines_[at_], cue)) {
      return refuse(at_ + 1, "時刻が読めません。「00:01.000 --> 00:04.000」のように書いてください");
    }
    if (cue.to_ms <= cue.from_ms) {
      return refuse(at_ + 1, "終わりの時刻は、始まりの時刻より後にしてください");
    }
    const std::size_t times_at = at_++;
    for (; at_ < lines_.size() && !trim(lines_[at_]).empty(); ++at_) {
      if (lines_[at_].find(kArrow) != std::string::npos) {
        return refuse(at_ + 1, "前の字幕との間に、空の行を1つ入れてください");
      }
      const std::string words = plain_words(lines_[at_]);
      if (!words.empty()) cue.text += (cue.text.empty() ? "" : "\n") + words;
    }
    if (count_characters(cue.text) > kCueCharactersMost) {
      return refuse(times_at + 1, "1つの字幕は500文字以内にし、長いときはいくつかに分けてください");
    }
    if (!cue.text.empty()) cues_.push_back(std::move(cue));
    return {};
  }

  std::vector<std::string> lines_;
  std::size_t at_ = 0;
  std::vector<Cue> cues_;
};

std::string time_of(std::int64_t ms) {
  char out[64];
  std::snprintf(out, sizeof out, "%02d:%02d:%02d.%03d", static_cast<int>(ms / 3'600'000),
                static_cast<int>(ms / 60'000 % 60), static_cast<int>(ms / 1000 % 60),
                static_cast<int>(ms % 1000));
  return out;
}

}  // namespace

Result<std::vector<Cue>> read_captions(std::string_view bytes) {
  if (bytes.size() > kBytesMost) {
    return fail_fields({{"captions", "字幕のファイルは1MBまでです"}});
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (!is_valid_utf8(bytes) || bytes.find('\0') != std::string_view::npos) {
    return fail_fields({{"captions", "字幕のファイルの文字が読めません。文字コードをUTF-8にして"
                                     "保存し直してください"}});
  }
  return Reader(bytes).run();
}

std::string to_vtt(const std::vector<Cue>& cues) {
  std::string out = "WEBVTT\n";
  for (const Cue& cue : cues) {
    // An arrow in the words would begin another cue: > is written by its name.
    const std::string words = replace_all(
        replace_all(replace_all(cue.text, "&", "&amp;"), "<", "&lt;"), ">", "&gt;");
    out += "\n" + time_of(cue.from_ms) + " --> " + time_of(cue.to_ms) + "\n" + words + "\n";
  }
  return out;
}

std::string words_of(const std::vector<Cue>& cues) {
  std::string out, before;
  for (const Cue& cue : cues) {
    const std::string words = replace_all(cue.text, "\n", " ");
    if (words == before) continue;
    out += (out.empty() ? "" : "\n") + words;
    before = words;
  }
  return out;
}

}  // namespace musubi::captions
