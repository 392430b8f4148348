package dev.postern.rules.field;

import dev.postern.event.Connection;
import dev.postern.event.Event;
import dev.postern.event.Naming;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names: what a resolver is asked, and by which name a peer's address was asked for. */
final class NamingFields {

  private NamingFields() {}

  static List<Field<Event>> all() {
    List<Field<Event>> fields = new ArrayList<>();
    fields.add(peer("fd.rip.name", "The name the peer's address was asked for by.", null));
    fields.add(peer("fd.sip.name", "The name the server's address was asked for by.", false));
    fields.add(peer("fd.cip.name", "The name the client's address was asked for by.", true));
    Stream.of(
            Field.of(
                "dns.question",
                FieldType.DOMAIN,
                "The name that is asked for, on dns_query; on other events the name that the peer's"
                    + " address was the answer to.",
                (FieldReader.Text<Event>) NamingFields::name),
            text(
                "dns.type",
                "On dns_query, the type of the record that is asked for, such as A or TXT.",
                event -> event.naming() instanceof Naming.Question asked ? asked.type() : null),
            Field.of(
                "dns.entropy",
                FieldType.UINT32,
                "Shannon entropy of the longest label of dns.question, in hundredths of a bit per"
                    + " character: words have some 300, 32 random hexadecimal digits 360 and more.",
                (FieldReader.Numeric<Event>) NamingFields::entropy),
            Field.of(
                "dns.siblings",
                FieldType.UINT32,
                "On dns_query, how many different names below the same registered domain were asked"
                    + " for within a minute, this one included; at most 1000.",
                (FieldReader.Numeric<Event>)
                    event ->
                        event.naming() instanceof Naming.Question asked
                            ? asked.siblings()
                            : FieldReader.Numeric.ABSENT),
            Field.of(
                "dns.age",
                FieldType.DURATION,
                "How long ago the peer's address was the answer to dns.question.",
                (FieldReader.Numeric<Event>)
                    event ->
                        event.naming() instanceof Naming.Answered answered
                            ? answered.ageNanos()
                            : FieldReader.Numeric.ABSENT),
            text(
                "k8s.dst.service",
                "The Service of Kubernetes whose name the peer's address was asked for by.",
                event -> answered(event, Naming.Answered::service)),
            text(
                "k8s.dst.ns",
                "The namespace of the Service or pod whose name the peer's address was asked for"
                    + " by.",
                event -> answered(event, Naming.Answered::namespace)))
        .map(field -> field.with(FieldTrait.DIALECT))
        .forEach(fields::add);
    return fields;
  }

  /**
   * The name at one end.
   *
   * @param inbound on which connections that end is the peer's; null for all
   */
  private static Field<Event> peer(String name, String description, @Nullable Boolean inbound) {
    return Field.of(
            name,
            FieldType.DOMAIN,
            description,
            (FieldReader.Text<Event>)
                event -> {
                  Connection connection = event.connection();
                  return connection != null
                          && (inbound == null || connection.inbound() == inbound)
                          && event.naming() instanceof Naming.Answered answered
                      ? answered.name()
                      : null;
                })
        .with(FieldTrait.PLAIN);
  }

  private static Field<Event> text(
      String name, String description, Function<Event, @Nullable String> reader) {
    return Field.of(name, FieldType.TEXT, description, (FieldReader.Text<Event>) reader::apply);
  }

  private static @Nullable String answered(
      Event event, Function<Naming.Answered, @Nullable String> reader) {
    return event.naming() instanceof Naming.Answered answered ? reader.apply(answered) : null;
  }

  private static @Nullable String name(Event event) {
    Naming naming = event.naming();
    return naming == null ? null : naming.name();
  }

  private static long entropy(Event event) {
    Naming naming = event.naming();
    if (naming == null) {
      return FieldReader.Numeric.ABSENT;
    }
    String longest = "";
    for (String label : naming.name().split("\\.", -1)) {
      longest = label.length() > longest.length() ? label : longest;
    }
    Map<Integer, Integer> counts = new HashMap<>();
    longest.chars().forEach(each -> counts.merge(each, 1, Integer::sum));
    double bits = 0;
    for (int count : counts.values()) {
      double share = (double) count / longest.length();
      bits -= share * Math.log(share) / Math.log(2);
    }
    return Math.round(100 * bits);
  }
}
