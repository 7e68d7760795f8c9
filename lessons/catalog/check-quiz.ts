/** A quiz can be answered, and its kind fits what it holds. */
import { stringProp, writtenProps } from "./block-props.ts";
import type { BlockElement } from "./prose.ts";
import { isBlock } from "./steps.ts";

export function checkQuiz(quiz: BlockElement, add: (what: string, remedy: string) => void): void {
	const choices = quiz.children.filter(
		(child): child is typeof child & BlockElement => isBlock(child) && child.name === "Choice",
	);
	const right = choices.filter((choice) => writtenProps(choice).props.correct === true).length;
	const kind = stringProp(quiz, "kind");
	const answer = stringProp(quiz, "answer");
	if (kind === "text") {
		if (choices.length > 0) add("A quiz of kind `text` has choices.", "Take them out, or make it `single` or `multiple`.");
		if (answer === undefined) add("A quiz of kind `text` has no `answer`.", 'Add a regular expression: answer="layers?".');
		else if (!isPattern(answer)) add(`The answer \`${answer}\` is no regular expression.`, "Escape what is meant as it stands.");
		return;
	}
	if (answer !== undefined) add("`answer` is for quizzes of kind `text`.", "Mark the right choices with `correct` instead.");
	if (choices.length < 2) add("The quiz has fewer than two choices.", "Add a `<Choice>` for each answer.");
	else if (right === 0) add("No choice of the quiz is right.", "Write `correct` in the right ones.");
	else if (kind === "single" && right > 1) {
		add(`The quiz has ${right} right choices and is of kind \`single\`.`, "Leave one `correct`, or make it `multiple`.");
	}
}

function isPattern(text: string): boolean {
	try {
		new RegExp(text, "iu");
		return true;
	} catch {
		return false;
	}
}
