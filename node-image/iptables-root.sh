#!/bin/bash
# Prints a tar archive of iptables and whatever it needs, taken from the node's root file system: the base of the small
# images of kube-proxy and podnet, which every node of every cluster unpacks.
set -euo pipefail
programs="/usr/sbin/xtables-nft-multi /usr/sbin/xtables-legacy-multi /usr/sbin/conntrack /usr/bin/dash"
modules=$(dirname "$(find /usr/lib -name 'libxt_comment.so' | head -1)")
libraries=$(ldd $programs "$modules"/*.so | grep -o '/[^ :]*\.so[^ :]*' | grep -v "^$modules" | sort -u)
# A library's entry is often a link, and its folder (/lib, /lib64) as well: both ends are needed.
real=$(readlink -f $libraries | sort -u)
links=$(find /usr/sbin /etc/alternatives -name '*tables*' -type l; echo /usr/bin/sh; echo /bin /sbin /lib; ls -d /lib64 2>/dev/null || true)
dereferenced=$(for library in $libraries; do echo "$(readlink -f "$(dirname "$library")")/$(basename "$library")"; done)
tar --create --no-recursion --file - \
  $(printf '%s\n' $programs "$modules" "$modules"/*.so $real $dereferenced $links | sort -u) 2>/dev/null
