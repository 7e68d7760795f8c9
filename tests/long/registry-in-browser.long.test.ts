/** registry.lab in the browser, with a real guest: what is pushed there stays, and what does not get there leaves nothing. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { SandboxPage } from "../support/sandbox-page.ts";
import { type Site, startSite } from "../support/site.ts";

const LONG_MS = 240_000;

describe("registry.lab", { timeout: 8 * 60_000 }, () => {
	let site: Site;
	let browser: Awaited<ReturnType<typeof launchBrowser>>;
	let sandbox: SandboxPage;
	let blue = "";

	beforeAll(async () => {
		site = await startSite();
		browser = await launchBrowser();
		const context = await browser.newContext({ viewport: { width: 1440, height: 800 } });
		sandbox = new SandboxPage(await context.newPage());
		await sandbox.open(site.origin);
		await sandbox.prompt();
	});

	afterAll(async () => {
		await browser?.close();
		await site?.stop();
	});

	/** The digest that `docker` tells of what it pushed or pulled. The terminal may be narrower than a line of it. */
	async function digestOf(command: string): Promise<string> {
		const screen = await sandbox.run(command, LONG_MS);
		const digest = /digest: (sha256:[0-9a-f]{64})/i.exec(screen.replaceAll("\n", ""))?.[1];
		if (digest === undefined) throw new Error(`${command} told no digest:\n${screen}`);
		return digest;
	}

	/** An image of so many megabytes that do not compress. */
	const makeImage = (name: string, megabytes: number) =>
		sandbox.run(`head -c ${megabytes}M /dev/urandom > noise && tar c noise | docker import - ${name} && rm noise`, LONG_MS);
	const login = () => sandbox.run("docker login -u learner -p containers registry.lab");

	it("takes an image that was built from a Dockerfile", async () => {
		await sandbox.run(
			'mkdir -p blue && printf \'FROM busybox\\nRUN echo blue > /colour\\nCMD ["cat", "/colour"]\\n\' > blue/Dockerfile',
		);
		await sandbox.run("docker build -t registry.lab/learner/blue blue", LONG_MS);
		expect(await login()).toContain("Login Succeeded");
		blue = await digestOf("docker push registry.lab/learner/blue");
	});

	it("gives it back, the same, after the machine was reset", async () => {
		await sandbox.reset();
		expect(await sandbox.run("docker images -q registry.lab/learner/blue")).not.toMatch(/^[0-9a-f]{12}$/m);
		expect(await digestOf("docker pull registry.lab/learner/blue")).toBe(blue);
		expect(await sandbox.run("docker run --rm registry.lab/learner/blue")).toMatch(/^blue$/m);
	});

	it("gives it back, the same, after the page was reloaded", async () => {
		await sandbox.page.reload();
		expect(await digestOf("docker pull registry.lab/learner/blue")).toBe(blue);
	});

	it("is as it was when a reload interrupts a push, which can be done again", async () => {
		await login();
		await makeImage("registry.lab/learner/large", 24);
		await sandbox.prompt();
		await sandbox.type("docker push registry.lab/learner/large\n");
		await sandbox.shows(/Pushing \[=+>/, LONG_MS);
		await sandbox.page.reload();
		expect(await sandbox.run("docker pull registry.lab/learner/large")).toMatch(/not found|manifest unknown/);
		expect(await digestOf("docker pull registry.lab/learner/blue")).toBe(blue);
		await login();
		await makeImage("registry.lab/learner/large", 1);
		const large = await digestOf("docker push registry.lab/learner/large");
		await sandbox.run("docker rmi registry.lab/learner/large");
		expect(await digestOf("docker pull registry.lab/learner/large")).toBe(large);
	});

	it("says when the browser gives it no more space, and keeps what it has", async () => {
		const devtools = await sandbox.page.context().newCDPSession(sandbox.page);
		// The site sends its visitors to a host name of its own.
		const { origin } = new URL(sandbox.page.url());
		await makeImage("registry.lab/learner/huge", 12);
		const { usage } = await devtools.send("Storage.getUsageAndQuota", { origin });
		await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: usage + 4_000_000 });
		expect(await sandbox.run("docker push registry.lab/learner/huge", LONG_MS)).toContain("The registry has no space left");
		await devtools.send("Storage.overrideQuotaForOrigin", { origin });
		expect(await sandbox.run("docker pull registry.lab/learner/huge")).toMatch(/not found|manifest unknown/);
		await sandbox.run("docker rmi registry.lab/learner/blue");
		expect(await digestOf("docker pull registry.lab/learner/blue")).toBe(blue);
		expect(await digestOf("docker push registry.lab/learner/huge")).toMatch(/^sha256:/);
	});
});
