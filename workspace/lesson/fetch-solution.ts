/** The commands that do a task, which the site gives only when they are asked for. */
import * as z from "zod/mini";

const answerSchema = z.object({ commands: z.array(z.string()).check(z.minLength(1)) });
const WITHIN_MS = 15_000;

/** @throws Error, with a sentence for the person. */
export async function fetchSolution(slug: string, taskId: string): Promise<readonly string[]> {
	let answer: unknown;
	try {
		const response = await fetch(`/lessons/${slug}/solutions/${taskId}`, {
			method: "POST",
			signal: AbortSignal.timeout(WITHIN_MS),
		});
		if (!response.ok) throw new Error(`the site answered ${response.status}`);
		answer = await response.json();
	} catch (cause) {
		throw new Error("The solution could not be had from the site. Look at your connection, then ask again.", { cause });
	}
	const { success, data } = answerSchema.safeParse(answer);
	if (!success) throw new Error("The site has no solution for this task that could be shown.");
	return data.commands;
}
