import { describe, expect, it } from "vitest";
import { engineEventsPath } from "../engine-events.ts";
import type { Machine } from "../machine.ts";

const volumeEvents = () => engineEventsPath({ type: ["volume"] });

function createVolume(machine: Machine, name: string) {
	return machine.engine.request({
		method: "POST",
		path: "/volumes/create",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify({ Name: name }),
	});
}

/** What came just before is told too. */
async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, expected: string): Promise<void> {
	const decoder = new TextDecoder();
	for (let text = ""; !text.includes(expected); ) {
		const { value, done } = await reader.read();
		expect(done).toBe(false);
		text += decoder.decode(value, { stream: true });
	}
}

export function describeEngine(machine: () => Machine): void {
	describe("the Docker Engine", () => {
		it("answers a ping, with and without a body", async () => {
			const ping = await machine().engine.request({ path: "/_ping" });
			expect(ping.status).toBe(200);
			expect(ping.headers.get("api-version")).toMatch(/^\d+\.\d+$/);
			expect(await ping.text()).toBe("OK");
			const head = await machine().engine.request({ method: "HEAD", path: "/_ping" });
			expect([head.status, await head.text()]).toEqual([200, ""]);
		});

		it("tells its version as JSON", async () => {
			const response = await machine().engine.request({ path: "/version" });
			expect(response.headers.get("content-type")).toBe("application/json");
			expect(await response.json()).toMatchObject({ ApiVersion: expect.any(String), Os: "linux" });
		});

		it("gives an error of the engine as an answer", async () => {
			const response = await machine().engine.request({ path: "/containers/no-such-container/json" });
			expect(response.status).toBe(404);
			expect(await response.json()).toEqual({ message: expect.stringContaining("no-such-container") });
		});

		it("takes a body, and gives answers that have none", async () => {
			const created = await createVolume(machine(), "contract-volume");
			expect(created.status).toBe(201);
			expect(await created.json()).toMatchObject({ Name: "contract-volume" });
			const removed = await machine().engine.request({ method: "DELETE", path: "/volumes/contract-volume" });
			expect([removed.status, await removed.text()]).toEqual([204, ""]);
		});

		it("streams events as they happen, until cancelled", async () => {
			const events = await machine().engine.request({ path: volumeEvents() });
			expect(events.status).toBe(200);
			const reader = events.body.getReader();
			await (await createVolume(machine(), "contract-events")).text();
			await readUntil(reader, "contract-events");
			await reader.cancel();
			await (await machine().engine.request({ method: "DELETE", path: "/volumes/contract-events" })).text();
		});

		it("ends a request whose caller lost interest", async () => {
			const controller = new AbortController();
			const events = await machine().engine.request({ path: volumeEvents(), signal: controller.signal });
			// What others did in the second before may come first.
			const reading = readUntil(events.body.getReader(), "what nobody is called");
			controller.abort(new Error("page left"));
			await expect(reading).rejects.toThrow("page left");
			const late = machine().engine.request({ path: "/_ping", signal: controller.signal });
			await expect(late).rejects.toThrow("page left");
		});

		it("answers many requests at once", async () => {
			const responses = await Promise.all(Array.from({ length: 8 }, () => machine().engine.request({ path: "/_ping" })));
			expect(await Promise.all(responses.map((response) => response.text()))).toEqual(Array(8).fill("OK"));
		});
	});
}
