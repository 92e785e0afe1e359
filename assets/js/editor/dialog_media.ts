// dialog_media.ts - choosing a picture, file or video of the media library, or registering one on
// the spot: search, choose, then say what it shows (or that it is decoration). What the library
// still lacks (rights, persons) is asked in the same place and kept there.
import { make, say, smallButton } from "../dom";
import { followFocalPoint } from "../focal";
import { sendOne } from "../uploads";
import { checkbox, field, openDialog, problemLine, select, submitButton, textInput }
  from "./dialog";
import type { Dialog } from "./dialog";
import { findMedia, findOne, forgetDrawn, mediaPage, saveDetails, token, uploadAddress }
  from "./library";
import type { MediaDetails, MediaItem } from "./library";
import { DECORATIVE } from "./schema";

export interface Chosen {
  src: string; // media:ID
  words: string;
  caption: string;
  title: string;
}

type Kind = MediaItem["kind"];

const NAMES: Record<Kind, string> = { picture: "画像", document: "ファイル", video: "動画" };
const ACCEPTS: Record<Kind, string> = {
  picture: ".jpg,.jpeg,.png,.webp,.gif",
  document: ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.csv,.txt",
  video: ".mp4,.webm",
};
const READY_EVERY_MS = 2_000;
const READY_TRIES_MOST = 60;

export function chooseMedia(kind: Kind, first: File | null, done: (chosen: Chosen) => void,
  onClose: () => void): void {
  const dialog = openDialog(`${NAMES[kind]}を選ぶ`, onClose);
  const pick = (id: string): void => void describe(dialog, kind, id, null, done);
  const results = make("ul", "ed-media");
  const status = make("p", "ed-note");
  status.setAttribute("role", "status");
  dialog.body.append(uploadForm(kind, first, pick), searchForm(kind, results, status, pick),
    status, results);
  void showResults(kind, "", "", results, status, pick);
}

// Of one that stands in the text already.
export function changeMedia(kind: Kind, now: Chosen, done: (chosen: Chosen) => void,
  onClose: () => void): void {
  const dialog = openDialog(`${NAMES[kind]}の説明`, onClose);
  void describe(dialog, kind, now.src.slice("media:".length), now, done);
}

function searchForm(kind: Kind, results: HTMLElement, status: HTMLElement,
  pick: (id: string) => void): HTMLElement {
  const form = make("form", "ed-row");
  const words = textInput("");
  words.type = "search";
  form.append(field("題名・説明・ファイル名で探す", words), submitButton("探す"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    results.replaceChildren();
    void showResults(kind, words.value, "", results, status, pick);
  });
  return form;
}

async function showResults(kind: Kind, words: string, after: string, results: HTMLElement,
  status: HTMLElement, pick: (id: string) => void): Promise<void> {
  const found = await findMedia(kind, words, after);
  if (!found) {
    status.textContent = "一覧を開けませんでした。通信を確かめて、もう一度「探す」を押してください";
    return;
  }
  for (const item of found.items) results.append(resultOf(item, pick));
  const count = results.children.length;
  status.textContent = count === 0 ? `${NAMES[kind]}はありません。上で登録できます`
    : `${count}件${found.next === "" ? "" : "（続きがあります）"}`;
  if (found.next === "") return;
  const line = make("li", "ed-media__more");
  line.append(smallButton("続きを見る", () => {
    line.remove();
    void showResults(kind, words, found.next, results, status, pick);
  }));
  results.append(line);
}

function resultOf(item: MediaItem, pick: (id: string) => void): HTMLElement {
  const line = make("li");
  const button = make("button", "ed-media__i");
  button.type = "button";
  if (item.thumb !== "") {
    const picture = make("img");
    picture.src = item.thumb;
    picture.alt = "";
    picture.loading = "lazy";
    button.append(picture);
  }
  button.append(make("span", "", item.title));
  const facts = [item.type_words, item.state === "waiting" ? "処理中" : "",
    item.kind === "video" && !item.has_captions ? "字幕がありません" : ""];
  const told = facts.filter((each) => each !== "").join("、");
  if (told !== "") button.append(make("small", "", told));
  button.addEventListener("click", () => pick(item.id));
  line.append(button);
  return line;
}

function uploadForm(kind: Kind, first: File | null, pick: (id: string) => void): HTMLElement {
  const form = make("form", "ed-upload");
  form.action = uploadAddress();
  for (const [name, value] of [["csrf_token", token()], ["form_key", newKey()]]) {
    const hidden = make("input");
    hidden.type = "hidden";
    hidden.name = name;
    hidden.value = value;
    form.append(hidden);
  }
  const file = make("input", "in in--file");
  file.type = "file";
  file.accept = ACCEPTS[kind];
  const problem = problemLine();
  form.append(field(`新しい${NAMES[kind]}を登録する`, file), problem);
  const send = async (chosen: File): Promise<void> => {
    const bar = make("progress");
    bar.setAttribute("aria-label", chosen.name);
    problem.textContent = "";
    form.append(bar);
    const [status, answer] = await sendOne(form, "file", chosen, bar);
    bar.remove();
    file.value = "";
    const id = answer.path?.split("/").pop() ?? "";
    if (status === 200 && id !== "") {
      say(answer.words ?? "登録しました");
      pick(id);
      return;
    }
    problem.textContent = answer.errors?.[0]?.detail ?? answer.detail ??
      "登録できませんでした。もう一度選んでください";
  };
  file.addEventListener("change", () => {
    const chosen = file.files?.[0];
    if (chosen) void send(chosen);
  });
  if (first) void send(first);
  return form;
}

function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)),
    (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function describe(dialog: Dialog, kind: Kind, id: string, now: Chosen | null,
  done: (chosen: Chosen) => void): Promise<void> {
  dialog.body.replaceChildren(make("p", "ed-note", "開いています"));
  const item = await findOne(id);
  if (!item) {
    dialog.body.replaceChildren(make("p", "ed-problem",
      "この画像・資料は一覧にありません。閉じて、選び直してください"));
    return;
  }
  const form = make("form", "ed-describe");
  const problem = problemLine();
  const words = textInput(now ? (now.words === DECORATIVE ? "" : now.words)
    : kind === "document" ? item.title : item.alt);
  const decoration = checkbox("装飾（読み上げなくてよい画像）",
    now ? now.words === DECORATIVE : item.decorative);
  const caption = textInput(now?.caption ?? item.caption);
  if (kind === "picture") form.append(previewOf(item));
  form.append(field(kind === "document" ? "リンクの言葉" : `代替テキスト（何の${NAMES[kind]}か）`,
    words, kind === "document" ? "種類と大きさは、うしろに自動で付きます。"
      : "画像や動画を見られない人のために、読み上げられる文です。例：作業台で部品の図面を見る二人"));
  if (kind === "picture") form.append(decoration[0]);
  if (kind !== "document") form.append(field("下に出る説明（なくてもよい）", caption));
  if (kind === "video" && !item.has_captions) form.append(captionsNote(id));
  const own = ownFields(item, kind);
  form.append(own.box, problem, submitButton("記事に入れる"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const plain = words.value.trim();
    if (plain === "" && !(kind === "picture" && decoration[1].checked)) {
      problem.textContent = kind === "picture"
        ? "何の画像かを書くか、「装飾」を選んでください" : "言葉を書いてください";
      words.focus();
      return;
    }
    void own.save(kind === "picture" && decoration[1].checked ? "" : plain,
      decoration[1].checked).then((refused) => {
      if (refused !== "") {
        problem.textContent = refused;
        return;
      }
      forgetDrawn(id);
      const decorative = kind === "picture" && decoration[1].checked;
      done({ src: `media:${id}`, words: decorative ? DECORATIVE : plain,
        caption: kind === "document" ? "" : caption.value.trim(), title: item.title });
      dialog.close();
    });
  });
  dialog.body.replaceChildren(form);
  words.focus();
}

function captionsNote(id: string): HTMLElement {
  const note = make("p", "ed-note", "字幕のない動画は公開できません。");
  const link = make("a", "", "字幕のファイルを登録する（別のタブで開きます）");
  link.href = mediaPage(id);
  link.target = "_blank";
  link.rel = "noopener";
  note.append(link);
  return note;
}

// A fresh picture is made in the background: it is shown as soon as it is there.
function previewOf(item: MediaDetails): HTMLElement {
  const box = make("div", "focal ed-preview");
  box.dataset.focalX = "ed-focal-x";
  box.dataset.focalY = "ed-focal-y";
  const show = (address: string): void => {
    const picture = make("img");
    picture.src = address;
    picture.alt = "";
    box.replaceChildren(picture);
    followFocalPoint(box);
  };
  if (item.preview !== "") {
    window.setTimeout(() => show(item.preview)); // its fields are not in the page yet
    return box;
  }
  const words = make("p", "ed-note", item.state === "unreadable"
    ? "この画像は読めませんでした。別の画像を選んでください"
    : "見る人の画面に合う画像を作っています。待たずに書き進められます。");
  box.append(words);
  let tries = 0;
  const look = async (): Promise<void> => {
    tries += 1;
    const again = box.isConnected ? await findOne(item.id) : null;
    if (again?.preview) show(again.preview);
    else if (again?.state === "unreadable") words.textContent = "この画像は読めませんでした。";
    else if (box.isConnected && tries < READY_TRIES_MOST) {
      window.setTimeout(() => void look(), READY_EVERY_MS);
    }
  };
  if (item.state === "waiting") window.setTimeout(() => void look(), READY_EVERY_MS);
  return box;
}

interface OwnFields {
  box: HTMLElement;
  // Only what was changed is sent. "" = done, else why not.
  save: (words: string, decorative: boolean) => Promise<string>;
}

// What belongs to the file wherever it is used: open when something is missing.
function ownFields(item: MediaDetails, kind: Kind): OwnFields {
  const box = make("details", "ed-own");
  box.open = item.lacks.length > 0;
  box.append(make("summary", "", "権利と、写っている人"));
  for (const lack of item.lacks) box.append(make("p", "ed-note", lack));
  const inputs: Record<string, HTMLInputElement | HTMLSelectElement> = {
    title: textInput(item.fields.title ?? ""),
    rights_holder: textInput(item.fields.rights_holder ?? ""),
  };
  box.append(field("題名（一覧で探すときの名前）", inputs.title),
    field("権利者", inputs.rights_holder, "だれの写真・資料か。例：事務局"));
  if (kind !== "document") {
    inputs.people = select([["", "まだ確かめていない"], ["none", "人は写っていない"],
      ["consented", "写っている人の同意を得た"]], item.fields.people ?? "");
    inputs.consent_note = textInput(item.fields.consent_note ?? "");
    box.append(field("写っている人", inputs.people),
      field("同意の記録", inputs.consent_note, "いつ、だれが、どう確かめたか。"));
  }
  if (kind === "picture") {
    for (const [name, label] of [["focal_x", "中心（左から、％）"], ["focal_y", "中心（上から、％）"]]) {
      const input = textInput(item.fields[name] ?? "50");
      input.inputMode = "numeric";
      inputs[name] = input;
      box.append(field(label, input, name === "focal_x" ? "画像を押しても決められます。" : "",
        name === "focal_x" ? "ed-focal-x" : "ed-focal-y"));
    }
  }
  const save = async (words: string, decorative: boolean): Promise<string> => {
    const fresh: Record<string, string> = { ...item.fields };
    for (const [name, input] of Object.entries(inputs)) fresh[name] = input.value.trim();
    // The words of the article become the file's own where it had none.
    if (kind === "picture" && !item.alt && !item.decorative) {
      if (decorative) fresh.decorative = "1";
      else fresh.alt = words;
    }
    const changed = Object.keys(fresh).some((name) => fresh[name] !== (item.fields[name] ?? ""));
    if (!changed) return "";
    return saveDetails(item.id, { ...fresh, version: String(item.version) });
  };
  return { box, save };
}
