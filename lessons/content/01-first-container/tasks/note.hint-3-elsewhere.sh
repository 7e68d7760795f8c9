#!/bin/bash
pid=$(container_field box .State.Pid) && [ "$pid" != 0 ] || exit 1
[ -f "/proc/$pid/root/note" ] && { echo "The file is in the right place. It should hold one word, {{secret}}. Write it anew with: echo {{secret}} > /note"; exit 0; }
file=$(find "/proc/$pid/root/root" "/proc/$pid/root/tmp" "/proc/$pid/root/home" -name 'note*' 2>/dev/null | head -n 1)
[ -n "$file" ] || exit 1
echo "There is a file ${file#"/proc/$pid/root"} in the container. The note is wanted in the root folder, as /note."
