package dev.postern.dns;

import dev.postern.event.IpAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** The way from the asked name along its aliases, and the addresses that lie on it. */
final class AliasChain {

  /** As many as BIND follows. */
  static final int MOST_ALIASES = 16;

  private final Question question;
  private final List<ResourceRecord> records;
  private final SequencedSet<DnsName> names = new LinkedHashSet<>();
  private final SequencedSet<IpAddress> addresses = new LinkedHashSet<>();
  private int ttl = Integer.MAX_VALUE;

  /**
   * @param records of the answer section, in any order
   */
  AliasChain(Question question, List<ResourceRecord> records) {
    this.question = question;
    this.records = records;
  }

  /** Each name costs a look at every record; there are few names. */
  Answer follow() {
    DnsName name = question.name();
    while (name != null && names.size() <= MOST_ALIASES && names.add(name)) {
      name = aliasOf(name);
    }
    for (ResourceRecord record : records) {
      if (record.space() == Question.IN && names.contains(record.name())) {
        take(record);
      }
    }
    return new Answer(
        question,
        List.copyOf(names).subList(1, names.size()),
        List.copyOf(addresses),
        addresses.isEmpty() ? 0 : ttl);
  }

  /** Null without one, or with two: nobody knows which of them a program takes. */
  private @Nullable DnsName aliasOf(DnsName name) {
    DnsName target = null;
    for (ResourceRecord record : records) {
      if (record.space() == Question.IN
          && record.data() instanceof RecordData.Alias alias
          && record.name().equals(name)) {
        if (target != null && !target.equals(alias.target())) {
          return null;
        }
        target = alias.target();
      }
    }
    return target;
  }

  private void take(ResourceRecord record) {
    boolean asked = question.type() == record.type() || question.type() == RecordType.ANY;
    switch (record.data()) {
      case RecordData.Alias _ -> ttl = Math.min(ttl, record.ttl());
      case RecordData.Address data when asked -> add(List.of(data.address()), record);
      case RecordData.Service data when asked && data.priority() > 0 -> add(data.hints(), record);
      default -> {}
    }
  }

  private void add(List<IpAddress> found, ResourceRecord record) {
    if (!found.isEmpty()) {
      addresses.addAll(found);
      ttl = Math.min(ttl, record.ttl());
    }
  }
}
