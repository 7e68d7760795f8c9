// Programs that start initialised. A Go program runs the initialisers of every package linked into it before main, which for a program
// of Docker's is most of what a short command costs. Told to, a program with this file in its runtime writes its memory into a file at
// that point instead of calling main; image.ts makes a program of that file, and its processes begin where this one ended.
//
// Decision 024 says what is asked for anew in such a process, and when it starts from the beginning instead.

package runtime

import (
	"internal/abi"
	"internal/runtime/sys"
	"unsafe"
)

const (
	preinitVariable = "SLIPWAY_PREINIT="
	// Mappings of which Go does not care where they lie are put from here on, where the other process has nothing of its own, nor has QEMU,
	// which runs this where the kernel of the computer that builds does not.
	preinitMappings = 0x50000000
	// The program and Go's heap, which begins behind it, end before this.
	preinitHeapEnd = 0x38000000
)

// Where the memory goes to, NUL-terminated. Nil in every process that is not there to write it.
var preinitFile *byte

var preinitNext uintptr

// nanotime of the process that wrote, and what makes this one's continue it: timers hold such times.
var (
	preinitTime  int64
	preinitShift int64
)

// Address space that was set aside without memory in it.
var preinitReserved [64]struct{ start, size uintptr }

// What other packages have to ask for anew.
var preinitHooks [8]func()

// Environment variables that initialisers looked at, and what they found.
var preinitLooks [256]struct {
	key, value string
	found      bool
}

// Those that the runtime itself looks at while it starts. GOMAXPROCS is not among them: it can be changed later.
var preinitOwnLooks = [...]string{"GODEBUG", "GOGC", "GOMEMLIMIT", "GOTRACEBACK"}

var preinitMaps [64 << 10]byte

// For a start from the beginning, filled in by image.ts: the writable data as it is in the program's file, where it belongs, how much
// it is, how much beyond it has to be zero, and where the program starts. In the order in which the assembly reads them.
var preinitCold struct{ from, to, bytes, zeroBytes, entry uintptr }

func preinitStart()

// Runs before anything can be allocated.
func preinitLook(argc int32, argv **byte) {
	if value, found := preinitGetenv(argc, argv, preinitVariable[:len(preinitVariable)-1]); found {
		preinitFile = unsafe.StringData(value)
		preinitNext = preinitMappings
	}
}

func preinitGetenv(argc int32, argv **byte, key string) (string, bool) {
	for n := argc + 1; ; n++ {
		entry := argv_index(argv, n)
		if entry == nil {
			return "", false
		}
		text := unsafe.String(entry, findnull(entry))
		if len(text) > len(key) && text[len(key)] == '=' && text[:len(key)] == key {
			return text[len(key)+1:], true
		}
	}
}

// Maps memory of this process alone, anywhere if v is nil.
//
//go:nosplit
func preinitMmap(v unsafe.Pointer, n uintptr, prot int32) (unsafe.Pointer, int) {
	if v != nil || preinitFile == nil {
		return mmap(v, n, prot, _MAP_ANON|_MAP_PRIVATE, -1, 0)
	}
	v = unsafe.Pointer(preinitNext)
	preinitNext += (n + 0xffff) &^ 0xffff
	p, err := mmap(v, n, prot, _MAP_ANON|_MAP_PRIVATE, -1, 0)
	if err == 0 && p != v {
		throw("preinit: memory lies where it was not asked for")
	}
	return p, err
}

//go:linkname syscall_preinitHook syscall.runtime_preinitHook
func syscall_preinitHook(hook func()) { preinitHook(hook) }

//go:linkname os_preinitHook os.runtime_preinitHook
func os_preinitHook(hook func()) { preinitHook(hook) }

func preinitHook(hook func()) {
	for i := range preinitHooks {
		if preinitHooks[i] == nil {
			preinitHooks[i] = hook
			return
		}
	}
	throw("preinit: too many hooks")
}

// An initialiser reads an environment variable, or with an empty name all of them.
//
//go:linkname syscall_preinitLooked syscall.runtime_preinitLooked
func syscall_preinitLooked(key string) {
	if preinitFile == nil {
		return
	}
	if key == "" {
		throw("preinit: an initialiser reads the whole environment")
	}
	for i := range preinitLooks {
		look := &preinitLooks[i]
		if look.key == key {
			return
		}
		if look.key == "" {
			value, found := preinitGetenv(argc, argv, key)
			// What it returns lies on the stack of a process that will be gone.
			look.key, look.value, look.found = key, string([]byte(value)), found
			return
		}
	}
	throw("preinit: initialisers read too many variables")
}

// On the main goroutine, before main.main. Returns only in processes that begin with what is written here.
func preinitSave() {
	for _, key := range preinitOwnLooks {
		syscall_preinitLooked(key)
	}
	// Twice: what has a finalizer or is in a pool survives the first.
	GC()
	GC()
	mcall(preinitWrite)

	for _, hook := range preinitHooks {
		if hook != nil {
			hook()
		}
	}
	if haveSysmon {
		systemstack(func() {
			newm(sysmon, nil, -1)
		})
	}
	procs := ncpu
	if n, ok := atoi32(gogetenv("GOMAXPROCS")); ok && n > 0 {
		procs = n
	}
	if procs != gomaxprocs {
		GOMAXPROCS(int(procs))
	}
}

// On g0. Writes the address of preinitStart, that of preinitCold, the lines of /proc/self/maps that are the program's own with a NUL after
// them, and the contents of those that can be read, in the same order. Then the process ends.
func preinitWrite(gp *g) {
	// The other threads' registers are not in memory.
	if allm != &m0 || m0.alllink != nil {
		throw("preinit: an initialiser started a thread")
	}
	n := preinitReadMaps()
	out := open(preinitFile, 0x241, 0o600) // O_WRONLY|O_CREAT|O_TRUNC
	if out < 0 {
		throw("preinit: the file cannot be made")
	}
	preinitFile = nil
	preinitTime = nanotime1()
	m0.curg = gp

	reserved := 0
	preinitEach(n, func(start, size uintptr, readable bool) {
		if !readable {
			if reserved == len(preinitReserved) {
				throw("preinit: too many mappings")
			}
			preinitReserved[reserved].start = start
			preinitReserved[reserved].size = size
			reserved++
		}
	})
	head := [...]uintptr{abi.FuncPCABI0(preinitStart), uintptr(unsafe.Pointer(&preinitCold))}
	preinitPut(out, unsafe.Pointer(&head), unsafe.Sizeof(head))
	preinitPut(out, unsafe.Pointer(&preinitMaps[0]), n+1)
	preinitEach(n, func(start, size uintptr, readable bool) {
		if readable {
			preinitPut(out, unsafe.Pointer(start), size)
		}
	})
	exit(0)
}

func preinitReadMaps() uintptr {
	path := [...]byte{'/', 'p', 'r', 'o', 'c', '/', 's', 'e', 'l', 'f', '/', 'm', 'a', 'p', 's', 0}
	fd := open(&path[0], 0, 0)
	n := uintptr(0)
	for {
		got := read(fd, unsafe.Pointer(&preinitMaps[n]), int32(uintptr(len(preinitMaps))-n))
		if got < 0 || n+uintptr(got) >= uintptr(len(preinitMaps)) {
			throw("preinit: /proc/self/maps cannot be read")
		}
		if got == 0 {
			closefd(fd)
			return preinitOwnMaps(n)
		}
		n += uintptr(got)
	}
}

// Leaves the lines of preinitMaps that are the program's own, and returns their length. Those named in brackets are the kernel's: [stack],
// [vdso], [vvar]. QEMU has some without a name.
func preinitOwnMaps(n uintptr) uintptr {
	kept := uintptr(0)
	for at := uintptr(0); at < n; {
		end := at
		for preinitMaps[end] != '\n' {
			end++
		}
		line := unsafe.String(&preinitMaps[at], int(end-at))
		start, _ := preinitHex(line)
		own := line[len(line)-1] != ']' && (start < preinitHeapEnd || start >= preinitMappings && start < preinitNext)
		for ; at <= end; at++ {
			if own {
				preinitMaps[kept] = preinitMaps[at]
				kept++
			}
		}
	}
	preinitMaps[kept] = 0
	return kept
}

func preinitEach(n uintptr, visit func(start, size uintptr, readable bool)) {
	text := unsafe.String(&preinitMaps[0], int(n))
	for len(text) > 0 {
		end := 0
		for text[end] != '\n' {
			end++
		}
		line := text[:end]
		text = text[end+1:]
		start, dash := preinitHex(line)
		stop, blank := preinitHex(line[dash+1:])
		visit(start, stop-start, line[dash+1+blank+1] == 'r')
	}
}

// The number, and how many characters it has.
func preinitHex(text string) (uintptr, int) {
	value := uintptr(0)
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c >= '0' && c <= '9':
			value = value<<4 | uintptr(c-'0')
		case c >= 'a' && c <= 'f':
			value = value<<4 | uintptr(c-'a'+10)
		default:
			return value, i
		}
	}
	return value, len(text)
}

func preinitPut(fd int32, p unsafe.Pointer, n uintptr) {
	for n > 0 {
		got := write(uintptr(fd), p, int32(min(n, 1<<20)))
		if got <= 0 {
			throw("preinit: the memory cannot be written")
		}
		p = add(p, uintptr(got))
		n -= uintptr(got)
	}
}

// On g0, first of all in a new process: whether initialisers would find the same environment now.
func preinitFits(argc int32, argv **byte) bool {
	for i := range preinitLooks {
		look := &preinitLooks[i]
		if look.key == "" {
			return true
		}
		if value, found := preinitGetenv(argc, argv, look.key); found != look.found || value != look.value {
			return false
		}
	}
	return true
}

// On g0, with a stack of this process. What belongs to a process is asked for anew; then the main goroutine goes on.
func preinitContinue(argc int32, argv **byte) {
	gp := getg()
	gp.sched.g = guintptr(unsafe.Pointer(gp))
	gp.sched.pc = sys.GetCallerPC()
	gp.sched.sp = sys.GetCallerSP()
	for i := range preinitReserved {
		const fixedNoReplace = 0x100000
		r := &preinitReserved[i]
		if r.size == 0 {
			break
		}
		p, err := mmap(unsafe.Pointer(r.start), r.size, _PROT_NONE, _MAP_ANON|_MAP_PRIVATE|fixedNoReplace, -1, 0)
		if err != 0 || uintptr(p) != r.start {
			throw("preinit: address space is taken")
		}
	}
	vdsoClockgettimeSym = 0
	args(argc, argv)
	// Whoever sets the variable here has an initialised program already.
	preinitFile = nil
	preinitShift = preinitTime - nanotime1()
	osinit()
	globalRand.init = false
	randinit()
	mrandinit(gp.m)
	sigsave(&gp.m.sigmask)
	initSigmask = gp.m.sigmask
	goargs()
	goenvs()
	secure()
	checkfds()
	asminit()
	minit()
	initsig(false)
	if netpollInited.Load() != 0 {
		netpollInited.Store(0)
		netpollGenericInit()
	}
	gogo(&gp.m.curg.sched)
}
