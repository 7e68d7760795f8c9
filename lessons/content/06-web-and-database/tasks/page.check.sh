#!/bin/bash
page=$(port_says {{port}}) || fail_because "Nothing answers on port {{port}}."
grep -q 'class=error' <<<"$page" && fail_because "The page is there, but its database does not answer."
grep -q '<li>{{guest}}' <<<"$page" || fail_because "The page does not show the guest {{guest}}."
