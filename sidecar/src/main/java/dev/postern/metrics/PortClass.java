package dev.postern.metrics;

import dev.postern.event.Transport;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a responder's port is for, as the label {@code port}. A well-known service has its name in
 * IANA's service name registry or, where products settled on a port registered to something else
 * (Kubernetes, Kafka, Elasticsearch), the product's; every other port has its range (RFC 6335
 * section 6).
 */
public enum PortClass {
  FTP("ftp", 21),
  SSH("ssh", 22),
  TELNET("telnet", 23),
  SMTP("smtp", 25),
  DNS("dns", 53),
  HTTP("http", 80),
  KERBEROS("kerberos", 88),
  NTP("ntp", 123),
  LDAP("ldap", 389),
  HTTPS("https", 443),
  SMB("smb", 445),
  SUBMISSION("submission", 465, 587),
  SYSLOG("syslog", 514, 6514),
  LDAPS("ldaps", 636),
  DNS_TLS("dns_tls", 853),
  SOCKS("socks", 1080),
  MSSQL("mssql", 1433),
  MQTT("mqtt", 1883, 8883),
  NFS("nfs", 2049),
  DOCKER("docker", 2375, 2376),
  ETCD("etcd", 2379, 2380),
  MYSQL("mysql", 3306),
  RDP("rdp", 3389),
  OTLP("otlp", 4317, 4318),
  POSTGRESQL("postgresql", 5432),
  AMQP("amqp", 5671, 5672),
  VNC("vnc", 5900),
  REDIS("redis", 6379),
  KUBERNETES("kubernetes", 6443),
  IRC("irc", 6665, 6666, 6667, 6668, 6669, 6697),
  HTTP_ALT("http_alt", 8080),
  HTTPS_ALT("https_alt", 8443),
  CASSANDRA("cassandra", 9042),
  KAFKA("kafka", 9092, 9093),
  ELASTICSEARCH("elasticsearch", 9200),
  KUBELET("kubelet", 10250),
  MEMCACHED("memcached", 11211),
  MONGODB("mongodb", 27017),
  /** Any other of 0 to 1023. */
  SYSTEM("system"),
  /** Any other of 1024 to 49151. */
  USER("user"),
  /** Any of 49152 to 65535. */
  DYNAMIC("dynamic"),
  /** The protocol has no ports. */
  NONE("none"),
  /** Many ports in one series, because there are too many series. */
  OTHER("other");

  private static final int FIRST_USER = 1024;
  private static final int FIRST_DYNAMIC = 49152;
  private static final Map<Integer, PortClass> BY_PORT = new HashMap<>();

  static {
    for (PortClass service : values()) {
      service.ports.forEach(port -> BY_PORT.put(port, service));
    }
  }

  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // List.of() is
  private final List<Integer> ports;

  PortClass(String text, Integer... ports) {
    this.text = text;
    this.ports = List.of(ports);
  }

  /**
   * The class of a responder's port.
   *
   * @param port 0 to 65535
   */
  public static PortClass of(Transport protocol, int port) {
    if (protocol != Transport.TCP && protocol != Transport.UDP) {
      return NONE;
    }
    PortClass range = port < FIRST_USER ? SYSTEM : port < FIRST_DYNAMIC ? USER : DYNAMIC;
    return BY_PORT.getOrDefault(port, range);
  }

  /** The label's value. */
  public String text() {
    return text;
  }
}
