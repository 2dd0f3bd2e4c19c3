import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { packageFolder } from "../../host/own-package.ts";
import { UsageError } from "../../model/errors.ts";
import { newestFirst } from "../versions/version-numbers.ts";

/** Where everything that a node image is built from lies. */
export const NODE_IMAGE_FOLDER = join(packageFolder, "node-image/");

/** Raised when this program puts the same parts together in another way: images of older ways are then built anew. */
const RECIPE = 1;

const versionsSchema = z.strictObject({
  kubernetes: z.string(),
  etcd: z.string(),
  coredns: z.string(),
  containerd: z.string(),
  images: z.strictObject({ etcd: z.string(), coredns: z.string(), pause: z.string() }),
  /** What kubeadm names by itself, where the image has another of it (docs/decisions/0016-etcd-before-an-upgrade.md). */
  insteadOf: z.strictObject({ etcd: z.string() }).optional(),
});

/** Which version of each part belongs to a Kubernetes version, and the image names that its static pods have. */
export type NodeImageVersions = z.infer<typeof versionsSchema>;

/** A part that is compiled from Go modules. */
export interface Component {
  readonly name: string;
  readonly version: string;
  /** Files that are compiled: path → name in the build folder. */
  readonly sources: ReadonlyMap<string, string>;
  readonly specFile: string;
  /** Twelve hexadecimal digits over all inputs of this part. */
  readonly digest: string;
}

/** Everything a node image is made of. */
export interface NodeImageInputs {
  readonly versions: NodeImageVersions;
  readonly components: readonly Component[];
  readonly rootDigest: string;
  readonly digest: string;
  /** Name and tag of the image when it is built here. */
  readonly tag: string;
}

/** The Kubernetes versions whose node image can be built here, newest first. */
export function buildableVersions(): string[] {
  const entries = readdirSync(join(NODE_IMAGE_FOLDER, "kubernetes"), { withFileTypes: true });
  return newestFirst(entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name));
}

/**
 * Reads the inputs of one version's node image; a version without a folder is a UsageError that names those that have one.
 */
export function nodeImageInputs(wanted: string): NodeImageInputs {
  const known = buildableVersions();
  if (!known.includes(wanted))
    throw new UsageError(`Kubernetes ${wanted} cannot be built here; what can be built: ${known.join(", ")}.`);
  const file = join(NODE_IMAGE_FOLDER, "kubernetes", wanted, "versions.json");
  const versions = versionsSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  const components = [
    component("kubernetes", versions.kubernetes),
    component("etcd", versions.etcd),
    component("coredns", versions.coredns),
    component("containerd", versions.containerd),
    // In the modules and with the build tags of Kubernetes: Go has compiled nearly all of it then.
    component("podnet", versions.kubernetes, "kubernetes"),
    component("pause", "1"),
  ];
  const rootDigest = rootFilesystemDigest();
  const parts = [file, join(NODE_IMAGE_FOLDER, "assemble.sh"), join(NODE_IMAGE_FOLDER, "iptables-root.sh")];
  const digest = digestOf([...parts, ...filesIn("files")], [rootDigest, ...components.map((each) => each.digest)]);
  return { versions, components, rootDigest, digest, tag: `kind-chaos/node:v${wanted}-${digest}` };
}

/** The digest of the inputs of the Debian root file system that nodes and Envoy share. */
export function rootFilesystemDigest(): string {
  return digestOf([join(NODE_IMAGE_FOLDER, "packages.txt")]);
}

/** The file that pins Envoy's wheel for a processor; the name of the first is older than the second's. */
export function envoyRequirements(arch: string = process.arch): string {
  return join(NODE_IMAGE_FOLDER, "envoy", arch === "arm64" ? "requirements-arm64.txt" : "requirements.txt");
}

/** The digest of the inputs of a load balancer image: Envoy's, or the HAProxy's of kind 0.31 and older. */
export function loadBalancerDigest(balancer: "envoy" | "haproxy" = "envoy"): string {
  if (balancer === "haproxy") return digestOf(filesIn("haproxy"));
  return digestOf([envoyRequirements()], [rootFilesystemDigest()]);
}

/** The digest of the inputs of the image of load balancers that share a virtual address. */
export function balancerDigest(): string {
  return digestOf(filesIn("balancer"));
}

/**
 * Name and tag of the image of load balancers that share a virtual address, which nobody publishes; one that was built
 * from other inputs has another name, and is never taken for it.
 */
export function balancerImage(): string {
  return `kind-chaos/balancer:${balancerDigest()}`;
}

/** File name of the archive that it is imported from. */
export function balancerArchive(): string {
  return `balancer-${balancerDigest()}.tar`;
}

/** A part, with the modules of its own version, or with those of another part in that version. */
function component(name: string, version: string, modules = name): Component {
  const shared = filesIn(name);
  const own = existsSync(join(NODE_IMAGE_FOLDER, modules, version)) ? filesIn(join(modules, version)) : [];
  const all = [...shared, ...own].filter((path) => !path.endsWith(".md") && !path.endsWith("versions.json"));
  const specFile = join(NODE_IMAGE_FOLDER, name, "build.json");
  const sources = new Map(all.filter((path) => path !== specFile).map((path) => [path, path.split("/").at(-1) ?? ""]));
  return { name, version, sources, specFile, digest: digestOf(all, [version]) };
}

function filesIn(folder: string): string[] {
  return readdirSync(join(NODE_IMAGE_FOLDER, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(NODE_IMAGE_FOLDER, folder, entry.name))
    .sort();
}

/**
 * Hashes contents with their paths inside node-image, so that neither can change unnoticed; independent of where the
 * project lies.
 */
function digestOf(paths: readonly string[], extra: readonly string[] = []): string {
  const hash = createHash("sha256").update(`${RECIPE}\0${process.arch}\0${extra.join("\0")}`);
  for (const path of paths) {
    hash.update(`\0${path.slice(NODE_IMAGE_FOLDER.length)}\0`).update(readFileSync(path));
  }
  return hash.digest("hex").slice(0, 12);
}
