// metrics.cc - the Prometheus text exposition format, version 0.0.4.
// Read by the admin listener; counts only, never names or addresses.
#include "web/server/metrics.h"

#include <unistd.h>

#include <cstdio>

#include "web/app.h"
#include "web/arrivals.h"
#include "web/cache.h"

namespace musubi::web {
namespace {

void line(std::string& out, std::string_view name, std::string_view type, double value) {
  char number[64];
  std::snprintf(number, sizeof number, "%.15g", value);
  out.append("# TYPE ").append(name).append(" ").append(type).append("\n");
  out.append(name).append(" ").append(number).append("\n");
}

double resident_bytes() {
  std::FILE* file = std::fopen("/proc/self/statm", "r");
  if (file == nullptr) return 0;
  long total = 0;
  long resident = 0;
  int read = std::fscanf(file, "%ld %ld", &total, &resident);
  std::fclose(file);
  return read == 2 ? static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) : 0;
}

}  // namespace

void Metrics::took(std::uint64_t microseconds) {
  std::size_t i = 0;
  while (i < kBuckets.size() && static_cast<double>(microseconds) > kBuckets[i] * 1e6) ++i;
  latency[i].fetch_add(1, std::memory_order_relaxed);
  latency_sum_us.fetch_add(microseconds, std::memory_order_relaxed);
}

std::string Metrics::text(const App& app, int queued) const {
  std::string out = "# TYPE musubi_http_responses_total counter\n";
  for (std::size_t i = 1; i < responses.size(); ++i) {
    out += "musubi_http_responses_total{class=\"" + std::to_string(i) + "xx\"} " +
           std::to_string(responses[i].load()) + "\n";
  }
  out += "# TYPE musubi_http_handler_seconds histogram\n";
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < latency.size(); ++i) {
    sum += latency[i];
    char edge[32] = "+Inf";
    if (i < kBuckets.size()) std::snprintf(edge, sizeof edge, "%g", kBuckets[i]);
    out += "musubi_http_handler_seconds_bucket{le=\"" + std::string(edge) + "\"} " +
           std::to_string(sum) + "\n";
  }
  char seconds[64];
  std::snprintf(seconds, sizeof seconds, "%.6f", static_cast<double>(latency_sum_us) / 1e6);
  out += "musubi_http_handler_seconds_sum " + std::string(seconds) + "\n";
  out += "musubi_http_handler_seconds_count " + std::to_string(sum) + "\n";
  line(out, "musubi_http_rejected_total", "counter", static_cast<double>(rejected));
  line(out, "musubi_http_timed_out_total", "counter", static_cast<double>(timed_out));
  line(out, "musubi_http_bad_heads_total", "counter", static_cast<double>(bad_heads));
  line(out, "musubi_connections_accepted_total", "counter", static_cast<double>(accepted));
  line(out, "musubi_tls_handshakes_failed_total", "counter",
       static_cast<double>(handshakes_failed));
  line(out, "musubi_connections", "gauge", static_cast<double>(connections));
  line(out, "musubi_live_streams", "gauge", static_cast<double>(live_streams));
  line(out, "musubi_http_in_flight", "gauge", static_cast<double>(in_flight));
  line(out, "musubi_http_queue_length", "gauge", queued);
  line(out, "musubi_http_bytes_held", "gauge", static_cast<double>(bytes_held));
  PageCache::Stats cache = app.cache->stats();
  line(out, "musubi_page_cache_hits_total", "counter", static_cast<double>(cache.hits));
  line(out, "musubi_page_cache_misses_total", "counter", static_cast<double>(cache.misses));
  line(out, "musubi_page_cache_evictions_total", "counter", static_cast<double>(cache.evictions));
  line(out, "musubi_page_cache_forgotten_total", "counter", static_cast<double>(cache.forgotten));
  line(out, "musubi_page_cache_pages", "gauge", static_cast<double>(cache.pages));
  line(out, "musubi_page_cache_bytes", "gauge", static_cast<double>(cache.bytes));
  line(out, "musubi_arrivals_noted_total", "counter", static_cast<double>(app.arrivals->noted()));
  line(out, "musubi_arrivals_dropped_total", "counter",
       static_cast<double>(app.arrivals->dropped()));
  db::Stats database = app.db.stats();
  line(out, "musubi_db_reads_total", "counter", static_cast<double>(database.reads));
  line(out, "musubi_db_writes_total", "counter", static_cast<double>(database.writes));
  line(out, "musubi_db_commits_total", "counter", static_cast<double>(database.commits));
  line(out, "musubi_db_rollbacks_total", "counter", static_cast<double>(database.rollbacks));
  line(out, "musubi_db_slow_queries_total", "counter", static_cast<double>(database.slow));
  line(out, "process_resident_memory_bytes", "gauge", resident_bytes());
  return out;
}

}  // namespace musubi::web
