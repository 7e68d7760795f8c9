#!/bin/bash
container_running pinned && exit 1
echo "The container pinned does not run any more. If it is still there, docker start pinned brings it back; if not, run it from its digest once more."
