// multipart.cc - see multipart.h. One buffer holds what cannot be judged yet: at most a delimiter's
// length while in data, at most a header block while in headers.
#include "web/multipart.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "base/text.h"
#include "web/urlencoded.h"

namespace musubi::web {
namespace {

Failure bad_body(std::string detail) {
  return fail(Fault::invalid,
              "送られた内容を読み取れませんでした。前の画面に戻って、もう一度お試しください",
              "multipart: " + std::move(detail));
}

// The value of `key` in a header like: form-data; name="file"; filename="名簿.csv"
std::optional<std::string> parameter(std::string_view header, std::string_view key) {
  std::size_t at = header.find(';');
  while (at != std::string_view::npos && at < header.size()) {
    ++at;
    while (at < header.size() && (header[at] == ' ' || header[at] == '\t')) ++at;
    std::size_t name_end = header.find_first_of("=;", at);
    if (name_end == std::string_view::npos) return std::nullopt;
    std::string name = lower_ascii(header.substr(at, name_end - at));
    if (header[name_end] == ';') {
      at = name_end;
      continue;
    }
    at = name_end + 1;
    std::string value;
    if (at < header.size() && header[at] == '"') {
      // Browsers escape a quote as %22; others write a backslash before it.
      for (++at; at < header.size() && header[at] != '"'; ++at) {
        if (header[at] == '\\' && at + 1 < header.size() && header[at + 1] == '"') ++at;
        value += header[at];
      }
      if (at >= header.size()) return std::nullopt;
      at = header.find(';', at);
    } else {
      std::size_t end = header.find(';', at);
      value = trim(header.substr(at, end == std::string_view::npos ? end : end - at));
      at = end;
    }
    if (name == key) return value;
  }
  return std::nullopt;
}

std::string without_path(std::string_view filename) {
  std::size_t at = filename.find_last_of("/\\");
  return std::string(at == std::string_view::npos ? filename : filename.substr(at + 1));
}

}  // namespace

std::optional<std::string> multipart_boundary(std::string_view content_type) {
  if (!lower_ascii(content_type.substr(0, 19)).starts_with("multipart/form-data")) {
    return std::nullopt;
  }
  auto boundary = parameter(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > 70) return std::nullopt;
  for (char c : *boundary) {
    auto byte = static_cast<unsigned char>(c);
    if (byte < ' ' || byte >= 0x7f) return std::nullopt;
  }
  return boundary;
}

struct MultipartReader::Inside {
  enum class State { preamble, after_delimiter, headers, data, epilogue };

  std::string delimiter;  // \r\n--boundary
  std::string folder;
  MultipartLimits limits;
  State state = State::preamble;
  std::string pending;
  std::size_t parts = 0;
  std::size_t field_bytes = 0;

  // The part being read.
  std::string name, value;
  bool is_file = false;
  bool ignored = false;  // a file input that was left empty
  Upload upload;
  int fd = -1;

  Fields fields;
  std::vector<Upload> uploads;

  ~Inside() {
    if (fd >= 0) ::close(fd);
    if (!upload.temp_path.empty()) ::unlink(upload.temp_path.c_str());
    for (const Upload& done : uploads) ::unlink(done.temp_path.c_str());
  }

  Result<void> begin_part(std::string_view block);
  Result<void> add_data(std::string_view bytes);
  Result<void> end_part();
  Result<bool> step();  // false: more bytes are needed
  Result<bool> step_data();
};

MultipartReader::MultipartReader(std::string boundary, std::string folder, MultipartLimits limits)
    : inside_(std::make_unique<Inside>()) {
  inside_->delimiter = "\r\n--" + std::move(boundary);
  inside_->folder = std::move(folder);
  inside_->limits = limits;
  inside_->pending = "\r\n";  // so that a delimiter at the very start looks like all the others
}
MultipartReader::~MultipartReader() = default;

Result<void> MultipartReader::Inside::begin_part(std::string_view block) {
  if (++parts > limits.parts) return fail(Fault::too_large, "項目が多すぎます。分けて送ってください");
  std::string disposition;
  while (!block.empty()) {
    std::size_t end = block.find("\r\n");
    std::string_view line = block.substr(0, end);
    block.remove_prefix(end == std::string_view::npos ? block.size() : end + 2);
    std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return bad_body("header without a colon");
    if (lower_ascii(line.substr(0, colon)) == "content-disposition") {
      disposition = trim(line.substr(colon + 1));
    }
  }
  if (!lower_ascii(disposition).starts_with("form-data")) return bad_body("no form-data");
  auto part_name = parameter(disposition, "name");
  if (!part_name || !is_clean_text(*part_name)) return bad_body("no name");
  name = std::move(*part_name);
  value.clear();
  auto filename = parameter(disposition, "filename");
  is_file = filename.has_value();
  ignored = is_file && filename->empty();
  if (!is_file || ignored) return {};
  if (!is_clean_text(*filename)) return bad_body("filename is not UTF-8");
  if (uploads.size() >= limits.files) {
    return fail(Fault::too_large, "一度に送れるファイルは" + std::to_string(limits.files) +
                                      "個までです。分けて送ってください");
  }
  upload = {name, without_path(*filename), folder + "/musubi-upload-XXXXXX", 0};
  fd = ::mkostemp(upload.temp_path.data(), O_CLOEXEC);
  if (fd < 0) {
    upload.temp_path.clear();
    return fail(Fault::unavailable,
                "ファイルを受け取れませんでした。少し待ってから、もう一度お試しください",
                "no temporary file");
  }
  return {};
}

Result<void> MultipartReader::Inside::add_data(std::string_view bytes) {
  if (ignored) return {};
  if (!is_file) {
    field_bytes += bytes.size();
    if (field_bytes > limits.field_bytes) {
      return fail(Fault::too_large, "入力された文字が多すぎます。短くしてから送ってください");
    }
    value.append(bytes);
    return {};
  }
  upload.bytes += bytes.size();
  if (upload.bytes > limits.file_bytes) {
    return fail(Fault::too_large, "ファイルが大きすぎます。分けるか、小さくしてから送ってください");
  }
  while (!bytes.empty()) {
    ssize_t done = ::write(fd, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) {
      return fail(Fault::unavailable,
                  "ファイルを受け取れませんでした。少し待ってから、もう一度お試しください",
                  "temporary file: write failed");
    }
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return {};
}

Result<void> MultipartReader::Inside::end_part() {
  if (ignored) return {};
  if (is_file) {
    ::close(fd);
    fd = -1;
    uploads.push_back(std::move(upload));
    upload = {};
    return {};
  }
  if (!is_clean_text(value)) return bad_body("field is not UTF-8");
  fields.add(std::move(name), std::move(value));
  name.clear();
  value.clear();
  return {};
}

// Everything before a possible delimiter is data; what could be its beginning stays pending.
Result<bool> MultipartReader::Inside::step_data() {
  std::size_t at = pending.find(delimiter);
  if (at != std::string::npos) {
    if (state == State::data) {
      TRY(add_data(std::string_view(pending).substr(0, at)));
      TRY(end_part());
    }
    pending.erase(0, at + delimiter.size());
    state = State::after_delimiter;
    return true;
  }
  std::size_t keep = std::min(pending.size(), delimiter.size() - 1);
  std::size_t sure = pending.size() - keep;
  if (sure == 0) return false;
  if (state == State::data) TRY(add_data(std::string_view(pending).substr(0, sure)));
  pending.erase(0, sure);
  return false;
}

Result<bool> MultipartReader::Inside::step() {
  switch (state) {
    case State::preamble:
    case State::data:
      return step_data();
    case State::after_delimiter: {
      // Either "--" (the end), or optional padding and a line end.
      std::size_t at = 0;
      while (at < pending.size() && (pending[at] == ' ' || pending[at] == '\t')) ++at;
      if (at > limits.header_bytes) return bad_body("padding");
      if (pending.size() < at + 2) return false;
      if (at == 0 && pending.compare(0, 2, "--") == 0) {
        state = State::epilogue;
        pending.clear();
        return false;
      }
      if (pending.compare(at, 2, "\r\n") != 0) return bad_body("delimiter line");
      pending.erase(0, at + 2);
      state = State::headers;
      return true;
    }
    case State::headers: {
      std::size_t end = pending.find("\r\n\r\n");
      if (end == std::string::npos || end > limits.header_bytes) {
        if (pending.size() > limits.header_bytes) return bad_body("part header too long");
        return false;
      }
      TRY(begin_part(std::string_view(pending).substr(0, end)));
      pending.erase(0, end + 4);
      state = State::data;
      return true;
    }
    case State::epilogue:
      pending.clear();
      return false;
  }
  return false;
}

Result<void> MultipartReader::feed(std::string_view bytes) {
  constexpr std::size_t kStep = 64 * 1024;  // bounds `pending` whatever the caller hands over
  while (!bytes.empty()) {
    std::string_view piece = bytes.substr(0, kStep);
    bytes.remove_prefix(piece.size());
    if (inside_->state == Inside::State::epilogue) return {};
    inside_->pending.append(piece);
    while (TRY(inside_->step())) {
    }
  }
  return {};
}

Result<void> MultipartReader::finish() {
  if (inside_->state != Inside::State::epilogue) return bad_body("ends too early");
  return {};
}

std::size_t MultipartReader::memory() const {
  return inside_->field_bytes + inside_->pending.size();
}

void MultipartReader::take(Fields& fields, std::vector<Upload>& uploads) {
  fields = std::move(inside_->fields);
  uploads = std::move(inside_->uploads);
  inside_->uploads.clear();
}

}  // namespace musubi::web
