/**
 * Two questions of buildx that cost the engine more than a cached build is worth, asked in another way (decision 028). It is linked into Compose too.
 */
import type { Edit } from "./edits.ts";

const file = "driver/docker/driver.go";

/** Paths are below the source's top folder. */
export const buildxEdits: readonly Edit[] = [
	{
		// Whether images are in containerd's store, it asks of the list of workers. For that the engine tries out which processors
		// it can emulate: ten programs unpacked, started in vain and deleted. `docker info` has the same answer.
		file,
		find: `		if c, err := d.Client(ctx); err == nil {
			workers, _ := c.ListWorkers(ctx)
			for _, w := range workers {
				if _, ok := w.Labels["org.mobyproject.buildkit.worker.snapshotter"]; ok {
					useContainerdSnapshotter = true
				}
			}
			c.Close()
		}
`,
		put: `		if info, err := d.DockerAPI.Info(ctx); err == nil {
			for _, status := range info.DriverStatus {
				if status[0] == "driver-type" && status[1] == "io.containerd.snapshotter.v1" {
					useContainerdSnapshotter = true
				}
			}
		}
`,
	},
	{
		// Whether the engine is there: for its version it starts two programs, a ping only answers.
		file,
		find: `	_, err := d.DockerAPI.ServerVersion(ctx)
	if err != nil {
		return nil, errors`,
		put: `	_, err := d.DockerAPI.Ping(ctx)
	if err != nil {
		return nil, errors`,
	},
];
