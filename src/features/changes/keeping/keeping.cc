// keeping.cc - see keeping.h. What stays of a request is its number, kind, day and outcome; what
// became of it stands in the registry's own history, with the registry's own term.
#include "features/changes/keeping/keeping.h"

#include "core/files/files.h"
#include "features/changes/keeping/store_keeping.h"
#include "features/changes/service.h"

namespace musubi::changes {
namespace {

Result<void> erase_contents(db::Tx& tx, const Context& ctx, const std::string& id) {
  const auto request = store::find_request(tx, ChangeId{id});
  CHECK(request.has_value());
  if (!request->file_id.empty()) {
    TRY(files::remove(ctx, tx, files::FileId{request->file_id}, "保存期限を過ぎた届出"));
  }
  return store::update_erased(tx, id, iso(ctx.today()));
}

retention::Kind over_kind() {
  retention::Kind kind;
  kind.name = "changes.over";
  kind.noun = "change_request";
  kind.label = "終わった変更申請・届出の内容";
  kind.data = "届出に書かれた代表者・担当者の氏名と連絡先、届け出た人の氏名、理由、添付";
  kind.purpose = "会員からの届出の確認";
  kind.starts = "完了・お断り・取下げの日";
  kind.term = {.years = 1};
  kind.basis = "個人情報保護法第22条（届出についての問合せに1年備える）";
  kind.way = retention::Way::anonymised;
  kind.place = "データベース、ファイル保管庫";
  kind.seen_with = may::settle_changes;
  kind.list_due = store::list_over;
  kind.find = store::find_over;
  kind.destroy = erase_contents;
  return kind;
}

}  // namespace

retention::Kind draft_kind() {
  retention::Kind kind;
  kind.name = "changes.draft";
  kind.noun = "change_request";
  kind.label = "届けられなかった変更申請・届出の下書き";
  kind.data = "入力の途中の届出の内容（担当者の氏名と連絡先）、添付";
  kind.purpose = "会員からの届出の確認";
  kind.starts = "書き始めた日";
  kind.term = {.days = kDraftDays};
  kind.basis = "個人情報保護法第22条（入会申込の下書きと同じ30日）";
  kind.way = retention::Way::erased;
  kind.place = "データベース、ファイル保管庫";
  kind.automatic = true;
  kind.list_due = store::list_due_drafts;
  kind.find = store::find_draft;
  kind.destroy = [](db::Tx& tx, const Context& ctx, const std::string& id) -> Result<void> {
    const auto draft = store::find_request(tx, ChangeId{id});
    CHECK(draft.has_value());
    return discard_draft(tx, ctx, *draft, "保存期限を過ぎた下書き");
  };
  return kind;
}

retention::Kinds retention_kinds() { return {over_kind(), draft_kind()}; }

holdings::Tie organisation_tie() {
  return {"会員からの届出", [](db::Reader& reader, const OrganisationId& id) {
            return !store::list_requests_of(reader, id, {}, 1).empty();
          }};
}

}  // namespace musubi::changes
