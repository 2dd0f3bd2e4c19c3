import { createTwoFilesPatch } from "diff";
import { Document, isMap, visit } from "yaml";
import { withUnknownMembers } from "../cluster/external-etcd-config.ts";
import type { KindConfig } from "../model/topology.ts";

/** The order in which people write a kind file: what is of the whole cluster, then its nodes. */
const order: readonly (keyof KindConfig)[] = [
  "kind",
  "apiVersion",
  "name",
  "networking",
  "featureGates",
  "runtimeConfig",
  "kubeadmConfigPatches",
  "kubeadmConfigPatchesJSON6902",
  "containerdConfigPatches",
  "containerdConfigPatchesJSON6902",
  "nodes",
];

/** Lists whose entries are short: one line each. */
const shortEntries = ["extraPortMappings", "extraMounts"];

/**
 * What the harness makes of a person's kind file, as a unified diff of the two as kind decodes them; "" where it leaves
 * the file as it is.
 */
export function configDifference(file: string, asWritten: KindConfig, config: KindConfig): string {
  const [before, after] = [yamlOf(asWritten), yamlOf(withUnknownMembers(config))];
  if (before === after) return "";
  const text = createTwoFilesPatch(file, "as kind gets it", before, after, undefined, undefined, { context: 2 });
  return text.replace(/^=+\n/, "");
}

function yamlOf(config: KindConfig): string {
  const document = new Document(
    Object.fromEntries(order.flatMap((key) => (config[key] === undefined ? [] : [[key, config[key]]]))),
    // Equal texts are written out: an alias would hide them.
    { aliasDuplicateObjects: false },
  );
  visit(document, {
    Pair(_, { key, value }) {
      if (!shortEntries.includes(String(key)) || typeof value !== "object" || value === null) return;
      visit(value as never, {
        Map(_key, map) {
          if (isMap(map)) map.flow = true;
        },
      });
    },
  });
  return document.toString({ lineWidth: 0 });
}
