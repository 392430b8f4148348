package dev.postern.rulescli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.rules.record.BadEventException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EventLinesTest {

  private static EventLines lines(byte[] bytes) {
    return new EventLines(new ByteArrayInputStream(bytes));
  }

  @Test
  void blankLinesCountAndTheLastNeedsNoEnd() throws IOException, BadEventException {
    EventLines lines = lines("a\r\n\n \t\nb".getBytes(StandardCharsets.UTF_8));
    EventLines.Line a = Objects.requireNonNull(lines.next());
    EventLines.Line b = Objects.requireNonNull(lines.next());
    assertThat(a.number()).isEqualTo(1);
    assertThat(b.number()).isEqualTo(4);
    assertThat(b.text()).isEqualTo("b");
    assertThat(lines.next()).isNull();
  }

  @Test
  void whatIsNotUtf8IsNoText() throws IOException {
    EventLines.Line line = Objects.requireNonNull(lines(new byte[] {(byte) 0xc3, '\n'}).next());
    assertThatThrownBy(line::text).hasMessage("not UTF-8 text");
  }

  @Test
  void aLineWithoutEndEndsTheReading() throws IOException {
    EventLines lines =
        new EventLines(
            new InputStream() {
              @Override
              public int read() {
                return 'x';
              }
            });
    EventLines.Line line = Objects.requireNonNull(lines.next());
    assertThatThrownBy(line::text).hasMessageContaining("longer than");
    assertThat(lines.next()).isNull();
  }
}
