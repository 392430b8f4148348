package dev.postern.rules;

import static dev.postern.rules.EventBuilder.accept;
import static dev.postern.rules.EventBuilder.connect;
import static dev.postern.rules.EventBuilder.execve;
import static dev.postern.rules.EventBuilder.listen;
import static dev.postern.rules.EventBuilder.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postern.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped rule with an event that fires it and one that nearly does. */
class ShippedRulesTest {

  private static final String OUTBOUND = "Unexpected Outbound Connection from Container";
  private static final String METADATA = "Cloud Metadata Service Access";
  private static final String NAMESPACE = "Connection to Another Namespace";
  private static final String WEBSERVER = "Unexpected outbound connection from webserver";
  private static final String SSHD = "sshd making outbound connections";
  private static final String LISTENER = "Unexpected process listening on network";
  private static final String UDP = "Webserver unexpected UDP traffic";

  private static final RuleSettings SETTINGS =
      new RuleSettings(
          RuleMatching.ALL,
          Map.of(
              "cluster_ranges", List.of("10.96.0.0/12", "10.244.0.0/16"),
              "own_namespace_ranges", List.of("10.244.1.0/24"),
              "known_external_access_images", List.of("registry/proxy")));

  private static final RuleSet RULES = load(ShippedRules.pack());

  private static RuleSet load(List<RuleSource> rules) {
    List<RuleSource> sources = new ArrayList<>(ShippedRules.defaults());
    sources.addAll(rules);
    LoadResult result = RuleLoader.load(sources, SETTINGS);
    assertThat(result.warnings()).isEmpty();
    return Loading.rules(result);
  }

  static Stream<Arguments> fires() {
    return Stream.of(
        Arguments.of(OUTBOUND, connect("93.184.216.34", 443).build()),
        Arguments.of(OUTBOUND, send("8.8.8.8", 123).build()),
        Arguments.of(OUTBOUND, connect("2606:4700::1111", 443).build()),
        Arguments.of(OUTBOUND, connect("93.184.216.34", 443).unbound().build()),
        Arguments.of(METADATA, connect("169.254.169.254", 80).build()),
        Arguments.of(NAMESPACE, connect("10.244.7.9", 8080).build()),
        Arguments.of(NAMESPACE, connect("10.96.0.40", 80).build()),
        Arguments.of(WEBSERVER, connect("192.168.1.101", 5432).container("my-webserver").build()),
        Arguments.of(SSHD, connect("192.168.1.7", 22).process("sshd").build()),
        Arguments.of(LISTENER, listen("0.0.0.0", 4444).process("nc").build()),
        Arguments.of(LISTENER, accept("10.0.0.9", 5, "10.0.0.5", 80).process("nc").build()),
        Arguments.of(UDP, send("192.168.1.100", 53).container("my-webserver").build()));
  }

  static Stream<Arguments> doesNotFire() {
    return Stream.of(
        Arguments.of(OUTBOUND, connect("10.1.2.3", 443).build()),
        Arguments.of(OUTBOUND, send("8.8.8.8", 53).build()),
        Arguments.of(OUTBOUND, connect("93.184.216.34", 443).image("registry/proxy").build()),
        Arguments.of(OUTBOUND, connect("127.0.0.1", 443).build()),
        Arguments.of(OUTBOUND, connect("0.0.0.0", 443).build()),
        Arguments.of(OUTBOUND, connect("::1", 443).build()),
        Arguments.of(OUTBOUND, accept("93.184.216.34", 5, "10.0.0.5", 80).build()),
        Arguments.of(METADATA, connect("169.254.169.253", 80).build()),
        Arguments.of(METADATA, accept("169.254.169.254", 80, "10.0.0.5", 80).build()),
        Arguments.of(NAMESPACE, connect("10.244.1.9", 8080).build()),
        Arguments.of(NAMESPACE, connect("10.96.0.10", 53).build()),
        Arguments.of(NAMESPACE, connect("192.168.1.1", 80).build()),
        Arguments.of(WEBSERVER, connect("192.168.1.100", 5432).container("my-webserver").build()),
        Arguments.of(WEBSERVER, connect("192.168.1.101", 5432).container("my-webserver2").build()),
        Arguments.of(WEBSERVER, listen("0.0.0.0", 80).container("my-webserver").build()),
        Arguments.of(WEBSERVER, execve().container("my-webserver").build()),
        Arguments.of(SSHD, connect("192.168.1.7", 22).process("ssh").build()),
        Arguments.of(SSHD, accept("192.168.1.7", 5, "10.0.0.5", 22).process("sshd").build()),
        Arguments.of(SSHD, execve().process("sshd").build()),
        Arguments.of(LISTENER, listen("0.0.0.0", 80).process("nginx").build()),
        Arguments.of(LISTENER, connect("10.0.0.9", 80).process("nc").build()),
        Arguments.of(LISTENER, listen("0.0.0.0", 80).noProcess().build()),
        Arguments.of(UDP, connect("192.168.1.100", 53).container("my-webserver").build()),
        Arguments.of(UDP, send("192.168.1.100", 53).build()));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void fires(String rule, Event event) {
    assertThat(Loading.alerts(RULES, event)).contains(rule);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource
  void doesNotFire(String rule, Event event) {
    assertThat(Loading.alerts(RULES, event)).doesNotContain(rule);
  }

  @Test
  void everyRuleHasBothCases() {
    Set<Object> firing = new HashSet<>();
    Set<Object> near = new HashSet<>();
    fires().forEach(arguments -> firing.add(arguments.get()[0]));
    doesNotFire().forEach(arguments -> near.add(arguments.get()[0]));
    assertThat(RULES.rules())
        .extracting(Rule::name)
        .allMatch(firing::contains)
        .allMatch(near::contains);
  }

  @Test
  void oneConnectionFiresEveryRuleThatMatches() {
    Event event = connect("169.254.169.254", 80).build();
    assertThat(Loading.alerts(RULES, event)).containsExactly(OUTBOUND, METADATA);
  }

  @Test
  void withoutSettingsNoClusterRangeIsKnown() {
    List<RuleSource> sources = new ArrayList<>(ShippedRules.defaults());
    sources.add(ShippedRules.clusterRules());
    RuleSet rules = Loading.rules(RuleLoader.load(sources, RuleSettings.DEFAULT));
    assertThat(Loading.alerts(rules, connect("10.96.0.40", 80).build())).isEmpty();
  }

  @Test
  void everyPackFileIsShipped() throws IOException {
    Path pack = Project.root().resolve("rules/pack");
    Set<String> files = new TreeSet<>();
    try (Stream<Path> found = Files.walk(pack)) {
      found
          .filter(Files::isRegularFile)
          .forEach(file -> files.add("pack/" + pack.relativize(file)));
    }
    Set<String> shipped = new TreeSet<>();
    ShippedRules.defaults().forEach(source -> shipped.add(source.name()));
    ShippedRules.pack().forEach(source -> shipped.add(source.name()));
    assertThat(shipped).isEqualTo(files);
  }

  /** Rule files others wrote must load as they are and agree with the pack on every event here. */
  @Test
  void filesOfOthersMeanTheSame() throws IOException {
    Path seeds = Project.shared().resolve("conformance/seed-rules");
    assumeTrue(Files.isDirectory(seeds), "no seed rules here");
    RuleFiles.Result read = RuleFiles.read(List.of(seeds));
    assertThat(read.errors()).isEmpty();
    RuleSet seedRules = load(read.sources());
    assertThat(seedRules.rules()).hasSize(6);
    Stream.concat(fires(), doesNotFire())
        .map(arguments -> (Event) arguments.get()[1])
        .forEach(
            event -> {
              List<String> ours = Loading.alerts(RULES, event);
              ours.remove(NAMESPACE);
              assertThat(Loading.alerts(seedRules, event))
                  .as(event.toString())
                  .containsExactlyInAnyOrderElementsOf(ours);
            });
    for (Rule rule : seedRules.rules()) {
      Rule ours =
          RULES.rules().stream()
              .filter(other -> other.name().equals(rule.name()))
              .findFirst()
              .orElseThrow();
      assertThat(ours.priority()).isEqualTo(rule.priority());
      assertThat(ours.tags()).isEqualTo(rule.tags());
    }
  }
}
