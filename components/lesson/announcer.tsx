"use client";

import { useEffect, useState } from "react";
import { fillIn } from "#lessons/values.ts";
import { useDesk } from "./lesson-desk.ts";

/** Says what became of tasks to those who do not see it. One place for all, so that nothing is said twice. */
export function Announcer() {
	const { plan, run } = useDesk();
	const [words, setWords] = useState("");
	useEffect(
		() =>
			run.store.subscribe((now, before) => {
				for (const { id, title } of plan.tasks) {
					const task = now.tasks[id];
					const was = before.tasks[id];
					if (!task || task === was) continue;
					const name = fillIn(title, now.values);
					if (task.status === "passed" && was?.status !== "passed") setWords(`Task done: ${name}`);
					else if (task.status === "lost" && was?.status !== "lost") setWords(`Task lost: ${name}. ${task.said ?? ""}`);
					else if (task.hint && task.hint !== was?.hint) setWords(`Hint for ${name}: ${task.hint}`);
				}
			}),
		[plan, run],
	);
	return (
		<p className="sr-only" role="status" data-announcer>
			{words}
		</p>
	);
}
