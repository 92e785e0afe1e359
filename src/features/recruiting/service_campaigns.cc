// service_campaigns.cc - see service_campaigns.h. Never writes SQL, never makes Html; keeps nothing
// of who follows a link.
#include <algorithm>
#include <charconv>

#include "base/money.h"
#include "base/text.h"
#include "core/access/access.h"
#include "core/receipts/receipts.h"
#include "core/settings/consortium.h"
#include "features/recruiting/service_campaigns.h"

namespace musubi::recruiting {
namespace {

constexpr std::string_view kCreated = "recruiting.campaign.created";
constexpr std::size_t kNameMost = 100;
constexpr std::size_t kAudienceMost = 200;
constexpr std::size_t kNoteMost = 2000;
constexpr std::size_t kCodeLeast = 3;
constexpr std::size_t kCodeMost = 20;
constexpr std::int64_t kTargetMost = 100'000;
constexpr int kMadeUpLetters = 6;

Failure gone() {
  return fail(Fault::not_found, "この募集施策は見つかりません。一覧から選び直してください");
}

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}

std::string made_up_code() {
  constexpr std::string_view kLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
  std::string out = "C-";
  for (char c : random_token(kMadeUpLetters).substr(0, kMadeUpLetters)) {
    out += kLetters[static_cast<unsigned char>(c) % kLetters.size()];
  }
  return out;
}

bool is_code(const std::string& code) {
  if (code.size() < kCodeLeast || code.size() > kCodeMost) return false;
  return std::all_of(code.begin(), code.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

void check_text(std::vector<FieldError>& errors, const char* field, const char* label,
                const std::string& text, std::size_t most) {
  if (count_characters(text) <= most) return;
  errors.push_back({field, std::string(label) + "は" +
                               thousands(static_cast<std::int64_t>(most)) +
                               "文字以内で入力してください"});
}

void check_days(std::vector<FieldError>& errors, const Campaign& c) {
  const auto from = parse_iso_date(c.starts_on);
  const auto until = parse_iso_date(c.ends_on);
  if (!from) errors.push_back({"starts_on", "始まる日を、実在する年月日で入力してください"});
  if (!c.ends_on.empty() && !until) {
    errors.push_back({"ends_on", "終わる日を、実在する年月日で入力してください"});
  }
  if (from && until && *until < *from) {
    errors.push_back({"ends_on", "終わる日は、始まる日か、その後の日付を入力してください"});
  }
}

void check_numbers(std::vector<FieldError>& errors, const CampaignInput& in, Campaign& c) {
  c.target.reset();
  c.cost_yen.reset();
  if (const std::string text = nfkc(trim(in.target)); !text.empty()) {
    std::int64_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    if (!whole || number < 0 || number > kTargetMost) {
      errors.push_back({"target", "目標は、団体の数を数字で入力してください（例：10）"});
    } else {
      c.target = number;
    }
  }
  if (const std::string text = trim(in.cost_yen); !text.empty()) {
    const auto yen = parse_yen(text);
    if (!yen || yen->amount < 0) {
      errors.push_back({"cost_yen", "費用は「30000」「3万円」のように入力してください"});
    } else {
      c.cost_yen = yen->amount;
    }
  }
}

Result<Campaign> check(const CampaignInput& in, Campaign c) {
  std::vector<FieldError> errors;
  c.name = trim(in.name);
  c.starts_on = in.starts_on;
  c.ends_on = in.ends_on;
  c.channel = in.channel;
  c.audience = trim(in.audience);
  c.note = trim(in.note);
  if (c.id.empty()) {
    c.code = upper(nfkc(trim(in.code)));
    const bool of_a_prospect = c.code.size() == 8 && c.code.starts_with("P");
    if (!c.code.empty() && (!is_code(c.code) || of_a_prospect)) {
      errors.push_back({"code", "コードは、英大文字・数字・ハイフンの3文字から20文字で入力してください"
                                "（例：KMT-EXPO。Pで始まる8文字は使えません）"});
    }
  }
  if (c.name.empty()) errors.push_back({"name", "募集施策の名前を入力してください"});
  check_text(errors, "name", "名前", c.name, kNameMost);
  check_days(errors, c);
  if (label_in(channels(), c.channel).empty()) {
    errors.push_back({"channel", "手段を選んでください"});
  }
  check_text(errors, "audience", "対象", c.audience, kAudienceMost);
  check_numbers(errors, in, c);
  check_text(errors, "note", "備考", c.note, kNoteMost);
  if (!errors.empty()) return fail_fields(std::move(errors));
  return c;
}

Json told_of(const Campaign& c) {
  Json out{{"name", c.name},       {"starts_on", c.starts_on}, {"ends_on", c.ends_on},
           {"channel", c.channel}, {"audience", c.audience}};
  if (c.target) out["target"] = *c.target;
  if (c.cost_yen) out["cost_yen"] = *c.cost_yen;
  return out;
}

CampaignRow row_of(db::Reader& reader, Campaign campaign) {
  CampaignRow row{std::move(campaign), {}};
  const CampaignDay sum = store::sum_campaign_days(reader, row.campaign.id);
  const auto came = applications::count_of_referral(reader, row.campaign.code);
  store::ListFilter filter;
  filter.stage = "all";
  filter.campaign_id = row.campaign.id.text;
  row.figures = {sum.opened, sum.begun, came.sent, came.approved,
                 store::count_prospects(reader, filter, kCountCap)};
  return row;
}

}  // namespace

const Choices& channels() {
  static const Choices kChannels{{"event", "催し・展示会"},   {"leaflet", "チラシ・ポスター"},
                                 {"mail", "郵送・メール"},    {"website", "ホームページ"},
                                 {"visit", "訪問・電話"},     {"media", "新聞・放送・ＳＮＳ"},
                                 {"partner", "会員・団体の紹介"}, {"other", "その他"}};
  return kChannels;
}

std::string referral_link(const std::string& code) {
  return settings::consortium().origin + "/r/" + code;
}

Result<CampaignList> list_campaigns(const Context& ctx, const std::string& after_day,
                                    const std::string& after_id, int most) {
  TRY(must(ctx.actor, may::see_campaigns));
  return ctx.db.read([&](db::Reader& reader) -> Result<CampaignList> {
    CampaignList out;
    auto found = store::list_campaigns(reader, after_day, after_id, most + 1);
    out.more = static_cast<int>(found.size()) > most;
    if (out.more) found.pop_back();
    for (auto& campaign : found) out.rows.push_back(row_of(reader, std::move(campaign)));
    return out;
  });
}

Result<CampaignPage> load_visible_campaign(const Context& ctx, const CampaignId& id) {
  TRY(must(ctx.actor, may::see_campaigns));
  return ctx.db.read([&](db::Reader& reader) -> Result<CampaignPage> {
    auto found = store::find_campaign(reader, id);
    if (!found) return gone();
    CampaignPage page;
    page.row = row_of(reader, std::move(*found));
    page.days = store::list_campaign_days(reader, id, kCampaignDaysShown);
    page.link = referral_link(page.row.campaign.code);
    if (!can(ctx.actor, may::see_prospects)) page.row.campaign.note.clear();  // may name people
    return page;
  });
}

Choices campaign_choices(const Context& ctx) {
  Choices out;
  ctx.db.read([&](db::Reader& reader) {
    for (const auto& c : store::list_campaigns(reader, "", "", kCampaignChoices)) {
      out.emplace_back(c.id.text, c.name);
    }
  });
  return out;
}

Result<CampaignId> create_campaign(const Context& ctx, const CampaignInput& input) {
  TRY(must(ctx.actor, may::manage_campaigns));
  const Campaign checked = TRY(check(input, Campaign{}));
  return ctx.db.write([&](db::Tx& tx) -> Result<CampaignId> {
    if (auto first = receipts::find(tx, ctx, kCreated, input.sending)) return CampaignId{*first};
    Campaign campaign = checked;
    if (campaign.code.empty()) campaign.code = made_up_code();
    if (store::find_campaign_by_code(tx, campaign.code)) {
      return fail_fields({{"code", "このコードは、ほかの募集施策で使われています。別のコードを入力してください"}});
    }
    campaign.id = CampaignId::make(ctx.now);
    campaign.created_by_name = ctx.actor.name;
    campaign.version = 1;
    campaign.created_at = campaign.updated_at = ctx.now;
    TRY(store::insert_campaign(tx, campaign));
    Json after = told_of(campaign);
    after["code"] = campaign.code;
    TRY(audit::note(tx, ctx, kCreated, {"campaign", campaign.id.text, ""}, nullptr, after));
    TRY(receipts::keep(tx, ctx, kCreated, input.sending, campaign.id.text));
    return campaign.id;
  });
}

Result<void> update_campaign(const Context& ctx, const CampaignInput& input) {
  TRY(must(ctx.actor, may::manage_campaigns));
  return ctx.db.write([&](db::Tx& tx) -> Result<void> {
    const auto before = store::find_campaign(tx, input.id);
    if (!before) return gone();
    Campaign after = TRY(check(input, *before));
    after.version = input.version;
    after.updated_at = ctx.now;
    TRY(store::update_campaign(tx, after));
    return audit::note(tx, ctx, "recruiting.campaign.updated", {"campaign", after.id.text, ""},
                       told_of(*before), told_of(after));
  });
}

Result<std::string> open_referral(const Context& ctx, const std::string& typed, bool counts) {
  const std::string code = upper(cut_characters(trim(typed), kCodeMost));
  const auto known = ctx.db.read([&](db::Reader& reader) {
    const auto campaign = store::find_campaign_by_code(reader, code);
    const bool own = !campaign && store::find_prospect_by_code(reader, code).has_value();
    return std::pair(campaign, own);
  });
  if (known.second) return code;
  if (!known.first) return std::string();
  if (!counts) return code;
  // A sum and nothing else: who opened it is not written, here or in the audit.
  TRY(ctx.db.write([&](db::Tx& tx) -> Result<void> {
    return store::add_to_campaign_day(tx, known.first->id, iso(ctx.today()), 1, 0);
  }));
  return code;
}

}  // namespace musubi::recruiting
