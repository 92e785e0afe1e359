// in_page.mjs - checks that run inside the page. Each function is sent to the browser as text, so
// it must not use anything of this module; each gives back problems as lines.

export function overflow() {
  const wide = document.documentElement;
  if (wide.scrollWidth <= wide.clientWidth) return [];
  const named = (e) => `${e.tagName.toLowerCase()}${e.className ? `.${e.className}` : ''}`;
  const guilty = [...document.body.querySelectorAll('*')].filter((e) => {
    const box = e.getBoundingClientRect();
    if (box.right <= wide.clientWidth + 1 || box.width === 0) return false;
    for (let up = e.parentElement; up; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== 'visible' && up !== document.body) return false;
    }
    return true;
  });
  return [`${wide.scrollWidth} px wide in ${wide.clientWidth} px: `
    + guilty.slice(0, 4).map(named).join(', ')];
}

// Steps of the way to this page that reach out of it.
export function wideCrumbs() {
  const most = document.documentElement.clientWidth + 1;
  return [...document.querySelectorAll('.crumbs, .crumbs *')]
    .filter((e) => e.getBoundingClientRect().right > most)
    .map((e) => `${Math.round(e.getBoundingClientRect().right)} px wide: .crumbs `
      + `${e.tagName.toLowerCase()} "${(e.innerText ?? '').slice(0, 20)}"`);
}

// Text that its own box cuts off, as spacing of WCAG 1.4.12 may do.
export function cutText() {
  return [...document.body.querySelectorAll('*')].filter((e) => {
    const style = getComputedStyle(e);
    const cuts = [style.overflowX, style.overflowY].some((o) => o === 'hidden' || o === 'clip');
    const box = e.getBoundingClientRect();
    if (!cuts || box.width < 8 || box.height < 8 || e.closest('svg')) return false;
    return e.innerText?.trim()
      && (e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2);
  }).map((e) => `cut off: ${e.tagName.toLowerCase()}.${e.className} "${e.innerText.slice(0, 30)}"`);
}

// Words of a drawing that reach out of it, or of their place on it.
export function cutCharts() {
  return [...document.querySelectorAll('svg.chart text')].filter((e) => {
    const [box, all] = [e.getBoundingClientRect(), e.ownerSVGElement.getBoundingClientRect()];
    return box.width > 0 && (box.left < all.left - 2 || box.right > all.right + 2);
  }).map((e) => `outside the chart: "${e.textContent}"`);
}

// WCAG 2.5.8: 24 px or alone in a circle of 24 px; links within a sentence are exempt.
export function smallTargets() {
  const found = [];
  const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select,'
    + ' textarea, summary, [tabindex="0"][role]')];
  const boxOf = (e) => {
    const ticked = e.matches('input[type=radio], input[type=checkbox]');
    const label = ticked ? e.closest('label') ?? e.labels?.[0] : null;
    return (label ?? e).getBoundingClientRect();
  };
  const targets = all.filter(shown).map((e) => ({ e, box: boxOf(e) }))
    .filter(({ e, box }) => box.width > 1 && box.height > 1 && !e.matches('.skip'));
  const inline = (e) => e.tagName === 'A' && getComputedStyle(e).display === 'inline'
    && [...e.parentElement.childNodes].some((n) => n !== e && n.textContent.trim());
  for (const { e, box } of targets) {
    if ((box.width >= 24 && box.height >= 24) || inline(e)) continue;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const crowded = targets.some(({ e: other, box: near }) => {
      if (other === e || other.contains(e) || e.contains(other)) return false;
      const dx = Math.max(near.x - x, 0, x - near.right);
      const dy = Math.max(near.y - y, 0, y - near.bottom);
      return Math.hypot(dx, dy) < 12;
    });
    if (crowded) {
      found.push(`target ${Math.round(box.width)}x${Math.round(box.height)} px among others: `
        + `${e.tagName.toLowerCase()}.${e.className} "${(e.innerText || e.name).slice(0, 20)}"`);
    }
  }
  return found;
}

// What one page must say about itself.
export function basics() {
  const found = [];
  const { lang } = document.documentElement;
  if (lang !== 'ja') found.push(`lang is "${lang}"`);
  const heads = document.querySelectorAll('h1').length;
  if (heads !== 1) found.push(`${heads} h1`);
  if (!document.title.trim()) found.push('no title');
  if (!document.querySelector('main#main')) found.push('no main#main to skip to');
  // What a writer of a mailing may put in has a Japanese name; the program's own names have not.
  const words = document.body.innerText.replace(/\{\{[ぁ-んァ-ヶー一-龠]+\}\}/g, '');
  const unfilled = /[{}]{2}|undefined|\bNaN\b|\[object/.exec(words);
  if (unfilled) found.push(`unfilled words: ${unfilled[0]}`);
  return found;
}

// Where the focus is: drawn, inside the window, not under something else, further on in the page
// than before.
export function focusSeen() {
  const e = document.activeElement;
  if (!e || e === document.body) return { at: '', problem: '' };
  const words = (e.innerText || e.name || '').slice(0, 20);
  const named = `${e.tagName.toLowerCase()}.${e.className} "${words}"`;
  const before = window.focusedBefore;
  window.focusedBefore = e;
  // The controls of a player are several stops of one element.
  window.stopsWithin = before === e ? (window.stopsWithin ?? 0) + 1 : 0;
  if (before === e && window.stopsWithin > (e.tagName === 'VIDEO' ? 12 : 0)) {
    return { at: named, problem: `Tab does not leave ${named}` };
  }
  if (before === e) return { at: named, problem: '' };
  window.focusedFirst ??= e;
  if (before && e === window.focusedFirst) return { at: '', problem: '' };  // once around
  if (before?.isConnected && before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING) {
    return { at: named, problem: `Tab goes back in the page, to ${named}` };
  }
  const style = getComputedStyle(e);
  const around = e.matches('input') ? getComputedStyle(e.closest('label') ?? e) : style;
  const drawn = [style, around].some((s) => s.boxShadow !== 'none'
    || (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2));
  if (!drawn) return { at: named, problem: `no visible focus on ${named}` };
  // Of something taller than the window, the part inside it counts.
  const boxes = [...e.getClientRects()].map((r) => {
    const [x, y] = [Math.max(r.left, 0), Math.max(r.top, 0)];
    const [right, bottom] = [Math.min(r.right, innerWidth), Math.min(r.bottom, innerHeight)];
    return new DOMRect(x, y, right - x, bottom - y);
  }).filter((box) => box.width > 0 && box.height > 0);
  const seen = boxes.some((box) => {
    if (box.bottom <= 0 || box.top >= innerHeight) return false;
    for (const fx of [0.5, 0.1, 0.9]) {
      for (const fy of [0.5, 0.1, 0.9]) {
        const hit = document.elementFromPoint(box.x + box.width * fx, box.y + box.height * fy);
        if (!hit) continue;
        const ours = e.contains(hit) || hit.contains(e) || hit.closest('label')?.control === e;
        if (ours) return true;
      }
    }
    return false;
  });
  return { at: named, problem: seen ? '' : `focus is covered or outside: ${named}` };
}

// Words in the colour of their own ground cannot be read, whichever colours the system forces.
export function lostText() {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const groundOf = (e) => {
    for (let up = e; up; up = up.parentElement) {
      const colour = getComputedStyle(up).backgroundColor;
      if (!/, 0\)$|transparent/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || e.closest('svg, script, style, .skip')) continue;
    if (!e.checkVisibility?.({ visibilityProperty: true })) continue;
    const style = getComputedStyle(e);
    const words = walk.currentNode.data.trim().slice(0, 30);
    if (style.color === groundOf(e)) found.push(`unreadable: "${words}"`);
  }
  return found;
}

// On paper: what is only for the screen is gone, what was to be read is there.
export function printed() {
  const found = [];
  const shown = (e) => e.getClientRects().length > 0;
  for (const e of document.querySelectorAll('body > nav, .app > nav, .no-print, .skip')) {
    if (shown(e)) found.push(`printed: ${e.tagName.toLowerCase()}.${e.className}`);
  }
  const head = document.querySelector('h1');
  if (!head || !shown(head)) found.push('h1 not printed');
  return found;
}

// A style put in from outside, as a reader's own style sheet would be; the CSP does not forbid it.
export function addStyle(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

export function dropStyles() {
  document.adoptedStyleSheets = [];
}
