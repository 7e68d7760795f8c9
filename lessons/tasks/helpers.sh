# What the scripts of tasks may call; put before each of them. A question about the engine goes to its own socket with curl, which takes
# fewer instructions than the docker client: checks run often, beside the reader's own commands. Past the tap, so that what a check asks
# is not listed among what the reader's commands asked. Every function that says no prints
# nothing, unless it is named `require…` or `fail_because`.

# engine PATH [CURL-OPTION...]: what the engine answers to GET PATH. Fails when the engine does not answer, or not with success.
engine() {
	curl --silent --fail --max-time 15 --unix-socket /run/docker-engine.sock "http://engine$1" "${@:2}"
}

# fail_because WORDS...: ends the script as "not done yet", and says why.
fail_because() {
	printf '%s\n' "$*"
	exit 1
}

# require WORDS... -- COMMAND...: `fail_because WORDS` unless COMMAND succeeds.
require() {
	local words=()
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		words+=("$1")
		shift
	done
	shift
	"$@" || fail_because "${words[@]}"
}

# json_field FILTER: what the filter of jq gives for the JSON on standard input. Fails for nothing and for null.
json_field() {
	jq --raw-output "($1) | if . == null then halt_error(1) else . end" 2>/dev/null
}

# container_field NAME PATH: a field of `docker inspect`, such as .State.Status. Fails when there is no such container.
container_field() (
	set -o pipefail
	engine "/containers/$1/json" | json_field "$2"
)

# image_field REF PATH: a field of `docker image inspect`, such as .Os.
image_field() (
	set -o pipefail
	engine "/images/$1/json" | json_field "$2"
)

# container_exists NAME: running or not.
container_exists() {
	engine "/containers/$1/json" --output /dev/null
}

# container_running NAME
container_running() {
	# Asked most often of all: without jq. Inside of texts the engine escapes quotes.
	local answer
	answer=$(engine "/containers/$1/json") && [[ $answer == *'"Running":true,'* ]]
}

# container_image NAME: the image as it was named when the container was made.
container_image() {
	container_field "$1" .Config.Image
}

# container_ip NAME: its address in the first of its networks.
container_ip() {
	container_field "$1" .NetworkSettings.IPAddress
}

# image_exists REF: it is in this machine.
image_exists() {
	engine "/images/$1/json" --output /dev/null
}

# image_id REF: its digest, `sha256:…`.
image_id() {
	image_field "$1" .Id
}

# layer_count REF: how many layers the image has.
layer_count() {
	image_field "$1" '.RootFS.Layers | length'
}

# volume_exists NAME
volume_exists() {
	engine "/volumes/$1" --output /dev/null
}

# network_exists NAME
network_exists() {
	engine "/networks/$1" --output /dev/null
}

# port_answers PORT [PATH]: something answers HTTP there, with whatever status.
port_answers() {
	curl --silent --max-time 5 --output /dev/null "http://127.0.0.1:$1${2:-/}"
}

# port_says PORT [PATH]: what is answered there.
port_says() {
	curl --silent --fail --max-time 5 "http://127.0.0.1:$1${2:-/}"
}
