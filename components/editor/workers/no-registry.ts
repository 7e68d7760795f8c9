/**
 * Stands in for the language service's client of Docker Hub, which would ask a host that this site never reaches. Without tags it
 * completes none.
 */
export class DockerRegistryClient {
	async getTags(): Promise<string[]> {
		return [];
	}
}
