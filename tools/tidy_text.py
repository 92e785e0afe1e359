"""tidy_text.py - C++ as text: what tidy.py and its parts need to know of it without a compiler.

Comments and literals can be blanked with every offset and line kept; functions can be found.
"""
import re


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<d>[^()\\ ]{0,16})\(.*?\)(?P=d)"|"(?:\\.|[^"\\\n])*"|'
    r"(?<![0-9A-Fa-f])'(?:\\.|[^'\\\n])+'", re.S)


def blanked(text, strings=True):
    """Comments (and literals) replaced by blanks of the same shape: offsets and lines stay."""
    def blank(match):
        token = match.group(0)
        if token.startswith("/") or strings:
            return re.sub(r"[^\n]", " ", token)
        return token
    return TOKEN.sub(blank, text)


def literals(text):
    """(offset, content) of each string literal; adjacent ones count as one."""
    previous_end, start, content = -1, 0, None
    for match in TOKEN.finditer(text):
        token = match.group(0)
        if token.startswith("/") or token.startswith("'"):
            continue
        inner = (token[token.index("(") + 1:token.rindex(")")] if token.startswith("R")
                 else token[1:-1].replace("\\n", "\n"))
        if content is not None and not text[previous_end:match.start()].strip():
            content += inner
        else:
            if content is not None:
                yield start, content
            start, content = match.start(), inner
        previous_end = match.end()
    if content is not None:
        yield start, content


def functions(text):
    """(name, first line, last line) of each function that is not inside another."""
    plain = re.sub(r"^[ \t]*#(?:[^\n\\]|\\\n|\\.)*", lambda m: re.sub(r"[^\n]", " ", m.group(0)),
                   blanked(text), flags=re.M)
    scopes, head_start = [], 0
    for match in re.finditer(r"[{};]", plain):
        char, at = match.group(0), match.start()
        inside_function = any(kind == "function" for kind, _, _ in scopes)
        if char == "{":
            head = plain[head_start:at]
            kind = "inner" if inside_function else kind_of_scope(head)
            begin = head_start + len(head) - len(head.lstrip())
            scopes.append((kind, begin, head))
        elif char == "}" and scopes:
            kind, begin, head = scopes.pop()
            if kind == "function":
                called = re.search(r"([\w:~]+(?:\s*operator\S+)?)\s*\(", head)
                yield (called.group(1) if called else "a function",
                       line_of(plain, begin), line_of(plain, at))
        if not inside_function or char == "}":
            head_start = at + 1


def kind_of_scope(head):
    if re.search(r"\b(namespace|extern)\b", head):
        return "namespace"
    bare = re.sub(r"\([^()]*\)|<[^<>]*>", "", head)
    is_type = re.search(r"\b(class|struct|union|enum)\b", bare)
    if is_type and ")" not in head.rsplit("struct", 1)[-1]:
        return "type"
    return "function" if ")" in head and not re.search(r"=\s*$", head) else "other"
