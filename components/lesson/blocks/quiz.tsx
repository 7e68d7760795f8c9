"use client";

import {
	createContext,
	type FormEvent,
	type PropsWithChildren,
	useContext,
	useEffect,
	useId,
	useMemo,
	useRef,
	useState,
} from "react";
import { useStore } from "zustand";
import type { BlockProps } from "#lessons/blocks.ts";
import { progressOf } from "#workspace/progress/progress-of.ts";
import { Button } from "../../ui/button.tsx";
import { useDesk, useFilled } from "../lesson-desk.ts";
import styles from "./quiz.module.css";

interface Asked {
	readonly name: string;
	readonly kind: "single" | "multiple";
	readonly chosen: ReadonlySet<string>;
	/** The answer was given: choices say why they are right or wrong. */
	readonly answered: boolean;
	choose(choiceId: string, chosen: boolean): void;
	/** Tells of a choice and whether it is right, until the returned function is called. */
	join(choiceId: string, correct: boolean): () => void;
}

const AskedContext = createContext<Asked | null>(null);

/** A question with choices, or with a text to type. The answer is explained, and may be given again. */
export function Quiz({ id, question, kind, answer, children }: PropsWithChildren<BlockProps<"Quiz">>) {
	const { plan, progress } = useDesk();
	const name = useId();
	const choices = useRef(new Map<string, boolean>());
	const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
	const [text, setText] = useState("");
	const [result, setResult] = useState<"right" | "wrong" | null>(null);
	const before = useStore(progress.store, (state) => progressOf(state.lessons, plan).quizzes[id]?.passed === true);
	const nothing = kind === "text" ? text.trim() === "" : chosen.size === 0;
	const words = useFilled(question);

	const asked = useMemo<Asked | null>(
		() =>
			kind === "text"
				? null
				: {
						name,
						kind,
						chosen,
						answered: result !== null,
						choose(choiceId, choose) {
							setResult(null);
							setChosen((now) => {
								if (kind === "single") return new Set([choiceId]);
								const next = new Set(now);
								if (choose) next.add(choiceId);
								else next.delete(choiceId);
								return next;
							});
						},
						join(choiceId, correct) {
							choices.current.set(choiceId, correct);
							return () => choices.current.delete(choiceId);
						},
					},
		[kind, name, chosen, result],
	);

	function isRight(): boolean {
		if (kind === "text") return answer !== undefined && new RegExp(`^(?:${answer})$`, "iu").test(text.trim());
		return [...choices.current].every(([choiceId, correct]) => correct === chosen.has(choiceId));
	}
	function give(event: FormEvent): void {
		event.preventDefault();
		if (nothing) return;
		const right = isRight();
		setResult(right ? "right" : "wrong");
		progress.answerQuiz(plan, id, right);
	}

	return (
		<form className={styles.quiz} data-result={result ?? undefined} aria-labelledby={`${name}-question`} onSubmit={give}>
			<p className={styles.kind}>Question{before && !result ? ", answered" : ""}</p>
			<p id={`${name}-question`} className={styles.question}>
				{words}
			</p>
			<AskedContext value={asked}>
				<fieldset className={styles.choices} aria-labelledby={`${name}-question`}>
					{children}
				</fieldset>
			</AskedContext>
			{kind === "text" ? (
				<input
					className={styles.input}
					aria-labelledby={`${name}-question`}
					value={text}
					spellCheck={false}
					autoComplete="off"
					onChange={(event) => {
						setText(event.target.value);
						setResult(null);
					}}
				/>
			) : null}
			<div className={styles.foot}>
				<Button type="submit" size="small" aria-disabled={nothing}>
					Answer
				</Button>
				<span role="status" className={styles.result}>
					{result === "right" ? "Right." : result === "wrong" ? "Not quite. Have another look." : ""}
				</span>
			</div>
		</form>
	);
}

/** One answer to choose. */
export function Choice({ correct = false, why, children }: PropsWithChildren<BlockProps<"Choice">>) {
	const asked = useContext(AskedContext);
	const id = useId();
	const join = useRef(asked?.join);
	useEffect(() => join.current?.(id, correct), [id, correct]);
	const reason = useFilled(why);
	if (!asked) return null;
	const chosen = asked.chosen.has(id);
	const told = asked.answered && chosen;
	return (
		<div className={styles.choice} data-told={told ? (correct ? "right" : "wrong") : undefined}>
			<label className={styles.label}>
				<input
					type={asked.kind === "single" ? "radio" : "checkbox"}
					name={asked.name}
					checked={chosen}
					aria-describedby={told ? `${id}-why` : undefined}
					onChange={(event) => asked.choose(id, event.target.checked)}
				/>
				<span>{children}</span>
			</label>
			{told ? (
				<p id={`${id}-why`} className={styles.why}>
					{reason}
				</p>
			) : null}
		</div>
	);
}
