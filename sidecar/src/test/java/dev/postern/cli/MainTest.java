package dev.postern.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.abi.LayoutMismatch;
import dev.postern.probe.ProbeException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {

  /** A command that ends as it is told. */
  @Command(name = "end")
  static final class Ending implements PosternCommand {
    private final Exception end;

    Ending(Exception end) {
      this.end = end;
    }

    @Override
    public Integer call() throws Exception {
      throw end;
    }
  }

  private static Invocation endingWith(Exception end) {
    CommandLine line = Main.commandLine();
    line.addSubcommand(new Ending(end));
    return Invocation.of(line, "end");
  }

  @ParameterizedTest
  @CsvSource({
    "'', postern: no command given; see postern --help",
    "frobnicate, postern: Unmatched argument at index 0: 'frobnicate'; see postern --help",
    "--frobnicate, postern: Unknown option: '--frobnicate'; see postern --help",
    "run, postern run: Missing required parameter: 'CMD'; see postern run --help",
    "run --frobnicate true, postern run: Unknown option: '--frobnicate'; see postern run --help",
    "doctor now, postern doctor: Unmatched argument at index 1: 'now'; see postern doctor --help",
  })
  void misuseIsOneLineAndStatus2(String arguments, String line) {
    Invocation invocation = Invocation.of(words(arguments));
    assertThat(invocation.errors()).containsExactly(line);
    assertThat(invocation.output()).isEmpty();
    assertThat(invocation.status()).isEqualTo(ExitStatus.USAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --ring-size 5M true",
        "run --rule-matching some true",
        "run --rules",
        "run --json=x true"
      })
  void aBadOptionIsOneLineAndStatus2(String arguments) {
    Invocation invocation = Invocation.of(words(arguments));
    assertThat(invocation.errors())
        .singleElement()
        .asString()
        .startsWith("postern run: ")
        .endsWith("; see postern run --help");
    assertThat(invocation.status()).isEqualTo(ExitStatus.USAGE);
  }

  private static String[] words(String arguments) {
    return arguments.isEmpty() ? new String[0] : arguments.split(" ", -1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version", "run --help", "doctor --help"})
  void helpIsOutputAndStatus0(String arguments) {
    Invocation invocation = Invocation.of(words(arguments));
    assertThat(invocation.status()).isZero();
    assertThat(invocation.output()).isNotEmpty();
    assertThat(invocation.errors()).isEmpty();
  }

  @Test
  void everyLineOfAFailureSaysWhoseItIs() {
    Invocation invocation = endingWith(new CommandFailure(3, List.of("a:1:1: x", "b:2:2: y")));
    assertThat(invocation.status()).isEqualTo(3);
    assertThat(invocation.errors())
        .containsExactly("postern end: a:1:1: x", "postern end: b:2:2: y");
  }

  @Test
  void whatTheMachineRefusesIsOneLine() {
    for (Exception refusal :
        List.of(new IOException("no"), new ProbeException("no"), new LayoutMismatch("no"))) {
      Invocation invocation = endingWith(refusal);
      assertThat(invocation.status()).isEqualTo(ExitStatus.FAILED);
      assertThat(invocation.errors()).containsExactly("postern end: no");
    }
  }

  @Test
  void aFaultOfOurOwnComesWithItsStack() {
    Invocation invocation = endingWith(new IllegalStateException("surprise"));
    assertThat(invocation.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(invocation.errors().subList(0, 2))
        .containsExactly(
            "postern end: this is a fault of Postern's own, please report it:",
            "java.lang.IllegalStateException: surprise");
    assertThat(invocation.errors()).anyMatch(line -> line.contains("at dev.postern.cli.MainTest"));
  }
}
