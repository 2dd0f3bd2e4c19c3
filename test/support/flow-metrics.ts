/**
 * What an API server says of a flow, as a look at it prints it (kubernetes
 * staging/src/k8s.io/apiserver/pkg/util/flowcontrol/metrics/metrics.go): so many requests let through, of which all but
 * seven waited longer than 5 ms, and so many refused.
 */
export function flowMetrics({ dispatched = 0, rejected = 0 }: { dispatched?: number; rejected?: number }): string {
  const labels = 'flow_schema="kind-chaos-noise-x",priority_level="workload-low"';
  const waits = `apiserver_flowcontrol_request_wait_duration_seconds`;
  const soon = Math.min(7, dispatched);
  return [
    "flows",
    `apiserver_flowcontrol_dispatched_requests_total{${labels}} ${dispatched}`,
    `apiserver_flowcontrol_rejected_requests_total{${labels},reason="concurrency-limit"} ${rejected}`,
    `${waits}_bucket{execute="true",${labels},le="0"} 0`,
    `${waits}_bucket{execute="true",${labels},le="0.005"} ${soon}`,
    `${waits}_bucket{execute="true",${labels},le="+Inf"} ${dispatched}`,
    `${waits}_count{execute="true",${labels}} ${dispatched}`,
    `${waits}_count{execute="false",${labels}} ${rejected}`,
  ].join("\n");
}
