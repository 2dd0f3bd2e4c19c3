import { ApiServer } from "../kube/api-server.ts";
import type { Reached } from "../kube/reach.ts";
import type { Answer } from "../net/local-endpoint.ts";

/** GET of a path; rejects with the error of the socket where no answer comes in time. */
export type Ask = (path: string) => Promise<Answer>;

/** Where looks ask. */
export interface Source {
  /** What one look asks by: all of its answers have to be there within that time, milliseconds. */
  within(lookMs: number): Ask;
  /** The server as it is asked now, with the present token. */
  reached(): Reached;
}

/**
 * Connections of its own to the server of a monitor, side by side: a look that waits keeps nobody else waiting. Whoever
 * opens it closes it.
 */
export async function openSource(reached: Reached): Promise<Source & { close(): void }> {
  const api = await ApiServer.open(reached.server, reached.shown, { sideBySide: true });
  const present = (): Reached => {
    // A token may have been renewed since the server was reached.
    const bearer = /^Bearer (.*)$/.exec(reached.api.target.addressing.authorization ?? "")?.[1];
    if (bearer === undefined) return { ...reached, api };
    api.authorize(bearer);
    return { ...reached, api, shown: { ...reached.shown, bearer } };
  };
  return {
    reached: present,
    within: (lookMs) => askWithin(present().api, lookMs),
    close: () => api.close(),
  };
}

function askWithin(api: ApiServer, lookMs: number): Ask {
  const end = performance.now() + lookMs;
  return async (path) => {
    try {
      return await api.call("GET", path, undefined, Math.max(1, Math.ceil(end - performance.now())));
    } catch (error) {
      if ((error as { code?: unknown }).code !== "ETIMEDOUT") throw error;
      // The same words whatever was left of the time: a reason is told once.
      throw new Error(`no whole answer within ${lookMs / 1_000} s`, { cause: error });
    }
  };
}
