/** The contract on the real guest, in Chromium: page, worker and wire included. */
import { describeMachineContract } from "../machine.contract.ts";
import { createWorkerMachine } from "./spawn.ts";

describeMachineContract("worker", { create: async () => createWorkerMachine(), timeoutMs: 240_000 });
