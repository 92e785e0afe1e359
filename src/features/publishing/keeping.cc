// keeping.cc - what publishing holds about a person who asks (core/holdings), how long it is kept
// (core/retention): who was asked about an article and what they answered. Articles themselves are
// evidence of what was public. Who may ask, and what may go when, is decided there.
#include "base/sha256.h"
#include "features/publishing/permissions.h"
#include "features/publishing/publishing.h"
#include "features/publishing/store.h"

namespace musubi::publishing {
namespace {

retention::Item item_of_approval(const Approval& a) {
  retention::Item item;
  item.id = a.id.text;
  item.started = date_in_japan(a.asked_at);
  item.label = "記事の確認（" + wareki(item.started) + "のお願い）";
  item.sha256 = sha256_hex(a.name + "\n" + a.email + "\n" + a.message);
  return item;
}

retention::Kind approvals_kind() {
  retention::Kind kind;
  kind.name = "publishing.approvals";
  kind.noun = "content";
  kind.label = "公開前の記事を確かめた人";
  kind.data = "氏名とメールアドレス";
  kind.purpose = "取材先・掲載先の同意の証明";
  kind.starts = "お願いした日";
  kind.term = {.evidence = true};
  kind.basis = "仕様書9(7)（R-9.7）";
  kind.way = retention::Way::anonymised;
  kind.place = "データベース";
  kind.seen_with = may::see_content;
  kind.list_due = [](db::Reader& reader, Date until, const std::string& after, int most) {
    std::vector<retention::Item> out;
    const Instant end = start_of_day_in_japan(add_days(until, 1));
    for (const Approval& a :
         store::list_old_approvals(reader, Instant{end.ms - 1}, after, most)) {
      out.push_back(item_of_approval(a));
    }
    return out;
  };
  kind.find = [](db::Reader& reader, const std::string& id) -> std::optional<retention::Item> {
    const auto found = store::find_approval(reader, id);
    if (!found || found->name.empty() || found->state == "waiting") return std::nullopt;
    return item_of_approval(*found);
  };
  kind.destroy = [](db::Tx& tx, const Context&, const std::string& id) {
    return store::update_approval_anonymous(tx, id);
  };
  return kind;
}

}  // namespace

retention::Kinds retention_kinds() { return {approvals_kind()}; }

holdings::Sources holdings_sources() {
  holdings::Source source;
  source.name = "publishing.approvals";
  source.label = "公開前の記事の確認";
  source.purpose = "取材先・掲載先の同意の証明";
  source.gather = [](db::Reader& reader, const holdings::Whom& whom, int most) {
    std::vector<holdings::Record> out;
    for (const Approval& a : store::list_approvals_of(reader, whom.email, most)) {
      holdings::Record record;
      record.title = "記事の確認（" + wareki(date_in_japan(a.asked_at)) + "のお願い）";
      holdings::add(record, "氏名", a.name);
      holdings::add(record, "メールアドレス", a.email);
      holdings::add(record, "回答", approval_answer_label(a.answer));
      holdings::add(record, "言葉", a.words);
      out.push_back(std::move(record));
    }
    return out;
  };
  return {source};
}

}  // namespace musubi::publishing
