/** Databases, languages and compilers of the site, in the real engine: each answers as its documentation says. `npm run test:long` runs it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { HARBOUR } from "../support/harbour.ts";
import { ImageStand } from "../support/image-stand.ts";

const page = "http://127.0.0.1:8080";

describe("A large image of the site", { timeout: 15 * 60_000 }, () => {
	let stand: ImageStand;

	beforeAll(async () => {
		stand = await ImageStand.start();
	});
	afterAll(() => stand.dispose());
	afterEach(() => stand.clear());

	it("postgres asks for a password first, then makes the database and runs the scripts, once", async () => {
		await stand.pull("postgres");
		const refused = await stand.run("docker run --rm postgres");
		expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("superuser password is not specified") });
		await stand.output(
			`mkdir -p /root/lab/pg && echo 'CREATE TABLE boats (name text); INSERT INTO boats VALUES (:quote);' | sed "s/:quote/'Ida'/" > /root/lab/pg/1.sql &&
			docker run -d --name db -e POSTGRES_PASSWORD=secret -e POSTGRES_USER=ann -e POSTGRES_DB=harbour -v /root/lab/pg:/docker-entrypoint-initdb.d:ro postgres`,
		);
		await stand.answers("docker logs db", "PostgreSQL init process complete", 300_000);
		const ask = `docker run --rm --link db -e PGPASSWORD=secret postgres psql -h db -U ann harbour -Atc 'SELECT name FROM boats'`;
		await stand.answers(ask, "Ida");
		expect((await stand.run(ask.replace("secret", "wrong"))).stderr).toContain("password authentication failed");
		await stand.output("docker restart -t 60 db");
		await stand.answers(ask, "Ida");
		expect(await stand.output("docker logs db 2>&1")).toContain("Skipping initialization");
	});

	it("mariadb asks for a password first, then makes the database and its user", async () => {
		await stand.pull("mariadb");
		const refused = await stand.run("docker run --rm mariadb");
		expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("password option is not specified") });
		await stand.output(
			`docker run -d --name db -e MARIADB_ROOT_PASSWORD=secret -e MARIADB_DATABASE=harbour -e MARIADB_USER=ann -e "MARIADB_PASSWORD=it's" mariadb`,
		);
		await stand.answers("docker logs db", "MariaDB init process done", 300_000);
		const ask = `docker run --rm --link db mariadb mariadb -h db -u ann "-pit's" harbour -Ne 'SELECT DATABASE()'`;
		await stand.answers(ask, "harbour");
		expect((await stand.run("docker exec db mariadb -uroot -pwrong -e 'SELECT 1'")).stderr).toContain("Access denied");
		expect((await stand.run("docker exec db mariadb -h 127.0.0.1 -uroot -e 'SELECT 1'")).stderr).toContain("Access denied");
		expect(await stand.output("docker exec db mariadb -uroot -psecret -Ne 'SELECT 2+2'")).toBe("4");
		await stand.output("docker exec db healthcheck.sh --connect");
	});

	it("python runs programs, with pip, and does not compile its library again", async () => {
		await stand.pull("python:3.13-slim");
		expect(await stand.output("docker run --rm python:3.13-slim python -c 'import sys; print(sys.version_info[:2])'")).toBe(
			"(3, 13)",
		);
		expect(await stand.output("docker run --rm python:3.13-slim pip --version")).toContain("python 3.13");
		const stale = await stand.output(
			"docker run --rm python:3.13-slim python -v -c 'import json, http.client, email' 2>&1 | grep -c 'wrote' || true",
		);
		expect(stale).toBe("0");
	});

	it("node runs programs, and npm a project's scripts", async () => {
		await stand.pull("node");
		expect(await stand.output(`docker run --rm node -p '"v" + 6 * 7'`)).toBe("v42");
		await stand.output(`mkdir -p /root/lab/app && echo '{"scripts":{"start":"node -p 1+1"}}' > /root/lab/app/package.json`);
		expect(await stand.output("docker run --rm -v /root/lab/app:/app -w /app node npm start")).toMatch(/\n2$/);
	});

	it("php runs programs, and pages in Apache", async () => {
		await stand.pull("php");
		expect(await stand.output(`docker run --rm php php -r 'echo implode(",", PDO::getAvailableDrivers());'`)).toBe(
			"mysql,pgsql,sqlite",
		);
		await stand.pull("php:apache");
		await stand.output(`mkdir -p /root/lab/php && echo '<?php echo 6 * 7, PHP_SAPI;' > /root/lab/php/index.php`);
		await stand.output("docker run -d -p 8080:80 -v /root/lab/php:/var/www/html php:apache");
		await stand.answers(`curl -s ${page}`, "42apache2handler");
	});

	it("gcc compiles a program for an image with nothing else in it", async () => {
		await stand.pull("gcc");
		await stand.output(
			`mkdir -p /root/lab/c && cd /root/lab/c && printf '#include <stdio.h>\\nint main(void) { return puts("hi") < 0; }\\n' > hi.c &&
			printf 'FROM gcc AS build\\nCOPY hi.c .\\nRUN gcc -static -o /hi hi.c\\nFROM scratch\\nCOPY --from=build /hi /hi\\nCMD ["/hi"]\\n' > Dockerfile &&
			docker build -q -t hi .`,
		);
		expect(await stand.output("docker run --rm hi")).toBe("hi");
	});

	it("php and mariadb work together: docker compose up serves a page that reads the database", async () => {
		await stand.pull("php");
		await stand.pull("mariadb");
		for (const [path, text] of Object.entries(HARBOUR)) await stand.machine.files.write(`/root/lab/harbour/${path}`, text);
		await stand.output("cd /root/lab/harbour && docker compose up -d");
		await stand.answers("curl -s http://127.0.0.1:8081", "In port: Ida", 300_000);
		await stand.output("cd /root/lab/harbour && docker compose down --volumes");
	});
});
