/**
 * A relay in Perl for connections that rules lead to it: it passes on what comes, either way, as late as it is told. Its
 * words: a name, a port of loopback, a delay in milliseconds, and the mark of its own connections, by which rules know
 * them. It connects to whom a connection was for before it was led here, which the kernel remembers, passes bytes and
 * their end on without a look at them, and holds 4 MiB for each way at most. It ends for nothing but a signal.
 *
 * Modules are those of Debian's perl-base, which every node has; that has no clock finer than a second, so that the kernel
 * is asked: the number of clock_gettime is that of arch/x86/entry/syscalls/syscall_64.tbl and
 * include/uapi/asm-generic/unistd.h, SO_MARK and SO_ORIGINAL_DST those of include/uapi/asm-generic/socket.h and
 * include/uapi/linux/netfilter_ipv4.h.
 */
export const peerRelay = String.raw`
use strict;
use Errno qw(EAGAIN EINPROGRESS EINTR);
use Fcntl qw(F_GETFL F_SETFL O_NONBLOCK);
use POSIX ();
use Socket qw(:DEFAULT IPPROTO_TCP TCP_NODELAY);
my ($port, $delay, $mark) = ($ARGV[1] + 0, $ARGV[2] / 1000, $ARGV[3] + 0);
my ($so_mark, $so_original, $most, $piece) = (36, 80, 4 * 2 ** 20, 65536);
my $machine = (POSIX::uname())[4];
my $gettime = { x86_64 => 228, aarch64 => 113 }->{$machine} || die "nothing is known of $machine\n";
sub now { my $time = "\0" x 16; syscall($gettime, 1, $time); my ($s, $ns) = unpack("q2", $time); return $s + $ns / 1e9 }
sub no_waiting { fcntl($_[0], F_SETFL, fcntl($_[0], F_GETFL, 0) | O_NONBLOCK) }
$SIG{PIPE} = "IGNORE";
socket(my $server, PF_INET, SOCK_STREAM, 0) or die "no socket: $!\n";
setsockopt($server, SOL_SOCKET, SO_REUSEADDR, 1);
bind($server, pack_sockaddr_in($port, INADDR_LOOPBACK)) && listen($server, 128) or die "port $port cannot be had: $!\n";
no_waiting($server);
my %ways;
sub way {
  my ($from, $to) = @_;
  my $way = { from => $from, to => $to, queue => [], bytes => 0, ended => 0, done => 0 };
  $ways{fileno($from)} = $way;
  return $way;
}
sub drop {
  my ($way) = @_;
  for my $one ($way, $way->{other}) { delete $ways{fileno($one->{from})} if defined fileno($one->{from}) }
  for my $one ($way, $way->{other}) { close($one->{from}) }
}
sub take {
  accept(my $client, $server) or return;
  my $original = getsockopt($client, 0, $so_original) or return;
  my $for = substr($original, 0, 16);
  # Whoever came without a rule wants this very port: it would be a relay to itself for ever.
  return if (unpack_sockaddr_in($for))[0] == $port;
  socket(my $peer, PF_INET, SOCK_STREAM, 0) or return;
  setsockopt($peer, SOL_SOCKET, $so_mark, pack("I", $mark)) or return;
  for my $end ($client, $peer) { no_waiting($end); setsockopt($end, IPPROTO_TCP, TCP_NODELAY, 1) }
  connect($peer, $for) || $!{EINPROGRESS} or return;
  my ($there, $back) = (way($client, $peer), way($peer, $client));
  ($there->{other}, $back->{other}) = ($back, $there);
}
sub fetch {
  my ($way) = @_;
  my $got = sysread($way->{from}, my $data, $piece);
  return 1 if !defined $got && ($!{EAGAIN} || $!{EINTR});
  return 0 unless defined $got;
  push @{ $way->{queue} }, [now() + $delay, $got ? $data : undef];
  $way->{bytes} += $got;
  $way->{ended} = 1 unless $got;
  return 1;
}
sub pass {
  my ($way) = @_;
  my $queue = $way->{queue};
  while (@$queue && $queue->[0][0] <= now()) {
    my $data = $queue->[0][1];
    if (!defined $data) { shutdown($way->{to}, 1); $way->{done} = 1; shift @$queue; next }
    my $put = syswrite($way->{to}, $data);
    return 1 if !defined $put && ($!{EAGAIN} || $!{EINTR});
    return 0 unless defined $put;
    $way->{bytes} -= $put;
    if ($put < length $data) { $queue->[0][1] = substr($data, $put) } else { shift @$queue }
  }
  return 1;
}
while (1) {
  my ($read, $write, $now, $wait) = ("", "", now(), undef);
  vec($read, fileno($server), 1) = 1;
  for my $way (values %ways) {
    vec($read, fileno($way->{from}), 1) = 1 if !$way->{ended} && $way->{bytes} < $most;
    next unless @{ $way->{queue} };
    my $due = $way->{queue}[0][0] - $now;
    if ($due <= 0) { vec($write, fileno($way->{to}), 1) = 1 }
    elsif (!defined $wait || $due < $wait) { $wait = $due }
  }
  select($read, $write, undef, $wait) >= 0 or next;
  for my $number (keys %ways) {
    my $way = $ways{$number} or next;
    my $well = 1;
    $well &&= fetch($way) if vec($read, $number, 1);
    $well &&= pass($way) if $well && vec($write, fileno($way->{to}), 1);
    drop($way) if !$well || ($way->{done} && $way->{other}{done});
  }
  take() if vec($read, fileno($server), 1);
}
`;
