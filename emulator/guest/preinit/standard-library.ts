/** What is changed in Go's standard library so that a program can be written out initialised; `go/` has what is added. */
import type { Edit } from "./edits.ts";

/** Paths are below Go's `src`. */
export const standardLibraryEdits: readonly Edit[] = [
	{
		file: "runtime/runtime1.go",
		find: "	argc = c\n	argv = v\n",
		put: "	argc = c\n	argv = v\n	preinitLook(c, v)\n",
	},
	// The names of flag sets are made of it: it must not lie on the stack of a process that will be gone.
	{
		file: "runtime/runtime1.go",
		find: "argslice[i] = gostringnocopy(argv_index(argv, i))",
		put: "argslice[i] = gostring(argv_index(argv, i))",
	},
	// What is initialised by the host's processor must run on the guest's.
	{
		file: "runtime/proc.go",
		find: "	cpuinit(godebug) // must run before alginit\n",
		put: '	if preinitFile != nil {\n		godebug = "cpu.all=off"\n	}\n	cpuinit(godebug) // must run before alginit\n',
	},
	// One thread: with one processor, no monitor, and a main goroutine that any thread may run, no second one is needed.
	{
		file: "runtime/proc.go",
		find: '	if procresize(procs) != nil {\n		throw("unknown runnable goroutine during bootstrap")',
		put: '	if preinitFile != nil {\n		procs = 1\n	}\n	if procresize(procs) != nil {\n		throw("unknown runnable goroutine during bootstrap")',
	},
	{
		file: "runtime/proc.go",
		find: "	if haveSysmon {\n		systemstack(func() {\n			newm(sysmon, nil, -1)",
		put: "	if haveSysmon && preinitFile == nil {\n		systemstack(func() {\n			newm(sysmon, nil, -1)",
	},
	{
		file: "runtime/proc.go",
		find: "	lockOSThread()\n\n	if mp != &m0 {",
		put: "	if preinitFile == nil {\n		lockOSThread()\n	}\n\n	if mp != &m0 {",
	},
	{
		file: "runtime/proc.go",
		find: "	needUnlock := true\n	defer func() {",
		put: "	needUnlock := preinitFile == nil\n	defer func() {",
	},
	{
		file: "runtime/proc.go",
		find: "	needUnlock = false\n	unlockOSThread()\n\n	if isarchive",
		put: "	if needUnlock {\n		needUnlock = false\n		unlockOSThread()\n	}\n\n	if isarchive",
	},
	{
		file: "runtime/proc.go",
		find: "	fn := main_main // make an indirect call",
		put: "	if preinitFile != nil {\n		preinitSave()\n	}\n	fn := main_main // make an indirect call",
	},
	{
		file: "runtime/mem_linux.go",
		find: "mmap(nil, n, _PROT_READ|_PROT_WRITE, _MAP_ANON|_MAP_PRIVATE, -1, 0)",
		put: "preinitMmap(nil, n, _PROT_READ|_PROT_WRITE)",
	},
	{
		file: "runtime/mem_linux.go",
		find: "mmap(v, n, _PROT_NONE, _MAP_ANON|_MAP_PRIVATE, -1, 0)",
		put: "preinitMmap(v, n, _PROT_NONE)",
	},
	{ file: "runtime/time_nofake.go", find: "	return nanotime1()\n", put: "	return nanotime1() + preinitShift\n" },
	{
		file: "os/proc.go",
		find: "	Args = runtime_args()\n}\n\nfunc runtime_args() []string // in package runtime\n",
		put: `	Args = runtime_args()
	runtime_preinitHook(func() { Args = runtime_args() })
}

func runtime_args() []string // in package runtime

func runtime_preinitHook(hook func()) // in package runtime
`,
	},
	// The limit is raised at the start and set back for children, so it has to be this process's.
	{
		file: "syscall/rlimit.go",
		find: "func init() {\n	var lim Rlimit\n",
		put: `func init() {
	raiseNofile()
	runtime_preinitHook(func() {
		origRlimitNofile.Store(nil)
		raiseNofile()
	})
}

func raiseNofile() {
	var lim Rlimit
`,
	},
	{
		file: "syscall/env_unix.go",
		find: "func runtime_envs() []string // in package runtime\n",
		put: `func runtime_envs() []string // in package runtime

func runtime_preinitHook(hook func()) // in package runtime

func runtime_preinitLooked(key string) // in package runtime

func init() {
	runtime_preinitHook(func() {
		envOnce = sync.Once{}
		env = nil
		envs = runtime_envs()
	})
}
`,
	},
	{
		file: "syscall/env_unix.go",
		find: "func Getenv(key string) (value string, found bool) {\n",
		put: "func Getenv(key string) (value string, found bool) {\n	runtime_preinitLooked(key)\n",
	},
	{
		file: "syscall/env_unix.go",
		find: "func Environ() []string {\n",
		put: 'func Environ() []string {\n	runtime_preinitLooked("")\n',
	},
];
