// views_answers.cc - FAQs that may answer a question: the part over the form, and the page with a
// box to ask in. Html only; it decides nothing. They open in a page of their own: what was typed in
// the form stays where it is.
#include "features/inquiries/views.h"

namespace musubi::inquiries::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html answer_lines(const std::vector<publishing::KnownAnswer>& answers) {
  std::vector<Html> lines;
  for (const publishing::KnownAnswer& one : answers) {
    Html line = link(one.path, one.title);
    if (!one.lead.empty()) line += line_break() + small(one.lead);
    lines.push_back(std::move(line));
  }
  return bullets(lines);
}

}  // namespace

Html answers_part(const AskForm& data) {
  if (!data.looked) return {};
  if (data.answers.empty()) {
    return notice({.tone = Tone::info, .title = "近い質問は見つかりませんでした",
                   .text = Html("このまま「送る」を押してください。添えるファイルがあるときは、もう一度"
                                "選んでください。"),
                   .level = 2, .focused = true});
  }
  return notice({.tone = Tone::info, .title = "よくある質問に、近いものがあります",
                 .text = answer_lines(data.answers) +
                         paragraph("これで分からないときは、このまま「送る」を押してください。添えるファイルが"
                                   "あるときは、もう一度選んでください。"),
                 .level = 2, .focused = true});
}

Html answers_page(const web::Request& request, const std::string& words,
                  const std::vector<publishing::KnownAnswer>& answers) {
  PageFrame frame{.area = web::Area::open, .title = "よくある質問から探す"};
  frame.lead = "知りたいことを、ふだんの言葉で入力してください。";
  frame.breadcrumbs = {{"ホーム", "/"}, {"お問い合わせ", "/contact"}, {"よくある質問から探す", ""}};
  frame.width = Width::reading;
  frame.description = "知りたいことの言葉から、よくある質問とその答えを探すページです。";
  Html found;
  if (!words.empty()) {
    found = answers.empty()
                ? empty_state("近い質問は見つかりませんでした。言葉を変えるか、お問い合わせください",
                              link("/contact", "お問い合わせ"))
                : section({.heading = "近い質問"}, answer_lines(answers));
  }
  return page(request, frame,
              filter_bar({.action = "/contact/answers",
                          .fields = {search_field({.name = "q", .label = "知りたいこと",
                                                   .value = words, .quiet = true})},
                          .button = "探す"}) +
                  found);
}

}  // namespace musubi::inquiries::views
