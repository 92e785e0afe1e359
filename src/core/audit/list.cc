// list.cc - reads the audit: pages of twenty or fifty for the office, whole periods for export.
// Each condition is put into the SQL only when asked for, so that its index is used; words are
// looked for row by row, a bounded number of rows at a time. Must never
// change anything, nor decide who may read (the caller has asked must()).
#include <utility>

#include "base/text.h"
#include "base/time.h"
#include "core/audit/audit.h"
#include "core/audit/chain.h"
#include "core/search/tokenizer.h"

namespace musubi::audit {
namespace {

struct Asked {
  std::string where;
  std::vector<db::Value> args;

  std::string place(db::Value value) {
    args.push_back(std::move(value));
    return "$" + std::to_string(args.size());
  }
  void add(const std::string& condition) {
    where += where.empty() ? " WHERE " : " AND ";
    where += condition;
  }
};

// Every word of a filter, folded alike on both databases (no LIKE does that).
class Words {
 public:
  explicit Words(const Filter& filter) : in_values_(filter.words_in_values) {
    for (const std::string& word : split(nfkc(filter.words), ' ')) {
      if (trim(word).empty()) continue;
      const std::string folded = search::folded_text(word);
      asked_ = true;
      findable_ = findable_ && !folded.empty();  // a sign alone folds to nothing: it is nowhere
      folded_.push_back(folded);
    }
  }
  bool asked() const { return asked_; }
  bool in(const Line& line) const {
    if (!asked_ || !findable_) return !asked_;
    std::string text = line.actor_name + "\n" + line.reason;
    if (in_values_) text += "\n" + line.before + "\n" + line.after;
    const std::string folded = search::folded_text(text);
    for (const std::string& word : folded_) {
      if (folded.find(word) == std::string::npos) return false;
    }
    return true;
  }

 private:
  std::vector<std::string> folded_;
  bool in_values_;
  bool asked_ = false;
  bool findable_ = true;
};

// The index on time gives the period's numbers; reading in their order needs no sorting. The time
// itself is compared too (with a + that keeps its index out): notes of one moment may be sealed
// in another order. The + 0 makes both databases look through the period's part of that index: the
// first number of a period would otherwise be looked for row by row, from the very first entry on.
void add_period(Asked& a, const Filter& f) {
  if (f.from) {
    const std::string from = a.place(f.from->ms);
    std::string period = "at >= " + from;
    if (f.until) period += " AND at < " + a.place(f.until->ms);
    a.add("sequence >= (SELECT MIN(sequence + 0) FROM audit_entries WHERE " + period + ")");
    if (f.until) {
      a.add("sequence <= (SELECT MAX(sequence + 0) FROM audit_entries WHERE " + period + ")");
    }
    a.add("+at >= " + from);
  } else if (f.until) {
    a.add("sequence <= (SELECT MAX(sequence) FROM audit_entries WHERE at < " +
          a.place(f.until->ms) + ")");
  }
  if (f.until) a.add("+at < " + a.place(f.until->ms));
}

Asked conditions(const Filter& f) {
  Asked a;
  if (!f.noun.empty()) a.add("noun = " + a.place(f.noun));
  if (!f.subject_id.empty()) a.add("subject_id = " + a.place(f.subject_id));
  if (!f.organisation_id.empty()) a.add("organisation_id = " + a.place(f.organisation_id));
  if (!f.actor_id.empty()) a.add("actor_id = " + a.place(f.actor_id));
  if (!f.action_prefix.empty() && !f.action_prefix.ends_with('.')) {
    // One action: its part of the index is in the order asked for. A range of actions is not, so
    // that all of it would be sorted for fifty lines.
    a.add("action = " + a.place(f.action_prefix));
  } else if (!f.action_prefix.empty()) {
    // A range instead of LIKE: the index on action serves it. Both databases compare bytes: a
    // PostgreSQL database of another collation is refused (db/postgres/migrate_postgres.cc).
    a.add("action >= " + a.place(f.action_prefix));
    a.add("action < " + a.place(f.action_prefix + "\x7f"));
  }
  add_period(a, f);
  return a;
}

Json parse(const std::string& text) {
  if (text.empty()) return nullptr;
  return Json::parse(text, nullptr, false);
}

Entry entry_of(Line line) {
  Entry e;
  e.sequence = line.sequence;
  e.at = Instant{line.at};
  e.actor_id = std::move(line.actor_id);
  e.actor_name = std::move(line.actor_name);
  e.action = std::move(line.action);
  e.noun = std::move(line.noun);
  e.subject_id = std::move(line.subject_id);
  e.organisation_id = std::move(line.organisation_id);
  e.reason = std::move(line.reason);
  e.request_id = std::move(line.request_id);
  e.before = parse(line.before);
  e.after = parse(line.after);
  e.hash = std::move(line.hash);
  e.address = std::move(line.address);
  return e;
}

// A leading = + - @ would be a formula in a spreadsheet: an apostrophe keeps it text.
std::string csv_cell(const std::string& value) {
  std::string out = "\"";
  if (!value.empty() && std::string_view("=+-@\t\r").find(value[0]) != std::string_view::npos) {
    out += '\'';
  }
  for (char c : value) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

std::string csv_line(const Line& l) {
  const std::string cells[] = {std::to_string(l.sequence), iso8601_jst(Instant{l.at}), l.actor_id,
                               l.actor_name, l.action, l.noun, l.subject_id, l.organisation_id,
                               l.reason, l.request_id, l.address, l.before, l.after, l.hash};
  std::string out;
  for (const std::string& cell : cells) {
    if (!out.empty()) out += ',';
    out += csv_cell(cell);
  }
  return out + "\r\n";
}

std::string text_of(const Json& value) {
  if (value.is_null()) return {};
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string json_line(const Line& l) {
  const Json object{{"sequence", l.sequence},
                    {"at", l.at},
                    {"actor_id", l.actor_id},
                    {"actor_name", l.actor_name},
                    {"action", l.action},
                    {"noun", l.noun},
                    {"subject_id", l.subject_id},
                    {"organisation_id", l.organisation_id},
                    {"reason", l.reason},
                    {"request_id", l.request_id},
                    {"address", l.address},
                    {"before", l.before},
                    {"after", l.after},
                    {"hash", l.hash}};
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::vector<Entry> list_entries(db::Reader& reader, const Filter& filter) {
  CHECK(filter.words.empty());
  Asked a = conditions(filter);
  if (filter.before_sequence > 0) a.add("sequence < " + a.place(filter.before_sequence));
  const std::string sql = "SELECT " + std::string(kColumns) + " FROM audit_entries" + a.where +
                          " ORDER BY sequence DESC LIMIT " +
                          a.place(static_cast<std::int64_t>(filter.most));
  std::vector<Entry> out;
  for (const db::Row& row : reader.select(db::Query{"audit.list", sql}, a.args)) {
    out.push_back(entry_of(read_line(row)));
  }
  return out;
}

Found find_entries(db::Reader& reader, const Filter& filter) {
  const Words words(filter);
  Asked a = conditions(filter);
  if (filter.before_sequence > 0) a.add("sequence < " + a.place(filter.before_sequence));
  const int most = words.asked() ? kLookedThrough : filter.most;
  const std::string sql = "SELECT " + std::string(kColumns) + " FROM audit_entries" + a.where +
                          " ORDER BY sequence DESC LIMIT " +
                          a.place(static_cast<std::int64_t>(most) + 1);
  Found found;
  int looked = 0;
  std::int64_t last = 0;
  const db::Query query{"audit.find", sql};
  reader.stream(query, a.args, [&](const db::Row& row) {
    const bool full = static_cast<int>(found.entries.size()) == filter.most;
    if (full || looked == most) {  // there is at least this one more
      found.before_sequence = last;
      found.looked_far = !full;
      return false;
    }
    Line line = read_line(row);
    last = line.sequence;
    ++looked;
    if (words.in(line)) found.entries.push_back(entry_of(std::move(line)));
    return true;
  });
  return found;
}

std::int64_t export_entries(db::Reader& reader, const Filter& filter, Form form, std::int64_t most,
                            const std::function<void(std::string_view)>& write,
                            const Mask& masked) {
  const Asked a = conditions(filter);
  const Words words(filter);
  const std::string sql = "SELECT " + std::string(kColumns) + " FROM audit_entries" + a.where +
                          " ORDER BY sequence";
  if (form == Form::csv) {
    write("\xEF\xBB\xBF番号,日時,操作した人のID,操作した人,操作,対象,対象のID,団体のID,理由,"
          "受付番号,接続元,前,後,ハッシュ\r\n");
  }
  std::int64_t rows = 0;
  reader.stream(db::Query{"audit.export", sql}, a.args, [&](const db::Row& row) {
    Line line = read_line(row);
    if (!words.in(line)) return true;
    if (masked) {
      Entry entry = entry_of(line);
      masked(entry);
      line.before = text_of(entry.before);
      line.after = text_of(entry.after);
    }
    write(form == Form::csv ? csv_line(line) : json_line(line));
    ++rows;
    return most == 0 || rows < most;
  });
  return rows;
}

}  // namespace musubi::audit
