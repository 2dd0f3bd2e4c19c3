import { componentPods, flagOf } from "../../audit/objects.ts";
import {
  compareVersions,
  describeVersion,
  minorsBetween,
  tagOf,
  type Version,
  versionOf,
} from "../../model/version.ts";
import type { Found, UpgradeCheck, UpgradeFacts } from "../facts.ts";

/**
 * The oldest patch from which etcd supports the way to the next minor version, by that: 3.5.24 to 3.5.26 mend what kept
 * members from joining (etcd.io/docs/latest/upgrades/upgrade_3_6), older ones of 3.6 may not go with 3.7
 * (etcd.io/docs/v3.7/upgrades/upgrade_3_7).
 */
const leastBefore: Readonly<Record<string, Version>> = { "3.6": [3, 5, 26], "3.7": [3, 6, 11] };

const check: UpgradeCheck = {
  name: "etcd-path",
  about: "etcd supports the way from each member's own version to the new one",
  find(facts) {
    // kubeadm does not touch members that are external.
    if (facts.controlPlane?.externalEtcd !== undefined) return [];
    const to = versionOf(facts.kubeadm?.etcdImage.tag) ?? versionOf(facts.target.programs?.etcd);
    if (to === undefined) return [];
    return [...membersOf(facts).flatMap((one) => judge(one, to) ?? []), ...ofV2Store(facts, to)];
  },
};
export default check;

interface Member {
  readonly name: string;
  readonly version: Version;
}

/** Members by their own word, else by the images of their pods. */
function membersOf(facts: UpgradeFacts): Member[] {
  const asked = (facts.etcd?.members ?? []).map(({ name, version }) => ({ name, text: version }));
  const known = asked.some(({ text }) => text !== undefined)
    ? asked
    : componentPods(facts, "etcd").map(({ metadata, spec }) => ({
        name: spec?.nodeName ?? metadata?.name ?? "",
        text: tagOf(spec?.containers[0]?.image),
      }));
  return known.flatMap(({ name, text }) => {
    const version = versionOf(text);
    return version === undefined ? [] : [{ name, version }];
  });
}

function judge({ name, version }: Member, to: Version): Found | undefined {
  const minors = minorsBetween(version, to);
  const common = { severity: "stops" as const, subject: `etcd member ${name}` };
  const evidence = `it is ${describeVersion(version)}, the upgrade brings ${describeVersion(to)}`;
  if (minors < 0)
    return {
      ...common,
      evidence,
      why: "etcd goes back to an older minor version by its own downgrade alone, and only while it was enabled before",
      advice:
        "take the older tag out of kubeadm-config (etcd.local.imageTag), or choose the version that belongs to it",
    };
  if (minors > 1)
    return {
      ...common,
      evidence,
      why: "etcd goes one minor version at a time (etcd.io/docs/latest/upgrades/upgrading-etcd)",
      advice: "upgrade to the Kubernetes version between them first",
    };
  const least = leastBefore[`${to[0]}.${to[1]}`];
  if (minors < 1 || least === undefined || compareVersions(version, least) >= 0) return undefined;
  const page = `etcd.io/docs/v${to[0]}.${to[1]}/upgrades/upgrade_${to[0]}_${to[1]}`;
  return {
    ...common,
    evidence,
    why: `before ${to[0]}.${to[1]} every member has to be ${describeVersion(least)} or newer (${page}); kubeadm does not look at it`,
    advice: `set etcd.local.imageTag in kubeadm-config to ${describeVersion(least)} or a newer ${least[0]}.${least[1]}, kubeadm upgrade apply the present version on one control plane after the other, and take the tag out again`,
  };
}

/** Only who has turned version 2 of the API on may have data there. */
function ofV2Store(facts: UpgradeFacts, to: Version): Found[] {
  if (compareVersions(to, [3, 6, 0]) < 0) return [];
  return componentPods(facts, "etcd").flatMap((pod): Found[] => {
    if (flagOf(pod, "enable-v2") !== "true") return [];
    return [
      {
        severity: "stops",
        subject: `Pod kube-system/${pod.metadata?.name}`,
        evidence: "it runs with --enable-v2=true",
        why: "etcd 3.6 and newer have no version 2 of the API: data in it keeps a member from starting",
        advice:
          "etcdutl check v2store on each member; migrate what is there, take the flag out, and wait for a snapshot",
      },
    ];
  });
}
