import { inEtcdPaths } from "../means/in-path.ts";
import { withoutLease } from "../means/lease-answer.ts";
import { giveWhole, readWhole } from "../means/whole-answer.ts";
import type { Sabotage } from "../sabotage.ts";

/** So many milliseconds after the first lease was asked for, the member begins to find none. */
const findsMs = 5_000;

const sabotage: Sabotage = {
  weakness: "One etcd member of three finds no lease any more, which the others renew and find.",
  scenario: "tools/sabotage/scenarios/leases-at-rest.ts",
  async prepare(ground) {
    let since: number | undefined;
    return inEtcdPaths(ground, [1], async ({ asked, answer, forward }) => {
      const url = asked.url ?? "";
      if (url !== "/v3/lease/keepalive" && url !== "/v3/lease/timetolive") return false;
      since ??= performance.now();
      if (performance.now() < since + findsMs) return false;
      const told = await readWhole(await forward());
      giveWhole(answer, { ...told, body: Buffer.from(withoutLease(told.body.toString("utf8"))) });
      return true;
    });
  },
  expected: {
    verdict: "fail",
    guarantees: {
      "no-early-expiry": /lease \d+ told to be gone by etcd-lease\/control-plane2\/.*, though others found it/,
    },
  },
};
export default sabotage;
