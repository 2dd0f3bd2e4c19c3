import { compareVersions, versionOf } from "../../model/version.ts";
import type { Found, UpgradeCheck } from "../facts.ts";

const subject = "ConfigMap kube-system/kubeadm-config";

const check: UpgradeCheck = {
  name: "pinned-images",
  about: "kubeadm-config pins no image that would keep an old etcd or CoreDNS",
  find({ kubeadm, target }) {
    if (kubeadm === undefined) return [];
    const { etcdImage, dnsImage, imageRepository } = kubeadm;
    const own = versionOf(target.programs?.etcd);
    const pinned = versionOf(etcdImage.tag);
    const isOwn = own !== undefined && pinned !== undefined && compareVersions(own, pinned) === 0;
    const repositories = [
      ["imageRepository", imageRepository],
      ["etcd.local.imageRepository", etcdImage.repository],
      ["dns.imageRepository", dnsImage.repository],
    ].filter(([, value]) => value !== "");
    return [
      ...(etcdImage.tag === "" || isOwn
        ? []
        : [
            kept(
              "etcd.local.imageTag",
              etcdImage.tag,
              own === undefined ? "" : `${target.programs?.etcd} belongs to it`,
            ),
          ]),
      ...(dnsImage.tag === "" ? [] : [kept("dns.imageTag", dnsImage.tag, "")]),
      ...repositories.map(
        ([name, value]): Found => ({
          severity: "warns",
          subject,
          evidence: `${name}: ${value}`,
          why: "every new image comes from there: one that is missing keeps a component down",
          advice: `see that it has them: kubeadm config images list --kubernetes-version ${target.kubernetes}, then pull them on a node`,
        }),
      ),
    ];
  },
};
export default check;

function kept(name: string, tag: string, besides: string): Found {
  return {
    severity: "warns",
    subject,
    evidence: `${name}: ${tag}${besides === "" ? "" : `; ${besides}`}`,
    why: "kubeadm keeps a tag that is set: the old image goes on in the new version",
    advice: "take it out before the upgrade: kubectl -n kube-system edit configmap kubeadm-config; or set the new tag",
  };
}
