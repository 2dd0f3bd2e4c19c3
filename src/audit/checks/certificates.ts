import type { AuditCheck } from "../facts.ts";

const dayMs = 86_400_000;
/** kubeadm's certificates last a year, and an upgrade renews them. */
const soonDays = 30;
const atOnceDays = 7;
/** What lives shorter is renewed by itself later than that: OpenShift renews 30 days at the half, ACME 90 at two thirds. */
const soonShare = 0.15;
const atOnceShare = 0.05;

const check: AuditCheck = {
  name: "certificates",
  about: "certificates are good for more than 30 days, or 15 % of the time that they live where that is less",
  scenarios: ["certificate-expired"],
  find: ({ now, certificates }) =>
    certificates.flatMap(({ what, from, until }) => {
      const days = (until - now) / dayMs;
      const life = (until - from) / dayMs;
      if (days > Math.min(soonDays, life * soonShare)) return [];
      const atOnce = days <= Math.min(atOnceDays, life * atOnceShare);
      const when = days < 0 ? `ended ${(-days).toFixed(1)} days ago` : `ends in ${days.toFixed(1)} days`;
      return [
        {
          severity: atOnce ? "high" : "medium",
          subject: what,
          owner: "cluster",
          evidence: `${when}, at ${new Date(until).toISOString()}`,
          why: "kubeadm made all of the control plane's certificates on one day: all of it ends at once",
          advice:
            "kubeadm certs renew all on every control plane, then restart its static pods; k3s and RKE2 renew when a server is restarted",
          scenario: "certificate-expired",
        },
      ];
    }),
};
export default check;
