import { describe, expect, it } from "vitest";
import { figuresOf, takenBetween } from "./read-figures.ts";

const WEB = "ab".repeat(32);

function status(pid: number, name: string, parentPid: number, more = ""): string {
	return [
		`Name:\t${name}`,
		"State:\tS (sleeping)",
		`PPid:\t${parentPid}`,
		`NSpid:\t${pid}${more}`,
		"Kthread:\t0",
		"VmRSS:\t    100 kB",
	]
		.map((line) => `${pid}/status:${line}`)
		.join("\n");
}

const TEXT = [
	"self 900",
	status(1, "runit", 0),
	status(2, "kthreadd", 0),
	status(20, "sleep", 1, "\t1"),
	status(900, "bash", 1),
	status(901, "grep", 900),
	`20/cgroup:0::/docker/${WEB}`,
	"1/cmdline:runit\0",
	"20/cmdline:sleep\0one\ntwo\0".split("\n").join("\n20/cmdline:"),
	"uptime:100.50 90.00",
	"meminfo:MemTotal:         500000 kB",
	"meminfo:MemAvailable:     300000 kB",
	"sys/kernel/osrelease:6.12.48",
	`${WEB}/memory.current:9000`,
	`${WEB}/memory.stat:inactive_file 1000`,
	`${WEB}/cpu.stat:usage_usec 5000000`,
	`${WEB}/pids.current:1`,
	"",
].join("\n");

describe("a look at the host", () => {
	it("sees processes, those of containers with their number inside, and not itself", () => {
		expect(figuresOf(TEXT).processes).toEqual([
			expect.objectContaining({
				pid: 1,
				name: "runit",
				command: "runit",
				containerId: null,
				kernel: false,
				memoryBytes: 102_400,
			}),
			expect.objectContaining({ pid: 2, kernel: true, command: "" }),
			expect.objectContaining({ pid: 20, parentPid: 1, containerId: WEB, pids: [20, 1], command: "sleep one\ntwo" }),
		]);
	});

	it("sees the machine's own figures", () => {
		const bytes = { memoryTotalBytes: 512_000_000, memoryAvailableBytes: 307_200_000 };
		expect(figuresOf(TEXT).host).toEqual({ kernel: "6.12.48", uptimeSeconds: 100.5, ...bytes });
	});

	it("counts a container's memory as docker stats does, without what is only cached", () => {
		expect(figuresOf(TEXT).use).toEqual({ [WEB]: { memoryBytes: 8000, processes: 1, processorUs: 5_000_000 } });
	});

	it("makes a share of the processor from two looks", () => {
		const first = figuresOf(TEXT);
		const later = figuresOf(TEXT.replace("100.50", "102.50").replace("usage_usec 5000000", "usage_usec 6000000"));
		expect(takenBetween(undefined, first)[WEB]?.processorShare).toBeNull();
		expect(takenBetween(first, later)[WEB]?.processorShare).toBeCloseTo(0.5);
		// A container that began in between.
		expect(takenBetween({ ...first, use: {} }, later)[WEB]?.processorShare).toBeNull();
	});

	it("makes nothing of a guest that answers nonsense", () => {
		const nonsense = figuresOf("7/status:\nself\n::::\n9/cgroup:0::/docker/../x\nuptime:never\n\0\0");
		expect(nonsense.processes).toEqual([]);
		expect(nonsense.host.uptimeSeconds).toBe(0);
	});
});
