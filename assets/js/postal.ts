// postal.ts - the address of a postal code as soon as its seven digits are typed. It goes into an
// address field in which nothing stands, or what we put there; nothing that a person typed is ever
// replaced. Several places are offered as the page without this script offers them. Without it, and
// whenever no answer comes, the button of the form does the same.
// SECURITY: the code alone is sent, never the address.
import { make } from "./dom";

interface Place {
  address: string;
  says: string;
}

interface Places {
  places: Place[];
  says: string;
}

type TextField = HTMLInputElement | HTMLTextAreaElement;

const CHOOSE = "あてはまる所在地を選んでから、「選んだ所在地にする」を押してください";

// Full-width digits, 〒 and any kind of hyphen are read as the server reads them.
function digitsOf(typed: string): string {
  return typed.normalize("NFKC").replace(/[^0-9]/g, "");
}

async function ask(path: string, digits: string, signal: AbortSignal): Promise<Places | null> {
  try {
    const answer = await fetch(`${path}?postal_code=${digits}`, {
      credentials: "same-origin",
      headers: { Accept: "application/json" },
      signal,
    });
    return answer.ok ? await answer.json() as Places : null;
  } catch {
    return null; // no line, or the next digit came first
  }
}

// The same fields as kit::address_help writes: sent with its button, the server knows them.
function choicesOf(places: Place[]): HTMLElement {
  const group = make("fieldset", "field");
  group.append(make("legend", "field__l", "郵便番号から見つかった所在地"));
  const rows = make("div", "checks");
  places.forEach((place, n) => {
    const box = make("input");
    box.type = "radio";
    box.name = "found_address";
    box.value = place.address;
    box.id = n === 0 ? "f-found_address" : `f-found_address-${n}`;
    const label = make("label", "", place.address);
    label.htmlFor = box.id;
    const words = make("span", "check__t");
    words.append(label);
    const row = make("div", "check");
    row.append(box, words);
    rows.append(row);
  });
  group.append(rows);
  return group;
}

function chooseButton(onPress: (event: Event) => void): HTMLElement {
  const button = make("button", "btn btn--line", "選んだ所在地にする");
  button.name = "lookup";
  button.value = "choice";
  button.addEventListener("click", onPress);
  const row = make("div", "row");
  row.append(button);
  return row;
}

function helpWith(box: HTMLElement, code: HTMLInputElement, address: TextField): void {
  const says = box.querySelector<HTMLElement>("[data-says]");
  const found = box.querySelector<HTMLElement>("[data-found]");
  if (!says || !found) return;
  let ours = ""; // what we put into the address
  let last = "";
  let asking: AbortController | null = null;
  const isFree = () => address.value.trim() === "" || address.value === ours;
  const put = (place: Place) => {
    ours = place.address;
    address.value = ours;
    address.dispatchEvent(new Event("input", { bubbles: true })); // for the draft
    says.textContent = place.says;
    found.replaceChildren();
  };
  const offer = (answer: Places) => {
    says.textContent = answer.says;
    const choose = (event: Event) => {
      if (!isFree()) return; // typed meanwhile: the server keeps it behind the place
      event.preventDefault();
      const value = found.querySelector<HTMLInputElement>("input:checked")?.value;
      const place = answer.places.find((one) => one.address === value);
      if (!place) {
        says.textContent = CHOOSE;
        return;
      }
      put(place);
      address.focus();
    };
    found.replaceChildren(choicesOf(answer.places), chooseButton(choose));
  };
  code.addEventListener("input", () => {
    const digits = digitsOf(code.value);
    if (digits === last) return;
    last = digits;
    asking?.abort();
    says.textContent = "";
    found.replaceChildren();
    if (digits.length !== 7 || !isFree()) return;
    const mine = new AbortController();
    asking = mine;
    void ask(box.dataset.postalCodes ?? "", digits, mine.signal).then((answer) => {
      if (!answer || mine.signal.aborted || !isFree()) return;
      if (answer.places.length === 1) put(answer.places[0]);
      if (answer.places.length > 1) offer(answer);
    });
  });
}

export function findAddresses(): void {
  for (const box of document.querySelectorAll<HTMLElement>("[data-postal-codes]")) {
    const fields = box.closest("form")?.elements;
    const code = fields?.namedItem("postal_code");
    const address = fields?.namedItem("address");
    if (!(code instanceof HTMLInputElement)) continue;
    if (!(address instanceof HTMLInputElement || address instanceof HTMLTextAreaElement)) continue;
    helpWith(box, code, address);
  }
}
