/** The PC that v86 emulates, in the words of QEMU. */
import type { PcFiles } from "./pc-files.ts";

export interface PcOptions {
	readonly files: PcFiles;
	/** A file that `QemuComputer.saveTo` wrote; without it the kernel boots. */
	readonly saved?: string;
	/** Whether what the guest writes goes into `files.data`, or is forgotten. */
	readonly keepsData?: boolean;
}

/** Paths of what appears when QEMU runs. */
export interface PcEnds {
	/** A socket: the console port that the guest's agent reads. */
	readonly agent: string;
	/** A file: what the kernel prints. */
	readonly console: string;
}

export function pcArguments({ files, saved, keepsData = false }: PcOptions, ends: PcEnds): string[] {
	// v86's disks are memory: here nothing waits for the host's disk either.
	const disk = "format=raw,if=ide,cache=unsafe";
	return [
		...["-no-user-config", "-nodefaults", "-display", "none", "-no-reboot"],
		// Translated, as by v86; this processor has SSE2, which the guest's programs need, and not more than 32 bits.
		...["-machine", "pc", "-accel", "tcg", "-cpu", "qemu32", "-m", `${files.memoryBytes / 2 ** 20}M`],
		...["-kernel", files.kernel, "-append", files.commandLine],
		// IDE disks cannot be read-only; the root is as good as that.
		...["-drive", `file=${files.root},index=0,snapshot=on,${disk}`],
		...["-drive", `file=${files.data},index=1,snapshot=${keepsData ? "off" : "on"},${disk}`],
		...["-serial", `file:${ends.console}`, "-qmp", "stdio"],
		...["-device", "virtio-serial-pci"],
		...["-chardev", "null,id=nobody", "-device", "virtconsole,nr=0,chardev=nobody"],
		...["-chardev", `socket,id=agent,path=${ends.agent},server=on,wait=off`, "-device", "virtconsole,nr=1,chardev=agent"],
		// The guest expects a cable. Nothing is at its other end.
		...["-netdev", "user,id=cable,restrict=on,ipv6=off,net=192.168.86.0/24,host=192.168.86.1"],
		...["-device", "virtio-net-pci,netdev=cable,romfile="],
		// Somebody must listen to the agent before the CPU runs.
		"-S",
		...(saved === undefined ? [] : ["-incoming", `exec:cat '${saved}'`]),
	];
}
