import { webhookWarning } from "./webhook.ts";

/** Where the server listens, in its pod. */
export const webhookPort = 8_443;

/** Folder of its certificate and key, as a Secret of the type kubernetes.io/tls has them. */
export const webhookTls = "/tls";

/**
 * An admission webhook that admits everything with a warning, in Perl: every node has that, and openssl, which speaks TLS for it. Each
 * connection gets a process of its own, so that one that hangs keeps nobody waiting, and ends after one answer. What has
 * no review in it is answered, too: that is how a kubelet sees that it is ready.
 */
export const webhookServer = `use strict; use IO::Socket; use IO::Select; use IPC::Open2;
$SIG{CHLD} = 'IGNORE';
$SIG{TERM} = sub { exit };
my $listener = IO::Socket::INET->new(LocalPort => ${webhookPort}, Listen => 64, ReuseAddr => 1) or die "$!\\n";
while (1) {
  my $client = $listener->accept or next;
  next if fork;
  alarm 30;
  my $path = "/tmp/$$";
  open2(my $from, my $to, qw(openssl s_server -quiet -naccept 1 -cert ${webhookTls}/tls.crt -key ${webhookTls}/tls.key -unix), $path);
  my $tls;
  select undef, undef, undef, 0.01 until $tls = IO::Socket::UNIX->new(Peer => $path);
  unlink $path;
  my ($all, $asked) = (IO::Select->new($client, $tls, $from), '');
  while (my @ready = $all->can_read) {
    for my $one (@ready) {
      sysread $one, my $bytes, 65536 or exit;
      if ($one == $client) { syswrite $tls, $bytes }
      elsif ($one == $tls) { syswrite $client, $bytes }
      else {
        $asked .= $bytes;
        my ($head, $body) = split /\\r\\n\\r\\n/, $asked, 2;
        next if !defined $body || $head =~ /^content-length: *(\\d+)/mi && length $body < $1;
        my ($uid) = $body =~ /"uid":"([^"]+)"/;
        my $answer = '{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"' . ($uid // '') . '","allowed":true,"warnings":["${webhookWarning}"]}}';
        syswrite $to, "HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nConnection: close\\r\\nContent-Length: " . length($answer) . "\\r\\n\\r\\n$answer";
      }
    }
  }
  exit;
}
`;

/**
 * The server as a container's command. Kubernetes takes "$$" there for "$", and "$(NAME)" for a variable
 * (k8s.io/kubernetes/third_party/forked/golang/expansion), so that each "$" is written twice.
 */
export const webhookCommand = ["/usr/bin/perl", "-e", webhookServer.replaceAll("$", "$$$$")] as const;
