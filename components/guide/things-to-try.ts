/** Commands worth typing, for people who have come to look around. Each is real and works offline in a fresh machine. */

export interface Thing {
	readonly title: string;
	/** One sentence: what it shows. */
	readonly text: string;
	readonly commands: readonly string[];
}

export const thingsToTry: readonly Thing[] = [
	{
		title: "Run your first container",
		text: "It prints how it came to be, step by step, and ends.",
		commands: ["docker run hello-world"],
	},
	{
		title: "See what is there",
		text: "Containers, ended ones too, and the images they were made from.",
		commands: ["docker ps -a", "docker images"],
	},
	{
		title: "Go inside",
		text: "A shell in a container of its own. Look around, and leave with exit.",
		commands: ["docker run -it --rm busybox sh"],
	},
	{
		title: "Build an image",
		text: "Write a Dockerfile, build it, run what you built. Build again and watch the cache.",
		commands: [
			`cat > Dockerfile <<'END'
FROM busybox
RUN echo "Built in a browser tab" > /note
CMD ["cat", "/note"]
END`,
			"docker build -t note .",
			"docker run --rm note",
		],
	},
	{
		title: "Leave one running",
		text: "A container in the background: its output, its resources, its end.",
		commands: [
			`docker run -d --name clock busybox sh -c 'while date; do sleep 2; done'`,
			"docker logs -f clock",
			"docker stats --no-stream",
			"docker rm -f clock",
		],
	},
	{
		title: "Look under the hood",
		text: "A container is a process of the same Linux, fenced off.",
		commands: ["docker info", "ps aux | tail", "docker compose version"],
	},
];

/** Said where a learner would otherwise wonder. */
export const limits: readonly string[] = [
	"A 32-bit PC with one processor: images must be made for linux/386.",
	"No way out to the internet: docker pull finds only what this site brings along.",
	"Slower than your own computer. The first run of a program is the slowest.",
	"Nothing is saved: a reset, or closing this tab, throws the machine away.",
];
