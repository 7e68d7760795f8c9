/** What the person types and pastes, on its way to the shell: in order, at the shell's pace, with bounded memory. */
import { endOfPaste, pastePieces } from "./paste.ts";

export interface InputQueue {
	/** @returns false when the shell has not read for so long that the keys are dropped, as a full terminal line does. */
	type(text: string): boolean;
	/**
	 * Sends a long text piece by piece, after what was typed before and before what is typed later.
	 * @returns `done`, or `stopped` after `stopPaste` or when the shell went away.
	 */
	paste(text: string, options: PasteOptions): Promise<"done" | "stopped">;
	/** Ends all pastes after the piece that is on its way. @returns whether there was one. */
	stopPaste(): boolean;
}

export interface PasteOptions {
	readonly bracketed: boolean;
	/** Called after each piece. */
	readonly onProgress?: (sentCharacters: number) => void;
}

/** Minutes of fast typing. A shell that reads nothing for so long has a stuck program in front of it. */
const MOST_WAITING_BYTES = 16 * 1024;

const encoder = new TextEncoder();

export function createInputQueue(input: WritableStream<Uint8Array>): InputQueue {
	const writer = input.getWriter();
	writer.closed.catch(() => {});
	// Settles when everything queued so far was taken. Never rejects: after the shell is gone, input has nowhere to go.
	let tail: Promise<void> = Promise.resolve();
	let waitingBytes = 0;
	const pastes = new Set<{ stopped: boolean }>();

	return {
		type(text) {
			const bytes = encoder.encode(text);
			if (waitingBytes + bytes.byteLength > MOST_WAITING_BYTES) return false;
			waitingBytes += bytes.byteLength;
			tail = tail
				.then(() => writer.write(bytes))
				.catch(() => {})
				.then(() => {
					waitingBytes -= bytes.byteLength;
				});
			return true;
		},
		async paste(text, { bracketed, onProgress }) {
			const job = { stopped: false };
			pastes.add(job);
			async function send(): Promise<void> {
				try {
					let sentCharacters = 0;
					if (job.stopped) return;
					for (const piece of pastePieces(text, bracketed)) {
						if (job.stopped) {
							await writer.write(encoder.encode(endOfPaste(bracketed)));
							return;
						}
						await writer.write(encoder.encode(piece));
						sentCharacters = Math.min(sentCharacters + piece.length, text.length);
						onProgress?.(sentCharacters);
					}
				} catch {
					job.stopped = true;
				} finally {
					pastes.delete(job);
				}
			}
			tail = tail.then(send);
			await tail;
			return job.stopped ? "stopped" : "done";
		},
		stopPaste() {
			for (const job of pastes) job.stopped = true;
			return pastes.size > 0;
		},
	};
}
