import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Action } from "../../../src/model/action.ts";
import type { NodeRuntime } from "../../../src/model/node-runtime.ts";
import { keepRecords, mustHaveRecords, putRecordsBack, recordsBack } from "../../../src/node-tools/kubeadm-records.ts";
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
  const exec = (argv: readonly string[]) => {
    const words = argv.slice(1).map((word) => word.replaceAll("/var/lib/kind-chaos", folder));
    return spawnSync("/bin/sh", words, { encoding: "utf8", env: { PATH: `${folder}:${process.env.PATH}` } });
  };
  const carryOut = (action: Action) => {
    const { status, stderr } = exec(action.do === "exec" ? action.argv : []);
    return { status, stderr: stderr.trim() };
  };
  const runtime = {
    look: async (_: string, argv: readonly string[]) => {
      const { status, stdout, stderr } = exec(argv);
      return { exitCode: status ?? 1, stdout, stderr };
    },
  } as NodeRuntime;
  const read = (name: string) => JSON.parse(readFileSync(join(folder, "records", "1.36.4", name), "utf8"));
  const questions = () => (existsSync(asked) ? readFileSync(asked, "utf8").trim().split("\n") : []);
  return { folder, carryOut, read, questions, runtime };
}

const done = { status: 0, stderr: "" };
const data = { ClusterConfiguration: 'kind: "x"\nkubernetesVersion: v1.36.4\npercent: 100%s\n' };

describe("the cluster's records", () => {
  it("are kept as patches that put them back, each version's own, and by the node that writes them anew", () => {
    const { folder, carryOut, read, questions } = nodeWith(JSON.stringify(data));
    expect(carryOut(keepRecords("a", false))).toEqual(done);
    expect(questions()).toEqual([]);
    expect(carryOut(keepRecords("a", true))).toEqual(done);
    expect(read("kubeadm-config")).toEqual([{ op: "replace", path: "/data", value: data }]);
    expect(read("kubelet-config")).toEqual([{ op: "replace", path: "/data", value: data }]);
    writeFileSync(join(folder, "data"), '{"ClusterConfiguration":"kubernetesVersion: v1.37.0\\n"}');
    expect(carryOut(keepRecords("a", true))).toEqual(done);
    expect(read("kubeadm-config")).toEqual([{ op: "replace", path: "/data", value: data }]);
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

  it("are back where each says what it said, no more and no less", async () => {
    const { folder, carryOut, runtime } = nodeWith(JSON.stringify(data));
    expect(carryOut(keepRecords("a", true))).toEqual(done);
    expect((await recordsBack(runtime, "a", "1.36.4")).proven).toBe(true);
    writeFileSync(join(folder, "data"), JSON.stringify({ ...data, further: "of the new version" }));
    expect(await recordsBack(runtime, "a", "1.36.4")).toEqual({
      proven: false,
      detail: "other than in 1.36.4: kubeadm-config, kubelet-config",
    });
  });
});
