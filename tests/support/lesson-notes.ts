/** What a learner does in each of the six lessons beyond running the commands that the text offers, and the answers to its questions. */
import type { Learner, Notes } from "./learner.ts";

/** By the lesson's slug. */
export const lessonNotes: Readonly<Record<string, Notes>> = {
	"first-container": {
		after: {
			"A web server answers": async (learner) => {
				const page = await learner.preview(learner.said("docker run -d --name", /-p (\d+):80/));
				await page.getByText(/^Hostname: /).waitFor();
			},
		},
		meanwhile: {
			"docker container prune": async (learner) => {
				await learner.lesson.terminal.shows(/\[y\/N\]$/);
				await learner.lesson.terminal.type("y\n");
			},
		},
		answers: {
			"You start a server": ["9000"],
			"A container was stopped": ["The files it wrote", "Its log", "Its name"],
		},
	},
	"containers-and-virtual-machines": {
		after: {
			"The virtual machine's column": async (learner) => {
				const seconds = (name: string) => Number(learner.said("ps -o pid", new RegExp(`(\\d+) ${name}$`, "m")));
				await fillColumn(learner, "between", [
					`${seconds("runit") - seconds("runsvdir")}`,
					learner.said("free", /^Mem: +(\d+)/m),
					learner.said("lsblk", /^sda .* ([\d.]+)M/m),
					learner.said("ps -e", /^(\d+)$/m),
					learner.said("uname", /^(\d[\w.-]+)$/m),
				]);
			},
			"The container's column": async (learner) => {
				const [, used = "", unit = ""] = /^([\d.]+)([KM])iB$/.exec(learner.said("docker stats", / ([\d.]+[KM]iB) \//)) ?? [];
				await fillColumn(learner, "end", [
					learner.said("time docker run", /^real\s+0m([\d.]+)s/m),
					`${unit === "K" ? Number(used) / 1000 : Number(used)}`,
					learner.said("docker images", /([\d.]+)MB/),
					// Below a headline that the terminal may break in two.
					`${learner.said("docker top", /CMD\n([\s\S]*)/).match(/^\S+ +\d+ +\d+ /gm)?.length}`,
					learner.said("docker exec tenant uname", /^(\d[\w.-]+)$/m),
				]);
			},
			"The container was ended": async (learner) => {
				await learner.run(`kill -9 ${learner.said("docker inspect", /^(\d+)$/m)}`);
			},
		},
		answers: {
			"Which of these call": [
				"Windows on a Linux server",
				"A program from somebody you do not trust",
				"Trying out a kernel module",
			],
			"Why does a VM": ["It holds a whole system of its own, kernel and services included"],
		},
	},
	"image-layers": {
		before: {
			"The report is in": async (learner) => {
				await learner.openFile("report/Dockerfile");
				const joined = "RUN head -c 8000000 /dev/urandom > /measurements && md5sum /measurements > /report && rm /measurements";
				await learner.replaceLines(2, 4, joined);
				await learner.saved();
			},
		},
		answers: {
			"Four images": ["100"],
			"An image has a password": ["Everybody who has the image"],
			"Which of these are true": [
				"A layer stores only differences to what is below",
				"A pull skips layers that are there already",
			],
		},
	},
	"write-a-dockerfile": {
		before: {
			"site/www/index.html": async (learner) => {
				const page = await learner.preview(learner.said("docker run -d --name site", /-p (\d+):80/));
				await page.getByRole("heading", { name: "Harbour news" }).waitFor();
				const headline = await learner.boxText("site/www/index.html");
				await learner.openFile("site/www/index.html");
				await learner.replaceLines(7, 7, headline);
				await learner.saved();
			},
			"A change of the page": async (learner) => {
				await learner.openFile("primes/Dockerfile");
				await learner.replaceLines(3, 3, "COPY primes.awk .");
				await learner.replaceLines(4, 4, "RUN awk -f primes.awk > primes.txt\nCOPY . .");
				await learner.saved();
			},
			"The broken build": async (learner) => {
				await learner.openFile("broken/Dockerfile");
				await learner.replaceLines(2, 3, "COPY pages/ /srv/www/");
				await learner.replaceLines(4, 4, 'CMD ["httpd", "-f", "-p", "80", "-h", "/srv/www"]');
				await learner.saved();
				await learner.run("docker build -t mended broken");
			},
		},
		after: {
			"Your headline": async (learner) => {
				const page = await learner.preview(learner.said("docker run -d --name site", /-p (\d+):80/));
				const [, headline = ""] = /<h1>(\w+)/.exec(await learner.boxText("site/www/index.html")) ?? [];
				await learner.page.getByRole("button", { name: "Reload", exact: true }).click();
				await page.getByRole("heading", { name: headline, exact: true }).waitFor();
			},
		},
		answers: {
			"A Dockerfile has FROM": ["Only the last COPY"],
			"Which of these change": ["CMD", "COPY"],
		},
	},
	registries: {
		meanwhile: {
			"docker login": async (learner) => {
				await learner.lesson.terminal.shows(/Password:$/);
				await learner.lesson.terminal.type("containers\n");
			},
		},
		answers: {
			"Where does docker push": ["To docker.io"],
			"When should an image": [
				"On a server that must run exactly what was tested",
				"In the FROM line of a build that has to be repeatable",
			],
		},
	},
	"web-and-database": {
		after: {
			"The web server shows": async (learner) => {
				const page = await learner.preview(learner.said("docker run -d --name web", /-p (\d+):80/));
				await learner.page.getByRole("button", { name: "Reload", exact: true }).click();
				await page.getByRole("listitem").waitFor();
			},
			"An entry was written": async (learner) => {
				const page = await learner.preview(learner.said("docker run -d --name web", /-p (\d+):80/));
				const [, entry = ""] =
					/the word (\w+) into/.exec((await learner.lesson.task("An entry was written").textContent()) ?? "") ?? [];
				await page.getByRole("textbox", { name: "Your entry" }).fill(entry);
				await page.getByRole("button", { name: "Write" }).click();
				await page.getByText(entry, { exact: true }).waitFor();
			},
		},
		answers: {
			"Why is only": ["Only browsers come from outside; nobody else has business with the database"],
			"After docker compose down": ["The volume", "The images"],
		},
	},
};

/** Types the figures into the second column, between the commas, or into the third, at the end of the line. */
async function fillColumn(learner: Learner, column: "between" | "end", figures: readonly string[]): Promise<void> {
	await learner.openFile("comparison.csv");
	await learner.press("Control+Home");
	for (const figure of figures) {
		await learner.press("ArrowDown", "End", ...(column === "between" ? ["ArrowLeft"] : []));
		await learner.page.keyboard.type(figure);
		await learner.press("Escape");
	}
	await learner.saved();
}
