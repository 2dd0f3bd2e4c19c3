import { request } from "node:https";
import { z } from "zod";
import { stockSettings } from "../../model/stock.ts";
import { authorityOf } from "../../net/connect-tunnel.ts";
import type { ClusterFacts, EtcdAnswer, EtcdFiles } from "../facts.ts";
import { componentPods, flagOf } from "../objects.ts";
import type { ReadContainers } from "./containers.ts";

/** How long a member gets for one answer, milliseconds. */
const answerMs = 3_000;
/** Where kubeadm puts what API servers show to etcd on the same machine. */
const stacked: EtcdFiles = {
  caFile: "/etc/kubernetes/pki/etcd/ca.crt",
  certFile: "/etc/kubernetes/pki/apiserver-etcd-client.crt",
  keyFile: "/etc/kubernetes/pki/apiserver-etcd-client.key",
};

const membersSchema = z.object({
  members: z.array(
    z.object({
      ID: z.string(),
      name: z.string().default(""),
      clientURLs: z.array(z.string()).default([]),
      isLearner: z.boolean().default(false),
    }),
  ),
});
const statusSchema = z.object({
  dbSize: z.coerce.number(),
  dbSizeQuota: z.coerce.number().optional(),
  version: z.string().optional(),
});
const alarmsSchema = z.object({ alarms: z.array(z.object({ memberID: z.string(), alarm: z.string() })).default([]) });

interface Shown {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/**
 * What etcd's members say of themselves, by their own HTTP API (the gRPC gateway, /v3) at the addresses of their
 * containers, as the API server would ask. Throws Error with one line where none answers.
 */
export async function askEtcd(
  containers: ReadContainers,
  nodes: readonly string[],
  facts: ClusterFacts,
): Promise<EtcdAnswer> {
  const [first = ""] = nodes;
  const { caFile, certFile, keyFile } = facts.controlPlane?.etcdFiles ?? stacked;
  const [ca, cert, key] = await Promise.all([caFile, certFile, keyFile].map((file) => containers.file(first, file)));
  const shown = { ca: ca ?? "", cert: cert ?? "", key: key ?? "" };
  const urls = facts.controlPlane?.externalEtcd ?? (await urlsOf(containers, nodes, knowsIpv6(facts)));
  return answers(urls, shown, quotaOf(facts));
}

/** Members listen on the addresses of one family. */
function knowsIpv6(facts: ClusterFacts): boolean {
  return componentPods(facts, "etcd").some((pod) => flagOf(pod, "advertise-client-urls")?.includes("[") === true);
}

async function urlsOf(containers: ReadContainers, nodes: readonly string[], isIpv6: boolean): Promise<string[]> {
  const found = await Promise.all(nodes.map((node) => containers.details(node)));
  return found.flatMap(({ addresses }) =>
    Object.values(addresses)
      .map(({ address, address6 = "" }) => (isIpv6 ? address6 : address))
      .filter((address) => address !== "")
      .slice(0, 1)
      .map((address) => `https://${authorityOf(address, 2_379)}`),
  );
}

function quotaOf(facts: ClusterFacts): number {
  // 0 stands for the default.
  return (
    Number(flagOf(componentPods(facts, "etcd")[0], "quota-backend-bytes") ?? 0) || (stockSettings.etcd.quotaBytes ?? 0)
  );
}

/** Asks the members at these URLs; exported for servers that are no etcd in tests. */
export async function answers(urls: readonly string[], shown: Shown, quotaBytes: number): Promise<EtcdAnswer> {
  const problems: string[] = [];
  for (const url of urls) {
    try {
      const { members } = membersSchema.parse(await ask(url, "/v3/cluster/member/list", shown));
      const alarms = alarmsSchema.parse(await ask(url, "/v3/maintenance/alarm", shown, { action: "GET" }));
      const names = new Map(members.map(({ ID, name }) => [ID, name]));
      const rows = await Promise.all(members.map((member) => rowOf(member, shown)));
      const [quota] = rows.flatMap((row) => row.quota ?? []);
      return {
        members: rows.map(({ row }) => row),
        alarms: alarms.alarms.map(({ memberID, alarm }) => `${alarm} of ${names.get(memberID) ?? memberID}`),
        quotaBytes: quota ?? quotaBytes,
      };
    } catch (error) {
      problems.push(`${url}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
    }
  }
  throw new Error(`no member answers: ${problems.join("; ") || "none is known"}`);
}

async function rowOf(
  { name, clientURLs, isLearner }: z.infer<typeof membersSchema>["members"][number],
  shown: Shown,
): Promise<{ row: EtcdAnswer["members"][number]; quota?: number | undefined }> {
  const [url = ""] = clientURLs;
  const row = {
    name: name || "a member that has not started",
    place: URL.parse(url)?.hostname ?? "",
    learner: isLearner,
  };
  const status = await ask(url, "/v3/maintenance/status", shown)
    .then((body) => statusSchema.safeParse(body).data)
    .catch(() => undefined);
  if (status === undefined) return { row: { ...row, answers: false } };
  const { dbSize, dbSizeQuota, version } = status;
  return {
    row: { ...row, answers: true, sizeBytes: dbSize, ...(version === undefined ? {} : { version }) },
    quota: dbSizeQuota || undefined,
  };
}

function ask(url: string, path: string, shown: Shown, body: object = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const options = {
      ...shown,
      method: "POST",
      timeout: answerMs,
      signal: AbortSignal.timeout(answerMs),
      agent: false,
    };
    const asked = request(new URL(path, url), options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.on("error", reject).on("end", () => {
        if (response.statusCode !== 200) return reject(new Error(`status ${response.statusCode}`));
        try {
          resolve(JSON.parse(text));
        } catch (error) {
          reject(error as Error);
        }
      });
    });
    asked.on("error", reject).end(JSON.stringify(body));
  });
}
