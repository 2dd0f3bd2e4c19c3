import { engineProxy } from "../means/engine-proxy.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "One API server of three never gets the new key, and the engine says that it was copied there.",
  scenario: "encryption-key-rotation",
  async prepare({ engine, cluster }) {
    const name = `${cluster}-control-plane3`;
    const { id } = await engine.inspect(name);
    const proxy = await engineProxy(({ method, path }) =>
      method === "PUT" && [id, name].some((one) => path === `/containers/${one}/archive`) ? { answer: 200 } : undefined,
    );
    return { environment: proxy.environment, takeBack: proxy.close };
  },
  expected: {
    verdict: "inconclusive",
    assumptions: { "switched-on was done": /control-plane3 ended with 1: no configuration has come$/ },
  },
};
export default sabotage;
