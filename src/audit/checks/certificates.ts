import type { AuditCheck } from "../facts.ts";

const dayMs = 86_400_000;
/** kubeadm's certificates last a year, and an upgrade renews them. */
const soonDays = 30;
const atOnceDays = 7;

const check: AuditCheck = {
  name: "certificates",
  about: "the API server's certificate is good for more than 30 days",
  find({ now, certificateUntil }) {
    if (certificateUntil === undefined) return [];
    const days = (certificateUntil - now) / dayMs;
    if (days > soonDays) return [];
    return [
      {
        severity: days <= atOnceDays ? "high" : "medium",
        subject: "API server's certificate",
        evidence: `ends in ${days.toFixed(1)} days, at ${new Date(certificateUntil).toISOString()}`,
        why: "kubeadm made all of the control plane's certificates on one day: all of it ends at once",
        advice: "kubeadm certs renew all on every control plane, then restart its static pods",
      },
    ];
  },
};
export default check;
