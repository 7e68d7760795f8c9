#!/bin/bash
tail -n 4 /root/.bash_history 2>/dev/null | grep -Eiq 'docker .*hello(_|)world' || exit 1
echo "The engine knows no image of that name. It is spelled with a hyphen: hello-world."
