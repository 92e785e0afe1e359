// passkeys.ts - asks the browser for a passkey and puts its answer into the form, which is then
// sent as any other. Without this script the page says how to go on without a passkey.
type Descriptor = { type: "public-key"; id: string };
type Offer = {
  challenge: string;
  user?: { id: string; name: string; displayName: string };
  excludeCredentials?: Descriptor[];
};

const STOPPED = "パスキーの操作が終わりませんでした。もう一度ボタンを押すか、ほかの方法をお使いください。";
const KNOWN = "この機器のパスキーは、すでに登録されています。";
const NO_ANSWER = "通信できませんでした。しばらくしてから、もう一度ボタンを押してください。";

function bytes(text: string): ArrayBuffer {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (c) => c.charCodeAt(0)).buffer as ArrayBuffer;
}

function text(buffer: ArrayBuffer | null): string {
  if (!buffer) return "";
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

// The server's own words where it has some.
class Said extends Error {}

async function askOffer(place: HTMLElement, form: HTMLFormElement): Promise<Offer> {
  const answer = await fetch(place.dataset.offer ?? "", {
    method: "POST",
    credentials: "same-origin",
    redirect: "manual",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(new FormData(form) as unknown as Record<string, string>),
  }).catch(() => { throw new Said(NO_ANSWER); });
  const said = await answer.json().catch(() => { throw new Said(NO_ANSWER); });
  if (!answer.ok) throw new Said(said.errors?.[0]?.detail ?? said.detail ?? NO_ANSWER);
  return said as Offer;
}

async function askBrowser(place: HTMLElement, offer: Offer): Promise<PublicKeyCredential> {
  const shared = { ...offer, challenge: bytes(offer.challenge) } as object;
  if (place.dataset.passkey === "create") {
    const known = (offer.excludeCredentials ?? []).map((c) => ({ ...c, id: bytes(c.id) }));
    const user = { ...offer.user, id: bytes(offer.user?.id ?? "") };
    const publicKey = { ...shared, user, excludeCredentials: known };
    return await navigator.credentials.create(
      { publicKey: publicKey as PublicKeyCredentialCreationOptions }) as PublicKeyCredential;
  }
  return await navigator.credentials.get(
    { publicKey: shared as PublicKeyCredentialRequestOptions }) as PublicKeyCredential;
}

function fill(form: HTMLFormElement, given: PublicKeyCredential): void {
  const put = (name: string, value: string) => {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  };
  put("client_data", text(given.response.clientDataJSON));
  put("credential", text(given.rawId));
  if (given.response instanceof AuthenticatorAttestationResponse) {
    put("attestation", text(given.response.attestationObject));
  } else if (given.response instanceof AuthenticatorAssertionResponse) {
    put("authenticator_data", text(given.response.authenticatorData));
    put("signature", text(given.response.signature));
    put("user_handle", text(given.response.userHandle));
  }
}

function wordsFor(problem: unknown): string {
  if (problem instanceof Said) return problem.message;
  const known = problem instanceof DOMException && problem.name === "InvalidStateError";
  return known ? KNOWN : STOPPED;
}

export function offerPasskeys(): void {
  if (!window.PublicKeyCredential || !navigator.credentials) return;
  for (const place of document.querySelectorAll<HTMLElement>("[data-passkey]")) {
    const form = place.querySelector("form");
    const says = place.querySelector<HTMLElement>("[data-says]");
    if (!form || !says) continue;
    place.querySelector("[data-without]")?.setAttribute("hidden", "");
    place.querySelector("[data-with]")?.removeAttribute("hidden");
    let busy = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      says.hidden = true;
      askOffer(place, form)
        .then((offer) => askBrowser(place, offer))
        .then((given) => {
          fill(form, given);
          form.submit();  // past our own listener
        })
        .catch((problem: unknown) => {
          says.textContent = wordsFor(problem);
          says.hidden = false;
          busy = false;
        });
    });
  }
}
