/** What the sandbox does with images, without a browser: `npx slipway exec` pulls, serves, and pushes. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { slipway } from "../support/slipway.ts";

describe("slipway exec", { timeout: 8 * 60_000 }, () => {
	let registry: string;

	beforeAll(async () => {
		registry = await mkdtemp(path.join(tmpdir(), "slipway-registry-"));
	});
	afterAll(() => rm(registry, { recursive: true }));

	/** Standard output of commands in a fresh machine; they have to succeed. */
	async function output(...commands: readonly string[]): Promise<string> {
		const ended = await slipway(["exec", "--registry", registry, "--timeout", "420", commands.join(" && ")], "");
		expect(ended.code, `${ended.stdout}${ended.stderr}`).toBe(0);
		return ended.stdout;
	}

	const asksUntil = (port: number, words: string) =>
		`until curl -fsS http://localhost:${port} | grep '${words}'; do sleep 1; done`;

	it("pulls nginx and serves its page on a published port", async () => {
		const said = await output("docker pull nginx", "docker run -d -p 8080:80 nginx", asksUntil(8080, "Welcome to nginx!"));
		expect(said).toContain("Status: Downloaded newer image for nginx:latest");
		expect(said).toContain("<h1>Welcome to nginx!</h1>");
	});

	it("pushes what it built to registry.lab, and the next machine pulls the same back", async () => {
		const image = "registry.lab/learner/blue";
		const digestIn = (said: string): string | undefined => /digest: (sha256:[0-9a-f]{64})/i.exec(said)?.[1];
		const pushed = digestIn(
			await output(
				`printf 'FROM busybox\\nRUN echo blue > /colour\\nCMD ["cat", "/colour"]\\n' | docker build -t ${image} -`,
				"docker login -u learner -p containers registry.lab",
				`docker push ${image}`,
			),
		);
		expect(pushed).toMatch(/^sha256:/);
		const said = await output(`docker pull ${image}`, `docker run --rm ${image}`);
		expect(digestIn(said)).toBe(pushed);
		expect(said).toMatch(/^blue$/m);
	});
});
