/** What the engine view shows: objects of the Docker Engine, processes of the host, and requests of clients. Plain data. */

export interface ContainerView {
	readonly id: string;
	readonly name: string;
	/** As it was asked for, such as `nginx:latest`. */
	readonly image: string;
	readonly imageId: string;
	/** Program and arguments, as one line. */
	readonly command: string;
	readonly status: "created" | "running" | "paused" | "restarting" | "removing" | "exited" | "dead";
	/** Of the last run; null before the first has ended. */
	readonly exitCode: number | null;
	/** Of a health check; null without one. */
	readonly health: string | null;
	/** Of its first process, as the host numbers it; null while none runs. */
	readonly pid: number | null;
	/** On the clock of `Date.now`; null where it never happened. */
	readonly createdMs: number | null;
	readonly startedMs: number | null;
	readonly finishedMs: number | null;
	readonly restartPolicy: string;
	/** 0 without a limit. */
	readonly memoryLimitBytes: number;
	readonly ports: readonly PortView[];
	readonly networks: readonly AttachmentView[];
	readonly mounts: readonly MountView[];
	readonly labels: Readonly<Record<string, string>>;
}

export interface PortView {
	readonly containerPort: number;
	readonly protocol: string;
	/** Null for a port that is exposed and not published. */
	readonly hostPort: number | null;
}

export interface AttachmentView {
	readonly network: string;
	readonly networkId: string;
	/** Empty while the container does not run. */
	readonly address: string;
	readonly names: readonly string[];
}

export interface MountView {
	readonly type: string;
	/** Of a volume; otherwise empty. */
	readonly name: string;
	readonly source: string;
	readonly destination: string;
	readonly writable: boolean;
}

export interface ImageView {
	readonly id: string;
	/** `name:tag`; empty for an image that lost its name. */
	readonly tags: readonly string[];
	readonly digests: readonly string[];
	readonly createdMs: number | null;
	/** Of all layers together. */
	readonly sizeBytes: number;
	readonly architecture: string;
	/** Bottom first. */
	readonly layers: readonly LayerView[];
	/** All instructions, oldest first. */
	readonly history: readonly InstructionView[];
}

export interface LayerView {
	/** Names this layer on top of those below it: equal in two images, the engine keeps it once. */
	readonly chain: string;
	/** Of its content. */
	readonly diffId: string;
	/** The two that follow are null where the image does not tell. */
	readonly sizeBytes: number | null;
	readonly instruction: string | null;
}

export interface InstructionView {
	readonly text: string;
	/** Which of `layers` it made; null for one that changed only the configuration. */
	readonly layer: number | null;
}

export interface NetworkView {
	readonly id: string;
	readonly name: string;
	readonly driver: string;
	readonly scope: string;
	readonly internal: boolean;
	/** Such as `172.17.0.0/16`. */
	readonly subnets: readonly string[];
	readonly gateways: readonly string[];
	/** Of containers that run. */
	readonly attached: readonly { readonly containerId: string; readonly name: string; readonly address: string }[];
}

export interface VolumeView {
	readonly name: string;
	readonly driver: string;
	readonly mountpoint: string;
	readonly createdMs: number | null;
	readonly labels: Readonly<Record<string, string>>;
}

/** What a container takes, from the files of its cgroup. */
export interface ContainerUse {
	readonly memoryBytes: number;
	/** Of the machine's one processor, since the sample before; null in the first one. */
	readonly processorShare: number | null;
	readonly processes: number;
}

export interface HostProcess {
	readonly pid: number;
	/** 0 for the first process and the kernel's. */
	readonly parentPid: number;
	/** What the kernel calls it, at most 15 characters. */
	readonly name: string;
	/** With arguments; empty for a thread of the kernel, and for a process that has ended and was not yet collected. */
	readonly command: string;
	/** One letter, as `ps` prints it: R, S, D, T, Z... */
	readonly state: string;
	readonly memoryBytes: number;
	readonly kernel: boolean;
	/** In whose cgroup it is; null for those of the host. */
	readonly containerId: string | null;
	/** Its numbers from the host's namespace inwards: `[812, 1]` is process 1 of a container. */
	readonly pids: readonly number[];
}

export interface HostFigures {
	readonly kernel: string;
	readonly uptimeSeconds: number;
	readonly memoryTotalBytes: number;
	readonly memoryAvailableBytes: number;
}

/** A request of a docker client, as it went over the socket. */
export interface ClientRequest {
	/** Never used twice. */
	readonly id: string;
	/** The command that asked: same process, same key. */
	readonly commandKey: string;
	readonly command: string;
	/** Its process, as the host numbers it. */
	readonly pid: number;
	readonly method: string;
	/** With query. */
	readonly path: string;
	/** Null while there is no answer. */
	readonly status: number | null;
	/**
	 * `stream`: the connection became a stream of bytes of its own, such as a terminal's. `left`: the client hung up before the answer
	 * was complete, as `docker logs -f` ends. `broken`: the engine did.
	 */
	readonly state: "open" | "stream" | "done" | "left" | "broken";
	/** On the clock of the guest, which is that of `Date.now`. */
	readonly startedMs: number;
	/** Until the last byte; null while it is open. */
	readonly durationMs: number | null;
}

/** What an engine view can be asked to keep up to date. `objects` costs the guest nothing while nothing changes. */
export type EnginePart = "objects" | "figures" | "requests";

export interface EngineViewState {
	/** Whether the lists are those of the engine as it is now. They stay, as last known, while it is away. */
	readonly ready: boolean;
	readonly containers: readonly ContainerView[];
	readonly images: readonly ImageView[];
	readonly networks: readonly NetworkView[];
	readonly volumes: readonly VolumeView[];
	/** By id of the container. */
	readonly use: Readonly<Record<string, ContainerUse>>;
	readonly processes: readonly HostProcess[];
	readonly host: HostFigures | null;
	/** Oldest first. */
	readonly requests: readonly ClientRequest[];
}
