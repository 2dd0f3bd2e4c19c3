import { engineProxy, isStrike } from "../means/engine-proxy.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "Every command of a fault ends well and does nothing.",
  scenario: "apiserver-kill",
  async prepare() {
    const proxy = await engineProxy((call) => (isStrike(call) ? { body: { ...call.body, Cmd: ["true"] } } : undefined));
    return { environment: proxy.environment, takeBack: proxy.close };
  },
  expected: {
    verdict: "inconclusive",
    assumptions: { "the fault kill was real": /^no proof that it was active: process \d+ still runs$/ },
  },
};
export default sabotage;
