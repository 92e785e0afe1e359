// wheel.h - a coarse timer wheel: one per I/O thread, thousands of connections, no heap. Putting a
// deadline off costs one store; the entry is looked at when its old slot comes round.
#pragma once

#include <array>
#include <cstdint>

namespace musubi::web {

struct TimerEntry {
  TimerEntry* previous = nullptr;
  TimerEntry* next = nullptr;
  std::int64_t deadline_ms = 0;  // what counts
  std::int64_t slot_ms = 0;      // when the wheel will look
  bool linked() const { return previous != nullptr; }
};

class TimerWheel {
 public:
  TimerWheel(std::int64_t now_ms, int tick_ms) : now_ms_(now_ms), tick_ms_(tick_ms) {
    for (TimerEntry& slot : slots_) slot.previous = slot.next = &slot;
  }
  TimerWheel(const TimerWheel&) = delete;
  TimerWheel& operator=(const TimerWheel&) = delete;

  void set(TimerEntry& entry, std::int64_t deadline_ms) {
    entry.deadline_ms = deadline_ms;
    if (entry.linked() && entry.slot_ms <= deadline_ms) return;  // looked at early enough
    remove(entry);
    place(entry);
  }
  static void remove(TimerEntry& entry) {
    if (!entry.linked()) return;
    entry.previous->next = entry.next;
    entry.next->previous = entry.previous;
    entry.previous = entry.next = nullptr;
  }
  // Calls `due(TimerEntry&)` for each entry whose deadline has passed, after unlinking it.
  template <class Due>
  void advance(std::int64_t now_ms, Due&& due) {
    while (now_ms_ + tick_ms_ <= now_ms) {
      now_ms_ += tick_ms_;
      TimerEntry& slot = slots_[index_of(now_ms_)];
      // The list is taken out first: entries may be put back into this very slot.
      TimerEntry list;
      list.previous = list.next = &list;
      if (slot.next != &slot) {
        list = {slot.previous, slot.next};
        list.next->previous = &list;
        list.previous->next = &list;
        slot.previous = slot.next = &slot;
      }
      while (list.next != &list) {
        TimerEntry& entry = *list.next;
        remove(entry);
        if (entry.deadline_ms > now_ms_) {
          place(entry);
        } else {
          due(entry);
        }
      }
    }
  }
  template <class Each>
  void for_each(Each&& each) {
    for (TimerEntry& slot : slots_) {
      for (TimerEntry* entry = slot.next; entry != &slot;) {
        TimerEntry* next = entry->next;
        each(*entry);
        entry = next;
      }
    }
  }

 private:
  static constexpr std::int64_t kSlots = 512;
  std::size_t index_of(std::int64_t ms) const {
    return static_cast<std::size_t>((ms / tick_ms_) % kSlots);
  }
  void place(TimerEntry& entry) {
    std::int64_t least = now_ms_ + tick_ms_;
    std::int64_t most = now_ms_ + tick_ms_ * (kSlots - 1);
    std::int64_t at = entry.deadline_ms + tick_ms_ - 1;
    entry.slot_ms = at < least ? least : at > most ? most : at;
    TimerEntry& slot = slots_[index_of(entry.slot_ms)];
    entry.previous = &slot;
    entry.next = slot.next;
    slot.next->previous = &entry;
    slot.next = &entry;
  }
  std::int64_t now_ms_;
  std::int64_t tick_ms_;
  std::array<TimerEntry, kSlots> slots_;
};

}  // namespace musubi::web
