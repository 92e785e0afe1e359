// help.cc - what a postal code does to an address that is being typed. See postal.h.
//
//   typed = [prefecture] [municipality] [town] rest
//     municipality and town are these             -> same
//     rest is empty, a number, or behind the town -> put (town, then the rest as it was typed)
//     the code stands for no town, no place typed -> before, to be asked
//     anything else names another place           -> instead, to be asked
// Must never change what was typed without a sentence that says so.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "core/postal/postal.h"

namespace musubi::postal {
namespace {

constexpr std::string_view kWideSpace = "　";

void skip_spaces(std::string_view& text) {
  for (;;) {
    if (text.starts_with(' ')) {
      text.remove_prefix(1);
    } else if (text.starts_with(kWideSpace)) {
      text.remove_prefix(kWideSpace.size());
    } else {
      return;
    }
  }
}

// Takes `part` from the beginning of `text`, whatever spaces stand in either; false and nothing
// taken when it does not stand there.
bool take(std::string_view& text, std::string_view part) {
  const std::string letters =
      replace_all(replace_all(std::string(part), " ", ""), kWideSpace, "");
  if (letters.empty()) return false;
  std::string_view left = text;
  for (const char c : letters) {
    const bool begins_character = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (begins_character) skip_spaces(left);
    if (!left.starts_with(c)) return false;
    left.remove_prefix(1);
  }
  text = left;
  return true;
}

// 玉名郡和水町 -> 和水町; "" when there is no county (郡山市 has none).
std::string_view without_county(std::string_view municipality) {
  constexpr std::string_view kCounty = "郡";
  if (!municipality.ends_with("町") && !municipality.ends_with("村")) return {};
  const std::size_t at = municipality.find(kCounty, 1);
  if (at == std::string_view::npos) return {};
  return municipality.substr(at + kCounty.size());
}

// 1-2-3, １番地, 三丁目
bool begins_with_number(std::string_view text) {
  const std::string first = nfkc(cut_characters(text, 1));
  if (first.size() == 1 && first[0] >= '0' && first[0] <= '9') return true;
  constexpr std::array<std::string_view, 11> kNumerals{"一", "二", "三", "四", "五", "六",
                                                       "七", "八", "九", "十", "百"};
  std::string_view left = text;
  for (bool more = true; more;) {
    more = false;
    for (std::string_view numeral : kNumerals) {
      if (!left.starts_with(numeral)) continue;
      left.remove_prefix(numeral.size());
      more = true;
    }
  }
  return left.size() < text.size() && (left.starts_with("丁目") || left.starts_with("番"));
}

Failure wrong(std::string_view field, std::string says) {
  return fail_fields({{std::string(field), std::move(says)}});
}

constexpr const char* kNoCode = "郵便番号は7桁の数字で入力してください（例：860-0001）";

std::string several_words(std::size_t count) {
  return "この郵便番号の所在地は" + std::to_string(count) +
         "か所あります。あてはまるものを選んでください";
}

std::string words_of(const Fit& fit) {
  if (fit.way == Fit::Way::same) return "入力済みの所在地は、郵便番号と合っています";
  if (fit.kept.empty()) {
    return "所在地に「" + fit.address + "」を入れました。番地などを続けて入力してください";
  }
  return "所在地を「" + fit.address + "」にしました。入力済みの「" + fit.kept +
         "」は、そのまま残しています";
}

Choice choice_of(const Town& town, const Fit& fit) {
  Choice out{town.words(), fit.address, ""};
  if (fit.way == Fit::Way::instead) out.hint = "入力済みの所在地と置き換えます。";
  if (fit.way == Fit::Way::before) out.hint = "入力済みの所在地の前に入れます。";
  return out;
}

bool is_to_be_asked(const Fit& fit) {
  return fit.way == Fit::Way::before || fit.way == Fit::Way::instead;
}

void put(Help& help, const std::string& address, std::string says) {
  help.put = help.address != address;
  help.address = address;
  help.says = std::move(says);
}

void list_choices(Help& help, const std::vector<Town>& towns, const std::vector<Fit>& fits) {
  bool asks = false;
  for (std::size_t i = 0; i < towns.size(); ++i) {
    asks = asks || is_to_be_asked(fits[i]);
    help.choices.push_back(choice_of(towns[i], fits[i]));
  }
  if (asks) {
    help.choices.push_back({std::string(kKeep), "いまのまま：" + trim(help.address), ""});
  }
  help.says = towns.size() == 1
                  ? "入力済みの所在地は、この郵便番号の所在地とちがうようです。どうするかを選んでください"
                  : several_words(towns.size());
}

void choose(Help& help, const Ask& ask, const std::vector<Town>& towns,
            const std::vector<Fit>& fits) {
  if (ask.chosen == kKeep) {
    put(help, ask.address, "所在地は、入力したままです");
    return;
  }
  for (std::size_t i = 0; i < towns.size(); ++i) {
    if (towns[i].words() != ask.chosen) continue;
    const std::string before = trim(ask.address);
    const bool replaces = fits[i].way == Fit::Way::instead;
    put(help, fits[i].address,
        replaces ? "所在地を「" + fits[i].address + "」に置き換えました。前の入力は「" + before +
                       "」です"
                 : words_of(fits[i]));
    return;
  }
  list_choices(help, towns, fits);
  help.says.clear();
  help.error = wrong("found_address", "所在地を一覧から選んでください").error;
}

}  // namespace

Fit fit(const Town& town, std::string_view typed_address) {
  const std::string typed = trim(typed_address);
  Fit out{town.words(), Fit::Way::put, ""};
  if (typed.empty()) return out;
  std::string_view rest = typed;
  const bool prefecture = take(rest, town.prefecture);
  const bool municipality =
      take(rest, town.municipality) || take(rest, without_county(town.municipality));
  const bool named = take(rest, town.town);
  if (municipality && (named || town.town.empty())) {
    return {std::string(typed_address), Fit::Way::same, ""};
  }
  skip_spaces(rest);
  if (named || rest.empty() || begins_with_number(rest)) {
    out.kept = rest;
    out.address += out.kept;
    return out;
  }
  if (town.town.empty() && !prefecture) {
    return {town.words() + std::string(rest), Fit::Way::before, std::string(rest)};
  }
  return {town.words(), Fit::Way::instead, ""};
}

Help offer(const Context& ctx) {
  Help out;
  out.offered =
      ctx.db.read([](db::Reader& reader) { return find_edition(reader).has_value(); });
  return out;
}

Help look_up(const Context& ctx, const Ask& ask) {
  Help out = offer(ctx);
  out.address = ask.address;
  if (!out.offered) {
    out.error = wrong("postal_code", "いまは住所を調べられません。所在地を直接入力してください").error;
    return out;
  }
  const auto code = read_postal_code(ask.postal_code);
  if (!code) {
    out.error = wrong("postal_code", trim(ask.postal_code).empty()
                                         ? "郵便番号を入力してから、「住所を調べる」を押してください"
                                         : kNoCode)
                    .error;
    return out;
  }
  const std::string digits = replace_all(*code, "-", "");
  const std::vector<Town> towns =
      ctx.db.read([&](db::Reader& reader) { return list_towns(reader, digits); });
  if (towns.empty()) {
    out.error = wrong("postal_code", "この郵便番号の所在地は見つかりません。番号を確かめるか、"
                                     "所在地を直接入力してください")
                    .error;
    return out;
  }
  std::vector<Fit> fits;
  for (const Town& town : towns) fits.push_back(fit(town, ask.address));
  if (ask.choosing) {
    choose(out, ask, towns, fits);
    return out;
  }
  const auto same = std::find_if(fits.begin(), fits.end(), [](const Fit& one) {
    return one.way == Fit::Way::same;
  });
  if (same != fits.end()) {
    put(out, ask.address, words_of(*same));
  } else if (towns.size() == 1 && !is_to_be_asked(fits.front())) {
    put(out, fits.front().address, words_of(fits.front()));
  } else {
    list_choices(out, towns, fits);
  }
  return out;
}

Result<Places> list_places(const Context& ctx, std::string_view postal_code) {
  const auto code = read_postal_code(postal_code);
  if (!code) return wrong("postal_code", kNoCode);
  const std::string digits = replace_all(*code, "-", "");
  const std::vector<Town> towns =
      ctx.db.read([&](db::Reader& reader) { return list_towns(reader, digits); });
  Places out;
  for (const Town& town : towns) {
    const Fit empty = fit(town, "");
    out.list.push_back({empty.address, words_of(empty)});
  }
  if (towns.size() > 1) out.says = several_words(towns.size());
  return out;
}

}  // namespace musubi::postal
