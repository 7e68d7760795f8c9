/** The parts that are used of the engine's answers. The guest is not trusted: what is not as expected does not get past here. */
import * as z from "zod/mini";

/** Go leaves empty lists and maps out, or writes null. */
const list = <T extends z.ZodMiniType>(item: T) => z.nullish(z.array(item));
const map = <T extends z.ZodMiniType>(item: T) => z.nullish(z.record(z.string(), item));

export const containerIds = z.array(z.object({ Id: z.string() }));

export const containerAnswer = z.object({
	Id: z.string(),
	Name: z.string(),
	Created: z.string(),
	Path: z.string(),
	Args: list(z.string()),
	Image: z.string(),
	State: z.object({
		Status: z.enum(["created", "running", "paused", "restarting", "removing", "exited", "dead"]),
		Pid: z.number(),
		ExitCode: z.number(),
		StartedAt: z.string(),
		FinishedAt: z.string(),
		Health: z.nullish(z.object({ Status: z.string() })),
	}),
	HostConfig: z.object({ Memory: z.number(), RestartPolicy: z.object({ Name: z.string() }) }),
	Config: z.object({ Image: z.string(), Labels: map(z.string()), ExposedPorts: map(z.unknown()) }),
	NetworkSettings: z.object({
		Ports: map(list(z.object({ HostPort: z.string() }))),
		Networks: map(z.object({ NetworkID: z.string(), IPAddress: z.string(), DNSNames: list(z.string()) })),
	}),
	Mounts: list(
		z.object({
			Type: z.string(),
			Name: z.nullish(z.string()),
			Source: z.string(),
			Destination: z.string(),
			RW: z.boolean(),
		}),
	),
});

export const imageList = z.array(z.object({ Id: z.string(), RepoTags: list(z.string()), RepoDigests: list(z.string()) }));

export const imageAnswer = z.object({
	Id: z.string(),
	Created: z.nullish(z.string()),
	Size: z.number(),
	Architecture: z.string(),
	RootFS: z.object({ Layers: list(z.string()) }),
});

/** Newest first. */
export const historyAnswer = z.array(z.object({ CreatedBy: z.string(), Size: z.number() }));

/** An image's own configuration, oldest first. Only it says which instructions made a layer: a layer may be empty. */
export const imageConfiguration = z.object({
	history: list(z.object({ empty_layer: z.optional(z.boolean()) })),
});

export const networkIds = z.array(z.object({ Id: z.string() }));

export const networkAnswer = z.object({
	Id: z.string(),
	Name: z.string(),
	Driver: z.string(),
	Scope: z.string(),
	Internal: z.boolean(),
	IPAM: z.object({ Config: list(z.object({ Subnet: z.optional(z.string()), Gateway: z.optional(z.string()) })) }),
	Containers: map(z.object({ Name: z.string(), IPv4Address: z.string() })),
});

export const volumeNames = z.object({ Volumes: list(z.object({ Name: z.string() })) });

export const volumeAnswer = z.object({
	Name: z.string(),
	Driver: z.string(),
	Mountpoint: z.string(),
	CreatedAt: z.nullish(z.string()),
	Labels: map(z.string()),
});

export const engineEvent = z.object({
	Type: z.string(),
	Action: z.string(),
	Actor: z.object({ ID: z.string(), Attributes: map(z.string()) }),
});

/** What the guest's tap writes (emulator/guest/tap/record.c). */
export const tapRecord = z.discriminatedUnion("event", [
	z.object({ event: z.literal("start"), at: z.number() }),
	z.object({
		event: z.literal("ask"),
		id: z.number(),
		at: z.number(),
		pid: z.number(),
		started: z.number(),
		program: z.string(),
		command: z.array(z.string()),
		method: z.string(),
		path: z.string(),
	}),
	z.object({ event: z.literal("answer"), id: z.number(), status: z.number(), ms: z.number() }),
	z.object({ event: z.literal("end"), id: z.number(), by: z.enum(["complete", "client", "engine"]), ms: z.number() }),
]);
