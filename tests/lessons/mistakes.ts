/** One typical mistake for each task of each lesson, with words of the hint that has to answer it. */

export interface Mistake {
	readonly task: string;
	/** Typed in the terminal, one after the other; `{{name}}` is filled in. The check must not pass afterwards. */
	readonly commands: readonly string[];
	readonly hint: RegExp;
	/** What a learner does after reading the hint, as far as the task's solution does not do it anyway. */
	readonly mend?: readonly string[];
}

const editedStart = "sed -i 's/^start (s),[^,]*/start (s),325/' comparison.csv";

/** By the lesson's slug. */
export const mistakes: Readonly<Record<string, readonly Mistake[]>> = {
	"first-container": [
		{
			task: "hello",
			commands: ["docker create --name early hello-world"],
			hint: /only created, not started/,
			mend: ["docker rm early"],
		},
		{
			task: "web",
			commands: ["docker run -d --name {{name}} whoami"],
			hint: /no port is published/,
			mend: ["docker rm -f {{name}}"],
		},
		{ task: "note", commands: ["docker run -d --name box busybox", "docker wait box"], hint: /box has ended/ },
		{ task: "tidy", commands: ["docker rm -f box"], hint: /Still running: / },
	],
	"containers-and-virtual-machines": [
		{ task: "vm-figures", commands: [editedStart], hint: /the difference between the two/ },
		{
			task: "tenant",
			commands: ["docker run -d --name tenant busybox", "docker wait tenant"],
			hint: /nothing that lasts/,
			mend: ["docker rm tenant"],
		},
		{
			task: "container-figures",
			commands: ["sed -i '/^memory/s/,[^,]*$/,120/' comparison.csv"],
			hint: /in megabytes/,
		},
		{
			task: "from-outside",
			commands: ["kill $(docker inspect --format '{{.State.Pid}}' tenant)"],
			hint: /cannot be ignored/,
		},
	],
	"image-layers": [
		{ task: "changes", commands: ["docker run --rm --name scribe busybox true"], hint: /without --rm/ },
		{ task: "commit", commands: ["docker commit scribe"], hint: /got no name/ },
		{ task: "light", commands: ["docker build -q -t light report"], hint: /RUN of its own/ },
	],
	"write-a-dockerfile": [
		{
			task: "built",
			commands: ["echo FROM busybox > site/dockerfile"],
			hint: /with a capital D/,
			mend: ["rm site/dockerfile"],
		},
		{
			task: "changed",
			commands: ["docker run -d --name site -p {{port}}:80 site", "sed -i 's/<h1>.*</<h1>{{headline}}</' site/www/index.html"],
			hint: /older than the change/,
		},
		{
			task: "order",
			commands: [
				"docker build -q -t primes:1 primes",
				"sed -i 's/first/second/' primes/index.html",
				"docker build -q -t primes:2 primes",
			],
			hint: /copied before the slow step/,
		},
		{
			task: "ignored",
			commands: ["echo 'RUN rm .env' >> primes/Dockerfile", "docker build -q -t primes:3 primes"],
			hint: /The layer below still has it/,
			mend: ["sed -i '/RUN rm/d' primes/Dockerfile"],
		},
		{ task: "mended", commands: ["docker build -q -t mended broken"], hint: /COPY asks for page/ },
	],
	registries: [
		{
			task: "tagged",
			commands: ["docker pull -q whoami", "docker tag whoami {{name}}:1.0"],
			hint: /Without registry.lab in front/,
			mend: ["docker rmi {{name}}:1.0"],
		},
		{ task: "pushed", commands: ["docker push -q registry.lab/learner/{{name}}:1.0"], hint: /You are not logged in/ },
		{
			task: "pulled",
			commands: ["docker rmi whoami"],
			hint: /Delete that name too/,
			mend: ["docker tag registry.lab/learner/{{name}}:1.0 whoami"],
		},
		{
			task: "pinned",
			commands: ["docker run -d --name pinned -p {{port}}:80 registry.lab/learner/{{name}}:1.0"],
			hint: /That name can be moved/,
			mend: ["docker rm -f pinned"],
		},
		{
			task: "moved",
			commands: [
				"printf 'FROM registry.lab/learner/{{name}}:1.0\\nENV NEW=1\\n' | docker build -q -t registry.lab/learner/{{name}}:1.0 -",
			],
			hint: /on this machine only/,
		},
	],
	"web-and-database": [
		{
			task: "volume",
			commands: ["docker run -d --name db redis redis-server --appendonly yes"],
			hint: /a volume without a name/,
		},
		{
			task: "page",
			commands: ["docker build -q -t book web", "docker run -d --name web -p {{port}}:80 book"],
			hint: /where nobody has a name/,
			mend: ["docker rm -f web"],
		},
		{ task: "entry", commands: ["docker exec db redis-cli RPUSH guests nobody"], hint: /The last entry is: nobody/ },
		{
			task: "compose",
			commands: ["printf 'services:\\n  web:\\n    build: web\\n   ports: []\\n' > compose.yaml"],
			hint: /Compose cannot read the file/,
		},
	],
};
