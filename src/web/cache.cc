// cache.cc - eight shards, each a hash map with its own recency list and lock, so that I/O threads
// seldom meet. forget() stamps the tag with a running number; put() compares its ticket with it.
#include "web/cache.h"

#include "core/actor/actor.h"

#include <algorithm>
#include <functional>
#include <list>
#include <mutex>
#include <unordered_map>

namespace musubi::web {
namespace {

constexpr std::size_t kShards = 8;
constexpr std::size_t kTagSlots = 1024;   // two tags in one slot only cost a refused put
constexpr std::size_t kEntryOverhead = 512;  // map node, list node, strings: an estimate

struct Entry {
  std::string target;
  std::shared_ptr<const CachedPage> page;
  std::size_t bytes = 0;
};

struct Shard {
  mutable std::mutex mutex;
  std::list<Entry> recent;  // newest first
  std::unordered_map<std::string_view, std::list<Entry>::iterator> by_target;  // views into recent
  std::size_t bytes = 0;

  void drop(std::list<Entry>::iterator entry) {
    bytes -= entry->bytes;
    by_target.erase(entry->target);
    recent.erase(entry);
  }
};

}  // namespace

std::size_t CachedPage::bytes() const {
  std::size_t out = 0;
  for (const auto& form : forms) {
    if (form) out += form->head.size() + form->not_modified_head.size() + form->owned_body.size();
  }
  return out;
}

const FinishedBytes& CachedPage::best_for(bool brotli, bool gzip) const {
  const auto& br = forms[static_cast<int>(Encoding::brotli)];
  if (brotli && br) return *br;
  const auto& gz = forms[static_cast<int>(Encoding::gzip)];
  if (gzip && gz) return *gz;
  return *forms[static_cast<int>(Encoding::identity)];
}

struct PageCache::Inside {
  std::size_t shard_bytes_max;
  std::array<Shard, kShards> shards;
  std::atomic<std::uint64_t> now{1};
  std::array<std::atomic<std::uint64_t>, kTagSlots> forgotten_at{};
  std::atomic<std::uint64_t> all_forgotten_at{0};
  std::atomic<std::uint64_t> hits{0}, misses{0}, puts{0}, evictions{0}, forgotten{0};

  Shard& shard_of(std::string_view target) {
    return shards[(std::hash<std::string_view>{}(target) >> 7U) % kShards];
  }
  std::atomic<std::uint64_t>& slot_of(std::string_view tag) {
    return forgotten_at[std::hash<std::string_view>{}(tag) % kTagSlots];
  }
  bool is_stale(const CachedPage& page, std::uint64_t ticket) {
    if (all_forgotten_at > ticket) return true;
    return std::any_of(page.tags.begin(), page.tags.end(),
                       [&](const std::string& tag) { return slot_of(tag) > ticket; });
  }
};

PageCache::PageCache(std::size_t bytes_max) : inside_(std::make_unique<Inside>()) {
  inside_->shard_bytes_max = bytes_max / kShards;
}
PageCache::~PageCache() = default;

std::shared_ptr<const CachedPage> PageCache::find(std::string_view target) {
  Shard& shard = inside_->shard_of(target);
  std::lock_guard lock(shard.mutex);
  auto it = shard.by_target.find(target);
  if (it == shard.by_target.end()) {
    inside_->misses.fetch_add(1, std::memory_order_relaxed);
    return nullptr;
  }
  if (it->second != shard.recent.begin()) {
    shard.recent.splice(shard.recent.begin(), shard.recent, it->second);
  }
  inside_->hits.fetch_add(1, std::memory_order_relaxed);
  return it->second->page;
}

std::uint64_t PageCache::ticket() const { return inside_->now; }

bool PageCache::put(std::string_view target, std::shared_ptr<const CachedPage> page,
                    std::uint64_t ticket) {
  std::size_t bytes = page->bytes() + target.size() + kEntryOverhead;
  if (bytes > inside_->shard_bytes_max) return false;
  Shard& shard = inside_->shard_of(target);
  std::lock_guard lock(shard.mutex);
  // Checked under the shard's lock: forget() stamps first and then visits every shard, so a page
  // that passes here is either new enough or will be found by that visit.
  if (inside_->is_stale(*page, ticket)) return false;
  if (auto it = shard.by_target.find(target); it != shard.by_target.end()) shard.drop(it->second);
  shard.recent.push_front({std::string(target), std::move(page), bytes});
  shard.by_target.emplace(shard.recent.front().target, shard.recent.begin());
  shard.bytes += bytes;
  while (shard.bytes > inside_->shard_bytes_max) {
    shard.drop(std::prev(shard.recent.end()));
    inside_->evictions.fetch_add(1, std::memory_order_relaxed);
  }
  inside_->puts.fetch_add(1, std::memory_order_relaxed);
  return true;
}

void PageCache::forget(std::string_view tag) {
  inside_->slot_of(tag) = ++inside_->now;
  for (Shard& shard : inside_->shards) {
    std::lock_guard lock(shard.mutex);
    for (auto it = shard.recent.begin(); it != shard.recent.end();) {
      auto entry = it++;
      const auto& tags = entry->page->tags;
      if (std::find(tags.begin(), tags.end(), tag) == tags.end()) continue;
      shard.drop(entry);
      inside_->forgotten.fetch_add(1, std::memory_order_relaxed);
    }
  }
}

void PageCache::forget_all() {
  inside_->all_forgotten_at = ++inside_->now;
  for (Shard& shard : inside_->shards) {
    std::lock_guard lock(shard.mutex);
    shard.by_target.clear();
    shard.recent.clear();
    shard.bytes = 0;
  }
}

PageCache::Stats PageCache::stats() const {
  Stats out;
  out.hits = inside_->hits;
  out.misses = inside_->misses;
  out.puts = inside_->puts;
  out.evictions = inside_->evictions;
  out.forgotten = inside_->forgotten;
  for (const Shard& shard : inside_->shards) {
    std::lock_guard lock(shard.mutex);
    out.bytes += shard.bytes;
    out.pages += shard.recent.size();
  }
  return out;
}

void forget_pages(db::Tx& tx, std::string_view tag) { tx.notify(kPagesChannel, tag); }

}  // namespace musubi::web
