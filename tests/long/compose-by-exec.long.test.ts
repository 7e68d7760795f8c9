/** A web server and its database without a browser: `npx slipway exec` with Docker Compose. */
import { expect, it } from "vitest";
import { slipway } from "../support/slipway.ts";
import { VISITORS } from "../support/visitors.ts";

it("slipway exec composes a web server whose page reads a database, which keeps what it has when the containers go", async () => {
	const write = Object.entries(VISITORS).map(
		([name, text]) => `echo ${Buffer.from(text).toString("base64")} | base64 -d > ${name}`,
	);
	const visit = "until curl -fsS http://localhost:8081 | grep Visitor; do sleep 1; done";
	const commands = ["mkdir site", ...write, "docker compose up -d", visit, "docker compose down", "docker compose up -d", visit];
	const { stdout, stderr, code } = await slipway(["exec", "--timeout", "780", commands.join(" && ")], "");
	expect(code, `${stdout}${stderr}`).toBe(0);
	expect(stdout.match(/<h1>.*?<\/h1>/g)).toEqual(["<h1>Visitor 1</h1>", "<h1>Visitor 2</h1>"]);
});
