/** What the guest is made of, by Debian package. What these depend on follows; recommendations do not. */

export const suite = "trixie";

/** Installed in the root file system, beside Debian's essential packages. */
export const installedPackages = [
	// The engine
	"docker.io",
	"docker-cli",
	"docker-buildx",
	"docker-compose",
	"containerd",
	"crun",
	"iptables",
	// What stunnel4 needs
	"libwrap0",
	// The shell and what people expect beside it
	"bash-completion",
	"busybox-static",
	"ca-certificates",
	"curl",
	"e2fsprogs",
	"iproute2",
	"iputils-ping",
	"jq",
	"less",
	"mount",
	"nano",
	"openssh-client",
	"procps",
	"psmisc",
	"tree",
	"vim-tiny",
	"wget",
	"xz-utils",
] as const;

/** Unpacked into the root without their dependencies: helper scripts of both would bring 50 MB of Perl that nothing here runs. */
export const unpackedPackages = ["runit", "stunnel4"] as const;

/** Used by the build, not part of the root. */
export const kernelSourcePackage = "linux-source-6.12";
export const biosPackage = "seabios";
