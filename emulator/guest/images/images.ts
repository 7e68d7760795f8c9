/** The step that makes the images a fresh machine already has. The snapshot step loads them. */
import { chmod, copyFile, mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { digestOfPaths } from "../build/digest.ts";
import { type Built, runStep, type Work } from "../build/step.ts";
import type { Packages } from "../debian/packages.ts";
import { writeImageArchive } from "./archive.ts";

const source = new URL("./hello-world/hello.c", import.meta.url).pathname;
const vendor = { "org.opencontainers.image.vendor": "Slipway" };

/** Files for `docker load`. */
export interface Images extends Built {
	readonly archives: readonly string[];
}

export async function makeImages(packages: Packages): Promise<Images> {
	const busybox = packages.find("busybox-static");
	const built = await runStep({
		name: "images",
		title: "making the images hello-world and busybox",
		inputs: {
			busybox: busybox.sha256,
			recipe: await digestOfPaths([
				source,
				...["./images.ts", "./archive.ts"].map((name) => new URL(name, import.meta.url).pathname),
			]),
		},
		typicalSeconds: 1,
		build: async (work) => {
			await makeHelloWorld(work);
			await makeBusybox(packages.file(busybox), busybox.version, work);
		},
	});
	return { ...built, archives: ["hello-world.tar", "busybox.tar"].map((name) => path.join(built.folder, name)) };
}

async function makeHelloWorld(work: Work): Promise<void> {
	const layerFolder = path.join(work.scratch, "hello-world");
	await mkdir(layerFolder);
	const small = ["-Os", "-s", "-ffreestanding", "-fno-stack-protector", "-fno-asynchronous-unwind-tables", "-fno-pie"];
	const linked = ["-nostdlib", "-static", "-no-pie", "-Wl,--build-id=none", "-Wl,-z,noseparate-code"];
	const warnings = ["-Wall", "-Wextra", "-Werror"];
	await work.run("gcc", ["-m32", ...small, ...linked, ...warnings, "-o", path.join(layerFolder, "hello"), source]);
	const image = {
		tag: "hello-world:latest",
		layerFolder,
		command: ["/hello"],
		labels: {
			...vendor,
			"org.opencontainers.image.title": "hello-world",
			"org.opencontainers.image.description": "Explains how it came to run. Built by Slipway; not the Docker Official Image.",
			"org.opencontainers.image.licenses": "MIT",
		},
		createdBy: "COPY hello / # built by Slipway from hello.c",
	};
	await writeImageArchive(image, path.join(work.folder, "hello-world.tar"), work);
}

async function makeBusybox(deb: string, version: string, work: Work): Promise<void> {
	const unpacked = path.join(work.scratch, "busybox-deb");
	await work.run("dpkg-deb", ["--extract", deb, unpacked]);
	const program = path.join(unpacked, "usr/bin/busybox");
	const layerFolder = path.join(work.scratch, "busybox");
	const folders = ["bin", "dev", "etc", "home", "proc", "root", "sys", "tmp", "usr/bin", "usr/sbin", "var/spool/mail", "var/www"];
	for (const name of folders) await mkdir(path.join(layerFolder, name), { recursive: true });
	await chmod(path.join(layerFolder, "tmp"), 0o1777);
	await chmod(path.join(layerFolder, "root"), 0o700);
	await copyFile(program, path.join(layerFolder, "bin/busybox"));
	await chmod(path.join(layerFolder, "bin/busybox"), 0o755);
	for (const applet of (await work.run(program, ["--list"])).trim().split("\n")) {
		if (applet !== "busybox") await symlink("busybox", path.join(layerFolder, "bin", applet));
	}
	// Scripts that begin with `#!/usr/bin/env` look for it there.
	await symlink("../../bin/env", path.join(layerFolder, "usr/bin/env"));
	const accounts = {
		root: [0, "/root", "/bin/sh"],
		"www-data": [33, "/var/www", "/bin/false"],
		nobody: [65534, "/home", "/bin/false"],
	};
	const rows = Object.entries(accounts);
	const passwd = rows.map(([name, [id, home, shell]]) => `${name}:x:${id}:${id}:${name}:${home}:${shell}\n`).join("");
	await writeFile(path.join(layerFolder, "etc/passwd"), passwd);
	await writeFile(path.join(layerFolder, "etc/group"), rows.map(([name, [id]]) => `${name}:x:${id}:\n`).join(""));
	const image = {
		tag: "busybox:latest",
		layerFolder,
		command: ["sh"],
		labels: {
			...vendor,
			"org.opencontainers.image.title": "busybox",
			"org.opencontainers.image.version": version,
			"org.opencontainers.image.description": "BusyBox from Debian. Built by Slipway; not the Docker Official Image.",
			"org.opencontainers.image.licenses": "GPL-2.0-only",
		},
		createdBy: `COPY busybox /bin/ # Debian's busybox-static ${version}`,
	};
	await writeImageArchive(image, path.join(work.folder, "busybox.tar"), work);
}
