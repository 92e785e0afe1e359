// app.ts - small helps on top of pages that already work. Nothing here is needed to do anything:
// each part looks for its marks in the page and stays silent where there are none.
import { addCopyButtons } from "./copy";
import { keepDrafts } from "./drafts";
import { offerFocalPoints } from "./focal";
import { watchIdleTime } from "./idle";
import { followParts, followProgress } from "./live";
import { helpMenus } from "./menus";
import { countOutbound } from "./outbound";
import { offerPasskeys } from "./passkeys";
import { findAddresses } from "./postal";
import { helpTables } from "./tables";
import { showUploads } from "./uploads";

// After a refused form the reader begins at the summary, not at the top of the page.
document.querySelector<HTMLElement>("[data-focus]")?.focus();

helpMenus();
helpTables();
keepDrafts();
addCopyButtons();
followProgress();
followParts();
offerPasskeys();
findAddresses();
offerFocalPoints();
showUploads();
watchIdleTime();
countOutbound();
