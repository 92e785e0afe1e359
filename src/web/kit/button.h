// button.h - things one can press. Words end in a verb; nothing is ever shown disabled.
// A change of state is always a POST form with its CSRF token: post_button makes the whole form.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "web/html.h"
#include "web/kit/needed.h"
#include "web/request.h"

namespace musubi::web::kit {

enum class Look { primary, secondary, text, danger };

struct Button {
  Needed label;
  Look look = Look::primary;
  std::string icon = {};
  std::string name = {}, value = {};  // sent with the form when this one is pressed
  bool small = false;
  std::string about = {};             // spoken after the label: which row it is for
  std::string form = {};              // id of the form when the button stands outside it
};
Html button(const Button& button);  // submits the form it stands in
// What Enter presses in a form where another button stands before its own: stands first in the
// form, is seen by nobody and reached by no key.
Html enter_button();

struct ButtonLink {
  Needed label;
  std::string path;
  Look look = Look::secondary;
  std::string icon = {};
  bool small = false;
  std::string about = {};
};
Html button_link(const ButtonLink& link);

struct PostButton {
  Button button;
  std::string action;                                         // own path
  std::vector<std::pair<std::string, std::string>> hidden = {};
};
Html post_button(const Request& request, const PostButton& post);

// A button that copies a text; without JavaScript the text itself is shown to be selected.
Html copy_text(const Needed& label, const std::string& text);

}  // namespace musubi::web::kit
