import { expect, test } from "vitest";
import type { Untimed } from "../../../../src/model/event.ts";
import { watchAddress } from "../../../../src/runner/observe/address-watch.ts";
import { shown, withPair } from "../../../support/balancer-pair.ts";
import { cluster } from "../../../support/recording-runtime.ts";

test("each load balancer is asked again and again until it is ended, one that cannot be asked says why", async () => {
  const events: Untimed[] = [];
  const startedAt = performance.now();
  await new Promise<void>((resolve) => {
    const end = watchAddress({
      cluster: withPair,
      clock: { now: () => performance.now() - startedAt } as never,
      engine: {
        standing: async (node: string) => ({
          ask: async () => {
            if (node === "kc-x-balancer") throw new Error("is paused");
            return shown({ priority: 100, addresses: ["172.30.0.212", "172.30.0.200"] });
          },
          end: () => {},
        }),
      } as never,
      emit: (event) => {
        events.push(event);
        if (events.length < 4) return;
        end();
        resolve();
      },
    });
  });
  expect(events).toHaveLength(4);
  expect(events.slice(0, 2)).toEqual([
    { type: "virtual-address", tookMs: expect.any(Number), node: "balancer", silent: "is paused" },
    { type: "virtual-address", tookMs: expect.any(Number), node: "balancer2", has: true },
  ]);
});

test("where no address is shared nothing is asked", () => {
  const refuse = () => {
    throw new Error("nobody is asked");
  };
  watchAddress({ cluster, clock: {} as never, engine: { standing: refuse } as never, emit: refuse })();
});
