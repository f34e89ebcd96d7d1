#!/bin/sh
# Installs the Debian packages that it is given; run it as root.
#
# Nothing is removed for them, and none of their services is started: Mutabor
# runs its own Redis, and its tests their own PostgreSQL.
set -u
export DEBIAN_FRONTEND=noninteractive

policy=${POLICY_RC_D:-/usr/sbin/policy-rc.d}
if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' > "$policy" && chmod 755 "$policy"
    trap 'rm -f "$policy"' EXIT
    trap 'exit 1' HUP INT TERM
fi

install() {
    apt-get install -qq --no-install-recommends --no-remove \
        -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@" > /dev/null
}

apt-get update -qq -o DPkg::Lock::Timeout=300
install "$@" && exit 0

echo "They don't go together here: one by one." >&2
failed=0
for package in "$@"; do
    install "$package" || failed=1
done
exit "$failed"
