// letters.mjs - what was written to somebody, read where an installation without a mail server
// keeps it: in the office, by the manager, whose reading is audited. So a journey follows a link.
import { until } from './instance.mjs';

// The link beginning with `start` in the newest letter to `address` whose subject has the words.
export async function mailedLink(manager, address, words, start) {
  return until(`a letter to ${address} about ${words}`, async () => {
    await manager.goto('/office/mails');
    const path = await manager.engine.evaluate(
      '[...document.querySelectorAll("main tbody tr")]'
      + `.find((row) => row.innerText.includes(${JSON.stringify(address)})`
      + ` && row.innerText.includes(${JSON.stringify(words)}))`
      + '?.querySelector("a").getAttribute("href") ?? ""');
    if (!path) return '';
    await manager.goto(path);
    await manager.press('本文を表示する');
    return new RegExp(`${start}[\\w-]+`).exec(await manager.text())?.[0] ?? '';
  }, 30_000, 300);
}

// The whole text of every letter to `address` of the newest page, newest first.
export async function lettersTo(manager, address) {
  await manager.goto('/office/mails');
  const paths = JSON.parse(await manager.engine.evaluate('JSON.stringify('
    + '[...document.querySelectorAll("main tbody tr")]'
    + `.filter((row) => row.innerText.includes(${JSON.stringify(address)}))`
    + '.map((row) => row.querySelector("a").getAttribute("href")))'));
  const texts = [];
  for (const path of paths) {
    await manager.goto(path);
    await manager.press('本文を表示する');
    texts.push(await manager.text());
  }
  return texts;
}
