package dev.postern.rules.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.rules.source.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListFilesTest {

  private static final class Decimal implements NumberReading {
    @Override
    public OptionalLong number(String entry) {
      return OptionalLong.of(Long.parseLong(entry));
    }

    @Override
    public String problem(String entry) {
      throw new AssertionError(entry);
    }
  }

  @TempDir Path folder;

  private static List<String> texts(List<Problem> problems) {
    return problems.stream()
        .map(problem -> problem.at().place() + ": " + problem.message())
        .toList();
  }

  private static List<String> addresses(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "10.%d.%d.%d".formatted(i >> 16 & 255, i >> 8 & 255, i & 255))
        .toList();
  }

  @Test
  void aSmallListIsValuesAndALargeOneStandsForItself() throws IOException {
    ListFile small = TestLists.read(folder, addresses(ListFile.MOST_VALUES));
    assertThat(small.isLarge()).isFalse();
    assertThat(small.values()).hasSize(ListFile.MOST_VALUES);
    assertThat(small.values().get(2).at().place()).hasToString(folder.resolve("list.txt") + ":3:1");
    ListFile large = TestLists.read(folder, addresses(ListFile.MOST_VALUES + 1));
    assertThat(large.isLarge()).isTrue();
    assertThat(large.entries()).isEqualTo(ListFile.MOST_VALUES + 1);
    assertThat(large.values()).hasSize(1);
  }

  @Test
  void whatCannotBeReadIsALine() throws IOException {
    Path fifo = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().onExit().join().exitValue())
        .isZero();
    Path binary = Files.write(folder.resolve("binary"), new byte[] {0, 1, '\n', 2});
    ListFiles.Result result =
        ListFiles.read(
            Map.of(
                "absent", folder.resolve("absent"),
                "folder", folder,
                "pipe", fifo,
                "binary", binary),
            CompiledLists.in(folder));
    assertThat(result.files()).isEmpty();
    assertThat(texts(result.problems()))
        .containsExactlyInAnyOrder(
            folder.resolve("absent") + ": no such file",
            folder + ": is not a file: name a text file with an entry a line",
            fifo + ": is not a file: name a text file with an entry a line",
            binary + ":1:1: a control character (0x00): a list file is plain text",
            binary + ":2:1: a control character (0x02): a list file is plain text");
  }

  @Test
  void entriesOfTheWrongKindAreToldOnceAndThenCounted() throws IOException {
    List<String> entries = new ArrayList<>(addresses(2_000));
    for (int i = 0; i < 100; i++) {
      entries.set(3 + 10 * i, "  evil" + i + ".example");
    }
    ListFile list = TestLists.read(folder, entries);
    List<Problem> problems = new ArrayList<>();
    assertThat(list.addresses(problems::add).test(TestLists.ip("10.0.0.0"))).isFalse();
    list.addresses(problems::add);
    assertThat(problems).hasSize(EntryProblems.TOLD + 1);
    assertThat(texts(problems).getFirst())
        .isEqualTo(
            folder.resolve("list.txt")
                + ":4:3: 'evil0.example' is not an address or a block such as 192.0.2.0/24");
    assertThat(texts(problems).getLast())
        .isEqualTo(
            folder.resolve("list.txt") + ":104:3: this entry is wrong too, and 89 more after it");
    List<Problem> none = new ArrayList<>();
    assertThat(list.texts(false, none::add).test("evil7.example")).isTrue();
    assertThat(none).isEmpty();
  }

  @Test
  void aFileThatChangedBetweenIsNotHalfTaken() throws IOException {
    ListFile list = TestLists.read(folder, addresses(2_000));
    Files.write(folder.resolve("list.txt"), addresses(3_000));
    List<Problem> problems = new ArrayList<>();
    list.addresses(problems::add);
    assertThat(texts(problems))
        .containsExactly(
            folder.resolve("list.txt")
                + ": cannot be compiled: it changed while it was read: replace a list, do not"
                + " rewrite it");
  }

  @Test
  void nothingStaysInTheTemporaryFolder() throws IOException {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    ListFile list =
        TestLists.read(folder, CompiledLists.in(temporary), new ArrayList<>(addresses(2_000)));
    list.addresses(TestLists::fail);
    list.texts(true, TestLists::fail);
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void noTemporaryFolderIsALine() throws IOException {
    Path nowhere = folder.resolve("nowhere");
    ListFile list = TestLists.read(folder, CompiledLists.in(nowhere), addresses(2_000));
    List<Problem> problems = new ArrayList<>();
    list.addresses(problems::add);
    assertThat(texts(problems))
        .containsExactly(
            folder.resolve("list.txt")
                + ": cannot be compiled: no temporary file can be made in "
                + nowhere
                + " (NoSuchFileException): set TMPDIR to a folder that can be written");
  }

  @Test
  void anUnchangedListIsNotCompiledAgain() throws IOException {
    CompiledLists compiled = CompiledLists.in(folder);
    Object first = TestLists.read(folder, compiled, addresses(2_000)).addresses(TestLists::fail);
    Object again = TestLists.read(folder, compiled, addresses(2_000)).addresses(TestLists::fail);
    assertThat(again).isSameAs(first);
    Object changed = TestLists.read(folder, compiled, addresses(2_001)).addresses(TestLists::fail);
    assertThat(changed).isNotSameAs(first);
  }

  @Test
  void numbers() throws IOException {
    List<String> entries =
        new ArrayList<>(IntStream.range(0, 2_000).mapToObj(i -> "" + 7 * i).toList());
    entries.add(String.valueOf(Long.MAX_VALUE));
    entries.add("-5");
    LongPredicate numbers =
        TestLists.read(folder, TestLists.many(entries))
            .numbers("n", new Decimal(), TestLists::fail);
    for (long number = -20; number < 14_010; number++) {
      assertThat(numbers.test(number))
          .isEqualTo(number == -5 || (number >= 0 && number < 14_000 && number % 7 == 0));
    }
    assertThat(numbers.test(Long.MAX_VALUE)).isTrue();
    assertThat(numbers.test(Long.MAX_VALUE - 1)).isFalse();
  }
}
