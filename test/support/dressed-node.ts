import type { Engine } from "../../src/host/engine.ts";

/**
 * What a plain container gets so that most faults find on it what they break: processes with the names of a node's own, a
 * manifest for each component, something that listens where a kubelet does, and in systemd's place a program that starts
 * and stops the processes "kubelet" and "containerd". "etcd" waits for its disk again and again, counts its waits as etcd
 * does, and ends with etcd's words at the first that fails. Whatever is killed comes back in a moment while its manifest is
 * there and the kubelet runs. Everything else is real: the faults' own scripts, the kernel's rules and queues, signals, the engine.
 */
const dress = `
mkdir -p /etc/kubernetes/manifests /dress /run
for name in etcd kube-apiserver kube-controller-manager kube-scheduler
do [ -e "/etc/kubernetes/kind-chaos/$name.yaml" ] || : >"/etc/kubernetes/manifests/$name.yaml"; done
[ -e /dress/etcd ] || cp "$(readlink -f "$(command -v perl)")" /dress/etcd
cat >/dress/infinity <<'END'
use strict; use IO::Handle; use POSIX ();
my $log = "/var/log/pods/kube-system_etcd-dress/etcd";
system("mkdir", "-p", $log);
open(my $said, ">>", "$log/0.log") or die; $said->autoflush;
open(my $file, ">", "/dress/wal") or die;
my $tick = POSIX::sysconf(POSIX::_SC_CLK_TCK());
my ($metric, $all, %within) = ("etcd_disk_wal_fsync_duration_seconds", 0, map {; 0.001 * 2 ** $_ => 0 } 0 .. 13);
while (1) {
  my $begun = (POSIX::times())[0];
  print $file "x"; $file->flush;
  if (!$file->sync) { print $said POSIX::strftime("%FT%TZ", gmtime), " stderr F fsync: input/output error", $/; exit 1 }
  my $took = ((POSIX::times())[0] - $begun) / $tick;
  $all += 1;
  for my $most (keys %within) { $within{$most} += 1 if $took <= $most }
  open(my $told, ">", "/dress/metrics.new") or die;
  print $told $metric, '_bucket{le="', $_, '"} ', $within{$_}, $/ for sort { $a <=> $b } keys %within;
  print $told $metric, "_count ", $all, $/;
  close $told; rename "/dress/metrics.new", "/dress/metrics";
  select(undef, undef, undef, 0.2);
}
END
cat >/usr/local/sbin/curl <<'END'
#!/bin/sh
case "$*" in *localhost:2379/metrics) exec cat /dress/metrics;; esac
exec /usr/bin/curl "$@"
END
chmod 755 /usr/local/sbin/curl
for name in kubelet containerd kube-apiserver kube-controller-manager kube-scheduler kube-proxy kindnetd
do [ -e "/dress/$name" ] || cp /usr/bin/sleep "/dress/$name"; done
cat >/usr/local/sbin/systemctl <<'END'
#!/bin/sh
case $2 in kubelet|containerd) ;; *) echo "no unit $2 is known here" >&2; exit 1;; esac
case $1 in
  stop) : >"/run/no-$2"; pkill -9 -x "$2"; exit 0;;
  restart) pkill -9 -x "$2"; rm -f "/run/no-$2";;
  start) rm -f "/run/no-$2";;
  is-active) [ -e "/run/no-$2" ] && { echo inactive; exit 3; }; echo active;;
  *) echo "systemctl $1 is not known here" >&2; exit 1;;
esac
END
chmod 755 /usr/local/sbin/systemctl
cat >/dress/keep <<'END'
#!/bin/sh
cd /dress
begin() { pgrep -x "$(echo "$1" | cut -c1-15)" >/dev/null || setsid "./$1" infinity & }
while :; do
  [ -e /run/no-containerd ] || begin containerd
  [ -e /run/no-kubelet ] || {
    begin kubelet; begin kube-proxy; begin kindnetd
    for file in /etc/kubernetes/manifests/*.yaml; do [ ! -e "$file" ] || begin "$(basename "$file" .yaml)"; done
  }
  sleep 0.5
done
END
pgrep -f '^sh /dress/keep' >/dev/null || setsid sh /dress/keep </dev/null >/dev/null 2>&1 &
pgrep -f '^perl -MIO' >/dev/null || setsid perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(LocalPort=>10250, Listen=>9, ReuseAddr=>1); close $c while $c = $s->accept' </dev/null >/dev/null 2>&1 &
for try in $(seq 50); do pgrep -x kube-scheduler >/dev/null && pgrep -x kindnetd >/dev/null && [ -e /dress/metrics ] && [ -n "$(ss -Hltn sport = :10250)" ] && exit 0; sleep 0.1; done
exit 1
`;

/** Dresses a container, or dresses it again after it was started anew, within so many milliseconds; throws where that failed. */
export async function dressNode(engine: Engine, node: string, timeoutMs?: number): Promise<void> {
  const { exitCode, stderr } = await engine.exec(node, ["sh", "-c", dress], timeoutMs);
  if (exitCode !== 0) throw new Error(`${node} could not be dressed: ${stderr}`);
}
