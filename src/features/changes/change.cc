// change.cc - the tables of kinds and states; see change.h. What a kind means stands here once: the
// member's check page, the receipt and the office's page say the same words.
#include "features/changes/change.h"

#include <array>

#include "base/result.h"
#include "base/time.h"

namespace musubi::changes {
namespace {

constexpr std::array kKinds{
    KindInfo{.kind = Kind::details, .name = "details", .label = "登録内容の変更",
             .lead = "団体名・所在地・代表者などは、事務局が確かめてから登録します。",
             .meaning = "事務局が項目ごとに確かめ、登録します。結果はメールでお知らせします。\n"
                        "確認が済むまでは、いまの登録内容のままです。",
             .event = "", .verb = "選んだ内容で登録する", .needs_day = false, .needs_reason = true},
    KindInfo{.kind = Kind::contact, .name = "contact", .label = "担当者の交代",
             .lead = "離任する人と、新しく担当する人を、日付を決めて入れ替えます。",
             .meaning = "その日から、新しい担当者に連絡します。離任する人は担当者の一覧から外れます。\n"
                        "会員サイトのアカウントはそのままです。止めるときや新しい人を招待するときは、"
                        "「所属の人」の画面で行ってください。",
             .event = "", .verb = "", .needs_day = true, .needs_reason = false, .confirmed = false},
    KindInfo{.kind = Kind::pause, .name = "pause", .label = "休会の届出",
             .lead = "活動をしばらく休むときの届出です。いつでも復会できます。",
             .meaning = "休会の日から、会員管理者だけがログインできます。ほかの人のログインは終わり、"
                        "復会すると元に戻ります。\n"
                        "登録した内容と、これまでの記録はそのまま残ります。",
             .event = "paused", .verb = "休会を確認する", .needs_day = true, .needs_reason = true},
    KindInfo{.kind = Kind::resume, .name = "resume", .label = "復会の届出",
             .lead = "休会を終えて、活動に戻るときの届出です。",
             .meaning = "復会の日から、休会で止まったアカウントが再び使えます。\n"
                        "登録内容が変わっているときは、あわせて変更を申請してください。",
             .event = "resumed", .verb = "復会を確認する", .needs_day = true},
    KindInfo{.kind = Kind::withdrawal, .name = "withdrawal", .label = "退会の申出",
             .lead = "コンソーシアムを退会するときの申出です。",
             .meaning = "退会の日に、所属する全員のアカウントが止まり、ログインはすぐに終わります。\n"
                        "団体の名前とこれまでの活動の記録は、コンソーシアムの記録として残ります。"
                        "担当者の氏名と連絡先は、退会から1年で読めない形にします。\n"
                        "また入会するときは、あらためて入会のお申込みが必要です。",
             .event = "withdrawn", .verb = "退会を確認する", .needs_day = true, .needs_reason = true},
    KindInfo{.kind = Kind::merger, .name = "merger", .label = "合併の届出",
             .lead = "ほかの会員に合併される（解散する）側の団体からの届出です。",
             .meaning = "合併の日に、この団体の会員登録は合併先に引き継がれ、会員は1つになります。\n"
                        "この団体のアカウントはすべて止まり、ログインはすぐに終わります。続けて使う人は、"
                        "合併先の会員管理者が招待します。\n"
                        "これまでの記録は、合併先の記録から見られます。",
             .event = "merged", .verb = "合併を確認する", .needs_day = true, .needs_reason = true},
};

struct StateRow {
  State state;
  std::string_view name, label;
};
constexpr std::array kStates{
    StateRow{State::draft, "draft", "下書き"},
    StateRow{State::waiting, "waiting", "確認待ち"},
    StateRow{State::asked, "asked", "質問中"},
    StateRow{State::scheduled, "scheduled", "予定"},
    StateRow{State::done, "done", "完了"},
    StateRow{State::declined, "declined", "お断り"},
    StateRow{State::taken_back, "taken_back", "取下げ"},
};
constexpr std::array kShown{State::waiting, State::asked,    State::scheduled,
                            State::done,    State::declined, State::taken_back};

}  // namespace

std::span<const KindInfo> kinds() { return kKinds; }

const KindInfo& info_of(Kind kind) {
  for (const auto& row : kKinds) {
    if (row.kind == kind) return row;
  }
  broken_promise("a known kind", __FILE__, __LINE__);
}

const KindInfo* find_kind(std::string_view name) {
  for (const auto& row : kKinds) {
    if (row.name == name) return &row;
  }
  return nullptr;
}

std::string_view state_name(State state) {
  for (const auto& row : kStates) {
    if (row.state == state) return row.name;
  }
  return "";
}

std::string_view state_label(State state) {
  for (const auto& row : kStates) {
    if (row.state == state) return row.label;
  }
  return "";
}

std::optional<State> state_from_name(std::string_view name) {
  for (const auto& row : kStates) {
    if (row.name == name) return row.state;
  }
  return {};
}

std::span<const State> shown_states() { return kShown; }

std::string Request::receipt_no() const {
  if (number == 0) return "";
  std::string digits = std::to_string(number);
  while (digits.size() < 4) digits.insert(digits.begin(), '0');
  constexpr int kYearBeforeReiwa = 2018;
  return "変更R" + std::to_string(fiscal_year - kYearBeforeReiwa) + "-" + digits;
}

std::string Request::text(std::string_view field) const {
  const auto found = wanted.find(std::string(field));
  return found == wanted.end() ? std::string() : found->get<std::string>();
}

}  // namespace musubi::changes
