// loading.mjs - what it costs a visitor that a page comes, by Chromium's own account: bytes over
// the line, the hosts that were asked, and how far things moved. Throws nothing by itself.
const WAY_ON_MS = 60;  // between two windows of a page, for what comes only when it is near

// Of somebody who was never here: every request with its kind, address and bytes as they went over
// the line, headers with them.
export async function firstVisit(browser, url) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  try {
    const page = await context.newPage();
    const line = await context.newCDPSession(page);
    const asked = [];
    const newest = new Map();
    line.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
      const one = { url: request.url, kind: type, bytes: 0 };
      asked.push(one);
      newest.set(requestId, one);  // a redirect keeps the number of its request
    });
    line.on('Network.webSocketCreated', ({ url: to }) => asked.push(
      { url: to, kind: 'WebSocket', bytes: 0 }));
    line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const one = newest.get(requestId);
      if (one) one.bytes += encodedDataLength;
    });
    await line.send('Network.enable');
    await page.goto(url, { waitUntil: 'networkidle' });
    return asked;
  } finally {
    await context.close();
  }
}

// Once for a page, before its first address.
export async function watchShifts(page) {
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const one of list.getEntries()) {
        const moved = one.sources.map(({ node }) => (node?.nodeType === 1
          ? `${node.tagName.toLowerCase()}.${node.className}` : node?.nodeName ?? 'gone'));
        window.shifts.push(`${one.value.toFixed(4)} by ${moved.join(', ')}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

// What moved from the first paint to the last picture, the page read to its end; as lines.
export async function shiftsOf(page, url) {
  await page.goto(url, { waitUntil: 'networkidle' });
  return page.evaluate(async (ms) => {
    const pause = () => new Promise((done) => { setTimeout(done, ms); });
    for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
      scrollTo({ top: y, behavior: 'instant' });
      await pause();
    }
    const shown = [...document.images].filter((e) => e.getClientRects().length > 0);
    await Promise.all(shown.map((e) => e.decode()));
    await pause();
    return window.shifts;
  }, WAY_ON_MS);
}
