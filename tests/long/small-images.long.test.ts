/** Images of the site that start quickly, in the real engine: each answers as its documentation says. `npm run test:long` runs it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ImageStand } from "../support/image-stand.ts";

const page = "http://127.0.0.1:8080";

describe("A small image of the site", { timeout: 15 * 60_000 }, () => {
	let stand: ImageStand;

	beforeAll(async () => {
		stand = await ImageStand.start();
	});
	afterAll(() => stand.dispose());
	afterEach(() => stand.clear());

	it("whoami tells its name, its addresses, the request and its environment", async () => {
		await stand.pull("whoami");
		await stand.output("docker run -d --hostname box -p 8080:9000 -e COLOUR=blue whoami -port 9000");
		const answer = await stand.answers(`curl -s -H 'X-Test: yes' ${page}/a/b`, "Hostname: box");
		expect(answer).toMatch(/IP: 172\.17\.0\.\d+/);
		expect(answer).toContain("GET /a/b HTTP/1.1\nHost: 127.0.0.1:8080");
		expect(answer).toContain("X-Test: yes");
		expect(answer).toContain("COLOUR=blue");
		await stand.output("docker stop -t 30 $(docker ps -q)");
		expect(await stand.output("docker ps -aq | xargs docker inspect --format '{{.State.ExitCode}}'")).toBe("0");
	});

	it("debian has apt, knows its release and says where its packages come from", async () => {
		await stand.pull("debian:bookworm-slim");
		await stand.pull("debian:trixie-slim");
		expect(await stand.output("docker run --rm debian:bookworm-slim cat /etc/debian_version")).toMatch(/^12/);
		const told = await stand.output(
			"docker run --rm debian:trixie-slim sh -c 'cat /etc/debian_version /etc/apt/sources.list.d/*; apt-get check'",
		);
		expect(told).toMatch(/^13/);
		expect(told).toContain("URIs: http://deb.lab/debian\nSuites: trixie");
	});

	it("nginx serves its folder, fills templates, logs to docker logs and stops when told to", async () => {
		await stand.pull("nginx");
		await stand.output("docker run -d --name web -p 8080:80 nginx");
		await stand.answers(`curl -s ${page}`, "Welcome to nginx!");
		expect(await stand.output("docker logs web 2>/dev/null")).toContain('"GET / HTTP/1.1" 200');
		await stand.output("docker stop -t 30 web && docker rm web");
		await stand.output(
			`mkdir -p /root/lab/site /root/lab/templates && echo mine > /root/lab/site/index.html &&
			printf 'server { listen %s; root /usr/share/nginx/html; add_header X-Host $host; }' '\${PORT}' > /root/lab/templates/default.conf.template &&
			docker run -d -p 8080:81 -e PORT=81 -v /root/lab/site:/usr/share/nginx/html:ro -v /root/lab/templates:/etc/nginx/templates:ro nginx`,
		);
		expect(await stand.answers(`curl -si ${page}`, "mine")).toContain("X-Host: 127.0.0.1");
	});

	it("httpd serves htdocs", async () => {
		await stand.pull("httpd");
		await stand.output("docker run -d --name web -p 8080:80 httpd");
		await stand.answers(`curl -s ${page}`, "It works!");
		expect(await stand.output("docker logs web")).toContain('"GET / HTTP/1.1" 200');
		await stand.output("docker exec web httpd -d /usr/local/apache2 -f conf/httpd.conf -t");
	});

	it("redis keeps what it is told, with a password when there is one", async () => {
		await stand.pull("redis");
		await stand.output("docker run -d --name store redis redis-server --appendonly yes");
		await stand.answers("docker exec store redis-cli set key value", "OK");
		expect(await stand.output("docker run --rm --link store redis redis-cli -h store get key")).toBe("value");
		expect(await stand.output("docker exec store stat -c %U /data/appendonlydir")).toBe("redis");
		await stand.output("docker run -d --name locked redis --requirepass secret");
		await stand.answers("docker exec locked redis-cli -a secret ping", "PONG");
		expect(await stand.output("docker exec locked redis-cli ping")).toContain("NOAUTH");
	});

	it("caddy serves its folder", async () => {
		await stand.pull("caddy");
		await stand.output("docker run -d -p 8080:80 caddy");
		await stand.answers(`curl -s ${page}`, "Caddy works!");
	});

	it("memcached keeps what it is told", async () => {
		await stand.pull("memcached");
		await stand.output("docker run -d -p 127.0.0.1:11211:11211 memcached -m 16");
		const talk = `bash -c 'exec 3<>/dev/tcp/127.0.0.1/11211; printf "set k 0 0 2\\r\\nhi\\r\\nget k\\r\\nquit\\r\\n" >&3; cat <&3'`;
		await stand.answers(talk, "VALUE k 0 2");
	});

	it("registry takes an image and gives it back", async () => {
		await stand.pull("registry");
		await stand.output("docker run -d -p 5000:5000 registry");
		await stand.answers("curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:5000/v2/", "200");
		await stand.output("docker tag busybox localhost:5000/mine/busybox && docker push -q localhost:5000/mine/busybox");
		expect(await stand.output("curl -s http://127.0.0.1:5000/v2/_catalog")).toBe('{"repositories":["mine/busybox"]}');
	});

	it("adminer shows its login page with the server proposed", async () => {
		await stand.pull("adminer");
		await stand.output("docker run -d -p 8080:8080 -e ADMINER_DEFAULT_SERVER=store adminer");
		expect(await stand.answers(`curl -sL ${page}`, "Adminer")).toContain('value="store"');
	});
});
