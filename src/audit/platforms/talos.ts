import { isControlPlane, type Platform } from "../platform.ts";

/** Talos Linux: nodes say so as their system's name. etcd is a service of the machine on every control plane, no pod. */
const platform: Platform = {
  name: "Talos",
  fits: ({ nodes }) => nodes.some(({ status }) => /^Talos \(/.test(status?.nodeInfo?.osImage ?? "")),
  owns: () => false,
  etcd: ({ nodes }) => {
    const places = nodes.filter(isControlPlane).map(({ metadata }) => metadata?.name ?? "");
    return places.length === 0 ? undefined : { kind: "Talos", places };
  },
};
export default platform;
