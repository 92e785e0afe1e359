// service_imports_command.cc - the whole import in one go, for `musubi import members`: stored,
// read, committed; suggestions are not adopted. What a run before began with the same bytes and did
// not bring to an end (it was killed) is gone on with, so that no second loan and import appear.
#include <filesystem>
#include <fstream>

#include "base/sha256.h"
#include "features/members/inside_imports.h"

namespace musubi::members {
namespace {

constexpr std::int64_t kStepsWhole = 1000;

std::string hash_of(const std::string& path) {
  Sha256 hash;
  std::ifstream in(path, std::ios::binary);
  std::vector<char> buffer(1 << 16);
  while (in) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    hash.update(std::string_view(buffer.data(), static_cast<std::size_t>(in.gcount())));
  }
  return hash.finish_hex();
}

std::string or_else(const std::string& said, const std::string& usual) {
  return said.empty() ? usual : said;
}

// The draft, read anew when its reading did not end.
Result<ImportId> gone_on_with(const Context& ctx, const store::Import& import,
                              const Steps& steps) {
  if (import.state == "draft") return import.id;
  const Begun begun = TRY(read_again(ctx, import.id));
  TRY(read_import(ctx, begun, steps));
  return begun.id;
}

}  // namespace

Result<Json> import_roster_file(const Context& ctx, const LentRoster& file,
                                const std::function<void(std::int64_t, std::int64_t)>& progress) {
  NewImport input;
  input.path = file.path;
  input.filename = std::filesystem::path(file.path).filename().string();
  input.sheet = file.sheet;
  input.loan = usual_loan();
  input.loan.name = or_else(file.loan_name, input.filename);
  input.loan.lender = or_else(file.lender, input.loan.lender);
  input.loan.purpose = or_else(file.purpose, input.loan.purpose);
  input.loan.received_on = file.received_on;
  const auto half = [&progress](std::int64_t from) -> Steps {
    return [&progress, from](std::int64_t done, std::int64_t total) {
      if (progress && total > 0) progress(from + done * kStepsWhole / 2 / total, kStepsWhole);
    };
  };
  const std::string sha256 = hash_of(file.path);
  const auto unfinished = ctx.db.read([&](db::Reader& reader) {
    return store::find_unfinished_import_of(reader, sha256, ctx.actor.account.text);
  });
  ImportId id;
  if (unfinished && (file.sheet.empty() || unfinished->sheet == file.sheet)) {
    id = TRY(gone_on_with(ctx, *unfinished, half(0)));
  } else {
    const Begun begun = TRY(begin_import(ctx, input));
    TRY(read_import(ctx, begun, half(0)));
    id = begun.id;
  }
  const Counts counts = TRY(commit_import(ctx, id, half(kStepsWhole / 2)));
  return counts_json(counts);
}

}  // namespace musubi::members
