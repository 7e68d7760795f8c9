#!/bin/bash
image_exists registry.lab/learner/{{name}}:1.0 || fail_because "No image is named registry.lab/learner/{{name}}:1.0 yet."
[ "$(image_field registry.lab/learner/{{name}}:1.0 '.Config.Entrypoint | tostring')" = '["/whoami"]' ] || fail_because "registry.lab/learner/{{name}}:1.0 is another image than whoami."
