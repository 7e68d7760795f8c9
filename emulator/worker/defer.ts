/** Calls back in the next turn of the event loop: unlike `setTimeout`, without the browser's 4 ms floor. */
const waiting: (() => void)[] = [];
const channel = new MessageChannel();

channel.port1.onmessage = () => waiting.shift()?.();

export function defer(callback: () => void): void {
	waiting.push(callback);
	channel.port2.postMessage(undefined);
}
