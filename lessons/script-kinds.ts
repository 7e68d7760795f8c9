/** The scripts of a task, by the middle part of their file names: `tasks/<task>.check.sh`. */
export const scriptKinds = {
	check:
		"Ends with 0 when the task is done. Otherwise it may print one sentence that says what is missing. It runs often, so it is cheap",
	solve:
		"What a learner types, one command in a line. Shown to a reader who asks for the solution, and typed into a terminal to prove the task. Never sent to a browser before",
	"hint-1-<name>":
		"Ends with 0 when it applies, and prints the hint: a sentence or two about what is wrong in this machine, not what to type. `hint-2-…` and so on: the first that applies is shown",
	fail: "Ends with 0 when the task can no longer be done, and prints why. The reader is offered to begin the step again. Optional",
	setup: "Run when the step of the task begins, to bring about what the task is about. Optional",
} as const;
