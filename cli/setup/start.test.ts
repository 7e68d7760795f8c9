import { spawn } from "node:child_process";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("./start.mjs", import.meta.url));

function start(port: string): Promise<{ code: number | null; output: string }> {
	return new Promise((resolve) => {
		const child = spawn(process.execPath, [script], { env: { ...process.env, PORT: port } });
		let output = "";
		child.stdout.on("data", (text) => (output += text));
		child.stderr.on("data", (text) => (output += text));
		child.once("close", (code) => resolve({ code, output }));
	});
}

test("When the port is taken, npm start says so before it builds anything, and how to choose another", async () => {
	const other = createServer();
	await new Promise<void>((resolve) => other.listen(0, resolve));
	try {
		const { port } = other.address() as AddressInfo;
		const { code, output } = await start(String(port));
		expect(code).toBe(1);
		expect(output.trim()).toBe(
			`Port ${port} is in use by another program. Stop that program, or choose another port:  PORT=4000 npm start`,
		);
	} finally {
		other.close();
	}
});

test("A PORT that is no port is refused by name", async () => {
	const { code, output } = await start("harbour");
	expect(code).toBe(1);
	expect(output).toContain('PORT is "harbour", which is not a port.');
});
