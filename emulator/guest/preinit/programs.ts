/** The programs that start initialised: those that a command of Docker's starts, once or several times. */

export interface GoProgram {
	/** Its path in the root, where it takes the place of Debian's. */
	readonly path: string;
	readonly importPath: string;
	/** What Debian's build tells the linker: names of variables and their values. */
	readonly variables: (versions: Versions) => Readonly<Record<string, string>>;
	/** What the environment has where it is started, beside PATH, LANG and HOME: with another it starts from the beginning. */
	readonly environment?: Readonly<Record<string, string>>;
}

/** Of the sources, as Debian writes them; `upstream` is without Debian's revision. */
export interface Versions {
	readonly docker: { readonly upstream: string; readonly commit: string; readonly builtAt: string };
	readonly compose: { readonly debian: string };
	readonly buildx: { readonly debian: string; readonly upstream: string };
	readonly containerd: { readonly debian: string; readonly upstream: string };
}

export const goPrograms: readonly GoProgram[] = [
	{
		path: "usr/bin/docker",
		importPath: "github.com/docker/cli/cmd/docker",
		variables: ({ docker }) => ({
			"github.com/docker/cli/cli/version.Version": docker.upstream,
			"github.com/docker/cli/cli/version.GitCommit": docker.commit,
			"github.com/docker/cli/cli/version.BuildTime": docker.builtAt,
		}),
	},
	{
		path: "usr/libexec/docker/cli-plugins/docker-buildx",
		importPath: "github.com/docker/buildx/cmd/buildx",
		variables: ({ buildx }) => ({
			"github.com/docker/buildx/version.Version": buildx.upstream,
			"github.com/docker/buildx/version.Revision": buildx.debian,
		}),
	},
	{
		path: "usr/libexec/docker/cli-plugins/docker-compose",
		importPath: "github.com/docker/compose/v2/cmd",
		variables: ({ compose }) => ({ "github.com/docker/compose/v2/internal.Version": compose.debian }),
		// Of login shells (etc/profile): its library of questions looks at it. A lesson's check has none, and starts it from the beginning.
		environment: { EDITOR: "nano" },
	},
	{
		path: "usr/bin/containerd-shim-runc-v2",
		importPath: "github.com/containerd/containerd/cmd/containerd-shim-runc-v2",
		variables: ({ containerd }) => ({
			"github.com/containerd/containerd/version.Version": containerd.upstream,
			"github.com/containerd/containerd/version.Revision": containerd.debian,
		}),
		// Inherited from containerd: etc/sv/containerd/run in the root's files.
		environment: { GODEBUG: "asyncpreemptoff=1", GOGC: "800" },
	},
];

/** Debian's version without its revision. */
export function upstreamVersion(debian: string): string {
	const dash = debian.lastIndexOf("-");
	return debian.slice(debian.indexOf(":") + 1, dash < 0 ? undefined : dash);
}
