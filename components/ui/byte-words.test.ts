import { describe, expect, it } from "vitest";
import { bytesOf, bytesWords, timeLeftWords } from "./byte-words.ts";

describe("numbers in words", () => {
	it("bytes have a unit that keeps the number short", () => {
		expect([0, 850_000, 999_499, 999_500, 12_340_000, 512_000_000, 999_600_000, 2_147_483_648].map(bytesWords)).toEqual([
			"0 kB",
			"850 kB",
			"999 kB",
			"1.0 MB",
			"12.3 MB",
			"512 MB",
			"1.0 GB",
			"2.1 GB",
		]);
	});

	it("a part and its whole are told in the same unit", () => {
		expect(bytesOf(0, 31_000_000)).toBe("0.0 of 31.0 MB");
		expect(bytesOf(12_345_678, 31_000_000)).toBe("12.3 of 31.0 MB");
		expect(bytesOf(200_000_000, 2_000_000_000)).toBe("0.2 of 2.0 GB");
	});

	it("a longer wait is told more coarsely", () => {
		expect([0.4, 3.2, 9.6, 41, 130].map(timeLeftWords)).toEqual([
			"almost there",
			"about 4 s left",
			"about 10 s left",
			"about 45 s left",
			"about 3 min left",
		]);
	});
});
