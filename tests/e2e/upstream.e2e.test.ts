/** An image that the site does not have comes through it from the registry that its owner chose, here one on loopback. */
import { expect, it, onTestFinished } from "vitest";
import { pushBlob, pushImage } from "../registry/client.ts";
import { launchBrowser } from "../support/browser.ts";
import { SandboxPage } from "../support/sandbox-page.ts";
import { startSite } from "../support/site.ts";
import { manifestOf, readBlob, readSiteImages } from "../support/site-images.ts";
import { type RealRegistry, startRegistry, temporaryFolder } from "../upstream/loopback.ts";

/** The site's whoami, of which a fresh engine has nothing, under a name that the site does not have; the digest of its layer. */
async function pushTiny({ push }: RealRegistry): Promise<string> {
	const index = await readSiteImages();
	const { config, layers } = manifestOf(index, "whoami", "latest");
	for (const { digest } of [config, ...layers])
		await pushBlob(push, "library/tiny", new Uint8Array(await readBlob(index, digest)));
	await pushImage(push, "library/tiny", "1", {
		config: { mediaType: "application/vnd.oci.image.config.v1+json", ...config },
		layers,
	});
	return layers[0]?.digest ?? "";
}

it("docker run takes an image from the site's upstream registry, once", { timeout: 5 * 60_000 }, async () => {
	const registry = await startRegistry();
	const layer = await pushTiny(registry);
	const site = await startSite({
		SLIPWAY_UPSTREAM_REGISTRY: registry.origin,
		SLIPWAY_UPSTREAM_CACHE: await temporaryFolder(),
	});
	onTestFinished(() => site.stop());
	const browser = await launchBrowser();
	onTestFinished(() => browser.close());
	const context = await browser.newContext({ viewport: { width: 1440, height: 800 } });
	const sandbox = new SandboxPage(await context.newPage());
	await sandbox.open(site.origin);

	await sandbox.run("docker run -d --hostname afar -p 8080:80 tiny:1");
	expect(await sandbox.run("until curl -fs localhost:8080; do sleep 1; done")).toContain("Hostname: afar");
	expect(await sandbox.run("docker pull tiny:2")).toContain("manifest for tiny:2 not found");
	expect(await sandbox.run("docker pull someone/tiny")).toMatch(/denied|not allowed/);
	await sandbox.reset();
	expect(await sandbox.run("docker pull tiny:1")).toContain("Downloaded newer image");
	// The second machine's came out of the site's cache.
	expect(registry.asked.filter((asked) => asked === `GET /v2/library/tiny/blobs/${layer}`)).toHaveLength(1);
});
