#!/bin/bash
[ -f /diary ] || exit 1
echo "/diary was written on the machine, not in the container. The quotes around the commands keep them together for the shell in the container: sh -c '...'"
