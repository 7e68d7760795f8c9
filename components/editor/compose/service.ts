/** One service of a Compose file. */
import type { JSONSchema } from "monaco-yaml";
import { buildSchema } from "./build.ts";
import { eitherOr, integer, keys, listOrMap, map, oneOf, stringOrList, stringOrNumber, strings, text, yesNo } from "./parts.ts";

const anything: JSONSchema = {};
const object: JSONSchema = { type: "object" };

const port = keys("A port, in full.", {
	target: integer("The port in the container."),
	published: stringOrNumber("The port on the host."),
	host_ip: text("The host's address to listen on."),
	protocol: oneOf(["tcp", "udp"], "TCP unless it says otherwise."),
	mode: oneOf(["host", "ingress"], "Only matters in a swarm."),
	app_protocol: text(),
	name: text(),
});

const mount = keys("A mount, in full.", {
	type: oneOf(["volume", "bind", "tmpfs"], "A volume of Docker's, a folder of the host, or memory."),
	source: text("The volume's name, or the host's folder."),
	target: text("Where it is in the container."),
	read_only: yesNo("The container cannot write there."),
	consistency: text(),
	bind: object,
	volume: object,
	tmpfs: object,
});

const dependency = keys("How long to wait for it.", {
	condition: oneOf(
		["service_started", "service_healthy", "service_completed_successfully"],
		"Started is soon; healthy means that its healthcheck passed, which is what a database needs.",
	),
	required: yesNo("Fail when it is not there."),
	restart: yesNo("Restart this one when that one was."),
});

const healthcheck = keys("How Docker finds out whether the service works.", {
	test: stringOrList('The command that succeeds while it does: `["CMD", "curl", "-f", "http://localhost"]`.'),
	interval: text("The time between two checks, as `10s`."),
	timeout: text("How long one check may take."),
	retries: integer("So many failures in a row make it unhealthy."),
	start_period: text("Failures do not count for that long after the start."),
	start_interval: text("The time between checks during the start period."),
	disable: yesNo("No checks, also when the image has one."),
});

const joined = keys("How the service is on this network.", {
	aliases: strings("More names by which it is reached there."),
	ipv4_address: text("A fixed address."),
	ipv6_address: text("A fixed IPv6 address."),
	link_local_ips: strings(),
	mac_address: text(),
	driver_opts: map(stringOrNumber()),
	priority: { type: "number" },
	gw_priority: { type: "number" },
});

export const serviceSchema: JSONSchema = keys("A service: a container, and how it is run.", {
	image: text("The image to run, as `nginx:1.26`. Without `build`, it is pulled when it is not here."),
	build: buildSchema,
	command: stringOrList("What runs in place of the image's CMD."),
	entrypoint: stringOrList("What runs in place of the image's ENTRYPOINT."),
	container_name: text("A fixed name. Without it, Compose makes one, and can run several of the service."),
	ports: {
		type: "array",
		items: eitherOr({ type: ["string", "number"] }, port),
		description: "Ports to publish, as `\"8080:80\"`: the host's first, then the container's.",
	},
	expose: {
		type: "array",
		items: stringOrNumber(),
		description: "A note of the ports it listens on. Other services reach all ports anyway.",
	},
	environment: listOrMap("Environment variables of the container."),
	env_file: eitherOr(stringOrList(), { type: "array" }, "Files with environment variables, a `NAME=value` a line."),
	volumes: {
		type: "array",
		items: eitherOr(text(), mount),
		description: "What is mounted: `data:/var/lib/data` is a volume, `./site:/srv` a folder beside this file.",
	},
	networks: eitherOr(
		strings(),
		map({ ...joined, type: ["object", "null"] }),
		"The networks it joins. Without it: the project's default one.",
	),
	depends_on: eitherOr(strings(), map(dependency), "Services to start before this one."),
	restart: {
		type: "string",
		description: "What happens when it ends: `no`, `always`, `on-failure` or `unless-stopped`.",
		pattern: "^(no|always|on-failure(:\\d+)?|unless-stopped|\\$.*)$",
	},
	healthcheck,
	working_dir: text("The folder that the command starts in."),
	user: text("Who runs it, as `name`, `1000` or `1000:1000`."),
	hostname: text("The container's own name for itself."),
	labels: listOrMap("Names and values of your own, to find it again by."),
	profiles: strings("It starts only when one of these profiles is asked for."),
	pull_policy: oneOf(["always", "never", "missing", "if_not_present", "build"], "When the image is pulled."),
	init: yesNo("A tiny first process that collects orphans and passes signals on."),
	read_only: yesNo("The container cannot change its own files."),
	tty: yesNo("Give it a terminal."),
	stdin_open: yesNo("Keep its input open."),
	stop_signal: text("The signal that asks it to end; SIGTERM unless it says otherwise."),
	stop_grace_period: text("How long it may take to end, as `10s`, before it is killed."),
	tmpfs: stringOrList("Folders that are memory alone."),
	mem_limit: stringOrNumber("The most memory it may have, as `64m`."),
	cpus: stringOrNumber("How much of the CPU it may have: `0.5` is half of one."),
	pids_limit: integer("How many processes it may have."),
	privileged: yesNo("Nearly everything root on the host may do. Think twice."),
	cap_add: strings("Linux capabilities to give."),
	cap_drop: strings("Linux capabilities to take away."),
	secrets: { type: "array", items: eitherOr(text(), object), description: "Secrets it sees below /run/secrets." },
	configs: { type: "array", items: eitherOr(text(), object), description: "Configuration files it sees." },
	network_mode: text("`host`, `none`, or another service's network: `service:web`."),
	extra_hosts: listOrMap("More names for its /etc/hosts."),
	dns: stringOrList("Name servers of its own."),
	extends: eitherOr(text(), keys("Takes over another service.", { service: text(), file: text() })),
	deploy: { ...object, description: "Limits, replicas and restarts, as a swarm writes them. Compose follows most." },
	develop: { ...object, description: "What `docker compose watch` does when files change." },
	logging: keys("Where its output goes.", { driver: text(), options: map({ type: ["string", "number", "null"] }) }),
	platform: text("The platform of the image. Here that is `linux/386`."),
	ulimits: object,
	sysctls: listOrMap("Kernel settings of its own network and memory."),
	scale: integer("How many containers of it run."),
	shm_size: stringOrNumber("The size of its /dev/shm."),
	...others(),
});

/** Known to Compose, and rare: completed, and taken as they are. */
function others(): Record<string, JSONSchema> {
	const names = [
		"annotations attach blkio_config cgroup cgroup_parent cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime",
		"cpu_shares cpuset credential_spec device_cgroup_rules devices dns_opt dns_search domainname external_links gpus group_add ipc isolation",
		"label_file links mac_address mem_reservation mem_swappiness memswap_limit oom_kill_disable oom_score_adj pid post_start pre_stop runtime security_opt storage_opt",
		"userns_mode uts volumes_from",
	];
	return Object.fromEntries(names.flatMap((line) => line.split(" ")).map((name) => [name, anything]));
}
