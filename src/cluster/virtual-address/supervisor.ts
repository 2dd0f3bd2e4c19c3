import { startsFiles } from "../starts.ts";

const haproxyStarts = startsFiles.balancer.haproxy;
const keepalivedStarts = startsFiles.balancer.keepalived;

/*
 * It keeps both programs running as a machine does: what ended is started again a second later, and each start is noted.
 * HAProxy runs while its manifest is there: so faults find it as they find a static pod. keepalived ends first when the
 * container does: the other balancer is told, and takes over. It does not start where a file in /run, "vrrp.pid" for
 * example, names a process that lives, which after a container's restart may be any: only its files are there.
 */
const supervisor = `
manifest=/etc/kubernetes/manifests/haproxy.yaml
haproxy_file=$1 keepalived_file=$3
mkdir -p "\${haproxy_file%/*}" "\${keepalived_file%/*}"
if [ ! -e "$keepalived_file" ]; then
  mkdir -p "\${manifest%/*}" && touch "$manifest"
  printf %s "$2" > "$haproxy_file"; printf %s "$4" > "$keepalived_file"
fi
keep_address() {
  trap 'kill "$child" 2>/dev/null; wait "$child"; exit 0' TERM
  while :; do
    rm -f /run/*.pid /run/keepalived/*.pid
    echo >> ${keepalivedStarts}
    keepalived -n -l -D -f "$keepalived_file" & child=$!
    wait "$child"
    sleep 1 & child=$!
    wait "$child"
  done
}
keep_address & keeper=$!
trap 'kill "$keeper" 2>/dev/null; wait "$keeper"; kill "$pid" 2>/dev/null; wait "$pid"; exit 0' TERM
while :; do
  if [ -e "$manifest" ]; then
    echo >> ${haproxyStarts}
    haproxy -db -f "$haproxy_file" & pid=$!
    wait "$pid"
  fi
  sleep 1 & pid=$!
  wait "$pid"
done`;

/**
 * The words of the first process of a balancer's container. It takes four more: the file of HAProxy's configuration and
 * what stands in it, and the same of keepalived's.
 */
export const supervisorWords = ["/bin/bash", "-c", supervisor, "supervisor"];
