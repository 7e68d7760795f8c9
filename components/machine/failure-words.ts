/** What people are told about each way a machine can fail: what happened, what to do, and the button that does it. The one place for it. */
import type { FailureName } from "#workspace/failure.ts";

/**
 * The button that helps. `try-again`: the same start once more. `reset`: a fresh machine, files are lost.
 * `reload`: the page itself anew. `none`: nothing in this page can help.
 */
export type Remedy = "try-again" | "reset" | "reload" | "none";

export interface FailureWords {
	/** A few words, no full stop. */
	readonly title: string;
	readonly whatHappened: string;
	readonly whatToDo: string;
	readonly remedy: Remedy;
}

const words = {
	UnsupportedHostError: {
		title: "This browser cannot run the machine",
		whatHappened: "The machine needs WebAssembly and web workers, and this browser has them switched off or does not know them.",
		whatToDo:
			"Open this page in a current Chrome, Edge or Firefox. On a managed laptop, an administrator can allow WebAssembly for this site.",
		remedy: "none",
	},
	OutOfMemoryError: {
		title: "Not enough memory for the machine",
		whatHappened: "The browser refused the memory that the machine asked for, about 1 GB in all.",
		whatToDo: "Close tabs and programs that you do not need, then try again. Phones and small tablets often have too little.",
		remedy: "try-again",
	},
	BundleMissingError: {
		title: "This site has no machine to start",
		whatHappened: "The list of the machine's parts is missing on the server, or it cannot be read.",
		whatToDo: "If this is your own server, run npm start once more and watch for errors. Otherwise tell the site's owner.",
		remedy: "try-again",
	},
	BundleMismatchError: {
		title: "Page and machine are of different versions",
		whatHappened: "The page, or a saved machine, was made for another version than the one the server has now.",
		whatToDo: "Reload the page to get both from the same version.",
		remedy: "reload",
	},
	FetchFailedError: {
		title: "A part of the machine could not be fetched",
		whatHappened: "The server did not deliver a part, although the page asked several times.",
		whatToDo: "Check the network connection, then try again. Parts that have arrived are kept.",
		remedy: "try-again",
	},
	DigestMismatchError: {
		title: "A part of the machine arrived damaged",
		whatHappened: "A part differs from its checksum, also when fetched a second time. The machine does not run on damaged parts.",
		whatToDo: "Try again. If it stays so, a proxy or virus scanner may be changing downloads, or the server's copy is damaged.",
		remedy: "try-again",
	},
	CorruptStateError: {
		title: "The saved machine is damaged",
		whatHappened: "What was saved of the machine is not whole, so it cannot be continued.",
		whatToDo: "Start a fresh machine. What was in the saved one is lost.",
		remedy: "reset",
	},
	GuestStartError: {
		title: "The machine started but does not answer",
		whatHappened: "Its memory was restored, but the program that connects it to this page did not report.",
		whatToDo: "Start a fresh machine. If that fails too, reload the page.",
		remedy: "reset",
	},
	KernelPanicError: {
		title: "Linux stopped with a kernel panic",
		whatHappened: "The kernel inside the machine met an error it cannot go on from. Your computer is not affected.",
		whatToDo: "Start a fresh machine. Files of this one are lost.",
		remedy: "reset",
	},
	MachineOffError: {
		title: "The machine is off",
		whatHappened: "Something was asked of the machine while it was not running.",
		whatToDo: "Start it again, then repeat what you did.",
		remedy: "reset",
	},
	MachineDisposedError: {
		title: "That machine is gone",
		whatHappened: "The machine was reset while something was still going on in it.",
		whatToDo: "Repeat it in the new machine.",
		remedy: "none",
	},
	WorkerLostError: {
		title: "The machine's process ended",
		whatHappened: "The browser ended the background process that runs the machine, mostly because memory ran short.",
		whatToDo: "Close tabs that you do not need, then start a fresh machine. Files of this one are lost.",
		remedy: "reset",
	},
	AgentLostError: {
		title: "The connection into the machine was lost",
		whatHappened:
			"The program that connects the machine to this page was restarted. Whether the last action took effect is unknown.",
		whatToDo: "Look at the result, and repeat the action if need be.",
		remedy: "none",
	},
	CommandTimeoutError: {
		title: "A command took too long",
		whatHappened: "It did not finish in the time it was given, and was ended.",
		whatToDo: "Try again. The first run of a program is the slowest; the next ones are faster.",
		remedy: "none",
	},
	GuestFileError: {
		title: "A file could not be read or written",
		whatHappened: "Linux inside the machine refused the file operation.",
		whatToDo: "Check with ls -l and df -h in a terminal whether the file is there and the disk has room.",
		remedy: "none",
	},
	GuestCommandError: {
		title: "A program could not be started",
		whatHappened: "Linux inside the machine refused to start it. It may be missing, or memory or process numbers ran out.",
		whatToDo: "End programs that you do not need. If not even a shell opens, reset to a fresh machine.",
		remedy: "reset",
	},
	EngineUnavailableError: {
		title: "Docker does not answer",
		whatHappened: "The Docker daemon inside the machine is not running at the moment. It is restarted by itself within seconds.",
		whatToDo: "Wait a little, then try again. If it stays away, reset to a fresh machine.",
		remedy: "reset",
	},
	PortUnavailableError: {
		title: "Nothing answers at that port",
		whatHappened: "No program inside the machine accepts connections there, or it broke the connection off.",
		whatToDo: "Check with docker ps that the container runs and publishes the port, and with docker logs that its program is up.",
		remedy: "none",
	},
	EmulatorCrashedError: {
		title: "The emulated PC crashed",
		whatHappened: "The emulator met an error of its own. This is a defect of Slipway, not of what you did.",
		whatToDo: "Start a fresh machine. Please report it with the details below.",
		remedy: "reset",
	},
} as const satisfies Record<FailureName, FailureWords>;

export function failureWords(name: FailureName): FailureWords {
	return words[name];
}

/** Every name that has words, which is every name there is: the compiler sees to that. */
export const failureNames = Object.keys(words) as FailureName[];
