// views_parts.cc - what the pages of the asker and of the office share: states, the words to and
// fro. Html only; no rule. SECURITY: thread_view is given a Thread, which holds no note.
#include "features/inquiries/views.h"

namespace musubi::inquiries::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

Html attached_file(const AttachedFile& file, const std::string& files_path) {
  if (files_path.empty()) return Html(file.filename);
  if (file.held_back.empty()) return link(files_path + "/" + file.file_id, file.filename);
  return Html(file.filename + "　") + badge(Tone::warning, file.held_back);
}

}  // namespace

std::string path_of(const Inquiry& inquiry) { return kDesk + "/" + inquiry.id; }

Tone tone_of(const Inquiry& q) {
  if (q.state == "open") return Tone::warning;
  if (q.state == "answered") return Tone::info;
  if (q.state == "quarantined") return Tone::error;
  return q.state == "closed" ? Tone::ok : Tone::neutral;
}

Html state_badge(const Inquiry& q) { return badge(tone_of(q), label_in(states(), q.state)); }

Html came_of(const std::vector<Inquiry>& inquiries) {
  if (inquiries.empty()) return {};
  std::vector<Html> lines;
  for (const Inquiry& q : inquiries) {
    Html line = link(path_of(q), "問合せ " + inquiry_number(q));
    if (!q.subject.empty()) line += Html("　" + q.subject);
    lines.push_back(std::move(line));
  }
  return panel({.heading = "もとの問合せ"}, bullets(lines));
}

std::vector<Option> options_of(const Choices& choices) {
  std::vector<Option> out;
  for (const auto& [code, label] : choices) out.push_back({code, label});
  return out;
}

Html upload_field(const std::optional<Error>& error) {
  return file_field({.name = "file", .label = "添付",
                     .accept = ".pdf,.png,.jpg,.jpeg,.txt,.docx,.xlsx",
                     .hint = "PDF、画像、Word、Excel、テキスト。1つ5MBまで。ウイルス検査をしてから開きます。",
                     .error = error_at(error, "file")});
}

Html thread_view(const Thread& thread, const std::string& files_path) {
  Html out;
  int number = 0;
  for (const Message& m : thread.messages) {
    std::vector<Html> attached;
    for (const AttachedFile& file : thread.files) {
      if (file.message_id == m.id) attached.push_back(attached_file(file, files_path));
    }
    Html body = paragraph(time_text(m.created) +
                          muted("　" + label_in(channels(), m.channel) + "　" + m.author_name)) +
                multiline(m.body);
    if (!attached.empty()) body += paragraph(strong("添付")) + bullets(attached);
    const std::string who = m.outgoing ? "事務局から" : "お問い合わせの方から";
    out += panel({.heading = std::to_string(++number) + "　" + who, .level = 3,
                  .aside = m.outgoing ? badge(Tone::info, "送った文", "send") : Html()},
                 body);
  }
  return out;
}

}  // namespace musubi::inquiries::views
