// views_compare.cc - two texts of one item side by side: two versions, and what two people wrote at
// once. Paragraph by paragraph, with the words marked that are not the same. Html only.
#include "base/text.h"
#include "features/publishing/comparing.h"
#include "features/publishing/views.h"

namespace musubi::publishing::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html compared_side(const std::vector<WordPiece>& pieces) {
  Html out;
  for (const WordPiece& one : pieces) {
    out += one.differs ? marked(multiline(one.text)) : multiline(one.text);
  }
  return out;
}

void add_compared(std::vector<DiffRow>& rows, const std::string& label, const std::string& left,
                  const std::string& right) {
  const ComparedWords words = compare_words(left, right);
  rows.push_back({.label = label, .left = compared_side(words.left),
                  .right = compared_side(words.right), .differs = left != right,
                  .marks_words = true});
}

// A paragraph that was put in or taken out leaves the others beside their like.
void add_paragraphs(std::vector<DiffRow>& rows, const std::string& label, const std::string& left,
                    const std::string& right) {
  int number = 0;
  for (const BlockPair& pair : pair_blocks(left, right)) {
    add_compared(rows, label + " " + std::to_string(++number), pair.left, pair.right);
    const Html none = muted("（この段落はありません）");
    if (pair.left.empty()) rows.back().left = none;
    if (pair.right.empty()) rows.back().right = none;
  }
}

std::string language_words(const Article& article) {
  return article.language == "en" ? "英語" : "日本語";
}

// In the order of the form. `with_days`: false where one side holds days in parts.
std::vector<DiffRow> compared_rows(const ContentType& type, const Article& left,
                                   const Article& right, bool with_days) {
  std::vector<DiffRow> rows;
  add_compared(rows, "題名", left.title, right.title);
  add_compared(rows, "要約", left.lead, right.lead);
  for (const FieldInfo& field : type.fields) {
    if (field.kind == FieldInfo::Kind::day && !with_days) continue;
    add_compared(rows, std::string(field.label),
                 field_for_people(field.name, field_of(left, field.name)),
                 field_for_people(field.name, field_of(right, field.name)));
  }
  add_paragraphs(rows, "本文", left.body, right.body);
  add_compared(rows, "本文の言語", language_words(left), language_words(right));
  for (const FieldInfo& field : variant_fields()) {
    const std::string was = field_of(left, field.name), is = field_of(right, field.name);
    const std::string label(field.label);
    if (field.kind == FieldInfo::Kind::lines) add_paragraphs(rows, label, was, is);
    else if (!was.empty() || !is.empty()) add_compared(rows, label, was, is);
  }
  return rows;
}

// A browser sends its own line ends; saved texts have \n alone, and must not differ by that.
std::string text_of_input(const web::Fields& typed, const std::string& name) {
  return replace_all(replace_all(typed.get(name), "\r\n", "\n"), "\r", "\n");
}

// As saving would keep it (read_article), but days: they are in parts there, and left out.
Article article_of_form(const ContentType& type, const web::Fields& typed) {
  Article out;
  out.title = trim(typed.get("title"));
  out.lead = trim(text_of_input(typed, "lead"));
  out.body = text_of_input(typed, "body");
  if (typed.has("language")) out.language = typed.get("language");
  for (const auto fields : {type.fields, variant_fields()}) {
    for (const FieldInfo& field : fields) {
      const std::string name(field.name);
      if (field.kind != FieldInfo::Kind::day) {
        out.fields[name] = trim(text_of_input(typed, name));
      }
    }
  }
  return out;
}

std::string version_name(const Version& version) {
  return version.number == 0 ? "いまの下書き" : "第" + std::to_string(version.number) + "版";
}

}  // namespace

Html two_texts(const EditForm& data) {
  if (!data.is_now) return {};
  const Draft& now = *data.is_now;
  const ContentType& type = type_of(data.page.content.type);
  const Article mine = article_of_form(type, data.typed);
  return section({.heading = "2人の文を見比べる"},
                 paragraph("下の入力欄には、あなたの文が残っています。" + now.saved_by_name +
                           "さんの文から要るところを写して、保存してください。") +
                     diff({.caption = "あなたの文と、先に保存された文",
                           .left_title = "あなたが入力した文",
                           .right_title = now.saved_by_name + "さんが保存した文",
                           .rows = compared_rows(type, mine, now.article, false)}));
}

Html comparison(const web::Request& request, const Comparison& data) {
  const Content& c = data.page.content;
  const std::string path = path_of(c.id);
  const std::string left = version_name(data.left), right = version_name(data.right);
  Html restore;
  if (can(request.actor, may::edit_content) && data.left.number != 0) {
    restore = post_button(
        request, {.button = {.label = left + "の文を下書きに戻す", .look = Look::secondary,
                             .icon = "undo"},
                  .action = path + "/versions/" + std::to_string(data.left.number) +
                            "/restoration",
                  .hidden = {{"token", data.page.draft.token}}});
  }
  const std::string title = left + "と" + right + "を見比べる";
  return page(request,
              {.area = area_for(request), .title = title, .eyebrow = Html(c.title),
               .breadcrumbs = {home_crumb(request), {"公開サイトの記事", kList}, {c.title, path},
                               {"見比べる", ""}},
               .actions = restore, .nav_current = kList, .width = Width::full},
              diff({.caption = title, .left_title = left, .right_title = right,
                    .rows = compared_rows(type_of(c.type), data.left.article,
                                          data.right.article, true)}));
}

}  // namespace musubi::publishing::views
