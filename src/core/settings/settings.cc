// settings.cc - key and value rows. Called by the features that own the keys; each change leaves
// its before and after in the audit. Must never hold a secret: those are files (see operating).
#include "core/settings/settings.h"

#include <charconv>

#include "core/audit/audit.h"

namespace musubi::settings {
namespace {

constexpr db::Query kFind{"settings.find", "SELECT value FROM settings WHERE key = $1"};
constexpr db::Query kPut{
    "settings.put",
    "INSERT INTO settings (key, value, changed_by, changed_at) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT (key) DO UPDATE SET value = $2, changed_by = $3, changed_at = $4"};
constexpr db::Query kList{"settings.list",
                          "SELECT key, value, changed_by, changed_at FROM settings ORDER BY key"};

}  // namespace

std::string find(db::Reader& reader, std::string_view key, std::string_view fallback) {
  auto row = reader.first(kFind, key);
  return row ? row->text(0) : std::string(fallback);
}

std::int64_t find_number(db::Reader& reader, std::string_view key, std::int64_t fallback) {
  const std::string text = find(reader, key);
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) {
    return fallback;
  }
  return number;
}

Result<void> change(db::Tx& tx, const Context& ctx, std::string_view key, std::string_view value) {
  auto old = tx.first(kFind, key);
  if (old && old->text(0) == value) return {};
  TRY(tx.run(kPut, key, value, ctx.actor.name, ctx.now.ms));
  return audit::note(tx, ctx, "settings.setting.changed", {"setting", std::string(key), ""},
                     old ? Json{{"value", old->text(0)}} : Json(nullptr),
                     Json{{"value", std::string(value)}});
}

std::vector<Setting> list_settings(db::Reader& reader) {
  std::vector<Setting> out;
  for (const db::Row& row : reader.all(kList)) {
    out.push_back(Setting{row.text(0), row.text(1), row.text(2), Instant{row.integer(3)}});
  }
  return out;
}

}  // namespace musubi::settings
