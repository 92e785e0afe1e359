// views_parts.cc - what several pages of publishing show alike: states, findings, fields. Html
// only; it decides nothing.
#include "features/publishing/views.h"

namespace musubi::publishing::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

std::string path_of(const ContentId& id) { return std::string(kList) + "/" + id.text; }

Tone tone_of(State state) {
  switch (state) {
    case State::published: return Tone::ok;
    case State::scheduled:
    case State::approved: return Tone::info;
    case State::review:
    case State::prefecture: return Tone::warning;
    case State::draft:
    case State::ended: break;
  }
  return Tone::neutral;
}

Html state_mark(const Content& content) {
  Html out = badge(tone_of(content.state), state_label(content.state));
  const bool older = content.is_public && content.state != State::published;
  if (older) out += " " + badge(Tone::ok, "前の版を公開中");
  return out;
}

namespace {

Html finding_line(const Finding& one, const std::string& edit_path,
                  const std::string& preview_path) {
  const bool error = one.severity == Severity::error;
  Html line = badge(error ? Tone::error : Tone::warning, error ? "直す" : "確かめる") + " " +
              Html(one.says);
  if (!one.excerpt.empty()) line += line_break() + small("「" + one.excerpt + "」");
  if (one.block > 0) {
    line += " " + link_about(preview_path + "#" + block_id(one.block), "この場所を見る",
                             std::to_string(one.block) + "番目のまとまり");
    if (!edit_path.empty()) {
      // The field without a script, the block itself with one.
      line += " " + link_about(edit_path + "?block=" + std::to_string(one.block) + "#f-body",
                               "この場所を直す",
                               std::to_string(one.block) + "番目のまとまり");
    }
  } else if (!edit_path.empty()) {
    line += " " + link_about(edit_path + "#f-" + one.field, "この欄を直す", one.says);
  }
  return line;
}

}  // namespace

Html findings_part(const std::vector<Finding>& findings, const std::string& edit_path,
                   const std::string& preview_path) {
  if (findings.empty()) {
    return notice({.tone = Tone::ok, .title = "直すところは見つかりませんでした",
                   .text = "見出し、代替テキスト、リンクの言葉、表、日付、文字を確かめました。"
                           "意味が伝わるかどうかは、人が読んで確かめてください。",
                   .level = 0});
  }
  std::vector<Html> errors, warnings;
  for (const Finding& one : findings) {
    (one.severity == Severity::error ? errors : warnings)
        .push_back(finding_line(one, edit_path, preview_path));
  }
  Html out;
  if (!errors.empty()) {
    out += paragraph(strong("直すまで公開できません（" + std::to_string(errors.size()) + "件）")) +
           bullets(errors);
  }
  if (!warnings.empty()) {
    out += paragraph(strong("確かめてください（" + std::to_string(warnings.size()) + "件）")) +
           bullets(warnings);
  }
  return out;
}

Html fact_rows(const ContentType& type, const Article& article) {
  Pairs pairs;
  for (const FieldInfo& field : type.fields) {
    const std::string text = field_of(article, field.name);
    if (text.empty()) continue;
    std::string shown = field_for_people(field.name, text);
    if (field.name == "employees" || field.name == "capacity") shown += "人";
    pairs.emplace_back(std::string(field.label), multiline(shown));
  }
  return pairs.empty() ? Html() : description_list(pairs);
}

Crumb home_crumb(const web::Request& request) { return own_home(request); }

web::Area area_for(const web::Request& request) {
  const bool office = request.actor.roles.shares(roles::office);
  return office ? web::Area::office : web::Area::prefecture;
}

}  // namespace musubi::publishing::views
