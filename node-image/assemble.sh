#!/bin/bash
# Runs inside the build container, whose root file system becomes the node image: puts the parts in their places and
# gives the node's containerd its images.
set -euo pipefail
version=$1

echo "v$version" > /kind/version
mkdir -p /etc/kubernetes/manifests /etc/cni/net.d
cat > /etc/sysctl.d/99-kind.conf <<'S'
net.ipv4.ip_forward=1
net.ipv4.conf.all.route_localnet=1
net.ipv4.conf.all.rp_filter=0
net.ipv4.conf.all.arp_ignore=0
S

# Only what a node needs starts: journal, temporary files, kernel settings, containerd, kubelet.
ln -sf /lib/systemd/systemd /sbin/init
find /lib/systemd/system/*.wants /etc/systemd/system/*.wants -type l \
  ! -name '*journal*' ! -name '*tmpfiles*' ! -name '*sysctl*' -delete 2>/dev/null || true
wants=/etc/systemd/system/multi-user.target.wants
mkdir -p $wants
ln -sf /etc/systemd/system/kubelet.service /etc/systemd/system/containerd.service $wants/
ln -sf /lib/systemd/system/multi-user.target /etc/systemd/system/default.target
echo ReadKMsg=no >> /etc/systemd/journald.conf
rm -f /etc/machine-id

# The images are stored packed, as kind does it: each node unpacks what it runs.
containerd > /tmp/containerd.log 2>&1 &
for _ in $(seq 100); do ctr version > /dev/null 2>&1 && break; sleep 0.1; done
ctr --namespace k8s.io images import --all-platforms --no-unpack --label io.cri-containerd.pinned=pinned /kind-build/images.tar
kill %1
wait %1 || true
rm -rf /kind-build /tmp/* /run/containerd
