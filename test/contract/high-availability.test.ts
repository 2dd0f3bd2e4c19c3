import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { namesOf, projectFolder } from "../../src/scenario/catalogue.ts";
import { boundsIn, spanOf } from "../support/bounds-in-words.ts";
import { codeIn, readDocument } from "../support/documents.ts";

const { rows } = readDocument("docs/high-availability.md");
const results = readFileSync(join(projectFolder, "docs/results.md"), "utf8");

/** The cells of a row under some titles. */
const claims = rows.map(({ head, cells }) => {
  const cellOf = (title: string) => cells[head.indexOf(title)] ?? "";
  return { scenario: codeIn(cellOf("shown by")).join(), measured: cellOf("measured") };
});

const steady = (step: string) => new RegExp(`^steady again within \\d+s after ${step}`);
const ejected = /new connections stop meeting the target of/;
const writesOut = /^write\/api\/\S+ (?:never out|taken together answer)/;
const appOut = /^workload-http\S*, workload-dns\S*.* never out longer/;
const singlePoint = /: single point of failure, out while/;
const untilReplaced = /: out after \S+ for detection/;
const apiAnswers = /^\\\*\/api\/\\\* taken together answer/;
const serves = /^a replica made for \S+ serves within/;
const some = /attempts fail for at most/;

/** The scenario of each row, in their order, and which of its guarantees measured what the row claims; null: none does. */
const measuring: readonly (readonly [string, RegExp | null])[] = [
  ["etcd-leader-kill", writesOut],
  ["control-plane-kill", writesOut],
  ["etcd-partition", writesOut],
  ["etcd-majority", steady("majority-down")],
  ["two-members", steady("one-down")],
  ["four-members", steady("two-down")],
  ["single-control-plane", singlePoint],
  ["external-etcd-minority", writesOut],
  ["one-etcd-is-not-enough", singlePoint],
  ["lb-health-check", ejected],
  ["apiserver-hang", ejected],
  ["control-plane-kill", ejected],
  ["etcd-minority", ejected],
  ["lb-kill", singlePoint],
  ["lb-kill", appOut],
  ["lb-failover", null],
  ["lb-handover", null],
  ["lb-haproxy-stop", null],
  ["lb-haproxy-stop-slow", null],
  ["lb-freeze", null],
  ["certificate-expired", null],
  ["certificate-renewal", some],
  ["controller-manager-failover", /^another controller-manager leads/],
  ["scheduler-failover", /^another scheduler leads/],
  ["etcd-leases", null],
  ["rolling-control-plane-restart", apiAnswers],
  ["etcd-snapshot-restore", steady("data-loss")],
  ["etcd-snapshot-restore", /^everything acknowledged before the snapshot/],
  ["etcd-out-of-space", steady("full")],
  ["all-control-planes-down", appOut],
  ["single-replica", untilReplaced],
  ["co-located-replicas", untilReplaced],
  ["worker-kill", appOut],
  ["worker-kill", some],
  ["worker-kill", serves],
  ["two-workers-lost", /carry all replicas within/],
  ["kubelet-stop", appOut],
  ["kube-proxy-kill", /wait until agent-dead is over/],
  ["pod-network-partition", appOut],
  ["local-volume-loss", singlePoint],
  ["replicated-data", /^store-write\/.* never out longer/],
  ["dns-replica-loss", untilReplaced],
  ["dns-replicas-spread", /taken together answer/],
  ["dns-replicas-spread", some],
  ["zone-outage", apiAnswers],
  ["zone-outage", appOut],
  ["two-zones", singlePoint],
  ["node-drain", steady("drain")],
  ["rolling-worker-maintenance", steady("maintenance-\\d")],
  ["impossible-budget", steady("drain")],
  ["webhook-deadlock", /: out from \S+ until bypass/],
  ["webhook-replicas-spread", serves],
  ["adding-workers-is-not-application-ha", untilReplaced],
  ["even-members-are-not-better", steady("two-down")],
  ["one-etcd-is-not-enough", singlePoint],
  ["more-control-planes-are-not-faster", null],
];

test("every claim names a scenario that shows it", () => {
  expect(claims.length).toBeGreaterThan(40);
  expect(claims.map(({ scenario }) => scenario).filter((name) => !namesOf("scenario").includes(name))).toEqual([]);
  expect(measuring.map(([scenario]) => scenario)).toEqual(claims.map(({ scenario }) => scenario));
});

test("every figure is what the claim's own guarantee measured in the recorded run, and none that is there is left out", () => {
  const wrong = claims.flatMap(({ scenario, measured }, place) => {
    const expected = figureOf(scenario, measuring[place]?.[1] ?? null);
    return measured === expected ? [] : [{ scenario, measured, expected }];
  });
  expect(wrong).toEqual([]);
});

/**
 * What a guarantee measured in the recorded run of a scenario, as bounds in words, over all that it promised; empty where no
 * guarantee measured anything. Throws where others did alone.
 */
function figureOf(scenario: string, guarantee: RegExp | null): string {
  const all = measuredBy(scenario);
  const own = all.filter(({ promise }) => guarantee?.test(promise) === true);
  if (all.length > 0 && own.length === 0)
    throw new Error(`${scenario} has a recorded run: say which of its guarantees measured what the row claims`);
  return spanOf(own.map(({ measured }) => measured));
}

/** What guarantees that held measured in the recorded run of a scenario: those that are in words of time. */
function measuredBy(scenario: string): { readonly promise: string; readonly measured: string }[] {
  const section = results.split(/^## /m).find((text) => text.startsWith(`${scenario}\n`)) ?? "";
  return section.split("\n").flatMap((line) => {
    const [, outcome, promise = "", , , measured = ""] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    return outcome === "pass" && boundsIn(measured) !== undefined ? [{ promise, measured }] : [];
  });
}
