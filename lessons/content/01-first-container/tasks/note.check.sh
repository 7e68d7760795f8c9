#!/bin/bash
pid=$(container_field box .State.Pid) || fail_because "There is no container named box."
[ "$pid" != 0 ] || fail_because "The container box does not run."
# Read as the machine sees it: starting a process in the container would take a second each time.
note=$(head -c 200 "/proc/$pid/root/note" 2>/dev/null) || fail_because "There is no file /note in the container box."
[ "${note//[[:space:]]/}" = {{secret}} ] || fail_because "The file /note is there, but it does not say {{secret}}."
