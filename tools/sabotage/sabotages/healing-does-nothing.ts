import { engineProxy } from "../means/engine-proxy.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The engine says that it lets a frozen container go on, and does not.",
  scenario: "test/e2e/scenarios/balancer-paused.ts",
  async prepare() {
    const proxy = await engineProxy(({ method, path }) =>
      method === "POST" && path.endsWith("/unpause") && path.startsWith("/containers/") ? { answer: 204 } : undefined,
    );
    return { environment: proxy.environment, takeBack: proxy.close };
  },
  expected: {
    verdict: "inconclusive",
    assumptions: { "every fault healed by its own undo": /^frozen: again, frozen: restart-node$/ },
  },
};
export default sabotage;
