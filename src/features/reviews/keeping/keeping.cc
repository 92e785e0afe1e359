// keeping.cc - how long notices and reviews are kept: the kinds that this feature gives to
// core/retention. Both are evidence; what may go and when is decided there.
#include "features/reviews/keeping/keeping.h"

#include "core/files/files.h"
#include "features/reviews/permissions.h"
#include "features/reviews/store.h"
#include "features/reviews/keeping/store_keeping.h"

namespace musubi::reviews {

retention::Kinds retention_kinds() {
  retention::Kind notices;
  notices.name = "reviews.notices";
  notices.noun = "application";
  notices.label = "入会承認・不承認の通知書";
  notices.data = "団体名、代表者の氏名";
  notices.purpose = "審査の結果の通知とその証明";
  notices.starts = "通知した日";
  notices.term = {.evidence = true};
  notices.basis = "仕様書9(7)（R-9.7）";
  notices.way = retention::Way::erased;
  notices.place = "データベース、ファイル保管庫";
  notices.seen_with = may::see_reviews;
  notices.file_purposes = {"reviews.notice"};
  notices.list_due = store::list_old_notices;
  notices.find = store::find_old_notice;
  notices.destroy = [](db::Tx& tx, const Context& ctx, const std::string& id) -> Result<void> {
    const auto notice = store::find_notice(tx, ApplicationId{id});
    if (notice && !notice->file_id.empty()) {
      TRY(files::remove(ctx, tx, {notice->file_id}, "保存期限を過ぎた通知書"));
    }
    return store::update_notice_erased(tx, id);
  };
  retention::Kind records;
  records.name = "reviews.records";
  records.noun = "application";
  records.label = "審査と決裁の記録、根拠資料";
  records.data = "審査・決裁した職員の氏名、根拠資料の中の氏名";
  records.purpose = "審査の証明";
  records.starts = "決裁の日";
  records.term = {.evidence = true};
  records.basis = "仕様書9(7)（R-9.7）";
  records.way = retention::Way::kept;
  records.place = "データベース、ファイル保管庫";
  records.seen_with = may::see_reviews;
  records.file_purposes = {"reviews.evidence"};
  return {notices, records};
}

}  // namespace musubi::reviews
