/** `registry.lab`: the visitor's own registry. What is pushed stays where the host keeps it, whatever becomes of the machine. */
import type { HttpService } from "../network/service.ts";
import { createAccess } from "../registry/access.ts";
import { Accounts } from "../registry/accounts.ts";
import { createRegistry } from "../registry/registry.ts";
import type { ServiceHost } from "./services.ts";
import { openedWhenAsked } from "./unavailable.ts";

const name = "registry.lab";
/** Two, as lessons show what one may do to the other's images. Everybody knows the password: the registry is in the visitor's own browser. */
const users = ["learner", "colleague"];
const password = "containers";

export function privateRegistry(host: ServiceHost): HttpService {
	const handle = openedWhenAsked(name, host.log, async () => {
		const storage = await host.openRegistryStorage();
		const accounts = await Accounts.open(storage.accounts);
		if (accounts.names.length === 0) for (const user of users) await accounts.set(user, password);
		const registry = createRegistry({ storage, access: createAccess(accounts, name), log: host.log });
		// What a reload left half-done long ago, and what nothing refers to any more.
		await registry.sweepUploads();
		await registry.collectGarbage();
		return registry;
	});
	return {
		kind: "http",
		name,
		description: `your own registry; docker login -u ${users[0]} -p ${password} ${name}`,
		handle,
	};
}
