// views_requests.cc - a member's requests: which procedure, its form, the check before sending, the
// receipt and the state. Html only.
#include "base/text.h"
#include "features/changes/views.h"

namespace musubi::changes::views {

using namespace web::kit;  // NOLINT: the vocabulary of pages
using web::Html;

namespace {

std::string path_of(const Request& wish) { return kOwnRequests + "/" + wish.id.text; }

Html meaning(const KindInfo& kind) {
  std::vector<Html> items;
  for (const auto& line : split(std::string(kind.meaning), '\n')) items.emplace_back(line);
  return bullets(items);
}

Html wanted_table(const Request& wish) {
  if (wish.kind != Kind::details) return {};
  Diff rows{.caption = "変わる項目", .left_title = "いまの登録", .right_title = "届け出る内容",
            .rows = {}};
  for (const auto& field : own_fields()) {
    const std::string name(field.name);
    if (!wish.wanted.contains(name)) continue;
    const auto words = [&](const std::string& text) {
      const std::string told = field_words(wish, name, text);
      return told.empty() ? muted("－") : Html(told);
    };
    rows.rows.push_back({.label = field_label(wish, name),
                         .left = words(wish.before.value(name, std::string())),
                         .right = words(wish.text(name)), .differs = true});
  }
  if (wish.wanted.contains(kOfficersChanged)) {
    rows.rows.push_back({.label = field_label(wish, kOfficersChanged), .left = muted("－"),
                         .right = field_words(wish, kOfficersChanged, "1"), .differs = true});
  }
  return diff(rows);
}

Html kind_inputs(const WishForm& data) {
  Html out;
  switch (data.kind->kind) {
    case Kind::details:
      for (const auto& field : own_fields()) {
        if (field.weight != Weight::key) continue;
        out += field_input(field.name, false, data.typed, data.error, field.required, field.hint);
        if (field.name == "postal_code") out += address_help(data.address);
      }
      return out + officers_input(data.typed);
    case Kind::contact: {
      std::vector<Option> people;
      for (const auto& person : data.people) people.push_back({person.id.text, person.name});
      out = select_field({.name = "leaves", .label = "離任する人", .options = people,
                          .value = data.typed.get("leaves"), .required = true,
                          .error = error_at(data.error, "leaves"),
                          .empty_label = "選んでください"});
      Html joins;
      for (const std::string& field : wish_fields(Kind::contact)) {
        if (field == "leaves") continue;
        joins += field_input(field, true, data.typed, data.error,
                             field == "name" || field == "email", "");
      }
      return out + field_group("新しい担当者", joins);
    }
    case Kind::merger:
      return text_field({.name = "into_name", .label = "合併先の団体名",
                         .value = data.typed.get("into_name"), .required = true,
                         .error = error_at(data.error, "into_name"), .autocomplete = "off"}) +
             text_field({.name = "into_no", .label = "合併先の会員番号",
                         .value = data.typed.get("into_no"),
                         .hint = "分かるときに入力してください。例：K0123",
                         .error = error_at(data.error, "into_no"), .autocomplete = "off",
                         .width = FieldWidth::short_});
    default: return {};
  }
}

Html common_inputs(const WishForm& data) {
  const KindInfo& kind = *data.kind;
  const bool details = kind.kind == Kind::details;
  Html out =
      date_field({.name = "effective_on", .label = "いつから",
                  .value = typed_date_parts(data.typed, "effective_on"),
                  .hint = details ? "変わった日、または変わる予定の日です。"
                                    "空欄のときは、事務局が確認した日からとします。"
                                  : "きょうか、1年以内の日付を入力してください。",
                  .required = kind.needs_day, .error = error_at(data.error, "effective_on")}) +
      textarea_field({.name = "reason", .label = "理由", .value = data.typed.get("reason"),
                      .hint = details ? "例：本店の移転のため" : "", .required = kind.needs_reason,
                      .error = error_at(data.error, "reason")},
                     3);
  if (kind.kind != Kind::contact && kind.kind != Kind::resume) {
    out += file_field({.name = "file", .label = "添付", .accept = ".pdf,.png,.jpg,.jpeg",
                       .hint = std::string("登記事項証明書など、変更の分かる書類があれば付けてください。"
                                           "PDFか画像、10MBまでです。") +
                               (data.filename.empty() ? ""
                                                      : "いまの添付：" + data.filename),
                       .error = error_at(data.error, "file")});
  }
  if (!data.question.empty()) {
    out += textarea_field({.name = "answer", .label = "事務局への回答",
                           .value = data.typed.get("answer"), .required = true,
                           .error = error_at(data.error, "answer")},
                          4);
  }
  return out;
}

}  // namespace

Html own_requests(const web::Request& request, const RequestList& list,
                  const store::Key& before) {
  DataTable table{.caption = "届出の一覧",
                  .columns = {{.label = "種類"},
                              {.label = "受付番号", .nowrap = true},
                              {.label = "いつから", .nowrap = true},
                              {.label = "届け出た日時", .nowrap = true},
                              {.label = "状態"}},
                  .rows = {}};
  for (const Request& one : list.rows) {
    const auto day = parse_iso_date(one.effective_on);
    table.rows.push_back({.cells = {link(path_of(one), std::string(info_of(one.kind).label)),
                                    one.number > 0 ? Html(one.receipt_no()) : muted("－"),
                                    day ? date_text(*day) : muted("－"),
                                    one.sent_at.ms > 0 ? time_text(one.sent_at) : muted("－"),
                                    state_badge(one.state)}});
  }
  table.empty = empty_state("届出はまだありません",
                            button_link({.label = "届け出る", .path = kOwnRequests + "/new"}));
  KeyPager pager{.previous_path = before.id.empty() ? "" : kOwnRequests, .next_path = ""};
  if (list.more) {
    const Request& last = list.rows.back();
    pager.next_path = kOwnRequests + "?before=" + std::to_string(last.created_at.ms) + "&id=" +
                      last.id.text;
  }
  return web::kit::page(request,
                        {.area = web::Area::members, .title = "団体からの届出",
                         .lead = "登録内容の変更や、休会・退会などの届出と、その状況です。",
                         .actions = button_link({.label = "届け出る",
                                                 .path = kOwnRequests + "/new",
                                                 .look = Look::primary, .icon = "plus"}),
                         .nav_current = kOwnRequests},
                        data_table(table) + key_pager(pager));
}

Html kind_choice(const web::Request& request, members::State state) {
  std::vector<Html> items;
  for (const KindInfo& kind : kinds()) {
    if (kind.kind == Kind::pause && state != members::State::active) continue;
    if (kind.kind == Kind::resume && state != members::State::paused) continue;
    items.push_back(card({.title = kind.label,
                          .path = kOwnRequests + "/new/" + std::string(kind.name),
                          .text = std::string(kind.lead), .level = 2}));
  }
  return web::kit::page(request,
                        {.area = web::Area::members, .title = "届出の種類を選ぶ",
                         .breadcrumbs = {{"届出", kOwnRequests}, {"種類を選ぶ", ""}},
                         .nav_current = kOwnRequests},
                        grid(items, 2) +
                            note(Html("電話番号・ホームページ・関心分野は、届出なしで") +
                                 link(kOwn + "/contact", "すぐに直せます") + Html("。")));
}

Html wish_form(const web::Request& request, const WishForm& data) {
  const KindInfo& kind = *data.kind;
  const bool asked = !data.question.empty();
  const std::string action = data.id.empty()
                                 ? kOwnRequests + "/new/" + std::string(kind.name)
                                 : kOwnRequests + "/" + data.id;
  const std::string go = asked ? "回答を送る" : "確認に進む";
  Html question;
  if (asked) {
    question = notice({.tone = Tone::warning, .title = "事務局からの質問",
                       .text = multiline(data.question), .level = 0});
  }
  return web::kit::page(
      request,
      {.area = web::Area::members,
       .title = asked ? "届出の質問に答える" : std::string(kind.label),
       .lead = std::string(kind.lead),
       .breadcrumbs = {{"届出", kOwnRequests}, {std::string(kind.label), ""}},
       .nav_current = kOwnRequests, .has_error = data.error.has_value(),
       .width = Width::reading},
      error_summary(data.error, data.address.offered && data.address.error
                                    ? press_again(data.address)
                                    : "もう一度「" + go + "」を押してください") +
          question +
          panel({.heading = "この届出でこうなります"}, meaning(kind)) +
          form(request, {.action = action, .uploads = true, .keep_draft = true},
               (data.address.offered ? enter_button() : Html()) +
                   (data.id.empty() ? form_key_field(request) : Html()) + kind_inputs(data) +
                   common_inputs(data) +
                   form_actions({button({.label = go}),
                                 button_link({.label = "やめる", .path = kOwnRequests,
                                              .look = Look::text})})));
}

Html check(const web::Request& request, const Request& wish, const std::string& leaver,
           const MaybeError& error) {
  const KindInfo& kind = info_of(wish.kind);
  Html refused;
  if (error) {
    refused = notice({.tone = Tone::error, .title = "送れませんでした",
                      .text = error->fields.empty() ? error->says : error->fields.front().says,
                      .actions = {button_link({.label = "内容を直す",
                                               .path = path_of(wish) + "/edit"})},
                      .focused = true});
  }
  const bool ends = wish.kind == Kind::withdrawal || wish.kind == Kind::merger;
  return web::kit::page(
      request,
      {.area = web::Area::members, .title = "届出の内容の確認",
       .lead = "まだ送っていません。内容を確かめてから、送ってください。",
       .breadcrumbs = {{"届出", kOwnRequests}, {"確認", ""}}, .nav_current = kOwnRequests,
       .has_error = error.has_value(), .width = Width::reading},
      refused + panel({.heading = std::string(kind.label)},
                      facts(wish, leaver, path_of(wish) + "/attachment") + wanted_table(wish)) +
          panel({.heading = "送るとこうなります"}, meaning(kind)) +
          cluster({post_button(request,
                               {.button = {.label = "この内容で届け出る",
                                           .look = ends ? Look::danger : Look::primary,
                                           .icon = "send"},
                                .action = path_of(wish) + "/sending"}),
                   button_link({.label = "内容を直す", .path = path_of(wish) + "/edit"}),
                   post_button(request, {.button = {.label = "下書きを消す", .look = Look::text},
                                         .action = path_of(wish) + "/withdrawal"})}));
}

Html own_request(const web::Request& request, const Request& wish, const std::string& leaver,
                 const std::string& status) {
  const KindInfo& kind = info_of(wish.kind);
  Html main;
  if (wish.state == State::asked) {
    main += notice({.tone = Tone::warning, .title = "事務局からの質問があります",
                    .text = multiline(wish.question),
                    .actions = {button_link({.label = "質問に答える",
                                             .path = path_of(wish) + "/edit",
                                             .look = Look::primary})},
                    .level = 0});
  }
  if (wish.state == State::waiting) {
    main += notice({.tone = Tone::info, .title = "事務局が内容を確かめています",
                    .text = "結果は、メールとこの画面でお知らせします。", .level = 0});
  }
  if (wish.state == State::scheduled) {
    main += notice({.tone = Tone::info,
                    .title = day_words(wish.effective_on) + "に、届出のとおりにします",
                    .text = "取りやめるときは、その日までに取り下げてください。", .level = 0});
  }
  main += panel({.heading = "届出の内容"},
                facts(wish, leaver, path_of(wish) + "/attachment") + wanted_table(wish));
  Html side = panel({.heading = "この届出でこうなります"}, meaning(kind));
  if (wish.is_open()) {
    side += panel({.heading = "取りやめるとき"},
                  paragraph("取り下げると、登録はいまのままです。") +
                      post_button(request, {.button = {.label = "届出を取り下げる",
                                                       .look = Look::secondary},
                                            .action = path_of(wish) + "/withdrawal"}));
  }
  return web::kit::page(
      request,
      {.area = web::Area::members, .title = std::string(kind.label) + "　" + wish.receipt_no(),
       .lead = state_badge(wish.state),
       .breadcrumbs = {{"届出", kOwnRequests}, {wish.receipt_no(), ""}},
       .status_message = status, .nav_current = kOwnRequests, .width = Width::full},
      columns(main, side));
}

}  // namespace musubi::changes::views
