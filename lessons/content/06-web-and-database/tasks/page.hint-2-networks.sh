#!/bin/bash
networks() { container_field "$1" '.NetworkSettings.Networks | keys | join(" ")'; }
web=$(networks web) && db=$(networks db) || exit 1
for network in $web; do
	[ "$network" != bridge ] && [[ " $db " = *" $network "* ]] && exit 1
done
[ "$web" = bridge ] && [ "$db" = bridge ] && { echo "web and db are both in the network bridge only, where nobody has a name. Connect both to book-net."; exit 0; }
echo "web is in: $web. db is in: $db. They need one network in common, one that you created: docker network connect book-net, and the container that is missing."
