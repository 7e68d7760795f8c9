/** The host sets the guest's clock; what it is off by is less than this (the contract's tests of the clock). */
const CLOCK_ERROR_MS = 1000;

/**
 * Where the engine tells its events from now on, and those of about the last second.
 *
 * dockerd sends the head of its answer before it listens to itself, so what happens just after the head is in a stream of events only when it was
 * asked for since a time: without that, one event in some hundred is lost to who waits for the head and then does something.
 * @param filters as of `docker events --filter`
 */
export function engineEventsPath(filters: Readonly<Record<string, readonly string[]>>): string {
	const since = ((Date.now() - CLOCK_ERROR_MS) / 1000).toFixed(3);
	return `/events?since=${since}&filters=${encodeURIComponent(JSON.stringify(filters))}`;
}
