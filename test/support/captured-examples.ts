import type { Captured } from "../../src/model/fault.ts";
import { stateOf } from "./recording-runtime.ts";

/** Whatever a fault may have remembered: as a container had it, as if each of its looks had worked. */
export const capturedExamples: Captured = {
  startedAt: stateOf("kc-x-lb").startedAt,
  address: "172.30.0.3",
  pid: "1",
  startTime: "1",
  apiPid: "2",
  apiStartTime: "2",
  before: "0",
  full: "0",
  from: "kc-x-control-plane3",
  range: "10.244.3.0/24",
  pod: "10.244.3.7",
  range2: "fd00:10:244:3::/64",
  pod2: "fd00:10:244:3::7",
  snapshot: "{}",
  quota: "33554432",
  serial: "19EDA97DED5727A8",
  etcd: "1 1",
  "kube-apiserver": "2 2",
  "kube-controller-manager": "3 3",
  "kube-scheduler": "4 4",
  throttled: "0",
  shims: "3",
  said: "",
  held: "200000000",
  since: "1.000",
  kills: "0",
  logged: "0",
};
