import { plainText } from "../model/plain-text.ts";
import type { ServerLook } from "../model/upgrade-look.ts";
import { type ApiServerVersion, apiServerAddresses, askVersion } from "../preflight/read/own-addresses.ts";
import type { Part, Shown } from "./part.ts";
import { type KnownNodes, listNodes } from "./read-nodes.ts";
import { short } from "./short.ts";
import type { Ask, Source } from "./source.ts";

/** How the server is called that a kubeconfig names, where no API server tells at its own address. */
export const behindKubeconfig = "the server of the kubeconfig";

const all = "API servers at their own addresses";
/** A look that takes longer is none, milliseconds. */
const lookMs = 5_000;

/**
 * The version of each API server by its own word, every five seconds; those that do not tell are not read. Where they
 * were known once, an answer that names none of them is none: an API server that has just begun may refuse to.
 */
export function serversPart(source: Source, known: KnownNodes): Part<ServerLook> {
  let hadAddresses = false;
  let askedBehind = false;
  const behind = async (ask: Ask): Promise<ServerLook[]> => {
    askedBehind = true;
    return [await versionBehind(ask)];
  };
  return {
    ...{ part: "api-servers", field: "servers", everyMs: 5_000 },
    idOf: ({ server }) => server,
    async read(): Promise<Shown<ServerLook>> {
      const [reached, ask] = [source.reached(), source.within(lookMs)];
      const addresses = await apiServerAddresses(reached.server, ask);
      if (typeof addresses === "string") {
        if (hadAddresses) throw new Error(addresses);
        return { rows: await behind(ask), unread: [{ what: all, why: addresses }] };
      }
      const nodes = known.last ?? (await listNodes(ask));
      const told = await Promise.all(addresses.map((address) => askVersion(reached, address, nodes)));
      hadAddresses = true;
      if (!told.some(({ version }) => version !== undefined)) return shownOf(told, await behind(ask));
      // Who was asked once is not gone because nobody asks it any more.
      return shownOf(told, askedBehind ? [{ server: behindKubeconfig }] : []);
    },
  };
}

/** What was told, beside the word of whoever is behind the kubeconfig; exported for tests. */
export function shownOf(told: readonly ApiServerVersion[], behind: readonly ServerLook[]): Shown<ServerLook> {
  const rows = told.map(({ name, version }): ServerLook => {
    const server = plainText(name);
    return version === undefined ? { server } : { server, version: short(version) };
  });
  return {
    rows: [...rows, ...behind],
    unread: told.flatMap(({ name, problem }) =>
      problem === undefined ? [] : [{ what: short(`API server ${name}`), why: short(problem) }],
    ),
  };
}

/** What whoever is behind the kubeconfig says; rejects where it says nothing: it is not gone. */
async function versionBehind(ask: Ask): Promise<ServerLook> {
  const { status, body } = await ask("/version");
  const version = (body as { gitVersion?: unknown } | null)?.gitVersion;
  if (status !== 200 || typeof version !== "string") throw new Error(`/version gives status ${status}`);
  return { server: behindKubeconfig, version: short(version) };
}
