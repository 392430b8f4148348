package dev.postern.enforce;

import dev.postern.dns.Answer;
import dev.postern.event.IpAddress;
import dev.postern.policy.AnswerAdmission;
import dev.postern.policy.BoundName;
import dev.postern.policy.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which addresses go by which names, and until when. A name is kept for as long as its answer is
 * good, and for a while at least: programs keep addresses longer than they should. Times are in
 * milliseconds of a clock that does not go back. Safe to use from any thread.
 */
public final class NameBindings {

  /** Where names are kept for whoever comes after this process. */
  public interface Memory {

    void keep(IpAddress address, String name, long untilMillis);

    void forget(IpAddress address, String name);
  }

  /**
   * What came of an answer.
   *
   * @param admitted its addresses, with all their names; none of them when one is among them that
   *     no name may lead to
   * @param changed addresses that have other names than before: new ones here, or fewer elsewhere
   *     because there is no more room
   */
  public record Learned(List<Host.Address> admitted, List<Host.Address> changed) {

    public Learned {
      admitted = List.copyOf(admitted);
      changed = List.copyOf(changed);
    }
  }

  private record Pair(IpAddress address, String name) {}

  /** Names of one address: whoever may ask for anything below a domain makes up any number. */
  private static final int MOST_OF_ONE = 64;

  /** No answer is good for longer: what was a lie is forgotten in the end. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final AnswerAdmission admission;
  private final Duration least;
  private final int most;
  private final Memory memory;

  /** Until when; those that were answered last at the end. */
  private final SequencedMap<Pair, Long> ends = new LinkedHashMap<>();

  /** Each with the forms that policies may have it in; those answered last at the end. */
  private final Map<IpAddress, SequencedMap<String, List<BoundName>>> names = new HashMap<>();

  /**
   * Begins without any.
   *
   * @param least how long a name is kept, whatever its answer says
   * @param most names of addresses: beyond, those make room that were answered longest ago
   */
  public NameBindings(AnswerAdmission admission, Duration least, int most, Memory memory) {
    this.admission = admission;
    this.least = least;
    this.most = most;
    this.memory = memory;
  }

  /** Takes in what a process before this one kept. */
  public synchronized void recall(IpAddress address, String name, long untilMillis) {
    List<BoundName> forms = admission.admit(name, address);
    if (forms.isEmpty()) {
      memory.forget(address, name);
    } else {
      add(new Pair(address, name), forms, untilMillis);
    }
  }

  /** Takes in an answer. */
  public synchronized Learned learn(Answer answer, long nowMillis) {
    String name = answer.question().name().text();
    if (answer.addresses().stream().anyMatch(each -> admission.admit(name, each).isEmpty())) {
      return new Learned(List.of(), List.of());
    }
    long until = nowMillis + keeping(answer).toMillis();
    Set<IpAddress> admitted = new LinkedHashSet<>(answer.addresses());
    Set<IpAddress> changed = new LinkedHashSet<>();
    for (IpAddress address : admitted) {
      memory.keep(address, name, until);
      if (add(new Pair(address, name), admission.admit(name, address), until)) {
        changed.add(address);
      }
    }
    while (ends.size() > most) {
      Pair eldest = ends.firstEntry().getKey();
      remove(eldest);
      changed.add(eldest.address());
    }
    return new Learned(of(admitted), of(changed));
  }

  private Duration keeping(Answer answer) {
    Duration good = Duration.ofSeconds(answer.ttl());
    Duration kept = good.compareTo(LONGEST) > 0 ? LONGEST : good;
    return kept.compareTo(least) < 0 ? least : kept;
  }

  /** Whether the address goes by another name now. */
  private boolean add(Pair pair, List<BoundName> forms, long until) {
    ends.putLast(pair, until);
    SequencedMap<String, List<BoundName>> all =
        names.computeIfAbsent(pair.address(), _ -> new LinkedHashMap<>());
    boolean another = all.putLast(pair.name(), forms) == null;
    if (all.size() > MOST_OF_ONE) {
      remove(new Pair(pair.address(), all.firstEntry().getKey()));
    }
    return another;
  }

  private void remove(Pair pair) {
    ends.remove(pair);
    memory.forget(pair.address(), pair.name());
    names.computeIfPresent(
        pair.address(),
        (_, all) -> {
          all.remove(pair.name());
          return all.isEmpty() ? null : all;
        });
  }

  /** Whether any has had its time. */
  public synchronized boolean isAnyDue(long nowMillis) {
    return ends.values().stream().anyMatch(end -> end <= nowMillis);
  }

  /**
   * Lets go what has had its time.
   *
   * @param inUse addresses that keep their names
   * @return the addresses that have lost a name, with those that are left to them
   */
  public synchronized List<Host.Address> expire(long nowMillis, Set<IpAddress> inUse) {
    List<Pair> due = new ArrayList<>();
    ends.forEach(
        (pair, end) -> {
          if (end <= nowMillis && !inUse.contains(pair.address())) {
            due.add(pair);
          }
        });
    Set<IpAddress> changed = new LinkedHashSet<>();
    for (Pair pair : due) {
      remove(pair);
      changed.add(pair.address());
    }
    return of(changed);
  }

  /** An address with the names that it goes by. */
  public synchronized Host.Address of(IpAddress address) {
    return new Host.Address(
        address,
        names.getOrDefault(address, Collections.emptyNavigableMap()).values().stream()
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private List<Host.Address> of(Set<IpAddress> addresses) {
    return addresses.stream().map(this::of).toList();
  }

  /** How many names there are, counted for each address. */
  public synchronized int size() {
    return ends.size();
  }

  /** All that go by a name. */
  public synchronized List<Host.Address> all() {
    return names.keySet().stream().map(this::of).toList();
  }
}
