/** What runs inside, asked of the guest itself. */
import type { Machine } from "../../machine.ts";
import { inGuest } from "./guest-shell.ts";

const QUESTIONS: Readonly<Record<string, string>> = {
	debian: "cat /etc/debian_version",
	linux: "uname -r",
	docker: "docker version --format '{{.Server.Version}}'",
	containerd: "containerd --version | cut -d' ' -f3",
	crun: "crun --version | head -1 | cut -d' ' -f3",
	buildx: "docker buildx version | cut -d' ' -f2",
	compose: "docker compose version --short",
};

export async function readVersions(machine: Machine): Promise<Record<string, string>> {
	const versions: Record<string, string> = {};
	for (const [name, question] of Object.entries(QUESTIONS)) versions[name] = (await inGuest(machine, question)).trim();
	return versions;
}
