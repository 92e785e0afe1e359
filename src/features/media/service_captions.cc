// service_captions.cc - see service_captions.h. The file is judged outside the transaction; what is
// kept is what core/captions wrote, never the bytes that came.
#include "features/media/service_captions.h"

#include <fstream>
#include <optional>

#include "base/text.h"
#include "core/audit/audit.h"
#include "web/cache.h"

namespace musubi::media {
namespace {

constexpr std::size_t kTranscriptMost = 50'000;  // characters: two hours of talk

struct MadeCaptions {
  files::Staged staged;
  std::string words;
  std::size_t count = 0;
};

Result<std::string> bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string out(captions::kBytesMost + 1, '\0');  // one more: what is too large shows itself
  in.read(out.data(), static_cast<std::streamsize>(out.size()));
  if (in.bad()) return fail(Fault::unavailable, "字幕のファイルを読めませんでした。もう一度選んでください");
  out.resize(static_cast<std::size_t>(in.gcount()));
  return out;
}

Result<MadeCaptions> made_captions(const Context& ctx, const CaptionsInput& input) {
  const std::string bytes = TRY(bytes_of(input.temp_path));
  const auto cues = TRY(captions::read_captions(bytes));
  MadeCaptions out;
  out.staged = TRY(files::stage_bytes(captions::to_vtt(cues), "captions.vtt", kCaptions));
  TRY(files::scan_staged(ctx, out.staged, kCaptions));
  out.words = captions::words_of(cues);
  out.count = cues.size();
  return out;
}

// What there is, and not when the file is none or the words are too many.
Result<std::optional<MadeCaptions>> checked_captions(const Context& ctx,
                                                     const CaptionsInput& input) {
  if (count_characters(input.transcript) > kTranscriptMost) {
    return fail_fields({{"transcript", "文字起こしは50,000文字以内で入力してください"}});
  }
  if (input.temp_path.empty()) return std::optional<MadeCaptions>{};
  auto made = made_captions(ctx, input);
  if (made) return std::optional<MadeCaptions>(std::move(*made));
  Error error = made.error();
  for (FieldError& one : error.fields) one.field = "captions";  // of a stage it is "file"
  return fail(std::move(error));
}

}  // namespace

Result<void> save_captions(const Context& ctx, const CaptionsInput& input) {
  TRY(must(ctx.actor, may::keep_media));
  const auto made = TRY(checked_captions(ctx, input));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto item = store::find_item(tx, {input.id});
    if (!item || item->kind != "video") {
      return fail(Fault::not_found, "この動画は見つかりません。一覧から選び直してください");
    }
    if (!made && item->captions_name.empty()) {
      return fail_fields({{"captions", "字幕のファイルを選んでください"}});
    }
    const std::string old_file = item->captions_file_id;
    Json fresh = Json::object();
    if (made) {
      const files::File file = TRY(files::take(ctx, tx, made->staged, kCaptions));
      item->captions_file_id = file.id.text;
      item->captions_name = captions_name_of(made->staged.sha256);
      fresh["captions"] = made->count;
      if (!old_file.empty()) TRY(files::remove(ctx, tx, {old_file}, "字幕を入れ替えたため"));
    }
    const std::string typed = trim(replace_all(input.transcript, "\r\n", "\n"));
    if (!typed.empty()) item->transcript = typed;
    else if (made) item->transcript = made->words;
    fresh["transcript"] = count_characters(item->transcript);
    item->version = input.version;
    TRY(store::update_item(tx, *item));
    web::forget_pages(tx, kPagesTag);
    return audit::note(tx, ctx, "media.item.captioned", {"media_item", item->id.text, ""}, nullptr,
                       fresh);
  });
}

}  // namespace musubi::media
