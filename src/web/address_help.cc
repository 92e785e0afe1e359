// address_help.cc - see address_help.h. Reads the form's fields by the names that the kit writes;
// every decision is core/postal's. Never writes.
#include "web/address_help.h"

#include "web/kit/address_help.h"

namespace musubi::web {

bool asks_for_address(const Request& request) {
  const std::string pressed = request.form.get(kit::kAddressButton);
  return pressed == kit::kLookUpAddress || pressed == kit::kChooseAddress;
}

postal::Help find_address(const Request& request) {
  return postal::look_up(request.context(),
                         {request.form.get("postal_code"), request.form.get("address"),
                          request.form.get(kit::kAddressButton) == kit::kChooseAddress,
                          request.form.get(kit::kAddressChoice)});
}

}  // namespace musubi::web
