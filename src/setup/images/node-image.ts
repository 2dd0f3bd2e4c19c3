import { copyFileSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheSubfolder } from "../../host/cache-folder.ts";
import { mustRun } from "../../host/command.ts";
import { kubeadmPatchesLabel } from "../../model/node-image.ts";
import type { Step, StepContext } from "../steps/step.ts";
import { controlPlaneImages, type Places } from "./control-plane-images.ts";
import { buildInContainer, INPUTS_LABEL, imageExists } from "./docker-image.ts";
import { binariesFolder } from "./go-build.ts";
import { writeImageArchive } from "./image-archive.ts";
import { KUBEADM_PATCHES_FOLDER, kubeadmPatches } from "./kubeadm-patches.ts";
import { NODE_IMAGE_FOLDER, type NodeImageInputs } from "./node-image-inputs.ts";
import { rootImage } from "./root-filesystem.ts";

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
  const patches = kubeadmPatches(inputs.versions);
  writePatches(patches, join(root, KUBEADM_PATCHES_FOLDER));
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
    labels: {
      [INPUTS_LABEL]: inputs.digest,
      "org.kind-chaos.kubernetes": inputs.versions.kubernetes,
      ...(patches.size === 0 ? {} : { [kubeadmPatchesLabel]: KUBEADM_PATCHES_FOLDER }),
    },
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

function writePatches(patches: ReadonlyMap<string, string>, folder: string): void {
  if (patches.size > 0) mkdirSync(folder, { recursive: true });
  for (const [name, text] of patches) writeFileSync(join(folder, name), text);
}
