/** Node's Buffer, which the Dockerfile parser takes for granted. To be imported before it. */
import { Buffer } from "buffer/index.js";

Object.assign(globalThis, { Buffer });
