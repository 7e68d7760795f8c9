#!/bin/bash
tail -n 3 /root/.bash_history 2>/dev/null | grep -Eq 'docker (image )?build .*-t *site *$' || exit 1
echo "The last word is missing, the folder that is sent to the builder. From here it is site; from within the folder it is a dot."
