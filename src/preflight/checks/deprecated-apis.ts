import { listing } from "../../analysis/statistics/format.ts";
import { compareVersions, versionOf } from "../../model/version.ts";
import type { ApiServerFact, UpgradeCheck } from "../facts.ts";

const check: UpgradeCheck = {
  name: "deprecated-apis",
  about: "nobody asks for APIs that the new version, or a later one, does not have any more",
  find: ({ apiServers, target }) => {
    const to = versionOf(target.kubernetes);
    return [...byApi(apiServers)].flatMap(([api, asked]) => {
      const [{ removedIn }] = asked;
      const removed = versionOf(removedIn);
      // An API whose end is not decided goes on for years.
      if (removed === undefined || to === undefined) return [];
      const isGone = compareVersions([removed[0], removed[1], 0], [to[0], to[1], 0]) <= 0;
      return [
        {
          severity: isGone ? ("stops" as const) : ("warns" as const),
          subject: api,
          evidence: `asked for: ${listing(asked.map(({ words }) => words))}`,
          why: `Kubernetes ${removedIn} does not have it any more: whoever asks gets 404`,
          advice:
            "find who asks in the audit log (annotation k8s.io/deprecated: true), move it to the newer version of the API, and see that the gauge stays away after the API servers were restarted",
        },
      ];
    });
  },
};
export default check;

interface Asked {
  readonly removedIn: string;
  readonly words: string;
}

function byApi(servers: readonly ApiServerFact[]): Map<string, [Asked, ...Asked[]]> {
  const found = new Map<string, [Asked, ...Asked[]]>();
  for (const { name, counted } of servers)
    for (const { api, removedIn, verbs } of counted?.deprecated ?? []) {
      const since = counted?.since === undefined ? "" : ` since ${new Date(counted.since).toISOString()}`;
      const one = { removedIn, words: `${verbs === "" ? "" : `${verbs} `}at ${name}${since}` };
      const there = found.get(api);
      if (there === undefined) found.set(api, [one]);
      else there.push(one);
    }
  return found;
}
