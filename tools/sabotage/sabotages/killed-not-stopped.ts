import { engineProxy } from "../means/engine-proxy.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness:
    "The engine kills at once what it is to stop in order: keepalived does not say that it gives the address up.",
  scenario: "lb-handover",
  topology: "two-load-balancers",
  async prepare() {
    const stop = /^(\/containers\/[^/]+)\/stop$/;
    const proxy = await engineProxy(({ method, path }) =>
      method === "POST" && stop.test(path) ? { path: path.replace(stop, "$1/kill") } : undefined,
    );
    return { environment: proxy.environment, takeBack: proxy.close };
  },
  expected: {
    verdict: "inconclusive",
    assumptions: {
      "the fault lost was real": /^no proof that it was active: it did not stop within 10 s and was killed$/,
    },
  },
};
export default sabotage;
