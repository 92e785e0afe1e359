// captions.h - captions of a video: WebVTT, or SubRip as most tools write it, read strictly and
// made anew.   bytes -> read_captions() -> cues -> to_vtt()
// What comes out is what a browser is given: times and words alone, no styles, no regions, no
// markup. Foreign bytes; every refusal names its line. Pure: no files, no database.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace musubi::captions {

inline constexpr std::size_t kBytesMost = 1'000'000;
inline constexpr std::size_t kCuesMost = 20'000;
inline constexpr std::size_t kCueCharactersMost = 500;

struct Cue {
  std::int64_t from_ms = 0, to_ms = 0;
  std::string text;  // plain, lines parted by \n
  bool operator==(const Cue&) const = default;
};

// In the order of their times. Fault::invalid (field "captions") with the line and the remedy.
Result<std::vector<Cue>> read_captions(std::string_view bytes);
std::string to_vtt(const std::vector<Cue>& cues);
// The words alone, one line for each cue, what is said twice in a row once: where a transcript
// begins.
std::string words_of(const std::vector<Cue>& cues);

}  // namespace musubi::captions
