#!/bin/bash
grep -q '{{headline}}' site/www/index.html && exit 1
echo "The file site/www/index.html does not say {{headline}} yet. Change it in the editor, and save with Ctrl+S."
