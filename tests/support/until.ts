/** Waiting for what has no event to wait for. */

/** Asks until `holds` says yes. @throws when it has not after `withinMs` */
export async function until(what: string, holds: () => Promise<boolean>, withinMs: number): Promise<void> {
	const deadlineMs = Date.now() + withinMs;
	while (!(await holds())) {
		if (Date.now() > deadlineMs) throw new Error(`after ${withinMs / 1000} s it still does not hold: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
