import type { CertificateFact } from "../../audit/facts.ts";
import type { Found, UpgradeCheck } from "../facts.ts";

const dayMs = 86_400_000;
/** kubeadm renews what lasts a year when it upgrades; who comes back to the next one in half a year wants to know. */
const soonDays = 30;
/** What lives shorter is renewed by itself: at the half by most, at two thirds by ACME. */
const soonShare = 0.15;

const check: UpgradeCheck = {
  name: "certificates",
  about: "no certificate of the cluster has run out, or does within 30 days",
  find: ({ now, certificates }) => certificates.flatMap((one) => judge(one, now) ?? []),
};
export default check;

function judge({ what, from, until }: CertificateFact, now: number): Found | undefined {
  const days = (until - now) / dayMs;
  if (days > Math.min(soonDays, ((until - from) / dayMs) * soonShare)) return undefined;
  const at = new Date(until).toISOString();
  const isAuthority = /\/(?:front-proxy-)?ca\.crt$/.test(what);
  const renew = isAuthority
    ? "kubeadm renews no authority: make a new one by kubernetes.io/docs/tasks/tls/manual-rotation-of-ca-certificates before"
    : /\/var\/lib\/kubelet\//.test(what)
      ? "a kubelet renews its own when it may reach the API: see its log on that node; else kubeadm join anew"
      : "kubeadm certs renew all on that control plane, then restart its static pods; kubeadm upgrade renews them, too, where it gets so far";
  if (days > 0)
    return {
      severity: "warns",
      subject: what,
      evidence: `ends in ${days.toFixed(1)} days, at ${at}`,
      why: "an upgrade that waits, or that is taken back, may meet its end",
      advice: renew,
    };
  // The API server asks no kubelet for the certificate that it made for itself.
  const isUnasked = what.endsWith("/var/lib/kubelet/pki/kubelet.crt");
  return {
    severity: isUnasked ? "warns" : "stops",
    subject: what,
    evidence: `ended ${(-days).toFixed(1)} days ago, at ${at}`,
    why: isUnasked
      ? "whoever verifies the kubelet's own certificate refuses it, as metrics-server does without --kubelet-insecure-tls"
      : "whoever is shown it refuses: the upgraded component would not be reached, or not reach others",
    advice: renew,
  };
}
