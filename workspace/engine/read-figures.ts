/** One look at the host: its processes, what each container takes, and the machine's own figures, by one script in the guest. */
import type { Machine } from "#emulator/machine.ts";
import type { ContainerUse, HostFigures, HostProcess } from "./model.ts";

/**
 * Few programs, each of which reads many files: every program that starts costs the guest more than what it reads. A process that ends
 * meanwhile is left out.
 */
const SCRIPT = `
echo "self $$"
cd /proc && {
	grep -sE '^(Name|State|PPid|NSpid|VmRSS|Kthread):' [0-9]*/status
	grep -s /docker/ [0-9]*/cgroup
	grep -sa '' [0-9]*/cmdline
	grep -sE '^[0-9]|^Mem(Total|Available):' uptime meminfo sys/kernel/osrelease
}
cd /sys/fs/cgroup/docker && grep -sE '^(usage_usec|inactive_file) |^[0-9]+$' */memory.current */memory.stat */cpu.stat */pids.current
exit 0
`;

const TIMEOUT_MS = 20_000;
/** Of what the script prints: a host with more to say is one that somebody filled with processes on purpose. */
const MOST_TEXT = 4_000_000;

/** Processor time is a sum since the container began: two looks make a share. */
export interface FiguresSample {
	readonly host: HostFigures;
	readonly processes: readonly HostProcess[];
	readonly use: Readonly<
		Record<string, { readonly memoryBytes: number; readonly processes: number; readonly processorUs: number }>
	>;
}

/** @throws MachineError when the guest cannot run it, or the signal's reason */
export async function readFigures(machine: Pick<Machine, "exec">, signal: AbortSignal): Promise<FiguresSample> {
	const running = await machine.exec(["bash", "-c", SCRIPT], { cwd: "/", signal, timeoutMs: TIMEOUT_MS });
	const [text] = await Promise.all([textOf(running.stdout), running.exit]);
	return figuresOf(text);
}

async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
	const decoder = new TextDecoder();
	let text = "";
	for await (const bytes of stream) if (text.length < MOST_TEXT) text += decoder.decode(bytes, { stream: true });
	return text;
}

export function figuresOf(text: string): FiguresSample {
	const facts = new Map<string, Map<string, string>>();
	const use = new Map<string, { memoryBytes: number; processes: number; processorUs: number }>();
	const host = { kernel: "", uptimeSeconds: 0, memoryTotalBytes: 0, memoryAvailableBytes: 0 };
	let self = "";

	function fact(pid: string, name: string, value: string): void {
		const known = facts.get(pid) ?? new Map<string, string>();
		facts.set(pid, known.set(name, (known.has(name) ? `${known.get(name)}\n` : "") + value));
	}

	for (const line of text.split("\n")) {
		const [, file = "", value = ""] = /^([^:]*):(.*)$/s.exec(line) ?? [];
		const [, pid, kind] = /^(\d+)\/(status|cgroup|cmdline)$/.exec(file) ?? [];
		const [, container, figure] = /^([0-9a-f]{64})\/(.*)$/.exec(file) ?? [];
		if (pid !== undefined && kind === "status") {
			const [, name = "", rest = ""] = /^(\w+):\s*(.*)$/.exec(value) ?? [];
			fact(pid, name, rest);
		} else if (pid !== undefined) {
			fact(pid, kind ?? "", value);
		} else if (container !== undefined) {
			const sum = use.get(container) ?? { memoryBytes: 0, processes: 0, processorUs: 0 };
			use.set(container, sum);
			const number = Number(/\d+$/.exec(value)?.[0] ?? 0);
			// As `docker stats` counts: what the kernel only keeps in case it is read again is no use of memory.
			if (figure === "memory.current") sum.memoryBytes += number;
			else if (figure === "memory.stat") sum.memoryBytes -= number;
			else if (figure === "cpu.stat") sum.processorUs = number;
			else if (figure === "pids.current") sum.processes = number;
		} else if (file === "uptime") {
			host.uptimeSeconds = Number.parseFloat(value) || 0;
		} else if (file === "meminfo") {
			const bytes = 1024 * Number(/\d+/.exec(value)?.[0] ?? 0);
			if (value.startsWith("MemTotal")) host.memoryTotalBytes = bytes;
			else host.memoryAvailableBytes = bytes;
		} else if (file === "sys/kernel/osrelease") {
			host.kernel = value;
		} else if (line.startsWith("self ")) {
			self = line.slice("self ".length);
		}
	}
	const processes = [...facts].flatMap(([pid, known]) => processOf(Number(pid), known) ?? []).sort((a, b) => a.pid - b.pid);
	return { host, processes: withoutSelf(processes, Number(self)), use: Object.fromEntries(use) };
}

/** Undefined for one that ended while it was read. */
function processOf(pid: number, facts: ReadonlyMap<string, string>): HostProcess | undefined {
	const name = facts.get("Name");
	const parentPid = Number(facts.get("PPid") ?? Number.NaN);
	if (name === undefined || Number.isNaN(parentPid)) return undefined;
	return {
		pid,
		parentPid,
		name,
		command: (facts.get("cmdline") ?? "").replace(/\0+$/, "").replaceAll("\0", " ").trim(),
		state: facts.get("State")?.[0] ?? "?",
		memoryBytes: 1024 * Number(/\d+/.exec(facts.get("VmRSS") ?? "")?.[0] ?? 0),
		kernel: facts.get("Kthread") === "1" || pid === 2 || parentPid === 2,
		containerId: /\/docker\/([0-9a-f]{64})/.exec(facts.get("cgroup") ?? "")?.[1] ?? null,
		pids: (facts.get("NSpid") ?? String(pid)).split(/\s+/).map(Number),
	};
}

/** The look itself is not part of what it sees. */
function withoutSelf(processes: readonly HostProcess[], self: number): HostProcess[] {
	return processes.filter(({ pid, parentPid }) => pid !== self && parentPid !== self);
}

/** What containers took between two looks, which are `elapsedSeconds` of the guest apart. */
export function takenBetween(before: FiguresSample | undefined, now: FiguresSample): Record<string, ContainerUse> {
	const elapsedUs = before ? (now.host.uptimeSeconds - before.host.uptimeSeconds) * 1e6 : 0;
	return Object.fromEntries(
		Object.entries(now.use).map(([id, { memoryBytes, processes, processorUs }]) => {
			const earlierUs = before?.use[id]?.processorUs;
			const known = earlierUs !== undefined && elapsedUs > 0;
			const share = known ? Math.min(1, Math.max(0, (processorUs - earlierUs) / elapsedUs)) : null;
			return [id, { memoryBytes: Math.max(0, memoryBytes), processorShare: share, processes }];
		}),
	);
}
