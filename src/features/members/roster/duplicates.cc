// duplicates.cc - rows are brought together by what could prove them the same (corporate number,
// name, telephone, mail) through hash tables, so that 100,000 rows cost no more than reading them.
//
//   same corporate number                                     -> same organisation
//   same name, and nothing speaks against it                  -> same organisation
//   same telephone and same mail address or own domain, and names alike -> same organisation
//   two different valid corporate numbers                     -> never
#include "features/members/roster/duplicates.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "features/members/roster/values.h"

namespace musubi::members {

namespace {

// A domain that many rows share (a provider, a free mail service) proves nothing.
constexpr std::size_t kOwnDomainRowsMax = 3;
// Rows that share one key beyond this are a form letter's filler, not one organisation.
constexpr std::size_t kBucketMax = 50;

std::string first_mail(const RosterRow& row) {
  for (const auto& contact : row.contacts) {
    if (!contact.email.empty()) return lower_ascii(contact.email);
  }
  return {};
}
bool share_mail(const RosterRow& a, const RosterRow& b) {
  for (const auto& x : a.contacts) {
    for (const auto& y : b.contacts) {
      if (!x.email.empty() && lower_ascii(x.email) == lower_ascii(y.email)) return true;
    }
  }
  return false;
}
std::string domain_of(const std::string& mail) {
  const auto at = mail.find('@');
  return at == std::string::npos ? "" : mail.substr(at + 1);
}
bool both_and_equal(const std::string& a, const std::string& b) { return !a.empty() && a == b; }
bool both_and_differ(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() && a != b;
}

using Buckets = std::unordered_map<std::string, std::vector<std::size_t>>;

class Finder {
 public:
  explicit Finder(Roster& roster) : roster_(roster), leader_(roster.rows.size()) {
    std::iota(leader_.begin(), leader_.end(), std::size_t{0});
  }

  void find() {
    count_domains();
    join_by([](const RosterRow& r) { return r.corporate_number; }, /*numbers=*/true);
    join_by([](const RosterRow& r) { return r.name_key; });
    join_by([](const RosterRow& r) { return r.telephone; });
    join_by([](const RosterRow& r) { return first_mail(r); });
    propose();
  }

 private:
  template <class KeyOf>
  void join_by(KeyOf key_of, bool numbers = false) {
    Buckets buckets;
    for (std::size_t i = 0; i < roster_.rows.size(); ++i) {
      std::string key = key_of(roster_.rows[i]);
      if (!key.empty()) buckets[std::move(key)].push_back(i);
    }
    for (const auto& [key, members] : buckets) {
      if (members.size() < 2 || (!numbers && members.size() > kBucketMax)) continue;
      if (numbers) {
        for (const std::size_t i : members) join(members[0], i);
        continue;
      }
      for (std::size_t a = 0; a < members.size(); ++a) {
        for (std::size_t b = a + 1; b < members.size(); ++b) {
          if (same(roster_.rows[members[a]], roster_.rows[members[b]])) {
            join(members[a], members[b]);
          }
        }
      }
    }
  }

  void count_domains() {
    for (const auto& row : roster_.rows) {
      if (const std::string domain = domain_of(first_mail(row)); !domain.empty()) {
        ++domains_[domain];
      }
    }
  }
  bool own_domain(const std::string& domain) const {
    const auto found = domains_.find(domain);
    return found != domains_.end() && found->second <= kOwnDomainRowsMax;
  }

  bool same(const RosterRow& a, const RosterRow& b) const {
    if (both_and_differ(a.corporate_number, b.corporate_number)) return false;
    if (both_and_equal(a.corporate_number, b.corporate_number)) return true;
    const bool telephone = both_and_equal(a.telephone, b.telephone);
    const bool mail = share_mail(a, b);
    if (both_and_equal(a.name_key, b.name_key)) {
      if (telephone || mail || both_and_equal(a.postal_code, b.postal_code) ||
          both_and_equal(a.representative_name, b.representative_name)) {
        return true;
      }
      // Nothing agrees but the name: the same only when spelled the same, form and all, and
      // neither telephone nor mail speaks against it.
      return a.name == b.name && !both_and_differ(a.telephone, b.telephone) &&
             !both_and_differ(first_mail(a), first_mail(b)) &&
             !both_and_differ(a.municipality, b.municipality);
    }
    const std::string domain = domain_of(first_mail(a));
    const bool own = !domain.empty() && domain == domain_of(first_mail(b)) && own_domain(domain);
    return telephone && (mail || (own && alike(a.name_key, b.name_key)));
  }

  static bool alike(const std::string& a, const std::string& b) {
    return a.size() >= 6 && b.size() >= 6 &&
           (a.find(b) != std::string::npos || b.find(a) != std::string::npos);
  }

  std::size_t leader_of(std::size_t i) {
    while (leader_[i] != i) i = leader_[i] = leader_[leader_[i]];
    return i;
  }
  void join(std::size_t a, std::size_t b) {
    a = leader_of(a);
    b = leader_of(b);
    leader_[std::max(a, b)] = std::min(a, b);
  }

  void propose() {
    std::unordered_map<std::size_t, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < roster_.rows.size(); ++i) groups[leader_of(i)].push_back(i);
    for (const auto& [leader, members] : groups) {
      if (members.size() < 2) continue;
      // The registered row has a member number; rows without one were added by hand later. Where
      // that says nothing, a note "重複" marks the later one; else the first row stands.
      const std::size_t kept = *std::min_element(
          members.begin(), members.end(), [&](std::size_t a, std::size_t b) {
            const RosterRow &x = roster_.rows[a], &y = roster_.rows[b];
            const bool same_note = x.notes_say_duplicate == y.notes_say_duplicate;
            if (x.member_no.empty() != y.member_no.empty()) return y.member_no.empty();
            if (x.member_no.empty() && !same_note) return y.notes_say_duplicate;
            return a < b;
          });
      for (const std::size_t i : members) {
        if (i == kept) continue;
        const RosterRow &row = roster_.rows[i], &of = roster_.rows[kept];
        roster_.duplicates.push_back({row.row, of.row, reason(row, of)});
      }
    }
    std::sort(roster_.duplicates.begin(), roster_.duplicates.end(),
              [](const Duplicate& a, const Duplicate& b) { return a.row < b.row; });
  }

  static std::string reason(const RosterRow& a, const RosterRow& b) {
    std::vector<std::string> agree;
    if (both_and_equal(a.corporate_number, b.corporate_number)) agree.push_back("法人番号");
    if (both_and_equal(a.name_key, b.name_key)) agree.push_back("名称");
    if (both_and_equal(a.telephone, b.telephone)) agree.push_back("電話番号");
    if (share_mail(a, b)) agree.push_back("メールアドレス");
    if (both_and_equal(a.postal_code, b.postal_code)) agree.push_back("郵便番号");
    if (both_and_equal(a.representative_name, b.representative_name)) agree.push_back("代表者");
    std::string text;
    for (const auto& what : agree) text += (text.empty() ? "" : "・") + what;
    text = text.empty() ? "同じ団体の別の行と一致" : text + "が一致";
    const auto written = [](const RosterRow& row) {
      return trim(row.raw.text(RosterField::name));
    };
    if (written(a) != written(b)) text += "（名称の表記が異なります）";
    return text;
  }

  Roster& roster_;
  std::vector<std::size_t> leader_;
  std::unordered_map<std::string, std::size_t> domains_;
};

std::string name_as_written(const RosterRow& row) { return row.raw.text(RosterField::name); }

// A duplicate whose registered row spells the name properly needs no correction of its own: the
// merge settles it, and the reason already says that the spelling differs. What concerns the
// corporate form stays: it is how the sender writes, and shows in both rows alike.
void settle_names(Roster& roster) {
  std::unordered_map<std::int64_t, std::int64_t> of_row;
  for (const auto& duplicate : roster.duplicates) of_row[duplicate.row] = duplicate.of_row;
  std::erase_if(roster.defects, [&](const Defect& defect) {
    const auto found = of_row.find(defect.row);
    if (found == of_row.end()) return false;
    const auto& own = roster.rows[static_cast<std::size_t>(defect.row - 1)];
    const auto& kept = roster.rows[static_cast<std::size_t>(found->second - 1)];
    if (own.name_key != kept.name_key) return false;
    if (defect.kind == "name_halfwidth_kana") return !has_half_width_kana(name_as_written(kept));
    if (defect.kind == "name_space") {
      return !has_space_at_form(name_as_written(own)) && !has_space_inside(name_as_written(kept));
    }
    return false;
  });
}

}  // namespace

void find_duplicates(Roster& roster) {
  roster.duplicates.clear();
  Finder(roster).find();
  settle_names(roster);
  roster.organisations = static_cast<std::int64_t>(roster.rows.size()) -
                         static_cast<std::int64_t>(roster.duplicates.size());
}

}  // namespace musubi::members
