// multipart.h - incremental multipart/form-data (RFC 7578): text parts become fields, file parts
// are streamed to temporary files, whatever the size of the pieces that arrive. Memory is bounded
// by the longest boundary line, one part's header block and the text fields.
//
//   preamble -> (boundary line -> headers -> data)* -> final boundary -> epilogue (ignored)
//
// SECURITY: a filename is for showing only; temporary files have names of our own. Fuzzed.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "web/request.h"

namespace musubi::web {

struct MultipartLimits {
  std::size_t parts = 1000;
  std::size_t header_bytes = 8 * 1024;       // per part
  std::size_t field_bytes = 256 * 1024;      // all text fields together
  std::size_t files = 20;
  std::uint64_t file_bytes = UINT64_MAX;     // each; the body's own limit comes before
};

// The boundary of a Content-Type header, or nullopt when it is not multipart/form-data.
std::optional<std::string> multipart_boundary(std::string_view content_type);

class MultipartReader {
 public:
  // `folder` receives the temporary files; files not yet taken are deleted by the destructor.
  MultipartReader(std::string boundary, std::string folder, MultipartLimits limits = {});
  ~MultipartReader();
  MultipartReader(const MultipartReader&) = delete;
  MultipartReader& operator=(const MultipartReader&) = delete;

  Result<void> feed(std::string_view bytes);
  Result<void> finish();  // invalid when the final boundary has not come
  std::size_t memory() const;  // bytes held now; files are on disk
  // Moves what was read into the request. REQUIRES: finish() succeeded.
  void take(Fields& fields, std::vector<Upload>& uploads);

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace musubi::web
