// menus.ts - the menu link becomes a toggle on narrow screens; the person's menu closes by Escape
// and by a press elsewhere.
export function helpMenus(): void {
  const opener = document.querySelector<HTMLAnchorElement>("[data-menu-button]");
  const menu = document.getElementById("menu");
  if (opener && menu) {
    const show = (open: boolean): void => {
      menu.classList.toggle("is-open", open);
      opener.setAttribute("aria-expanded", String(open));
    };
    opener.setAttribute("role", "button");
    opener.setAttribute("aria-controls", "menu");
    show(false);
    const toggle = (event: Event): void => {
      event.preventDefault();
      const open = !menu.classList.contains("is-open");
      show(open);
      if (open) menu.querySelector<HTMLElement>("a, summary")?.focus();
    };
    opener.addEventListener("click", toggle);
    opener.addEventListener("keydown", (event) => {
      if (event.key === " ") toggle(event);
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.classList.contains("is-open")) return;
      show(false);
      opener.focus();
    });
    for (const way of menu.querySelectorAll(".menu__close, .menu__view")) {
      way.addEventListener("click", () => show(false));
    }
  }
  for (const details of document.querySelectorAll<HTMLDetailsElement>("details[data-menu]")) {
    document.addEventListener("click", (event) => {
      if (details.open && !details.contains(event.target as Node)) details.open = false;
    });
    details.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !details.open) return;
      details.open = false;
      details.querySelector("summary")?.focus();
    });
  }
}
