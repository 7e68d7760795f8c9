#!/bin/bash
page=$(port_says {{port}}) || fail_because "Nothing answers on port {{port}}."
grep -q '{{headline}}' <<<"$page" || fail_because "The page on port {{port}} does not say {{headline}}."
