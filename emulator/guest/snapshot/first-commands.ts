/** What visitors type first, to learn which parts of the root disk they will need. */
import type { Machine } from "../../machine.ts";
import { inGuest } from "./guest-shell.ts";

const FIRST_COMMANDS = [
	"docker run hello-world",
	"docker ps -a",
	"docker images",
	"docker run --rm busybox echo hello",
	"docker info >/dev/null",
	"mkdir -p /tmp/first && cd /tmp/first && printf 'FROM busybox\\nRUN echo hi > /hi\\nCMD cat /hi\\n' > Dockerfile && docker build -t first .",
	"docker compose version",
	"bash -lic 'ls; complete -p docker; tree / -L 1; ps aux; ip addr; nano --version; less --version; jq --version' </dev/null >/dev/null 2>&1; true",
	"vim --version >/dev/null; curl --version >/dev/null; wget --version >/dev/null; iptables -L >/dev/null; docker --help >/dev/null",
];

/** Runs them on a machine that was just restored. Leaves the machine in a state that is of no further use. */
export async function typeFirstCommands(machine: Machine): Promise<void> {
	for (const command of FIRST_COMMANDS) await inGuest(machine, command);
}
