// `sudo node cli/setup/register-i386.mjs`: the one thing that an ordinary user's set-up needs root for, where the kernel runs no i386 programs.
import { requireI386 } from "./i386.mjs";
import { main } from "./run.mjs";

await main(requireI386);
