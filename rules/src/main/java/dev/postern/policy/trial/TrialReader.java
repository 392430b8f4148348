package dev.postern.policy.trial;

import dev.postern.policy.Ask;
import dev.postern.policy.Protocol;
import dev.postern.policy.Verdict;
import dev.postern.policy.read.HostAndPort;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.ProblemSink;
import dev.postern.rules.source.YamlKeys;
import dev.postern.rules.source.YamlText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads files of tests; docs/policy.md has the format. */
final class TrialReader {

  private static final Set<String> OWN =
      Set.of("name", "exe", "modified", "to", "protocol", "expect", "entry");

  private final Path path;
  private final ProblemSink problems;
  private final List<Path> policies = new ArrayList<>();
  private final List<Trial> trials = new ArrayList<>();

  TrialReader(Path path, ProblemSink problems) {
    this.path = path;
    this.problems = problems;
  }

  /** Reads a file's text; after a problem, what was read must not be used. */
  void read(String text, Instant now) {
    try {
      List<Node> documents = YamlText.documents(path.toString(), text, 0);
      if (documents.size() == 1) {
        file(keys(documents.getFirst(), "a file of tests"), now);
      } else {
        problem(
            Place.file(path.toString()),
            "a file of tests is one document, not " + documents.size());
      }
    } catch (YamlText.BadYamlException e) {
      problem(e.place(), e.message());
    }
  }

  /** The policy files and folders that the tests are about. */
  List<Path> policies() {
    return policies;
  }

  List<Trial> trials() {
    return trials;
  }

  private void file(YamlKeys file, Instant now) {
    file.refuseOthersThan(with(Set.of("policies", "tests")));
    file.texts("policies").forEach(name -> policies.add(path.resolveSibling(name)));
    if (policies.isEmpty()) {
      problem(file.place("policies"), "'policies' names no file: policies: [mine.yaml]");
    }
    TrialDefaults defaults = new TrialDefaults(null, null, null, now).changedBy(file, problems);
    for (Node node : file.items("tests")) {
      Trial trial = trial(keys(node, "a test").refuseOthersThan(with(OWN)), defaults);
      if (trial != null) {
        trials.add(trial);
      }
    }
    if (file.items("tests").isEmpty()) {
      problem(file.place("tests"), "'tests' holds none");
    }
  }

  private @Nullable Trial trial(YamlKeys keys, TrialDefaults defaults) {
    TrialDefaults who = defaults.changedBy(keys, problems);
    String name = required(keys, "name");
    String to = required(keys, "to");
    HostAndPort host = to == null ? null : HostAndPort.read(to, keys.place("to"), problems);
    Protocol protocol = protocol(keys);
    String expect = required(keys, "expect");
    Verdict verdict = null;
    for (Verdict each : Verdict.values()) {
      verdict = each.text().equals(expect) ? each : verdict;
    }
    if (expect != null && verdict == null) {
      problem(keys.place("expect"), "'expect' is allow or deny");
    }
    String modified = keys.text("modified");
    if (modified != null && !modified.equals("true") && !modified.equals("false")) {
      problem(keys.place("modified"), "'modified' is true or false");
    }
    if (name == null || host == null || verdict == null) {
      return null;
    }
    Ask ask = Ask.to(host.host(), host.port(), protocol).in(who.container());
    String exe = keys.text("exe");
    return new Trial(
        keys.place(),
        name,
        who.workload(),
        exe == null ? ask : ask.by(exe, "true".equals(modified)),
        who.at(),
        verdict,
        keys.text("entry"));
  }

  private Protocol protocol(YamlKeys keys) {
    String text = keys.text("protocol");
    for (Protocol each : Protocol.values()) {
      if (each.name().equals(text)) {
        return each;
      }
    }
    if (text != null) {
      problem(keys.place("protocol"), "'protocol' is TCP or UDP");
    }
    return Protocol.TCP;
  }

  private @Nullable String required(YamlKeys keys, String key) {
    if (!keys.has(key)) {
      problem(keys.place(), "a test needs '" + key + "'");
    }
    return keys.text(key);
  }

  private static Set<String> with(Set<String> more) {
    Set<String> all = new LinkedHashSet<>(more);
    all.addAll(TrialDefaults.KEYS);
    return all;
  }

  private YamlKeys keys(Node node, String what) {
    return new YamlKeys(path.toString(), node, what, problems);
  }

  private void problem(Place place, String message) {
    problems.add(place, message, null);
  }
}
