import { createAgentMachine } from "../agent/agent-machine.ts";
import { describeMachineContract } from "../machine.contract.ts";
import { FakeComputer } from "./fake-computer.ts";

describeMachineContract("the fake", { create: async () => createAgentMachine(new FakeComputer()), timeoutMs: 10_000 });
