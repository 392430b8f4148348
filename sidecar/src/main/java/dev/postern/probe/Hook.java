package dev.postern.probe;

import dev.postern.abi.ProbeObject;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The probe's programs: what each is for, and what is missing without it. */
public enum Hook {
  // Attached in this order: processes are known before their connections are.
  PROCESS_EXEC(
      "process_exec",
      "tp_btf/sched_process_exec",
      false,
      "execve is not seen; a process is described when it first connects"),
  PROCESS_FORK(
      "process_fork",
      "tp_btf/sched_process_fork",
      false,
      "a child is described when it first connects"),
  PROCESS_EXIT(
      "process_exit",
      "tp_btf/sched_process_exit",
      false,
      "ended processes are forgotten by age only"),
  CONNECT4("connect4", "cgroup/connect4", true, "IPv4 connections are not seen"),
  CONNECT6("connect6", "cgroup/connect6", true, "IPv6 connections are not seen"),
  SENDMSG4("sendmsg4", "cgroup/sendmsg4", true, "IPv4 datagrams are not seen"),
  SENDMSG6("sendmsg6", "cgroup/sendmsg6", true, "IPv6 datagrams are not seen"),
  BIND4(
      "bind4",
      "cgroup/bind4",
      false,
      "a program may take the sidecar's IPv4 ports while the sidecar is down"),
  BIND6(
      "bind6",
      "cgroup/bind6",
      false,
      "a program may take the sidecar's IPv6 ports while the sidecar is down"),
  SOCKET_MADE(
      "socket_made",
      "cgroup/sock_create",
      false,
      "sockets that no policy speaks of are made, whatever --allow-sockets says; their packets are"
          + " dropped"),
  RECVMSG4(
      "recvmsg4",
      "cgroup/recvmsg4",
      false,
      "under a policy that names hosts, programs that check who answered them over IPv4 take no"
          + " answer to their questions"),
  RECVMSG6(
      "recvmsg6",
      "cgroup/recvmsg6",
      false,
      "under a policy that names hosts, programs that check who answered them over IPv6 take no"
          + " answer to their questions"),
  GETPEERNAME4(
      "getpeername4",
      "cgroup/getpeername4",
      false,
      "under a policy that names hosts, programs see 127.0.0.1 for their resolver"),
  GETPEERNAME6(
      "getpeername6",
      "cgroup/getpeername6",
      false,
      "under a policy that names hosts, programs see ::1 for their resolver"),
  TCP_LIFE("tcp_life", "sockops", true, "listeners and inbound connections are not seen"),
  PACKET_OUT(
      "packet_out",
      "cgroup_skb/egress",
      false,
      "bytes sent over UDP are not counted, and a policy is held against calls only"),
  PACKET_IN("packet_in", "cgroup_skb/ingress", false, "bytes received over UDP are not counted"),
  // Run by the probe itself.
  IDENTIFY(
      "identify",
      "raw_tp",
      false,
      "the sidecar does not know itself among what it watches: nobody is kept from its ports"),
  WALK("walk", "raw_tp", false, "processes older than the probe are described when they connect"),
  OPEN_TCP(
      "open_tcp",
      "iter/tcp",
      false,
      "TCP sockets older than the probe have no process; bytes are counted when a side closes"),
  OPEN_UDP(
      "open_udp",
      "iter/udp",
      false,
      "UDP sockets older than the probe are seen when they connect or name a destination");

  /** How a program comes to run. */
  enum Trigger {
    /** Whatever happens in the scope's cgroup. */
    CGROUP,
    /** A tracepoint of the whole host's. */
    TRACEPOINT,
    /** Reading from an iterator. */
    ITERATOR,
    /** Being told to. */
    CALL;

    /** Whether it can go on without the process that attached it. */
    boolean isLasting() {
      return this == CGROUP || this == TRACEPOINT;
    }
  }

  private final String program;
  private final String attachPoint;
  private final boolean required;
  private final String without;

  Hook(String program, String attachPoint, boolean required, String without) {
    this.program = program;
    this.attachPoint = attachPoint;
    this.required = required;
    this.without = without;
  }

  /** The program's name in the object. */
  String program() {
    return program;
  }

  /** Where the kernel runs it, in libbpf's section notation. */
  public String attachPoint() {
    return attachPoint;
  }

  /** Whether the probe refuses to start without it. */
  public boolean required() {
    return required;
  }

  /** What is lost without it, in words. */
  public String without() {
    return without;
  }

  /**
   * Whether the kernel takes it: it is loaded alone, attached to {@code cgroup} and removed.
   *
   * @return null if it does, otherwise the reason in the kernel's words
   */
  public @Nullable String refusal(Path cgroup) {
    try (CgroupHandle scope = CgroupHandle.open(cgroup)) {
      return HookLoader.tryAlone(ProbeObject.bytes(), this, scope.fd());
    }
  }

  Trigger trigger() {
    if (attachPoint.startsWith("tp_btf/")) {
      return Trigger.TRACEPOINT;
    } else if (attachPoint.startsWith("iter/")) {
      return Trigger.ITERATOR;
    }
    return attachPoint.equals("raw_tp") ? Trigger.CALL : Trigger.CGROUP;
  }
}
