#!/bin/bash
last=$(docker exec db redis-cli LINDEX guests -1 2>/dev/null) || exit 1
[ -n "$last" ] && [ "$last" != {{guest}} ] || exit 1
echo "The last entry is: ${last:0:60}. The word asked for is {{entry}}. Write once more."
