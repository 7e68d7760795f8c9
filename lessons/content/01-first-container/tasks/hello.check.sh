#!/bin/bash
ended=$(engine '/containers/json?all=1&filters={"ancestor":["hello-world"],"status":["exited"]}' --globoff | jq length)
[ "${ended:-0}" -gt 0 ] || fail_because "No container of the image hello-world has run and ended yet."
