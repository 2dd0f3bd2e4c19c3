import { describe, expect, it } from "vitest";
import { whyNotThere } from "../../../../src/apps/application/readiness.ts";
import type { Pod } from "../../../../src/apps/application/replicas.ts";

const web = { kind: "Deployment", name: "web", wanted: 2, ready: 2 };
const job = { kind: "Job", name: "work", wanted: 3, ready: 0, running: 0 };
const pod = (name: string, ready: boolean, phase = "Running") =>
  ({
    metadata: { name },
    status: { phase, conditions: [{ type: "Ready", status: ready ? "True" : "False" }] },
  }) as Pod;

describe("whyNotThere", () => {
  it("has nothing to say where all is there; what is over is no part of it", () => {
    const pods = [pod("web-1", true), pod("old-1", false, "Succeeded"), pod("old-2", false, "Failed")];
    expect(whyNotThere("shop", [web], pods)).toBeUndefined();
    expect(whyNotThere("shop", [{ ...job, running: 1 }], [pod("work-1", true)])).toBeUndefined();
  });

  it("names sets that are not whole, and pods of which no set tells", () => {
    const words = whyNotThere("shop", [{ ...web, ready: 1 }], [pod("web-1", false, "Pending")]);
    expect(words).toBe("Deployment web 1 of 2 Ready; web-1: Pending");
    expect(whyNotThere("shop", [], [pod("pg-1", false)])).toBe("pg-1: Running");
  });

  it("does not take a Job for running of which no pod does: its image may not be there", () => {
    expect(whyNotThere("shop", [job], [])).toBe("Job work 0 of 3 complete, none of its pods runs");
    expect(whyNotThere("shop", [{ ...job, running: 1 }], [pod("work-2", false, "Pending")])).toBe("work-2: Pending");
  });

  it("does not take an empty namespace for an application", () => {
    expect(whyNotThere("shop", [], [])).toBe("nothing in the namespace shop makes pods");
  });
});
