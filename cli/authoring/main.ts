/** `npm run docs:authoring`: writes docs/authoring.md. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { repositoryFolder } from "#emulator/guest/build/cache.ts";
import { lessonPlaces } from "#lessons/catalog/catalog.ts";
import { authoringDocument } from "./document.ts";

const helpers = await readFile(lessonPlaces(repositoryFolder).helpers, "utf8");
await writeFile(join(repositoryFolder, "docs", "authoring.md"), authoringDocument(helpers));
