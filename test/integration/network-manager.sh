#!/bin/sh
# network-manager.sh FOLDER COMMAND...: runs COMMAND beside a NetworkManager that has no network to touch, and a bus of its own.
# To be run by `unshare --net --mount`.
set -eu
folder=$1
shift
for place in /var/lib/NetworkManager /run/NetworkManager /etc/NetworkManager; do
  mkdir -p "$place"
  mount -t tmpfs none "$place"
done
printf '[main]\nplugins=keyfile\nauth-polkit=false\n' > /etc/NetworkManager/NetworkManager.conf
mkdir -p /etc/NetworkManager/system-connections
dbus-daemon --nofork --nopidfile --nosyslog --config-file="$folder/bus.conf" 2> "$folder/bus.log" &
bus=$!
export DBUS_SYSTEM_BUS_ADDRESS="unix:path=$folder/bus"
while [ ! -e "$folder/bus" ]; do sleep 0.05; done
NetworkManager --no-daemon > "$folder/log" 2>&1 &
manager=$!
trap 'kill $manager $bus; wait' EXIT
while ! nmcli general status > "$folder/status" 2>&1; do sleep 0.05; done
"$@"
