"""site_writer - people of the office who write articles and send pictures in a benchmark, by the
forms that the pages show. Used by site_growth.py."""
import html
import json
import os
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
import uuid

from pages import ORIGIN, Person

HIDDEN = ("csrf_token", "form_key", "version", "token")
BODY = "# 本文\n\n測定のための本文です。[入会の案内](/join)をご覧ください。\n"


def account_of(data, role):
    with open(os.path.join(data, "demo/accounts.json"), encoding="utf-8") as f:
        return next(a for a in json.load(f) if a["role"] == role)


class Writer(Person):
    def fields_of(self, page, fields):
        _, text = self.ask(page)
        for name in HIDDEN:
            found = re.search(rf'name="{name}" value="([^"]*)"', text)
            if found:
                fields = dict(fields, **{name: html.unescape(found.group(1))})
        return fields

    def send(self, action, body, kind="application/x-www-form-urlencoded"):
        """Where the answer leads; ends the run when it leads nowhere."""
        request = urllib.request.Request(ORIGIN + action, data=body)
        request.add_header("Cookie", self.header())
        request.add_header("Content-Type", kind)
        try:
            answer = self.opener.open(request)
        except urllib.error.HTTPError as other:
            answer = other
        text = answer.read().decode()
        if answer.status != 303:
            wrong = re.sub(r"<[^>]*>", " ", text[text.find("<main"):])[:1500]
            sys.exit(f"{action} answered {answer.status}: {' '.join(wrong.split())}")
        return urllib.parse.urlsplit(answer.headers["Location"]).path

    def form(self, page, action, fields):
        return self.send(action, urllib.parse.urlencode(self.fields_of(page, fields)).encode())

    def press_of(self, article, step, fields):
        """The form is read now and sent when it is called."""
        body = urllib.parse.urlencode(self.fields_of(article, fields)).encode()
        return lambda: self.send(article + step, body)

    def approved_news(self, manager, slug, title, body=BODY):
        """Its page in the office; the next press of `manager` publishes it."""
        edit = self.form("/office/content/new", "/office/content",
                         {"type": "news", "title": title, "slug": slug})
        article = edit.rsplit("/", 1)[0]
        self.form(edit, article, {"title": title, "lead": "測定のための記事です。", "body": body,
                                  "language": "ja", "category": "notice"})
        self.form(article, article + "/sending", {})
        manager.form(article, article + "/confirmation", {})
        return article

    def send_file(self, name, data):
        """The id of the item that it became."""
        fields = self.fields_of("/office/media/new", {})
        boundary = uuid.uuid4().hex
        parts = []
        for key in ("csrf_token", "form_key"):
            parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"'
                         f"\r\n\r\n{fields[key]}\r\n".encode())
        parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="file"; '
                     f'filename="{name}"\r\nContent-Type: image/png\r\n\r\n'.encode())
        parts += [data, f"\r\n--{boundary}--\r\n".encode()]
        path = self.send("/office/media", b"".join(parts),
                         f"multipart/form-data; boundary={boundary}")
        return path.rsplit("/", 1)[1]

    def describe(self, item, words):
        page = f"/office/media/{item}"
        self.form(page, page, {"title": words, "alt": words, "rights_holder": "事務局",
                               "people": "none", "focal_x": "50", "focal_y": "50"})
