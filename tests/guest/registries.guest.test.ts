/** Pull, push and build as people type it: the mirror of Docker Hub, registry.lab, a registry in the guest, and apt in a Dockerfile. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Outcome, readText, run } from "#emulator/contract/support.ts";
import type { Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";
import { until } from "../support/until.ts";

describe("Registries", { timeout: 8 * 60_000 }, () => {
	let machine: Machine;
	let registryFolder: string;

	async function freshMachine(): Promise<void> {
		await machine?.dispose();
		machine = createNodeMachine({ registryFolder });
		await machine.start();
	}

	beforeAll(async () => {
		registryFolder = await mkdtemp(path.join(tmpdir(), "slipway-registry-"));
		await freshMachine();
	});
	afterAll(async () => {
		await machine.dispose();
		await rm(registryFolder, { recursive: true });
	});

	const type = (command: string): Promise<Outcome> => run(machine, command, { timeoutMs: 420_000 });

	/** Standard output of a command that has to succeed. */
	async function output(command: string): Promise<string> {
		const { stdout, stderr, code } = await type(command);
		expect(code, `${command}\n${stdout}${stderr}`).toBe(0);
		return stdout.trim();
	}

	it("give images of the site by Docker Hub's names, layers that are there already only once", async () => {
		const whoami = await output("docker pull whoami");
		expect(whoami).toContain("Using default tag: latest");
		expect(whoami).toContain("Status: Downloaded newer image for whoami:latest");
		const nginx = await output("docker pull nginx");
		expect(nginx).toContain("docker.io/library/nginx:latest");
		expect(nginx.match(/: Pull complete/g)?.length).toBeGreaterThanOrEqual(2);
		expect(await output("docker pull debian:trixie-slim")).toMatch(/Already exists|Status: Downloaded/);
		expect(await output("docker pull nginx")).toContain("Image is up to date for nginx:latest");
	});

	it("give images that run: nginx serves its page on a published port", async () => {
		await output("docker run -d --name web -p 8080:80 nginx");
		const page = async () => {
			const { status, body } = await machine.ports.request({ port: 8080, path: "/" });
			return `${status} ${await readText(body)}`;
		};
		await until("nginx answers", async () => (await page().catch(() => "")) !== "", 120_000);
		expect(await page()).toMatch(/^200 .*Welcome to nginx!/s);
		await output("docker rm -f web");
	});

	it("say of what is not there what Docker Hub says", async () => {
		const repository = await type("docker pull nosuchimage");
		expect(repository.code).toBe(1);
		expect(repository.stderr).toContain(
			"pull access denied for nosuchimage, repository does not exist or may require 'docker login'",
		);
		const tag = await type("docker pull nginx:nosuchtag");
		expect(tag.code).toBe(1);
		expect(tag.stderr).toContain("manifest for nginx:nosuchtag not found: manifest unknown");
		const registry = await type("docker pull registry.example/nginx");
		expect(registry.stderr).toContain("no such host");
	});

	it("are searched", async () => {
		const table = await output("docker search --no-trunc web");
		expect(table).toMatch(/^NAME\s+DESCRIPTION/);
		expect(table).toMatch(/^nginx\s/m);
		expect(await output("docker search postgres --format '{{.Name}}'")).toContain("postgres");
	});

	it("install a package of Debian while an image is built", async () => {
		await output(
			`mkdir -p /root/lab/curl && cd /root/lab/curl && printf '%s\\n' 'FROM debian:trixie-slim' 'RUN apt-get update && apt-get install -y curl' 'CMD ["curl", "-sS", "http://gateway.lab/"]' > Dockerfile`,
		);
		await output("docker build --progress=plain -t fetcher /root/lab/curl");
		expect(await output("docker run --rm fetcher")).toContain("Names it knows");
	});

	let pushed = "";

	it("of one's own ask who one is", async () => {
		const wrong = await type("docker login -u learner -p wrong registry.lab");
		expect(wrong.code).toBe(1);
		expect(wrong.stderr).toContain("incorrect username or password");
		await output("docker tag hello-world registry.lab/learner/hello");
		const anonymous = await type("docker push registry.lab/learner/hello");
		expect(anonymous.code).toBe(1);
		expect(await output("docker login -u learner -p containers registry.lab")).toContain("Login Succeeded");
		pushed = /digest: (sha256:[0-9a-f]{64})/.exec(await output("docker push registry.lab/learner/hello"))?.[1] ?? "";
		expect(pushed).toMatch(/^sha256:/);
		await output("docker tag hello-world registry.lab/colleague/hello");
		const others = await type("docker push registry.lab/colleague/hello");
		expect(others.code).toBe(1);
		expect(others.stderr).toContain("denied");
		await output("docker tag hello-world registry.lab/learner/private/plans && docker push registry.lab/learner/private/plans");
	});

	it("of one's own keep what is pushed when the machine is reset, for anybody but what is private", async () => {
		await output(
			"printf 'FROM whoami\nENV COLOUR=blue\n' | docker build -t registry.lab/learner/blue:1 - && docker push registry.lab/learner/blue:1",
		);
		const digest = await output("docker inspect --format '{{index .RepoDigests 0}}' registry.lab/learner/blue:1");
		await freshMachine();
		expect(await output("docker pull registry.lab/learner/hello")).toContain(`Digest: ${pushed}`);
		expect(await output("docker run --rm registry.lab/learner/hello")).toContain("Hello from a container!");
		expect(await output("docker pull registry.lab/learner/blue:1")).toContain(`Digest: ${digest.split("@")[1]}`);
		const secret = await type("docker pull registry.lab/learner/private/plans");
		expect(secret.code).toBe(1);
		await output("docker login -u learner -p containers registry.lab");
		await output("docker pull registry.lab/learner/private/plans");
	});

	it("of one's own forget what is deleted", async () => {
		await output(
			`curl -fsS -u learner:containers -X DELETE http://registry.lab/v2/learner/hello/manifests/${pushed} && docker rmi registry.lab/learner/hello`,
		);
		expect((await type("docker pull registry.lab/learner/hello")).stderr).toContain("not found");
	});

	it("run in a container as well", async () => {
		await output("docker run -d -p 5000:5000 --name registry registry");
		await output("docker pull busybox && docker tag busybox localhost:5000/box");
		await output("until curl -fs http://localhost:5000/v2/; do sleep 0.5; done");
		await output("docker push localhost:5000/box && docker rmi localhost:5000/box && docker pull localhost:5000/box");
	});
});
