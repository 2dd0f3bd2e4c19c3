import { controlPlaneNodes } from "../../audit/objects.ts";
import { describeBytes, reserved } from "../bytes.ts";
import type { Found, FreeSpace, NodeSpace, UpgradeCheck, UpgradeFacts } from "../facts.ts";

/** Images are kept packed, and unpacked beside that. */
const copiesOfImages = 2;
/** etcd keeps five files of its log, 64 MB each, beside its database (etcd, DefaultMaxWALs and SegmentSizeBytes). */
const logBytes = 5 * 64 * 1_000_000;
/** What the kubelet takes where nothing is set (kubernetes.io, node-pressure eviction). */
const defaults = { nodefs: "10%", imagefs: "15%" };

const check: UpgradeCheck = {
  name: "space",
  about: "each node has room for the new images, and each control plane for kubeadm's copy of etcd's data",
  find(facts) {
    const planes = new Set(controlPlaneNodes(facts).map(({ metadata }) => metadata?.name));
    return facts.space.flatMap((one) => judge(one, facts, planes.has(one.node)));
  },
};
export default check;

function judge({ node, nodeFs, imageFs }: NodeSpace, facts: UpgradeFacts, isPlane: boolean): Found[] {
  const images = copiesOfImages * (facts.target.programs?.imagesBytes ?? imagesOn(node, facts));
  const copy = isPlane && facts.controlPlane?.externalEtcd === undefined ? etcdBytes(facts) : 0;
  const isOne = nodeFs.capacity === imageFs.capacity && nodeFs.available === imageFs.available;
  const ofImages = `${describeBytes(images)} for the new images, packed and unpacked`;
  const ofCopy = copy === 0 ? "" : `${describeBytes(copy)} for kubeadm's copy of etcd's data`;
  const { evictionHard } = facts;
  const kept = {
    node: evictionHard["nodefs.available"] ?? defaults.nodefs,
    image: evictionHard["imagefs.available"] ?? defaults.imagefs,
  };
  if (isOne) {
    const both = [ofImages, ofCopy].filter((words) => words !== "").join(", ");
    return full(node, imageFs, images + copy, both, kept.image);
  }
  return [...full(node, imageFs, images, ofImages, kept.image), ...full(node, nodeFs, copy, ofCopy, kept.node)];
}

function full(node: string, { available, capacity }: FreeSpace, needed: number, words: string, keep: string): Found[] {
  const left = available - needed;
  if (needed === 0 || left >= reserved(keep, capacity)) return [];
  return [
    {
      severity: left < 0 ? "stops" : "warns",
      subject: `Node ${node}`,
      evidence: `${describeBytes(available)} of ${describeBytes(capacity)} are free; needed: ${words}`,
      why:
        left < 0
          ? "the disk is full in the middle of the upgrade: pulls fail, and etcd stops writing where it is on the same one"
          : `less than ${keep} stays free: the kubelet then removes images and evicts pods`,
      advice:
        "make room before: crictl rmi --prune, old copies in /etc/kubernetes/tmp and /var/log, defragment etcd, or a larger disk",
    },
  ];
}

/** The present images of the control plane are about as large as the new ones. */
function imagesOn(node: string, { nodes }: UpgradeFacts): number {
  const all = nodes.find(({ metadata }) => metadata?.name === node)?.status?.images ?? [];
  const ours = all.filter(({ names = [] }) => names.some((name) => /\/(kube-[a-z-]+|etcd|coredns)[:@]/.test(name)));
  return ours.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0);
}

function etcdBytes({ etcd, apiServers }: UpgradeFacts): number {
  const told = [
    ...(etcd?.members ?? []).map(({ sizeBytes }) => sizeBytes),
    ...apiServers.map(({ counted }) => counted?.storageBytes),
  ].flatMap((bytes) => bytes ?? []);
  return told.length === 0 ? 0 : Math.max(...told) + logBytes;
}
