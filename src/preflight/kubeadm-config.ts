import { parse } from "yaml";
import { z } from "zod";

/** The parts of a control plane whose flags kubeadm keeps, by the names of its configuration. */
export type ConfiguredPart = "apiServer" | "controllerManager" | "scheduler" | "etcd";

/** What kubeadm's ClusterConfiguration says about an upgrade. */
export interface KubeadmConfig {
  /** "kubeadm.k8s.io/v1beta4". */
  readonly apiVersion: string;
  /** As it stands in the ConfigMap. */
  readonly text: string;
  /** "" where it is kubeadm's own. */
  readonly imageRepository: string;
  /** Tags and repositories that somebody set; "" where kubeadm chooses. */
  readonly etcdImage: PinnedImage;
  readonly dnsImage: PinnedImage;
  readonly extraArgs: Readonly<Record<ConfiguredPart, readonly (readonly [name: string, value: string])[]>>;
}

interface PinnedImage {
  readonly repository: string;
  readonly tag: string;
}

/** Lists since v1beta4, maps before (kubernetes.io, kubeadm configuration). */
const argsSchema = z
  .union([
    z.array(z.object({ name: z.string(), value: z.coerce.string().default("") })),
    z.record(z.string(), z.coerce.string()),
  ])
  .nullish()
  .transform((args) =>
    Array.isArray(args) ? args.map(({ name, value }) => [name, value] as const) : Object.entries(args ?? {}),
  );
const partSchema = z.object({ extraArgs: argsSchema }).nullish();
const imageSchema = z.object({ imageRepository: z.string().default(""), imageTag: z.coerce.string().default("") });
const configurationSchema = z.object({
  apiVersion: z.string(),
  imageRepository: z.string().default(""),
  apiServer: partSchema,
  controllerManager: partSchema,
  scheduler: partSchema,
  etcd: z.object({ local: imageSchema.extend({ extraArgs: argsSchema }).nullish() }).nullish(),
  dns: imageSchema.nullish(),
});

/** kubeadm's own registry (constants.go of its API, DefaultImageRepository). */
export const kubeadmRegistry = "registry.k8s.io";

/** Reads a ClusterConfiguration; undefined where the text is none. */
export function parseKubeadmConfig(text: string): KubeadmConfig | undefined {
  const parsed = configurationSchema.safeParse(parsedYaml(text));
  if (!parsed.success) return undefined;
  const { apiVersion, imageRepository, apiServer, controllerManager, scheduler, etcd, dns } = parsed.data;
  return {
    apiVersion,
    text,
    imageRepository: imageRepository === kubeadmRegistry ? "" : imageRepository,
    etcdImage: pinned(etcd?.local),
    dnsImage: pinned(dns),
    extraArgs: {
      apiServer: apiServer?.extraArgs ?? [],
      controllerManager: controllerManager?.extraArgs ?? [],
      scheduler: scheduler?.extraArgs ?? [],
      etcd: etcd?.local?.extraArgs ?? [],
    },
  };
}

function pinned(image: z.infer<typeof imageSchema> | null | undefined): PinnedImage {
  return { repository: image?.imageRepository ?? "", tag: image?.imageTag ?? "" };
}

function parsedYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined; // The caller says what is not known then.
  }
}
