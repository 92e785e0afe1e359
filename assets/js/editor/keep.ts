// keep.ts - sends what is written to the server a moment after the last letter, and tells what it
// answers: kept until when, who else writes here, what was saved meanwhile, what the checks say.
// What is kept is this person's own copy: the article changes only by 「保存する」. When the session
// is over the text stays on the page, and goes on as soon as somebody has signed in again.
import { make, say } from "../dom";
import type { Finding } from "./findings";

export interface Answer {
  kept_words: string; // 10時32分
  others: string[];   // 春日 花子さん（3分前）
  saved_words: string; // who saved since, and when; "" = nobody
  findings: Finding[];
}

const AFTER_LETTER_MS = 2_000;
const AT_LEAST_EVERY_MS = 30_000; // so that others see that somebody is here
// SECURITY: without a hand on it the page asks nothing, or a session left alone would never end.
const ACTIVE_MS = 120_000;
const KEPT = "書きかけを預かりました";
const SOON = "書いた文を、まもなく預かります。";
const KEEPALIVE_BYTES_MOST = 60_000; // a browser lets 64 KiB outlive the page (Fetch standard)
const ENDED = "ログインが終わりました。書いた文はこの画面に残っています。別のタブでログインして" +
  "から戻ると、続けて書けます。";

export class Keeper {
  readonly box: HTMLElement;
  private readonly state: HTMLElement;
  private readonly others: HTMLElement;
  private readonly signIn: HTMLAnchorElement;
  private timer = 0;
  private changed = false;
  private underWay = false; // a change is being sent; it ends with the page
  private running: Promise<boolean> | null = null;
  private over = false;
  private sent = false; // by 「保存する」: a copy kept after that would be of what is saved
  private told = "";
  private active = Date.now();

  constructor(private readonly form: HTMLFormElement, private readonly path: string,
    private readonly flush: () => void, private readonly hear: (answer: Answer) => void) {
    this.box = make("div", "ed-keep");
    this.state = make("p", "ed-note");
    this.others = make("p", "ed-warning");
    this.others.hidden = true;
    this.signIn = make("a", "btn btn--line btn--sm", "別のタブでログインする");
    this.signIn.href = "/sign-in";
    this.signIn.target = "_blank";
    this.signIn.rel = "noopener";
    this.signIn.hidden = true;
    this.box.append(this.state, this.others, this.signIn);
    form.addEventListener("input", () => this.soon());
    for (const name of ["keydown", "pointerdown"]) {
      document.addEventListener(name, () => {
        this.active = Date.now();
      });
    }
    window.setInterval(() => {
      if (!document.hidden && Date.now() - this.active < ACTIVE_MS) void this.send();
    }, AT_LEAST_EVERY_MS);
    // Back from signing in, or from another program.
    window.addEventListener("focus", () => {
      if (this.over || this.changed) void this.send();
    });
    // What was written in the last moment before the page is left goes along, if it is not too long
    // for that; the drafts of this browser (drafts.ts) hold it too.
    window.addEventListener("pagehide", () => this.sendLast());
    // Back by the browser's button, from its memory: nobody knows whether the last letters came.
    window.addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      this.sent = false;
      this.soon();
    });
    // 「書きかけの文を消す」, a form of its own: what is thrown away is not kept again.
    for (const ending of document.querySelectorAll('form[action$="/writing-ending"]')) {
      ending.addEventListener("submit", () => {
        window.clearTimeout(this.timer);
        this.sent = true;
      });
    }
    this.guardSubmit();
  }

  soon(): void {
    this.changed = true;
    this.sent = false;
    if (this.state.textContent?.startsWith(KEPT) === true) this.state.textContent = SOON;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.send(), AFTER_LETTER_MS);
  }

  // False when there is no session to send with. One at a time: who asks meanwhile hears the same.
  send(): Promise<boolean> {
    this.running ??= this.sendOnce().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  // Also what was written while an earlier sending was under way. Once more and no further: who
  // writes on, or has no network, is not kept from saving.
  private async sendAll(): Promise<boolean> {
    const alive = await this.send();
    return alive && this.changed ? this.send() : alive;
  }

  private async sendOnce(): Promise<boolean> {
    try {
      if (this.over && !(await this.renewToken())) return false;
      this.flush();
      const mine = this.changed;
      this.changed = false;
      this.underWay = mine;
      const fields = this.fields(mine);
      const answer = await fetch(this.path, {
        method: "POST", credentials: "same-origin", redirect: "manual",
        headers: { Accept: "application/json" }, body: fields,
      });
      if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
        this.changed = this.changed || mine;
        this.end();
        return false;
      }
      if (!answer.ok) {
        this.changed = this.changed || mine;
        this.state.textContent = "いま預けられませんでした。書いた文はこの画面に残っています。";
        return true;
      }
      this.tell(await answer.json() as Answer);
      window.dispatchEvent(new Event("session-used")); // idle.ts counts anew
      return true;
    } catch {
      this.changed = true;
      this.state.textContent = "通信が切れています。書いた文はこの画面に残っています。";
      return true; // the browser itself says so when the form is sent
    } finally {
      this.underWay = false;
    }
  }

  private fields(changed: boolean): URLSearchParams {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string") fields.append(name, value);
    }
    fields.set("changed", changed ? "1" : "");
    return fields;
  }

  private sendLast(): void {
    this.flush();
    if (!(this.changed || this.underWay) || this.over || this.sent) return;
    const body = this.fields(true);
    if (body.toString().length > KEEPALIVE_BYTES_MOST) return;
    this.changed = false;
    void fetch(this.path, {
      method: "POST", credentials: "same-origin", redirect: "manual", keepalive: true,
      headers: { Accept: "application/json" }, body,
    }).catch(() => undefined); // nobody is there to be told
  }

  private end(): void {
    this.over = true;
    this.state.textContent = ENDED;
    this.signIn.hidden = false;
    if (this.told !== ENDED) say(ENDED);
    this.told = ENDED;
  }

  // After signing in elsewhere this page's token is one of the session before.
  private async renewToken(): Promise<boolean> {
    const answer = await fetch(window.location.href, {
      credentials: "same-origin", redirect: "manual", headers: { Accept: "text/html" },
    });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector<HTMLInputElement>(
      `form[action="${this.form.getAttribute("action") ?? ""}"] input[name=csrf_token]`);
    if (!fresh) return false;
    for (const old of document.querySelectorAll<HTMLInputElement>("input[name=csrf_token]")) {
      old.value = fresh.value;
    }
    this.over = false;
    this.signIn.hidden = true;
    this.told = "";
    say("ログインを確かめました。続けて書けます");
    return true;
  }

  private tell(answer: Answer): void {
    if (this.changed) {
      this.state.textContent = SOON; // written on while this was under way
    } else if (answer.kept_words !== "") {
      this.state.textContent = `${KEPT}（${answer.kept_words}）。` +
        "記事に反映するには「保存する」を押してください。";
    }
    const words = [
      answer.others.length > 0 ? `いま${answer.others.join("、")}も、この記事を書いています。` : "",
      answer.saved_words !== "" ? `${answer.saved_words}が先に保存しました。あなたの文は残っています。` +
        "保存すると、2つの文を見比べられます。" : "",
    ].join("");
    this.others.textContent = words;
    this.others.hidden = words === "";
    if (words !== "" && words !== this.told) say(words);
    this.told = words;
    this.hear(answer);
  }

  // A form sent after the session has ended would be lost on its way: it is asked before.
  private guardSubmit(): void {
    let checked = false;
    this.form.addEventListener("submit", (event) => {
      if (checked) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const pressed = event.submitter;
      this.flush();
      window.clearTimeout(this.timer);
      void this.sendAll().then((alive) => {
        if (!alive) {
          this.box.scrollIntoView({ block: "center" });
          this.signIn.focus();
          return;
        }
        checked = true;
        this.sent = true;
        this.form.requestSubmit(pressed instanceof HTMLButtonElement ? pressed : null);
        checked = false;
      });
    }, { capture: true });
  }
}
