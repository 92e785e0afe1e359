// scope.cc - see scope.h. The table is filled at the start and read by the permission matrix.
// Must never decide access: services do, by the actor's own organisation or account.
#include "core/access/scope.h"

#include <map>
#include <string>

namespace musubi::access {
namespace {

std::map<std::string, Scope, std::less<>>& declared() {
  static std::map<std::string, Scope, std::less<>> table;
  return table;
}

std::map<std::string, Permission, std::less<>>& beside_routes() {
  static std::map<std::string, Permission, std::less<>> table;
  return table;
}

bool held_only_by(const Permission& permission, Roles roles) {
  for (int i = 0; i < kRoleCount; ++i) {
    const Role role = static_cast<Role>(i);
    if (permission.roles.has(role) && !roles.has(role)) return false;
  }
  return !permission.roles.empty();
}

}  // namespace

std::string_view scope_label(Scope scope) {
  switch (scope) {
    case Scope::everything: return "全体";
    case Scope::own_account: return "本人";
    case Scope::own_organisation: return "自分の団体";
  }
  return "全体";
}

void declare_scope(std::string_view permission_name, Scope scope) {
  declared().insert_or_assign(std::string(permission_name), scope);
}

void declare_permission(const Permission& permission) {
  beside_routes().insert_or_assign(std::string(permission.name), permission);
}

std::vector<Permission> permissions_beside_routes() {
  std::vector<Permission> out;
  for (const auto& [name, permission] : beside_routes()) out.push_back(permission);
  return out;
}

Scope scope_of(const Permission& permission) {
  const auto found = declared().find(permission.name);
  if (found != declared().end()) return found->second;
  if (permission.level == Permission::Level::signed_in) return Scope::own_account;
  if (permission.level == Permission::Level::anyone) return Scope::everything;
  if (held_only_by(permission, roles::members)) return Scope::own_organisation;
  return Scope::everything;
}

}  // namespace musubi::access
