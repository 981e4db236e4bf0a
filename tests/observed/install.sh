#!/bin/sh
# Installs packages of Debian; a server among them is not started, neither now nor when the machine starts.
set -e
policy=/usr/sbin/policy-rc.d
enabled() {
	systemctl list-unit-files --state=enabled --no-legend 2>/dev/null | cut -d ' ' -f 1 | sort
}
before=$(mktemp)
after=$(mktemp)
trap 'rm -f "$before" "$after"; test -z "$ours" || rm -f "$policy"' EXIT
if ! test -e "$policy"; then
	ours=yes
	printf '#!/bin/sh\nexit 101\n' >"$policy"
	chmod +x "$policy"
fi
enabled >"$before"
apt-get update --quiet=2
DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet=2 --no-install-recommends "$@"
enabled >"$after"
comm -13 "$before" "$after" | xargs --no-run-if-empty systemctl disable --quiet
