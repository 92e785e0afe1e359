// arrivals.cc - see arrivals.h. A buffer holds records one behind the other: a fixed head, then
// the five texts. Taken whole by swapping: a noting thread waits for a pointer exchange at most.
#include "web/arrivals.h"

#include <algorithm>
#include <cstring>

#include "web/app.h"

namespace musubi::web {
namespace {

constexpr std::size_t kTexts = 5;
constexpr std::array<std::size_t, kTexts> kBytesMost = {400, 100, 300, 64, 300};

struct RecordHead {
  std::int64_t at_ms = 0;
  std::int64_t hits = 0;
  std::array<std::uint16_t, kTexts> sizes{};
  Arrival::Kind kind = Arrival::Kind::page;
  Arrival::Who who = Arrival::Who::visitor;
  std::uint8_t prefetch = 0;
};

// Each thread keeps to one buffer; with more threads than buffers some share.
std::size_t shard_of_this_thread(std::size_t shards) {
  static std::atomic<std::size_t> next{0};
  thread_local const std::size_t mine = next.fetch_add(1, std::memory_order_relaxed);
  return mine % shards;
}

void unpack(const std::string& bytes, std::vector<Arrival>& list) {
  std::size_t at = 0;
  while (at + sizeof(RecordHead) <= bytes.size()) {
    RecordHead head;
    std::memcpy(&head, bytes.data() + at, sizeof head);
    at += sizeof head;
    Arrival arrival;
    arrival.at = {head.at_ms};
    arrival.kind = head.kind;
    arrival.who = head.who;
    arrival.prefetch = head.prefetch != 0;
    arrival.hits = head.hits;
    const std::array<std::string*, kTexts> texts = {&arrival.page, &arrival.referrer,
                                                    &arrival.agent, &arrival.address,
                                                    &arrival.words};
    for (std::size_t i = 0; i < kTexts; ++i) {
      texts[i]->assign(bytes, at, head.sizes[i]);
      at += head.sizes[i];
    }
    list.push_back(std::move(arrival));
  }
}

std::string_view header_view(const Request& request, std::string_view name) {
  const auto found = request.headers.find(name);
  return found == request.headers.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view response_header(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

bool same_letters(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

// What kind of arrival an answer is; false: none that is counted.
bool kind_of(const Request& request, const Response& response, Arrival::Kind& kind) {
  const bool open_route = request.route != nullptr &&
                          request.route->permission.level == Permission::Level::anyone;
  if (response.status == 404 && (request.route == nullptr || open_route)) {
    kind = Arrival::Kind::missing;
    return true;
  }
  if (!open_route || response.status != 200) return false;
  const std::string_view disposition = response_header(response, "Content-Disposition");
  const bool shown = !disposition.starts_with("attachment");
  // A picture is a part of the page that shows it.
  if (shown && response_header(response, "Content-Type").starts_with("image/")) return false;
  if (!response.file_path.empty() || !shown) {
    // A reader of a long file asks for it piece by piece: the first piece is the download.
    const std::string_view range = header_view(request, "range");
    kind = Arrival::Kind::download;
    return range.empty() || range.starts_with("bytes=0-");
  }
  kind = Arrival::Kind::page;
  return response_header(response, "Content-Type").starts_with("text/html");
}

}  // namespace

void Arrivals::open(std::size_t bytes_max) {
  shard_bytes_ = bytes_max / kShards;
  for (Shard& shard : shards_) {
    std::lock_guard lock(shard.mutex);
    shard.bytes.reserve(shard_bytes_);
  }
  open_.store(true, std::memory_order_release);
}

void Arrivals::note(const Note& note) {
  if (!open_.load(std::memory_order_acquire)) return;
  const std::array<std::string_view, kTexts> texts = {note.page, note.referrer, note.agent,
                                                      note.address, note.words};
  RecordHead head;
  head.at_ms = note.at.ms;
  head.hits = note.hits;
  head.kind = note.kind;
  head.who = note.who;
  head.prefetch = note.prefetch ? 1 : 0;
  std::size_t size = sizeof head;
  for (std::size_t i = 0; i < kTexts; ++i) {
    head.sizes[i] = static_cast<std::uint16_t>(std::min(texts[i].size(), kBytesMost[i]));
    size += head.sizes[i];
  }
  Shard& shard = shards_[shard_of_this_thread(kShards)];
  {
    std::lock_guard lock(shard.mutex);
    if (shard.bytes.size() + size <= shard_bytes_) {
      char raw[sizeof head];
      std::memcpy(raw, &head, sizeof head);
      shard.bytes.append(raw, sizeof raw);
      for (std::size_t i = 0; i < kTexts; ++i) {
        shard.bytes.append(texts[i].substr(0, head.sizes[i]));
      }
      size = 0;
    }
  }
  (size == 0 ? noted_ : dropped_).fetch_add(1, std::memory_order_relaxed);
}

Arrivals::Taken Arrivals::take() {
  Taken out;
  for (Shard& shard : shards_) {
    std::string fresh;
    fresh.reserve(shard_bytes_);
    {
      std::lock_guard lock(shard.mutex);
      if (shard.bytes.empty()) continue;
      shard.bytes.swap(fresh);
    }
    unpack(fresh, out.list);
  }
  std::stable_sort(out.list.begin(), out.list.end(),
                   [](const Arrival& a, const Arrival& b) { return a.at < b.at; });
  const std::uint64_t dropped_by_now = dropped();
  out.dropped = dropped_by_now - dropped_told_;
  dropped_told_ = dropped_by_now;
  return out;
}

std::string_view referring_host(std::string_view referer, std::string_view own_host) {
  const std::size_t scheme = referer.find("://");
  if (scheme == std::string_view::npos) return {};
  std::string_view host = referer.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#\\"));
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) {
    host = host.substr(at + 1);
  }
  return same_letters(host, own_host) ? std::string_view() : host;
}

bool is_prefetch(std::string_view purpose) {
  return purpose.find("prefetch") != std::string_view::npos ||
         purpose.find("prerender") != std::string_view::npos;
}

Arrival::Who who_of(const Actor& actor) {
  constexpr Roles kStaff{Role::secretariat, Role::secretariat_manager, Role::prefecture,
                         Role::auditor, Role::adviser, Role::next_operator};
  if (!actor.is_person()) return Arrival::Who::visitor;
  return actor.roles.shares(kStaff) ? Arrival::Who::staff : Arrival::Who::member;
}

void note_arrival(App& app, const Request& request, const Response& response, bool open_to_all) {
  if (!app.arrivals->is_open() || request.method != "GET") return;
  Arrival::Kind kind{};
  if (!kind_of(request, response, kind)) return;
  const std::string_view target = request.target;
  std::string_view page = target.substr(0, target.find('?'));
  // SECURITY: the parameter of a private address is the key to it.
  const bool has_parameters = request.route != nullptr &&
                              request.route->path.find(':') != std::string::npos;
  if (has_parameters && !open_to_all) page = request.route->path;
  std::string_view purpose = header_view(request, "sec-purpose");
  if (purpose.empty()) purpose = header_view(request, "purpose");
  app.arrivals->note(
      {.at = request.now,
       .kind = kind,
       .who = who_of(request.actor),
       .prefetch = is_prefetch(purpose),
       .page = page,
       .referrer = referring_host(header_view(request, "referer"), header_view(request, "host")),
       .agent = header_view(request, "user-agent"),
       .address = request.address});
}

}  // namespace musubi::web
