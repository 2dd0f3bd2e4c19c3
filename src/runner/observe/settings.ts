import { readSettings } from "../../cluster/read-settings.ts";
import { NotYet, until } from "../../host/clock.ts";
import type { Engine } from "../../host/engine.ts";
import type { Cluster } from "../../model/cluster.ts";
import { messageOf } from "../../model/errors.ts";
import type { Settings } from "../../model/settings.ts";

type Executing = Pick<Engine, "exec">;

/**
 * The cluster's settings. A component that has not started yet has no flags to read: for a minute it is looked for again;
 * what other nodes than the first did not tell by then is among what differs. Throws PlatformError where one of the first
 * did not, and the signal's reason.
 */
export async function settingsOf(cluster: Cluster, engine: Executing, signal: AbortSignal): Promise<Settings> {
  let last: Settings | undefined;
  const look = async () => {
    const { settings, whole } = await readSettings(engine, cluster);
    last = settings;
    return whole ? settings : new NotYet(settings.differing?.join("; ") ?? "");
  };
  try {
    return await until({ what: "reading the cluster's settings", timeoutMs: 60_000, everyMs: 1_000, signal }, () =>
      look().catch((error: unknown) => new NotYet(messageOf(error))),
    );
  } catch (error) {
    signal.throwIfAborted();
    if (last === undefined) throw error;
    return last;
  }
}

/** The settings at the end, or why they could not be read: what else was seen of the run stands. */
export async function settingsAgain(cluster: Cluster, engine: Executing, signal: AbortSignal) {
  try {
    return { settings: await settingsOf(cluster, engine, signal) };
  } catch (error) {
    signal.throwIfAborted();
    return { problem: messageOf(error) };
  }
}
