import { entranceName } from "../model/application.ts";
import { type Cluster, workers } from "../model/cluster.ts";
import type { Look } from "../model/leftover.ts";
import type { ExecResult } from "../model/node-runtime.ts";
import { operatorOf } from "../node-tools/drain.ts";
import { kubectl } from "../node-tools/kubectl.ts";
import { scriptWords } from "../node-tools/script.ts";
import { storeFolder } from "./store/objects.ts";
import { workloadLabel } from "./workload/objects.ts";

const stored = `[ -d ${storeFolder} ] || exit 0; exec ls -A ${storeFolder}`;

const isSaid = ({ stdout }: ExecResult) => stdout.trim() !== "";

/** The looks at what applications under test leave on a cluster when their namespaces are gone: data and its volumes. */
export function applicationLooks(cluster: Cluster): Look[] {
  const volumes = Object.entries(workloadLabel).map(([name, value]) => `--selector=${name}=${value}`);
  const node = operatorOf(cluster);
  const data = workers(cluster).map(({ name }) => ({
    what: "data of a store",
    node: name,
    argv: scriptWords(stored),
    isLeft: isSaid,
    mend: [{ do: "exec" as const, node: name, argv: ["rm", "-rf", storeFolder] }],
  }));
  const listed = {
    what: "volumes of stores",
    node,
    argv: kubectl("get", "persistentvolumes", ...volumes, "-o", "name"),
    isLeft: isSaid,
    // A volume in use goes when its namespace does.
    mend: [{ do: "exec" as const, node, argv: kubectl("delete", "persistentvolumes", ...volumes, "--wait=false") }],
  };
  const entrance = ["services", "--all-namespaces", `--field-selector=metadata.name=${entranceName}`, ...volumes];
  const entrances = {
    what: "Services of ours beside applications",
    node,
    argv: kubectl("get", ...entrance, "-o", "name"),
    isLeft: isSaid,
    mend: [{ do: "exec" as const, node, argv: kubectl("delete", ...entrance) }],
  };
  return [...data, listed, entrances];
}
