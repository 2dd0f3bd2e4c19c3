import { expect, test } from "vitest";
import { askByArp } from "../../../src/node-tools/arp.ts";
import { pair } from "../../support/balancer-pair.ts";

const [lost, holder] = pair as [(typeof pair)[0], (typeof pair)[0]];
const relay = { address: "172.30.0.8" };

/** As arping of iputils prints it: who is asked, and where an answer came from. */
const asked = (address: string, place?: string) =>
  [
    `ARPING ${address} from ${holder.address} eth0`,
    ...(place === undefined ? [] : [`Unicast reply from ${address} [${place}]  0.641ms`]),
    "Sent 1 probes (1 broadcast(s))",
    `Received ${place === undefined ? 0 : 1} response(s)`,
  ].join("\n");
const told = (...looks: readonly string[]) =>
  askByArp(
    {
      exec: async (node, argv) => {
        expect([node, argv.slice(4)]).toEqual([holder.name, [holder.address, relay.address, lost.address]]);
        return { exitCode: 0, stdout: ["shared 172.30.0.200", ...looks].join("\n"), stderr: "" };
      },
    },
    holder,
    { lost, control: relay },
  );

test("a frozen machine that answers for the address is known by the place from which it answers for its own", async () => {
  const frozen = asked(lost.address, "02:42:AC:1E:00:D3");
  expect(
    await told(asked(relay.address, "02:42:AC:1E:00:08"), frozen, asked("172.30.0.200", "02:42:ac:1e:00:d3")),
  ).toEqual({
    control: true,
    answered: ["balancer"],
  });
});

test("one that is down answers for nothing, and somebody else is told by its place", async () => {
  const control = asked(relay.address, "02:42:ac:1e:00:08");
  expect(await told(control, asked(lost.address), asked("172.30.0.200"))).toEqual({ control: true, answered: [] });
  expect(await told(control, asked(lost.address), asked("172.30.0.200", "02:42:ac:1e:00:99"))).toEqual({
    control: true,
    answered: ["02:42:ac:1e:00:99"],
  });
});

test("silence says nothing where a machine that is there does not answer either", async () => {
  expect(await told(asked(relay.address), asked(lost.address), asked("172.30.0.200"))).toEqual({
    control: false,
    answered: [],
  });
});
