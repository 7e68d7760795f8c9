/** What visitors type first: what of the root disk is in memory when they come, and what is fetched behind the prompt. */
import type { Machine } from "../../machine.ts";
import { inGuest } from "./guest-shell.ts";

const DOCKERFILE = "FROM busybox\\nRUN echo hi > /hi\\nCMD cat /hi\\n";

/** Their pages are in the snapshot: about half of the bytes to the first prompt. */
const RESIDENT_COMMANDS = [
	"bash -lic true </dev/null",
	"docker run --rm busybox echo hello",
	"docker run -d --name first -p 8080:80 busybox sleep 1000 && docker exec first true && docker logs first && docker rm -f first",
	"docker version && docker images && docker ps -a && docker info",
	`mkdir -p /tmp/first && cd /tmp/first && printf '${DOCKERFILE}' > Dockerfile && docker build -t first .`,
];

const FETCHED_COMMANDS = [
	...RESIDENT_COMMANDS,
	"docker run hello-world",
	"cd /tmp && printf 'services:\\n  first:\\n    image: busybox\\n    command: sleep 1000\\n' > compose.yaml && docker compose up -d && docker compose ps && docker compose logs && docker compose down -t 0",
	"bash -lic 'ls; complete -p docker; tree / -L 1; ps aux; ip addr; nano --version; less --version; jq --version' </dev/null >/dev/null 2>&1; true",
	"vim --version >/dev/null; curl --version >/dev/null; wget --version >/dev/null; iptables -L >/dev/null; docker --help >/dev/null",
];

/** Leaves the machine in a state that is of no further use. */
export async function typeResidentCommands(machine: Machine): Promise<void> {
	for (const command of RESIDENT_COMMANDS) await inGuest(machine, command);
}

/** The same. */
export async function typeFetchedCommands(machine: Machine): Promise<void> {
	for (const command of FETCHED_COMMANDS) await inGuest(machine, command);
}
