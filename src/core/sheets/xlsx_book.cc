// xlsx_book.cc - workbook, relations, styles and shared strings, read before the rows that refer to
// them. Never follows a relation out of the container.
#include "core/sheets/xlsx_book.h"

#include <cstdlib>
#include <map>

#include "core/sheets/decode.h"

namespace musubi::sheets {

namespace {

Failure not_a_workbook() {
  return fail(Fault::invalid,
              "Excel のブックとして読めません。Excel で開き、XLSX 形式で保存し直してください。");
}

// "xl/workbook.xml" and "../styles.xml" to "styles.xml"; "/xl/x" stands for itself.
std::string resolve(const std::string& from_part, std::string target) {
  if (target.starts_with('/')) return target.substr(1);
  std::string folder = from_part.substr(0, from_part.rfind('/') + 1);
  while (target.starts_with("../")) {
    target.erase(0, 3);
    if (!folder.empty()) folder.pop_back();
    const auto slash = folder.rfind('/');
    folder.erase(slash == std::string::npos ? 0 : slash + 1);
  }
  return folder + target;
}

struct Relation {
  std::string type, target;
};
Result<std::map<std::string, Relation>> read_relations(XlsxParts& parts, const std::string& of) {
  const auto slash = of.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : of.substr(0, slash + 1);
  const std::string file = slash == std::string::npos ? of : of.substr(slash + 1);
  std::string text = TRY(parts.read_small(folder + "_rels/" + file + ".rels"));
  pugi::xml_document document;
  if (!parse_xml(text, document)) return not_a_workbook();
  std::map<std::string, Relation> relations;
  for (const auto& node : document.document_element().children()) {
    if (std::string_view(node.attribute("TargetMode").value()) == "External") continue;
    const std::string type = node.attribute("Type").value();
    relations[node.attribute("Id").value()] = {type.substr(type.rfind('/') + 1),
                                               resolve(of, node.attribute("Target").value())};
  }
  return relations;
}

std::string_view attribute_named(const pugi::xml_node& node, std::string_view local) {
  for (const auto& attribute : node.attributes()) {
    if (local_name(attribute.name()) == local && attribute.name() != local) {
      return attribute.value();
    }
  }
  return {};
}

}  // namespace

bool parse_xml(std::string& text, pugi::xml_document& document) {
  const unsigned flags = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol |
                         pugi::parse_ws_pcdata | pugi::parse_wconv_attribute;
  return static_cast<bool>(document.load_buffer_inplace(text.data(), text.size(), flags,
                                                        pugi::encoding_auto));
}

pugi::xml_node child_named(const pugi::xml_node& parent, std::string_view local) {
  for (const auto& node : parent.children()) {
    if (local_name(node.name()) == local) return node;
  }
  return {};
}

std::string unescape_excel(std::string text) {
  for (std::size_t at = 0; (at = text.find("_x", at)) != std::string::npos; ++at) {
    if (at + 7 > text.size() || text[at + 6] != '_') continue;
    const std::string digits = text.substr(at + 2, 4);
    if (digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) continue;
    const long code = std::strtol(digits.c_str(), nullptr, 16);
    if (code == 0 || code > 0x7F) continue;  // only control characters and '_' are escaped
    text.replace(at, 7, code == '\r' ? "" : std::string(1, static_cast<char>(code)));
    if (code == '\r' && at > 0) --at;
  }
  return text;
}

std::string text_of_string_item(const pugi::xml_node& item) {
  std::string text;
  const auto add = [&](const pugi::xml_node& t) {
    for (const auto& part : t.children()) text += part.value();
  };
  for (const auto& node : item.children()) {
    const auto name = local_name(node.name());
    if (name == "t") add(node);
    if (name == "r") add(child_named(node, "t"));
  }
  return text.find("_x") == std::string::npos ? text : unescape_excel(std::move(text));
}

Result<Book> read_book(XlsxParts& parts) {
  std::string workbook;
  for (const auto& [id, relation] : TRY(read_relations(parts, ""))) {
    if (relation.type == "officeDocument") workbook = relation.target;
  }
  if (workbook.empty() || !parts.has(workbook)) return not_a_workbook();
  std::string text = TRY(parts.read_small(workbook));
  pugi::xml_document document;
  if (!parse_xml(text, document)) return not_a_workbook();
  const auto relations = TRY(read_relations(parts, workbook));
  const auto root = document.document_element();
  Book book, hidden;
  const std::string_view epoch = child_named(root, "workbookPr").attribute("date1904").value();
  book.dates_from_1904 = epoch == "1" || epoch == "true";
  for (const auto& node : child_named(root, "sheets").children()) {
    const auto relation = relations.find(std::string(attribute_named(node, "id")));
    if (relation == relations.end() || relation->second.type != "worksheet") continue;
    const bool visible = !std::string_view(node.attribute("state").value()).ends_with("idden");
    (visible ? book : hidden)
        .sheets.push_back({mended_utf8(node.attribute("name").value()), relation->second.target});
  }
  if (book.sheets.empty()) book.sheets = std::move(hidden.sheets);
  if (book.sheets.empty()) return not_a_workbook();
  for (const auto& [id, relation] : relations) {
    if (relation.type == "styles") book.styles_part = relation.target;
    if (relation.type == "sharedStrings") book.strings_part = relation.target;
    if (relation.type == "vbaProject") book.has_macros = true;
  }
  return book;
}

Result<std::vector<NumberFormat>> read_styles(XlsxParts& parts, const Book& book) {
  std::vector<NumberFormat> formats;
  if (book.styles_part.empty() || !parts.has(book.styles_part)) return formats;
  std::string text = TRY(parts.read_small(book.styles_part));
  pugi::xml_document document;
  if (!parse_xml(text, document)) return not_a_workbook();
  std::map<int, NumberFormat> custom;
  const auto root = document.document_element();
  for (const auto& node : child_named(root, "numFmts").children()) {
    custom[node.attribute("numFmtId").as_int()] =
        custom_format(node.attribute("formatCode").value());
  }
  for (const auto& node : child_named(root, "cellXfs").children()) {
    const int id = node.attribute("numFmtId").as_int();
    const auto found = custom.find(id);
    formats.push_back(found == custom.end() ? builtin_format(id) : found->second);
  }
  return formats;
}

Result<SharedStrings> SharedStrings::read(XlsxParts& parts, const Book& book) {
  SharedStrings strings;
  if (book.strings_part.empty() || !parts.has(book.strings_part)) return strings;
  const auto part = TRY(PartReader::open(parts, book.strings_part));
  XmlPieces pieces(*part, "si");
  std::string piece;
  while (TRY(pieces.next(piece))) {
    pugi::xml_document document;
    if (!parse_xml(piece, document)) return not_a_workbook();
    strings.begins_.push_back(strings.text_.size());
    strings.text_ += text_of_string_item(document.document_element());
  }
  return strings;
}

std::string_view SharedStrings::at(std::size_t index) const {
  if (index >= begins_.size()) return {};
  const std::size_t end = index + 1 < begins_.size() ? begins_[index + 1] : text_.size();
  return std::string_view(text_).substr(begins_[index], end - begins_[index]);
}

}  // namespace musubi::sheets
