import { engineProxy, isStrike } from "../means/engine-proxy.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "Every command of a fault ends well and does nothing.",
  scenario: "tools/sabotage/scenarios/api-server-hangs.ts",
  async prepare() {
    const proxy = await engineProxy((call) => (isStrike(call) ? { body: { ...call.body, Cmd: ["true"] } } : undefined));
    return { environment: proxy.environment, takeBack: proxy.close };
  },
  expected: {
    verdict: "inconclusive",
    assumptions: { "the fault hang was real": /^no proof that it was active: process \d+ is in state [DRS]$/ },
  },
};
export default sabotage;
