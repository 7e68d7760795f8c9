#!/bin/sh
# The guest book: shows its entries, and takes new ones. The web server runs it once for each request.
database=db

# One command for Redis, in its protocol: how many words, then each word after its length in bytes.
redis() {
	{
		printf '*%s\r\n' $#
		for word; do printf '$%s\r\n%s\r\n' "$(printf %s "$word" | wc -c)" "$word"; done
		printf '*1\r\n$4\r\nQUIT\r\n'
	} | nc -w 5 "$database" 6379
}

if [ "$REQUEST_METHOD" = POST ]; then
	form=$(head -c "${CONTENT_LENGTH:-0}" | tr '+' ' ')
	entry=$(httpd -d "${form#entry=}" | tr -d '\r\n')
	[ -n "$entry" ] && redis RPUSH guests "$entry" >/dev/null
	printf 'Status: 303 See Other\r\nLocation: /\r\n\r\n'
	exit
fi

if answer=$(redis LRANGE guests 0 -1) && [ -n "$answer" ]; then
	# A list comes as a line with * and the count, then for each entry a line with $ and its length, and the entry.
	entries=$(printf '%s\n' "$answer" | tr -d '\r' | awk 'text { print; text = 0; next } /^\$/ { text = 1 }' |
		sed 's/&/\&amp;/g; s/</\&lt;/g; s/.*/<li>&<\/li>/')
	list="<ul>${entries:-<li class=none>Nobody has written yet.</li>}</ul>"
else
	list="<p class=error>The database <b>$database</b> does not answer.</p>"
fi

cat <<PAGE
Content-Type: text/html; charset=utf-8

<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Guest book</title>
<link rel="stylesheet" href="/style.css">
<h1>Guest book</h1>
$list
<form method="post" action="/cgi-bin/index.cgi">
<label for="entry">Your entry</label>
<input id="entry" name="entry" maxlength="80" autocomplete="off" required>
<button>Write</button>
</form>
<p class="from">This page came from the container $(hostname).</p>
</html>
PAGE
