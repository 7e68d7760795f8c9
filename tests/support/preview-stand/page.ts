/** A page with a machine whose ports lead to servers of the test, through a tunnel; the rest of it is the product's. */
import { createAgentMachine } from "#emulator/agent/agent-machine.ts";
import type { Connection } from "#emulator/computer.ts";
import { MachineError } from "#emulator/errors.ts";
import { FakeComputer } from "#emulator/fake/fake-computer.ts";
import { FRAME_SANDBOX } from "#workspace/preview/frame-rules.ts";
import { createWorkspace } from "#workspace/workspace.ts";

class TunnelledComputer extends FakeComputer {
	override async dial(port: number): Promise<Connection> {
		const socket = new WebSocket(`ws://${location.host}/tunnel?port=${port}`);
		socket.binaryType = "arraybuffer";
		await new Promise<void>((resolve, reject) => {
			socket.onopen = () => resolve();
			socket.onclose = () => reject(new MachineError("PortUnavailableError", "refused", { detail: "refused" }));
		});
		const closed = new Promise<void>((resolve) => socket.addEventListener("close", () => resolve()));
		let fail = (_: unknown) => {};
		const source: UnderlyingDefaultSource<Uint8Array> = {
			start(controller) {
				fail = (reason) => {
					try {
						controller.error(reason);
					} catch {
						// It had ended before.
					}
				};
				socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => controller.enqueue(new Uint8Array(data));
				socket.onclose = () => {
					try {
						controller.close();
					} catch {
						// The same.
					}
				};
			},
			// The tunnel gives a piece at a time, when asked.
			pull: () => {
				if (socket.readyState === WebSocket.OPEN) socket.send("more");
			},
			cancel: () => socket.close(),
		};
		const readable = new ReadableStream(source, { highWaterMark: 0 });
		const writable = new WritableStream<Uint8Array>({
			write: (bytes) => socket.send(bytes.slice()),
			close: () => socket.send("end"),
			abort: () => socket.close(),
		});
		return {
			readable,
			writable,
			closed,
			abort(reason) {
				fail(reason);
				socket.close();
			},
		};
	}
}

const workspace = createWorkspace({ createMachine: () => createAgentMachine(new TunnelledComputer()) });
workspace.start();

let frame: HTMLIFrameElement | undefined;

const stand = {
	workspace,
	/** Shows a path of a port in a frame, in place of the one before. */
	async show(port: number, path: string): Promise<string> {
		await workspace.previews.open(port);
		const origin = workspace.previews.originOf(port) ?? "";
		frame?.remove();
		frame = document.createElement("iframe");
		frame.setAttribute("sandbox", FRAME_SANDBOX);
		frame.src = origin + path;
		frame.width = "600";
		document.body.append(frame);
		return origin;
	},
};
export type Stand = typeof stand;
Object.assign(window, { stand });
