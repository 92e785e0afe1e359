// service_register.cc - 個人情報取扱台帳: rows made from what the program itself does (kinds of
// core/retention, permissions), the office's notes beside them, and versions that never change.
#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/receipts/receipts.h"
#include "core/retention/retention.h"
#include "features/privacy/permissions.h"
#include "features/privacy/service.h"

namespace musubi::privacy {
namespace {

constexpr std::size_t kNoteMost = 1000;
constexpr std::string_view kFixed = "privacy.register.fixed";

std::string who_sees(const retention::Kind& kind) {
  if (!kind.seen_with) return "システムの担当者";
  std::string out;
  for (int i = 0; i < kRoleCount; ++i) {
    const Role role = static_cast<Role>(i);
    if (!kind.seen_with->roles.has(role)) continue;
    out += (out.empty() ? "" : "、") + std::string(role_label(role));
  }
  return out.empty() ? "本人" : out;
}

std::vector<RegisterRow> rows_of(const std::vector<store::Note>& notes) {
  std::vector<RegisterRow> out;
  for (const retention::Kind& kind : retention::kinds()) {
    RegisterRow row;
    row.kind = kind.name;
    row.data_category = kind.label;
    row.data = kind.data;
    row.purpose = kind.purpose;
    row.basis = kind.basis;
    row.term = kind.starts + "から" + retention::term_words(kind.term);
    row.way = retention::way_label(kind.way);
    row.place = kind.place;
    row.who = who_sees(kind);
    for (const store::Note& note : notes) {
      if (note.kind != kind.name) continue;
      row.note = note.note;
      row.note_version = note.version;
    }
    out.push_back(std::move(row));
  }
  return out;
}

Json json_of(const RegisterRow& row) {
  return {{"kind", row.kind},       {"data_category", row.data_category}, {"data", row.data},
          {"purpose", row.purpose}, {"basis", row.basis},                 {"term", row.term},
          {"way", row.way},         {"place", row.place},                 {"who", row.who},
          {"note", row.note}};
}

RegisterRow row_from(const Json& json) {
  RegisterRow row;
  row.kind = json.value("kind", "");
  row.data_category = json.value("data_category", "");
  row.data = json.value("data", "");
  row.purpose = json.value("purpose", "");
  row.basis = json.value("basis", "");
  row.term = json.value("term", "");
  row.way = json.value("way", "");
  row.place = json.value("place", "");
  row.who = json.value("who", "");
  row.note = json.value("note", "");
  return row;
}

}  // namespace

Result<std::vector<RegisterRow>> list_register(const Context& ctx) {
  TRY(must(ctx.actor, may::see_register));
  return rows_of(ctx.db.read(store::list_notes));
}

Result<void> save_note(const Context& ctx, const std::string& kind, const std::string& typed,
                       std::int64_t version) {
  const std::string text = trim(typed);
  if (count_characters(text) > kNoteMost) {
    return fail_fields({{"note", "備考は1,000文字以内で入力してください"}});
  }
  TRY(must(ctx.actor, may::keep_register));
  if (retention::find_kind(retention::kinds(), kind) == nullptr) {
    return fail(Fault::not_found, "この区分はありません。台帳から選び直してください");
  }
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto changed =
        TRY(store::update_note(tx, {kind, text, ctx.actor.name, ctx.now, version}));
    if (changed == 0) {
      return fail(Fault::conflict,
                  "ほかの人が先にこの備考を書き換えました。入力した内容は残っています。見比べて、もう一度保存してください");
    }
    return audit::note(tx, ctx, "privacy.register.noted", {"privacy_register", kind, ""}, nullptr,
                       {{"note", text}});
  });
}

Result<std::int64_t> fix_register(const Context& ctx, const std::string& typed,
                                  const std::string& sending) {
  const std::string reason = trim(typed);
  if (reason.empty()) return fail_fields({{"reason", "版を定める理由を入力してください"}});
  if (count_characters(reason) > kNoteMost) {
    return fail_fields({{"reason", "理由は1,000文字以内で入力してください"}});
  }
  TRY(must(ctx.actor, may::keep_register));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::int64_t> {
    if (auto made = receipts::find(tx, ctx, kFixed, sending)) return std::atoll(made->c_str());
    Json model = Json::array();
    for (const RegisterRow& row : rows_of(store::list_notes(tx))) model.push_back(json_of(row));
    store::RegisterVersion version;
    version.id = new_uuid(ctx.now);
    version.number = store::find_highest_register_number(tx) + 1;
    version.model = model.dump();
    version.sha256 = sha256_hex(version.model);
    version.reason = reason;
    version.made_by_name = ctx.actor.name;
    version.made_at = ctx.now;
    version.made_on = iso(ctx.today());
    TRY(store::insert_register_version(tx, version));
    TRY(audit::note(tx, ctx, kFixed, {"privacy_register", version.id, ""}, nullptr,
                    {{"number", version.number}, {"sha256", version.sha256}}, reason));
    TRY(receipts::keep(tx, ctx, kFixed, sending, std::to_string(version.number)));
    return version.number;
  });
}

Result<FixedRegister> load_register_version(const Context& ctx, std::int64_t number) {
  TRY(must(ctx.actor, may::see_register));
  auto version = ctx.db.read(
      [&](db::Reader& reader) { return store::find_register_version(reader, number); });
  if (!version) return fail(Fault::not_found, "この版はありません。台帳から選び直してください");
  FixedRegister out;
  out.sound = sha256_hex(version->model) == version->sha256;
  for (const Json& row : Json::parse(version->model)) out.rows.push_back(row_from(row));
  out.version = std::move(*version);
  return out;
}

Result<std::vector<store::RegisterVersion>> list_versions(const Context& ctx, std::int64_t before,
                                                          int most) {
  TRY(must(ctx.actor, may::see_register));
  return ctx.db.read([&](db::Reader& reader) {
    return store::list_register_versions(reader, before, most);
  });
}

}  // namespace musubi::privacy
