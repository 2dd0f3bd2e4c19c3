import { chmodSync, copyFileSync, cpSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheSubfolder } from "../../host/cache-folder.ts";
import { mustRun } from "../../host/command.ts";
import type { Step, StepContext } from "../steps/step.ts";
import { BUILD_LABEL, buildInContainer, INPUTS_LABEL, imageExists } from "./docker-image.ts";
import { binariesFolder } from "./go-build.ts";
import { type SingleLayerImage, writeImageArchive } from "./image-archive.ts";
import { NODE_IMAGE_FOLDER, type NodeImageInputs } from "./node-image-inputs.ts";
import { rootImage } from "./root-filesystem.ts";

const PODNET_IMAGE = "localhost/kind-chaos/podnet:v1";

/**
 * Folder on the node → what comes there: a binary's name, or a file of node-image/files as "source" or "source → name".
 */
const NODE_FILES: Readonly<Record<string, readonly string[]>> = {
  "usr/bin": ["kubeadm", "kubelet", "kubectl"],
  "usr/local/bin": [
    ...["containerd", "ctr", "containerd-shim-runc-v2", "etcdctl", "etcdutl"],
    ...["files/entrypoint", "files/kubelet-cgroups"],
  ],
  "etc/systemd/system": ["files/kubelet.service", "files/containerd.service"],
  "etc/containerd": ["files/containerd.toml → config.toml"],
  kind: ["files/cni-template.conflist"],
  "kind/manifests": ["files/default-cni.yaml"],
};

/** The step that puts all parts together to a node image. */
export function nodeImageStep(inputs: NodeImageInputs, needs: readonly string[]): Step {
  return {
    name: "node-image",
    title: `node image ${inputs.tag}`,
    needs,
    check: async () => ((await imageExists(inputs.tag)) ? "present" : undefined),
    async run(context) {
      const work = cacheSubfolder("work", `node-${inputs.digest}`);
      try {
        await assemble(inputs, work, context);
      } finally {
        rmSync(work, { recursive: true, force: true });
      }
      return "built";
    },
  };
}

async function assemble(inputs: NodeImageInputs, work: string, context: StepContext): Promise<void> {
  const { signal, logFile } = context;
  const root = join(work, "root");
  const place = binaryPlaces(inputs);
  for (const [folder, entries] of Object.entries(NODE_FILES)) {
    for (const entry of entries) placeNodeFile(entry, join(root, folder), place);
  }
  const note = (text: string, done: number) => context.note(text, { done, all: 4, what: "parts" });
  note("packing the images of the control plane", 0);
  mkdirSync(join(root, "kind-build"), { recursive: true });
  const images = await controlPlaneImages(inputs, place, join(work, "images"), context);
  await writeImageArchive(images, join(root, "kind-build", "images.tar"), signal);
  copyFileSync(join(NODE_IMAGE_FOLDER, "assemble.sh"), join(root, "kind-build", "assemble.sh"));
  const build = {
    name: `node-${inputs.digest}`,
    from: rootImage(),
    tag: inputs.tag,
    labels: { [INPUTS_LABEL]: inputs.digest, "org.kind-chaos.kubernetes": inputs.versions.kubernetes },
    changes: [
      'ENTRYPOINT ["/usr/local/bin/entrypoint","/sbin/init"]',
      "CMD []",
      "STOPSIGNAL SIGRTMIN+3",
      "ENV container=docker",
    ],
  };
  await buildInContainer(build, context, async (container) => {
    note("filling the build container", 1);
    await mustRun(["docker", "cp", "--quiet", `${root}/.`, `${container}:/`], { logFile, signal });
    note("importing the images", 2);
    const script = ["/bin/bash", "/kind-build/assemble.sh", inputs.versions.kubernetes];
    await mustRun(["docker", "exec", container, ...script], { logFile, signal });
    note("committing", 3);
  });
}

type Places = (binary: string) => string;

function binaryPlaces(inputs: NodeImageInputs): Places {
  const owners: Record<string, string> = {
    etcd: "etcd",
    etcdctl: "etcd",
    etcdutl: "etcd",
    containerd: "containerd",
    ctr: "containerd",
    "containerd-shim-runc-v2": "containerd",
    coredns: "coredns",
    podnet: "podnet",
    pause: "pause",
  };
  return (binary) => {
    const owner = owners[binary] ?? "kubernetes";
    const component = inputs.components.find((each) => each.name === owner);
    if (component === undefined) throw new Error(`no component builds ${binary}`);
    return join(binariesFolder(component), binary);
  };
}

function placeNodeFile(entry: string, folder: string, place: Places): void {
  const [source = "", name = source.split("/").at(-1) ?? ""] = entry.split(" → ");
  mkdirSync(folder, { recursive: true });
  cpSync(source.startsWith("files/") ? join(NODE_IMAGE_FOLDER, source) : place(source), join(folder, name));
}

async function controlPlaneImages(
  inputs: NodeImageInputs,
  place: Places,
  folder: string,
  context: StepContext,
): Promise<SingleLayerImage[]> {
  const { kubernetes, images } = inputs.versions;
  const iptables = join(folder, "iptables.tar");
  mkdirSync(folder, { recursive: true });
  await extractIptables(iptables, context);
  const image = async (tag: string, binary: string, path: string, base?: string): Promise<SingleLayerImage> => {
    const root = join(folder, binary);
    mkdirSync(dirname(join(root, path)), { recursive: true });
    if (base !== undefined) await mustRun(["tar", "--extract", "--file", base, "--directory", root], context);
    cpSync(place(binary), join(root, path));
    chmodSync(join(root, path), 0o755);
    return { tag, root, entrypoint: [path] };
  };
  const plain = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"];
  return [
    ...(await Promise.all(
      plain.map((name) => image(`registry.k8s.io/${name}:v${kubernetes}`, name, `/usr/local/bin/${name}`)),
    )),
    await image(`registry.k8s.io/kube-proxy:v${kubernetes}`, "kube-proxy", "/usr/local/bin/kube-proxy", iptables),
    await image(images.etcd, "etcd", "/usr/local/bin/etcd"),
    await image(images.coredns, "coredns", "/coredns"),
    await image(images.pause, "pause", "/pause"),
    await image(PODNET_IMAGE, "podnet", "/usr/local/bin/podnet", iptables),
  ];
}

async function extractIptables(archive: string, context: StepContext): Promise<void> {
  const script = join(NODE_IMAGE_FOLDER, "iptables-root.sh");
  const container = `kind-chaos-build-iptables-${process.pid}`;
  const start = ["docker", "run", "--rm", "--network", "none", "--label", BUILD_LABEL, "--name", container];
  const mount = ["--volume", `${script}:/iptables-root.sh:ro`, "--volume", `${dirname(archive)}:/output`];
  const command = ["bash", "-c", "bash /iptables-root.sh > /output/iptables.tar"];
  await mustRun([...start, ...mount, rootImage(), ...command], { logFile: context.logFile, signal: context.signal });
}
