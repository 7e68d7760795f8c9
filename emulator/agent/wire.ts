/**
 * The wire between a `Computer`'s owner and the agent in the guest (`guest/agent/`, in C): many flow-controlled streams over one
 * serial line. `guest/agent/wire.h` is the other end of this file.
 *
 * A frame is: type u8, channel u8, stream u32 little-endian, payload. Each is COBS-encoded and ended by a zero byte, so that either
 * end finds the next frame again after the other one was killed in the middle of one.
 *
 * Credits: each channel of a stream starts with `INITIAL_CREDIT_BYTES` in its sender's hand; DATA spends it, CREDIT gives more.
 * Nothing is sent without it, which is what bounds memory on both sides.
 */

export const WIRE_VERSION = 1;
export const INITIAL_CREDIT_BYTES = 65536;
/** Longest payload of a DATA frame. Short, so that a keystroke never waits behind a long one. */
export const MAX_DATA_BYTES = 8192;
/** Longest payload of an OPEN frame: command line and environment together. */
export const MAX_OPEN_BYTES = 65536;

export const FrameType = {
	// To the agent.
	/** Starts a stream. Payload: NUL-ended `key=value` strings; `kind` says what is opened (see OpenRequest). */
	open: 1,
	/** Bytes for channel 0 (standard input, file content, socket). */
	data: 2,
	/** Lets the agent send this many more bytes (u32) on the frame's channel. */
	credit: 3,
	/** Channel 0 has ended. */
	close: 4,
	/** Terminal size: columns u16, rows u16. */
	resize: 5,
	/** Signal number u8 for the process group. */
	signal: 6,
	/** Ends the stream: what it started is killed; a pty is hung up instead (SIGHUP). Output not yet sent is dropped, `end` still follows. */
	cancel: 7,
	/** Stream 0. Ends every stream without answer. Payload: 8 bytes that the `hello` in answer repeats. */
	reset: 8,

	// From the agent.
	/**
	 * Stream 0: the agent started, or answers `reset`. Payload: NUL-ended `version=…`, `nonce=<hex, or empty when it speaks first>`. A
	 * zero byte precedes it, because the line may hold the first half of a frame of a killed agent.
	 */
	hello: 16,
	/** Bytes of channel 1 (standard output, file content, socket) or 2 (standard error). */
	agentData: 17,
	/** Lets the other side send this many more bytes (u32) on channel 0. */
	agentCredit: 18,
	/** The channel has ended. */
	agentClose: 19,
	/** Last frame of a stream: NUL-ended `code=<exit code>` or `errno=<name>` (with `message=…`). Sent once for each `open`. */
	end: 20,
	/** `exec`: the program runs (its exec call succeeded). `connect`: the connection stands. Precedes what they send; not sent when they failed. */
	started: 21,
} as const;

/**
 * What `open` can ask for. Records in DATA are fields joined by a space and ended by NUL; a name or path comes last, may hold spaces.
 * - `exec`: `arg` (repeated), `env` (repeated `K=V`), `cwd`, `user`; `columns` and `rows` make it a pty (channel 2 unused).
 *   Without `arg` a login shell. A pty gets `TERM=xterm-256color`. `spare=1`: a shell that waits at its prompt may be handed out.
 *   A killed program's exit code is 128 + the signal's number. `errno` for what cannot start: a program, `cwd` or `user` not there is ENOENT.
 * - `read`: `path`. `write`: `path`, `mode` (octal); content on channel 0, done at `close`.
 * - `list` and `stat`: `path`; records `type size mode-octal mtime-ms name`, type one of f d l o.
 * - `remove`, `mkdir` (with parents): `path`. `rename`: `path`, `to`.
 * - `watch`: `path`; first record `ready`, then `created|modified|deleted|overflow path`.
 * - `connect`: `unix` (a path) or `tcp` (`host:port`, numeric); channels 0 and 1 are the socket.
 * - `clock`: `ms` (Unix time), `seed` (hex, may be empty): sets the clock when it is off by over 100 ms, adds the seed to the kernel's entropy.
 * - `usage`: DATA `key=value` lines: memory-total, memory-available, disk-total, disk-used (bytes), load-1, load-5, load-15, uptime.
 */
export type OpenKind =
	| "exec"
	| "read"
	| "write"
	| "list"
	| "stat"
	| "remove"
	| "mkdir"
	| "rename"
	| "watch"
	| "connect"
	| "clock"
	| "usage";
