// mail.cc - the table `mails` and its outbox handler. A mail is written in the caller's
// transaction, sent after it, and its row always says what became of it.
#include "core/mail/mail.h"

#include <set>

#include "base/log.h"
#include "base/sha256.h"
#include "base/text.h"
#include "core/audit/audit.h"
#include "core/mail/inside.h"

namespace musubi::mail {
namespace {

constexpr db::Query kInsert{
    "mail.insert",
    "INSERT INTO mails (id, to_address, to_name, subject, body, class, reply_to, list_unsubscribe,"
    " attachments, message_id, state, attempts, last_error, created_at, one_time_link, link_until,"
    " batch, trying_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, '', $12, $13, $14, $15, 0)"
    " ON CONFLICT (id) DO NOTHING"};
#define MAIL_COLUMNS                                                                            \
  "id, to_address, to_name, subject, body, message_id, last_error, class, state, attempts,"    \
  " created_at, sent_at, reply_to, list_unsubscribe, attachments, one_time_link, link_until,"      \
  " batch"
constexpr db::Query kFind{"mail.find", "SELECT " MAIL_COLUMNS " FROM mails WHERE id = $1"};
constexpr db::Query kList{"mail.list", "SELECT " MAIL_COLUMNS
                                       " FROM mails WHERE id < $1 ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListInState{
    "mail.list_in_state", "SELECT " MAIL_COLUMNS
                          " FROM mails WHERE id < $1 AND state = $3 ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListTo{
    "mail.list_to",
    "SELECT " MAIL_COLUMNS
    " FROM mails WHERE id < $1 AND lower(to_address) = $3 ORDER BY id DESC LIMIT $2"};
constexpr db::Query kListToInState{
    "mail.list_to_in_state",
    "SELECT " MAIL_COLUMNS " FROM mails WHERE id < $1 AND lower(to_address) = $3 AND state = $4"
    " ORDER BY id DESC LIMIT $2"};
constexpr db::Query kCount{"mail.count", "SELECT count(*) FROM mails WHERE state = $1"};
constexpr db::Query kRecord{"mail.record",
                            "UPDATE mails SET state = $2, attempts = attempts + 1, last_error = $3,"
                            " sent_at = $4, trying_at = 0 WHERE id = $1 AND state = 'waiting'"};
// One of many: from here on it may have reached the server, so it is never handed over twice.
constexpr db::Query kTry{"mail.try",
                         "UPDATE mails SET trying_at = $2 WHERE id = $1 AND state = 'waiting'"
                         " AND trying_at = 0"};
// SECURITY: a link that was handed to the recipient, or is over, is kept nowhere.
constexpr db::Query kHideLink{"mail.hide_link",
                              "UPDATE mails SET body = replace(body, one_time_link, $2),"
                              " one_time_link = '' WHERE id = $1 AND one_time_link <> ''"};
constexpr db::Query kHideEndedLinks{
    "mail.hide_ended_links",
    "UPDATE mails SET body = replace(body, one_time_link, $2), one_time_link = ''"
    " WHERE one_time_link <> '' AND link_until <= $1"};
constexpr std::string_view kHiddenLink = "（一度だけ使えるリンク。送ったあと、または期限のあとは残しません）";
constexpr std::string_view kOthersLink = "（一度だけ使えるリンク。受け取る本人だけが開けます）";
constexpr db::Query kRequeue{"mail.requeue",
                             "UPDATE mails SET state = 'waiting', last_error = '' WHERE id = $1"
                             " AND state IN ('failed', 'undelivered', 'uncertain')"};
constexpr db::Query kCountBatch{
    "mail.count_batch",
    "SELECT state, count(*) FROM mails WHERE batch = $1 AND batch <> '' GROUP BY state"};
constexpr db::Query kListBatch{"mail.list_batch",
                               "SELECT " MAIL_COLUMNS
                               " FROM mails WHERE batch = $1 AND batch <> '' AND state = $2"
                               " AND id > $3 ORDER BY id LIMIT $4"};
constexpr db::Query kWithdraw{
    "mail.withdraw_batch",
    "UPDATE mails SET state = 'withdrawn' WHERE batch = $1 AND batch <> '' AND state = 'waiting'"
    " AND trying_at = 0"};
constexpr db::Query kObject{"mail.object",
                            "UPDATE mails SET state = 'withdrawn', last_error = $2 WHERE id = $1"
                            " AND state = 'waiting' AND trying_at = 0"};
constexpr db::Query kFindByMessageId{
    "mail.find_by_message_id", "SELECT " MAIL_COLUMNS " FROM mails WHERE message_id = $1"};
constexpr db::Query kReturned{"mail.mark_returned",
                              "UPDATE mails SET state = 'returned', last_error = $2 WHERE id = $1"
                              " AND state IN ('sent', 'uncertain')"};
constexpr db::Query kSettleAs{"mail.settle_as",
                              "UPDATE mails SET state = $2, sent_at = $3, attempts = 1"
                              " WHERE id = $1"};
constexpr db::Query kLastSent{"mail.find_last_sent",
                              "SELECT sent_at FROM mails WHERE lower(to_address) = $1"
                              " AND state = 'sent' ORDER BY id DESC LIMIT 1"};
#undef MAIL_COLUMNS

constexpr std::string_view kStateNames[] = {"waiting",  "sent",      "failed",   "undelivered",
                                            "returned", "uncertain", "withdrawn"};
constexpr std::string_view kStateLabels[] = {"送信待ち", "送信済み", "失敗",    "未配信",
                                             "戻り",     "確認できず", "取りやめ"};
constexpr std::string_view kClassNames[] = {"business", "news", "member_pr"};

struct Full {  // a row with what only the transport needs
  Mail mail;
  std::string reply_to, list_unsubscribe;
  Json attachments;
};

template <std::size_t N>
int index_of(const std::string_view (&names)[N], std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<int>(i);
  }
  CHECK(false);
  return 0;
}

Full full_of(const db::Row& row) {
  Full full;
  Mail& m = full.mail;
  m.id = MailId{row.text(0)};
  m.to_address = row.text(1);
  m.to_name = row.text(2);
  m.subject = row.text(3);
  m.body = row.text(4);
  m.message_id = row.text(5);
  m.last_error = row.text(6);
  m.mail_class = static_cast<Class>(index_of(kClassNames, row.text(7)));
  m.state = static_cast<State>(index_of(kStateNames, row.text(8)));
  m.attempts = static_cast<int>(row.integer(9));
  m.created = Instant{row.integer(10)};
  if (!row.is_null(11)) m.sent = Instant{row.integer(11)};
  full.reply_to = row.text(12);
  full.list_unsubscribe = row.text(13);
  full.attachments = Json::parse(row.text(14));
  m.link_hidden = row.integer(16) != 0 && row.text(15).empty();
  m.batch = row.text(17);
  return full;
}

Result<void> check(const Letter& letter) {
  if (!is_address(letter.to_address)) {
    return fail_fields({{"to_address", "メールアドレスを「name@example.jp」の形で入力してください"}});
  }
  if (!letter.reply_to.empty() && !is_address(letter.reply_to)) {
    return fail_fields({{"reply_to", "返信先のメールアドレスを確認してください"}});
  }
  const bool safe_link = letter.list_unsubscribe.empty() ||
                         (letter.list_unsubscribe.starts_with("https://") &&
                          letter.list_unsubscribe.find_first_of("<> ") == std::string::npos);
  if (!is_header_safe(letter.to_name) || !is_header_safe(letter.list_unsubscribe) || !safe_link) {
    return fail_fields({{"to_name", "宛名から改行や制御文字を取り除いてください"}});
  }
  if (letter.text.subject.empty() || !is_header_safe(letter.text.subject)) {
    return fail_fields({{"subject", "件名を1行で入力してください"}});
  }
  if (!is_valid_utf8(letter.text.body) || letter.text.body.find('\0') != std::string::npos) {
    return fail_fields({{"body", "本文に使えない文字があります。入力し直してください"}});
  }
  return {};
}

// Attachments are files of ours: found clean (or nothing scans), or the mail waits. Not
// unavailable: that would say that the mail server is silent.
Result<std::vector<Attachment>> open_attachments(const Context& ctx, const Json& ids) {
  std::vector<Attachment> out;
  for (const Json& id : ids) {
    const files::FileId file_id{id.get<std::string>()};
    const auto file =
        ctx.db.read([&](db::Reader& reader) { return files::find_file(reader, file_id); });
    const bool scans = !files::options().clamd_socket.empty();
    const bool ready = file && (file->state == files::State::clean ||
                                (file->state == files::State::unscanned && !scans));
    if (!ready) {
      return fail(Fault::conflict,
                  "添付ファイルの検査が済んでいません。検査のあとで送られます");
    }
    out.push_back({file->filename, file->media_type, files::path_of_file(*file)});
  }
  return out;
}

Result<void> record(const Context& ctx, const MailId& id, State state, const std::string& error) {
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const db::Value sent = state == State::sent ? db::to_value(ctx.now.ms) : db::null();
    const std::int64_t changed = TRY(tx.run(kRecord, id.text, state_name(state), error, sent));
    if (changed == 0 || state == State::waiting) return {};
    if (state == State::sent) TRY(tx.run(kHideLink, id.text, kHiddenLink));
    const Json after = {{"state", state_name(state)}};
    return audit::note(tx, ctx, "core.mail.settled", {"mail", id.text, ""}, nullptr, after);
  });
}

// Told at start, before threads; empty where nobody objects.
Objection& objection() {
  static Objection told;
  return told;
}

constexpr const char* kUnsure =
    "送信の途中で止まりました。届いたかどうかは、相手に確かめてください";

// Whether one of many may be handed over now: at most once, and never against an objection that was
// raised since it was queued. False when it is under way, or was when its process was killed.
Result<bool> may_hand_over(const Context& ctx, const Full& full) {
  if (full.mail.batch.empty()) return true;
  const std::string& id = full.mail.id.text;
  enum class Turn { now, never, unsure };
  const auto turn = ctx.db.write([&](db::Tx& tx) -> Result<Turn> {
    const std::string why = objection() ? objection()(tx, full.mail) : "";
    if (!why.empty() && TRY(tx.run(kObject, id, why)) == 1) {
      TRY(audit::note(tx, ctx, "core.mail.withdrawn", {"mail", id, ""}));
      return Turn::never;
    }
    return TRY(tx.run(kTry, id, ctx.now.ms)) == 1 ? Turn::now : Turn::unsure;
  });
  if (!turn) return fail(turn.error());
  if (*turn == Turn::unsure) TRY(record(ctx, full.mail.id, State::uncertain, kUnsure));
  return *turn == Turn::now;
}

Result<void> send_one(const Context& ctx, const outbox::Message& message) {
  const MailId id{message.body.value("id", "")};
  const auto row = ctx.db.read([&](db::Reader& reader) { return reader.first(kFind, id.text); });
  if (!row) return {};
  const Full full = full_of(*row);
  if (full.mail.state != State::waiting) return {};  // delivered before, or put aside
  const auto smtp = current_smtp();
  if (!smtp) return record(ctx, id, State::undelivered, "");
  const auto attachments = open_attachments(ctx, full.attachments);
  if (!attachments) return fail(attachments.error());
  const Outgoing outgoing{smtp->from_address, smtp->from_name,       full.mail.to_address,
                          full.mail.to_name,  full.reply_to,         full.list_unsubscribe,
                          full.mail.subject,  full.mail.body,        full.mail.message_id,
                          full.mail.created,  *attachments};
  const auto text = rfc5322(outgoing);
  if (!text) return fail(Fault::conflict, text.error().says, text.error().detail);
  if (!TRY(may_hand_over(ctx, full))) return {};
  const std::optional<Refusal> refusal = deliver(*smtp, outgoing, *text);
  if (!refusal) return record(ctx, id, State::sent, "");
  log::warning("mail.refused", {{"mail", id.text}, {"permanent", refusal->permanent ? "1" : "0"}});
  if (refusal->unsure && !full.mail.batch.empty()) {
    return record(ctx, id, State::uncertain, kUnsure);
  }
  const bool last = message.attempt >= outbox::kMostAttempts;
  TRY(record(ctx, id, refusal->permanent || last ? State::failed : State::waiting, refusal->says));
  if (refusal->permanent) return {};  // the row says why; the outbox need not try again
  if (refusal->silent) {
    return fail(Fault::unavailable,
                "メールサーバーにつながりませんでした。時間をおいて自動で送り直します");
  }
  return fail(Fault::too_many,
              "メールサーバーが受け取りませんでした。時間をおいて自動で送り直します");
}

// False when it waits, or is being sent, already: then nothing is added.
Result<bool> order(const Context& ctx, db::Tx& tx, const MailId& id) {
  return outbox::later_once(tx, ctx.now, kTopic, id.text, {{"id", id.text}},
                            outbox::Lane::foreign);
}

std::string message_id_of(const MailId& id) {
  const auto smtp = current_smtp();
  const std::size_t at = smtp ? smtp->from_address.find('@') : std::string::npos;
  const std::string host = at == std::string::npos ? "musubi.invalid"
                                                   : smtp->from_address.substr(at + 1);
  return "<" + id.text + "@" + host + ">";
}

}  // namespace

std::string_view state_name(State state) { return kStateNames[static_cast<int>(state)]; }
std::string_view state_label(State state) { return kStateLabels[static_cast<int>(state)]; }

Text compose(std::string_view text, const Values& values) {
  constexpr std::string_view kSubject = "件名: ";
  CHECK(text.starts_with(kSubject));
  std::string out;
  std::set<std::string, std::less<>> used;
  while (!text.empty()) {
    const std::size_t open = text.find("{{");
    out += text.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find("}}", open);
    CHECK(close != std::string_view::npos);
    const std::string name(text.substr(open + 2, close - open - 2));
    const auto value = values.find(name);
    CHECK(value != values.end());  // a placeholder without a value
    // A value in the subject cannot start a header or the body.
    const bool in_subject = out.find('\n') == std::string::npos;
    out += in_subject ? replace_all(replace_all(value->second, "\r", " "), "\n", " ")
                      : value->second;
    used.insert(name);
    text.remove_prefix(close + 2);
  }
  CHECK(used.size() == values.size());  // a value without a placeholder
  const std::size_t end = out.find("\n\n");
  CHECK(end != std::string::npos);
  return {out.substr(kSubject.size(), end - kSubject.size()), out.substr(end + 2)};
}

namespace {

// Within the outbox a mail has the id that its message, its address and its subject make, so that a
// message that comes back (its process was killed before it was marked as done) writes nobody a
// second mail. Not the body: what it tells (a count, a new link) may differ by then. The message's
// time stays in front: lists go by id.
MailId id_for(const Context& ctx, const Letter& letter) {
  constexpr std::string_view kOutbox = "outbox-";
  const std::string_view request = ctx.request_id;
  if (!request.starts_with(kOutbox) || !is_uuid(request.substr(kOutbox.size()))) {
    return MailId::make(ctx.now);
  }
  const std::string message(request.substr(kOutbox.size()));
  std::string text;
  for (const std::string* part : {&message, &letter.to_address, &letter.text.subject}) {
    text += std::to_string(part->size()) + ":" + *part;
  }
  const std::string hash = sha256_hex(text);
  return {message.substr(0, 19) + "8" + hash.substr(0, 3) + "-" + hash.substr(3, 12)};
}

}  // namespace

Result<MailId> enqueue(const Context& ctx, db::Tx& tx, const Letter& letter) {
  TRY(check(letter));
  const MailId id = id_for(ctx, letter);
  Json attachments = Json::array();
  for (const files::FileId& file : letter.attachments) attachments.push_back(file.text);
  const State state = configured() ? State::waiting : State::undelivered;
  const std::int64_t link_until_ms = letter.one_time_link.empty() ? 0 : letter.link_until.ms;
  const std::int64_t written = TRY(tx.run(
      kInsert, id.text, letter.to_address, letter.to_name, letter.text.subject, letter.text.body,
      kClassNames[static_cast<int>(letter.mail_class)], letter.reply_to, letter.list_unsubscribe,
      attachments.dump(), message_id_of(id), state_name(state), ctx.now.ms, letter.one_time_link,
      link_until_ms, letter.batch));
  if (written == 0) return id;
  if (state == State::waiting) TRY(order(ctx, tx, id));
  return id;
}

std::vector<Mail> list_mails(db::Reader& reader, const Filter& filter) {
  const std::string before = filter.after.empty() ? std::string(kPastEveryUuid) : filter.after;
  const std::string to = lower_ascii(filter.to_address);
  std::vector<db::Row> rows;
  if (!to.empty() && filter.state) {
    rows = reader.all(kListToInState, before, filter.most, to, state_name(*filter.state));
  } else if (!to.empty()) {
    rows = reader.all(kListTo, before, filter.most, to);
  } else if (filter.state) {
    rows = reader.all(kListInState, before, filter.most, state_name(*filter.state));
  } else {
    rows = reader.all(kList, before, filter.most);
  }
  std::vector<Mail> out;
  for (const db::Row& row : rows) out.push_back(full_of(row).mail);
  return out;
}

std::int64_t count_mails(db::Reader& reader, State state) {
  return reader.first(kCount, state_name(state))->integer(0);
}

std::optional<Mail> find_mail(db::Reader& reader, const MailId& id) {
  const auto row = reader.first(kFind, id.text);
  if (!row) return std::nullopt;
  return full_of(*row).mail;
}

std::optional<Mail> find_mail_to_show(db::Reader& reader, const MailId& id) {
  const auto row = reader.first(kFind, id.text);
  if (!row) return std::nullopt;
  Mail mail = full_of(*row).mail;
  const std::string link = row->text(15);
  if (link.empty() || !configured()) return mail;
  for (auto at = mail.body.find(link); at != std::string::npos; at = mail.body.find(link)) {
    mail.body.replace(at, link.size(), kOthersLink);
  }
  return mail;
}

Result<void> wait_again(const Context& ctx, db::Tx& tx, const MailId& id) {
  if (!configured()) {
    return fail_unready("メールサーバーが設定されていません",
                        "このメールは送らずに残してあります。システムの担当者に、設定の [mail] の記入を"
                        "頼んでください。記入が済んだら、もう一度送れます");
  }
  const auto mail = find_mail(tx, id);
  if (mail && mail->link_hidden) {
    return fail(Fault::conflict,
                "このメールのリンクは、期限が切れたか使い終わっています。"
                "アカウントの画面から、新しいリンクを送ってください");
  }
  if (mail && mail->state == State::waiting) return {};
  const std::int64_t changed = TRY(tx.run(kRequeue, id.text));
  if (changed == 0) {
    return fail(Fault::conflict, "このメールはすでに送られています。メールの一覧を開き直してください");
  }
  return audit::note(tx, ctx, "core.mail.requeued", {"mail", id.text, ""}, nullptr,
                     {{"state", "waiting"}});
}

Result<void> send_again(const Context& ctx, db::Tx& tx, const MailId& id) {
  TRY(wait_again(ctx, tx, id));
  if (TRY(order(ctx, tx, id))) return {};
  return fail(Fault::conflict, "このメールはすでに送信待ちです。一覧を開き直してください");
}

void configure_objection(Objection told) { objection() = std::move(told); }

std::vector<std::pair<State, std::int64_t>> count_batch(db::Reader& reader,
                                                        std::string_view batch) {
  std::vector<std::pair<State, std::int64_t>> out;
  for (const db::Row& row : reader.all(kCountBatch, batch)) {
    out.emplace_back(static_cast<State>(index_of(kStateNames, row.text(0))), row.integer(1));
  }
  return out;
}

std::vector<Mail> list_batch(db::Reader& reader, std::string_view batch, State state,
                             std::string_view after, int most) {
  std::vector<Mail> out;
  for (const db::Row& row : reader.all(kListBatch, batch, state_name(state), after, most)) {
    out.push_back(full_of(row).mail);
  }
  return out;
}

Result<std::int64_t> withdraw_batch(const Context& ctx, db::Tx& tx, std::string_view batch) {
  const std::int64_t taken = TRY(tx.run(kWithdraw, batch));
  TRY(audit::note(tx, ctx, "core.mail.withdrawn", {"mailing", std::string(batch), ""}, nullptr,
                  {{"number", taken}}));
  return taken;
}

std::optional<Mail> find_mail_by_message_id(db::Reader& reader, std::string_view message_id) {
  const auto row = reader.first(kFindByMessageId, message_id);
  if (!row) return std::nullopt;
  return full_of(*row).mail;
}

Result<bool> mark_returned(db::Tx& tx, const MailId& id, std::string_view says) {
  return TRY(tx.run(kReturned, id.text, says)) == 1;
}

Result<void> settle_as(const Context& ctx, db::Tx& tx, const MailId& id, State state) {
  TRY(tx.run(kSettleAs, id.text, state_name(state), ctx.now.ms));
  return audit::note(tx, ctx, "core.mail.settled", {"mail", id.text, ""}, nullptr,
                     {{"state", state_name(state)}});
}

std::optional<Instant> find_last_sent(db::Reader& reader, std::string_view to_address) {
  const auto row = reader.first(kLastSent, lower_ascii(to_address));
  if (!row || row->is_null(0)) return std::nullopt;
  return Instant{row->integer(0)};
}

Result<std::int64_t> hide_ended_links(const Context& ctx) {
  return ctx.db.write(
      [&](db::Tx& tx) { return tx.run(kHideEndedLinks, ctx.now.ms, kHiddenLink); });
}

void add_handlers(outbox::Handlers& handlers) { handlers[std::string(kTopic)] = send_one; }

}  // namespace musubi::mail
