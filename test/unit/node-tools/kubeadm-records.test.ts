import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Action } from "../../../src/model/action.ts";
import { keepRecords, mustHaveRecords, putRecordsBack, recordsBack } from "../../../src/node-tools/kubeadm-records.ts";
import { recordingRuntime } from "../../support/recording-runtime.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** A node whose kubectl prints this of every ConfigMap, and notes what it is asked. */
function nodeWith(data: string) {
  const folder = temporaryFolder();
  const asked = join(folder, "asked");
  writeFileSync(join(folder, "data"), data);
  writeFileSync(
    join(folder, "kubectl"),
    `#!/bin/sh\necho "$*" >>${asked}\ncase "$*" in *" get "*) cat ${folder}/data;; *" patch "*) [ ! -e ${folder}/refused ] || { rm ${folder}/refused; exit 1; };; esac\n`,
  );
  writeFileSync(join(folder, "sleep"), "#!/bin/sh\n");
  for (const program of ["kubectl", "sleep"]) chmodSync(join(folder, program), 0o755);
  const carryOut = (action: Action) => {
    const moved = (word: string) => word.replaceAll("/var/lib/kind-chaos", folder);
    const words = action.do === "exec" ? action.argv.slice(1).map(moved) : [];
    const env = { PATH: `${folder}:${process.env.PATH}` };
    const { status, stderr } = spawnSync("/bin/sh", words, { encoding: "utf8", env });
    return { status, stderr: stderr.trim() };
  };
  const read = (name: string) => JSON.parse(readFileSync(join(folder, "records", "1.36.4", name), "utf8"));
  const questions = () => (existsSync(asked) ? readFileSync(asked, "utf8").trim().split("\n") : []);
  return { folder, carryOut, read, questions };
}

const done = { status: 0, stderr: "" };
const data = { ClusterConfiguration: 'kind: "x"\nkubernetesVersion: v1.36.4\npercent: 100%s\n' };

describe("the cluster's records", () => {
  it("are kept as patches that put them back, each version's own, and by the node that writes them anew", () => {
    const { folder, carryOut, read, questions } = nodeWith(JSON.stringify(data));
    expect(carryOut(keepRecords("a", false))).toEqual(done);
    expect(questions()).toEqual([]);
    expect(carryOut(keepRecords("a", true))).toEqual(done);
    expect(read("kubeadm-config")).toEqual({ data });
    expect(read("kubelet-config")).toEqual({ data });
    writeFileSync(join(folder, "data"), '{"ClusterConfiguration":"kubernetesVersion: v1.37.0\\n"}');
    expect(carryOut(keepRecords("a", true))).toEqual(done);
    expect(read("kubeadm-config")).toEqual({ data });
    writeFileSync(join(folder, "refused"), "");
    expect(carryOut(putRecordsBack("a", true, "1.36.4"))).toEqual(done);
    expect(questions().filter((one) => one.includes(" patch "))).toHaveLength(3);
  });

  it("are not kept where the API says nothing, and not put back where they were not kept", () => {
    const { carryOut, questions } = nodeWith("");
    expect(carryOut(keepRecords("a", true))).toEqual({ status: 1, stderr: "kubeadm's record names no version" });
    for (const make of [mustHaveRecords, putRecordsBack]) {
      const stderr = "the cluster's records of 1.36.4 were not kept here";
      expect(carryOut(make("a", true, "1.36.4"))).toEqual({ status: 1, stderr });
      expect(carryOut(make("a", false, "1.36.4"))).toEqual(done);
    }
    expect(questions().some((one) => one.includes(" patch "))).toBe(false);
  });

  it.each([
    ["1.36.4", true],
    ["1.37.0", false],
  ])("are back where they say the version %s: %s", async (version, proven) => {
    const runtime = recordingRuntime({ "get configmap": { stdout: JSON.stringify(data) } });
    expect((await recordsBack(runtime, "kc-x-control-plane", version)).proven).toBe(proven);
  });
});
