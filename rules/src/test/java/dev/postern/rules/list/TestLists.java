package dev.postern.rules.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.event.IpAddress;
import dev.postern.rules.source.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** List files that tests write. */
final class TestLists {

  private TestLists() {}

  static IpAddress ip(String text) {
    return Objects.requireNonNull(IpAddress.parse(text), text);
  }

  static ListFile read(Path folder, List<String> entries) throws IOException {
    return read(folder, CompiledLists.in(folder), entries);
  }

  static ListFile read(Path folder, CompiledLists compiled, List<String> entries)
      throws IOException {
    Path file = Files.write(folder.resolve("list.txt"), entries);
    ListFiles.Result result = ListFiles.read(Map.of("list", file), compiled);
    assertThat(result.problems()).isEmpty();
    return Objects.requireNonNull(result.files().get("list"));
  }

  /** As many copies of the entries as make a list large. */
  static List<String> many(List<String> entries) {
    List<String> many = new ArrayList<>();
    while (many.size() <= ListFile.MOST_VALUES) {
      many.addAll(entries);
    }
    return many;
  }

  static void fail(Problem problem) {
    throw new AssertionError(problem.at().place() + ": " + problem.message());
  }
}
