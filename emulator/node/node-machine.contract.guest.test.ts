/** The contract on the real guest, under Node. */
import { describeMachineContract } from "../machine.contract.ts";
import { createNodeMachine } from "./node-machine.ts";

describeMachineContract("Node", { create: async () => createNodeMachine(), timeoutMs: 240_000 });
