/**
 * What makes docker-compose 2.26 compile with the versions of its dependencies that Debian has. Debian has patches of its own to the same
 * end; these are by the changes that the dependencies' authors describe, and touch nothing else.
 */
import type { Edit } from "./edits.ts";

const fsnotify = (file: string): Edit => ({
	file,
	find: '"github.com/tilt-dev/fsnotify"',
	put: '"github.com/fsnotify/fsnotify"',
});

/** Paths are below the source's top folder. */
export const composeEdits: readonly Edit[] = [
	// Tilt's fork can watch a folder with all that is in it on systems that are not Linux; the original watches them one by one.
	fsnotify("pkg/watch/notify.go"),
	fsnotify("pkg/watch/watcher_naive.go"),
	fsnotify("pkg/watch/watcher_nonwin.go"),
	{
		file: "pkg/watch/watcher_naive.go",
		find: "	err = fsw.SetRecursive()\n	isWatcherRecursive := err == nil\n",
		put: "	isWatcherRecursive := false\n",
	},
	// The reader of events has a limit for one: as large as the library's own client takes.
	{ file: "internal/desktop/client.go", find: "sse.NewEventStreamReader(r)", put: "sse.NewEventStreamReader(r, 1<<16)" },
	// compose-go takes devices apart itself.
	{
		file: "pkg/compose/create.go",
		find: `		// FIXME should use docker/cli parseDevice, unfortunately private
		src := ""
		dst := ""
		permissions := "rwm"
		arr := strings.Split(device, ":")
		switch len(arr) {
		case 3:
			permissions = arr[2]
			fallthrough
		case 2:
			dst = arr[1]
			fallthrough
		case 1:
			src = arr[0]
		}
		if dst == "" {
			dst = src
		}
		resources.Devices = append(resources.Devices, container.DeviceMapping{
			PathOnHost:        src,
			PathInContainer:   dst,
			CgroupPermissions: permissions,
		})
`,
		put: `		resources.Devices = append(resources.Devices, container.DeviceMapping{
			PathOnHost:        device.Source,
			PathInContainer:   device.Target,
			CgroupPermissions: device.Permissions,
		})
`,
	},
	{
		file: "pkg/compose/create.go",
		find: "		EnableIPv6:     n.EnableIPv6,\n",
		put: "		EnableIPv6:     n.EnableIPv6 != nil && *n.EnableIPv6,\n",
	},
	// The library of clocks has no tickers yet; only tests give another clock.
	{ file: "pkg/compose/watch.go", find: "		t := clock.NewTicker(delay)\n", put: "		t := time.NewTicker(delay)\n" },
	{
		file: "pkg/compose/watch.go",
		find: "			case <-t.Chan():\n				flushEvents()\n",
		put: "			case <-t.C:\n				flushEvents()\n",
	},
];
