package dev.postern.lab;

import java.util.List;

/** Who is where in the lab. All of it from ranges that are documentation's or private. */
public final class LabAddresses {

  /** The pod. */
  public static final String POD = "10.244.1.5";

  /** The pod, IPv6. */
  public static final String POD_V6 = "2001:db8:1::5";

  /** The other end of the pod's link: its default route, and the source of inbound connections. */
  public static final String GATEWAY = "10.244.1.1";

  /** {@link #GATEWAY}, IPv6. */
  public static final String GATEWAY_V6 = "2001:db8:1::1";

  /** A server on the internet: HTTPS on 443, HTTP on 80. */
  public static final String WEB = "198.51.100.10";

  /** Another: HTTPS on 443, HTTP on 80, and UDP port 9999, which answers nothing. */
  public static final String OTHER_WEB = "198.51.100.20";

  /** A server on the internet, IPv6: HTTPS on 443, HTTP on 80. */
  public static final String WEB_V6 = "2001:db8:2::10";

  /** The cloud's metadata service: HTTP on 80. */
  public static final String METADATA = "169.254.169.254";

  /** The cluster's DNS: UDP and TCP port 53, and metrics over HTTP on 9153. */
  public static final String CLUSTER_DNS = "10.96.0.10";

  /** Where the cluster's services live, {@link #CLUSTER_DNS} among them. */
  public static final String CLUSTER_RANGE = "10.96.0.0/12";

  /** Below it are the names of the cluster. */
  public static final String CLUSTER_DOMAIN = "cluster.local";

  /** The name of {@link #CLUSTER_DNS}. */
  public static final String CLUSTER_DNS_NAME = "kube-dns.kube-system.svc." + CLUSTER_DOMAIN;

  /** The database of the pod: TCP port 5432. It greets, then only reads. */
  public static final String DATABASE = "192.168.1.100";

  /** An address the pod has a route to, and nobody an answer from. */
  public static final String NOWHERE = "203.0.113.99";

  static final List<String> OUTSIDE_V4 = List.of(WEB, OTHER_WEB, METADATA, CLUSTER_DNS, DATABASE);

  private LabAddresses() {}
}
