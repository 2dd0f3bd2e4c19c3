import type { NodeLook, ServerLook } from "../../model/upgrade-look.ts";
import type { ServerVersions } from "../../model/upgrade-report.ts";
import type { Histories, Moment } from "./histories.ts";
import { type Told, toldOf } from "./told.ts";

/** The versions that one API server had, with the times in which it was there and did not tell. */
export interface FollowedServer extends ServerVersions {
  readonly told: readonly Told[];
}

/**
 * The versions that each API server had: what it told itself, where it ever did; else the tag of its static pod's image.
 * One that does not tell for a while is taken to be what it was before; what is new then may be as old as the silence.
 */
export function serverVersions(servers: Histories<ServerLook>, nodes: Histories<NodeLook>): FollowedServer[] {
  const asked = [...servers].flatMap(([server, moments]) => rowOf(server, "asked", moments, ({ version }) => version));
  const known = new Set(asked.map(({ server }) => server));
  const byImage = [...nodes].flatMap(([node, moments]) =>
    known.has(node) ? [] : rowOf(node, "image", moments, imageOf),
  );
  return [...asked, ...byImage].toSorted((a, b) => (a.server < b.server ? -1 : 1));
}

/** Where a node has no such static pod for now, or nobody could read it, the version is not known. */
function imageOf({ components }: NodeLook): string | undefined {
  return components?.find(({ name }) => name === "kube-apiserver")?.version;
}

function rowOf<State>(
  server: string,
  source: ServerVersions["source"],
  moments: readonly Moment<State>[],
  versionOf: (state: State) => string | undefined,
): FollowedServer[] {
  const told = toldOf(moments, versionOf);
  const versions: ServerVersions["versions"][number][] = [];
  for (const { at, value } of told) {
    // Not known, or as before; and who was never known cannot go.
    if (value === undefined || value === versions.at(-1)?.version || (value === null && versions.length === 0))
      continue;
    versions.push({ version: value, from: at });
  }
  return versions.length === 0 ? [] : [{ server, source, versions, told }];
}
