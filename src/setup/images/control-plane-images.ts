import { chmodSync, cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { mustRun } from "../../host/command.ts";
import type { StepContext } from "../steps/step.ts";
import { BUILD_LABEL } from "./docker-image.ts";
import type { SingleLayerImage } from "./image-archive.ts";
import { NODE_IMAGE_FOLDER, type NodeImageInputs } from "./node-image-inputs.ts";
import { rootImage } from "./root-filesystem.ts";

const PODNET_IMAGE = "localhost/kind-chaos/podnet:v1";

/** Where the binary of a name lies, compiled. */
export type Places = (binary: string) => string;

/** The images that a node's containerd holds, each under the name that a static pod or an add-on asks for. */
export async function controlPlaneImages(
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
