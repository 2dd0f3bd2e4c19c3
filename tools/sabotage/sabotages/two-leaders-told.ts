import { hold } from "../../../src/host/clock.ts";
import { inEtcdPaths } from "../means/in-path.ts";
import { giveWhole, readWhole } from "../means/whole-answer.ts";
import type { Sabotage } from "../sabotage.ts";

/** For how long they say so, milliseconds: the run's own looks at the members come before it and after it. */
const lyingMs = 15_000;

let isLying = false;

/** What a member says of itself, as far as it is changed. */
interface Status {
  readonly header?: { readonly member_id?: string };
  readonly leader?: string;
}

const sabotage: Sabotage = {
  weakness: "Every etcd member says for a while that it leads itself, all in one term.",
  scenario: "tools/sabotage/scenarios/at-rest.ts",
  prepare: (ground) =>
    inEtcdPaths(ground, [0, 1, 2], async ({ asked, answer, forward }) => {
      if (!isLying || asked.url !== "/v3/maintenance/status") return false;
      const told = await readWhole(await forward());
      const status = JSON.parse(told.body.toString("utf8")) as Status;
      const leader = status.header?.member_id ?? status.leader;
      giveWhole(answer, { ...told, body: Buffer.from(JSON.stringify({ ...status, leader })) });
      return true;
    }),
  strike: {
    when: "hold: nothing is broken by the harness",
    async sabotage() {
      isLying = true;
      await hold(lyingMs);
      isLying = false;
      return undefined;
    },
  },
  expected: {
    verdict: "fail",
    guarantees: { "one-leader": /^two leaders in one term: term \d+ control-plane/ },
  },
};
export default sabotage;
