// probe_rows.h - files from elsewhere, as rows that mean something: a probe's results and a search
// engine's words. Reads through core/sheets (CSV in any encoding, XLSX); columns are found by their
// headings. Fault::invalid (field "file") names the line and the remedy. Stores nothing.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "features/analytics/store.h"
#include "features/analytics/uptime.h"

namespace musubi::analytics {

inline constexpr std::size_t kProbeRowsMost = 100'000;  // two months of minutes
inline constexpr std::size_t kQueryRowsMost = 5'000;    // search engines give a thousand

// In order of time, at least one.
Result<std::vector<Check>> read_probe_rows(const std::string& path);
Result<std::vector<store::SearchQuery>> read_query_rows(const std::string& path);

// 2024-07-01 09:00, 2024/7/1 9:00:30, 2024-07-01T00:00:00Z; nullopt for anything else. Without a
// zone it is Japan's time.
std::optional<Instant> read_probe_time(const std::string& text);
std::optional<bool> read_probe_result(const std::string& text);  // true: up
// 12, 1,234, 3.45 (times `scale`); nullopt for anything else.
std::optional<std::int64_t> read_figure(const std::string& text, int scale);

}  // namespace musubi::analytics
