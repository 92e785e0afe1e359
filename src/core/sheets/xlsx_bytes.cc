// xlsx_bytes.cc - a workbook as bytes in memory, for what is kept or hashed before it is handed on.
// The library writes to files alone, so that it goes through one in the temporary folder, which is
// gone in each case. Downloads do not come here: they are streamed from a parcel.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/sheets/sheets.h"

namespace musubi::sheets {

namespace {

Failure no_workbook(std::string detail) {
  return fail(Fault::unavailable,
              "Excel ファイルを作れませんでした。空き容量を確認してもう一度お試しください。",
              std::move(detail));
}

// An empty file that nobody else can read; gone with its owner.
class PassingFile {
 public:
  explicit PassingFile(const std::filesystem::path& folder)
      : path_((folder / "musubi-workbook-XXXXXX").string()) {
    const int descriptor = mkstemp(path_.data());
    if (descriptor < 0) path_.clear();
    else close(descriptor);
  }
  ~PassingFile() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove(path_, ignored);
  }
  PassingFile(const PassingFile&) = delete;
  PassingFile& operator=(const PassingFile&) = delete;
  const std::string& path() const { return path_; }  // "" = could not be made

 private:
  std::string path_;
};

}  // namespace

Result<std::string> xlsx_bytes(const std::function<void(XlsxWriter& writer)>& fill) {
  std::error_code none;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(none);
  if (none) return no_workbook("no temporary folder: " + none.message());
  const PassingFile file(folder);
  if (file.path().empty()) return no_workbook("mkstemp failed");
  XlsxWriter writer(file.path());
  fill(writer);
  TRY(writer.close());
  std::ifstream in(file.path(), std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  // A workbook of nothing has parts all the same.
  if (bytes.empty()) return no_workbook("the workbook could not be read back");
  return bytes;
}

}  // namespace musubi::sheets
