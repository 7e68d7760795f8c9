import { describe, expect, it } from "vitest";
import { judgeLink } from "./links.ts";

describe("an address printed in the terminal", () => {
	it.each(["https://docs.docker.com/get-started/", "http://example.org:8080/a?b#c", "https://93.184.216.34/"])(
		"%s opens",
		(address) => {
			expect(judgeLink(address)).toBe("open");
		},
	);

	it.each([
		"http://localhost:8080",
		"http://127.0.0.1/",
		"http://0.0.0.0:5000",
		"http://172.17.0.2:80/",
		"http://10.0.0.1",
		"http://web:3000",
		"http://host.docker.internal",
		"http://[::1]:80/",
	])("%s is told to be an address inside the machine", (address) => {
		expect(judgeLink(address)).toBe("inside-machine");
	});

	it.each(["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "not an address"])("%s never opens", (address) => {
		expect(judgeLink(address)).toBe("refuse");
	});
});
