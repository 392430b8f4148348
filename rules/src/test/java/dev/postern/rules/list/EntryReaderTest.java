package dev.postern.rules.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryReaderTest {

  @TempDir Path folder;
  private final List<String> problems = new ArrayList<>();

  private List<String> read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> read(byte[] bytes) throws IOException {
    List<String> entries = new ArrayList<>();
    EntryProblems wrong =
        new EntryProblems(
            problem ->
                problems.add(
                    problem.at().place().line()
                        + ":"
                        + problem.at().place().column()
                        + " "
                        + problem.message()));
    EntryReader.read(
        Files.write(folder.resolve("list.txt"), bytes),
        (text, line, column) -> entries.add(line + ":" + column + " " + text),
        wrong);
    wrong.end();
    return entries;
  }

  @Test
  void entriesAreLinesWithoutBlanksAndComments() throws IOException {
    assertThat(
            read(
                """
                # a feed
                192.0.2.1
                  192.0.2.0/24\t \r
                \r
                \t
                evil.example # since 2020
                a#b
                #192.0.2.9
                two words\t# and more
                last\
                """))
        .containsExactly(
            "2:1 192.0.2.1",
            "3:3 192.0.2.0/24",
            "6:1 evil.example",
            "7:1 a#b",
            "9:1 two words",
            "10:1 last");
    assertThat(problems).isEmpty();
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstEntry() throws IOException {
    assertThat(read("\ufeffone\n\ufefftwo\n")).containsExactly("1:1 one", "2:1 \ufefftwo");
  }

  @Test
  void anEmptyFileHasNoEntries() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(read("\n\n# nothing")).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void anEntryMayCrossTheEndOfAChunk() throws IOException {
    String entry = "x".repeat(255);
    int count = 1000; // far more than one chunk
    assertThat(read((entry + "\n").repeat(count))).hasSize(count).allMatch(e -> e.endsWith(entry));
  }

  @Test
  void anEntryIsAsLongAsAPathMayBeAndNoLonger() throws IOException {
    String longest = "x".repeat(EntryReader.LONGEST);
    assertThat(read(longest + "\n" + longest + "x\nnext\n"))
        .containsExactly("1:1 " + longest, "3:1 next");
    assertThat(problems).containsExactly("2:1 an entry of more than 4096 bytes");
  }

  @Test
  void aLineOfTenMegabytesIsOneProblemAndItsCommentNone() throws IOException {
    String long10 = "y".repeat(10 << 20);
    assertThat(read(long10 + "\nnext # " + long10 + "\n#" + long10 + "\nlast"))
        .containsExactly("2:1 next", "4:1 last");
    assertThat(problems).containsExactly("1:1 an entry of more than 4096 bytes");
  }

  @Test
  void whatIsNoTextIsTold() throws IOException {
    byte[] bytes = "good\nna\0ught\nesc\u001b[1m\nlat?n\n".getBytes(StandardCharsets.ISO_8859_1);
    bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf('?')] = (byte) 0xe9;
    assertThat(read(bytes)).containsExactly("1:1 good");
    assertThat(problems)
        .containsExactly(
            "2:1 a control character (0x00): a list file is plain text",
            "3:1 a control character (0x1b): a list file is plain text",
            "4:1 not UTF-8 text");
  }

  @Test
  void ofManyProblemsTheFirstAreToldAndTheOthersCounted() throws IOException {
    byte[] binary = new byte[100_000];
    Arrays.fill(binary, (byte) 1);
    for (int i = 1; i < binary.length; i += 2) {
      binary[i] = '\n';
    }
    assertThat(read(binary)).isEmpty();
    assertThat(problems).hasSize(EntryProblems.TOLD + 1);
    assertThat(problems.getLast())
        .isEqualTo("11:1 this entry is wrong too, and 49989 more after it");
  }
}
