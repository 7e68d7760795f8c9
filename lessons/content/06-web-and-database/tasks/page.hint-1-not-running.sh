#!/bin/bash
for name in web db; do
	container_running $name && continue
	echo "The container $name does not run. docker ps -a shows what has become of it; docker start $name starts it again, if it is still there."
	exit 0
done
exit 1
