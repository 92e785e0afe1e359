// registers.h - what the public registers of companies say about a 法人番号 (conventions C-3):
// 法人番号公表サイト of the National Tax Agency (Web-API version 4, XML) or gBizINFO (JSON).
// Called by services outside any transaction; a failure is Fault::unavailable (Fault::unready
// while none is configured) and stops nobody.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/actor/actor.h"

namespace musubi::registers {

enum class Source { off, nta, gbizinfo };

struct Options {
  Source source = Source::off;
  std::string address;  // https://api.houjin-bangou.nta.go.jp, https://api.info.gbiz.go.jp/hojin
  std::string secret;   // application id, or token; never logged
  int timeout_ms = 5'000;
};
// Call at start and on reload.
void configure(Options options);
Source source();
std::string_view source_name(Source source);         // nta | gbizinfo | off
std::string_view source_label(std::string_view name);  // 法人番号公表サイト

struct Company {
  std::string corporate_number, name, address;
  std::string close_date;   // YYYY-MM-DD; "" = it exists
  std::string close_cause;  // in words, as far as the register tells
  std::string updated_on;   // YYYY-MM-DD of the record
};

struct Finding {
  std::string source;  // nta | gbizinfo
  std::string corporate_number;
  std::optional<Company> company;  // nothing: the register does not know the number
  std::string answer;              // as it came
  Instant fetched_at;
};
// From the kept answer when it is younger than kKeptDays. REQUIRES: no transaction is open; the
// number has its check digit.
Result<Finding> look_up(const Context& ctx, const std::string& corporate_number);

inline constexpr int kKeptDays = 30;
inline constexpr std::size_t kAnswerBytesMost = 256 * 1024;

// ---- readers of foreign bytes; Fault::invalid when they are not what the register sends ----

// The record about `number`; nullopt inside when there is none (count 0).
Result<std::optional<Company>> read_nta_xml(std::string_view bytes, std::string_view number);
Result<std::optional<Company>> read_gbizinfo_json(std::string_view bytes, std::string_view number);

}  // namespace musubi::registers
