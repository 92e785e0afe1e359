// examine.cc - see examine.h. SECURITY: the bytes in the clear stay in memory; what reaches the
// disk is only what the caller sealed.
#include "core/files/examine.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/log.h"
#include "base/sha256.h"
#include "core/audit/audit.h"
#include "core/files/inside.h"

namespace musubi::files {
namespace {

Failure at_file(std::string says) { return fail_fields({{"file", std::move(says)}}); }

Result<void> scan_temp(const Context& ctx, const std::string& path, const Purpose& purpose) {
  if (options().clamd_socket.empty()) return {};
  // SECURITY: without the hash: what is to be sealed is not told apart by the audit either.
  return refuse_unless_clean(ctx, TRY(scan(path)), purpose, Json::object());
}

}  // namespace

Result<void> refuse_unless_clean(const Context& ctx, const Verdict& verdict, const Purpose& purpose,
                                 Json note) {
  if (verdict.clean) return {};
  log::warning("file.refused", {{"purpose", std::string(purpose.name)}});
  note["purpose"] = purpose.name;
  note["finding"] = verdict.too_large ? "StreamMaxLength" : verdict.finding;
  Result<void> noted = ctx.db.write([&](db::Tx& tx) {
    return audit::note(tx, ctx, "core.file.refused", {"file", "", ""}, nullptr, note);
  });
  TRY(std::move(noted));
  if (verdict.too_large) {
    return at_file("ファイルが大きすぎてウイルス検査ができないため、受け取りませんでした。"
                   "小さくするか、いくつかに分けて送ってください");
  }
  return at_file("ファイルにウイルスが見つかったため、受け取りませんでした。"
                 "送り主に確かめて、別のファイルを選んでください");
}

Result<Examined> examine(const Context& ctx, const std::string& temp_path,
                         std::string_view filename, const Purpose& purpose) {
  std::error_code error;
  const auto size = static_cast<std::int64_t>(std::filesystem::file_size(temp_path, error));
  if (error || size == 0) return at_file("ファイルが空です。中身のあるファイルを選んでください");
  if (size > purpose.bytes_max) {
    return fail(Fault::too_large, "ファイルが大きすぎます。" +
                                      std::to_string(purpose.bytes_max / 1'000'000) +
                                      " MB までのファイルを選んでください");
  }
  Examined out;
  out.media_type = sniff(temp_path);
  out.filename = clean_filename(filename);
  if (!accepted(out.media_type, purpose.accepts)) {
    return at_file("この種類のファイルは「" + std::string(purpose.label) +
                   "」に使えません。別の形式で保存して選び直してください");
  }
  TRY(scan_temp(ctx, temp_path, purpose));
  std::ifstream in(temp_path, std::ios::binary);
  out.bytes.assign(std::istreambuf_iterator<char>(in), {});
  out.sha256 = sha256_hex(out.bytes);
  return out;
}

Result<Staged> stage_sealed(std::string_view sealed, const Purpose& purpose) {
  Purpose as_stored = purpose;
  as_stored.bytes_max = purpose.bytes_max * 2;  // the seal is text: a third longer
  as_stored.accepts = "text/* application/octet-stream";
  Staged staged = TRY(stage_bytes(sealed, "sealed", as_stored));
  staged.found_clean = !options().clamd_socket.empty();
  return staged;
}

}  // namespace musubi::files
