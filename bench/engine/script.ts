/** What is typed into fresh machines, in the tab and under QEMU alike. */
import type { Times } from "./times.ts";
import { FINE, type Typist } from "./typist.ts";

export const FIRST_RUN = "docker run --rm busybox echo hi";
export const SAID_HI = /^hi$/m;
/** The tenth is the first that counts. */
const WARM_AFTER = 9;
const WARM_RUNS = 3;
const ROUNDS = 3;

const DOCKERFILE = "FROM busybox\\nRUN echo one > /one\\nRUN echo two > /two\\nCMD cat /one /two\\n";
const COMPOSE = [
	"services:",
	...["one", "two"].flatMap((name) => [`  ${name}:`, "    image: busybox", "    command: sleep 1000"]),
];

/** What is timed once in a machine, from the first command on. */
export async function typeOnce(typist: Typist, times: Times): Promise<void> {
	times["engine.first_run"].push(await typist.timed(FIRST_RUN, SAID_HI));

	await typist.timed(`mkdir three && printf '${DOCKERFILE}' >three/Dockerfile && echo fine`, FINE);
	const build = "docker build -t three three && echo fine";
	times["build.fresh"].push(await typist.timed(build, FINE));
	await typist.timed("sed -i 's/echo one/echo eins/' three/Dockerfile && echo fine", FINE);
	times["build.changed"].push(await typist.timed(build, FINE));
	times["build.cached"].push(await typist.timed(build, /CACHED.*CACHED.*^fine$/ms));

	await typist.timed(`mkdir two && printf '${COMPOSE.join("\\n")}\\n' >two/compose.yaml && cd two && echo fine`, FINE);
	times["compose.up"].push(await typist.timed("docker compose up -d && echo fine", FINE));
	await typist.timed("docker compose down -t 0; cd .. && echo fine", FINE);
}

/** What is timed again and again, in a machine in which `typeOnce` was typed. */
export async function typeRepeatedly(typist: Typist, times: Times): Promise<void> {
	for (let run = 2; run <= WARM_AFTER; run++) await typist.timed(FIRST_RUN, SAID_HI);
	for (let run = 0; run < WARM_RUNS; run++) times["engine.run10"].push(await typist.timed(FIRST_RUN, SAID_HI));

	await typist.timed("docker run -d --name box busybox sleep 10000 && echo fine", FINE);
	for (let round = 0; round < ROUNDS; round++) {
		times["engine.exec"].push(await typist.timed("docker exec box true && echo fine", FINE));
	}
	for (let round = 0; round < ROUNDS; round++) {
		times["engine.info"].push(await typist.timed("docker info >/dev/null && echo fine", FINE));
	}
}
