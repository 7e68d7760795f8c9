#!/bin/bash
layers=$(image_field primes:3 '.GraphDriver.Data | [.UpperDir, .LowerDir // ""] | join(":")') || fail_because "There is no image primes:3 yet."
found_page=
IFS=: read -ra folders <<<"$layers"
for folder in "${folders[@]}"; do
	[ -f "$folder/app/.env" ] && fail_because "The file .env is in a layer of primes:3."
	[ -f "$folder/app/index.html" ] && found_page=1
done
[ -n "$found_page" ] || fail_because "primes:3 has no secrets, but no page either."
