// library.ts - what the editor asks the server: files of the media library, pages to link to.
// Every answer may fail to come; then null, and the caller says what to do instead.
export interface MediaItem {
  id: string;
  kind: "picture" | "document" | "video";
  state: "waiting" | "ready" | "unreadable";
  title: string;
  alt: string;
  decorative: boolean;
  caption: string;
  thumb: string; // address of a small picture, "" = none yet
  type_words: string; // PDF、1.2MB
  has_captions: boolean; // of a video
  lacks: string[]; // before it may be published
}

// With what a person says about it: the form of its page in the library.
export interface MediaDetails extends MediaItem {
  version: number;
  preview: string;
  fields: Record<string, string>;
}

export interface Target {
  path: string;
  title: string;
  type: string;
  state: string;
}

let addresses: DOMStringMap = {};

export function tellAddresses(data: DOMStringMap): void {
  addresses = data;
}

export function mediaPage(id: string): string {
  return `${addresses.media ?? ""}/${encodeURIComponent(id)}`;
}

export function uploadAddress(): string {
  return addresses.media ?? "";
}

async function ask<T>(path: string): Promise<T | null> {
  try {
    const answer = await fetch(path, {
      credentials: "same-origin", redirect: "manual", headers: { Accept: "application/json" },
    });
    return answer.ok ? await answer.json() as T : null;
  } catch {
    return null;
  }
}

export interface MediaPage {
  items: MediaItem[];
  next: string;
}

export function findMedia(kind: string, words: string, after: string): Promise<MediaPage | null> {
  const query = new URLSearchParams({ kind, q: words, after });
  return ask(`${addresses.choices ?? ""}?${query.toString()}`);
}

export function findOne(id: string): Promise<MediaDetails | null> {
  return ask(`${addresses.choices ?? ""}/${encodeURIComponent(id)}`);
}

// Of pictures drawn in the text: each is asked once.
const known = new Map<string, Promise<MediaDetails | null>>();

export function drawnMedia(id: string): Promise<MediaDetails | null> {
  // Typed by hand and no address of the library: the server need not be asked.
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return Promise.resolve(null);
  const asked = known.get(id) ?? findOne(id);
  known.set(id, asked);
  return asked;
}

export function forgetDrawn(id: string): void {
  known.delete(id);
}

export async function findTargets(words: string): Promise<Target[] | null> {
  const query = new URLSearchParams({ q: words });
  const answer = await ask<{ items: Target[] }>(`${addresses.targets ?? ""}?${query.toString()}`);
  return answer?.items ?? null;
}

export function token(): string {
  return document.querySelector<HTMLInputElement>("input[name=csrf_token]")?.value ?? "";
}

// "" when it was saved; else what to do about it, for people.
export async function saveDetails(id: string, fields: Record<string, string>): Promise<string> {
  try {
    const answer = await fetch(mediaPage(id), {
      method: "POST", credentials: "same-origin", redirect: "manual",
      headers: { Accept: "application/json" },
      body: new URLSearchParams({ ...fields, csrf_token: token() }),
    });
    if (answer.type === "opaqueredirect" || answer.ok) return "";
    const said = await answer.json() as { detail?: string; errors?: { detail?: string }[] };
    return said.errors?.[0]?.detail ?? said.detail ?? "保存できませんでした。もう一度押してください";
  } catch {
    return "通信が切れました。もう一度押してください";
  }
}
