package dev.postern.rules.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fuzz targets with inputs that are the same in every run, put together from their words. */
class FuzzSliceTest {

  private static final int INPUTS = 3_000;
  private static final int LONGEST = 12;

  @ParameterizedTest
  @ValueSource(classes = {ConditionFuzz.class, RecordedEventFuzz.class, RuleFileFuzz.class})
  void noInputOfTheSliceIsTooMuch(Class<?> type) throws ReflectiveOperationException {
    Method target = target(type);
    Object fuzz = type.getDeclaredConstructor().newInstance();
    List<String> words =
        List.of(Objects.requireNonNull(target.getAnnotation(DictionaryEntries.class)).value());
    Random random = new Random(1);
    for (int i = 0; i < INPUTS; i++) {
      byte[] input = input(random, words);
      assertThatCode(() -> target.invoke(fuzz, (Object) input))
          .as(() -> "input " + HexFormat.of().formatHex(input))
          .doesNotThrowAnyException();
    }
  }

  /** What the fuzzer found once: a field's name with a control character in it. */
  @ParameterizedTest
  @ValueSource(strings = {"{\"evt.g\\rv\":1}", "{\"evt.g\\u202ev\":1}", "{\"fd.sip\":\"\\n\"}"})
  void oneOfItsFindsStaysFixed(String line) {
    assertThatCode(() -> new RecordedEventFuzz().read(line.getBytes(StandardCharsets.UTF_8)))
        .doesNotThrowAnyException();
  }

  private static Method target(Class<?> type) {
    Method target =
        Stream.of(type.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(FuzzTest.class))
            .findFirst()
            .orElseThrow();
    target.setAccessible(true);
    return target;
  }

  private static byte[] input(Random random, List<String> words) {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    for (int i = random.nextInt(LONGEST); i >= 0; i--) {
      if (random.nextInt(4) > 0) {
        input.writeBytes(words.get(random.nextInt(words.size())).getBytes(StandardCharsets.UTF_8));
      } else {
        byte[] noise = new byte[random.nextInt(6)];
        random.nextBytes(noise);
        input.writeBytes(noise);
      }
    }
    return input.toByteArray();
  }
}
