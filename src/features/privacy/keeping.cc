// keeping.cc - how long requests are kept and how what they hold of people goes: the kinds that
// this feature gives to core/retention. Called by main.cc; what may go is decided there.
#include "features/privacy/permissions.h"
#include "features/privacy/privacy.h"
#include "features/privacy/store.h"

namespace musubi::privacy {
namespace {

retention::Kind request_kind() {
  retention::Kind kind;
  kind.name = "privacy.requests";
  kind.noun = "privacy_request";
  kind.label = "個人情報の請求の内容と開示した情報";
  kind.data = "請求した人の氏名、メールアドレス、請求の内容、開示した情報の写し";
  kind.purpose = "請求への対応";
  kind.starts = "回答・引継ぎ・取下げの日";
  kind.term = {.years = 1};
  kind.basis = "個人情報保護法第22条（回答への問合せに1年備える）";
  kind.way = retention::Way::anonymised;
  kind.place = "データベース";
  kind.seen_with = may::work_requests;
  kind.list_due = store::list_answered;
  kind.find = store::find_answered;
  kind.destroy = [](db::Tx& tx, const Context& ctx, const std::string& id) {
    return store::update_erased(tx, id, iso(ctx.today()));
  };
  return kind;
}

}  // namespace

retention::Kinds retention_kinds() {
  retention::Kind record;
  record.name = "privacy.records";
  record.noun = "privacy_request";
  record.label = "個人情報の請求の記録、取扱台帳の版";
  record.data = "番号、種類、日付、対応した職員の氏名";
  record.purpose = "法律にもとづく対応の証明";
  record.starts = "回答の日";
  record.term = {.evidence = true};
  record.basis = "仕様書9(7)（R-9.7）";
  record.way = retention::Way::kept;
  record.place = "データベース";
  record.seen_with = may::see_requests;
  return {request_kind(), record};
}

}  // namespace musubi::privacy
