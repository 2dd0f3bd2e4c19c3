import { describe, expect, it } from "vitest";
import type { Clusters } from "../../../src/cluster/clusters.ts";
import type { Entrance } from "../../../src/cluster/entrance.ts";
import { ClusterLease } from "../../../src/cluster/lease.ts";
import { PlatformError, UsageError } from "../../../src/model/errors.ts";
import { anySpec, clustersDouble, leaseTerms } from "../../support/clusters-double.ts";

const fine = async () => {};

/** Enters new clusters, and kept ones that are not said to be ill. */
function entrance(ill: Readonly<Record<string, string>> = {}): Entrance<string> {
  return {
    enter: async (name) => `in ${name}`,
    enterKept: async (name) => {
      const problem = ill[name];
      return problem === undefined ? { session: `in ${name}` } : { problem };
    },
  };
}

function user(signal = new AbortController().signal) {
  const notes: string[] = [];
  return { folder: "run", signal, note: (text: string) => void notes.push(text), notes };
}

/** Does what a run does: takes the lease's cluster, works, and leaves the scope. */
async function runOn(clusters: Clusters, terms: ReturnType<typeof leaseTerms>, ill = {}, work = fine) {
  await using lease = new ClusterLease(clusters, terms);
  const taken = await lease.take(anySpec, user(), entrance(ill));
  await work();
  return taken;
}

describe("the lease of a new cluster", () => {
  it("knows the name and holds the claim before anything is created; leaves nothing", async () => {
    const clusters = clustersDouble({ create: fine, delete: fine });
    const terms = leaseTerms();
    expect(await runOn(clusters, terms)).toEqual({ session: "in kc-x", reused: false });
    expect(clusters.log).toEqual(["claim kc-x for run", "create kc-x", "delete kc-x", "release kc-x, gone"]);
    expect(terms.lines).toEqual(["deleting kc-x"]);
  });

  it("makes up a name that tells the topology", async () => {
    const lease = new ClusterLease(clustersDouble({ create: fine }), leaseTerms({ name: undefined }));
    await lease.take(anySpec, user(), entrance());
    expect(lease.name).toMatch(/^kc-ha-[0-9a-f]{4}$/);
  });

  it("keeps it with its claim where the terms say so", async () => {
    const clusters = clustersDouble({ create: fine });
    const terms = leaseTerms({ keep: true });
    await runOn(clusters, terms);
    expect(clusters.log).toEqual(["claim kc-x for run", "create kc-x", "keep kc-x", "release kc-x, kept"]);
    expect(terms.lines).toEqual([]);
  });

  it("is kept no more from the moment at which it is to be deleted all the same", async () => {
    const clusters = clustersDouble({ create: fine, delete: fine });
    const lease = new ClusterLease(clusters, leaseTerms({ keep: true }));
    await lease.take(anySpec, user(), entrance());
    await lease.end(false);
    expect(clusters.log.slice(2)).toEqual(["keep kc-x", "keep no more kc-x", "delete kc-x", "release kc-x, gone"]);
  });

  it("touches nothing where another run has the name", async () => {
    const clusters = clustersDouble({ claimed: ["kc-x"] });
    await expect(runOn(clusters, leaseTerms())).rejects.toThrow("another run uses kc-x");
    expect(clusters.log).toEqual([]);
  });

  it("touches nothing where something has the name, though it may reuse what fits", async () => {
    const clusters = clustersDouble({});
    clusters.mustBeFree = async () => {
      throw new Error("the name kc-x is taken");
    };
    await expect(runOn(clusters, leaseTerms({ reuse: true }))).rejects.toThrow("the name kc-x is taken");
    expect(clusters.log).toEqual([]);
  });
});

describe("a lease when something goes wrong", () => {
  const broken = new PlatformError("create-failed", "kind could not create the cluster");

  it("deletes what a creation that failed left, and throws the creation's own error", async () => {
    const clusters = clustersDouble({ create: () => Promise.reject(broken), delete: fine });
    await expect(runOn(clusters, leaseTerms())).rejects.toBe(broken);
    expect(clusters.log).toEqual(["claim kc-x for run", "create kc-x", "delete kc-x", "release kc-x, gone"]);
  });

  it("deletes what an interrupted creation left", async () => {
    const interruption = new AbortController();
    const reason = new Error("interrupted by SIGINT");
    const create = (_name: string, signal: AbortSignal) =>
      new Promise<void>((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        interruption.abort(reason);
      });
    const clusters = clustersDouble({ create, delete: fine });
    const run = async () => {
      await using lease = new ClusterLease(clusters, leaseTerms());
      await lease.take(anySpec, user(interruption.signal), entrance());
    };
    await expect(run()).rejects.toBe(reason);
    expect(clusters.log.slice(-2)).toEqual(["delete kc-x", "release kc-x, gone"]);
  });

  it("tells a deletion that failed, which does not hide the run's own error, and leaves the claim to `clean`", async () => {
    const clusters = clustersDouble({
      create: fine,
      delete: () => Promise.reject(new PlatformError("delete-failed", "kc-x is still there after 60 s")),
    });
    const terms = leaseTerms();
    const own = new Error("the run's own");
    await expect(runOn(clusters, terms, {}, () => Promise.reject(own))).rejects.toBe(own);
    expect(terms.lines).toEqual(["deleting kc-x", "chaos: kc-x is still there after 60 s"]);
    expect(clusters.log.at(-1)).toBe("delete kc-x");
  });

  it("returns the problem of an end that failed, and ends once only", async () => {
    const clusters = clustersDouble({ create: fine, delete: () => Promise.reject(new Error("no engine")) });
    const lease = new ClusterLease(clusters, leaseTerms());
    await lease.take(anySpec, user(), entrance());
    expect(await lease.end(false)).toEqual({ problem: "no engine" });
    expect(await lease.end(false)).toEqual({});
  });
});

describe("a lease that may reuse", () => {
  const terms = (name?: string) => leaseTerms({ name, reuse: true, keep: true });

  it("takes the first cluster that fits and that nobody else has", async () => {
    const clusters = clustersDouble({ there: ["kc-a", "kc-b"], claimed: ["kc-a"] });
    expect(await runOn(clusters, terms())).toEqual({ session: "in kc-b", reused: true });
    expect(clusters.log).toEqual(["claim kc-b, which is there, for run", "release kc-b, kept"]);
  });

  it("takes only the one that was named", async () => {
    const clusters = clustersDouble({ there: ["kc-a", "kc-b"] });
    expect(await runOn(clusters, terms("kc-b"))).toMatchObject({ session: "in kc-b" });
  });

  it("keeps one that was there before, though a new one would go", async () => {
    const clusters = clustersDouble({ there: ["kc-a"] });
    await runOn(clusters, leaseTerms({ name: undefined, reuse: true }));
    expect(clusters.log.at(-1)).toBe("release kc-a, kept");
  });

  it("refuses one that was named and is ill, in one line that says what to do, and leaves it as it was", async () => {
    const clusters = clustersDouble({ there: ["kc-a", "kc-b"] });
    const run = runOn(clusters, terms("kc-a"), { "kc-a": "nodes: 2 of 3 Ready" });
    await expect(run).rejects.toThrow(UsageError);
    await expect(run).rejects.toThrow(
      /^kc-a is not fit to be used again and stays as it is: nodes: 2 of 3 Ready; .*clean --cluster kc-a" .*--all/,
    );
    expect(clusters.log).toEqual(["claim kc-a, which is there, for run", "release kc-a, as it was"]);
  });

  it("gives a person's own cluster back, keeps none, and never speaks of deleting it", async () => {
    const clusters = { ...clustersDouble({ there: ["shop"] }), givesBack: true as const };
    const own = leaseTerms({ name: "shop", reuse: true, keep: true });
    const lease = new ClusterLease(clusters, own);
    await lease.take(anySpec, user(), entrance());
    expect(await lease.end(true)).toEqual({});
    expect(clusters.log.at(-1)).toBe("release shop, kept");
    await expect(runOn(clusters, own, { shop: "ill" })).rejects.toThrow(/clean --cluster shop" mends what it can$/);
  });

  it("says why one was not fit, also where it cannot be given back", async () => {
    const release = () => Promise.reject(new Error("shop is not as it was"));
    const clusters = { ...clustersDouble({ there: ["shop"] }), givesBack: true as const, release };
    const run = runOn(clusters, leaseTerms({ name: "shop", reuse: true, keep: true }), { shop: "etcd is ill" });
    await expect(run).rejects.toThrow(/stays as it is: etcd is ill; shop is not as it was; "npx/);
  });

  it("refuses one that was named and that another process uses", async () => {
    const clusters = clustersDouble({ there: ["kc-a"], claimed: ["kc-a"] });
    await expect(runOn(clusters, terms("kc-a"))).rejects.toThrow("another process uses kc-a");
    expect(clusters.log).toEqual([]);
  });

  it("goes through all that fit, and makes a new one beside those that are ill", async () => {
    const clusters = clustersDouble({ there: ["kc-a", "kc-b"], create: fine, delete: fine });
    const lease = new ClusterLease(clusters, leaseTerms({ name: undefined, reuse: true }));
    const run = user();
    const taken = await lease.take(anySpec, run, entrance({ "kc-a": "ill", "kc-b": "worse" }));
    expect(taken).toMatchObject({ reused: false, replaced: "ill; worse" });
    expect(lease.name).toMatch(/^kc-ha-/);
    expect(run.notes).toEqual([
      "kc-a did not pass the health gate and stays as it is, a new cluster is made beside it: ill",
      "kc-b did not pass the health gate and stays as it is, a new cluster is made beside it: worse",
    ]);
    expect(clusters.log.slice(0, 4)).toEqual([
      "claim kc-a, which is there, for run",
      "release kc-a, as it was",
      "claim kc-b, which is there, for run",
      "release kc-b, as it was",
    ]);
    await lease.end(false);
    expect(clusters.log.filter((line) => /delete kc-[ab]$/.test(line))).toEqual([]);
  });

  it("leaves one as it was where the gate did not pass because a person interrupted", async () => {
    const clusters = clustersDouble({ there: ["kc-a"] });
    const run = async () => {
      await using lease = new ClusterLease(clusters, terms());
      await lease.take(anySpec, user(AbortSignal.abort(new Error("interrupted"))), entrance({ "kc-a": "interrupted" }));
    };
    await expect(run()).rejects.toThrow("interrupted");
    expect(clusters.log).toEqual(["claim kc-a, which is there, for run", "release kc-a, as it was"]);
  });
});

describe("a lease handed from run to run", () => {
  it("has the same cluster, through the health gate; deletes it though it was reused, since it made it", async () => {
    const clusters = clustersDouble({ there: ["kc-other"], create: fine, delete: fine });
    const lease = new ClusterLease(clusters, leaseTerms({ name: undefined }));
    expect(lease.mayReuse).toBe(false);
    const { session } = await lease.take(anySpec, user(), entrance());
    expect(lease.mayReuse).toBe(true);
    expect(await lease.take(anySpec, user(), entrance())).toEqual({ session, reused: true });
    expect(await lease.end(false)).toEqual({});
    expect(clusters.log.at(-2)).toBe(`delete ${session.slice(3)}`);
  });

  it("replaces an ill one that it has made under its name, and says why", async () => {
    const clusters = clustersDouble({ create: fine, delete: fine });
    const lease = new ClusterLease(clusters, leaseTerms());
    const run = user();
    await lease.take(anySpec, run, entrance());
    const taken = await lease.take(anySpec, run, entrance({ "kc-x": "ill" }));
    expect(taken).toEqual({ session: "in kc-x", reused: false, replaced: "ill" });
    expect(run.notes).toEqual(["kc-x did not pass the health gate and is replaced: ill"]);
    expect(clusters.log.slice(2)).toEqual([
      "claim kc-x, which is there, for run",
      "delete kc-x",
      "release kc-x, gone",
      "claim kc-x for run",
      "create kc-x",
    ]);
    await lease.end(false);
    expect(clusters.log.slice(-2)).toEqual(["delete kc-x", "release kc-x, gone"]);
  });

  it("tells a deletion that failed when it replaces, and tries it once more at its end", async () => {
    const clusters = clustersDouble({ create: fine, delete: () => Promise.reject(new Error("no engine")) });
    const terms = leaseTerms();
    const run = async () => {
      await using lease = new ClusterLease(clusters, terms);
      await lease.take(anySpec, user(), entrance());
      await lease.take(anySpec, user(), entrance({ "kc-x": "ill" }));
    };
    await expect(run()).rejects.toThrow("no engine");
    expect(terms.lines).toEqual(["deleting kc-x", "chaos: no engine"]);
  });

  it("leaves one that was there before and became ill, and goes on with a new one beside it, which it deletes", async () => {
    const clusters = clustersDouble({ there: ["kc-a"], create: fine, delete: fine });
    const lease = new ClusterLease(clusters, leaseTerms({ name: undefined, reuse: true }));
    await lease.take(anySpec, user(), entrance());
    const taken = await lease.take(anySpec, user(), entrance({ "kc-a": "ill" }));
    expect(taken).toMatchObject({ reused: false, replaced: "ill" });
    expect(clusters.log).toContain("release kc-a, as it was");
    const made = lease.name;
    expect(made).not.toBe("kc-a");
    await lease.end(false);
    expect(clusters.log.slice(-2)).toEqual([`delete ${made}`, `release ${made}, gone`]);
  });

  it("is a failure of the run, not a mistake of the person, where the one that was named became ill in use", async () => {
    const clusters = clustersDouble({ there: ["kc-a"] });
    const lease = new ClusterLease(clusters, leaseTerms({ name: "kc-a", reuse: true }));
    await lease.take(anySpec, user(), entrance());
    await expect(lease.take(anySpec, user(), entrance({ "kc-a": "ill" }))).rejects.toThrow(PlatformError);
    expect(clusters.log.at(-1)).toBe("release kc-a, as it was");
  });

  it("begins afresh after it was discarded, and leaves what it has not made", async () => {
    const clusters = clustersDouble({ there: ["kc-x"] });
    const lease = new ClusterLease(clusters, leaseTerms({ reuse: true }));
    await lease.take(anySpec, user(), entrance());
    expect(await lease.discard()).toEqual({ kept: "kc-x" });
    expect(lease.name).toBeUndefined();
    expect(await lease.take(anySpec, user(), entrance())).toMatchObject({ reused: true });
    expect(clusters.log.some((line) => line.startsWith("delete"))).toBe(false);
  });
});

describe("a cluster in the middle of its upgrade", () => {
  const half = { ...anySpec, upgraded: { "control-plane": "1.37.2" } };

  it("is used again through the health gate", async () => {
    const lease = new ClusterLease(clustersDouble({ create: fine }), leaseTerms());
    await lease.take(anySpec, user(), entrance());
    expect(await lease.take(half, user(), entrance())).toMatchObject({ reused: true });
  });

  it("is never replaced, ill or given up: a new one would be of the old version", async () => {
    for (const isGivenUp of [false, true]) {
      const clusters = clustersDouble({ create: fine, delete: fine });
      const lease = new ClusterLease(clusters, leaseTerms());
      await lease.take(anySpec, user(), entrance());
      const before = clusters.log.length;
      if (isGivenUp) lease.giveUp();
      const refused = lease.take(half, user(), entrance({ "kc-x": "etcd is out" }));
      await expect(refused).rejects.toThrow(
        isGivenUp ? /kc-x is not: a fault could not be taken back$/ : /kc-x is not: etcd is out$/,
      );
      expect(clusters.log.slice(before).filter((line) => /delete|create/.test(line))).toEqual([]);
      expect(await lease.end(true)).toEqual({ kept: "kc-x" });
    }
  });

  it("is not made where none is there", async () => {
    const clusters = clustersDouble({ create: fine });
    const taken = new ClusterLease(clusters, leaseTerms()).take(half, user(), entrance());
    await expect(taken).rejects.toThrow("a whole cluster in the middle of its upgrade is needed, and none is there");
    expect(clusters.log).toEqual([]);
  });
});

describe("a cluster that is given up", () => {
  it("is deleted before the next run on its lease, which begins on a new one", async () => {
    const clusters = clustersDouble({ create: fine, delete: fine });
    const next = user();
    {
      await using lease = new ClusterLease(clusters, leaseTerms());
      await lease.take(anySpec, user(), entrance());
      lease.giveUp();
      expect(await lease.take(anySpec, next, entrance())).toMatchObject({ reused: false });
    }
    const once = ["claim kc-x for run", "create kc-x", "delete kc-x", "release kc-x, gone"];
    expect(clusters.log).toEqual([...once, ...once]);
    expect(next.notes).toEqual([expect.stringContaining("kc-x was given up")]);
  });

  it("is deleted at the end, also where its user would keep it by then", async () => {
    const clusters = clustersDouble({ create: fine, delete: fine });
    const lease = new ClusterLease(clusters, leaseTerms());
    await lease.take(anySpec, user(), entrance());
    lease.giveUp();
    expect(await lease.end(true)).toEqual({});
    expect(clusters.log.at(-1)).toBe("release kc-x, gone");
  });

  it("is never one that is kept: made to stay, or there before", async () => {
    for (const terms of [leaseTerms({ keep: true }), leaseTerms({ reuse: true })]) {
      const clusters = clustersDouble({ there: terms.keep ? [] : ["kc-x"], create: fine });
      const lease = new ClusterLease(clusters, terms);
      await lease.take(anySpec, user(), entrance());
      expect(lease.isKept).toBe(true);
      expect(() => lease.giveUp()).toThrow("kc-x is kept");
      expect(await lease.end(terms.keep)).toEqual({ kept: "kc-x" });
    }
  });
});
