#!/bin/bash
container_running tenant || exit 1
tail -n 3 /root/.bash_history 2>/dev/null | grep -Eq '^ *kill' || exit 1
echo "The container's process is still there. On this machine its number is $(container_field tenant .State.Pid); inside the container it is 1, but nobody outside calls it that."
