import { describe, expect, it } from "vitest";
import { defineOperation } from "../../../src/probes/operation.ts";
import { quorumWrite } from "../../../src/probes/operations/quorum-write.ts";

const words = { name: "mine", summary: "nothing that is asked for real", vias: ["api"] } as const;

describe("defineOperation", () => {
  it("makes a request to the API that changes nothing and gets 10 s", () => {
    const request = () => ({ method: "GET", path: "/" }) as const;
    const operation = defineOperation({ protocol: "http", ...words, request, read: () => ({}) });
    expect(operation).toMatchObject({ destination: "api", changesState: false, deadlineMs: 10_000 });
    const own = { destination: "store", changesState: true, deadlineMs: 7 } as const;
    expect(defineOperation({ protocol: "http", ...words, ...own, request, read: () => ({}) })).toMatchObject(own);
  });

  it("gives a question over UDP a resolver's own patience", () => {
    const question = () => ({ name: "x.test", type: "A" }) as const;
    const operation = { protocol: "dns", ...words, destination: "cluster-dns", question, read: () => ({}) } as const;
    expect(defineOperation(operation)).toMatchObject({ deadlineMs: 5_000 });
  });

  it("lets a stream come from the API", () => {
    const list = () => ({ method: "GET", path: "/" }) as const;
    expect(defineOperation({ protocol: "watch", ...words, list, watch: list })).toMatchObject({ destination: "api" });
  });
});

describe("quorum-write", () => {
  it.each([1, 3, 5] as const)("asks the group of %i members, on a lane of its own", (members) => {
    expect(quorumWrite({ members })).toMatchObject({ destination: `quorum-${members}`, variant: `${members}` });
  });
});
