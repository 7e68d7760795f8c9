/**
 * A byte stream through a message port, with back-pressure: the reader gives credit in bytes, and the writer takes from its source only
 * what it has credit for. Browsers differ in whether streams themselves can be sent.
 */

/** As much as may be under way: enough that a fast guest does not wait for the reader's next turn. */
const WINDOW_BYTES = 512 * 1024;

type ToReader = { readonly bytes: Uint8Array } | { readonly end: true } | { readonly failed: string };
type ToWriter = { readonly credit: number } | { readonly cancel: true };

/**
 * Sends all of `source` and settles when it is handed over, or nobody wants the rest.
 * @returns how many bytes were sent
 * @throws what the source throws; the reader's stream errors then too
 */
export async function sendBytes(source: ReadableStream<Uint8Array>, port: MessagePort): Promise<number> {
	const reader = source.getReader();
	let creditBytes = 0;
	let sentBytes = 0;
	let unwanted = false;
	let wake = () => {};
	function giveUp(): void {
		unwanted = true;
		reader.cancel().catch(() => {});
		wake();
	}
	port.onmessage = ({ data }: MessageEvent<ToWriter>) => {
		if ("cancel" in data) giveUp();
		else if (Number.isFinite(data.credit)) creditBytes += data.credit;
		wake();
	};
	// Where browsers tell: the other side is gone without a word, as when a service worker is ended.
	port.addEventListener("close", giveUp);
	try {
		for (;;) {
			while (creditBytes <= 0 && !unwanted) await new Promise<void>((resolve) => (wake = resolve));
			const { done, value } = await reader.read();
			if (unwanted) return sentBytes;
			if (done) break;
			if (value.byteLength === 0) continue;
			creditBytes -= value.byteLength;
			sentBytes += value.byteLength;
			const bytes = ownsItsBuffer(value) ? value : value.slice();
			port.postMessage({ bytes } satisfies ToReader, [bytes.buffer]);
		}
		port.postMessage({ end: true } satisfies ToReader);
		return sentBytes;
	} catch (thrown) {
		port.postMessage({ failed: thrown instanceof Error ? thrown.message : String(thrown) } satisfies ToReader);
		throw thrown;
	} finally {
		port.removeEventListener("close", giveUp);
		port.onmessage = null;
		// The reader closes the port: closing here could overtake what was sent last.
		if (unwanted) port.close();
		reader.releaseLock();
	}
}

/** The bytes that `sendBytes` sends into the other end. Cancelling it stops the sender. */
export function receiveBytes(port: MessagePort): ReadableStream<Uint8Array> {
	let outstandingBytes = 0;
	return new ReadableStream<Uint8Array>(
		{
			start(controller) {
				function lost(): void {
					controller.error(new TypeError("the other side went away"));
				}
				port.onmessage = ({ data }: MessageEvent<ToReader>) => {
					if ("bytes" in data) {
						outstandingBytes -= data.bytes.byteLength;
						controller.enqueue(data.bytes);
						return;
					}
					port.removeEventListener("close", lost);
					if ("end" in data) controller.close();
					else controller.error(new TypeError(data.failed));
					port.close();
				};
				port.addEventListener("close", lost, { once: true });
			},
			pull(controller) {
				const credit = (controller.desiredSize ?? 0) - outstandingBytes;
				if (credit <= 0) return;
				outstandingBytes += credit;
				port.postMessage({ credit } satisfies ToWriter);
			},
			cancel() {
				port.onmessage = null;
				port.postMessage({ cancel: true } satisfies ToWriter);
			},
		},
		new ByteLengthQueuingStrategy({ highWaterMark: WINDOW_BYTES }),
	);
}

function ownsItsBuffer(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
	return bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength;
}
