// reports.cc - the drafts of an incident's reports, made from what is written at that moment: to
// the prefecture at once, 速報, 確報. Drafts only: marked 案, numbered and sent by people.
#include "core/settings/consortium.h"
#include "features/incidents/permissions.h"
#include "features/incidents/service.h"

namespace musubi::incidents {
namespace {

std::string item_text(const Incident& i, std::string_view name, bool is_final) {
  const std::string text = i.items.value(std::string(name), "");
  if (!text.empty()) return text;
  return is_final ? "（未記入）" : "調査中";
}

std::vector<documents::Block> items_of(const Incident& i, bool is_final) {
  std::vector<documents::Block> out;
  for (const ItemField& field : item_fields()) {
    out.push_back(documents::Heading{2, std::string(field.label)});
    out.push_back(documents::Paragraph{"　" + item_text(i, field.name, is_final)});
  }
  return out;
}

documents::Table steps_table(const IncidentPage& page) {
  documents::Table table;
  table.caption = "対応の状況";
  table.columns = {{"手順", false, 20}, {"期限", false, 25}, {"状況", false, 55}};
  for (const DutyNow& now : page.duties) {
    std::string state = now.duty.needed ? "これから行う" : "対象外";
    if (now.done) state = "実施：" + jst_date_time(now.done->done_at);
    table.rows.push_back(
        {now.duty.label, now.duty.needed ? wareki(now.duty.due) : "－", state});
  }
  return table;
}

}  // namespace

Result<documents::Document> draft_report(const Context& ctx, const std::string& id,
                                         const std::string& kind) {
  if (report_label(kind).empty()) {
    return fail(Fault::not_found, "この報告書はありません。事故の画面から選び直してください");
  }
  const IncidentPage page = TRY(load_incident(ctx, id));
  const Incident& i = page.incident;
  const settings::Consortium& house = settings::consortium();
  documents::Document out;
  out.title = (i.is_drill ? "【訓練】" : "") + std::string(report_label(kind));
  out.number = incident_number(i);
  out.date = wareki(ctx.today());
  out.to = house.addressee + "　様";
  out.from = house.secretariat;
  out.cover = false;
  out.contents = false;
  out.draft = true;
  out.footer = incident_number(i);
  out.preface = {
      documents::Paragraph{"　個人情報の事故について、次のとおり報告します。"},
      documents::Paragraph{"　件名：" + i.title},
      documents::Paragraph{"　覚知：" + jst_date_time(i.known_at)}};
  std::vector<documents::Block> body = items_of(i, kind == "final");
  body.push_back(steps_table(page));
  out.chapters.push_back({"報告する事項", std::move(body), false});
  return out;
}

Result<std::string> print_draft(const Context& ctx, const std::string& id,
                                const std::string& kind) {
  TRY(must(ctx.actor, may::work_incidents));
  return documents::to_pdf(TRY(draft_report(ctx, id, kind)));
}

}  // namespace musubi::incidents
