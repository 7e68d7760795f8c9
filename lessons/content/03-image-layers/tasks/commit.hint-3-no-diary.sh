#!/bin/bash
image_exists diary || exit 1
echo "The image diary is there, but not with a /diary that says {{word}}. Run scribe again as above, and commit it anew."
