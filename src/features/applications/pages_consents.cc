// pages_consents.cc - the ledger of consents as a page: searched, filtered, paged by key, masked as
// the reader's role demands (service); and the words that somebody agreed to. No rules here.
#include "features/applications/consents.h"
#include "features/applications/ledger.h"
#include "features/applications/views.h"
#include "web/kit/kit.h"
#include "web/request.h"
#include "web/urlencoded.h"

namespace musubi::applications {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

const std::string kConsents = "/office/privacy/consents";

struct ConsentPage {
  ConsentLedger ledger;
  ConsentFilter filter;
};

std::string medium_words(const std::string& medium) {
  if (medium == "web") return "ウェブ";
  if (medium == "paper") return "書面";
  if (medium == "telephone") return "電話";
  if (medium == "mail") return "郵送・メール";
  return medium == "visit" ? "来所" : medium;
}

Html consent_table(const ConsentPage& data) {
  DataTable table{.caption = "同意　新しい順",
                  .columns = {{.label = "同意した日時", .nowrap = true},
                              {.label = "申込み"},
                              {.label = "何に"},
                              {.label = "版", .nowrap = true},
                              {.label = "文面の照合値"},
                              {.label = "方法", .nowrap = true},
                              {.label = "同意した人"},
                              {.label = "接続元"}},
                  .rows = {},
                  .row_header = 1};
  const auto shown = [](const std::string& text) { return text.empty() ? muted("－") : Html(text); };
  for (const auto& row : data.ledger.rows) {
    const auto& consent = row.consent;
    table.rows.push_back(
        {.cells = {views::agreed_text(consent),
                   link(path_of(row.application), row.receipt_no) + line_break() +
                       small(Html(row.name)),
                   Html(std::string(consent_label(consent.kind))),
                   views::consent_text_link(consent, consent.text_version),
                   code_text(consent.text_sha256.substr(0, 16)),
                   Html(medium_words(consent.medium)), shown(consent.agreed_by),
                   shown(consent.address)}});
  }
  table.empty = empty_state("条件に合う同意はありません。条件を1つ外してみてください");
  table.compact = true;
  return data_table(table);
}

Html ledger_page(const web::Request& request, const ConsentPage& data) {
  const auto& f = data.filter;
  const bool office = request.actor.roles.shares(roles::office);
  const auto area = office ? web::Area::office : web::Area::prefecture;
  std::vector<Option> kinds, versions;
  for (const char* kind : {"rules", "privacy", "anti_social"}) {
    kinds.push_back({kind, std::string(consent_label(kind))});
  }
  for (const std::string& version : list_consent_versions(request.context())) {
    versions.push_back({version, version});
  }
  std::string more;
  if (data.ledger.more) {
    more = kConsents + "?q=" + web::percent_encode(f.words) + "&kind=" + f.kind +
           "&text_version=" + web::percent_encode(f.text_version) +
           "&before=" + data.ledger.rows.back().id;
  }
  Html masked;
  if (data.ledger.masked) {
    masked = paragraph(muted("同意した人の氏名は伏せ、接続元は表示していません。"));
  }
  return page(
      request,
      {.area = area, .title = "同意の台帳",
       .lead = "入会申込のときの同意と誓約を、文面の版・照合値・日時とともに残しています。後から変えられません。",
       .breadcrumbs = {own_home(request), {"同意の台帳", ""}}, .nav_current = kConsents,
       .width = Width::full},
      filter_bar({.action = kConsents,
                      .fields = {search_field({.name = "q", .label = "受付番号・団体名",
                                               .value = f.words, .quiet = true}),
                                 select_field({.name = "kind", .label = "何に", .options = kinds,
                                               .value = f.kind, .empty_label = "すべて",
                                               .quiet = true}),
                                 select_field({.name = "text_version", .label = "版",
                                               .options = versions, .value = f.text_version,
                                               .empty_label = "すべて", .quiet = true})}}) +
          masked + consent_table(data) + key_pager({.next_path = more}));
}

Html text_page(const web::Request& request, const KeptText& text) {
  const bool office = request.actor.roles.shares(roles::office);
  const std::string title = text.title + "（" + views::version_words(text.version) + "）";
  const std::string agreed = kConsents + "?kind=" + text.kind + "&text_version=" +
                             web::percent_encode(text.version);
  return page(request,
              {.area = office ? web::Area::office : web::Area::prefecture, .title = title,
               .lead = "同意や誓約のときに示した文面を、そのまま残しています。後から変えられません。",
               .breadcrumbs = {own_home(request), {"同意の台帳", kConsents}, {title, ""}},
               .nav_current = kConsents, .width = Width::reading},
              panel({.heading = "文面"}, web::kit::markdown(text.markdown)) +
                  panel({.heading = "照合"},
                        description_list({{"版", text.version},
                                          {"照合用の値（SHA-256）", code_text(text.sha256)}}) +
                            paragraph(link(agreed, "この版への同意を台帳で見る"))));
}

}  // namespace

web::Response pages::show_consent_text(web::Request& request) {
  auto text = load_consent_text(request.context(), request.param("id"));
  if (!text) return web::problem(request, text.error());
  return web::html(text_page(request, *text));
}

web::Response pages::show_consents(web::Request& request) {
  ConsentPage data;
  data.filter.words = request.query.get("q");
  data.filter.kind = request.query.get("kind");
  data.filter.text_version = request.query.get("text_version");
  data.filter.before = request.query.get("before");
  auto ledger = list_consent_ledger(request.context(), data.filter);
  if (!ledger) return web::problem(request, ledger.error());
  data.ledger = std::move(*ledger);
  return web::html(ledger_page(request, data));
}

}  // namespace musubi::applications
