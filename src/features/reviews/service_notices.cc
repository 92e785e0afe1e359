// service_notices.cc - see service_notices.h. Printing happens outside any transaction; the file is
// taken in one; the mail and the mark that it was written are one, so that nobody is told twice.
#include "features/reviews/service_notices.h"

#include "base/log.h"
#include "base/sha256.h"
#include "core/audit/audit.h"
#include "core/files/files.h"
#include "core/mail/mail.h"
#include "core/settings/consortium.h"
#include "features/reviews/notice.h"
#include "features/reviews/permissions.h"

namespace musubi::reviews {
namespace {

// Then the letter goes without the paper, and the page says so.
constexpr int kPrintAttemptsMost = 3;

const files::Purpose kNoticeFile{.name = "reviews.notice",
                                 .label = "入会審査の通知書",
                                 .bytes_max = 20'000'000,
                                 .accepts = "application/pdf",
                                 .may_open = may::see_reviews,
                                 .own_organisation_only = false};

constexpr std::string_view kApprovedLetter =
    "件名: 【{{consortium}}】入会を承認しました\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "お申込みありがとうございました。{{secretariat}}です。\n"
    "{{organisation}}の入会を承認しました。会員番号は{{member_no}}です。\n"
    "{{paper}}\n"
    "\n"
    "ようこそ、{{consortium}}へ。はじめに、次のことをお願いします。\n"
    "\n"
    "・別のメール「アカウントの準備のお願い」のリンクを開き、パスワードを決めてください。\n"
    "・会員のページで、団体と担当者の登録内容をお確かめください。\n"
    "\n"
    "会員のページ\n"
    "{{link}}\n"
    "\n"
    "このメールは送信専用です。\n";
constexpr std::string_view kDeclinedLetter =
    "件名: 【{{consortium}}】入会の審査の結果について\n"
    "\n"
    "{{name}} 様\n"
    "\n"
    "お申込みありがとうございました。{{secretariat}}です。\n"
    "審査の結果、今回は入会をお受けできませんでした。\n"
    "{{paper}}\n"
    "\n"
    "お問い合わせは、受付番号（{{receipt_no}}）を添えて事務局にお寄せください。\n"
    "\n"
    "このメールは送信専用です。\n";

Result<void> print(const Context& ctx, const Notice& notice) {
  const std::string pdf = TRY(documents::to_pdf(notice_document(notice)));
  files::Staged staged = TRY(files::stage_bytes(pdf, notice_filename(notice), kNoticeFile));
  // Printed by ourselves a moment ago: nothing that a scanner has to be asked about.
  staged.found_clean = !files::options().clamd_socket.empty();
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto now = store::find_notice(tx, notice.application_id);
    if (!now || now->state == "ready") return {};  // somebody else was faster
    const files::File file = TRY(files::take(ctx, tx, staged, kNoticeFile));
    now->state = "ready";
    now->file_id = file.id.text;
    now->filename = file.filename;
    now->sha256 = file.sha256;
    now->made_at = ctx.now;
    return store::update_notice(tx, *now);
  });
}

mail::Text text_of(const Notice& notice, const std::string& name, bool with_paper) {
  const settings::Consortium& house = settings::consortium();
  const bool approved = notice.kind == "approved";
  mail::Values values{{"consortium", house.name},
                      {"secretariat", house.secretariat},
                      {"name", name},
                      {"paper", with_paper ? notice_title(notice) + "を添付します。"
                                           : notice_title(notice) + "は、後日お届けします。"}};
  if (!approved) {
    values["receipt_no"] = notice.model.value("receipt_no", std::string());
    return mail::compose(kDeclinedLetter, values);
  }
  values["organisation"] = notice.model.value("name", std::string());
  values["member_no"] = notice.model.value("member_no", std::string());
  values["link"] = house.origin + "/members";
  return mail::compose(kApprovedLetter, values);
}

// In one transaction with the mark that it was written: a repeat writes no second one.
Result<void> write_letter(const Context& ctx, const ApplicationId& id) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto notice = store::find_notice(tx, id);
    const auto application = applications::find_application(tx, id);
    if (!notice || !application || notice->mailed_at) return {};
    mail::Letter letter;
    letter.to_address = application->email;
    if (!application->people.empty()) {
      letter.to_name = application->people.front().name;
      if (letter.to_address.empty()) letter.to_address = application->people.front().email;
    }
    if (letter.to_address.empty()) return {};  // on paper: the office prints the notice
    const std::string name =
        letter.to_name.empty() ? application->organisation.name : letter.to_name;
    letter.text = text_of(*notice, name, notice->state == "ready");
    if (notice->state == "ready") letter.attachments.push_back({notice->file_id});
    TRY(mail::enqueue(ctx, tx, letter));
    notice->mailed_at = ctx.now;
    return store::update_notice(tx, *notice);
  });
}

Result<void> mark_failed(const Context& ctx, const ApplicationId& id) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto notice = store::find_notice(tx, id);
    if (!notice || notice->state != "ordered") return {};
    notice->state = "failed";
    return store::update_notice(tx, *notice);
  });
}

}  // namespace

Result<void> deliver_decision(const Context& ctx, const outbox::Message& message) {
  const ApplicationId id{message.body.value("id", "")};
  const auto notice =
      ctx.db.read([&](db::Reader& reader) { return store::find_notice(reader, id); });
  if (!notice) return {};
  if (notice->state != "ready") {
    auto printed = print(ctx, *notice);
    if (!printed) {
      if (message.attempt < kPrintAttemptsMost) return printed;
      log::error("reviews.notice.failed",
                 {{"application", id.text}, {"detail", printed.error().detail}});
      TRY(mark_failed(ctx, id));
    }
  }
  return write_letter(ctx, id);
}

Result<OpenedNotice> open_notice(const Context& ctx, const ApplicationId& id) {
  TRY(must(ctx.actor, may::see_reviews));
  const auto notice =
      ctx.db.read([&](db::Reader& reader) { return store::find_notice(reader, id); });
  if (!notice) return fail(Fault::not_found, "通知書はまだありません。審査の画面に戻ってください");
  if (notice->state != "ready") {
    return fail(Fault::conflict, "通知書を作成しています。少し待ってから、開き直してください");
  }
  const files::Opened opened = TRY(files::open_for(ctx, {notice->file_id}, kNoticeFile));
  const auto hash = sha256_hex_of_file(opened.path);
  if (!hash || *hash != notice->sha256) {
    return fail(Fault::damaged,
                "保管している通知書が、作成したときと一致しません。システムの担当者に知らせてください",
                "hash of stored notice differs");
  }
  return OpenedNotice{opened.path, notice->filename};
}

Result<void> order_notice_again(const Context& ctx, const ApplicationId& id) {
  TRY(must(ctx.actor, may::review_applications));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    auto notice = store::find_notice(tx, id);
    if (!notice) return fail(Fault::not_found, "通知書はまだありません。審査の画面に戻ってください");
    if (notice->state != "failed") return {};
    notice->state = "ordered";
    TRY(store::update_notice(tx, *notice));
    TRY(audit::note(tx, ctx, "reviews.notice.ordered_again", {"application", id.text, ""}));
    return outbox::later(tx, ctx.now, "reviews.decision.made", {{"id", id.text}}, {},
                         outbox::Lane::printed);
  });
}

}  // namespace musubi::reviews
