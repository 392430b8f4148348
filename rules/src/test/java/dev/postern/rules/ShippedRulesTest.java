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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is shipped, on a sensor's events; each rule's own cases are scenarios beside the rules. */
class ShippedRulesTest {

  private static final String OUTBOUND = "Unexpected Outbound Connection from Container";
  private static final String METADATA = "Cloud Metadata Service Access";
  private static final String DOWNLOAD = "Download Tool with a Connection";
  private static final String LISTENER = "Unexpected process listening on network";
  private static final String PACKAGES = "Package Manager at Run Time";

  private static final RuleSettings SETTINGS =
      new RuleSettings(
          RuleMatching.ALL,
          Map.of(
              "cluster_ranges", List.of("10.96.0.0/12", "10.244.0.0/16"),
              "own_namespace_ranges", List.of("10.244.1.0/24"),
              "known_external_access_images", List.of("registry/proxy")));

  private static final RuleSet RULES = Loading.rules(load(ShippedRules.pack()));

  private static LoadResult load(List<RuleSource> rules) {
    List<RuleSource> sources = new ArrayList<>(ShippedRules.defaults());
    sources.addAll(rules);
    return RuleLoader.load(sources, SETTINGS);
  }

  @Test
  void thePackLoadsWithoutAWarning() {
    assertThat(load(ShippedRules.pack()).warnings()).isEmpty();
  }

  /**
   * Events of every type, most of which some rule of {@link #filesOfOthersMeanTheSame} is about.
   */
  private static Stream<Event> events() {
    return Stream.of(
        connect("93.184.216.34", 443).build(),
        send("8.8.8.8", 123).build(),
        send("8.8.8.8", 53).build(),
        connect("2606:4700::1111", 443).build(),
        connect("93.184.216.34", 443).unbound().build(),
        connect("93.184.216.34", 443).image("registry/proxy").build(),
        connect("10.1.2.3", 443).build(),
        connect("127.0.0.1", 443).build(),
        connect("0.0.0.0", 443).build(),
        connect("::1", 443).build(),
        connect("169.254.169.254", 80).build(),
        connect("169.254.169.253", 80).build(),
        accept("169.254.169.254", 80, "10.0.0.5", 80).build(),
        accept("93.184.216.34", 5, "10.0.0.5", 80).build(),
        connect("10.244.7.9", 8080).build(),
        connect("192.168.1.101", 5432).container("my-webserver").build(),
        connect("192.168.1.100", 5432).container("my-webserver").build(),
        connect("192.168.1.101", 5432).container("my-webserver2").build(),
        listen("0.0.0.0", 80).container("my-webserver").build(),
        execve().container("my-webserver").build(),
        connect("192.168.1.7", 22).process("sshd").build(),
        connect("192.168.1.7", 22).process("ssh").build(),
        accept("192.168.1.7", 5, "10.0.0.5", 22).process("sshd").build(),
        execve().process("sshd").build(),
        listen("0.0.0.0", 4444).process("nc").build(),
        accept("10.0.0.9", 5, "10.0.0.5", 80).process("nc").build(),
        listen("0.0.0.0", 80).process("nginx").build(),
        listen("0.0.0.0", 80).noProcess().build(),
        send("192.168.1.100", 53).container("my-webserver").build(),
        send("192.168.1.100", 53).build());
  }

  @Test
  void everyTypeOfEventReachesItsRules() {
    assertThat(Loading.alerts(RULES, connect("169.254.169.254", 80).build()))
        .containsExactly(DOWNLOAD, METADATA, OUTBOUND);
    assertThat(Loading.alerts(RULES, send("93.184.216.34", 9999).process("app").build()))
        .containsExactly(OUTBOUND);
    assertThat(Loading.alerts(RULES, listen("0.0.0.0", 4444).process("nc").build()))
        .containsExactly(LISTENER);
    assertThat(Loading.alerts(RULES, execve().process("apt-get").build()))
        .containsExactly(PACKAGES);
    assertThat(Loading.alerts(RULES, connect("10.1.2.3", 443).build())).isEmpty();
  }

  /** With "first" the rule that says most is the one that is heard. */
  @Test
  void whatSaysMoreComesFirst() {
    List<RuleSource> sources = new ArrayList<>(ShippedRules.defaults());
    sources.addAll(ShippedRules.pack());
    RuleSettings first = new RuleSettings(RuleMatching.FIRST, Map.of());
    RuleSet rules = Loading.rules(RuleLoader.load(sources, first));
    assertThat(Loading.alerts(rules, connect("93.184.216.34", 4444).process("bash").build()))
        .containsExactly("Shell with a Network Connection");
    assertThat(rules.rules()).extracting(Rule::name).endsWith(OUTBOUND);
  }

  @Test
  void withoutSettingsNoClusterRangeIsKnown() {
    List<RuleSource> sources = new ArrayList<>(ShippedRules.defaults());
    sources.add(ShippedRules.clusterRules());
    RuleSet rules = Loading.rules(RuleLoader.load(sources, RuleSettings.DEFAULT));
    assertThat(rules.rules()).hasSize(1);
    assertThat(Loading.alerts(rules, connect("10.96.0.40", 80).build())).isEmpty();
  }

  @Test
  void everyFileOfThePackIsShippedAndNoScenario() throws IOException {
    Path pack = Project.root().resolve("rules/pack");
    Set<String> files;
    try (Stream<Path> found = Files.walk(pack)) {
      files =
          found
              .filter(Files::isRegularFile)
              .map(file -> "pack/" + pack.relativize(file))
              .filter(name -> !name.endsWith("_test.yaml"))
              .collect(Collectors.toCollection(TreeSet::new));
    }
    List<String> shipped =
        Stream.concat(ShippedRules.defaults().stream(), ShippedRules.pack().stream())
            .map(RuleSource::name)
            .toList();
    assertThat(shipped).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(files);
    assertThat(ShippedRules.class.getResource("pack/cluster.yaml")).isNotNull();
    assertThat(ShippedRules.class.getResource("pack/cluster_test.yaml")).isNull();
  }

  /** Rule files others wrote must load as they are and agree with the pack on every event here. */
  @Test
  void filesOfOthersMeanTheSame() throws IOException {
    Path seeds = Project.shared().resolve("conformance/seed-rules");
    assumeTrue(Files.isDirectory(seeds), "no seed rules here");
    RuleFiles.Result read = RuleFiles.read(List.of(seeds));
    assertThat(read.errors()).isEmpty();
    RuleSet seedRules = Loading.rules(load(read.sources()));
    List<String> names = seedRules.rules().stream().map(Rule::name).toList();
    assertThat(names).hasSize(6);
    Set<String> fired = new TreeSet<>();
    events()
        .forEach(
            event -> {
              List<String> ours = Loading.alerts(RULES, event);
              ours.retainAll(names);
              fired.addAll(ours);
              assertThat(Loading.alerts(seedRules, event))
                  .as(event.toString())
                  .containsExactlyInAnyOrderElementsOf(ours);
            });
    assertThat(fired).hasSize(6);
    for (Rule rule : seedRules.rules()) {
      Rule ours =
          RULES.rules().stream()
              .filter(other -> other.name().equals(rule.name()))
              .findFirst()
              .orElseThrow();
      assertThat(ours.priority()).isEqualTo(rule.priority());
      assertThat(ours.tags()).containsAll(rule.tags());
    }
  }
}
