/**
 * Who may import whom. `doors` is between rooms, `emulatorDoors` between the folders of the machine; what is not listed is an error.
 * The rules are derived from the two tables. `npm run doors` checks them.
 */

const everything = ["app", "components", "workspace", "preview", "lessons", "server", "emulator", "cli", "bench", "tests"];

const doors = {
	app: ["components", "workspace", "server", "lessons"],
	components: ["workspace", "lessons", "emulator/(machine|errors)[.]ts$"],
	workspace: [
		"lessons",
		"preview/(protocol|byte-pipe|message-page)[.]ts$",
		"emulator/(machine|errors|engine-events)[.]ts$",
		"emulator/client/",
	],
	preview: [],
	lessons: ["emulator/(machine|errors)[.]ts$"],
	server: ["lessons", "emulator/registry/"],
	emulator: [],
	cli: ["preview/server[.]mjs$", "lessons", "emulator/(machine|errors)[.]ts$", "emulator/(node|bundle|guest|registry)/"],
	bench: everything,
	tests: everything,
};

/** What both sides of every wire may know: it names no host. */
const shapes = "(machine|computer|errors|protocol)[.]ts$";

const emulatorDoors = {
	flow: [shapes],
	http: [shapes],
	agent: [shapes, "flow/", "http/"],
	bundle: [shapes],
	v86: [shapes, "bundle/", "network/"],
	client: [shapes, "bundle/", "agent/", "flow/"],
	worker: [shapes, "bundle/", "v86/", "flow/", "services/", "registry/"],
	node: [shapes, "bundle/", "v86/", "agent/", "services/", "registry/"],
	fake: [shapes, "agent/", "flow/"],
	contract: [shapes, "engine-events[.]ts$", "agent/read-all[.]ts$"],
	network: [shapes, "flow/", "http/"],
	services: [shapes, "bundle/", "network/", "registry/"],
	registry: [shapes, "bundle/"],
	guest: [shapes, "bundle/", "v86/", "agent/", "node/"],
};

const rooms = Object.keys(doors).join("|");
const emulatorRooms = Object.keys(emulatorDoors).join("|");
const tests = "[.](test|contract)[.]tsx?$";
const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });
const listed = (names) => names.map((name) => name.replace(/[[$(].*/, "")).join(", ") || "nothing";

module.exports = {
	forbidden: [
		...Object.entries(doors).map(([room, open]) =>
			forbid(
				`${room}-doors`,
				`${room}/ may enter: ${listed(open)}`,
				{ path: `^${room}/` },
				{
					path: `^(${rooms})/`,
					pathNot: `^(${[`${room}/`, ...open.map((name) => (name.includes("/") ? name : `${name}/`))].join("|")})`,
				},
			),
		),
		...Object.entries(emulatorDoors).map(([folder, open]) =>
			forbid(
				`emulator-${folder}-doors`,
				`emulator/${folder}/ may enter: ${listed(open)}`,
				{ path: `^emulator/${folder}/`, pathNot: tests },
				{ path: "^emulator/", pathNot: `^emulator/(${[`${folder}/`, ...open].join("|")})` },
			),
		),
		forbid(
			"emulator-shapes",
			"the shapes of the machine know no host and no library",
			{ path: `^emulator/${shapes}` },
			{ pathNot: `^emulator/${shapes}` },
		),
		forbid(
			"hosts-import-v86",
			"everybody else uses Machine; emulator/v86 knows its shape only",
			{ pathNot: "^emulator/(node|worker)/" },
			{ path: "node_modules/v86/(?!package[.]json$)" },
		),
		forbid(
			"fake-is-for-tests",
			"the product has no made-up machine in it",
			{ pathNot: `^emulator/(fake|contract)/|^tests/|${tests}` },
			{ path: "^emulator/(fake|contract)/|[.](test|contract)[.]tsx?$" },
		),
		forbid(
			"small-zod-in-the-page",
			"pages take zod/mini: all of zod is a tenth of what a page may weigh",
			{ path: "^(components|workspace|preview)/", pathNot: tests },
			{ path: "node_modules/zod/", pathNot: "node_modules/zod/mini/", dependencyTypesNot: ["type-only"] },
		),
		forbid(
			"no-sibling-features",
			"features meet in app/, or in the workbench that lays them out",
			{ path: "^components/([^/]+)/", pathNot: "^components/workbench/" },
			{ path: "^components/([^/]+)/", pathNot: "^components/($1|ui)/" },
		),
		forbid(
			"server-from-app",
			"only pages, routes and actions reach the server",
			{ path: "^(?!app/|server/|tests/|cli/|bench/)" },
			{ path: "^server/" },
		),
		forbid(
			"nothing-unresolved",
			"an import that is not found hides every rule about it",
			{},
			// These two are types alone, in @types.
			{ couldNotResolve: true, pathNot: "^(mdast|hast)$" },
		),
		forbid(
			"no-cycles",
			"a cycle is one module in several files",
			{},
			{ circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
		),
		forbid(
			"known-emulator-folders",
			"list the folder in emulatorDoors first",
			{ path: `^emulator/(?!${emulatorRooms})[^/]+/` },
			{},
		),
	],
	options: {
		tsPreCompilationDeps: true,
		tsConfig: { fileName: "tsconfig.json" },
		doNotFollow: { path: "node_modules" },
		exclude: { path: "^(node_modules/(?!v86)|[.]next/|public/)" },
		enhancedResolveOptions: {
			exportsFields: ["exports"],
			conditionNames: ["import", "types", "default"],
			extensions: [".ts", ".tsx", ".js", ".mjs", ".cjs", ".css"],
		},
	},
};
