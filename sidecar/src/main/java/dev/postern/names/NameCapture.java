package dev.postern.names;

import dev.postern.abi.KernelEvent.DnsData;
import dev.postern.abi.ProcessKey;
import dev.postern.dns.Answer;
import dev.postern.dns.DnsFormatException;
import dev.postern.dns.DnsHeader;
import dev.postern.dns.DnsMessage;
import dev.postern.dns.RecordType;
import dev.postern.event.Endpoint;
import dev.postern.event.IpAddress;
import dev.postern.event.Naming;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Listens to the scope's DNS: tells what is asked, and remembers whose the answers are. */
public final class NameCapture {

  private static final int IPPROTO_TCP = 6;

  /** Connections to resolvers at a time, a direction each; any may hold 80 kilobytes. */
  private static final int STREAMS = 64;

  private record Direction(long cookie, boolean sent) {}

  private final String clusterDomain;
  private final Recent<Direction, DnsStream> streams = new Recent<>(STREAMS);
  private final DnsExchanges exchanges = new DnsExchanges();
  private final NameTable names = new NameTable();
  private final Siblings siblings = new Siblings();
  private final BiConsumer<Answer, Endpoint> heard;

  /**
   * Begins without any name.
   *
   * @param clusterDomain the DNS domain of the cluster, such as {@code cluster.local}
   * @param heard gets each answer that was asked for, and of which resolver
   */
  public NameCapture(String clusterDomain, BiConsumer<Answer, Endpoint> heard) {
    this.clusterDomain = clusterDomain;
    this.heard = heard;
  }

  /** Takes in what was sent or came, and hands on each question that it completes. */
  public void take(DnsData data, Consumer<Naming.Question> questions) {
    if (data.socket().protocol() == IPPROTO_TCP) {
      streams
          .computeIfAbsent(new Direction(data.socket().cookie(), data.sent()), _ -> new DnsStream())
          .add(data.sequence(), data.data(), message -> read(data, message, questions));
    } else if (data.whole()) {
      read(data, data.data(), questions);
    }
  }

  /** Returns false for what is no message: nothing is learnt from it. */
  private boolean read(DnsData data, byte[] bytes, Consumer<Naming.Question> questions) {
    DnsMessage message;
    try {
      message = DnsMessage.read(bytes);
    } catch (DnsFormatException e) {
      return false;
    }
    if (message.header().opcode() == DnsHeader.QUERY) {
      take(data, message, questions);
    }
    return true;
  }

  private void take(DnsData data, DnsMessage message, Consumer<Naming.Question> questions) {
    if (data.sent() && !message.header().response()) {
      exchanges.asked(data, message);
      questions.accept(question(message, data.header().timeNanos()));
    } else if (!data.sent() && message.header().response() && exchanges.isAnswer(data, message)) {
      learn(data, message);
    }
  }

  private Naming.Question question(DnsMessage query, long nowNanos) {
    String name = query.question().name().text();
    return new Naming.Question(
        name, RecordType.name(query.question().type()), siblings.count(name, nowNanos));
  }

  private void learn(DnsData data, DnsMessage response) {
    String name = response.question().name().text();
    NameTable.Answer answer =
        new NameTable.Answer(
            name, ClusterName.read(name, clusterDomain), data.header().timeNanos());
    Answer said = Answer.of(response);
    for (IpAddress address : said.addresses()) {
      names.put(data.header().process(), address, answer);
    }
    Endpoint resolver = data.socket().remote();
    if (resolver != null) {
      heard.accept(said, resolver);
    }
  }

  /** As {@link #find}, the name alone. */
  public @Nullable String nameOf(ProcessKey process, IpAddress address) {
    NameTable.Answer answer = names.find(process, address);
    return answer == null ? null : answer.name();
  }

  /**
   * The name that a process, or else another of the scope, asked for and got this address.
   *
   * @param nowNanos on the clock of events
   * @return null when nobody did
   */
  public Naming.@Nullable Answered find(ProcessKey process, IpAddress address, long nowNanos) {
    NameTable.Answer answer = names.find(process, address);
    if (answer == null) {
      return null;
    }
    ClusterName inCluster = answer.inCluster();
    return new Naming.Answered(
        answer.name(),
        Math.max(0, nowNanos - answer.atNanos()),
        inCluster == null ? null : inCluster.service(),
        inCluster == null ? null : inCluster.namespace());
  }
}
