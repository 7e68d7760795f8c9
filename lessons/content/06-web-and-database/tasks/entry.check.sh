#!/bin/bash
grep -rqs '{{entry}}' /var/lib/docker/volumes/book-data/_data || fail_because "{{entry}} is not in the guest book yet."
