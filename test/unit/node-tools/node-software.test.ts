import { describe, expect, it } from "vitest";
import { gatherWords, softwareFolderOf } from "../../../src/node-tools/node-software.ts";
import { nodeFolder } from "../../support/node-folder.ts";

const own = "registry.k8s.io/etcd:3.6.8-0";
const pinned = "registry.k8s.io/etcd:3.6.16-0";
const server = "registry.k8s.io/kube-apiserver:v1.36.4";

/** A node image that has these images, whose kubeadm asks for an API server, an etcd and a sandbox. */
function gathered(isNew: boolean, ...there: readonly string[]) {
  const said = (...lines: readonly string[]) => lines.map((line) => `echo ${line}`).join("\n");
  const { carryOut, read } = nodeFolder({
    "bin/kubeadm": `#!/bin/sh\n${said(server, own, "registry.k8s.io/pause:3.10.1")}\n`,
    "bin/kubectl": "#!/bin/sh\n",
    "bin/kubelet": "#!/bin/sh\n",
    "bin/containerd": "#!/bin/sh\nexec sleep 60\n",
    "bin/ctr": `#!/bin/sh\n[ "$1" = version ] && exit\nshift 2\ncase "$1 $2" in\n"images ls")\n${said(...there, "registry.k8s.io/pause:3.10")};;\n"images export") echo "$*" >"$3";;\nesac\n`,
  });
  const came = carryOut({ do: "exec", node: "a", argv: gatherWords("1.36.4", isNew) });
  return { ...came, images: read(`${softwareFolderOf("1.36.4").slice(1)}/images.tar`)?.trim() };
}

describe("software is gathered out of a node image", () => {
  const exported = (etcd: string) => `images export images.tar ${server} ${etcd} registry.k8s.io/pause:3.10.1`;

  it("with the images that its kubeadm asks for", () => {
    expect(gathered(true, server, own)).toEqual({ status: 0, stderr: "", images: exported(own) });
  });

  it("and with the tags that its settings pin, where the cluster was made of it", () => {
    expect(gathered(false, server, pinned)).toEqual({ status: 0, stderr: "", images: exported(pinned) });
  });

  it("but a version that is new to the cluster is refused without its own, before any node is touched", () => {
    expect(gathered(true, server, pinned)).toMatchObject({ status: 1, stderr: `the node image has no ${own}` });
  });

  it("and any without an image that goes by no tag", () => {
    expect(gathered(false, pinned)).toMatchObject({ status: 1, stderr: `the node image has no ${server}` });
  });
});
