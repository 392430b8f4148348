package dev.postern.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Jackson writes is the reference. */
class JsonTextTest {

  private static String json(Object value) {
    StringBuilder out = new StringBuilder("before ");
    JsonText.append(out, value);
    return out.substring("before ".length());
  }

  @Test
  void everyCharacter() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String text = "a" + (char) c + "b";
      assertThat(json(text)).as("U+%04X", c).isEqualTo(Json.encode(text));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"",
        "\\",
        "\\\\\"\"",
        "\u0000",
        "\u001f\u007f\u0080\u009f",
        "\b\f\n\r\t\u000b",
        "</script>'&/",
        "\u2028\u2029\ufeff\ufffd",
        "\ud83d\ude80",
        "\ud800",
        "\udfff",
        "\ude80\ud83d",
        "a\ud83d\"\ude80",
        "{\"rule\":\"forged\"}",
      })
  void hostileText(String text) {
    assertThat(json(text)).isEqualTo(Json.encode(text));
  }

  @Test
  void randomText() {
    Random random = new Random(20_260_106);
    String hostile = "\"\\\u0000\n\u001b\u007f\u2028\ud83d\ude80e\u00e9/ ";
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(40); j > 0; j--) {
        text.append(
            random.nextBoolean()
                ? hostile.charAt(random.nextInt(hostile.length()))
                : (char) random.nextInt(Character.MAX_VALUE + 1));
      }
      assertThat(json(text.toString())).isEqualTo(Json.encode(text.toString()));
    }
  }

  @Test
  void numbersAndTruth() {
    for (Object value : new Object[] {0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, true, false}) {
      assertThat(json(value)).isEqualTo(Json.encode(value));
    }
    StringBuilder out = new StringBuilder();
    JsonText.append(out, (Object) null);
    assertThat(out).hasToString("null");
  }

  @Test
  void nothingElseIsGuessedAt() {
    assertThatThrownBy(() -> json(new JsonArray())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> json(0.5)).isInstanceOf(IllegalArgumentException.class);
  }
}
