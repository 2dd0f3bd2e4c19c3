import { setTimeout as sleep } from "node:timers/promises";
import { inApiPath } from "../means/in-path.ts";
import { breakOff } from "../means/tls-proxy.ts";
import { giveWhole, readWhole, type WholeAnswer } from "../means/whole-answer.ts";
import type { Sabotage } from "../sabotage.ts";

/** A write that is not answered within so many milliseconds is told what an earlier one was told. */
const patienceMs = 500;

const sabotage: Sabotage = {
  weakness: "API servers acknowledge writes that etcd, without a quorum, does not take.",
  scenario: "etcd-majority",
  async prepare(ground) {
    const kept = new Map<string, WholeAnswer>();
    return inApiPath(ground, async ({ asked, answer, forward }) => {
      const url = asked.url ?? "";
      if (asked.method !== "PATCH" || !/\/configmaps\/written-/.test(url)) return false;
      const told = forward().then(readWhole, () => undefined);
      const fresh = await Promise.race([told.catch(() => undefined), sleep(patienceMs)]);
      if (fresh?.status === 200) kept.set(url, fresh);
      const given = kept.get(url) ?? fresh;
      if (given === undefined) breakOff(answer);
      else giveWhole(answer, given);
      return true;
    });
  },
  expected: {
    verdict: "fail",
    guarantees: { "writes-refused": /^\d+ of [\d,]+ attempts acknowledged in .* without a quorum: .*write\/api\// },
  },
};
export default sabotage;
