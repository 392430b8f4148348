package dev.postern.lab;

import static dev.postern.lab.LabAddresses.CLUSTER_DNS;
import static dev.postern.lab.LabAddresses.CLUSTER_DNS_NAME;
import static dev.postern.lab.LabAddresses.DATABASE;
import static dev.postern.lab.LabAddresses.METADATA;
import static dev.postern.lab.LabAddresses.OTHER_WEB;
import static dev.postern.lab.LabAddresses.POD;
import static dev.postern.lab.LabAddresses.WEB;

import dev.postern.event.Transport;
import java.util.List;
import java.util.Map;

/**
 * The attack of the demo, step by step, for a container called {@link #CONTAINER} whose image no
 * list knows.
 *
 * <p>The expected alerts follow from the rules' texts and from which events a step causes: a {@code
 * connect} per socket and destination, a {@code sendto} for the first datagram of an unconnected
 * socket, a {@code listen}, and an {@code accept4} per connection accepted. The programs are chosen
 * so that there are no others: curl resolves nothing for an address, and the lab's own programs
 * open one socket.
 */
public final class DemoSteps {

  /** The container's name the rules are written for. */
  public static final String CONTAINER = "my-webserver";

  private static final String WEBSERVER = "Unexpected outbound connection from webserver";
  private static final String WEBSERVER_UDP = "Webserver unexpected UDP traffic";
  private static final String SSHD = "sshd making outbound connections";
  private static final String LISTENING = "Unexpected process listening on network";
  private static final String OUTBOUND = "Unexpected Outbound Connection from Container";
  private static final String CLOUD_METADATA = "Cloud Metadata Service Access";
  private static final String OTHER_NAMESPACE = "Connection to Another Namespace";
  private static final String PERMITTED_PORT = "Unexpected Process on a Permitted Port";
  private static final String DOWNLOAD = "Download Tool with a Connection";

  private static final int BENIGN_PORT = 8080;
  private static final int BACKDOOR_PORT = 4444;

  private DemoSteps() {}

  /** Every step in order. */
  public static List<DemoStep> all() {
    return List.of(
        database(),
        webServer(),
        unexpectedDestination(),
        metadata(),
        otherNamespace(),
        outboundSshd(),
        unexpectedListener(),
        udp());
  }

  /** One connect, TCP, to the one address {@link #WEBSERVER} allows; private, so no other rule. */
  private static DemoStep database() {
    return new DemoStep(
        "the web server talks to its database",
        "webserver talk.pl %s 5432".formatted(DATABASE),
        Map.of(),
        Map.of(),
        List.of(DemoDestination.allowed(Transport.TCP, DATABASE, 5432)),
        lab -> lab.exec(as(lab, "webserver"), lab.script("talk.pl"), DATABASE, "5432", "select 1"));
  }

  /** A listen and an accept4 by a name that {@link #LISTENING} exempts. */
  private static DemoStep webServer() {
    return new DemoStep(
        "the web server serves",
        "nginx listen.pl %d".formatted(BENIGN_PORT),
        Map.of(),
        Map.of(),
        List.of(),
        lab -> serveOnce(lab, as(lab, "nginx"), BENIGN_PORT));
  }

  /** One connect, TCP, neither to the database nor to a private range; by curl, to port 443. */
  private static DemoStep unexpectedDestination() {
    return curl(
        "a connection to somewhere unexpected",
        "https://%s/".formatted(WEB),
        Map.of(WEBSERVER, 1, OUTBOUND, 1),
        Map.of(PERMITTED_PORT, 1, DOWNLOAD, 1),
        List.of(DemoDestination.refused(Transport.TCP, WEB, 443)));
  }

  /** One connect. Link-local is no known internal range, so four rules have something to say. */
  private static DemoStep metadata() {
    return curl(
        "the node's cloud credentials",
        "http://%s/latest/meta-data/iam/security-credentials/".formatted(METADATA),
        Map.of(WEBSERVER, 1, OUTBOUND, 1, CLOUD_METADATA, 1),
        Map.of(DOWNLOAD, 1),
        List.of(DemoDestination.refused(Transport.TCP, METADATA, 80)));
  }

  /**
   * Two connects, both private: UDP to the DNS on port 53, which is traffic the web server should
   * not have and not another namespace's service; TCP to port 9153, which is.
   *
   * <p>The name ends in a dot. Without it, its 4 dots being fewer than ndots, the three search
   * domains would be tried first, and glibc opens a socket for each: five connects in place of two,
   * and another number where the search list is another. For an absolute name glibc asks A and AAAA
   * over one socket, and as there is one address only it opens no further sockets to sort them.
   */
  private static DemoStep otherNamespace() {
    return curl(
        "a service in another namespace, by name",
        "http://%s.:9153/metrics".formatted(CLUSTER_DNS_NAME),
        Map.of(WEBSERVER, 2, WEBSERVER_UDP, 1, OTHER_NAMESPACE, 1),
        Map.of(),
        List.of(
            DemoDestination.allowed(Transport.UDP, CLUSTER_DNS, 53),
            DemoDestination.refused(Transport.TCP, CLUSTER_DNS, 9153)));
  }

  /** One connect, TCP, by the name sshd. */
  private static DemoStep outboundSshd() {
    String url = "http://%s/".formatted(OTHER_WEB);
    return new DemoStep(
        "sshd opens a connection",
        "sshd " + url + "    (curl under another name)",
        Map.of(SSHD, 1, WEBSERVER, 1, OUTBOUND, 1),
        Map.of(),
        List.of(DemoDestination.refused(Transport.TCP, OTHER_WEB, 80)),
        lab -> curl(lab, lab.named("sshd", Tool.CURL.path()), url));
  }

  /** A listen and an accept4, each with a port, inbound, and by no known server. */
  private static DemoStep unexpectedListener() {
    return new DemoStep(
        "a back door listens, and somebody comes in",
        "perl listen.pl %d".formatted(BACKDOOR_PORT),
        Map.of(LISTENING, 2),
        Map.of(),
        List.of(),
        lab -> serveOnce(lab, Tool.PERL.path().toString(), BACKDOOR_PORT));
  }

  /** One sendto. */
  private static DemoStep udp() {
    return new DemoStep(
        "the web server sends a datagram",
        "webserver datagram.pl %s 9999".formatted(OTHER_WEB),
        Map.of(WEBSERVER, 1, WEBSERVER_UDP, 1, OUTBOUND, 1),
        Map.of(),
        List.of(DemoDestination.refused(Transport.UDP, OTHER_WEB, 9999)),
        lab ->
            lab.exec(as(lab, "webserver"), lab.script("datagram.pl"), OTHER_WEB, "9999", "hello"));
  }

  private static DemoStep curl(
      String title,
      String url,
      Map<String, Integer> expected,
      Map<String, Integer> alsoOfPack,
      List<DemoDestination> destinations) {
    return new DemoStep(
        title,
        "curl -k " + url,
        expected,
        alsoOfPack,
        destinations,
        lab -> curl(lab, Tool.CURL.path().toString(), url));
  }

  private static CommandResult curl(Lab lab, String curl, String url) {
    return lab.exec(curl, "-k", "--silent", "--show-error", "--max-time", "10", url);
  }

  /** Perl under the name of what it plays. */
  private static String as(Lab lab, String name) {
    return lab.named(name, Tool.PERL.path());
  }

  /** Lets a process of the pod listen and accept one connection from outside. */
  private static CommandResult serveOnce(Lab lab, String perl, int port) {
    try (LabProcess server = lab.start(perl, lab.script("listen.pl"), String.valueOf(port))) {
      server.awaitOutput("listening");
      lab.execOutside("perl", lab.script("talk.pl"), POD, String.valueOf(port), "hello").orThrow();
      return server.await();
    }
  }
}
