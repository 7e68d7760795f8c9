#!/bin/bash
container_running tenant || exit 1
tail -n 3 /root/.bash_history 2>/dev/null | grep -Eq '^ *kill +([0-9]|-15|-TERM|\$)' || exit 1
echo "The process got your signal and ignored it: process 1 of a namespace may. Kill it with a signal that cannot be ignored: kill -9, and the number."
