import type { ApiServerFact, DeprecatedRequests } from "./facts.ts";
import { type MetricSample, parseMetrics } from "./prometheus-text.ts";

type Counted = NonNullable<ApiServerFact["counted"]>;

/**
 * Metrics of an API server (kubernetes.io, metrics reference). The gauge of deprecated APIs is stable since 1.19; it has
 * no sample at all where nobody asked for any.
 */
const names = {
  deprecated: "apiserver_requested_deprecated_apis",
  requests: "apiserver_request_total",
  storage: "apiserver_storage_size_bytes",
  started: "process_start_time_seconds",
  build: "kubernetes_build_info",
};

/** Labels by which the gauge and the counters name the same API. */
const apiLabels = ["group", "version", "resource", "subresource"];

/**
 * What an API server's own metrics say of an upgrade. Throws Error where the text is no API server's: what does not
 * stand in it would be taken for nothing.
 */
export function countedIn(text: string): Counted {
  const samples = parseMetrics(text, Object.values(names));
  const of = (name: string) => samples.filter((sample) => sample.name === name);
  if (of(names.build).length === 0) throw new Error(`its metrics have no ${names.build}: they are no API server's`);
  const [started] = of(names.started);
  const sizes = of(names.storage).map(({ value }) => value);
  return {
    since: started === undefined ? undefined : started.value * 1_000,
    deprecated: of(names.deprecated)
      .filter(({ value }) => value > 0)
      .map((gauge) => requestsOf(gauge, of(names.requests))),
    storageBytes: sizes.length === 0 ? undefined : Math.max(...sizes),
  };
}

function requestsOf({ labels }: MetricSample, counters: readonly MetricSample[]): DeprecatedRequests {
  const label = (name: string) => labels.get(name) ?? "";
  const [group, version, resource, subresource] = apiLabels.map(label);
  const verbs = new Map<string, number>();
  for (const { labels: counted, value } of counters) {
    if (!apiLabels.every((name) => (counted.get(name) ?? "") === label(name))) continue;
    const verb = counted.get("verb") ?? "";
    verbs.set(verb, (verbs.get(verb) ?? 0) + value);
  }
  return {
    api: `${group === "" ? "" : `${group}/`}${version} ${resource}${subresource === "" ? "" : `/${subresource}`}`,
    removedIn: label("removed_release"),
    verbs: [...verbs].map(([verb, count]) => `${verb} ${count}`).join(", "),
  };
}
