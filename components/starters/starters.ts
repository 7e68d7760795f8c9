import { guestbook } from "./projects/guestbook.ts";
import { nodeApp } from "./projects/node-app.ts";
import { pythonApp } from "./projects/python-app.ts";
import { staticSite } from "./projects/static-site.ts";
import type { Starter } from "./starter.ts";

/** Projects to begin with in the sandbox. Each works offline in a fresh machine, with images of this site (tests/guest/starters). */
export const starters: readonly Starter[] = [staticSite, pythonApp, nodeApp, guestbook];
