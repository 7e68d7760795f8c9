/**
 * What a machine can do, whoever runs it: a browser worker, Node, or an in-memory fake. Everything outside `emulator/` talks to
 * this interface alone. Byte streams are web streams: whoever does not read slows the guest down instead of filling memory.
 */
import type { MachineError } from "./errors.ts";

export interface Machine {
	/** The present status. `subscribe` tells of every change. */
	readonly status: MachineStatus;
	readonly files: GuestFiles;
	readonly engine: EngineApi;
	readonly ports: GuestPorts;

	/** Calls `listener` after each change of `status`, until the returned function is called. */
	subscribe(listener: (status: MachineStatus) => void): () => void;

	/**
	 * Starts the machine and settles when commands can run in it. A machine is started once; for a fresh one, dispose and create.
	 * @throws MachineError when the bundle cannot be had, is damaged, or the guest does not come up.
	 */
	start(options?: StartOptions): Promise<void>;

	/** Opens a login shell, or `command`, on a pty of its own. */
	openTerminal(options: TerminalOptions): Promise<Terminal>;

	/** Runs a command: a string goes through `bash -c`, a list is run as it is. Settles when the process has started. */
	exec(command: string | readonly string[], options?: ExecOptions): Promise<GuestProcess>;

	/** Stops the guest's CPU. Calls made meanwhile wait. */
	pause(): Promise<void>;
	/** Continues after `pause` and sets the guest's clock right. */
	resume(): Promise<void>;

	/** The whole machine (memory, devices, changed disk blocks) as bytes for `start({ from })` of the same bundle. */
	save(): Promise<Uint8Array>;

	stats(): Promise<MachineStats>;

	/** What the kernel wrote to its console last, for diagnosis: at most 64 KiB. */
	consoleLog(): Promise<string>;

	/** Ends the machine; open terminals, processes and calls reject with `MachineDisposedError`. Safe to call twice. */
	dispose(): Promise<void>;
}

export type MachineStatus =
	| { readonly state: "off"; readonly reason: "not-started" | "powered-off" }
	| { readonly state: "starting"; readonly progress: StartProgress }
	/**
	 * `agent: "lost"` while the guest's agent is being restarted by its supervisor; calls made meanwhile wait for it.
	 * `disk: "waiting"` while the guest waits for a part of its disk that the site does not give at the moment; it is asked for again.
	 */
	| { readonly state: "running"; readonly agent: "ready" | "lost"; readonly disk?: "waiting" }
	| { readonly state: "paused" }
	| { readonly state: "failed"; readonly error: MachineError }
	| { readonly state: "disposed" };

/**
 * `manifest`: asks the site which bundle it has. `download`: fetches emulator and snapshot. `restore`: puts the snapshot into
 * memory. `boot`: the kernel starts (only without a snapshot: after `reboot`, and when the bundle is built). `connect`: waits for the
 * agent inside the guest.
 */
export type StartStage = "manifest" | "download" | "restore" | "boot" | "connect";

export interface StartProgress {
	readonly stage: StartStage;
	/** Bytes had so far, transferred or from the cache; meaningful in `download`. */
	readonly loadedBytes: number;
	/** Bytes this start needs in all, 0 while not yet known. */
	readonly totalBytes: number;
}

export interface StartOptions {
	/** `snapshot` (the default) starts from the bundle's warm snapshot, `cold` boots the kernel, bytes continue from `save()`. */
	readonly from?: "snapshot" | "cold" | Uint8Array;
	readonly signal?: AbortSignal;
}

export interface ProcessOptions {
	/** Default `/root/lab`. */
	readonly cwd?: string;
	/** A name in the guest's /etc/passwd; default `root`. */
	readonly user?: string;
	/** Added to a login environment. */
	readonly env?: Readonly<Record<string, string>>;
}

export interface TerminalSize {
	readonly columns: number;
	readonly rows: number;
}

export interface TerminalOptions extends TerminalSize, ProcessOptions {
	/** Default: a login shell. */
	readonly command?: readonly string[];
}

export interface ExecOptions extends ProcessOptions {
	/** After this the process and what it started are killed, and `exit` rejects with `CommandTimeoutError`. */
	readonly timeoutMs?: number;
	/** Aborting kills the process and what it started; `exit` rejects with the signal's reason. */
	readonly signal?: AbortSignal;
}

interface Running {
	/** Settles once, after all output was handed over. Rejects with a MachineError when the machine or its agent went away. */
	readonly exit: Promise<ExitStatus>;
	/** Sends a signal to the whole process group. */
	kill(signal?: GuestSignal): void;
}

export interface Terminal extends Running {
	readonly output: ReadableStream<Uint8Array>;
	readonly input: WritableStream<Uint8Array>;
	resize(size: TerminalSize): void;
	/** Hangs up: what runs in the terminal gets SIGHUP. */
	close(): void;
}

export interface GuestProcess extends Running {
	readonly stdin: WritableStream<Uint8Array>;
	readonly stdout: ReadableStream<Uint8Array>;
	readonly stderr: ReadableStream<Uint8Array>;
}

export type GuestSignal = "SIGHUP" | "SIGINT" | "SIGQUIT" | "SIGKILL" | "SIGTERM" | "SIGSTOP" | "SIGCONT";

export interface ExitStatus {
	/** As a shell would report it: the exit code, or 128 + the number of the signal that ended the process. */
	readonly code: number;
}

/** Files in the guest, by absolute path. Failures reject with `GuestFileError` carrying the errno name, such as `ENOENT`. */
export interface GuestFiles {
	read(path: string): Promise<Uint8Array>;
	/** The same, piecewise, for files of any size. */
	readStream(path: string): Promise<ReadableStream<Uint8Array>>;
	/** Replaces the file in one step (written beside, then renamed); makes missing parent folders. `mode` defaults to 0o644. */
	write(path: string, content: Uint8Array | string, options?: { readonly mode?: number }): Promise<void>;
	list(path: string): Promise<FileEntry[]>;
	stat(path: string): Promise<FileEntry>;
	makeDirectory(path: string): Promise<void>;
	rename(from: string, to: string): Promise<void>;
	/** Removes a file, or a folder with all that is in it. */
	remove(path: string): Promise<void>;
	/** Reports changes below `path`, folders made later included, until cancelled. Ready when the promise settles. */
	watch(path: string): Promise<ReadableStream<FileChange>>;
}

export interface FileEntry {
	/** Last part of the path. */
	readonly name: string;
	readonly type: "file" | "directory" | "symlink" | "other";
	readonly sizeBytes: number;
	/** Permission bits, such as 0o755. */
	readonly mode: number;
	readonly modifiedMs: number;
}

export interface FileChange {
	/** `overflow`: the kernel lost events; read the folder again. */
	readonly kind: "created" | "modified" | "deleted" | "overflow";
	/** Absolute path. */
	readonly path: string;
}

/** Requests to the Docker Engine API over the daemon's own socket in the guest. */
export interface EngineApi {
	/** @throws EngineUnavailableError when nothing listens on the socket. Any HTTP status is an answer, not an error. */
	request(request: EngineRequest): Promise<EngineResponse>;
}

export interface EngineRequest {
	/** Default GET. */
	readonly method?: string;
	/** With query, such as `/containers/json?all=1`. */
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: Uint8Array | string;
	readonly signal?: AbortSignal;
}

export interface EngineResponse {
	readonly status: number;
	readonly headers: ReadonlyMap<string, string>;
	/** Streams as the daemon sends (events, logs, pull progress); cancel it to end the request. */
	readonly body: ReadableStream<Uint8Array>;
	text(): Promise<string>;
	json(): Promise<unknown>;
}

/** TCP ports of the guest, those that containers publish among them, reached at the guest's own network address. */
export interface GuestPorts {
	/** @throws PortUnavailableError when nothing accepts connections there, or nobody answers. RangeError for what is no port. */
	connect(port: number, options?: { readonly signal?: AbortSignal }): Promise<GuestConnection>;
	/**
	 * One HTTP/1.1 request on a connection of its own. Any status is an answer, not an error; redirects are not followed.
	 * @throws PortUnavailableError as `connect`, and when no HTTP answer comes. TypeError for what cannot be sent.
	 */
	request(request: PortRequest): Promise<PortResponse>;
}

/** A TCP connection. When the guest resets it, or its network goes away, both streams error with `PortUnavailableError`. */
export interface GuestConnection {
	/** Ends when the guest sends no more. Cancelling it resets the connection; read to the end to let arrive what was written. */
	readonly readable: ReadableStream<Uint8Array>;
	/** Writes wait for the guest to read. Closing it tells the guest that no more comes; aborting it resets the connection. */
	readonly writable: WritableStream<Uint8Array>;
	/** Ends both directions at once and drops what is on its way. Safe to call twice. */
	close(): void;
}

export interface PortRequest {
	readonly port: number;
	/** Default GET. */
	readonly method?: string;
	/** With query, percent-encoded. */
	readonly path: string;
	/** A `Headers`, a `Map`, pairs. `Host` is `localhost:<port>` unless given. `Connection` is this interface's affair. */
	readonly headers?: Iterable<readonly [name: string, value: string]>;
	/** A stream is sent in chunks, unless `headers` has a `Content-Length`. */
	readonly body?: Uint8Array | string | ReadableStream<Uint8Array>;
	/** Aborting ends the request, also while its answer's body is read: that errors with the signal's reason. */
	readonly signal?: AbortSignal;
}

export interface PortResponse {
	readonly status: number;
	/** As the guest sent them; `getSetCookie` gives each cookie by itself. Names and values that no `Headers` takes are left out. */
	readonly headers: Headers;
	/** Streams as the guest sends, without its transfer coding; cancel it to end the request. */
	readonly body: ReadableStream<Uint8Array>;
}

export interface MachineStats {
	/** Guest instructions executed since the start. */
	readonly instructions: number;
	/** Over the time since the last call of `stats`. */
	readonly instructionsPerSecond: number;
	/** Bytes that came over the network for this machine; the rest came from the cache. */
	readonly fetchedBytes: number;
	readonly cachedBytes: number;
	readonly memoryTotalBytes: number;
	readonly memoryAvailableBytes: number;
	readonly diskTotalBytes: number;
	readonly diskUsedBytes: number;
	/** The kernel's load averages over 1, 5 and 15 minutes. */
	readonly load: readonly [number, number, number];
	readonly uptimeSeconds: number;
}
