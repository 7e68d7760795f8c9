import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ProgressRecord, readRecord, writeRecord } from "./format.ts";
import { mergeRecords } from "./merge.ts";

const name = fc.constantFrom("a", "b", "constructor");
const momentMs = fc.integer({ min: 1, max: 5 });
const version = fc.record({
	tasks: fc.dictionary(name, momentMs),
	quizzes: fc.dictionary(name, fc.record({ passed: fc.boolean(), atMs: momentMs })),
	finishedMs: momentMs,
});
const lesson = fc.record({
	seed: fc.constantFrom("x", "y"),
	seedMs: fc.integer({ min: 5, max: 6 }),
	versions: fc.dictionary(fc.constantFrom("1", "2"), version),
});
const record: fc.Arbitrary<ProgressRecord> = fc.record({
	erasedMs: fc.integer({ min: 0, max: 7 }),
	lessons: fc.dictionary(name, lesson),
});

const same = (one: ProgressRecord, other: ProgressRecord) => expect(writeRecord(one)).toBe(writeRecord(other));

describe("merging progress", () => {
	it("gives the same in either order and however often", () => {
		void fc.assert(
			fc.property(record, record, (a, b) => {
				same(mergeRecords(a, b), mergeRecords(b, a));
				same(mergeRecords(mergeRecords(a, b), b), mergeRecords(a, b));
			}),
		);
	});

	it("gives the same whichever of three tabs meet first", () => {
		void fc.assert(
			fc.property(record, record, record, fc.integer({ min: 0, max: 7 }), (a, b, c, erasedMs) => {
				const [x, y, z] = [a, b, c].map((one) => ({ ...one, erasedMs })) as [ProgressRecord, ProgressRecord, ProgressRecord];
				same(mergeRecords(mergeRecords(x, y), z), mergeRecords(x, mergeRecords(y, z)));
			}),
		);
	});

	it("loses nothing that is newer than the last erasure", () => {
		void fc.assert(
			fc.property(record, record, (a, b) => {
				const { erasedMs, lessons } = mergeRecords(a, b);
				for (const [slug, { versions }] of [...Object.entries(a.lessons), ...Object.entries(b.lessons)]) {
					for (const [number, { tasks }] of Object.entries(versions)) {
						for (const [id, atMs] of Object.entries(tasks)) {
							if (atMs > erasedMs) expect(lessons[slug]?.versions[number]?.tasks[id]).toBeLessThanOrEqual(atMs);
						}
					}
				}
			}),
		);
	});

	it("gives what can be stored and read again", () => {
		void fc.assert(
			fc.property(record, record, (a, b) => {
				const merged = mergeRecords(a, b);
				const read = readRecord(writeRecord(merged));
				expect(read.kind === "read" && writeRecord(read.record)).toBe(writeRecord(merged));
			}),
		);
	});
});
