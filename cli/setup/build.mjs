// `npm run build`: everything that `npm start` does before it serves.
import { main } from "./run.mjs";
import { setUp } from "./set-up.mjs";

await main(() => setUp());
