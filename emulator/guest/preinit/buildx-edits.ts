/**
 * Questions of buildx, and of the library it builds with, that cost the engine more than a cached build is worth: asked in another way, or not at all when nobody
 * looks at the answer (decision 028). Both are linked into Compose too.
 */
import type { Edit } from "./edits.ts";

const file = "docker/buildx/driver/docker/driver.go";

/** Paths are below the folder of github.com. */
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
	{
		// The same list again, twice for each build, for what a frontend that runs inside buildx could ask of it. None does.
		file: "moby/buildkit/client/build.go",
		find: `	workers, err := c.ListWorkers(ctx)
	if err != nil {
		return nil, errors.Wrap(err, "listing workers for Build")
	}
	var gworkers []gateway.WorkerInfo
	for _, w := range workers {
		gworkers = append(gworkers, gateway.WorkerInfo{
			ID:        w.ID,
			Labels:    w.Labels,
			Platforms: w.Platforms,
		})
	}
`,
		put: `	var gworkers []gateway.WorkerInfo
`,
	},
];
