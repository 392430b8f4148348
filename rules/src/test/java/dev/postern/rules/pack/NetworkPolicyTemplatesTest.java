package dev.postern.rules.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.rules.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The templates are valid, and paired with rules that are shipped. */
class NetworkPolicyTemplatesTest {

  private static final Path FOLDER = Project.root().resolve("manifests/networkpolicy");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (?:\\[([^]]+)\\]\\(\\1\\))? ?\\| [^|]*\\| ([^|]+) \\| [^|]+ \\|$");

  private static final String VALID =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: valid}
      spec:
        podSelector: {matchLabels: {app: shop}}
        policyTypes: [Egress]
        egress:
          - to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]
            ports: [{protocol: TCP, port: 443}]
      """;

  static List<Path> templates() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> !file.endsWith("README.md")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("templates")
  void aTemplateIsOneValidPolicyOfItsOwnName(Path file) {
    List<Object> documents = PackYaml.documents(file);
    assertThat(documents).hasSize(1);
    assertThat(NetworkPolicyShape.problems(documents.getFirst())).isEmpty();
    Object name = PackYaml.map(PackYaml.map(documents.getFirst()).get("metadata")).get("name");
    assertThat(file).hasFileName(name + ".yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "egress:           | egres:              | .spec.egres is unknown",
        "policyTypes: [Egress] | policyTypes: [egress] | .spec.policyTypes",
        "policyTypes: [Egress] | policyTypes: [Egress, Ingress] | .spec.ingress without its type",
        "podSelector: {matchLabels: {app: shop}} | podSelector: {labels: {app: shop}} |"
            + " .spec.podSelector.labels is unknown",
        "to: [             | from: [             | .spec.egress.from is unknown",
        "cidr: 10.0.0.0/8  | cidr: 10.0.0.0      | .spec.egress.to.ipBlock.cidr",
        "10.1.0.0/16       | 11.1.0.0/16         | .spec.egress.to.ipBlock.except 11.1.0.0/16",
        "protocol: TCP     | protocol: tcp       | .spec.egress.ports.protocol",
        "port: 443         | port: 70000         | .spec.egress.ports.port",
        "name: valid       | name: Valid         | .metadata.name",
        "networking.k8s.io/v1 | extensions/v1beta1 | .apiVersion"
      })
  void aMistakeIsNoticed(String right, String wrong, String problem) {
    assertThat(shape(VALID)).isEmpty();
    assertThat(VALID).contains(right);
    assertThat(shape(VALID.replace(right, wrong))).contains(problem);
  }

  private static List<String> shape(String yaml) {
    return NetworkPolicyShape.problems(PackYaml.document(yaml));
  }

  @Test
  void theTablePairsEveryTemplateWithShippedRules() throws IOException {
    Set<String> listed = new TreeSet<>();
    Set<String> rules = new TreeSet<>();
    Matcher row = ROW.matcher(Files.readString(FOLDER.resolve("README.md")));
    while (row.find()) {
      if (row.group(1) != null) {
        listed.add(row.group(1));
      }
      rules.add(row.group(2));
    }
    rules.remove("complements the rule");
    rules.remove("---");
    assertThat(listed)
        .isEqualTo(
            templates().stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new)));
    assertThat(rules).hasSizeGreaterThan(10);
    assertThat(PackRule.all().stream().map(PackRule::name).toList()).containsAll(rules);
  }

  /** The template and the rule's list are to name the same addresses. */
  @Test
  void theTemplateBlocksTheMetadataServicesOfTheRule() {
    String template = PackYaml.text(FOLDER.resolve("block-metadata.yaml"));
    List<String> addresses =
        PackNames.read().lists().getOrDefault("cloud_metadata_addresses", List.of()).stream()
            .filter(address -> !address.startsWith("fe80:")) // link-local: no policy sees it
            .toList();
    assertThat(addresses).hasSizeGreaterThan(8);
    assertThat(addresses)
        .allMatch(address -> template.contains(address + (address.contains(":") ? "/128" : "/32")));
  }
}
