/** What the page shows of one machine and its terminals. Plain data: terminal bytes never come near it. */
import type { MachineStats, StartStage, Terminal, TerminalSize } from "#emulator/machine.ts";
import type { Failure } from "./failure.ts";
import type { PublishedPort } from "./preview/published-ports.ts";
import type { Tab } from "./tabs.ts";

/** The machine's own words, under the names that rooms above this one use. */
export type GuestTerminal = Terminal;
export type GuestTerminalSize = TerminalSize;
export type Stage = StartStage;
export type Stats = MachineStats;

export interface StageSeen {
	readonly stage: Stage;
	/** When it began, on the clock of `Date.now`. */
	readonly atMs: number;
}

export interface StartView {
	readonly stage: Stage;
	/** Stages met so far in this start, in order, `stage` last. */
	readonly seen: readonly StageSeen[];
	readonly loadedBytes: number;
	/** 0 while not known. */
	readonly totalBytes: number;
	/** Whole download, at the rate of the last seconds; null while there is nothing to judge by, or nothing arrives. */
	readonly secondsLeft: number | null;
	/** `fresh` comes from the snapshot, `reboot` keeps the disks of a machine that ran already. */
	readonly kind: "fresh" | "reboot";
}

export type MachineView =
	| { readonly phase: "idle" }
	| { readonly phase: "starting"; readonly start: StartView }
	/** `disk: "waiting"` while a program in the guest waits for a part of its disk that the site does not give at the moment. */
	| { readonly phase: "running"; readonly agent: "ready" | "lost"; readonly disk?: "waiting" }
	| { readonly phase: "paused" }
	| { readonly phase: "powered-off" }
	| { readonly phase: "failed"; readonly failure: Failure };

/**
 * The Docker daemon in the guest. `unknown` while the machine does not run; `starting` until it answered for the first time;
 * `restarting` when it answered before and its supervisor is bringing it back; `down` when that takes much too long.
 */
export type EngineState = "unknown" | "starting" | "running" | "restarting" | "down";

export interface WorkspaceState {
	/** Counts machines: a new number is a new machine with none of the old one's files. */
	readonly session: number;
	readonly machine: MachineView;
	readonly engine: EngineState;
	/** Ports of containers that can be opened now, lowest first. */
	readonly published: readonly PublishedPort[];
	/** The last figures, kept while newer ones cannot be had; null until the first ones. */
	readonly stats: Stats | null;
	readonly tabs: readonly Tab[];
	readonly activeTab: string;
	/** Whether the person typed anything into this machine, so that leaving would lose something. */
	readonly touched: boolean;
}
