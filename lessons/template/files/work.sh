while true; do
	echo "{{name}} is working"
	sleep 60
done
