package dev.postern.rules.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.rules.condition.ConditionParser;
import dev.postern.rules.condition.Value;
import dev.postern.rules.field.Argument;
import dev.postern.rules.field.Field;
import dev.postern.rules.field.FieldCatalog;
import dev.postern.rules.field.FieldReader;
import dev.postern.rules.field.FieldType;
import dev.postern.rules.field.Filled;
import dev.postern.rules.field.Multiplicity;
import dev.postern.rules.list.CompiledLists;
import dev.postern.rules.list.ListFile;
import dev.postern.rules.list.ListFiles;
import dev.postern.rules.source.Place;
import dev.postern.rules.source.SourceText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions on a domain name, which here is all that an event has. */
class DomainFieldTest {

  private static final FieldCatalog<String> FIELDS =
      new FieldCatalog<>(
          List.of(
              new Field<String>(
                  "dns.question",
                  FieldType.DOMAIN,
                  Argument.NONE,
                  Multiplicity.ONE,
                  Filled.YES,
                  Set.of(),
                  "a name",
                  argument -> List.of((FieldReader.Text<String>) name -> name))));

  @TempDir Path folder;
  private final List<String> problems = new ArrayList<>();

  private boolean matches(String condition, boolean large, String name, String... more)
      throws Exception {
    List<String> lines = new ArrayList<>(List.of("Evil.example.", "*.below.example"));
    lines.addAll(List.of(more));
    for (int i = 0; large && i <= ListFile.MOST_VALUES; i++) {
      lines.add("filling-" + i + ".example");
    }
    Path path = Files.write(folder.resolve("domains.txt"), lines);
    ListFile file =
        Objects.requireNonNull(
            ListFiles.read(Map.of("domains", path), CompiledLists.in(folder))
                .files()
                .get("domains"));
    List<Value> values = file.values();
    ValueLists lists = new ValueLists(Map.of("domains", values), List.of(file));
    SourceText text = SourceText.at(Place.file("test"), condition);
    return new ConditionCompiler<>(FIELDS, lists, problem -> problems.add(problem.message()))
        .compile(ConditionParser.parse(text))
        .matches(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dns.question in (domains) | evil.example | true",
        "dns.question in (domains) | www.evil.example | false",
        "dns.question in (domains) | below.example | false",
        "dns.question in (domains) | a.b.below.example | true",
        "not dns.question in (domains) | a.b.below.example | false",
        "dns.question in (domains, other.example) | other.example | true",
        "dns.question in (domains, *.Other.example) | a.other.example | true",
        "dns.question in (domains, *.Other.example) | other.example | false",
        "dns.question = *.other.example | a.other.example | true",
        "dns.question != *.other.example | a.other.example | false",
        "dns.question = Other.Example. | other.example | true",
        "dns.question != other.example | other.example | false",
        "dns.question endswith .OTHER.example | a.other.example | true",
      })
  void namesAndWhatIsBelowThem(String condition, String name, boolean match) throws Exception {
    for (boolean large : new boolean[] {false, true}) {
      assertThat(matches(condition, large, name)).as("large: %s", large).isEqualTo(match);
      assertThat(problems).isEmpty();
    }
  }

  /** Falco loads such rules too; in a file of names it is a mistake. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsNoNameIsTextInARuleAndRefusedInAFile(boolean large) throws Exception {
    assertThat(matches("dns.question in (domains, A/B)", large, "a/b")).isTrue();
    assertThat(problems).isEmpty();
    matches("dns.question in (domains)", large, "evil.example", "192.0.2.1");
    assertThat(problems)
        .containsExactly("'192.0.2.1' is not a domain name such as evil.example or *.evil.example");
  }
}
