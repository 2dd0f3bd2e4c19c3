/**
 * A tracer in Perl for the processes of a node, as strace is one, which nodes do not have. Its words: a name, number and
 * start time of a process, a delay in milliseconds, and the number of an error. It stops each thread where it enters fsync
 * or fdatasync, lets it go on when the delay is over, and passes all else on at once: signals, stops of job control, new
 * threads. With an error the kernel is given no system call at all (the number -1), and the thread that error for its
 * answer. With a delay and an error of 0 it holds and fails nothing, and each system call costs what it does beside a
 * delay: a sham. A thread that begins while others are being seized may be traced already, as they pass that on
 * (PTRACE_O_TRACECLONE), and is then refused (EPERM): whose it is, the kernel tells.
 *
 * The kernel lets all go on when a tracer ends, however it ends (PTRACE_SEIZE without EXITKILL, ptrace(2)): SIGKILL is a
 * whole undo. Numbers of system calls are those of arch/x86/entry/syscalls/syscall_64.tbl and
 * include/uapi/asm-generic/unistd.h: ptrace, wait4, clock_gettime, setitimer, fsync, fdatasync; those of requests,
 * options and stops of include/uapi/linux/ptrace.h (PTRACE_GET_SYSCALL_INFO since Linux 5.3), __WALL of linux/wait.h.
 * Where number and answer of a system call are kept: user_regs_struct of arch/x86/include/asm/user_64.h (orig_rax, rax),
 * user_pt_regs of arch/arm64/include/uapi/asm/ptrace.h (x0) and NT_ARM_SYSTEM_CALL of include/uapi/linux/elf.h.
 */
export const syncTracer = String.raw`
use strict;
use Errno ();
use POSIX ();
my ($pid, $began, $delay, $error) = ($ARGV[1] + 0, $ARGV[2], $ARGV[3] / 1000, $ARGV[4] + 0);
my $machine = (POSIX::uname())[4];
my %numbers = (x86_64 => [101, 61, 228, 38, 74, 75], aarch64 => [117, 260, 113, 103, 82, 83]);
my %places = (x86_64 => [[1, 216, 120, "q"], [1, 216, 80, "q"]], aarch64 => [[0x404, 4, 0, "l"], [1, 272, 0, "q"]]);
my ($ptrace, $wait4, $gettime, $setitimer, @syncs) = @{ $numbers{$machine} || die "nothing is known of $machine\n" };
my ($seize, $interrupt, $listen, $to_call, $call_info) = (0x4206, 0x4207, 0x4208, 24, 0x420e);
my ($options, $all, $call_stop, $event_stop) = (1 | 8, 0x40000000, 5 | 0x80, 128);
sub trace { my ($request, $tid, $address, $data) = @_; return syscall($ptrace, $request, $tid, $address, $data) }
sub put {
  my ($tid, $where, $value) = @_;
  my ($set, $size, $at, $form) = @$where;
  my $words = "\0" x $size;
  trace(0x4204, $tid, $set, pack("PQ", $words, $size));
  substr($words, $at, length pack($form, 0), pack($form, $value));
  trace(0x4205, $tid, $set, pack("PQ", $words, $size));
}
sub tracer {
  open(my $status, "<", "/proc/$pid/task/$_[0]/status") or return $$;
  my ($of) = map { /^TracerPid:\s*(\d+)/ } <$status>;
  return $of // $$;
}
sub now { my $time = "\0" x 16; syscall($gettime, 1, $time); my ($s, $ns) = unpack("q2", $time); return $s + $ns / 1e9 }
sub tick { my $each = pack("q4", 0, $_[0], 0, $_[0]); syscall($setitimer, 0, $each, 0) }
$SIG{ALRM} = sub {};
sub same {
  open(my $stat, "<", "/proc/$pid/stat") or die "process $pid is gone\n";
  <$stat> =~ /.*\) (.*)/ && (split " ", $1)[19] eq $began or die "process $pid is gone\n";
}
same();
my %seen;
for (my $new = 1; $new;) {
  $new = 0;
  for my $tid (map { /(\d+)$/ } glob("/proc/$pid/task/*")) {
    next if $seen{$tid}++;
    $new = 1;
    if (trace($seize, $tid + 0, 0, $options) != 0) {
      my $why = $!;
      next if !-e "/proc/$pid/task/$tid" || tracer($tid) == $$;
      die "process $pid cannot be traced: $why\n";
    }
    trace($interrupt, $tid + 0, 0, 0);
  }
}
same();
my ($number_at, $answer_at) = @{ $places{$machine} };
my (%held, %failing);
while (1) {
  my $status = "\0" x 4;
  my $tid = syscall($wait4, -1, $status, $all, 0);
  last if $tid < 0 && $!{ECHILD};
  if ($tid > 0) {
    my $how = unpack("i", $status);
    if (($how & 0xff) != 0x7f) { delete $held{$tid}; delete $failing{$tid}; next }
    my ($signal, $event) = ($how >> 8 & 0xff, $how >> 16);
    if ($signal == $call_stop) {
      my $info = "\0" x 88;
      syscall($ptrace, $call_info, $tid, 88, $info);
      my ($entry, $number) = unpack("C x23 Q", $info);
      my $syncs = $entry == 1 && grep { $_ == $number } @syncs;
      if ($syncs && $error > 0) { put($tid, $number_at, -1); $failing{$tid} = 1 }
      elsif (delete $failing{$tid}) { put($tid, $answer_at, -$error) }
      if ($syncs && $delay > 0) {
        tick(10_000) unless %held;
        $held{$tid} = now() + $delay;
      }
      else { trace($to_call, $tid, 0, 0) }
    }
    elsif ($event == $event_stop && $signal >= 19 && $signal <= 22) { trace($listen, $tid, 0, 0) }
    else { trace($to_call, $tid, 0, $event ? 0 : $signal) }
  }
  next unless %held;
  my $now = now();
  for my $due (grep { $held{$_} <= $now } keys %held) { delete $held{$due}; trace($to_call, $due + 0, 0, 0) }
  tick(0) unless %held;
}
`;
