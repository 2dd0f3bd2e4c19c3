import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { projectFolder } from "../../src/scenario/catalogue.ts";

/** What a pod does in the place of a shard that needs an engine: judges its runs again, and leaves what was left. */
const pureWork = `#!/bin/sh
set -eu
shard=$((JOB_COMPLETION_INDEX + 1))
if [ "$shard" = 2 ] && mkdir "$REPORTS/died" 2>/dev/null; then exit 137; fi
cp -r "/night/left/shard-$shard" "/tmp/shard"
for journal in /tmp/shard/*/journal.jsonl; do
  code=0
  kind-chaos replay "$(dirname "$journal")" >/dev/null || code=$?
  case $code in 0 | 1 | 3) ;; *) exit "$code" ;; esac
done
cp -r /tmp/shard "$REPORTS/shard-$shard-of-$SHARDS"
`;

interface Job {
  metadata: { name: string };
  spec: {
    completions?: number;
    parallelism?: number;
    template: {
      spec: {
        affinity?: unknown;
        initContainers?: unknown;
        containers: { resources?: unknown; volumeMounts: { name: string; mountPath: string }[] }[];
        volumes: { name: string; emptyDir?: unknown; hostPath?: { path: string } }[];
      };
    };
  };
}

/** Where the node has the folder that this machine has, the tag of the image there, and how many shards there are. */
export interface NightDeployment {
  readonly there: string;
  readonly tag: string;
  readonly shards: number;
}

/** Writes the Jobs as they are here: no engine, one machine, a folder of the node in the place of a volume of all. */
export function writeDeployment(folder: string, { there, tag, shards }: NightDeployment): void {
  const own = join(folder, "deploy");
  cpSync(join(projectFolder, "deploy"), own, { recursive: true });
  writeFileSync(join(own, "shard.sh"), pureWork);
  const values = { SHARDS: String(shards), STORE: "", WAIT: "10m" };
  const env = readFileSync(join(own, "night.env"), "utf8").replace(
    /^(SHARDS|STORE|WAIT)=.*$/gm,
    (_, variable: string) => {
      return `${variable}=${values[variable as keyof typeof values]}`;
    },
  );
  writeFileSync(join(own, "night.env"), env);
  for (const file of ["job.yaml", "merge.yaml"]) {
    const job: Job = parse(readFileSync(join(own, file), "utf8"));
    const pod = job.spec.template.spec;
    delete pod.affinity;
    delete pod.initContainers;
    for (const container of pod.containers) delete container.resources;
    for (const volume of pod.volumes)
      if (volume.name === "reports") {
        delete volume.emptyDir;
        volume.hostPath = { path: `${there}/reports` };
      }
    if (job.metadata.name === "night") {
      Object.assign(job.spec, { completions: shards, parallelism: shards });
      pod.volumes.push({ name: "left", hostPath: { path: `${there}/left` } });
      pod.containers[0]?.volumeMounts.push({ name: "left", mountPath: "/night/left" });
    }
    writeFileSync(join(own, file), stringify(job));
  }
  const kustomization = join(own, "kustomization.yaml");
  const text = readFileSync(kustomization, "utf8");
  writeFileSync(kustomization, text.replace("newTag: latest", `newTag: ${tag.split(":")[1]}`));
}
