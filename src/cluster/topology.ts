import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { messageOf, UsageError } from "../model/errors.ts";
import { type KindConfig, kindConfigSchema, type Topology } from "../model/topology.ts";

const zoneLabel = "topology.kubernetes.io/zone";

/** Reads a kind configuration; throws UsageError with file, line and reason when it is none. */
export async function readTopology(file: string): Promise<Topology> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new UsageError(`${file}: cannot be read (${messageOf(error)})`);
  });
  return parseTopology(text, file);
}

/** The topology of a kind configuration's text; `file` is named in errors. */
export function parseTopology(text: string, file: string): Topology {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [problem] = document.errors;
  if (problem !== undefined) {
    throw new UsageError(`${file}:${lines.linePos(problem.pos[0]).line}: ${problem.message.split("\n")[0]}`);
  }
  const parsed = kindConfigSchema.safeParse(document.toJS());
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = (issue?.path ?? []) as (string | number)[];
    const node = document.getIn(path, true) as { range?: [number] } | undefined;
    const line = node?.range === undefined ? 1 : lines.linePos(node.range[0]).line;
    throw new UsageError(`${file}:${line}: ${path.join(".") || "the file"}: ${issue?.message}`);
  }
  return describe(parsed.data, file);
}

function describe(config: KindConfig, file: string): Topology {
  const zones = config.nodes.map((node) => node.labels?.[zoneLabel]).filter((zone) => zone !== undefined);
  return {
    name: basename(file).replace(/\.ya?ml$/, ""),
    file,
    config,
    controlPlanes: config.nodes.filter((node) => node.role === "control-plane").length,
    workers: config.nodes.filter((node) => node.role === "worker").length,
    zones: [...new Set(zones)].toSorted(),
  };
}
