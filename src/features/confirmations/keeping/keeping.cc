// keeping.cc - see keeping.h. What stays is which member answered what and when; who spoke and what
// was noted goes a year after the round.
#include "features/confirmations/keeping/keeping.h"

#include "features/confirmations/keeping/store_keeping.h"
#include "features/confirmations/permissions.h"
#include "features/confirmations/store.h"

namespace musubi::confirmations {
namespace {

constexpr int kRoundsMost = 200;  // there is one a year

}  // namespace

retention::Kinds retention_kinds() {
  retention::Kind kind;
  kind.name = "confirmations.answers";
  kind.noun = "confirmation_round";
  kind.label = "登録内容の確認に答えた人";
  kind.data = "答えた人の氏名、電話の記録";
  kind.purpose = "会員の登録内容の確認";
  kind.starts = "確認を終えた日";
  kind.term = {.years = 1};
  kind.basis = "個人情報保護法第22条（次の年の確認まで備える）";
  kind.way = retention::Way::anonymised;
  kind.place = "データベース";
  kind.seen_with = may::run_confirmations;
  kind.list_due = store::list_over;
  kind.find = store::find_over;
  kind.destroy = [](db::Tx& tx, const Context& ctx, const std::string& id) {
    return store::update_erased(tx, id, iso(ctx.today()));
  };
  return {kind};
}

holdings::Tie organisation_tie() {
  return {"登録内容の確認", [](db::Reader& reader, const OrganisationId& id) {
            for (const Round& round : store::list_rounds(reader, kRoundsMost)) {
              if (store::find_target(reader, round.id, id)) return true;
            }
            return false;
          }};
}

}  // namespace musubi::confirmations
