"""tidy_gallery.py - whether the gallery (/_kit) shows every state of the page kit: a rule of tidy.

Of what a feature may give to a component, each must stand at least once in a gallery*.cc: every
member of its struct, every argument that may be left out, every value of an enum (a default is
shown by leaving it out). Read from the kit's headers and the initialisers of the gallery, as text.
"""
import os
import re

from tidy_text import blanked, line_of

KIT = "src/web/kit/"
# Not for features, or no component.
INSIDE = {"element.h", "field_frame.h", "frame_parts.h", "gallery.h", "gallery_groups.h", "tone.h"}
# What no page of the gallery can show, and why.
UNSHOWN = {
    "PageFrame::bare": "error pages alone, and each has its page at /_kit/error/",
    "PageFrame::nav_current": "names an entry of a menu, and the gallery has none",
    # A script asks these addresses, and behind the gallery nobody answers.
    "Progress::live_path": "as above; looks the same",
    "LivePart::live_path": "as above; looks the same",
    "SearchBox::suggestions": "as above; a list under the box while somebody types",
    "WritingField::keep_path": "as above; the editor says when it kept what is typed",
    "WritingField::media_path": "as above; the dialogue of files",
    "WritingField::choices_path": "as above; the dialogue of files",
    "WritingField::targets_path": "as above; the dialogue of links",
}
OPEN, CLOSE = "([{", ")]}"


def split(text, at=","):
    """Parts of `text` at a separator that stands in no bracket: (offset, part)."""
    out, depth, start = [], 0, 0
    for i, char in enumerate(text):
        if char in OPEN or (char == "<" and text[i - 1:i].isalnum()):
            depth += 1
        elif char in CLOSE or (char == ">" and text[i - 1:i] != "-" and depth):
            depth -= 1
        elif char == at and depth == 0:
            out.append((start, text[start:i]))
            start = i + 1
    out.append((start, text[start:]))
    return out


def end_of(text, start):
    """Where the bracket at `start` closes."""
    depth = 0
    for i in range(start, len(text)):
        depth += (text[i] in OPEN) - (text[i] in CLOSE)
        if depth == 0:
            return i
    return len(text)


def kind_of(words):
    """("one" or "list", type) of a declaration: `const std::vector<Tab>& tabs` is a list of Tab."""
    listed = re.search(r"vector<\s*([\w:]+)\s*>", words)
    if listed:
        return "list", listed.group(1)
    plain = re.search(r"(?:const\s+)?([\w:]+)", words)
    return "one", plain.group(1) if plain else ""


class Kit:
    """What the headers offer."""

    def __init__(self, tree):
        self.structs = {}    # name -> {member: (kind, type, place)}, in the header's order
        self.enums = {}      # "Look::danger" -> place
        self.functions = {}  # name -> [parameters of each overload]; one is (kind, type, optional)
        self.places = {}     # function -> place
        self.defaults = set()
        for path in tree.paths:
            name = os.path.basename(path)
            if path == KIT + name and name.endswith(".h") and name not in INSIDE:
                self.read(path, blanked(tree.text(path)))

    def read(self, path, text):
        self.defaults |= set(re.findall(r"=\s*((?:\w+::)+\w+)", text))
        structs = [(m.group(1), m.end() - 1, end_of(text, m.end() - 1))
                   for m in re.finditer(r"\bstruct (\w+) \{", text)]
        for name, start, end in structs:
            self.structs[name] = self.members(path, text, start + 1, end)
        for match in re.finditer(r"\benum class (\w+) \{([^}]*)\}", text):
            owner = next((s for s, a, b in structs if a < match.start() < b), None)
            for value in re.findall(r"\w+", match.group(2)):
                full = f"{owner}::{match.group(1)}" if owner else match.group(1)
                self.enums[f"{full}::{value}"] = (path, line_of(text, match.start()))
        for match in re.finditer(r"^(?:inline )?Html (\w+)\(", text, re.M):
            inside = text[match.end():end_of(text, match.end() - 1)]
            parameters = [(*kind_of(part), "=" in part) for _, part in split(inside)
                          if part.strip()]
            self.functions.setdefault(match.group(1), []).append(parameters)
            self.places[match.group(1)] = (path, line_of(text, match.start()))

    @staticmethod
    def members(path, text, start, end):
        out = {}
        for offset, part in split(text[start:end], ";"):
            words = part.strip()
            if not words or re.match(r"(enum|struct|static|using)\b|explicit\b", words):
                continue
            place = (path, line_of(text, start + offset + len(part) - len(part.lstrip())))
            kind, first = None, True
            for _, piece in split(words):
                bare = re.sub(r"\s*(=|\{).*$", "", piece.strip(), flags=re.S)
                kind = kind_of(bare) if first else kind
                out[re.search(r"(\w+)$", bare).group(1)] = (*kind, place)
                first = False
        return out

    def reachable(self):
        """The structs that a component takes, by themselves or inside another."""
        todo = [p[1] for overloads in self.functions.values() for o in overloads for p in o]
        seen = set()
        while todo:
            name = todo.pop()
            if name in self.structs and name not in seen:
                seen.add(name)
                todo += [member[1] for member in self.structs[name].values()]
        return seen


class Gallery:
    """What its initialisers give."""

    def __init__(self, kit, texts):
        self.kit, self.members, self.arguments = kit, set(), set()
        for text in texts:
            self.variables = {m.group(2): m.group(1) for m in
                              re.finditer(r"\b(\w+)&? (\w+)\s*[={;)]", text)
                              if m.group(1) in kit.structs}
            self.walk(text, None)
            for variable, member in re.findall(r"\b(\w+)\.(\w+)\s*=[^=]", text):
                self.saw(self.variables.get(variable), member)

    def saw(self, struct, member):
        if struct in self.kit.structs:
            self.members.add(f"{struct}::{member}")

    def walk(self, text, returns):
        """Each bracket of a text of which nothing is known."""
        i = 0
        while i < len(text):
            if text[i] not in OPEN:
                i += 1
                continue
            end = end_of(text, i)
            self.bracket(text[:i].rstrip(), text[i], text[i + 1:end], returns)
            i = end + 1

    def bracket(self, head, char, inside, returns):
        if char == "(":
            return self.call(head, inside, returns)
        body = re.search(r"\b(\w+) \w+\([^()]*\)(?: const)?$", head)
        if body:  # of a function, which may return {...}
            return self.walk(inside, body.group(1))
        named = re.search(r"(?:\b(\w+)|vector<(\w+)>)(?: \w+)?(?: =)?$", head)
        if re.search(r"\breturn$", head):
            return self.given(("one", returns), "{" + inside + "}", returns)
        if named and (named.group(1) or named.group(2)) in self.kit.structs:
            kind = ("one", named.group(1)) if named.group(1) else ("list", named.group(2))
            return self.given(kind, "{" + inside + "}", returns)
        return self.walk(inside, returns)

    def call(self, head, inside, returns):
        name = re.search(r"(\w+)$", head)
        parts = [part for _, part in split(inside)]
        for parameters in self.kit.functions.get(name.group(1) if name else "", []):
            for i, part in enumerate(parts[:len(parameters)]):
                self.arguments.add((name.group(1), i))
                self.given(parameters[i][:2], part, returns)
            return
        pushed = re.search(r"\b(\w+)\.(\w+)\.push_back$", head)
        if pushed:
            struct = self.variables.get(pushed.group(1))
            self.saw(struct, pushed.group(2))
            member = self.kit.structs.get(struct, {}).get(pushed.group(2))
            return self.given(("one", member[1]) if member else (None, ""), inside, returns)
        for part in parts:
            self.walk(part, returns)

    def given(self, kind, part, returns):
        """A value of a known type: {...} of a struct or of a list of them, or anything else."""
        words = part.strip()
        if not words.startswith("{") or kind[1] not in self.kit.structs:
            return self.walk(part, returns)
        items = [item for _, item in split(words[1:end_of(words, 0)])]
        if kind[0] == "list":
            for item in items:
                self.given(("one", kind[1]), item, returns)
            return
        members = self.kit.structs[kind[1]]
        for i, item in enumerate(items):
            named = re.match(r"\s*\.(\w+)\s*=", item)
            name = named.group(1) if named else list(members)[i] if i < len(members) else ""
            if not named and len(items) == 1 and "{" not in words[1:] and not words[1:-1].strip():
                break  # {}
            self.saw(kind[1], name)
            value = item[named.end():] if named else item
            self.given(members.get(name, (None, ""))[:2], value, returns)


def missing(tree):
    """(path, line, remedy) of what stands in a header and nowhere in the gallery."""
    kit = Kit(tree)
    texts = [blanked(tree.text(p)) for p in tree.paths
             if p.startswith(KIT + "gallery") and p.endswith(".cc")]
    if not texts:
        return
    gallery, words = Gallery(kit, texts), " ".join(texts)
    for struct in sorted(kit.reachable()):
        for member, (_, _, place) in kit.structs[struct].items():
            name = f"{struct}::{member}"
            if name not in gallery.members and name not in UNSHOWN:
                yield (*place, f"no page of the gallery gives {name}: show that state")
            if name in gallery.members and name in UNSHOWN:
                yield (*place, f"the gallery shows {name} by now: take it out of UNSHOWN")
    for value, place in kit.enums.items():
        used = re.search(r"\b" + value + r"\b", words) or value in kit.defaults or any(
            value.endswith("::" + d) for d in kit.defaults)
        if not used:
            yield (*place, f"no page of the gallery shows {value}")
    for name, overloads in kit.functions.items():
        for i, (_, _, optional) in enumerate(overloads[0]):
            if optional and (name, i) not in gallery.arguments:
                yield (*kit.places[name],
                       f"no page of the gallery gives argument {i + 1} of {name}")
