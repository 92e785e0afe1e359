// service_reading.cc - what a page shows of mailings: lists, counts, previews, recipients, and the
// test sending. Names and addresses only for those who may see them; see service.h.
#include "core/audit/audit.h"
#include "features/accounts/accounts.h"
#include "features/mailings/permissions.h"
#include "features/mailings/service.h"

namespace musubi::mailings {
namespace {

Failure absent() {
  return fail(Fault::not_found, "この一斉配信は見つかりません。一覧から選び直してください");
}

bool has_recipients(const Mailing& mailing) {
  return mailing.state != "draft" && mailing.state != "preparing";
}

// The next person after `after`, from the frozen list when there is one.
std::optional<Recipient> next_recipient(db::Reader& reader, const Mailing& mailing,
                                        const std::string& after, bool& last) {
  if (has_recipients(mailing)) {
    for (const char* state : {"ready", "queued"}) {
      auto found = store::list_recipients(reader, mailing.id, state, after, 2);
      if (found.empty()) continue;
      last = found.size() < 2;
      return found.front();
    }
    return std::nullopt;
  }
  const auto segment = store::find_segment(reader, mailing.segment);
  if (!segment) return std::nullopt;
  const auto people = members::list_audience(reader, segment->audience, after, 2);
  if (people.empty()) return std::nullopt;
  last = people.size() < 2;
  Recipient out;
  out.id = {people.front().id.text};
  out.organisation_name = people.front().organisation_name;
  out.name = people.front().name;
  return out;
}

void mask(const Actor& actor, Recipient& recipient) {
  if (can(actor, may::see_addresses)) return;
  recipient.name = members::mask_name(recipient.name);
  recipient.address = masked_address(recipient.address, false);
  recipient.address_key.clear();
}

std::optional<mail::State> mail_state(std::string_view name) {
  using mail::State;
  for (const State state : {State::waiting, State::sent, State::failed, State::undelivered,
                            State::returned, State::uncertain, State::withdrawn}) {
    if (mail::state_name(state) == name) return state;
  }
  return std::nullopt;
}

std::vector<RecipientRow> rows_in_state(db::Reader& reader, const MailingId& id, mail::State state,
                                        const std::string& after, int most) {
  std::vector<RecipientRow> out;
  for (const auto& one : mail::list_batch(reader, id.text, state, after, most)) {
    auto recipient = store::find_recipient_of_mail(reader, one.id.text);
    if (!recipient) continue;
    recipient->id = {one.id.text};  // the key of the next page
    out.push_back({*recipient, one.state, one.last_error});
  }
  return out;
}

Result<mail::Text> text_for(const Mailing& mailing, const Recipient& to, const House& house,
                            const std::string& link) {
  const House shown = mailing.house.empty() ? house : house_of(mailing.house);
  return render(mailing, {to.organisation_name, to.name}, shown,
                can_be_stopped(mailing.mail_class) ? link : "");
}

}  // namespace

std::int64_t MailingPage::delivered(mail::State state) const {
  for (const Delivery& one : deliveries) {
    if (one.state == state) return one.number;
  }
  return 0;
}

Result<std::vector<Mailing>> list_mailings(const Context& ctx, const std::string& state,
                                           const std::string& before_id, int most) {
  TRY(must(ctx.actor, may::see_mailings));
  return ctx.db.read([&](db::Reader& reader) {
    return store::list_mailings(reader, state, before_id, most);
  });
}

Result<MailingPage> load_visible_mailing(const Context& ctx, const MailingId& id) {
  TRY(must(ctx.actor, may::see_mailings));
  return ctx.db.read([&](db::Reader& reader) -> Result<MailingPage> {
    auto found = store::find_mailing(reader, id);
    if (!found) return absent();
    MailingPage page;
    page.mailing = *found;
    if (auto segment = store::find_segment(reader, found->segment)) page.segment = *segment;
    page.counts = store::count_recipients(reader, id);
    for (const auto& count : page.counts) {
      if (count.state == "ready") page.ready += count.number;
      if (count.state == "queued") page.queued += count.number;
      if (count.state == "left_out") page.left_out += count.number;
    }
    for (const auto& [state, number] : mail::count_batch(reader, id.text)) {
      page.deliveries.push_back({state, number});
    }
    if (found->state == "draft") {
      page.now = members::count_audience(reader, page.segment.audience);
    }
    return page;
  });
}

Result<Preview> preview_mailing(const Context& ctx, const MailingId& id, const House& house,
                                const std::string& after) {
  TRY(must(ctx.actor, may::see_mailings));
  return ctx.db.read([&](db::Reader& reader) -> Result<Preview> {
    const auto mailing = store::find_mailing(reader, id);
    if (!mailing) return absent();
    Preview out;
    auto to = next_recipient(reader, *mailing, after, out.last);
    if (!to) {
      return fail(Fault::not_found,
                  "見本にできる宛先がありません。配信先の条件を確かめてください");
    }
    mask(ctx.actor, *to);
    out.organisation_name = to->organisation_name;
    out.name = to->name;
    out.person = to->id.text;
    out.text = TRY(text_for(*mailing, *to, house,
                            stop_link("（宛先ごとのリンクが入ります）")));
    return out;
  });
}

Result<std::string> send_test(const Context& ctx, const keys::Locksmith& smith,
                              const MailingId& id, const House& house, const std::string& after) {
  TRY(must(ctx.actor, may::write_mailings));
  const auto account = TRY(accounts::load_account(ctx, ctx.actor.account));
  return ctx.db.write([&](db::Tx& tx) -> Result<std::string> {
    const auto mailing = store::find_mailing(tx, id);
    if (!mailing) return absent();
    bool last = false;
    auto to = next_recipient(tx, *mailing, after, last);
    if (!to) {
      return fail(Fault::conflict, "宛先がありません。配信先の条件を確かめてから試してください");
    }
    const std::string link = stop_link(stop_token(smith, std::string(kSample)));
    mail::Letter letter;
    letter.to_address = account.login;
    letter.to_name = account.name;
    letter.text = TRY(text_for(*mailing, *to, house, link));
    letter.text.subject = "【試し送り】" + letter.text.subject;
    letter.mail_class = mailing->mail_class;
    TRY(mail::enqueue(ctx, tx, letter));
    TRY(audit::note(tx, ctx, "mailings.mailing.tested", {"mailing", id.text, ""}, nullptr,
                    {{"subject", mailing->subject}}));
    return account.login;
  });
}

Result<std::vector<RecipientRow>> list_recipients(const Context& ctx, const MailingId& id,
                                                  const std::string& show,
                                                  const std::string& after, int most) {
  TRY(must(ctx.actor, may::see_mailings));
  return ctx.db.read([&](db::Reader& reader) -> Result<std::vector<RecipientRow>> {
    if (!store::find_mailing(reader, id)) return absent();
    std::vector<RecipientRow> rows;
    if (const auto state = mail_state(show)) {
      rows = rows_in_state(reader, id, *state, after, most);
    } else {
      for (auto& one : store::list_recipients(reader, id, show, after, most)) {
        RecipientRow row{.recipient = std::move(one), .outcome = {}, .says = {}};
        if (!row.recipient.mail_id.empty()) {
          const auto sent = mail::find_mail(reader, {row.recipient.mail_id});
          if (sent) {
            row.outcome = sent->state;
            row.says = sent->last_error;
          }
        }
        rows.push_back(std::move(row));
      }
    }
    for (auto& row : rows) mask(ctx.actor, row.recipient);
    return rows;
  });
}

}  // namespace musubi::mailings
