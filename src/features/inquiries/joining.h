// joining.h - an inquiry that becomes an application: what the office's entry of it begins with,
// and the link that both sides keep (applications.h, Desk). Called by routes.cc; decides nothing.
#pragma once

namespace musubi::applications {
struct Desk;
}

namespace musubi::inquiries {

void join_desk(applications::Desk& desk);

}  // namespace musubi::inquiries
