/**
 * What the OCI Distribution Specification 1.1 says a registry MUST and SHOULD do, as tests. The names of the groups are the
 * specification's; `end-N` are its endpoints.
 */
import { afterAll, beforeAll, describe } from "vitest";
import type { Send } from "../client.ts";
import { describeDelete } from "./delete.ts";
import { describeErrors } from "./errors.ts";
import { describeLists } from "./lists.ts";
import { describePull } from "./pull.ts";
import { describePushBlobs } from "./push-blobs.ts";
import { describePushManifests } from "./push-manifests.ts";

export interface Subject {
	readonly send: Send;
	close(): Promise<void>;
}

export interface Laboratory {
	readonly send: Send;
	/** The name of a repository that no other test uses. */
	readonly repository: () => string;
}

export function describeSpecification(where: string, open: () => Promise<Subject>): void {
	describe(`the distribution specification, ${where}`, () => {
		let subject: Subject;
		let names = 0;
		const laboratory: Laboratory = {
			send: (path, init) => subject.send(path, init),
			repository: () => `lab/test-${++names}`,
		};

		beforeAll(async () => {
			subject = await open();
		});
		afterAll(() => subject.close());

		describePull(laboratory);
		describePushBlobs(laboratory);
		describePushManifests(laboratory);
		describeLists(laboratory);
		describeDelete(laboratory);
		describeErrors(laboratory);
	});
}
