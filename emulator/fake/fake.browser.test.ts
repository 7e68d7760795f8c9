/** The same suite in Chromium: what the page runs uses nothing that only Node has. */
import { createAgentMachine } from "../agent/agent-machine.ts";
import { describeMachineContract } from "../machine.contract.ts";
import { FakeComputer } from "./fake-computer.ts";

describeMachineContract("the fake, in a browser", {
	create: async () => createAgentMachine(new FakeComputer()),
	timeoutMs: 10_000,
});
