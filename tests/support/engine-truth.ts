/** What the engine has by the word of docker's own commands, beside what the engine view shows. */
import { expect } from "vitest";
import { z } from "zod";
import type { EngineViewState } from "#workspace/engine/model.ts";

/** Runs a command in the guest and gives back its output. @throws when it fails */
type Shell = (command: string) => Promise<string>;

/** Of each object what both sides tell, in the words of neither. */
export interface Shown {
	readonly containers: {
		readonly id: string;
		readonly name: string;
		readonly image: string;
		readonly status: string;
		readonly pid: number | null;
		readonly exitCode: number | null;
		readonly restartPolicy: string;
		readonly memoryLimitBytes: number;
		readonly published: string[];
		readonly networks: string[];
		readonly mounts: string[];
	}[];
	readonly images: {
		readonly id: string;
		readonly tags: string[];
		readonly sizeBytes: number;
		readonly layers: string[];
		readonly history: string[];
	}[];
	readonly networks: { readonly id: string; readonly name: string; readonly subnets: string[]; readonly attached: string[] }[];
	readonly volumes: string[];
}

const container = z.object({
	Id: z.string(),
	Name: z.string(),
	Config: z.object({ Image: z.string() }),
	State: z.object({ Status: z.string(), Pid: z.number(), ExitCode: z.number() }),
	HostConfig: z.object({ Memory: z.number(), RestartPolicy: z.object({ Name: z.string() }) }),
	NetworkSettings: z.object({
		Ports: z.record(z.string(), z.array(z.object({ HostPort: z.string() })).nullable()),
		Networks: z.record(z.string(), z.object({ IPAddress: z.string() })),
	}),
	Mounts: z.array(z.object({ Type: z.string(), Source: z.string(), Destination: z.string(), RW: z.boolean() })),
});
const image = z.object({
	Id: z.string(),
	RepoTags: z.array(z.string()),
	Size: z.number(),
	RootFS: z.object({ Layers: z.array(z.string()) }),
});
const network = z.object({
	Id: z.string(),
	Name: z.string(),
	IPAM: z.object({ Config: z.array(z.object({ Subnet: z.string() })).nullable() }),
	Containers: z.record(z.string(), z.object({ IPv4Address: z.string() })),
});
const volume = z.object({ Name: z.string(), Mountpoint: z.string() });

/** Everything there is, by one `docker inspect`: each command that starts costs the guest a good part of a second. */
const INSPECT_ALL = `
ask() { curl -sS --unix-socket /run/docker.sock "http://docker$1"; }
docker inspect $({ ask '/containers/json?all=1'; ask /images/json; ask /networks; } | jq -r '.[].Id'; ask /volumes | jq -r '.Volumes[]?.Name')
`;

function those<T>(shape: z.ZodType<T>, all: readonly unknown[]): T[] {
	return all.flatMap((one) => shape.safeParse(one).data ?? []);
}

/** By id of the image, which is a digest: how an image was made never changes. */
export type Histories = Map<string, string[]>;

/** What docker's own commands say, reduced to what the view shows. Remembers in `histories` what it need not ask again. */
export async function engineTruth(shell: Shell, histories: Histories): Promise<Shown> {
	const all = z.array(z.unknown()).parse(JSON.parse(await shell(INSPECT_ALL)));
	const containers = those(container, all);
	const images = those(image, all);
	const networks = those(network, all);
	const volumes = those(volume, all);
	expect(containers.length + images.length + networks.length + volumes.length).toBe(all.length);
	for (const { Id: id } of images) {
		if (histories.has(id)) continue;
		const newestFirst = await shell(`docker history --no-trunc --format '{{.CreatedBy}}' ${id}`);
		histories.set(id, newestFirst.trimEnd().split("\n").reverse());
	}
	return sorted({
		containers: containers.map((one) => ({
			id: one.Id,
			name: one.Name.slice(1),
			image: one.Config.Image,
			status: one.State.Status,
			pid: one.State.Pid || null,
			exitCode: one.State.Status === "exited" ? one.State.ExitCode : null,
			restartPolicy: one.HostConfig.RestartPolicy.Name,
			memoryLimitBytes: one.HostConfig.Memory,
			published: Object.entries(one.NetworkSettings.Ports).flatMap(([port, bindings]) =>
				[...new Set((bindings ?? []).map(({ HostPort }) => HostPort))].map((host) => `${host}:${port}`),
			),
			networks: Object.entries(one.NetworkSettings.Networks).map(([name, { IPAddress }]) => `${name} ${IPAddress}`),
			mounts: one.Mounts.map((at) => `${at.Type} ${at.Source} ${at.Destination} ${at.RW}`),
		})),
		images: images.map((one) => ({
			id: one.Id,
			tags: one.RepoTags,
			sizeBytes: one.Size,
			layers: one.RootFS.Layers,
			history: histories.get(one.Id) ?? [],
		})),
		networks: networks.map((one) => ({
			id: one.Id,
			name: one.Name,
			subnets: (one.IPAM.Config ?? []).map(({ Subnet }) => Subnet),
			attached: Object.entries(one.Containers).map(([id, { IPv4Address }]) => `${id} ${IPv4Address.split("/")[0]}`),
		})),
		volumes: volumes.map((one) => `${one.Name} ${one.Mountpoint}`),
	});
}

/** The view in the same words. */
export function shownBy({ containers, images, networks, volumes }: EngineViewState): Shown {
	return sorted({
		containers: containers.map(({ id, name, image, status, pid, exitCode, restartPolicy, memoryLimitBytes, ...one }) => ({
			...{ id, name, image, status, pid, exitCode, restartPolicy, memoryLimitBytes },
			published: one.ports.flatMap(({ hostPort, containerPort, protocol }) =>
				hostPort === null ? [] : `${hostPort}:${containerPort}/${protocol}`,
			),
			networks: one.networks.map(({ network, address }) => `${network} ${address}`),
			mounts: one.mounts.map(({ type, source, destination, writable }) => `${type} ${source} ${destination} ${writable}`),
		})),
		images: images.map(({ id, tags, sizeBytes, layers, history }) => ({
			...{ id, tags: [...tags], sizeBytes },
			layers: layers.map(({ diffId }) => diffId),
			history: history.map(({ text }) => text),
		})),
		networks: networks.map(({ id, name, subnets, attached }) => ({
			...{ id, name, subnets: [...subnets] },
			attached: attached.map(({ containerId, address }) => `${containerId} ${address}`),
		})),
		volumes: volumes.map(({ name, mountpoint }) => `${name} ${mountpoint}`),
	});
}

/** Neither side promises an order. */
function sorted(all: Shown): Shown {
	const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
	for (const one of all.containers.sort(byId)) for (const list of [one.published, one.networks, one.mounts]) list.sort();
	for (const one of all.images.sort(byId)) one.tags.sort();
	for (const one of all.networks.sort(byId)) one.attached.sort();
	all.volumes.sort();
	return all;
}
