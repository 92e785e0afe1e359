// scope.h - which objects a permission reaches, beside the roles that hold it (R-5.2.3.ア.b): the
// column of the printed permission matrix. A feature says it where it adds its routes, next to the
// service that enforces it; what nobody has said follows from the permission itself.
#pragma once

#include <string_view>
#include <vector>

#include "core/access/access.h"

namespace musubi::access {

// Only what services enforce: a further one comes with the feature that has such objects.
enum class Scope {
  everything,        // 全体
  own_account,       // 本人
  own_organisation,  // 自分の団体
};
std::string_view scope_label(Scope scope);

// `name` is that of a Permission constant. Called while routes are added, before requests.
void declare_scope(std::string_view permission_name, Scope scope);
// A permission that only a service asks for, and no route row names: the matrix lists it as well.
void declare_permission(const Permission& permission);
std::vector<Permission> permissions_beside_routes();  // by name
// Declared; else own_account for "signed in", own_organisation where only members hold it,
// everything otherwise.
Scope scope_of(const Permission& permission);

}  // namespace musubi::access
