#!/bin/bash
image=$(image_id mended) || fail_because "There is no image named mended yet."
port_says {{mended}} | grep -q 'It works again' || fail_because "The page is not served on port {{mended}}."
