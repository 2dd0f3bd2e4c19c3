import { engineProxy, isStrike } from "../means/engine-proxy.ts";
import { controlPlanesOf } from "../means/nodes.ts";
import type { Sabotage } from "../sabotage.ts";

const sabotage: Sabotage = {
  weakness: "The commands of a fault run on another node than the one that is asked for.",
  scenario: "tools/sabotage/scenarios/api-server-hangs.ts",
  async prepare({ engine, cluster }) {
    const names = controlPlanesOf(cluster);
    const ids = await Promise.all(names.map(async (name) => (await engine.inspect(name)).id));
    const proxy = await engineProxy((call) => {
      const [, id = ""] = /^\/containers\/([^/]+)\/exec$/.exec(call.path) ?? [];
      const index = Math.max(ids.indexOf(id), names.indexOf(id));
      if (!isStrike(call) || index === -1) return undefined;
      return { path: `/containers/${ids[(index + 1) % ids.length]}/exec`, body: call.body };
    });
    return { environment: proxy.environment, takeBack: proxy.close };
  },
  expected: {
    verdict: "inconclusive",
    assumptions: { "the fault hang was real": /^no proof that it was active: .* ended with 1: process \d+ is gone$/ },
  },
};
export default sabotage;
