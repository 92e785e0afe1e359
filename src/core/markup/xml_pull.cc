// xml_pull.cc - see xml_pull.h. The file is given to libxml2 by our own reads, because its own
// would unpack a compressed file without a bound. Only what ends the reading counts as an error.
#include "core/markup/xml_pull.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>

#include <cctype>
#include <cstdio>
#include <cstring>
#include <mutex>

#include "base/text.h"

namespace musubi::markup {
namespace {

constexpr std::size_t kPrologMost = 64 * 1024;  // comments of the exporting program stand there
constexpr int kReading = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;

void begin_library() {
  static std::once_flag once;
  std::call_once(once, [] { xmlInitParser(); });
}

std::int64_t lines_until(std::string_view text, std::size_t at) {
  std::int64_t line = 1;
  for (std::size_t i = 0; i < at && i < text.size(); ++i) line += text[i] == '\n' ? 1 : 0;
  return line;
}

// What stands before the root element: declaration, instructions and comments, nothing else.
Result<void> check_prolog(std::string_view head, bool whole) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  if (head.find('\0') != std::string_view::npos) {
    return xml_refused(1, "文字の符号がUTF-8ではないか、XMLではありません。書き出したままのファイルを選んでください");
  }
  for (std::size_t at = 0; at < head.size();) {
    if (std::isspace(static_cast<unsigned char>(head[at])) != 0) {
      ++at;
      continue;
    }
    const std::string_view rest = head.substr(at);
    std::string_view end;
    if (rest.starts_with("<?")) end = "?>";
    else if (rest.starts_with("<!--")) end = "-->";
    else if (rest.starts_with("<!")) {
      return xml_refused(lines_until(head, at),
                         "DOCTYPE（文書型の宣言）のあるファイルは、安全のため読みません。"
                         "WordPressの「ツール → エクスポート」で書き出し直してください");
    } else if (rest.starts_with("<")) {
      return {};
    } else {
      return xml_refused(lines_until(head, at),
                         "XMLではない文字から始まっています。書き出したままのファイルを選んでください");
    }
    const std::size_t found = rest.find(end);
    if (found == std::string_view::npos) break;
    at += found + end.size();
  }
  return xml_refused(lines_until(head, head.size()),
                     whole ? "XMLの要素がありません。書き出したままのファイルを選んでください"
                           : "要素が始まるまでの注釈が長すぎます。書き出したままのファイルを選んでください");
}

std::string words_of(int code) {
  switch (code) {
    case XML_ERR_INVALID_CHAR:
      return "XMLに使えない制御文字があります。その行の記事をWordPressで開き、見えない文字を消してから"
             "書き出し直してください";
    case XML_ERR_INVALID_ENCODING:
      return "文字の符号が壊れています。書き出し直してください";
    case XML_ERR_TAG_NAME_MISMATCH:
    case XML_ERR_TAG_NOT_FINISHED:
    case XML_ERR_DOCUMENT_END:
    case XML_ERR_DOCUMENT_EMPTY:
    case XML_ERR_CDATA_NOT_FINISHED:
      return "ファイルが途中で切れているか、要素が閉じていません。もう一度書き出すか、ダウンロードし直してください";
    case XML_ERR_UNDECLARED_ENTITY:
      return "宣言されていない実体（&名前;）があります。WordPressの「ツール → エクスポート」で書き出し直してください";
    default:
      return "XMLとして読めません。WordPressの「ツール → エクスポート」で書き出し直してください";
  }
}

}  // namespace

Failure xml_refused(std::int64_t line, std::string_view why) {
  return fail_fields({{"file", std::to_string(line) + "行目：" + std::string(why)}});
}

struct XmlPull::Inside {
  std::FILE* file = nullptr;
  xmlTextReaderPtr reader = nullptr;
  std::int64_t read = 0;
  bool failed = false;
  int code = 0;
  std::int64_t line = 0;  // of the first error
  bool ended = false;

  ~Inside() {
    if (reader != nullptr) xmlFreeTextReader(reader);
    if (file != nullptr) std::fclose(file);
  }
};

namespace {

// The three that libxml2 calls; C has no templates for them.
template <class Inside>
int read_some(void* context, char* into, int most) {
  auto* inside = static_cast<Inside*>(context);
  const std::size_t got = std::fread(into, 1, static_cast<std::size_t>(most), inside->file);
  if (got == 0 && std::ferror(inside->file) != 0) return -1;
  inside->read += static_cast<std::int64_t>(got);
  return static_cast<int>(got);
}

int close_nothing(void*) { return 0; }

template <class Inside>
void take_error(void* context, xmlErrorPtr error) {
  auto* inside = static_cast<Inside*>(context);
  if (error == nullptr || error->level != XML_ERR_FATAL || inside->failed) return;
  inside->failed = true;
  inside->code = error->code;
  inside->line = error->line;
}

}  // namespace

XmlPull::XmlPull(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
XmlPull::~XmlPull() = default;

Result<std::unique_ptr<XmlPull>> XmlPull::open(const std::string& path) {
  begin_library();
  auto inside = std::make_unique<Inside>();
  inside->file = std::fopen(path.c_str(), "rb");
  if (inside->file == nullptr) {
    return fail(Fault::not_found, "ファイルを開けませんでした。ファイルの場所を確かめてください");
  }
  std::string head(kPrologMost, '\0');
  head.resize(std::fread(head.data(), 1, head.size(), inside->file));
  TRY(check_prolog(head, head.size() < kPrologMost));
  std::rewind(inside->file);
  inside->reader = xmlReaderForIO(read_some<Inside>, close_nothing, inside.get(), nullptr, nullptr,
                                  kReading);
  if (inside->reader == nullptr) {
    return fail(Fault::unavailable, "ファイルを読み始められませんでした。もう一度お試しください");
  }
  xmlTextReaderSetStructuredErrorHandler(inside->reader, take_error<Inside>, inside.get());
  return std::unique_ptr<XmlPull>(new XmlPull(std::move(inside)));
}

Result<XmlNode> XmlPull::next() {
  while (!inside_->ended) {
    const int got = xmlTextReaderRead(inside_->reader);
    if (got < 0 || inside_->failed) {
      const std::int64_t where = inside_->line > 0 ? inside_->line : line();
      return xml_refused(where, words_of(inside_->code));
    }
    if (got == 0) {
      inside_->ended = true;
      break;
    }
    XmlNode node;
    const int type = xmlTextReaderNodeType(inside_->reader);
    if (type == XML_READER_TYPE_DOCUMENT_TYPE || type == XML_READER_TYPE_ENTITY_REFERENCE) {
      return xml_refused(line(), "DOCTYPEや実体（&名前;）のあるファイルは、安全のため読みません");
    }
    if (type == XML_READER_TYPE_ELEMENT || type == XML_READER_TYPE_END_ELEMENT) {
      const xmlChar* name = xmlTextReaderConstName(inside_->reader);
      node.kind = type == XML_READER_TYPE_ELEMENT ? XmlNode::Kind::begin : XmlNode::Kind::end;
      node.name = name == nullptr ? "" : reinterpret_cast<const char*>(name);
      node.empty = type == XML_READER_TYPE_ELEMENT &&
                   xmlTextReaderIsEmptyElement(inside_->reader) == 1;
      return node;
    }
    if (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
        type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE) {
      // A long CDATA comes in pieces: the node is whole once something follows it.
      if (xmlTextReaderExpand(inside_->reader) == nullptr || inside_->failed) {
        return xml_refused(inside_->line > 0 ? inside_->line : line(), words_of(inside_->code));
      }
      const xmlChar* value = xmlTextReaderConstValue(inside_->reader);
      node.kind = XmlNode::Kind::text;
      node.text = value == nullptr ? "" : reinterpret_cast<const char*>(value);
      return node;
    }
  }
  return XmlNode{};
}

std::string XmlPull::attribute(const char* name) const {
  xmlChar* value =
      xmlTextReaderGetAttribute(inside_->reader, reinterpret_cast<const xmlChar*>(name));
  if (value == nullptr) return {};
  std::string out(reinterpret_cast<const char*>(value));
  xmlFree(value);
  return out;
}

std::int64_t XmlPull::line() const {
  return xmlTextReaderGetParserLineNumber(inside_->reader);
}

std::int64_t XmlPull::bytes_read() const { return inside_->read; }

}  // namespace musubi::markup
