#!/bin/sh
# Breaks the scheduler of the first control plane once its kubelet is of the new version: kubeadm has ended by then, and the
# node never becomes whole.
set -eu
docker exec --detach "$KIND_CLUSTER_NAME-control-plane" sh -c '
  until kubelet --version | grep -q "v1\.37\."; do sleep 1; done
  sed -i "s/--leader-elect=true/--no-such-flag=true/" /etc/kubernetes/manifests/kube-scheduler.yaml'
