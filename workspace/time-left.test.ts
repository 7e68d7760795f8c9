import { describe, expect, it } from "vitest";
import { createTimeLeft } from "./time-left.ts";

const MB = 1_000_000;

describe("the time a download will still take", () => {
	it("is not guessed from the first instant", () => {
		const left = createTimeLeft();
		left.add(0, 0);
		left.add(100, 5 * MB);
		expect(left.seconds(100, 30 * MB)).toBeNull();
	});

	it("follows from a steady rate", () => {
		const left = createTimeLeft();
		for (let second = 0; second <= 3; second += 1) left.add(second * 1000, second * 2 * MB);
		expect(left.seconds(3000, 30 * MB)).toBeCloseTo(12, 5);
	});

	it("follows the line when it gets slower", () => {
		const left = createTimeLeft();
		let loaded = 0;
		for (let second = 0; second <= 12; second += 1) {
			loaded += second <= 5 ? 5 * MB : MB;
			left.add(second * 1000, loaded);
		}
		expect(left.seconds(12_000, loaded + 10 * MB)).toBeCloseTo(10, 1);
	});

	it("is unknown again when nothing arrives any more", () => {
		const left = createTimeLeft();
		left.add(0, 0);
		left.add(1000, 2 * MB);
		expect(left.seconds(1000, 10 * MB)).toBeCloseTo(4, 5);
		expect(left.seconds(3000, 10 * MB)).toBeGreaterThan(4);
		expect(left.seconds(9000, 10 * MB)).toBeNull();
	});

	it("is unknown while the whole size is unknown, and nothing when all is there", () => {
		const left = createTimeLeft();
		left.add(0, 0);
		left.add(1000, 2 * MB);
		expect(left.seconds(1000, 0)).toBeNull();
		expect(left.seconds(1000, 2 * MB)).toBe(0);
	});

	it("starts anew when a second download begins", () => {
		const left = createTimeLeft();
		left.add(0, 0);
		left.add(1000, 8 * MB);
		left.add(2000, 0);
		left.add(3000, MB);
		expect(left.seconds(3000, 3 * MB)).toBeCloseTo(2, 5);
	});

	it("keeps few samples, however often it is told", () => {
		const left = createTimeLeft();
		for (let tick = 0; tick <= 100_000; tick += 1) left.add(tick, tick * 100);
		expect(left.seconds(100_000, 20 * MB)).toBeCloseTo(100, 1);
	});
});
