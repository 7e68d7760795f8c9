import { describe, expect, it } from "vitest";
import { toFileEntry } from "./file-entry.ts";
import { RecordSplitter, splitRecord } from "./records.ts";

describe("records of the agent", () => {
	it("are found whatever pieces they arrive in, letters cut in two included", () => {
		const bytes = new TextEncoder().encode("created /a\nb\0deleted /漢\0");
		const splitter = new RecordSplitter();
		const records = [...bytes].flatMap((byte) => splitter.push(Uint8Array.of(byte)));
		expect(records).toEqual(["created /a\nb", "deleted /漢"]);
	});

	it("keep the spaces of the name that comes last", () => {
		expect(splitRecord("f 1 644 2  two  spaces ", 4)).toEqual(["f", "1", "644", "2", " two  spaces "]);
		expect(splitRecord("f 1", 4)).toBeUndefined();
	});

	it("that never end cost bounded memory", () => {
		const splitter = new RecordSplitter();
		expect(() => {
			for (let piece = 0; piece < 100; piece++) splitter.push(new Uint8Array(1000).fill(97));
		}).toThrow("without an end");
	});

	it("describe files", () => {
		expect(toFileEntry("d 4096 755 1700000000123 my folder")).toEqual({
			name: "my folder",
			type: "directory",
			sizeBytes: 4096,
			mode: 0o755,
			modifiedMs: 1700000000123,
		});
	});

	it.each(["", "x 1 644 2 name", "f one 644 2 name", "f 1 rw 2 name", "f 1 644 2"])(
		'are refused when they say "%s"',
		(record) => {
			expect(() => toFileEntry(record)).toThrow("cannot be read");
		},
	);
});
