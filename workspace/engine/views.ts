/** From the engine's answers to what is shown. */
import type * as z from "zod/mini";
import type { containerAnswer, historyAnswer, imageAnswer, imageConfiguration, networkAnswer, volumeAnswer } from "./answers.ts";
import type { ContainerView, ImageView, LayerView, NetworkView, PortView, VolumeView } from "./model.ts";

export function containerView(answer: z.infer<typeof containerAnswer>): ContainerView {
	const { State: state, Config: config, NetworkSettings: settings } = answer;
	const ended = state.Status === "exited" || state.Status === "dead" || state.Status === "restarting";
	return {
		id: answer.Id,
		name: answer.Name.replace(/^\//, ""),
		image: config.Image,
		imageId: answer.Image,
		command: [answer.Path, ...(answer.Args ?? [])].filter((word) => word !== "").join(" "),
		status: state.Status,
		exitCode: ended ? state.ExitCode : null,
		health: state.Health?.Status ?? null,
		pid: state.Pid > 0 ? state.Pid : null,
		createdMs: timeOf(answer.Created),
		startedMs: timeOf(state.StartedAt),
		finishedMs: timeOf(state.FinishedAt),
		restartPolicy: answer.HostConfig.RestartPolicy.Name,
		memoryLimitBytes: answer.HostConfig.Memory,
		ports: portsOf(settings.Ports ?? {}, Object.keys(config.ExposedPorts ?? {})),
		networks: Object.entries(settings.Networks ?? {}).map(([network, attachment]) => ({
			network,
			networkId: attachment.NetworkID,
			address: attachment.IPAddress,
			names: attachment.DNSNames ?? [],
		})),
		mounts: (answer.Mounts ?? []).map((mount) => ({
			type: mount.Type,
			name: mount.Name ?? "",
			source: mount.Source,
			destination: mount.Destination,
			writable: mount.RW,
		})),
		labels: config.Labels ?? {},
	};
}

/** The engine lists IPv4 and IPv6 separately, and forgets what is exposed while a container does not run. */
function portsOf(ports: Record<string, { HostPort: string }[] | null | undefined>, exposed: readonly string[]): PortView[] {
	return [...new Set([...Object.keys(ports), ...exposed])]
		.flatMap((key) => {
			const [number = "", protocol = "tcp"] = key.split("/");
			const published = new Set((ports[key] ?? []).map(({ HostPort }) => Number(HostPort)));
			const hostPorts: readonly (number | null)[] = published.size > 0 ? [...published] : [null];
			return hostPorts.map((hostPort) => ({ containerPort: Number(number), protocol, hostPort }));
		})
		.sort((a, b) => a.containerPort - b.containerPort || (a.hostPort ?? 0) - (b.hostPort ?? 0));
}

/** What of an image never changes. */
export type ImageContent = Omit<ImageView, "tags" | "digests">;

export function imageContent(
	answer: z.infer<typeof imageAnswer>,
	newestFirst: z.infer<typeof historyAnswer>,
	configuration: z.infer<typeof imageConfiguration> | null,
): ImageContent {
	const diffIds = answer.RootFS.Layers ?? [];
	const steps = newestFirst.toReversed();
	const emptyLayers = (configuration?.history ?? []).map((step) => step.empty_layer === true);
	// Without the image's own word for it, nobody knows which instruction made which layer.
	const known = emptyLayers.length === steps.length && emptyLayers.filter((empty) => !empty).length === diffIds.length;
	let layersSoFar = 0;
	const history = steps.map(({ CreatedBy: text }, index) => ({
		text,
		layer: known && !emptyLayers[index] ? layersSoFar++ : null,
	}));
	const layers: LayerView[] = diffIds.map((diffId, index) => {
		const at = history.findIndex(({ layer }) => layer === index);
		return {
			chain: diffIds.slice(0, index + 1).join(" "),
			diffId,
			sizeBytes: steps[at]?.Size ?? null,
			instruction: history[at]?.text ?? null,
		};
	});
	return {
		id: answer.Id,
		createdMs: timeOf(answer.Created ?? ""),
		sizeBytes: answer.Size,
		architecture: answer.Architecture,
		layers,
		history,
	};
}

export function networkView(answer: z.infer<typeof networkAnswer>): NetworkView {
	const configured = answer.IPAM.Config ?? [];
	return {
		id: answer.Id,
		name: answer.Name,
		driver: answer.Driver,
		scope: answer.Scope,
		internal: answer.Internal,
		subnets: configured.flatMap(({ Subnet }) => Subnet ?? []),
		gateways: configured.flatMap(({ Gateway }) => Gateway ?? []),
		attached: Object.entries(answer.Containers ?? {})
			.map(([containerId, { Name: name, IPv4Address }]) => ({ containerId, name, address: IPv4Address.replace(/\/\d+$/, "") }))
			.sort((a, b) => (a.name < b.name ? -1 : 1)),
	};
}

export function volumeView(answer: z.infer<typeof volumeAnswer>): VolumeView {
	return {
		name: answer.Name,
		driver: answer.Driver,
		mountpoint: answer.Mountpoint,
		createdMs: timeOf(answer.CreatedAt ?? ""),
		labels: answer.Labels ?? {},
	};
}

/** Go writes the year 1 for what never happened. */
function timeOf(text: string): number | null {
	const timeMs = Date.parse(text);
	return timeMs > 0 ? timeMs : null;
}
