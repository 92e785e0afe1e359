// outbound.ts - tells the site that a reader of its open pages follows a link to another site: the
// other host and nothing else. Without JavaScript these are not counted, and the report says so.
export function countOutbound(): void {
  if (document.body.dataset.area !== "open") return;
  document.addEventListener("click", (event) => {
    const link = (event.target as Element | null)?.closest<HTMLAnchorElement>("a[href]");
    if (!link || !/^https?:$/.test(link.protocol) || link.host === location.host) return;
    const to = `/counting/outbound?to=${encodeURIComponent(link.hostname)}`;
    void fetch(to, { keepalive: true, cache: "no-store" }).catch(() => undefined);
  });
}
