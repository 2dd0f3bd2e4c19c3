import { networkLabel, roleLabel } from "../host/docker/own-containers.ts";
import type { Engine } from "../host/engine.ts";
import { type MemberIdentity, memberFolder } from "./etcd-certificates.ts";
import { etcdPki } from "./external-etcd-config.ts";
import { freePort } from "./free-ports.ts";
import { startsFiles } from "./starts.ts";

const starts = startsFiles.etcd.etcd;

/*
 * The first process of a member's container. It takes etcd out of the node image, where it lies packed in containerd's
 * store, so that external members run the very etcd that stacked ones would. Then it does for etcd what the kubelet
 * does on a control plane: runs it while its manifest is there, and starts it again a second after it ended. That way
 * faults find an external member as they find a stacked one.
 */
const supervisor = `
manifest=/etc/kubernetes/manifests/etcd.yaml
if [ ! -x /usr/local/bin/etcd ]; then
  for blob in /var/lib/containerd/io.containerd.content.v1.content/blobs/sha256/*; do
    tar -xf "$blob" -C / --wildcards '*usr/local/bin/etcd*' 2>/dev/null
  done
  mkdir -p "\${manifest%/*}" && touch "$manifest"
fi
trap 'kill "$pid" 2>/dev/null; wait "$pid"; exit 0' TERM
while :; do
  if [ -e "$manifest" ]; then
    echo >> ${starts}
    etcd "$@" & pid=$!
    wait "$pid"
  fi
  sleep 1 & pid=$!
  wait "$pid"
done`;

/** Starts the container of one external member; `name` is the cluster's, and its network's. */
export async function startMember(
  engine: Engine,
  name: string,
  nodeImage: string,
  member: MemberIdentity,
  members: readonly MemberIdentity[],
): Promise<void> {
  await engine.containers.start({
    name: member.container,
    Hostname: member.container,
    Image: nodeImage,
    Entrypoint: ["/bin/bash", "-c", supervisor, "supervisor"],
    Cmd: etcdFlags(name, member, members),
    StopSignal: "SIGTERM",
    Labels: { [networkLabel]: name, [roleLabel]: "etcd" },
    ExposedPorts: { "2379/tcp": {} },
    // As kind's nodes have it: data on a volume, which a stopped container keeps.
    Volumes: { "/var/lib/etcd": {} },
    HostConfig: {
      NetworkMode: name,
      Binds: [`${memberFolder(name, member.short)}:${etcdPki}:ro`],
      PortBindings: { "2379/tcp": [{ HostIp: "127.0.0.1", HostPort: String(await freePort()) }] },
    },
    NetworkingConfig: { EndpointsConfig: { [name]: { IPAMConfig: { IPv4Address: member.address } } } },
  });
}

/** What kubeadm gives a stacked member, with the other members' addresses. */
function etcdFlags(cluster: string, { short, address }: MemberIdentity, members: readonly MemberIdentity[]): string[] {
  return [
    `--name=${short}`,
    "--data-dir=/var/lib/etcd",
    "--listen-client-urls=https://0.0.0.0:2379",
    `--advertise-client-urls=https://${address}:2379`,
    "--listen-peer-urls=https://0.0.0.0:2380",
    `--initial-advertise-peer-urls=https://${address}:2380`,
    `--initial-cluster=${members.map((each) => `${each.short}=https://${each.address}:2380`).join(",")}`,
    `--initial-cluster-token=${cluster}`,
    "--client-cert-auth=true",
    "--peer-client-cert-auth=true",
    ...["", "peer-"].flatMap((side) => [
      `--${side}trusted-ca-file=${etcdPki}/ca.crt`,
      `--${side}cert-file=${etcdPki}/${side === "" ? "server" : "peer"}.crt`,
      `--${side}key-file=${etcdPki}/${side === "" ? "server" : "peer"}.key`,
    ]),
    "--snapshot-count=10000",
    "--listen-metrics-urls=http://127.0.0.1:2381",
    "--feature-gates=InitialCorruptCheck=true",
    "--watch-progress-notify-interval=5s",
  ];
}
