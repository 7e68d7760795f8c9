#!/bin/bash
layers=$(image_field diary '.RootFS.Layers | join(" ")') || fail_because "There is no image named diary."
below=$(image_field busybox '.RootFS.Layers | join(" ")') || fail_because "The image busybox is gone."
[[ "$layers" = "$below "* ]] || fail_because "The image diary does not stand on busybox with a layer more."
rest=(${layers#"$below "})
[ ${#rest[@]} = 1 ] || fail_because "The image diary has ${#rest[@]} layers more than busybox. One is wanted."
upper=$(image_field diary .GraphDriver.Data.UpperDir)
grep -qs '{{word}}' "$upper/diary" || fail_because "The file /diary in the image does not say {{word}}."
