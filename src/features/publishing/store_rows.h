// store_rows.h - what the store files of publishing share: the columns of an item and its row, and
// conditions made of fixed fragments. Inside the store only; never decides.
#pragma once

#include <string>
#include <vector>

#include "features/publishing/content.h"

#define CONTENT_COLUMNS                                                                        \
  "id, type, path, state, title, owner_id, owner_name, review_on, number, sent_by, is_public, " \
  "public_number, public_title, public_lead, published_at, changed_at, publish_at, expire_at, " \
  "version, created_at, updated_at"

namespace musubi::publishing::store {

Content content_of(const db::Row& row);
std::vector<Content> contents_of(const std::vector<db::Row>& rows);

// Builds " WHERE ..." from fixed fragments; every value is a parameter.
struct RowWhere {
  std::string sql;
  std::vector<db::Value> args;

  std::string parameter(db::Value value) {
    args.push_back(std::move(value));
    return "$" + std::to_string(args.size());
  }
  void add(const std::string& condition) {
    sql += (sql.empty() ? " WHERE " : " AND ") + condition;
  }
  void equal(const char* column, const std::string& value) {
    if (!value.empty()) add(std::string(column) + " = " + parameter(value));
  }
};

}  // namespace musubi::publishing::store
