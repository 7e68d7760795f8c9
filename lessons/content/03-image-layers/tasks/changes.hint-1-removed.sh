#!/bin/bash
container_exists scribe && exit 1
tail -n 3 /root/.bash_history 2>/dev/null | grep -q -e '--rm' || exit 1
echo "With --rm the container was removed when it ended, and its layer with it. Run it again without --rm."
