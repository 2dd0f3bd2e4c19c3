import { describe, expect, test } from "vitest";
import type { Program, Setting } from "../../../src/preflight/facts.ts";
import { answerOf, isListed, knownIn, kubeadmWords, questionOf } from "../../../src/preflight/program-answers.ts";

const setting = (program: Program, kind: "flag" | "gate", name: string, value = "true"): Setting => ({
  ...{ program, kind, name, value, where: "x", stays: true },
});

/** As kube-apiserver 1.37 and etcd 3.7 write it, shortened. */
const help = `
      --advertise-address ip                   The IP address on which to advertise.
  -v, --v Level                                number for the log level verbosity
      --feature-gates colonSeparated           A set of options, for example 'kube:featureC=true'Options are:
                                               kube:AllAlpha=true|false (ALPHA - default=false)
                                               kube:WatchList=true|false (BETA - default=true)
  --name 'default'
    Human-readable name for this member.
`;

describe("what --help lists", () => {
  const known = knownIn(help);
  test("is flags, also short ones, and gates", () => {
    expect([...known.flags].toSorted()).toEqual(["advertise-address", "feature-gates", "name", "v"]);
    expect([...known.gates].toSorted()).toEqual(["AllAlpha", "WatchList"]);
  });
  test("is taken; anything else is asked", () => {
    expect(isListed(setting("kube-apiserver", "flag", "v"), known)).toBe(true);
    expect(isListed(setting("kube-apiserver", "gate", "kube:WatchList"), known)).toBe(true);
    expect(isListed(setting("kube-apiserver", "gate", "WatchList", "maybe"), known)).toBe(false);
    expect(isListed(setting("etcd", "flag", "experimental-x"), known)).toBe(false);
  });
});

test("each program is asked so that it ends before it does anything", () => {
  expect(questionOf(setting("etcd", "flag", "a", "b"))).toEqual(["--a=b", "--version"]);
  expect(questionOf(setting("kube-scheduler", "gate", "G"))).toEqual(["--feature-gates=G=true", "--version=true"]);
  expect(questionOf(setting("kubelet", "flag", "a"))).toEqual(["--a=true", "--version=true"]);
  expect(questionOf(setting("kubelet", "gate", "G"))).toEqual(["--feature-gates=G=true", "--config=/nonexistent"]);
  expect(questionOf(setting("kube-proxy", "gate", "G"))).toEqual([
    "--feature-gates=G=true",
    "--write-config-to=/dev/null",
  ]);
});

describe("answers, as the programs of 1.37.0 and etcd 3.7.0 gave them", () => {
  test.each<[Program, "flag" | "gate", number, string, string]>([
    ["kube-apiserver", "flag", 1, "Error: unknown flag: --nonsense", "unknown flag: --nonsense"],
    [
      "kube-scheduler",
      "gate",
      1,
      'E1 run.go:72] "command failed" err="unrecognized feature gate: G"',
      "unrecognized feature gate: G",
    ],
    [
      "etcd",
      "flag",
      2,
      "flag provided but not defined: -experimental-x\nUsage:",
      "flag provided but not defined: -experimental-x",
    ],
    [
      "kubelet",
      "gate",
      1,
      'err="failed to set: cannot set feature gate G to false, feature is locked to true"',
      "cannot set feature gate G to false, feature is locked to true",
    ],
  ])("%s refuses a %s", (program, kind, code, output, words) => {
    expect(answerOf(setting(program, kind, "G"), code, output)).toEqual({ said: "refuses", words });
  });
  test("one that takes it prints its version", () => {
    expect(answerOf(setting("kubelet", "flag", "a"), 0, "Kubernetes v1.37.0")).toEqual({ said: "takes", words: "" });
  });
  test("one that is deprecated is taken for now", () => {
    const words = "Flag --a has been deprecated, use b";
    expect(answerOf(setting("kubelet", "flag", "a"), 0, `${words}\nKubernetes v1.37.0`)).toEqual({
      said: "deprecated",
      words,
    });
  });
  test("a kubelet took a gate when it looks for its configuration", () => {
    const output = 'err="failed to load kubelet config file, path: /nonexistent, error: open"';
    expect(answerOf(setting("kubelet", "gate", "G"), 1, output)?.said).toBe("takes");
    expect(answerOf(setting("kube-proxy", "gate", "G"), 1, output)).toBeUndefined();
  });
  test("one that ended otherwise answered nothing", () => {
    expect(answerOf(setting("etcd", "flag", "a"), 137, "")).toBeUndefined();
    expect(answerOf(setting("kubelet", "gate", "G"), 127, "kubelet: not found")).toBeUndefined();
  });
});

test("of kubeadm's words those stay that are about the configuration", () => {
  const output = [
    "W1128 03:00:10.151802     341 common.go:200] WARNING: could not obtain a bind address for the API Server: x",
    'W1128 03:00:10.151802     341 common.go:102] your configuration file uses a deprecated API spec: "v1beta3"',
    "ok",
    "",
    "To see the stack trace of this error execute with --v=5 or higher",
  ].join("\n");
  expect(kubeadmWords(output)).toBe('your configuration file uses a deprecated API spec: "v1beta3"');
  expect(kubeadmWords("ok\n")).toBe("");
});
