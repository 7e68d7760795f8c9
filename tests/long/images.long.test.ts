/** Every image of the site starts in the real engine and answers as its documentation says. `npm run test:long` runs it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { run } from "#emulator/contract/support.ts";
import type { Machine } from "#emulator/machine.ts";
import { createNodeMachine } from "#emulator/node/node-machine.ts";
import { HARBOUR } from "../support/harbour.ts";
import { provideImage } from "../support/site-images.ts";

const page = "http://127.0.0.1:8080";

describe("An image of the site", { timeout: 15 * 60_000 }, () => {
	let machine: Machine;

	beforeAll(async () => {
		machine = createNodeMachine();
		await machine.start();
	});
	afterAll(() => machine.dispose());
	afterEach(async () => {
		// Images stay: what the next one is built on need not come again, and the disk has room for all.
		await run(machine, "docker rm -f -v $(docker ps -aq); docker volume prune -af");
	});

	/** Standard output of a command that has to succeed. */
	async function output(command: string): Promise<string> {
		const { stdout, stderr, code } = await run(machine, command, { timeoutMs: 240_000 });
		expect(code, `${command}\n${stdout}${stderr}`).toBe(0);
		return stdout.trim();
	}

	/** Asks until the answer has these words; shows the container's logs when it never does. */
	async function answers(command: string, words: string, withinMs = 120_000): Promise<string> {
		const deadlineMs = Date.now() + withinMs;
		for (;;) {
			const { stdout, stderr, code } = await run(machine, command);
			if (code === 0 && stdout.includes(words)) return stdout;
			if (Date.now() > deadlineMs) {
				const logs = await run(machine, "docker ps -a; docker logs $(docker ps -lq) 2>&1 | tail -40");
				throw new Error(`after ${withinMs / 1000} s "${command}" does not say "${words}":\n${stdout}${stderr}\n${logs.stdout}`);
			}
			// The guest has one processor: asking all the time takes it from what is waited for.
			await new Promise((resolve) => setTimeout(resolve, 2000));
		}
	}

	it("whoami tells its name, its addresses, the request and its environment", async () => {
		await provideImage(machine, "whoami");
		await output("docker run -d --hostname box -p 8080:9000 -e COLOUR=blue whoami -port 9000");
		const answer = await answers(`curl -s -H 'X-Test: yes' ${page}/a/b`, "Hostname: box");
		expect(answer).toMatch(/IP: 172\.17\.0\.\d+/);
		expect(answer).toContain("GET /a/b HTTP/1.1\nHost: 127.0.0.1:8080");
		expect(answer).toContain("X-Test: yes");
		expect(answer).toContain("COLOUR=blue");
		await output("docker stop -t 30 $(docker ps -q)");
		expect(await output("docker ps -aq | xargs docker inspect --format '{{.State.ExitCode}}'")).toBe("0");
	});

	it("debian has apt, knows its release and says where its packages come from", async () => {
		await provideImage(machine, "debian:bookworm-slim");
		await provideImage(machine, "debian:trixie-slim");
		expect(await output("docker run --rm debian:bookworm-slim cat /etc/debian_version")).toMatch(/^12/);
		const told = await output(
			"docker run --rm debian:trixie-slim sh -c 'cat /etc/debian_version /etc/apt/sources.list.d/*; apt-get check'",
		);
		expect(told).toMatch(/^13/);
		expect(told).toContain("URIs: http://deb.lab/debian\nSuites: trixie");
	});

	it("nginx serves its folder, fills templates, logs to docker logs and stops when told to", async () => {
		await provideImage(machine, "nginx");
		await output("docker run -d --name web -p 8080:80 nginx");
		await answers(`curl -s ${page}`, "Welcome to nginx!");
		expect(await output("docker logs web 2>/dev/null")).toContain('"GET / HTTP/1.1" 200');
		await output("docker stop -t 30 web && docker rm web");
		await output(
			`mkdir -p /root/lab/site /root/lab/templates && echo mine > /root/lab/site/index.html &&
			printf 'server { listen %s; root /usr/share/nginx/html; add_header X-Host $host; }' '\${PORT}' > /root/lab/templates/default.conf.template &&
			docker run -d -p 8080:81 -e PORT=81 -v /root/lab/site:/usr/share/nginx/html:ro -v /root/lab/templates:/etc/nginx/templates:ro nginx`,
		);
		expect(await answers(`curl -si ${page}`, "mine")).toContain("X-Host: 127.0.0.1");
	});

	it("httpd serves htdocs", async () => {
		await provideImage(machine, "httpd");
		await output("docker run -d --name web -p 8080:80 httpd");
		await answers(`curl -s ${page}`, "It works!");
		expect(await output("docker logs web")).toContain('"GET / HTTP/1.1" 200');
		await output("docker exec web httpd -d /usr/local/apache2 -f conf/httpd.conf -t");
	});

	it("redis keeps what it is told, with a password when there is one", async () => {
		await provideImage(machine, "redis");
		await output("docker run -d --name store redis redis-server --appendonly yes");
		await answers("docker exec store redis-cli set key value", "OK");
		expect(await output("docker run --rm --link store redis redis-cli -h store get key")).toBe("value");
		expect(await output("docker exec store stat -c %U /data/appendonlydir")).toBe("redis");
		await output("docker run -d --name locked redis --requirepass secret");
		await answers("docker exec locked redis-cli -a secret ping", "PONG");
		expect(await output("docker exec locked redis-cli ping")).toContain("NOAUTH");
	});

	it("postgres asks for a password first, then makes the database and runs the scripts, once", async () => {
		await provideImage(machine, "postgres");
		const refused = await run(machine, "docker run --rm postgres");
		expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("superuser password is not specified") });
		await output(
			`mkdir -p /root/lab/pg && echo 'CREATE TABLE boats (name text); INSERT INTO boats VALUES (:quote);' | sed "s/:quote/'Ida'/" > /root/lab/pg/1.sql &&
			docker run -d --name db -e POSTGRES_PASSWORD=secret -e POSTGRES_USER=ann -e POSTGRES_DB=harbour -v /root/lab/pg:/docker-entrypoint-initdb.d:ro postgres`,
		);
		await answers("docker logs db", "PostgreSQL init process complete", 300_000);
		const ask = `docker run --rm --link db -e PGPASSWORD=secret postgres psql -h db -U ann harbour -Atc 'SELECT name FROM boats'`;
		await answers(ask, "Ida");
		expect((await run(machine, ask.replace("secret", "wrong"))).stderr).toContain("password authentication failed");
		await output("docker restart -t 60 db");
		await answers(ask, "Ida");
		expect(await output("docker logs db 2>&1")).toContain("Skipping initialization");
	});

	it("mariadb asks for a password first, then makes the database and its user", async () => {
		await provideImage(machine, "mariadb");
		const refused = await run(machine, "docker run --rm mariadb");
		expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("password option is not specified") });
		await output(
			`docker run -d --name db -e MARIADB_ROOT_PASSWORD=secret -e MARIADB_DATABASE=harbour -e MARIADB_USER=ann -e "MARIADB_PASSWORD=it's" mariadb`,
		);
		await answers("docker logs db", "MariaDB init process done", 300_000);
		const ask = `docker run --rm --link db mariadb mariadb -h db -u ann "-pit's" harbour -Ne 'SELECT DATABASE()'`;
		await answers(ask, "harbour");
		expect((await run(machine, "docker exec db mariadb -uroot -pwrong -e 'SELECT 1'")).stderr).toContain("Access denied");
		expect((await run(machine, "docker exec db mariadb -h 127.0.0.1 -uroot -e 'SELECT 1'")).stderr).toContain("Access denied");
		expect(await output("docker exec db mariadb -uroot -psecret -Ne 'SELECT 2+2'")).toBe("4");
		await output("docker exec db healthcheck.sh --connect");
	});

	it("python runs programs, with pip, and does not compile its library again", async () => {
		await provideImage(machine, "python:3.13-slim");
		expect(await output("docker run --rm python:3.13-slim python -c 'import sys; print(sys.version_info[:2])'")).toBe("(3, 13)");
		expect(await output("docker run --rm python:3.13-slim pip --version")).toContain("python 3.13");
		const stale = await output(
			"docker run --rm python:3.13-slim python -v -c 'import json, http.client, email' 2>&1 | grep -c 'wrote' || true",
		);
		expect(stale).toBe("0");
	});

	it("node runs programs, and npm a project's scripts", async () => {
		await provideImage(machine, "node");
		expect(await output(`docker run --rm node -p '"v" + 6 * 7'`)).toBe("v42");
		await output(`mkdir -p /root/lab/app && echo '{"scripts":{"start":"node -p 1+1"}}' > /root/lab/app/package.json`);
		expect(await output("docker run --rm -v /root/lab/app:/app -w /app node npm start")).toMatch(/\n2$/);
	});

	it("php runs programs, and pages in Apache", async () => {
		await provideImage(machine, "php");
		expect(await output(`docker run --rm php php -r 'echo implode(",", PDO::getAvailableDrivers());'`)).toBe(
			"mysql,pgsql,sqlite",
		);
		await provideImage(machine, "php:apache");
		await output(`mkdir -p /root/lab/php && echo '<?php echo 6 * 7, PHP_SAPI;' > /root/lab/php/index.php`);
		await output("docker run -d -p 8080:80 -v /root/lab/php:/var/www/html php:apache");
		await answers(`curl -s ${page}`, "42apache2handler");
	});

	it("gcc compiles a program for an image with nothing else in it", async () => {
		await provideImage(machine, "gcc");
		await output(
			`mkdir -p /root/lab/c && cd /root/lab/c && printf '#include <stdio.h>\\nint main(void) { return puts("hi") < 0; }\\n' > hi.c &&
			printf 'FROM gcc AS build\\nCOPY hi.c .\\nRUN gcc -static -o /hi hi.c\\nFROM scratch\\nCOPY --from=build /hi /hi\\nCMD ["/hi"]\\n' > Dockerfile &&
			docker build -q -t hi .`,
		);
		expect(await output("docker run --rm hi")).toBe("hi");
	});

	it("caddy serves its folder", async () => {
		await provideImage(machine, "caddy");
		await output("docker run -d -p 8080:80 caddy");
		await answers(`curl -s ${page}`, "Caddy works!");
	});

	it("memcached keeps what it is told", async () => {
		await provideImage(machine, "memcached");
		await output("docker run -d -p 127.0.0.1:11211:11211 memcached -m 16");
		const talk = `bash -c 'exec 3<>/dev/tcp/127.0.0.1/11211; printf "set k 0 0 2\\r\\nhi\\r\\nget k\\r\\nquit\\r\\n" >&3; cat <&3'`;
		await answers(talk, "VALUE k 0 2");
	});

	it("registry takes an image and gives it back", async () => {
		await provideImage(machine, "registry");
		await output("docker run -d -p 5000:5000 registry");
		await answers("curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:5000/v2/", "200");
		await output("docker tag busybox localhost:5000/mine/busybox && docker push -q localhost:5000/mine/busybox");
		expect(await output("curl -s http://127.0.0.1:5000/v2/_catalog")).toBe('{"repositories":["mine/busybox"]}');
	});

	it("adminer shows its login page with the server proposed", async () => {
		await provideImage(machine, "adminer");
		await output("docker run -d -p 8080:8080 -e ADMINER_DEFAULT_SERVER=store adminer");
		expect(await answers(`curl -sL ${page}`, "Adminer")).toContain('value="store"');
	});

	it("php and mariadb work together: docker compose up serves a page that reads the database", async () => {
		await provideImage(machine, "php");
		await provideImage(machine, "mariadb");
		for (const [path, text] of Object.entries(HARBOUR)) await machine.files.write(`/root/lab/harbour/${path}`, text);
		await output("cd /root/lab/harbour && docker compose up -d");
		await answers("curl -s http://127.0.0.1:8081", "In port: Ida", 300_000);
		await output("cd /root/lab/harbour && docker compose down --volumes");
	});
});
