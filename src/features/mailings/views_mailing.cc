// views_mailing.cc - one mailing: where it stands, who gets it, and the next thing to do.
// Html only; no rule.
#include "base/text.h"
#include "features/mailings/permissions.h"
#include "features/mailings/views.h"
#include "features/mailings/views_parts.h"

namespace musubi::mailings::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::string number(std::int64_t count) { return thousands(count) + "件"; }

Html version_field(const Mailing& m) { return hidden_field("version", std::to_string(m.version)); }

Html post(const web::Request& request, const Mailing& m, const char* where, const char* label,
          Look look) {
  return post_button(request, {.button = {.label = label, .look = look},
                               .action = path_to(m.id) + where});
}

Html recipients_panel(const MailingDetail& data) {
  const MailingPage& p = data.page;
  if (p.mailing.state == "draft") {
    return panel({.heading = "宛先"},
                 description_list({{"配信先", link("/office/mail-segments/" + p.segment.id.text,
                                                   p.segment.name)},
                                   {"条件", members::audience_words(p.segment.audience)},
                                   {"いま条件に合う人", thousands(p.now.people) + "人（" +
                                                            thousands(p.now.organisations) +
                                                            "団体）"}}));
  }
  Pairs pairs{{"配信先", Html(p.segment.name)}, {"送る", number(p.ready + p.queued)}};
  for (const auto& count : p.counts) {
    if (count.state != "left_out") continue;
    pairs.emplace_back("送らない：" + std::string(reason_label(count.reason)),
                       number(count.number));
  }
  return panel({.heading = "宛先"},
               description_list(pairs) +
                   paragraph(link(path_to(p.mailing.id) + "/recipients?show=" +
                                      (p.deliveries.empty() ? "ready" : "sent"),
                                  "宛先を一覧で見る")));
}

Html results_panel(const MailingDetail& data) {
  const MailingPage& p = data.page;
  if (p.deliveries.empty()) return {};
  Pairs pairs;
  std::int64_t over = 0;
  for (const auto& one : p.deliveries) {
    pairs.emplace_back(mail_state_badge(one.state), number(one.number));
    if (one.state != mail::State::waiting) over += one.number;
  }
  Html bar;
  const std::int64_t all = p.ready + p.queued;
  if (over < all && p.mailing.state != "stopped") {
    bar = progress({.label = "送信", .done = over, .total = all,
                    .words = number(all) + "のうち" + number(over) + "が終わりました"}) +
          note("この画面を離れても、送信は続きます。開き直すと、いまの様子が分かります。");
  }
  return panel({.heading = "送信の結果"}, bar + description_list(pairs));
}

Html text_panel(const MailingDetail& data) {
  const Mailing& m = data.page.mailing;
  return panel({.heading = "本文",
                .aside = link(path_to(m.id) + "/preview", "メールの見本を見る")},
               description_list({{"件名", m.subject},
                                 {"種類", std::string(class_label(m.mail_class))}}) +
                   paragraph(multiline(m.body)));
}

Html house_notice(const MailingDetail& data) {
  if (!data.house.address.empty()) return {};
  return notice({.tone = Tone::warning, .title = "差出人の住所が設定されていません",
                 .text = "メールの下に住所が入りません。設定の consortium.address を記入してください。"
                         "会員PRは、住所がないと送れません。",
                 .level = 0});
}

Html draft_step(const web::Request& request, const MailingDetail& data) {
  const Mailing& m = data.page.mailing;
  Html returned;
  if (!m.returned_note.empty()) {
    returned = notice({.tone = Tone::warning, .title = "差し戻されました",
                       .text = multiline(m.returned_note), .level = 0});
  }
  if (!data.may_write) return returned + paragraph("事務局が書いています。");
  return returned +
         paragraph("書き終えたら、宛先を確かめます。送る人と、送らない人とその理由を数えます。"
                   "まだ送りません。") +
         cluster({post(request, m, "/preparation", "宛先を確かめる", Look::primary),
                  button_link({.label = "下書きを直す", .path = path_to(m.id) + "/edit",
                               .icon = "edit"})});
}

std::vector<Option> clock_options(int until, int step) {
  std::vector<Option> out;
  for (int i = 0; i < until; i += step) {
    const std::string text = std::to_string(i);
    out.push_back({.value = text, .label = text});
  }
  return out;
}

Html submission_form(const web::Request& request, const MailingDetail& data) {
  const Mailing& m = data.page.mailing;
  const web::Fields& t = data.typed;
  const bool second = data.page.needs_second_person();
  const std::string label = second ? "2人目の確認を頼む" : "この内容で送る";
  return form(
      request, {.action = path_to(m.id) + "/submission"},
      version_field(m) +
          radio_group({.name = "when", .label = "いつ送りますか",
                       .options = {{.value = "now", .label = second ? "確認が済みしだい"
                                                                    : "すぐに"},
                                   {.value = "later", .label = "日時を決める"}},
                       .value = t.get("when") == "later" ? "later" : "now", .required = true}) +
          field_group("送る日時（日時を決めるとき）",
                      date_field({.name = "send_on", .label = "送る日",
                                  .value = typed_date_parts(t, "send_on"),
                                  .hint = "例：令和6年11月1日", .error = error_at(data.error, "send_on"),
                                  .quiet = true}) +
                          select_field({.name = "send_hour", .label = "時",
                                        .options = clock_options(24, 1),
                                        .value = t.has("send_hour") ? t.get("send_hour") : "9",
                                        .width = FieldWidth::tiny, .quiet = true}) +
                          select_field({.name = "send_minute", .label = "分",
                                        .options = clock_options(60, 15),
                                        .value = t.has("send_minute") ? t.get("send_minute") : "0",
                                        .width = FieldWidth::tiny, .quiet = true})) +
          form_actions({button({.label = label, .icon = "send"})}));
}

Html prepared_step(const web::Request& request, const MailingDetail& data) {
  const MailingPage& p = data.page;
  const Html back = post(request, p.mailing, "/draft", "下書きに戻す", Look::secondary);
  if (!data.may_write) return paragraph("事務局が送信を申し出る前です。");
  if (p.ready == 0) {
    return paragraph("送れる宛先がありません。下書きに戻して、配信先を変えてください。") + back;
  }
  const Html rule =
      p.needs_second_person()
          ? paragraph(number(p.ready) + "は50件を超えるため、書いた人とは別の事務局の人が確認したあとに送ります。")
          : paragraph(number(p.ready) + "に、1通ずつ送ります。");
  return rule + submission_form(request, data) + divider() + back;
}

Html waiting_step(const web::Request& request, const MailingDetail& data) {
  const Mailing& m = data.page.mailing;
  Html out = paragraph(m.submitted_by_name + "さんが送信を申し出ました。" +
                       (m.send_at.ms > 0 ? "送る予定は" + jst_date_time(m.send_at) + "です。"
                                         : "確認が済むと、すぐに送ります。"));
  if (data.may_confirm) {
    out += paragraph("本文、メールの見本、宛先の数を確かめて、どちらかを選んでください。") +
           form(request, {.action = path_to(m.id) + "/confirmation"},
                version_field(m) +
                    textarea_field({.name = "note", .label = "差し戻す理由",
                                    .value = data.typed.get("note"),
                                    .hint = "差し戻すときだけ書いてください。",
                                    .error = error_at(data.error, "note")},
                                   3) +
                    form_actions({button({.label = number(data.page.ready) + "に送ることを確認する",
                                          .icon = "check", .name = "outcome",
                                          .value = "confirmed"}),
                                  button({.label = "差し戻す", .look = Look::secondary,
                                          .name = "outcome", .value = "returned"})}));
    return out;
  }
  if (!data.may_write) return out;
  return out + note("ご自分で書いた配信は、ご自分では確認できません。事務局のほかの人に頼んでください。") +
         post(request, m, "/draft", "下書きに戻す", Look::secondary);
}

Html next_step(const web::Request& request, const MailingDetail& data) {
  const Mailing& m = data.page.mailing;
  if (m.state == "draft") return draft_step(request, data);
  if (m.state == "preparing") {
    return paragraph("宛先を確かめています（" +
                     number(data.page.ready + data.page.left_out) +
                     "まで）。この画面を離れても続きます。") +
           button_link({.label = "いまの様子を見る", .path = path_to(m.id)});
  }
  if (m.state == "prepared") return prepared_step(request, data);
  if (m.state == "waiting") return waiting_step(request, data);
  if (m.state == "scheduled") {
    return paragraph(m.send_at.ms > 0 ? jst_date_time(m.send_at) + "に送ります。"
                                      : "まもなく送り始めます。");
  }
  if (m.state == "sending") return paragraph("順に送っています。");
  if (m.state == "sent") return paragraph("すべての宛先を送信に回しました。");
  return paragraph(m.state == "stopped" ? "途中で中止しました。送ったものは取り戻せません。"
                                        : "取りやめました。だれにも送っていません。");
}

Html stop_part(const web::Request& request, const MailingDetail& data) {
  const Mailing& m = data.page.mailing;
  if (!data.may_write || m.state == "sent" || m.state == "cancelled" || m.state == "stopped") {
    return {};
  }
  const bool under_way = m.state == "sending";
  return panel({.heading = under_way ? "途中で止める" : "取りやめる"},
               paragraph(under_way ? "まだ送っていない分を止めます。送った分は戻せません。"
                                   : "この配信を取りやめます。記録は残ります。") +
                   post(request, m, "/cancellation", under_way ? "送信を止める" : "配信を取りやめる",
                        Look::danger));
}

Html way_panel(const MailingDetail& data) {
  const Mailing& m = data.page.mailing;
  Pairs pairs{{"状態", state_badge(m)},
              {"書いた人", m.written_by_name + "　" + time_text(m.written_at)}};
  if (m.submitted_at) {
    pairs.emplace_back("申し出た人", m.submitted_by_name + "　" + time_text(*m.submitted_at));
  }
  if (m.confirmed_at) {
    pairs.emplace_back("確認した人", m.confirmed_by_name + "　" + time_text(*m.confirmed_at));
  }
  if (m.send_at.ms > 0) pairs.emplace_back("送る日時", time_text(m.send_at));
  if (m.began_at) pairs.emplace_back("送り始め", time_text(*m.began_at));
  if (m.ended_at) pairs.emplace_back("終わり", time_text(*m.ended_at));
  return panel({.heading = "この配信"}, description_list(pairs));
}

}  // namespace

Html mailing_detail(const web::Request& request, const MailingDetail& data) {
  const Mailing& m = data.page.mailing;
  Html actions;
  if (data.may_write) {
    actions = button_link({.label = "写して新しく書く",
                           .path = std::string(kMailings) + "/new?from=" + m.id.text,
                           .icon = "copy"});
  }
  const Html main = house_notice(data) +
                    panel({.heading = "次にすること"}, next_step(request, data)) +
                    results_panel(data) + text_panel(data);
  return page(request,
              {.area = office_area(request), .title = "一斉配信　" + m.subject,
               .heading = m.subject,
               .breadcrumbs = {own_home(request), {"一斉配信", kMailings}, {m.subject, ""}},
               .actions = actions, .status_message = data.status, .nav_current = kMailings,
               .has_error = data.error.has_value(), .width = Width::full},
              error_summary(data.error) +
                  columns(main, way_panel(data) + recipients_panel(data) +
                                    stop_part(request, data)));
}

}  // namespace musubi::mailings::views
