import { parse } from "yaml";
import { z } from "zod";
import type { ClusterFacts } from "../audit/facts.ts";
import { componentPods } from "../audit/objects.ts";
import { type CommandFlag, flagsIn } from "../model/command-flags.ts";
import type { Program, Setting } from "./facts.ts";
import type { ConfiguredPart, KubeadmConfig } from "./kubeadm-config.ts";

/** A configuration or a list of flags of one program, with the place where it stands. */
export interface ProgramFile {
  readonly program: Program;
  readonly where: string;
  readonly text: string;
}

const parts: Readonly<Record<ConfiguredPart, Program>> = {
  apiServer: "kube-apiserver",
  controllerManager: "kube-controller-manager",
  scheduler: "kube-scheduler",
  etcd: "etcd",
};

const gatesSchema = z.object({ featureGates: z.record(z.string(), z.coerce.string()).nullish() });

/**
 * All flags and feature gates of a cluster that its new version meets: what kubeadm keeps, what runs besides, and what
 * stands in the configuration files of kubelets and kube-proxy. Each once.
 */
export function settingsOf(
  facts: Pick<ClusterFacts, "pods">,
  kubeadm: KubeadmConfig | undefined,
  files: readonly ProgramFile[],
): Setting[] {
  const all = [
    ...Object.entries(parts).flatMap(([part, program]) => {
      const where = `kubeadm-config, ${part === "etcd" ? "etcd.local" : part}.extraArgs`;
      return ofFlags(kubeadm?.extraArgs[part as ConfiguredPart] ?? [], program, where, true);
    }),
    ...Object.values(parts).flatMap((program) => running(facts as ClusterFacts, program, kubeadm === undefined)),
    ...files.flatMap(ofFile),
  ];
  const seen = new Map<string, Setting>();
  for (const one of all) if (!seen.has(keyOf(one))) seen.set(keyOf(one), one);
  return [...seen.values()];
}

/** What tells settings apart for the program that gets them. */
export function keyOf({ program, kind, name, value }: Pick<Setting, "program" | "kind" | "name" | "value">): string {
  return JSON.stringify([program, kind, name, value]);
}

function running(facts: ClusterFacts, program: Program, stays: boolean): Setting[] {
  return componentPods(facts, program).flatMap(({ metadata, spec }) => {
    const words = (spec?.containers ?? []).flatMap(({ command = [], args = [] }) => [...command, ...args]);
    return ofFlags(flagsIn(words), program, `Pod ${metadata?.namespace}/${metadata?.name}`, stays);
  });
}

function ofFile({ program, where, text }: ProgramFile): Setting[] {
  if (where.endsWith(".yaml") || where.startsWith("ConfigMap")) return ofGates(gatesIn(text), program, where, true);
  // KUBELET_KUBEADM_ARGS="--a=1 --b=2", as systemd's EnvironmentFile has it.
  const words = text.split("\n").flatMap((line) => /^\s*\w+=(.*)$/.exec(line)?.[1]?.replaceAll(/["']/g, "") ?? []);
  return ofFlags(flagsIn(words.flatMap((line) => line.split(/\s+/))), program, where, true);
}

function gatesIn(text: string): CommandFlag[] {
  try {
    return Object.entries(gatesSchema.parse(parse(text)).featureGates ?? {});
  } catch {
    return []; // A component that runs has read it: what is no YAML is none of ours.
  }
}

function ofFlags(flags: readonly CommandFlag[], program: Program, where: string, stays: boolean): Setting[] {
  return flags.flatMap(([name, value]) =>
    name === "feature-gates"
      ? ofGates(gatesOf(value), program, where, stays)
      : [{ program, kind: "flag" as const, name, value, where, stays }],
  );
}

function ofGates(gates: readonly CommandFlag[], program: Program, where: string, stays: boolean): Setting[] {
  return gates.map(([name, value]) => ({ program, kind: "gate" as const, name, value, where, stays }));
}

/** "A=true,kube:B=false". */
function gatesOf(value: string): CommandFlag[] {
  return value.split(",").flatMap((pair): CommandFlag[] => {
    const [, name, set] = /^\s*([^=]+)=(.*?)\s*$/.exec(pair) ?? [];
    return name === undefined || set === undefined ? [] : [[name, set]];
  });
}
