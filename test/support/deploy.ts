import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { projectFolder } from "../../src/scenario/catalogue.ts";

/** A Job of deploy/, as far as tests look at it. */
export interface DeployedJob {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly completionMode?: string;
    readonly completions?: number;
    readonly parallelism?: number;
    readonly backoffLimitPerIndex?: number;
    readonly podFailurePolicy?: { readonly rules: readonly { readonly onExitCodes: { readonly values: number[] } }[] };
    readonly template: { readonly metadata: { readonly labels: object }; readonly spec: PodSpec };
  };
}

interface PodSpec {
  readonly restartPolicy: string;
  readonly activeDeadlineSeconds?: number;
  readonly automountServiceAccountToken: boolean;
  readonly shareProcessNamespace?: boolean;
  readonly affinity?: object;
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  readonly volumes: readonly { readonly name: string; readonly configMap?: { readonly defaultMode: number } }[];
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly restartPolicy?: string;
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly securityContext?: { readonly privileged?: boolean };
  readonly volumeMounts: readonly { readonly name: string; readonly mountPath: string }[];
}

const folder = join(projectFolder, "deploy");

export function deployedText(name: string): string {
  return readFileSync(join(folder, name), "utf8");
}

/** The documents of a YAML file of deploy/. */
export function deployed<Value>(name: string): Value[] {
  return parseAllDocuments(deployedText(name)).map((document) => document.toJS() as Value);
}

/** The values of night.env, as kustomize reads them: a line each, comments aside. */
export function nightValues(): Record<string, string> {
  const lines = deployedText("night.env")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  return Object.fromEntries(lines.map((line) => /^(\w+)=(.*)$/.exec(line)?.slice(1) ?? [line, "?"]));
}
