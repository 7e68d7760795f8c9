/** What names in lessons look like. Each goes into addresses, paths or scripts, so their alphabets are small. */

/** Lessons, tasks, quizzes, steps: words of lower-case letters and digits, joined by hyphens. */
export const slugPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Words of Go's templates, which stand in double braces too: `{{end}}` in a `--format` is no value of a lesson. */
const wordsOfTemplates = "(?!(?:end|else|break|continue)\\b)";

/** Names of values, which stand in double braces: an identifier, so that MDX can read it. */
export const valueNamePattern = new RegExp(`^${wordsOfTemplates}[a-z][A-Za-z0-9]{0,29}$`);

/** A value where it is used, `{{port}}`. A space inside, or a dot, makes it somebody else's: `{{ name }}`, `{{.Names}}`. */
export const valueUsePattern = new RegExp(`\\{\\{(${wordsOfTemplates}[a-z][A-Za-z0-9]{0,29})\\}\\}`, "g");

/** What a value may be: nothing in it means anything to bash, YAML, JSON, a Dockerfile or a URL. */
export const valueTextPattern = /^[A-Za-z0-9][A-Za-z0-9._/:-]{0,79}$/;

/** An image as `docker pull` takes it: a name, with a registry and a tag or digest if it has them. */
export const imagePattern = /^[a-z0-9]+([._:/-]+[a-z0-9]+)*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@sha256:[0-9a-f]{64})?$/;
